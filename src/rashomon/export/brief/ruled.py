"""What a policy makes of the answers: numbers beside them, never in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from rashomon.export.brief import words
from rashomon.export.brief.cites import Cite, Cites
from rashomon.model.incident import Incident

MOST = 8
"""Sentences that one number leads to; the answers above it lead to all."""


class Line(Struct, frozen=True):
    """What a policy gives for one question or as one mark, in words, with the keys of the claims behind it."""

    asked: str
    given: str
    reason: str
    claims: tuple[str, ...]


class Ruled(Struct, frozen=True):
    """The same with the numbers of its sentences."""

    asked: str
    given: str
    reason: str
    cites: tuple[Cite, ...]


class Rule(Struct, frozen=True):
    """A rule in words, with where it comes from."""

    title: str
    words: str
    source: str


class Policy(Struct, frozen=True):
    """A rule, and what it gives for an incident."""

    rule: Rule
    lines: Callable[[Incident], Iterable[Line]]

    def of(self, incident: Incident, cites: Cites) -> Iterator[Ruled]:
        """What it gives for one incident, with the sentences behind it."""
        for line in self.lines(incident):
            marks = (cites.cite(key) for key in line.claims[:MOST])
            asked, given, reason = (words.plain(text) for text in (line.asked, line.given, line.reason))
            yield Ruled(asked, given, reason, tuple(mark for mark in marks if mark))
