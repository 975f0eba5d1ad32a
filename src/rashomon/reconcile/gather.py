"""Gathering: pairs to clusters of claims, with cannot-links and with people's verdicts over them.

Invariant: the result depends on the set of pairs alone. They are taken in the order of their scores (verdicts first, equal
scores by key), and a pair that would bring together what must stay apart is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Pair, Verdict
from rashomon.reconcile.spacetime import A_NIGHT, Span, Spot, elsewhere, gap
from rashomon.reconcile.telling import Telling
from rashomon.vocabulary.comparing import same_kinds

AGREED = 0.5
"""The mean score that the compared accounts of two clusters must reach for the two to be joined."""

BOUND = 3.0
"""A score counts for no more than this in the mean, for or against: one wrong date must not outweigh everything."""

SURE = 3.2
"""A pair of this score is of one day, one kind and alike in figures, sides and words."""


COUNTED = 2
"""What a claim that counts a side's losses weighs beside one that only names the side."""


ONE_REPORT = 1.5
"""By how much earlier a pair of one report is taken."""


class Cluster(Struct, eq=False):
    """A growing set of claims. `days` and `places` count what dates and places it precisely, `around` the places
    that were taken over, `hit` the sides that are struck or
    lose something, `strikes` the claims of kinds in which one side strikes, `lasting` those that sum up a long time.
    """

    keys: set[str]
    days: dict[Span, int]
    places: dict[Spot, int]
    around: dict[Spot, int]
    hit: dict[str, int]
    cumulative: int = 0
    counted: int = 0
    strikes: int = 0
    lasting: int = 0


def _rank(pair: Pair, tellings: Mapping[str, Telling]) -> float:
    """Its score; what one report tells belongs together rather than what two tell."""
    return pair.score + (ONE_REPORT if tellings[pair.a].address == tellings[pair.b].address else 0.0)


class Weighed:
    """How alike the compared accounts of two clusters are on the whole. A cluster is known by any of its keys."""

    def __init__(self, home: Mapping[str, Cluster], pairs: Iterable[Pair]) -> None:
        self._names = {id(cluster): min(cluster.keys) for cluster in home.values()}
        self._sums: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        for pair in pairs:
            if pair.a in home and pair.b in home and home[pair.a] is not home[pair.b]:
                a, b = (self._names[id(home[key])] for key in (pair.a, pair.b))
                self._add(a, b, max(-BOUND, min(BOUND, pair.score)), 1)

    def mean(self, a: Cluster, b: Cluster) -> float:
        """The mean of the scores between two clusters; `AGREED` where none were compared."""
        total, count = self._sums[self._names[id(a)]].get(self._names[id(b)], (AGREED, 1))
        return total / count

    def join(self, into: Cluster, other: Cluster) -> None:
        """What was found of the second one now holds of the first."""
        a, b = self._names[id(into)], self._names[id(other)]
        for third, (total, count) in self._sums.pop(b, {}).items():
            self._sums[third].pop(b, None)
            if third != a:
                self._add(a, third, total, count)

    def _add(self, a: str, b: str, total: float, count: int) -> None:
        for x, y in ((a, b), (b, a)):
            before = self._sums[x].get(y, (0.0, 0))
            self._sums[x][y] = (before[0] + total, before[1] + count)


def gather(
    tellings: Mapping[str, Telling], pairs: Iterable[Pair], verdicts: Sequence[Verdict] = (), against: Iterable[Pair] = ()
) -> list[tuple[str, ...]]:
    """The clusters, each with its keys sorted, in the order of their first key. Every key of `tellings` is in just one.
    `against`: pairs that were compared and do not tell the same.
    """
    pairs = [pair for pair in pairs if pair.a in tellings and pair.b in tellings]
    same, different = judged(verdicts)
    apart: dict[str, set[str]] = defaultdict(set)
    for a, b in different:
        apart[a].add(b)
        apart[b].add(a)
    home = {key: _alone(telling) for key, telling in tellings.items()}
    for a, b in sorted(same):
        if a in home and b in home and not _parted(home[a], home[b], apart):
            _join(home, a, b)
    weighed = Weighed(home, (*pairs, *against))
    for pair in sorted(pairs, key=lambda p: (-_rank(p, tellings), p.a, p.b)):
        one, other = home[pair.a], home[pair.b]
        within = tellings[pair.a].address == tellings[pair.b].address
        if one is not other and not conflict(one, other, apart, pair) and (within or weighed.mean(one, other) >= AGREED):
            into = _join(home, pair.a, pair.b)
            weighed.join(into, other if into is one else one)
    return sorted({tuple(sorted(cluster.keys)) for cluster in home.values()})


def _sure(pair: Pair) -> float:
    """The score of a pair that was found alike although at two places; others say nothing of the places of their clusters.
    Where words about a happening seem to play is taken over.
    """
    if any(f.name == "subject" for f in pair.features):
        return SURE
    return pair.score if any(f.name == "place" and f.weight < 0 for f in pair.features) else 0.0


def judged(verdicts: Iterable[Verdict]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs of keys that people hold for the same, and for different. A verdict that another one replaces has no say."""
    known = {verdict.id: verdict for verdict in verdicts}
    replaced = {verdict.replaces for verdict in known.values() if verdict.replaces}
    standing = sorted((v for v in known.values() if v.id not in replaced and v.about.count("|") == 1), key=lambda v: v.id)
    found: dict[str, set[tuple[str, str]]] = {"same": set(), "different": set()}
    for verdict in standing:
        a, b = sorted(verdict.about.split("|"))
        found.get(verdict.decision, set()).add((a, b))
    return found["same"], found["different"]


def rejected(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """Keys of claims that people rejected and nobody took back."""
    known = {verdict.id: verdict for verdict in verdicts}
    replaced = {verdict.replaces for verdict in known.values() if verdict.replaces}
    return frozenset(v.about for v in known.values() if v.id not in replaced and v.decision == "reject" and "|" not in v.about)


def conflict(a: Cluster, b: Cluster, apart: Mapping[str, set[str]], pair: Pair) -> bool:
    """Whether the two must stay apart: parted by a person, on other days, at other places, with other victims of a strike, a
    total and an incident. A very sure pair outweighs the place, for places are corrected ("near P and not near Q").
    """
    if a is b:
        return False
    if _parted(a, b, apart) or (a.days and b.days and not _meet(_usual(a.days), _usual(b.days))):
        return True
    told = bool(a.places and b.places)
    here, there = (_main(cluster.places or cluster.around) for cluster in (a, b))
    placed = here and there and all(elsewhere(x, y) for x in here for y in there)
    if placed and (_sure(pair) if told else max(pair.score, _sure(pair))) < SURE:
        return True
    if (_strike(a) or _strike(b)) and _hurt(a) and _hurt(b) and not _most(a.hit) & _most(b.hit):
        return True
    if (a.lasting and b.days) or (b.lasting and a.days):
        return True
    return bool(a.counted and b.counted and (a.cumulative == a.counted) != (b.cumulative == b.counted))


def _meet(a: Span, b: Span) -> bool:
    """Whether two days overlap; a night told by its evening and by its morning is of both."""
    return min(a.end, b.end) > max(a.start, b.start) or (gap(a, b) <= A_NIGHT and max(a.length, b.length) != 1.0)


def _alone(telling: Telling) -> Cluster:
    place = telling.place
    return Cluster(
        keys=set(telling.keys),
        days={telling.span: 1} if telling.span is not None and telling.precise and telling.dated else {},
        places={place: 1} if place is not None and place.fine and place.sure else {},
        around={place: 1} if place is not None and place.fine and not place.sure else {},
        hit={party: COUNTED if any(f.party == party for f in telling.figures) else 1 for party in telling.hit},
        strikes=int(bool(telling.kinds & frozenset(same_kinds().one_sided))),
        lasting=int(telling.lasting),
        cumulative=int(telling.cumulative),
        counted=int(telling.cumulative or bool(telling.figures)),
    )


def _join(home: dict[str, Cluster], a: str, b: str) -> Cluster:
    """The smaller cluster into the larger one, so that each claim moves seldom."""
    into, other = home[a], home[b]
    if into is other:
        return into
    if len(into.keys) < len(other.keys):
        into, other = other, into
    into.keys |= other.keys
    for day, n in other.days.items():
        into.days[day] = into.days.get(day, 0) + n
    for place, n in other.places.items():
        into.places[place] = into.places.get(place, 0) + n
    for place, n in other.around.items():
        into.around[place] = into.around.get(place, 0) + n
    for party, n in other.hit.items():
        into.hit[party] = into.hit.get(party, 0) + n
    into.strikes += other.strikes
    into.lasting += other.lasting
    into.cumulative += other.cumulative
    into.counted += other.counted
    for key in other.keys:
        home[key] = into
    return into


def _parted(a: Cluster, b: Cluster, apart: Mapping[str, set[str]]) -> bool:
    if not apart or a is b:
        return False
    small, large = sorted((a.keys, b.keys), key=len)
    return any(not large.isdisjoint(apart.get(key, ())) for key in small)


def _usual(days: Mapping[Span, int]) -> Span:
    """The day that most claims give; of several the narrowest, then the earliest."""
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
