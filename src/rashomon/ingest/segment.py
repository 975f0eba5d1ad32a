"""A document's text into passages with roles: one pass after the other over its paragraphs, each with one question.

The order matters and is the order of certainty: what is a comment, what is navigation, what the headline, what belongs
to a picture, what was added later, what is quoted. Whatever no pass has claimed is body.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.ingest.block import Block
from rashomon.ingest.captions import mark_captions
from rashomon.ingest.comments import mark_comments
from rashomon.ingest.headline import first_headline, mark_headline
from rashomon.ingest.lines import capitals_only
from rashomon.ingest.navigation import byline_of, mark_navigation, split_links
from rashomon.ingest.quotes import mark_quotes
from rashomon.ingest.updates import mark_updates
from rashomon.ingest.words import Words
from rashomon.model import Passage


class Segmented(Struct, frozen=True, kw_only=True):
    """The passages of a text, and what its head says of itself."""

    passages: tuple[Passage, ...]
    headline: str | None = None
    byline: str | None = None


def segment(
    blocks: Sequence[Block], words: Words, *, title: str | None = None, published: str | None = None, markup: bool = False
) -> Segmented:
    """Give every block its role. `published` (ISO) dates the updates; `title` is the one stated, if any;
    `markup`: comments are known from a page's markup."""
    capitals = capitals_only(" ".join(block.text for block in blocks[:200]))
    marked = list(blocks) if markup else mark_comments(blocks, words)
    marked = split_links(marked, words)
    marked = mark_navigation(marked, words, capitals)
    marked = mark_headline(marked, words, title)
    marked = mark_captions(marked, words)
    marked = mark_updates(marked, words, published)
    marked = mark_quotes(marked, words)
    return Segmented(
        passages=tuple(_passage(block) for block in marked), headline=first_headline(marked), byline=byline_of(marked, words)
    )


def _passage(block: Block) -> Passage:
    return Passage(
        role=block.role or "body",
        start=block.start,
        end=block.end,
        posted=block.posted,
        author=block.author,
        depth=block.depth,
        lead_in=block.lead_in,
        gap=block.gap,
    )
