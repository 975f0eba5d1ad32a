"""Who holds for a clause: first who makes the claim, then whoever passes it on; nobody where the publisher says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.model import Passage, Span, Speaker
from rashomon.read import carrying
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
    going_on = (carrying.of_block(passage, book) if passage.role == "quote" else None) or (
        None if found else carrying.carried(passage, book)
    )
    if going_on is not None:
        _add(found, *going_on, book)
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
        if saying.source is not None and not _own(saying.source, book):
            yield saying.source, saying.cue
        for relay in saying.relays:
            yield relay, saying.cue


def _own(source: Span, book: NameBook) -> bool:
    """Whether somebody speaks of himself: "we", "our channel". Who that is the quotation around it tells, or the publisher."""
    return source.text.lower().split()[0] in book.words.selves


def _add(found: dict[str, Speaker], who: Span, cue: Span | None, book: NameBook) -> None:
    short, name = book.shortened(who), book.name(who)
    key = name.lower()
    if key not in found:
        found[key] = Speaker(text=short.text, start=short.start, end=short.end, name=name, cue=cue)
