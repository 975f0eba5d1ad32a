"""Gathering: pairs to clusters of claims, with cannot-links and with people's verdicts over them.

Invariant: the result depends on the set of pairs alone. They are taken in the order of their scores (verdicts first, equal
scores by key), and a pair that would bring together what must stay apart is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Pair, Verdict
from rashomon.reconcile.cluster import Cluster, absorb, alone, parted, parting
from rashomon.reconcile.telling import Telling

AGREED = 0.5
"""The mean score that the compared accounts of two clusters must reach for the two to be joined."""

BOUND = 3.0
"""A score counts for no more than this in the mean, for or against: one wrong date must not outweigh everything."""

ELSEWHERE = "a vague account tells of one happening, and another one fits it better"

ONE_REPORT = 1.5
"""By how much earlier a pair of one report is taken: what one report tells belongs together rather than what two tell."""

Passed = dict[tuple[str, str], str]
"""Pairs that were passed over, by their two keys, with the reason."""


def gather(
    tellings: Mapping[str, Telling],
    pairs: Iterable[Pair],
    verdicts: Sequence[Verdict] = (),
    against: Iterable[Pair] = (),
    passed: Passed | None = None,
) -> list[tuple[str, ...]]:
    """The clusters, each with its keys sorted, in the order of their first key. Every key of `tellings` is in just one.
    `against`: pairs that were compared and do not tell the same; `passed` takes up the pairs that were passed over, and why.
    """
    pairs = [pair for pair in pairs if pair.a in tellings and pair.b in tellings]
    same, different = judged(verdicts)
    apart: dict[str, set[str]] = defaultdict(set)
    for a, b in different:
        apart[a].add(b)
        apart[b].add(a)
    home = {key: alone(telling) for key, telling in tellings.items()}
    for a, b in sorted(same):
        if a in home and b in home and not parted(home[a], home[b], apart):
            _join(home, home[a], home[b])
    one_report = {(p.a, p.b) for p in pairs if tellings[p.a].address == tellings[p.b].address}
    ordered = sorted(pairs, key=lambda p: turn(p, (p.a, p.b) in one_report))
    by_vague: list[list[Pair]] = [[], [], []]
    for pair in ordered:
        by_vague[tellings[pair.a].vague + tellings[pair.b].vague].append(pair)
    room = Room(home, apart, one_report, {} if passed is None else passed)
    told = {key for key, telling in tellings.items() if not telling.vague}
    firm = [pair for pair in against if pair.a in told and pair.b in told]
    _grow(by_vague[0], room, Weighed(home, (*by_vague[0], *firm)), vague=False)
    weighed = Weighed(home, (*pairs, *against))
    _grow([p for p in by_vague[2] if (p.a, p.b) in one_report], room, weighed)
    _hang(by_vague[1], room, weighed)
    _grow(by_vague[2], room, weighed)
    return sorted({tuple(sorted(cluster.keys)) for cluster in home.values()})


class Room(Struct, frozen=True):
    """What gathering works on: each key's cluster, what people hold apart, the pairs of one report, those passed over."""

    home: dict[str, Cluster]
    apart: Mapping[str, set[str]]
    one_report: set[tuple[str, str]]
    passed: Passed


def _grow(pairs: Iterable[Pair], room: Room, weighed: Weighed, vague: bool = True) -> None:
    """Join the clusters of each pair, if nothing speaks against it."""
    for pair in pairs:
        one, other = room.home[pair.a], room.home[pair.b]
        if one is other:
            continue
        reason = _against(pair, room, weighed, vague)
        if reason is None:
            weighed.join(*_join(room.home, one, other))
        else:
            room.passed[pair.a, pair.b] = reason


def _hang(pairs: Iterable[Pair], room: Room, weighed: Weighed) -> None:
    """Hang each vague account on to what it fits best; what others hang on has no say in it, so that one more parts nothing."""
    found: list[Pair] = []
    done: set[str] = set()
    for pair in pairs:
        one, other = room.home[pair.a], room.home[pair.b]
        vague = one if not one.firm else other
        if one is other:
            continue
        reason = ELSEWHERE if vague.name in done else _against(pair, room, weighed, True)
        if reason is None:
            done.add(vague.name)
            found.append(pair)
        else:
            room.passed[pair.a, pair.b] = reason
    for pair in found:
        one, other = room.home[pair.a], room.home[pair.b]
        if not parted(one, other, room.apart):
            weighed.join(*_join(room.home, one, other))


def _against(pair: Pair, room: Room, weighed: Weighed, vague: bool) -> str | None:
    """Why the clusters of a pair are not joined."""
    one, other = room.home[pair.a], room.home[pair.b]
    if one.firm and other.firm and vague:
        return ELSEWHERE
    reason = parting(one, other, room.apart, pair)
    if reason is None and (pair.a, pair.b) not in room.one_report:
        reason = weighed.doubt(one, other)
    return reason


def turn(pair: Pair, one_report: bool) -> tuple[float, str, str]:
    """When a pair is taken: the best first, those of one report before others, equal ones by key."""
    return -pair.score - ONE_REPORT * one_report, pair.a, pair.b


class Weighed:
    """How alike the compared accounts of two clusters are on the whole."""

    def __init__(self, home: Mapping[str, Cluster], pairs: Iterable[Pair]) -> None:
        self._sums: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        for pair in pairs:
            if pair.a in home and pair.b in home and home[pair.a] is not home[pair.b]:
                self._add(home[pair.a].name, home[pair.b].name, max(-BOUND, min(BOUND, pair.score)), 1)

    def doubt(self, a: Cluster, b: Cluster) -> str | None:
        """Why their accounts do not bear out that the two are one, None where they do: one pair among many says little."""
        total, count = self._sums[a.name].get(b.name, (AGREED, 1))
        if total / count >= AGREED:
            return None
        return f"{count} pairs of their accounts were compared and score {total / count:.1f} on the whole; {AGREED} is asked"

    def join(self, into: Cluster, other: Cluster) -> None:
        """What was found of the second one now holds of the first."""
        for third, (total, count) in self._sums.pop(other.name, {}).items():
            self._sums[third].pop(other.name, None)
            if third != into.name:
                self._add(into.name, third, total, count)

    def _add(self, a: str, b: str, total: float, count: int) -> None:
        for x, y in ((a, b), (b, a)):
            before = self._sums[x].get(y, (0.0, 0))
            self._sums[x][y] = (before[0] + total, before[1] + count)


def _join(home: dict[str, Cluster], into: Cluster, other: Cluster) -> tuple[Cluster, Cluster]:
    """The smaller cluster goes into the larger one, so that each claim moves seldom; both, the one that stays first."""
    if len(into.keys) < len(other.keys):
        into, other = other, into
    if into is not other:
        absorb(into, other)
        home.update(dict.fromkeys(other.keys, into))
    return into, other


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
