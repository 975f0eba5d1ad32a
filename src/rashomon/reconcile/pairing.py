"""Which claims tell the same happening: threads within each document, then threads of different documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from rashomon.model import Document, Feature, Method, Pair, Pairing, Reading, digest
from rashomon.reconcile.block import candidates
from rashomon.reconcile.compare import ENOUGH, ENOUGH_WITHIN, FEATURES, compare
from rashomon.reconcile.telling import Telling, evidence, telling, with_lead
from rashomon.reconcile.texts import neighbours, texts
from rashomon.reconcile.thread import threads
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import referring_words, same_kinds

MOST = 6
"""Claims of a thread among which the pair that stands for two threads is looked for."""

MANY = 40
"""Threads of one document that are held against each other."""

VERSION = "0.3"
"""Grows whenever the same claims may be paired otherwise than before."""


def method(vocabulary: Vocabulary) -> Method:
    """How accounts are paired: the version, the words, the features and the thresholds."""
    words = referring_words(vocabulary.language.code)
    names = [feature.__name__ for feature in FEATURES]
    return Method(name="reconcile", version=VERSION, config=digest([same_kinds(), words, names, ENOUGH, ENOUGH_WITHIN]))


def pair(documents: Sequence[Document], readings: Sequence[Reading], vocabulary: Vocabulary) -> Pairing:
    """Compare the claims of these readings. Order and repetition of the arguments change nothing."""
    words = referring_words(vocabulary.language.code)
    by_document: dict[str, list[Telling]] = defaultdict(list)
    for told in evidence(documents, readings).values():
        by_document[told.document.address].append(telling(told, words))
    grown: list[Telling] = []
    pairs: list[Pair] = []
    against: list[Pair] = []
    for address in sorted(by_document):
        own, within = threads(with_lead(by_document[address]))
        against += [parted(a, b, compare(a, b)[0]) for a, b in combinations(own[:MANY], 2)]
        grown += own
        pairs += within
    known = texts(documents, words)
    single = {t.keys[0]: t for tellings in by_document.values() for t in tellings}
    for a, b in candidates(grown, neighbours(known)):
        score, features = compare(a, b, known)
        if score >= ENOUGH:
            pairs.append(across(a, b, single, score, features))
        else:
            against.append(parted(a, b, score))
    return Pairing(
        method=method(vocabulary),
        readings=tuple(sorted({reading.id for reading in readings})),
        pairs=tuple(sorted(pairs, key=lambda p: (p.a, p.b))),
        apart=tuple(sorted(chained(against, pairs), key=lambda p: (p.a, p.b))),
    )


def parted(a: Telling, b: Telling, score: float) -> Pair:
    """The pair of two threads that were found to tell different happenings."""
    low, high = sorted((a.keys[0], b.keys[0]))
    return Pair(a=low, b=high, score=score)


def chained(against: Sequence[Pair], pairs: Sequence[Pair]) -> list[Pair]:
    """Those of `against` whose two claims a chain of `pairs` would bring together."""
    root: dict[str, str] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for pair in pairs:
        root[find(pair.a)] = find(pair.b)
    return [pair for pair in against if find(pair.a) == find(pair.b)]


def across(a: Telling, b: Telling, single: dict[str, Telling], score: float, features: tuple[Feature, ...]) -> Pair:
    """The pair for two threads of different documents: between the two claims that are most alike, with the threads' score."""
    left, right = (tuple(single[key] for key in thread.keys[:MOST]) for thread in (a, b))
    first, second = left[0], right[0]
    if len(left) + len(right) > 2:
        _, x, y = max((compare(x, y)[0], x.keys[0], y.keys[0]) for x in left for y in right)
        first, second = single[x], single[y]
    low, high = sorted((first.keys[0], second.keys[0]))
    return Pair(a=low, b=high, score=score, features=features)
