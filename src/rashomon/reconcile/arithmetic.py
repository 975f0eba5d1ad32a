"""Arithmetic: parts against sums, increments and running totals against totals. What does not add up becomes a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rashomon.model import Bounds
from rashomon.reconcile.held import Track
from rashomon.reconcile.slots import Holding
from rashomon.reconcile.telling import Told, whose

if TYPE_CHECKING:
    from rashomon.reconcile.points import Question


def note(question: Question, told: Sequence[Told]) -> str | None:
    """What does not add up among the figures of one question, and against the running totals that the claims of the incident
    (`told`) give; None where everything does.
    """
    figures = [holding for holding in question.asked if exact(holding) is not None]
    by_sentence: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for holding in figures:
        by_sentence[holding.voice.address, holding.told.claim.anchor.sentence].append(holding)
    notes = {text for key in sorted(by_sentence) if (text := parts(by_sentence[key]))}
    notes |= {text for track in question.tracks for text in increments(track, question)}
    notes |= set(totals(question, told))
    return "; ".join(sorted(notes)) or None


def parts(together: list[Holding]) -> str | None:
    """Figures of one sentence: what is told as parts of the largest may not be more than it."""
    values = [exact(h) or 0.0 for h in together]
    total = max(values)
    smaller = sorted((exact(h) or 0.0 for h in together if h.part), reverse=True)
    if len(smaller) > 1 and sum(smaller) > total:
        return f"the parts {' + '.join(f'{v:g}' for v in smaller)} are more than the {total:g} that they are parts of"
    return None


def increments(track: Track, question: Question) -> Iterator[str]:
    """One voice's new total must be its last one and what its report says came on top ("nine more bodies were found")."""
    for (before, *_), (after, *_) in pairwise(track.steps):
        old, new = exact(before), exact(after)
        here = (h for h in question.asked if h.more and h.voice.address == after.voice.address and h.said == after.said)
        more = sum({exact(h) or 0.0 for h in here})
        if old is not None and new is not None and more and old + more != new:
            yield f"{old:g} and {more:g} more, as {after.voice.name} says, are {old + more:g} and not {new:g}"


def totals(question: Question, told: Iterable[Told]) -> Iterator[str]:
    """A running total that takes this happening in cannot be less than its toll, if one voice's report gives both."""
    tolls = {h.voice.address: exact(h) for track in question.tracks for h in track.now if exact(h) is not None}
    for one in told:
        toll = tolls.get(one.document.address)
        for quantity in one.claim.figures:
            alike = quantity.cumulative and quantity.measure == question.slot and whose(quantity, one.claim) == question.party
            if alike and question.of is None and toll is not None and quantity.high is not None and quantity.high < toll:
                yield f"a running total of {quantity.high:g} is less than the {toll:g} of this one happening"


def exact(holding: Holding) -> float | None:
    """The number, where it is one."""
    value = holding.value
    return value.low if isinstance(value, Bounds) and value.low == value.high else None
