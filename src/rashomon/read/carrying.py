"""Whose words a paragraph is that names no speaker: a speech goes on over paragraphs that are parsed apart.

Three signs count: it is a block quotation; it opens with a quotation mark while the one before was never closed; or an "I"
or "we" speaks in it, right behind a paragraph that ends in somebody's words.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from rashomon.model import Document, Passage, Span
from rashomon.read.namebook import NameBook

Voice = tuple[Span, Span | None]
"""A source and its words of saying, as the document has them."""

TOLD = frozenset({"body", "update", "quote"})
MOST = 40
"""Paragraphs of one speech; what goes on longer is no speech that a reader would follow."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_STOPS = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘(])")


def carried(passage: Passage, book: NameBook) -> Voice | None:
    """The speaker of the paragraphs before who goes on in this one; None where nobody does."""
    if passage.start not in book.carried:
        book.carried[passage.start] = _carried(passage, book, MOST)
    return book.carried[passage.start]


def of_block(passage: Passage, book: NameBook) -> Voice | None:
    """The speaker of a block quotation: the source of the last saying in its lead-in, else the author it was given."""
    if passage.lead_in is not None:
        first, last = passage.lead_in
        leading = [s for s in book.sayings if s.voiced and s.source and s.cue and first <= s.cue.start < last]
        if leading:
            saying = max(leading, key=lambda s: s.cue.start if s.cue else 0)
            if saying.source is not None:
                return saying.source, saying.cue
    if not passage.author:
        return None
    where = passage.lead_in or (0, passage.start)
    at = book.document.text.find(passage.author, *where)
    at = book.document.text.rfind(passage.author, 0, passage.end) if at < 0 else at
    return (Span(start=at, end=at + len(passage.author), text=passage.author), None) if at >= 0 else None


def _carried(passage: Passage, book: NameBook, left: int) -> Voice | None:
    before = _before(passage, book.document)
    if before is None or not left:
        return None
    text = book.document.text
    if passage.role == "quote":
        if before.role == "quote":
            return of_block(before, book) or _carried(before, book, left - 1)
        return None if passage.lead_in or passage.author else _last(before, book)
    if before.posted != passage.posted and before.role != "quote":
        return None
    here, there = text[passage.start : passage.end], text[before.start : before.end]
    opened = here[:1] in ("“", '"') and (there.count("“") > there.count("”") or there.count('"') % 2 == 1)
    words = _QUOTED.sub(" ", here).replace("’", "'").replace("'", " ").lower().split()
    if opened or any(w.strip(",.;:") in book.words.selves for w in words):
        return _holder(before, book, opened) or of_block(before, book) or _carried(before, book, left - 1)
    return None


def _before(passage: Passage, document: Document) -> Passage | None:
    """The paragraph right before, where both belong to what the report tells."""
    passages = document.passages
    at = bisect_left([p.start for p in passages], passage.start)
    before = passages[at - 1] if at else None
    beside = before is not None and not document.text[before.end : passage.start].strip()
    return before if before is not None and beside and passage.role in TOLD and before.role in TOLD else None


def _last(passage: Passage, book: NameBook) -> Voice | None:
    """The source of the saying in a paragraph's last sentence."""
    text = book.document.text[passage.start : passage.end].rstrip()
    start = passage.start + max((m.end() for m in _STOPS.finditer(text)), default=0)
    found = [s for s in book.sayings if s.voiced and s.source and s.cue and start <= s.cue.start < passage.end]
    saying = max(found, key=lambda s: s.cue.start if s.cue else 0, default=None)
    return (saying.source, saying.cue) if saying is not None and saying.source is not None else None


def _holder(passage: Passage, book: NameBook, opened: bool) -> Voice | None:
    """Who holds the last words of a paragraph: the widest saying that reaches its end; of one in whose quotation nobody is
    still, only one who is quoted.
    """
    end = passage.start + len(book.document.text[passage.start : passage.end].rstrip())
    quoted = (s for s in book.sayings if (opened or s.quoted) and s.voiced and s.source is not None)
    found = [s for s in quoted if passage.start <= s.content.start and end - 3 < s.content.end <= end]
    saying = min(found, key=lambda s: s.content.start, default=None)
    return (saying.source, saying.cue) if saying is not None and saying.source is not None else None
