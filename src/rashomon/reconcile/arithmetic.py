"""Arithmetic: parts against sums, increments against totals. What does not add up becomes a note on the point."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rashomon.model import Bounds
from rashomon.reconcile.slots import Holding

if TYPE_CHECKING:
    from rashomon.reconcile.points import Question


def note(question: Question) -> str | None:
    """What does not add up among the figures of one question, None where everything does."""
    figures = [holding for holding in question.asked if exact(holding) is not None]
    by_sentence: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for holding in figures:
        by_sentence[holding.voice.address, holding.told.claim.anchor.sentence].append(holding)
    notes = {text for key in sorted(by_sentence) if (text := parts(by_sentence[key]))}
    return "; ".join(sorted(notes)) or None


def parts(together: list[Holding]) -> str | None:
    """Figures of one sentence: what is told as parts of the largest may not be more than it."""
    values = [exact(h) or 0.0 for h in together]
    total = max(values)
    smaller = sorted((exact(h) or 0.0 for h in together if h.part), reverse=True)
    if len(smaller) > 1 and sum(smaller) > total:
        return f"the parts {' + '.join(f'{v:g}' for v in smaller)} are more than the {total:g} that they are parts of"
    return None


def exact(holding: Holding) -> float | None:
    """The number, where it is one."""
    value = holding.value
    return value.low if isinstance(value, Bounds) and value.low == value.high else None
