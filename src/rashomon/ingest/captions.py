"""Words to pictures: lines with a credit, and the dates of pictures that are lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from rashomon.ingest.block import Block
from rashomon.ingest.dates import date_only
from rashomon.ingest.lines import heading
from rashomon.ingest.words import Words

CREDIT = re.compile(r"[\[(/©|]\s*[^\[(/©|\n]{2,60}[\])]?\.?$")
MARKDOWN_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")


def mark_captions(blocks: Sequence[Block], words: Words) -> list[Block]:
    """Role `caption` for lines that name a picture or its maker, and for a bare date after the first paragraph."""
    return [
        structs.replace(block, role="caption") if block.role is None and _is_caption(block.text, words) else block
        for block in blocks
    ]


def _is_caption(text: str, words: Words) -> bool:
    if MARKDOWN_IMAGE.fullmatch(text) or date_only(text, words):
        return True
    if len(text) > 300:
        return False
    opened = words.caption.match(text)
    if opened and (
        text[opened.end() :].lstrip()[:1] in (":", "|", "/", "-") or (text.startswith(("(", "[")) and text.endswith((")", "]")))
    ):
        return True
    credit = CREDIT.search(text)
    return (
        credit is not None
        and words.caption_anywhere.search(credit[0]) is not None
        and (heading(text, words) or credit[0].rstrip(".").endswith((")", "]")))
    )
