"""Lists and sub-totals: what a number has from the number before or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.tally import Clause, Counted, gap, is_people, measure_of
from rashomon.vocabulary.figures import Figures

NEAR, FAR = 7, 12  # words between the parts of a list, and before "including"


def listed(at: int, clause: Clause, before: Sequence[str | None], glue: frozenset[str], mixed: bool = False) -> str | None:
    """A further part of a list ("three tanks, two trucks"), or a sub-total ("12 people including four children"). People
    and things are parts of one list only where nothing else measures the things (`mixed`).
    """
    measure = before[at - 1] if at else None
    number = clause.counted[at]
    if measure is not None and not mixed and is_people(number, clause) != is_people(clause.counted[at - 1], clause):
        return None
    if mixed and (number.article or (at and is_share(clause.counted[at - 1], number, clause.words))):
        return None
    if measure is None or (number.head is None and number.last.lower_ not in clause.words.parts):
        return None
    between = gap(clause.counted[at - 1], clause.counted[at])
    if glue > clause.words.glue:
        opener = next((i for i, t in enumerate(between) if t.lower_ in clause.words.openers), None)
        if opener is not None and all(t.lower_ in glue for t in between[opener:]):
            told = measure_of(between[opener - 1], ("undergoers", "subjects", "states"), clause) if opener else None
            return told or (measure if opener <= FAR else None)
    return measure if all(t.lower_ in glue or t.is_space for t in between) and len(between) <= NEAR else None


def led(at: int, clause: Clause, measures: Sequence[str | None]) -> str | None:
    """The first parts of a list whose last part has the verb ("four children and one man killed"), or a sub-total in front
    ("six children were among 12 killed").
    """
    number, following = clause.counted[at], clause.counted[at + 1]
    measure = measures[at + 1]
    between = gap(number, following)
    words = clause.words
    fits = bool(between) and all(t.lower_ in words.glue or t.lower_ in words.parts or t.pos_ == "AUX" for t in between)
    if measure is None or not fits or len(between) > 4 or number.head is None or measure == "strikes":
        return None
    same = is_people(number, clause) == is_people(following, clause)
    return measure if same and (not number.article or words.measures[measure].article) else None


def is_share(a: Counted, b: Counted, words: Figures) -> bool:
    """ "38 of 45 drones": the second number is what the first is a part of."""
    between = [t for t in gap(a, b) if t.pos_ != "DET"]
    return len(between) == 1 and between[0].lower_ in words.whole and between[0].dep_ == "prep" and a.head is None
