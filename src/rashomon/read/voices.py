"""Who holds for a clause: first who makes the claim, then whoever passes it on; nobody where the publisher says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.model import Passage, Span, Speaker
from rashomon.read.modality import holds
from rashomon.read.namebook import NameBook
from rashomon.read.parts import Saying

__all__ = ["NameBook", "speakers"]


def speakers(start: int, end: int, sayings: Sequence[Saying], passage: Passage, book: NameBook) -> tuple[Speaker, ...]:
    """The speakers of the clause [start, end) of the document, the innermost first; of each, who passes it on behind."""
    holding = [s for s in sayings if s.voiced and (holds(s, start, end) or _is_it(s, start, end))]
    holding.sort(key=lambda s: (s.content.end - s.content.start, s.content.start))
    found: dict[str, Speaker] = {}
    for who, cue in _voices(holding, book):
        _add(found, who, cue, book)
    if passage.role == "quote":
        for who, cue in _of_block(passage, book):
            _add(found, who, cue, book)
    return tuple(found.values())


def _is_it(saying: Saying, start: int, end: int) -> bool:
    """Whether the clause is the saying itself: its cue and most of its content stand in it, and little else."""
    cue, content = saying.cue, saying.content
    if cue is None or not (start <= cue.start and cue.end <= end):
        return False
    first = min(cue.start, content.start, saying.source.start if saying.source else cue.start)
    shared = min(end, content.end) - max(start, content.start)
    return (
        2 * shared > content.end - content.start and 2 * (min(end, max(content.end, cue.end)) - max(start, first)) > end - start
    )


def _voices(holding: Sequence[Saying], book: NameBook) -> Iterator[tuple[Span, Span | None]]:
    for saying in holding:
        if saying.source is not None and saying.source.text.lower() not in book.words.selves:
            yield saying.source, saying.cue
        for relay in saying.relays:
            yield relay, saying.cue


def _add(found: dict[str, Speaker], who: Span, cue: Span | None, book: NameBook) -> None:
    short, name = book.shortened(who), book.name(who)
    key = name.lower()
    if key not in found:
        found[key] = Speaker(text=short.text, start=short.start, end=short.end, name=name, cue=cue)


def _of_block(passage: Passage, book: NameBook) -> Iterator[tuple[Span, Span | None]]:
    """The speaker of a block quotation: the source of the last saying in its lead-in, else the author it was given."""
    if passage.lead_in is not None:
        first, last = passage.lead_in
        leading = [s for s in book.sayings if s.voiced and s.source and s.cue and first <= s.cue.start < last]
        if leading:
            saying = max(leading, key=lambda s: s.cue.start if s.cue else 0)
            if saying.source is not None:
                yield saying.source, saying.cue
                return
    if passage.author:
        where = passage.lead_in or (0, passage.start)
        at = book.document.text.find(passage.author, *where)
        if at < 0:
            at = book.document.text.rfind(passage.author, 0, passage.end)
        if at >= 0:
            yield Span(start=at, end=at + len(passage.author), text=passage.author), None
