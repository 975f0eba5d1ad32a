"""How many: a clause's figures, each number with the measure that it is a number of.

A number gets its measure from the nearest word that gives one: the noun it counts ("9 strikes"), the words beside it
("killed 5", "21 wounded"), the word that governs it in the parse, or the list or sub-total that it stands in. The words
beside it go before the parse, because reports drop commas and auxiliaries and parsers stumble over both. A number that no
word measures is no figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from rashomon.model import Quantity
from rashomon.read.counting import numbers
from rashomon.read.measuring import measured
from rashomon.read.parts import Number
from rashomon.read.series import is_share, led, listed
from rashomon.read.tally import Clause, Counted, lumps
from rashomon.vocabulary import Language

__all__ = ["figures", "numbers"]

_PEOPLE = ("killed", "wounded", "killed_or_wounded", "captured", "detained", "missing", "released", "displaced")


def figures(
    tokens: Sequence[Token], trigger: Token, kind: str, numbers: Sequence[Number], base: int, words: Language
) -> tuple[Quantity, ...]:
    """The figures of one clause in the order of the text.

    `tokens` are the clause's, `trigger` the word that tells its happening, `kind` that happening's kind, `numbers` those of
    the passage (others than the clause's are passed over), `base` the document offset of the passage's first character.
    """
    inside = frozenset(t.i for t in tokens)
    counted = tuple(c for n in numbers if (c := _locate(n, trigger, base, words)) and c.first.i in inside)
    clause = Clause(inside, counted, kind, trigger, words.figures, lumps(tokens, counted, words.figures))
    measures: list[str | None] = []
    for at in range(len(counted)):
        measures.append(measured(at, clause, measures))
    for at in reversed(range(len(counted) - 1)):
        measures[at] = measures[at] or led(at, clause, measures)
    for at in range(1, len(counted)):
        measures[at] = measures[at] or listed(at, clause, measures, words.figures.glue, mixed=True)
    text = "".join(t.text_with_ws for t in tokens)
    running = bool(words.figures.total.search(text))
    return tuple(
        _quantity(c.number, measure, _of(at, clause, measures), running)
        for at, (c, measure) in enumerate(zip(counted, measures, strict=True))
        if measure is not None
    )


def _locate(number: Number, trigger: Token, base: int, words: Language) -> Counted | None:
    doc = trigger.doc
    span = doc.char_span(number.start - base, number.end - base, alignment_mode="expand")
    if span is None:
        return None
    place = number.head - base
    head = next((t for t in span if t.idx == place), None)
    article = span[0].lower_ in words.numbers.articles and number.low == 1 == number.high
    said = head is not None and (head.i != span[0].i or bool(number.of))
    return Counted(number, span[0], span[-1], head if said else None, article)


def _quantity(number: Number, measure: str, of: str | None, running: bool) -> Quantity:
    return Quantity(
        measure=measure, text=number.text, start=number.start, end=number.end, low=number.low, high=number.high, of=of,
        hedge=number.hedge, cumulative=running,
    )  # fmt: skip


def _of(at: int, clause: Clause, measures: Sequence[str | None]) -> str | None:
    """What was counted as said; "40 others" and "3 of them" count what the number before them counts."""
    number = clause.counted[at]
    if number.number.of:
        return number.number.of
    if at + 1 < len(clause.counted) and is_share(number, clause.counted[at + 1], clause.words):
        return clause.counted[at + 1].number.of
    earlier = (c.number.of for c, m in zip(clause.counted[:at][::-1], measures[:at][::-1], strict=False) if m in _PEOPLE)
    return next((of for of in earlier if of), None) if measures[at] in _PEOPLE else None
