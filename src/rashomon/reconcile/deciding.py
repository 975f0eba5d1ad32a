"""Which pairs decide how claims are grouped: for whoever looks them over, the ones that matter most first.

A pair decides where it joined two clusters, and where it was passed over or fell just short although the two stay apart. What
hangs on it is the smaller of the two sides: so many claims would change their incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Document, Pair, Pairing, Reading, Verdict
from rashomon.reconcile.compare import ENOUGH, ENOUGH_WITHIN
from rashomon.reconcile.gather import Passed, gather, judged, rejected, turn
from rashomon.reconcile.telling import evidence, telling
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words


class Deciding(Struct, frozen=True, kw_only=True):
    """A pair with what hangs on it: `claims` of the smaller side, `margin` how far its score is from the threshold (0 where a
    rule overrode the score, which `reason` names), `together` whether the two are in one incident now.
    """

    pair: Pair
    together: bool
    claims: int
    margin: float
    reason: str | None = None


def deciding(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    pairing: Pairing,
    vocabulary: Vocabulary,
    verdicts: Sequence[Verdict] = (),
) -> tuple[Deciding, ...]:
    """The pairs that decide, those on which most hangs first, then the closest ones. Of several between the same two incidents
    the best one stands for all. Pairs that a person has judged are decided already.
    """
    clusters, passed, addresses = _clusters(documents, readings, pairing, vocabulary, verdicts)
    home = {key: keys for keys in clusters for key in keys}
    pairs = [pair for pair in pairing.pairs if pair.a in home and pair.b in home]
    same, different = judged(verdicts)
    done = same | different
    found = [*_joining(pairs, sorted(same), home, passed, addresses), *_parting(pairs, pairing.apart, home, passed, addresses)]
    kept = [each for each in found if (each.pair.a, each.pair.b) not in done]
    return tuple(sorted(kept, key=lambda d: (-d.claims, d.margin, d.pair.a, d.pair.b)))


def clustered(
    keys: Sequence[str],
    documents: Sequence[Document],
    readings: Sequence[Reading],
    pairing: Pairing,
    vocabulary: Vocabulary,
    verdicts: Sequence[Verdict] = (),
) -> list[tuple[str, ...]]:
    """How just these claims would be grouped under these verdicts: tried before a verdict is given."""
    words = referring_words(vocabulary.language.code)
    told = evidence(documents, readings)
    tellings = {key: telling(told[key], words) for key in keys if key in told}
    return gather(tellings, pairing.pairs, verdicts, pairing.apart)


def _clusters(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    pairing: Pairing,
    vocabulary: Vocabulary,
    verdicts: Sequence[Verdict],
) -> tuple[list[tuple[str, ...]], Passed, dict[str, str]]:
    """As `incidents` gathers them, with what was passed over, and the document of each claim."""
    words = referring_words(vocabulary.language.code)
    gone, passed = rejected(verdicts), Passed()
    told = {key: entry for key, entry in evidence(documents, readings).items() if key not in gone}
    tellings = {key: telling(entry, words) for key, entry in told.items()}
    found = gather(tellings, pairing.pairs, verdicts, pairing.apart, passed)
    return found, passed, {key: entry.document.address for key, entry in told.items()}


def _joining(
    pairs: Sequence[Pair],
    same: Iterable[tuple[str, str]],
    home: Mapping[str, Sequence[str]],
    passed: Passed,
    addresses: Mapping[str, str],
) -> Iterator[Deciding]:
    """The pairs that joined two clusters, in the turn in which `gather` takes them, with the size of the smaller one then."""
    root: dict[str, str] = {}
    size: dict[str, int] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for x, y in same:
        if x in home and y in home and home[x] is home[y] and find(x) != find(y):
            size[find(y)] = size.get(find(x), 1) + size.get(find(y), 1)
            root[find(x)] = find(y)
    for pair in sorted(pairs, key=lambda p: turn(p, addresses[p.a] == addresses[p.b])):
        a, b = find(pair.a), find(pair.b)
        if a == b or (pair.a, pair.b) in passed or home[pair.a] is not home[pair.b]:
            continue
        small = min(size.get(a, 1), size.get(b, 1))
        size[b] = size.get(a, 1) + size.get(b, 1)
        root[a] = b
        yield Deciding(pair=pair, together=True, claims=small, margin=_margin(pair, addresses))


def _parting(
    pairs: Sequence[Pair],
    apart: Sequence[Pair],
    home: Mapping[str, Sequence[str]],
    passed: Passed,
    addresses: Mapping[str, str],
) -> Iterator[Deciding]:
    """The best pair between any two incidents that are kept apart although a chain of pairs leads from one to the other."""
    best: dict[tuple[str, str], Deciding] = {}
    for pair in (*pairs, *apart):
        if pair.a not in home or pair.b not in home or home[pair.a] is home[pair.b]:
            continue
        reason = passed.get((pair.a, pair.b))
        found = Deciding(
            pair=pair,
            together=False,
            claims=min(len(home[pair.a]), len(home[pair.b])),
            margin=0.0 if reason else _margin(pair, addresses),
            reason=reason,
        )
        between = tuple(sorted((home[pair.a][0], home[pair.b][0])))
        held = best.get(between)  # type: ignore[arg-type]  # two keys
        if held is None or _closer(found) < _closer(held):
            best[between] = found  # type: ignore[index]
    yield from best.values()


def _closer(found: Deciding) -> tuple[float, float, str, str]:
    return found.margin, -found.pair.score, found.pair.a, found.pair.b


def _margin(pair: Pair, addresses: Mapping[str, str]) -> float:
    enough = ENOUGH_WITHIN if addresses[pair.a] == addresses[pair.b] else ENOUGH
    return round(abs(pair.score - enough), 6)
