"""How many: a clause's figures, each number with the measure that it is a number of.

A number gets its measure from the nearest word that gives one: the noun it counts ("9 strikes"), the words beside it
("killed 5", "21 wounded"), the word that governs it in the parse, or the list or sub-total that it stands in. The words
beside it go before the parse, because reports drop commas and auxiliaries and parsers stumble over both. A number that no
word measures is no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from rashomon.model import Quantity
from rashomon.read import grammar
from rashomon.read.counting import numbers
from rashomon.read.measuring import measured
from rashomon.read.parts import Number
from rashomon.read.series import is_share, led, listed
from rashomon.read.tally import Clause, Counted, lumps, measure_of
from rashomon.vocabulary import Language
from rashomon.vocabulary.figures import Figures

__all__ = ["figures", "numbers"]

NO_ONE_EVENT = 10_000
"""Dead, wounded or fled from this number on are told of a whole war: no single happening of the last decades had more."""
_LIVES = ("killed", "wounded", "killed_or_wounded")
_PEOPLE = ("killed", "wounded", "killed_or_wounded", "captured", "detained", "missing", "released", "displaced")


def figures(
    tokens: Sequence[Token],
    trigger: Token,
    kind: str,
    numbers: Sequence[Number],
    base: int,
    words: Language,
    guess: Callable[[Counted], str | None] | None = None,
) -> tuple[Quantity, ...]:
    """The figures of one clause in the order of the text.

    `tokens` are the clause's, `trigger` the word that tells its happening, `kind` that happening's kind, `numbers` those of
    the passage (others than the clause's are passed over), `base` the document offset of the passage's first character; `guess`
    is asked for the measure of a number that no word measures.
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
    if guess is not None:
        measures = [measure or guess(number) for number, measure in zip(counted, measures, strict=True)]
    running = _running(tokens, trigger, words.figures)
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
        hedge=number.hedge, cumulative=running or (measure in _LIVES and (number.low or 0) >= NO_ONE_EVENT),
    )  # fmt: skip


def _running(tokens: Sequence[Token], trigger: Token, words: Figures) -> bool:
    """Whether a clause tells a total over several happenings: by its own words, or by a "since ..." that hangs on its verb."""
    if words.total.search(words.single.sub("", "".join(t.text_with_ws for t in tokens))):
        return True
    verb = trigger if grammar.verbal(trigger) else trigger.head
    opened = (t for c in verb.children if c.dep_ in ("prep", "advcl") for t in (c, *c.children) if t.dep_ in ("prep", "mark"))
    return any(t.lower_ in words.onward for t in opened)


def _without_state(of: str, number: Counted, clause: Clause) -> str | None:
    """What was counted, without a state that stands where the noun would: "33 KIA", "20 Turkish KIA"."""
    if number.head is None or not number.head.text.isupper() or measure_of(number.head, ("states",), clause) is None:
        return of
    return of.removesuffix(number.head.text).strip() or None


def _number_of(last: Token, words: Figures) -> str | None:
    """ "Brings to 54 the number of soldiers killed": what the number behind a number counts."""
    for noun in last.doc[last.i + 1 : last.i + 4]:
        if noun.lower_ in words.emptiness and noun.pos_ == "NOUN":
            counted = next((n for prep, n in grammar.prepositional(noun) if prep == "of" and n.pos_ in ("NOUN", "PROPN")), None)
            return last.doc[counted.left_edge.i : counted.i + 1].text if counted is not None else None
    return None


def _of(at: int, clause: Clause, measures: Sequence[str | None]) -> str | None:
    """What was counted as said; "40 others" and "3 of them" count what the number before them counts."""
    number = clause.counted[at]
    if number.number.of:
        return _without_state(number.number.of, number, clause)
    if at == len(measures) - 1 or measures[at + 1] is None:
        behind = _number_of(number.last, clause.words)
        if behind:
            return behind
    if at + 1 < len(clause.counted) and is_share(number, clause.counted[at + 1], clause.words):
        return clause.counted[at + 1].number.of
    earlier = (c.number.of for c, m in zip(clause.counted[:at][::-1], measures[:at][::-1], strict=False) if m in _PEOPLE)
    return next((of for of in earlier if of), None) if measures[at] in _PEOPLE else None
