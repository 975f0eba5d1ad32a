"""Which paragraphs of a page are the report: trafilatura's judgement, and a plain rule where it has none."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import trafilatura
from lxml import etree

from rashomon.ingest.html_walk import Piece

for _library in ("trafilatura", "htmldate"):  # their complaints about odd pages are no messages to a user of ours
    logging.getLogger(_library).addHandler(logging.NullHandler())

MAX_ELEMENTS, MAX_CHARACTERS = 20_000, 2_000_000
"""Above that the plain rule decides: trafilatura takes seconds."""

PROSE = 60
"""Characters from which a paragraph counts as running text by the plain rule."""


def main_numbers(html: str, root: etree._Element, pieces: Sequence[Piece]) -> set[int]:
    """The numbers of the pieces that belong to the report."""
    found = _by_trafilatura(html, root)
    numbers = {
        n for n, piece in enumerate(pieces) if found and not piece.zone and folded(piece.text) and folded(piece.text) in found
    }
    if sum(len(pieces[n].text) for n in numbers) >= 200:
        return numbers
    return numbers | {n for n, piece in enumerate(pieces) if _plainly(piece)}


def folded(text: str) -> str:
    """Letters and digits only, so that spacing and typography make no difference."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _by_trafilatura(html: str, root: etree._Element) -> str:
    """All the text that trafilatura takes for the report, folded; "" where it finds none."""
    if len(html) > MAX_CHARACTERS or sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        return ""
    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=False, output_format="txt")
    except Exception:  # a library's heuristics on hostile markup: then the plain rule decides
        return ""
    return folded(text or "")


def _plainly(piece: Piece) -> bool:
    """Running text outside menus and comments, not made of links."""
    return (
        not piece.away
        and not piece.zone
        and piece.linked < 0.5
        and (len(piece.text) >= PROSE or piece.tag in ("p", "blockquote", "h1"))
    )
