"""Tallies: lowest, best and highest figure of one question, after UCDP's three estimates (UCDP GED codebook).

Each report counts once with what it concludes. Who cites several voices and gives a figure in its own words has weighed
them: that figure is the least that the report vouches for, for a lower count that it cites is mostly an earlier one. A
report that only cites counts with all it cites. Every position stays visible beside the tally.
"""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.model import Bounds, Point, Tally
from rashomon.reconcile.points import Question
from rashomon.reconcile.slots import Holding

BEYOND = 2.0
"""A cited count of more than this times what the report itself says is of something else, or not believed by it."""

Range = tuple[float, float | None]
"""Low and high; None = open."""


def tally(question: Question, point: Point) -> Tally:
    """The three estimates. Best is what most independent origins hold within them, of equals the lowest: ACLED's
    conservative rule for reported fatalities.
    """
    ranges = concluded(question)
    low, high = min(low for low, _ in ranges), highest(ranges)
    return Tally(
        measure=point.slot,
        of=point.of,
        party=point.party,
        low=low,
        best=_best(point, low, high),
        high=high,
    )


def concluded(question: Question) -> list[Range]:
    """What each report concludes."""
    own = _own(question.asked)
    ranges: list[Range] = []
    for address in sorted(own):
        first, last = own[address][0], max(own[address], key=lambda h: _top(_range(h)))
        ranges += [_range(first), (_range(first)[0], _range(last)[1])] if first is not last else [_range(first)]
    vouched = {address: _top(_range(own[address][0])) for address in own}
    for holding in (h for track in question.tracks for h in track.now if not h.voice.own):
        found, limit = _range(holding), vouched.get(holding.voice.address)
        if limit is None:
            ranges.append(found)
        elif limit < _top(found) <= BEYOND * limit:
            ranges.append((limit, found[1]))
    return ranges or [_range(h) for track in question.tracks for h in track.now]


def _own(asked: Iterable[Holding]) -> dict[str, list[Holding]]:
    """The figures that publishers give in their own words in their latest report, in the order of the text."""
    latest: dict[str, list[Holding]] = {}
    for holding in sorted(asked, key=lambda h: (h.told.document.address, h.start, h.told.claim.key)):
        if holding.voice.own and not holding.part and not holding.given_up and isinstance(holding.value, Bounds):
            latest.setdefault(holding.voice.address, []).append(holding)
    newest: dict[str, tuple[float, str]] = {}
    for address, holdings in latest.items():
        said = float("-inf") if holdings[0].said is None else holdings[0].said
        outlet = holdings[0].voice.outlet if holdings[0].said is not None else address
        newest[outlet] = max(newest.get(outlet, (float("-inf"), "")), (said, address))
    return {address: latest[address] for _, address in newest.values()}


def _range(holding: Holding) -> Range:
    value = holding.value
    return ((value.low or 0.0), value.high) if isinstance(value, Bounds) else (0.0, None)


def _top(found: Range) -> float:
    """The largest number that it names."""
    return found[0] if found[1] is None else found[1]


def highest(ranges: Iterable[Range]) -> float | None:
    """The highest number that somebody gives as a limit, None where somebody counts more without giving one."""
    found = list(ranges)
    known = [high for _, high in found if high is not None]
    most = max(known, default=None)
    return most if most is not None and all(low <= most for low, _ in found) else None


def _best(point: Point, low: float, high: float | None) -> float | None:
    values = [(p.value, p.origins) for p in point.positions if isinstance(p.value, Bounds)]
    within = [v for v in values if low <= (v[0].low or v[0].high or 0) <= (float("inf") if high is None else high)]
    chosen = min(within or values, key=lambda v: (-v[1], v[0].low or 0))[0]
    return chosen.low if chosen.low else chosen.high
