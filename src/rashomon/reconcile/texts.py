"""Texts: how alike two reports are as a whole, by the rare words that they share (names above all).

A word weighs what it tells: the fewer reports have it, the more (TF-IDF, Salton and Buckley 1988). How many reports a corpus
holds and how many of them have a word is taken in powers of two, so that one more report moves few weights. The vectors depend
on the set of documents alone, never on their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import ceil, log, log2, sqrt

from msgspec import Struct

from rashomon.model import EVIDENCE_ROLES, Document
from rashomon.reconcile.telling import stem
from rashomon.vocabulary.comparing import ReferringWords

MOST = 80
"""Words by which a report is known, the rarest and most repeated ones."""

PRIOR = 50
"""Reports that the rarity of a word is reckoned with beside those of the case: in a small case hardly a word is rare."""

SHORTEST = 20
"""Reports of fewer words than this say too little to be found unlike."""

LIFT = 1.6
"""By how much the rarity of a word is lifted, so that in a case of a few reports on one happening its words still count."""

FEW, MANY = 12, 48
"""A report is looked for by this many of its words, each of which at most so many reports have."""

NEAR = 0.12
"""Reports less alike than this are no neighbours."""

NEIGHBOURS = 30
"""Neighbours that a report is compared with, the most alike ones."""

KEPT = 200_000
"""Likenesses that are kept in memory."""

_WORD = re.compile(r"[^\W\d_]{4,}")


class Texts(Struct, frozen=True):
    """The vectors of a set of reports, by address: words with weights whose squares add up to 1. `rarities` and `likenesses`
    keep what was worked out already.
    """

    vectors: Mapping[str, Mapping[str, float]]
    found_in: Mapping[str, int]
    size: int
    rarities: dict[str, float] = {}
    likenesses: dict[tuple[str, str], float | None] = {}

    def rarity(self, word: str) -> float:
        """1 for a word that one report has, less for others, about 0 for one that all have in a large case."""
        known = self.rarities.get(word)
        if known is None:
            rare = log(self.size / _rounded(self.found_in.get(word, 1))) / log(self.size)
            known = self.rarities[word] = min(1.0, max(0.0, LIFT * rare))
        return known

    def alike(self, a: str, b: str) -> float | None:
        """Cosine of two reports, 0 to 1; None where one of them is too short."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self.likenesses:
            if len(self.likenesses) >= KEPT:
                self.likenesses.clear()
            self.likenesses[pair] = self._alike(a, b)
        return self.likenesses[pair]

    def _alike(self, a: str, b: str) -> float | None:
        one, other = self.vectors.get(a, {}), self.vectors.get(b, {})
        if min(len(one), len(other)) < SHORTEST:
            return None
        if len(other) < len(one):
            one, other = other, one
        return round(sum(sorted(weight * other[word] for word, weight in one.items() if word in other)), 4)


def texts(documents: Iterable[Document], words: ReferringWords) -> Texts:
    """The vectors of these reports. Order and repetition change nothing."""
    counted = {d.address: _counts(_told(d)) for d in documents}
    found_in = Counter(word for counts in counted.values() for word in counts)
    common = _stems(words.uninformative)
    size = _rounded(len(counted)) + PRIOR
    vectors = {address: _vector(counted[address], found_in, size, common) for address in sorted(counted)}
    return Texts(vectors, found_in, size)


def neighbours(of: Texts) -> Iterator[tuple[str, str]]:
    """Pairs of reports that share rare words and are alike, each once, in a fixed order."""
    having: dict[str, list[str]] = defaultdict(list)
    for address, vector in of.vectors.items():
        rare = [word for word in vector if 1 < of.found_in[word] <= MANY]
        for word in sorted(rare, key=lambda w: (-vector[w], w))[:FEW]:
            having[word].append(address)
    near: dict[str, set[str]] = defaultdict(set)
    for members in having.values():
        for address in members:
            near[address].update(members)
    pairs: set[tuple[str, str]] = set()
    for address in sorted(near):
        scored = [(of.alike(address, other) or 0.0, other) for other in near[address] if other != address]
        best = sorted((-alike, other) for alike, other in scored if alike >= NEAR)[:NEIGHBOURS]
        pairs |= {(min(address, other), max(address, other)) for _, other in best}
    yield from sorted(pairs)


def _told(document: Document) -> str:
    return "\n".join(document.text[p.start : p.end] for p in document.passages if p.role in EVIDENCE_ROLES)


@lru_cache(maxsize=20000)
def _counts(text: str) -> Mapping[str, int]:
    """How often each word stands in it, without its commonest endings and accents."""
    text = text.casefold().replace("ı", "i")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return Counter(map(stem, _WORD.findall(text)))


@lru_cache(maxsize=8)
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


def _rounded(n: int) -> int:
    """The next power of two."""
    return 1 << ceil(log2(max(1, n)))


def _vector(counts: Mapping[str, int], found_in: Mapping[str, int], size: int, common: frozenset[str]) -> dict[str, float]:
    weights = {word: (1 + log(n)) * log(size / _rounded(found_in[word])) for word, n in counts.items() if word not in common}
    kept = sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST]
    norm = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return {word: weight / norm for word, weight in kept}
