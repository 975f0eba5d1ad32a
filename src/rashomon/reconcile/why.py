"""Why two claims are told of one happening, or are not: the features that were weighed and the rule that decided."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Document, Feature, Pair, Pairing, Reading, Verdict
from rashomon.reconcile.compare import ENOUGH, ENOUGH_WITHIN
from rashomon.reconcile.gather import Passed, gather, judged, rejected
from rashomon.reconcile.pairing import Threads, grown
from rashomon.reconcile.telling import Telling, evidence, telling
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words

MOST = 20
"""Claims of an incident that are held against those of another one, to find the two that are most alike."""


class Explanation(Struct, frozen=True, kw_only=True):
    """Whether two claims are told of one incident, by which `rule`, and what was weighed. `a`, `b` are the claims' keys;
    `score` and `features` are those of their accounts (all that one report tells of a happening counts as one account), None
    and empty where nothing was compared; `path` is the chain of pairs that joins them, or that would if nothing stood against
    it.
    """

    a: str
    b: str
    together: bool
    rule: str
    score: float | None = None
    features: tuple[Feature, ...] = ()
    path: tuple[Pair, ...] = ()


class Room(Struct, frozen=True):
    """What an explanation is drawn from."""

    tellings: Mapping[str, Telling]
    threads: Threads
    pairs: Mapping[tuple[str, str], Pair]
    clusters: Mapping[str, tuple[str, ...]]
    passed: Passed
    verdicts: Sequence[Verdict]


def explain(
    a: Sequence[str],
    b: Sequence[str],
    documents: Sequence[Document],
    readings: Sequence[Reading],
    pairing: Pairing,
    vocabulary: Vocabulary,
    verdicts: Sequence[Verdict] = (),
) -> Explanation:
    """Why the claims of these keys are told of one incident, or are not. Of several on a side (all claims of an incident) the
    two are taken whose pair was passed over or, if there is none, that are most alike.
    """
    words = referring_words(vocabulary.language.code)
    told = evidence(documents, readings)
    tellings = {key: telling(entry, words) for key, entry in told.items()}
    gone = rejected(verdicts)
    for key in (*a[:1], *b[:1]):
        if key not in tellings or key in gone:
            rule = "a person rejected one of them" if key in gone else "one of them is no evidence: a comment or another story"
            return Explanation(a=a[0], b=b[0], together=False, rule=rule)
    passed: Passed = {}
    kept = {key: t for key, t in tellings.items() if key not in gone}
    found = gather(kept, pairing.pairs, verdicts, pairing.apart, passed)
    room = Room(
        tellings=tellings,
        threads=grown(documents, readings, words),
        pairs={(pair.a, pair.b): pair for pair in pairing.pairs},
        clusters={key: cluster for cluster in found for key in cluster},
        passed=passed,
        verdicts=verdicts,
    )
    return _explained(*_chosen(a[:MOST], b[:MOST], room), room)


def _chosen(a: Sequence[str], b: Sequence[str], room: Room) -> tuple[str, str]:
    """The two claims that are spoken of."""
    between = [tuple(sorted((x, y))) for x in a for y in b if x != y and x in room.clusters and y in room.clusters]
    if len(between) <= 1:
        return a[0], b[0]
    known = [pair for pair in between if pair in room.passed or pair in room.pairs]
    return max(known or between, key=lambda p: (room.threads.compare(p[0], p[1])[0], p))  # type: ignore[return-value]  # pairs


def _explained(a: str, b: str, room: Room) -> Explanation:
    score, features = room.threads.compare(a, b)
    together = room.clusters[a] is room.clusters[b] or a == b
    path = _path(a, b, room.pairs if not together else {k: p for k, p in room.pairs.items() if k not in room.passed})
    rule = _joined(a, b, path, room) if together else _apart(a, b, score, path, room)
    return Explanation(a=a, b=b, together=together, rule=rule, score=score, features=features, path=path)


def _joined(a: str, b: str, path: Sequence[Pair], room: Room) -> str:
    if a == b:
        return "they are one claim"
    if _key(a, b) in judged(room.verdicts)[0]:
        return "a person says that they tell the same happening"
    if len(path) == 1:
        one_report = room.tellings[a].address == room.tellings[b].address
        return f"they score {path[0].score:g}; {ENOUGH_WITHIN if one_report else ENOUGH} is enough"
    if path:
        return f"a chain of {len(path)} pairs leads from one to the other, and nothing stands against it"
    return "people's verdicts bring them together"


def _apart(a: str, b: str, score: float, path: Sequence[Pair], room: Room) -> str:
    if _key(a, b) in judged(room.verdicts)[1]:
        return "a person says that they tell different happenings"
    cut = next((room.passed[pair.a, pair.b] for pair in path if (pair.a, pair.b) in room.passed), None)
    if cut is not None:
        return f"pairs lead from one to the other, but {cut}"
    one_report = room.tellings[a].address == room.tellings[b].address
    enough = ENOUGH_WITHIN if one_report else ENOUGH
    if score >= enough:
        return f"they score {score:g}, but were not looked for near each other, or an account told before fits better"
    return f"they score {score:g}; {enough} is asked"


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _path(a: str, b: str, pairs: Mapping[tuple[str, str], Pair]) -> tuple[Pair, ...]:
    """The shortest chain of pairs from one claim to the other; of equal ones the first by key."""
    beside: dict[str, list[str]] = {}
    for x, y in sorted(pairs):
        beside.setdefault(x, []).append(y)
        beside.setdefault(y, []).append(x)
    before: dict[str, str] = {a: a}
    waiting = deque([a])
    while waiting and b not in before:
        here = waiting.popleft()
        for there in beside.get(here, ()):
            if there not in before:
                before[there] = here
                waiting.append(there)
    return tuple(_steps(b, before, pairs)) if b in before else ()


def _steps(end: str, before: Mapping[str, str], pairs: Mapping[tuple[str, str], Pair]) -> Iterable[Pair]:
    found: list[Pair] = []
    while before[end] != end:
        found.append(pairs[_key(end, before[end])])
        end = before[end]
    return reversed(found)
