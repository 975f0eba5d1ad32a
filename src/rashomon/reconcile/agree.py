"""When two answers to one question agree, and which value stands for those that do."""

from __future__ import annotations

import re

from rashomon.model import Bounds, Value
from rashomon.reconcile.slots import ACTOR, KIND, PLACE, TARGET, TIME, WEAPON, Holding
from rashomon.reconcile.spacetime import A_NIGHT, Span, elsewhere, gap, instant
from rashomon.reconcile.telling import happened_in, stem
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words, same_kinds
from rashomon.vocabulary.parties import Tie

ABOUT = 0.1
"""A figure that the text itself calls approximate agrees with others within this share of it."""

_NOT = "not "


def agree(a: Holding, b: Holding, vocabulary: Vocabulary) -> bool:
    """Whether the two answers can both be true as answers to one question. Symmetric."""
    if isinstance(a.value, Bounds) or isinstance(b.value, Bounds):
        return _figures(a, b)
    return _named(a, b, vocabulary)


def _figures(a: Holding, b: Holding) -> bool:
    """Ranges that overlap agree: "at least 12" and "17"."""
    (alow, ahigh), (blow, bhigh) = limits(a), limits(b)
    return max(alow, blow) <= min(ahigh, bhigh)


def limits(holding: Holding) -> tuple[float, float]:
    """The range of a figure, widened where it is hedged, infinite where it is open."""
    value = holding.value
    if not isinstance(value, Bounds):
        return 0.0, float("inf")
    low = 0.0 if value.low is None else value.low
    high = float("inf") if value.high is None else value.high
    if holding.hedge and low == high:
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def _named(a: Holding, b: Holding, vocabulary: Vocabulary) -> bool:
    x, y = str(a.value), str(b.value)
    if x == y:
        return True
    if x.startswith(_NOT) or y.startswith(_NOT):
        return x.startswith(_NOT) == y.startswith(_NOT)
    if a.slot == PLACE and a.spot and b.spot:
        return not elsewhere(a.spot, b.spot) and (a.spot.fine != b.spot.fine or _near(a, b))
    if a.slot == KIND:
        kinds = same_kinds()
        return kinds.close(x, y) or frozenset((x, y)) in kinds.counterpart or bool({x, y} & {*kinds.general, *kinds.judging})
    if a.slot == WEAPON:
        return _heads(x, y) or bool(_things(x, vocabulary) & _things(y, vocabulary))
    if a.slot == TIME:
        return _times(x, y)
    return a.slot in (ACTOR, TARGET) and _member(x, y, _day(a, b), vocabulary)


def _near(a: Holding, b: Holding) -> bool:
    """Two settlements: elsewhere has found them near enough, if anybody knows where they lie."""
    return bool(a.spot and b.spot and a.spot.lat is not None and b.spot.lat is not None)


def _heads(x: str, y: str) -> bool:
    """The same thing named by the same word: "tank shell" and "shells from a tank"."""
    a, b = ({stem(word) for word in re.findall(r"[^\W\d]{3,}", text)} for text in (x, y))
    return bool(a and b) and (a <= b or b <= a)


def _things(weapon: str, vocabulary: Vocabulary) -> set[str]:
    """The kinds of things that it is one of: jets and warplanes are aircraft."""
    words = {form for word in weapon.split() for form in (word, word.removesuffix("s"))}
    things = referring_words(vocabulary.language.code).things
    return {thing for thing, members in things.items() if words & set(members)}


def _times(x: str, y: str) -> bool:
    a, b = span(x), span(y)
    return a is None or b is None or gap(a, b) <= A_NIGHT


def span(value: str) -> Span | None:
    """The interval that a time's value names."""
    first, _, last = value.partition("/")
    start, end = instant(first), instant(last or first, last=True)
    return Span(start, end) if start is not None and end is not None else None


def _member(x: str, y: str, day: float | None, vocabulary: Vocabulary) -> bool:
    """A group and the wider side that it is part of on that day; on an unknown day, if it ever was."""
    return any(
        tie.type == "part_of" and tie.to == other and (day is None or holds(tie, day))
        for one, other in ((x, y), (y, x))
        if one in vocabulary.parties
        for tie in vocabulary.parties[one].ties
    )


def holds(tie: Tie, day: float) -> bool:
    """Whether a tie holds on that day. Its dates are years, months or days, both inclusive."""
    since = instant(tie.since + "-01-01"[len(tie.since) - 4 :]) if tie.since else None
    until = _end(tie.until) if tie.until else None
    return (since is None or since <= day) and (until is None or day < until)


def _end(date: str) -> float | None:
    if len(date) == len("2020"):
        return instant(f"{date}-12-31", last=True)
    if len(date) == len("2020-02"):
        first = instant(f"{date}-28", last=True)
        return None if first is None else first + 3
    return instant(date, last=True)


def _day(a: Holding, b: Holding) -> float | None:
    """When what both tell of happened, else when it was told."""
    spans = [span.start for h in (a, b) if (span := happened_in(h.told)) is not None]
    said = [h.said for h in (a, b) if h.said is not None]
    return min(spans or said, default=None)


def narrowed(holders: list[Holding]) -> Value:
    """The value that stands for answers which agree: the narrowest range, the finest place or time, the most frequent name."""
    values = [holder.value for holder in holders]
    if isinstance(values[0], Bounds):
        return _tightest(holders)
    if holders[0].slot == PLACE:
        placed = [h for h in holders if h.spot]
        return min(placed, key=lambda h: (h.spot.reach, -_times_held(h, holders), str(h.value))).value if placed else values[0]  # type: ignore[union-attr]  # `placed` have a spot
    if holders[0].slot == TIME:
        return min(values, key=lambda v: (_length(str(v)), str(v)))
    if holders[0].slot == KIND:
        general = same_kinds().finer.values()
        return min(values, key=lambda v: (-values.count(v), v in general, str(v)))
    return min(values, key=lambda v: (-values.count(v), len(str(v)), str(v)))


def _times_held(holding: Holding, holders: list[Holding]) -> int:
    return sum(h.value == holding.value for h in holders)


def _length(value: str) -> float:
    found = span(value)
    return found.length if found else float("inf")


def _tightest(holders: list[Holding]) -> Bounds:
    """An exact count that somebody gives; else what all ranges have in common."""
    exact = sorted(
        h.value.low for h in holders if isinstance(h.value, Bounds) and h.value.low == h.value.high and h.value.low is not None
    )
    if exact:
        return Bounds(low=max(exact, key=lambda v: (exact.count(v), v)), high=max(exact, key=lambda v: (exact.count(v), v)))
    lows = [h.value.low or 0 for h in holders if isinstance(h.value, Bounds)]
    highs = [h.value.high for h in holders if isinstance(h.value, Bounds) and h.value.high is not None]
    return Bounds(low=max(lows), high=min(highs) if highs else None)
