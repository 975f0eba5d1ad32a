"""Clusters: claims that grow together to one incident, and what keeps two of them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from rashomon.model import Pair
from rashomon.reconcile.spacetime import A_NIGHT, Span, Spot, elsewhere, gap
from rashomon.reconcile.telling import Telling
from rashomon.vocabulary.comparing import same_kinds

SURE = 3.2
"""A pair of this score is of one day, one kind and alike in figures, sides and words."""

COUNTED = 2
"""What a claim that counts a side's losses weighs beside one that only names the side."""


class Cluster(Struct, eq=False):
    """A growing set of claims. `name` is one of its keys; `days` and `places` count what dates and places it precisely, `times`
    what dates it at all, `around` the places that were taken over, `hit` the sides that are struck or lose something,
    `strikes` the claims of kinds in which one side strikes, `lasting` those that sum up a long time, `firm` those that are not
    vague.
    """

    name: str
    keys: set[str]
    days: Counter[Span]
    times: Counter[Span]
    places: Counter[Spot]
    around: Counter[Spot]
    hit: Counter[str]
    cumulative: int = 0
    counted: int = 0
    firm: int = 0
    strikes: int = 0
    lasting: int = 0


def alone(telling: Telling) -> Cluster:
    """The cluster of one claim."""
    place = telling.place
    dated = telling.span is not None and telling.dated
    return Cluster(
        name=telling.keys[0],
        keys=set(telling.keys),
        days=Counter([telling.span] if telling.span is not None and dated and telling.precise else []),
        times=Counter([telling.span] if telling.span is not None and dated else []),
        places=Counter([place] if place is not None and place.fine and place.sure else []),
        around=Counter([place] if place is not None and place.fine and not place.sure else []),
        hit=Counter({party: COUNTED if any(f.party == party for f in telling.figures) else 1 for party in telling.hit}),
        strikes=int(bool(telling.kinds & frozenset(same_kinds().one_sided))),
        lasting=int(telling.lasting),
        cumulative=int(telling.cumulative),
        firm=int(not telling.vague),
        counted=int(telling.cumulative or bool(telling.figures)),
    )


def absorb(into: Cluster, other: Cluster) -> None:
    """Take the second one into the first."""
    into.keys |= other.keys
    into.days.update(other.days)
    into.times.update(other.times)
    into.places.update(other.places)
    into.around.update(other.around)
    into.hit.update(other.hit)
    into.strikes += other.strikes
    into.lasting += other.lasting
    into.cumulative += other.cumulative
    into.firm += other.firm
    into.counted += other.counted


def parting(a: Cluster, b: Cluster, apart: Mapping[str, set[str]], pair: Pair) -> str | None:
    """Why the two must stay apart, None if nothing speaks against it: parted by a person, on other days, at other places, with
    other victims of a strike, a total and an incident. A very sure pair outweighs the place, for places are corrected ("near
    P and not near Q").
    """
    if parted(a, b, apart):
        return "a person says that accounts of the two are of different happenings"
    return _days(a, b) or _places(a, b, pair) or _victims(a, b) or _sums(a, b)


def _days(a: Cluster, b: Cluster) -> str | None:
    if a.days and b.days and not meet(usual(a.days), usual(b.days)):
        return f"accounts of the one are of {_day(usual(a.days))}, of the other of {_day(usual(b.days))}"
    if a.times and b.times and not (a.days and b.days) and gap(usual(a.times), usual(b.times)) > A_NIGHT:
        return f"accounts of the one are of {_day(usual(a.times))}, of the other of {_day(usual(b.times))}"
    return None


def _day(span: Span) -> str:
    first, last = (date.fromordinal(max(1, int(at))).isoformat() for at in (span.start, max(span.start, span.end - 1e-6)))
    return first if first == last else f"{first} to {last}"


def _places(a: Cluster, b: Cluster, pair: Pair) -> str | None:
    told = bool(a.places and b.places)
    here, there = (_main(cluster.places or cluster.around) for cluster in (a, b))
    placed = here and there and all(elsewhere(x, y) for x in here for y in there)
    if placed and (_sure(pair) if told else max(pair.score, _sure(pair))) < SURE:
        return f"most accounts of the one are of {here[0].label}, of the other of {there[0].label}"
    return None


def _sure(pair: Pair) -> float:
    """The score of a pair that was found alike although at two places; others say nothing of the places of their clusters.
    Where words about a happening seem to play is taken over.
    """
    if any(f.name == "subject" for f in pair.features):
        return SURE
    return pair.score if any(f.name == "place" and f.weight < 0 for f in pair.features) else 0.0


def _victims(a: Cluster, b: Cluster) -> str | None:
    if (_strike(a) or _strike(b)) and _hurt(a) and _hurt(b) and not _most(a.hit) & _most(b.hit):
        return f"the one hit {', '.join(sorted(_most(a.hit)))}, the other {', '.join(sorted(_most(b.hit)))}"
    return None


def _sums(a: Cluster, b: Cluster) -> str | None:
    if (a.lasting and b.days) or (b.lasting and a.days):
        return "one sums up a long time, the other is of a day"
    if a.counted and b.counted and (a.cumulative == a.counted) != (b.cumulative == b.counted):
        return "one is a running total, the other a single toll"
    return None


def meet(a: Span, b: Span) -> bool:
    """Whether two days overlap; a night told by its evening and by its morning is of both."""
    return min(a.end, b.end) > max(a.start, b.start) or (gap(a, b) <= A_NIGHT and max(a.length, b.length) != 1.0)


def parted(a: Cluster, b: Cluster, apart: Mapping[str, set[str]]) -> bool:
    """Whether a person holds a claim of the one to be of another happening than a claim of the other."""
    if not apart or a is b:
        return False
    small, large = sorted((a.keys, b.keys), key=len)
    return any(not large.isdisjoint(apart.get(key, ())) for key in small)


def usual(days: Mapping[Span, int]) -> Span:
    """The time that most claims give; of several the narrowest, then the earliest."""
    return min(days, key=lambda span: (-days[span], span.length, span))


def _strike(cluster: Cluster) -> bool:
    """Whether it is told as a strike of one side on the other, and not as a fight in which somebody also shelled."""
    return 3 * cluster.strikes >= len(cluster.keys)


def _hurt(cluster: Cluster) -> bool:
    """Whether most of its claims say which side is hit; whose losses are counted says more than who is named."""
    return 2 * sum(cluster.hit.values()) > len(cluster.keys)


def _most(hit: Mapping[str, int]) -> set[str]:
    """The sides that at least half as many claims tell of as the one told of most."""
    most = max(hit.values())
    return {party for party, n in hit.items() if 2 * n >= most}


def _main(places: Mapping[Spot, int]) -> list[Spot]:
    """The places that at least half as many claims give as the one given most."""
    most = max(places.values(), default=0)
    return sorted((p for p, n in places.items() if 2 * n >= most), key=lambda p: (p.name, p.id or ""))
