"""The headline and its deck: the title-like lines before the first paragraph. And a caption that stands in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from rashomon.ingest.block import Block, ended
from rashomon.ingest.lines import heading, title_case
from rashomon.ingest.words import Words
from rashomon.model import normalised

RELATIVE = re.compile(r"\b(?:which|who|that)\s+$", re.I)

LONG_HEADLINE = 100
"""Characters; above that an opening line that is built as a sentence and breaks off is a caption that was cut."""


def mark_headline(blocks: Sequence[Block], words: Words, title: str | None) -> list[Block]:
    """Role `headline` for the title and the deck, `caption` for a cut caption in their place; at most the first lines
    that are not navigation, up to the first paragraph.
    """
    marked = list(blocks)
    open_lines = [n for n, block in enumerate(blocks) if block.role is None]
    stated = normalised(title) if title else ""
    for rank, n in enumerate(open_lines[:3]):
        text = blocks[n].text
        if stated and normalised(text) == stated:
            marked[n] = structs.replace(blocks[n], role="headline")
        elif len(open_lines) == 1 or not heading(text, words) or (words.update.match(text) and not _titled(text)):
            break
        elif rank == 0 and _cut_caption(text, words):
            marked[n] = structs.replace(blocks[n], role="caption")
        else:
            marked[n] = structs.replace(blocks[n], role="headline")
    return marked


def _titled(text: str) -> bool:
    """ "Breaking: a title" is a title; "UPDATE, 1115 GMT:" is none."""
    return len(text) > 25 and not text.endswith(":") and not re.search(r"\d[:.]?\d\d", text[:30])


def _cut_caption(text: str, words: Words) -> bool:
    """A long sentence with its auxiliary and its articles, in small letters, that ends without a stop: a caption under a
    picture, cut off at some number of characters.
    """
    return (
        len(text) > LONG_HEADLINE
        and not ended(text)
        and not title_case(text, words)
        and any(not RELATIVE.search(text[: found.start()]) for found in words.auxiliary.finditer(text))
    )


def first_headline(blocks: Sequence[Block]) -> str | None:
    """The first headline as one line, or None."""
    found = next((block.text for block in blocks if block.role == "headline"), None)
    return re.sub(r"\s+", " ", found) if found else None
