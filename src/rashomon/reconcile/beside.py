"""Beside: the accounts of troops that were there when a place was struck, found without looking at every other incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import floor

from rashomon.reconcile.relations import Outline
from rashomon.reconcile.spacetime import Spot, elsewhere, gap, same_name
from rashomon.reconcile.telling import Told, own
from rashomon.vocabulary.comparing import same_kinds

NEAR = 50.0
"""Km: a place that reaches no further is one of which a report can say that troops were there when it was struck."""

NEXT = 800
"""Characters within which a report goes on with what it has told."""

LONGEST = 60
"""Days by each of which an account is looked for; one of a longer time is looked for with those of no time."""


class Stationed:
    """The incidents that tell of troops somewhere, by report, by day, and those of no day by place."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self._by_report: dict[str, list[Outline]] = defaultdict(list)
        self._by_day: dict[int, list[Outline]] = defaultdict(list)
        self._undated: dict[Spot, list[Outline]] = defaultdict(list)
        self._long: list[Outline] = []
        self._alike: dict[Spot, list[Spot]] = {}
        for outline in outlines:
            if outline.kind in same_kinds().groups["stationed"]:
                self._take(outline)

    def _take(self, outline: Outline) -> None:
        for address in {t.document.address for t in outline.told}:
            self._by_report[address].append(outline)
        if outline.span is None:
            if outline.spot is not None:
                self._undated[outline.spot].append(outline)
        elif outline.span.length > LONGEST:
            self._long.append(outline)
        else:
            for day in range(floor(outline.span.start) - 1, floor(outline.span.end) + 2):
                self._by_day[day].append(outline)

    def beside(self, strike: Outline) -> list[Told]:
        """What they tell of those troops that are told of as being there; nothing where it is no violence of a known day."""
        if strike.kind not in same_kinds().groups["violence"] or strike.span is None:
            return []
        found = {other.id: other for other in self._near(strike) if other is not strike}
        return [told for _, other in sorted(found.items()) if beside(strike, other) for told in other.told]

    def _near(self, strike: Outline) -> Iterable[Outline]:
        for address in {t.document.address for t in strike.told}:
            yield from self._by_report.get(address, ())
        yield from self._long
        if strike.span is not None:
            for day in range(floor(strike.span.start), min(floor(strike.span.end), floor(strike.span.start) + LONGEST) + 1):
                yield from self._by_day.get(day, ())
        if strike.spot is not None and strike.spot.fine:
            if strike.spot not in self._alike:
                self._alike[strike.spot] = [spot for spot in self._undated if same_name(strike.spot, spot)]
            for spot in self._alike[strike.spot]:
                yield from self._undated[spot]


def beside(strike: Outline, other: Outline) -> bool:
    """Whether troops told of there are those of this strike: at its place; or told of in its report, where "there" is."""
    if strike.span is None or (other.span is not None and gap(strike.span, other.span) > 1):
        return False
    shared = not {t.document.address for t in strike.told}.isdisjoint(t.document.address for t in other.told)
    if other.spot is None or not any(own(t, t.claim.place.start) for t in other.told if t.claim.place is not None):
        return shared and _told_after(strike, other)
    if strike.spot is None or elsewhere(strike.spot, other.spot):
        return False
    if other.span is None and not shared:
        return strike.spot.fine and same_name(strike.spot, other.spot)
    return (strike.spot.fine and other.spot.fine) or (other.spot.reach <= NEAR and shared)


def _told_after(strike: Outline, other: Outline) -> bool:
    """Whether the one is told of right after the other, with nothing said of where."""
    ends = [(t.document.address, t.claim.anchor.end) for t in strike.told]
    starts = [(t.document.address, t.claim.anchor.start) for t in other.told]
    return all(any(there == here and 0 <= start - end <= NEXT for here, end in ends) for there, start in starts)
