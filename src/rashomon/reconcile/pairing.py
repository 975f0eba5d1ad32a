"""Which claims tell the same happening: threads within each document, then threads of different documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from rashomon.model import Document, Feature, Method, Pair, Pairing, Reading, digest
from rashomon.reconcile.block import candidates
from rashomon.reconcile.compare import ENOUGH, ENOUGH_WITHIN, FEATURES, IN_WORDS, compare, hopeless
from rashomon.reconcile.telling import Telling, evidence, telling, with_lead
from rashomon.reconcile.texts import Texts, neighbours, texts
from rashomon.reconcile.thread import threads
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import ReferringWords, referring_words, same_kinds

MOST = 6
"""Claims of a thread among which the pair that stands for two threads is looked for."""

MANY = 40
"""Threads of one document that are held against each other."""

VERSION = "0.8"
"""Grows whenever the same claims may be paired otherwise than before."""


def method(vocabulary: Vocabulary) -> Method:
    """How accounts are paired: the version, the words, the features and the thresholds."""
    words = referring_words(vocabulary.language.code)
    names = [feature.__name__ for feature in (*FEATURES, *IN_WORDS)]
    return Method(name="reconcile", version=VERSION, config=digest([same_kinds(), words, names, ENOUGH, ENOUGH_WITHIN]))


class Threads(Struct, frozen=True):
    """The accounts of all reports: `accounts`, each all that one report tells of one happening, and `home`, the one that each
    claim is in; `within`, the pairs of claims that made them; `led`, each claim with what goes without saying; `known`, how
    rare the words of the reports are.
    """

    accounts: tuple[Telling, ...]
    home: Mapping[str, Telling]
    within: tuple[Pair, ...]
    led: Mapping[str, Telling]
    known: Texts

    def compare(self, a: str, b: str) -> tuple[float, tuple[Feature, ...]]:
        """Score and features of the accounts that two claims are in; of the claims themselves if it is one account."""
        if self.home[a] is self.home[b]:
            return compare(self.led[a], self.led[b], self.known)
        return compare(self.home[a], self.home[b], self.known)


def grown(documents: Sequence[Document], readings: Sequence[Reading], words: ReferringWords) -> Threads:
    """The accounts of these reports, by address."""
    by_document: dict[str, list[Telling]] = defaultdict(list)
    for told in evidence(documents, readings).values():
        by_document[told.document.address].append(telling(told, words))
    accounts: list[Telling] = []
    within: list[Pair] = []
    led: dict[str, Telling] = {}
    for address in sorted(by_document):
        claims = with_lead(by_document[address])
        led |= {claim.keys[0]: claim for claim in claims}
        own, pairs = threads(claims)
        accounts += own
        within += pairs
    home = {key: account for account in accounts for key in account.keys}
    return Threads(tuple(accounts), home, tuple(within), led, texts(documents, words))


def pair(documents: Sequence[Document], readings: Sequence[Reading], vocabulary: Vocabulary) -> Pairing:
    """Compare the claims of these readings. Order and repetition of the arguments change nothing."""
    found = grown(documents, readings, referring_words(vocabulary.language.code))
    pairs = list(found.within)
    against = list(_told_apart(found.accounts))
    for a, b in candidates(found.accounts, neighbours(found.known)):
        never = hopeless(a, b)
        score, features = compare(a, b, found.known) if never is None else (never, ())
        if score >= ENOUGH:
            pairs.append(across(a, b, found.led, score, features))
        else:
            against.append(parted(a, b, score))
    return Pairing(
        method=method(vocabulary),
        readings=tuple(sorted({reading.id for reading in readings})),
        pairs=tuple(sorted(pairs, key=lambda p: (p.a, p.b))),
        apart=tuple(sorted(chained(against, pairs), key=lambda p: (p.a, p.b))),
    )


def _told_apart(accounts: Iterable[Telling]) -> Iterator[Pair]:
    """Accounts that one report tells apart."""
    by_document: dict[str, list[Telling]] = defaultdict(list)
    for account in accounts:
        by_document[account.address].append(account)
    for own in by_document.values():
        yield from (parted(a, b, compare(a, b)[0]) for a, b in combinations(own[:MANY], 2))


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


def across(a: Telling, b: Telling, claims: Mapping[str, Telling], score: float, features: tuple[Feature, ...]) -> Pair:
    """The pair for two threads of different documents: between the two claims that are most alike, with the threads' score."""
    left, right = (_standing_for(thread, claims) for thread in (a, b))
    first, second = left[0], right[0]
    if len(left) + len(right) > 2:
        _, x, y = max((compare(x, y)[0], x.keys[0], y.keys[0]) for x in left for y in right)
        first, second = claims[x], claims[y]
    low, high = sorted((first.keys[0], second.keys[0]))
    return Pair(a=low, b=high, score=score, features=features)


def _standing_for(thread: Telling, claims: Mapping[str, Telling]) -> tuple[Telling, ...]:
    """The first of its claims, without vague ones where others are."""
    found = tuple(claims[key] for key in thread.keys[:MOST])
    return tuple(claim for claim in found if not claim.vague) or found
