"""Growing counts: people are found for days, so an early count is no answer to a later and higher one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.reconcile.agree import limits
from rashomon.reconcile.held import Track
from rashomon.reconcile.slots import Holding
from rashomon.vocabulary.comparing import same_kinds

if TYPE_CHECKING:
    from rashomon.reconcile.points import Question

AT_ONCE = 0.1
"""Days within which two counts are told at the same time, if the hours are known; else a day."""


def outgrown(question: Question) -> list[tuple[Track, Holding]]:
    """Counts of people hurt or uprooted that were only told before anybody counted more, each with the first higher count: such
    counts rise for days, so the early one contradicts nobody. Two sides that count against each other do.
    """
    if question.slot not in same_kinds().growing:
        return []
    found = ((low, _first_above(low, question)) for low in question.tracks)
    return [(low, high) for low, high in found if high is not None]


def _first_above(low: Track, question: Question) -> Holding | None:
    """The first higher count, if it was given after all that the voice says and not by a rival."""
    mine = low.now[0]
    above = [h for h in question.asked if h.said is not None and not h.part and limits(h)[0] > limits(mine)[1]]
    if not above or any(mine.voice.organ and h.voice.organ and h.voice.party != mine.voice.party for h in above):
        return None
    first = min(above, key=lambda h: h.order)
    gap = (first.said or 0.0) - _last_said(low)
    return first if gap >= (AT_ONCE if _to_the_hour(first) and _to_the_hour(mine) else 1.0) else None


def _last_said(track: Track) -> float:
    """When the answer that the voice holds now was said last; not a number where nobody knows."""
    return max((h.said for h in track.repeated if h.said is not None and h.value == track.now[0].value), default=float("nan"))


def _to_the_hour(holding: Holding) -> bool:
    published = holding.told.document.published
    return published is not None and "T" in published.value


def early(question: Question) -> str | None:
    """Which counts were told before somebody counted more."""
    found = {(said(low.now[0]), low.now[0].voice.name, said(high)) for low, high in outgrown(question)}
    return "; ".join(f"{low}, as {name} says, was told before {high}" for low, name, high in sorted(found)) or None


def said(holding: Holding) -> str:
    """A count as a note says it."""
    low, high = limits(holding)
    return f"{low:g}" if low == high else f"{low:g} or more" if high == float("inf") else f"{low:g} to {high:g}"
