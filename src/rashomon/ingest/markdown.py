"""The little of Markdown that says what a paragraph is: `#` headings, `>` quotations, pictures. The text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from rashomon.ingest.block import Block


def mark_markdown(blocks: Sequence[Block]) -> list[Block]:
    """Headline for the first heading, `other` for the further ones (they name a topic), `quote` for quotations. The marks
    are left out of a block's text, so that the passes see the words.
    """
    marked: list[Block] = []
    headed = False
    for block in blocks:
        if heading := re.match(r"#{1,6}\s+", block.text):
            marked.append(structs.replace(block, role="other" if headed else "headline", text=block.text[heading.end() :]))
            headed = True
        elif re.match(r">\s?\S", block.text):
            marked.append(structs.replace(block, role="quote", text=re.sub(r"(?m)^>\s?", "", block.text)))
        else:
            marked.append(block)
    return marked
