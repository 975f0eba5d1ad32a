"""A document in pieces that a model can be asked about: whole sentences, each with its number, and a few before them.

The sentences are those that the embedded engine reads, so that both engines' claims are anchored to the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.model import Document, Passage
from rashomon.read.nlp import Piece as Parsed

OPENING = 2
"""Sentences from the top of the document that every piece is shown: they name who and where."""

BEFORE = 3
"""Sentences right before a piece that it is shown, for its pronouns."""


class Sentence(Struct, frozen=True):
    """A sentence with its number in the document and its passage; `text[start:end]` has no white space around it."""

    number: int
    start: int
    end: int
    passage: Passage


class Piece(Struct, frozen=True):
    """The sentences that are asked about (never none), and those shown for context."""

    sentences: tuple[Sentence, ...]
    context: tuple[Sentence, ...] = ()

    @property
    def start(self) -> int:
        """Offset of the first sentence."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Offset behind the last sentence."""
        return self.sentences[-1].end


def sentences(document: Document, parsed: Sequence[Parsed]) -> tuple[Sentence, ...]:
    """The sentences of all passages in the order of the text."""
    found: list[Sentence] = []
    for piece in parsed:
        for sentence in piece.doc.sents:
            start, end = piece.offsets(sentence)
            said = document.text[start:end]
            start, end = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
            if start < end:
                found.append(Sentence(len(found) + 1, start, end, piece.passage))
    return tuple(found)


def pieces(every: Sequence[Sentence], limit: int) -> Iterator[Piece]:
    """Runs of sentences of at most `limit` code points (one sentence may be longer), cut between passages where that leaves
    half a piece.
    """
    at = 0
    while at < len(every):
        end = at + 1
        while end < len(every) and every[end].end - every[at].start <= limit:
            end += 1
        if end < len(every):
            fair = (n for n in range(end, at, -1) if every[n].passage != every[n - 1].passage)
            cut = next(fair, end)
            end = cut if every[cut - 1].end - every[at].start >= limit // 2 else end
        yield Piece(tuple(every[at:end]), shown(every, at))
        at = end


def shown(every: Sequence[Sentence], at: int) -> tuple[Sentence, ...]:
    """What is shown before the sentence at index `at`."""
    return (*every[: min(OPENING, at)], *every[max(OPENING, at - BEFORE) : at])


def halves(piece: Piece) -> tuple[Piece, ...]:
    """Two pieces of one, the second with the end of the first for context; none where there is one sentence only."""
    middle = len(piece.sentences) // 2
    if not middle:
        return ()
    first, second = piece.sentences[:middle], piece.sentences[middle:]
    return Piece(first, piece.context), Piece(second, (*piece.context[:OPENING], *first[-BEFORE:]))
