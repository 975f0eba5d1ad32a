"""Origins: how many independent places an answer comes from. Ten reprints are one witness.

Two voices have one origin where one side or owner stands behind both, where they are one voice quoted twice, where both are
unnamed witnesses in one report, where one passed on the other, or where the reports are reprints of one text. Each such bond
has its reason in words (`bonds`), and the groups that they make are the origins (`hanging`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from rensa import RMinHash

from rashomon.model import EVIDENCE_ROLES, Document
from rashomon.reconcile.spacetime import folded, instant
from rashomon.reconcile.voices import Voicing

PERMUTATIONS = 512
"""Of the MinHash: an error of about 0.02 at the similarities that matter here."""

SEED = 20200227

SHARED = 0.32
"""Share of the shorter text's word pairs that reprints have in common. Reworked agency copy of made-up dossiers shared 0.35
to 0.61, other reports on the same happening at most 0.26.
"""

SHARED_WITH_ERRORS = 0.2
"""The same, where they share a slip that nobody else makes."""

FEWEST = 4
"""Documents among which two can share a slip that two others do not make."""

PLAIN = "vouched for by"

_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_A-Z]{4,}\b")
"""A capitalised word of five letters or more."""

SHORTEST = 25
"""Texts of fewer word pairs than this are told too briefly to be recognised."""


class Print(Struct, frozen=True, eq=False):
    """A document's fingerprint: MinHash of its word pairs, and how many there are."""

    digest: NDArray[np.uint64]
    size: int


@lru_cache(maxsize=20000)
def _fingerprint(text: str) -> Print:
    words = re.findall(r"\w+", text.casefold())
    pairs = sorted({f"{a} {b}" for a, b in pairwise(words)})
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(pairs)
    return Print(np.array(minhash.digest(), dtype=np.uint64), len(pairs))


def fingerprint(document: Document) -> Print:
    """Of what the publisher tells: comments and links to other stories take no part."""
    return _fingerprint(_told(document))


def shared(a: Print, b: Print) -> float:
    """Estimated share of the shorter text's word pairs that the other one has too."""
    if min(a.size, b.size) < SHORTEST:
        return 0.0
    jaccard = int(np.count_nonzero(a.digest == b.digest)) / PERMUTATIONS
    return min(1.0, jaccard * (a.size + b.size) / ((1 + jaccard) * min(a.size, b.size)))


def reprints(documents: Iterable[Document]) -> dict[str, str]:
    """For each address that of the text it goes back to (its own, if to none): the one of another publisher that was
    published first, ties by address.
    """
    ordered = sorted(documents, key=lambda d: (_said(d), d.address))
    prints = [fingerprint(document) for document in ordered]
    erring = errors(ordered)
    root: dict[str, str] = {}
    for n, document in enumerate(ordered):
        earlier = (m for m in range(n) if ordered[m].source.name != document.source.name)
        found = next((m for m in earlier if _copied(prints[m], prints[n], erring[m] & erring[n])), None)
        root[document.address] = document.address if found is None else root[ordered[found].address]
    return root


def _copied(a: Print, b: Print, errors: frozenset[str]) -> bool:
    return shared(a, b) >= (SHARED_WITH_ERRORS if errors else SHARED)


def errors(documents: Sequence[Document]) -> list[frozenset[str]]:
    """For each document the names that it writes as only one other does, where two or more others write the same letters in
    another order or one letter otherwise ("Sarabiq" for "Saraqib"): a slip that two reports share was hardly made twice.
    """
    if len(documents) < FEWEST:
        return [frozenset() for _ in documents]
    names = [_names(_told(document)) for document in documents]
    counts = Counter(name for found in names for name in found)
    usual: dict[str, list[str]] = defaultdict(list)
    for name in sorted(name for name, n in counts.items() if n > 1):
        for form in _around(name):
            usual[form].append(name)
    wrong = {name for name, n in counts.items() if n == 2 and _slip(name, usual, names)}
    return [frozenset(found & wrong) for found in names]


@lru_cache(maxsize=20000)
def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def _around(name: str) -> set[str]:
    """What a name and its slips have in common: its letters in order, and the name without any one of them."""
    folded = name.casefold()
    return {"".join(sorted(folded)), *(f"{n} {folded[:n]}{folded[n + 1 :]}" for n in range(1, len(folded)))}


def _slip(name: str, usual: Mapping[str, list[str]], names: Sequence[frozenset[str]]) -> bool:
    mine = {n for n, found in enumerate(names) if name in found}
    others = {other for form in _around(name) for other in usual.get(form, ()) if len(other) == len(name) and other != name}
    return any(len([n for n, found in enumerate(names) if other in found and n not in mine]) > 1 for other in others)


def _told(document: Document) -> str:
    return "\n".join(document.text[p.start : p.end] for p in document.passages if p.role in EVIDENCE_ROLES)


def _said(document: Document) -> float:
    said = instant(document.published.value) if document.published else None
    return float("inf") if said is None else said


class Outlets(Struct, frozen=True, kw_only=True):
    """What is known of the reports: `owners`, the publisher or its owner by address; `texts`, as `reprints` gives them;
    `names`, the owner of each publisher by its folded name, so that who passes something on is found among them.
    """

    owners: Mapping[str, str]
    texts: Mapping[str, str]
    names: Mapping[str, str] = {}


def outlets(documents: Iterable[Document]) -> Outlets:
    """Of these reports."""
    known = {document.address: document for document in documents}
    return Outlets(
        owners={address: d.source.owner or d.source.name for address, d in known.items()},
        texts=reprints(known.values()),
        names={folded(d.source.name): d.source.owner or d.source.name for d in known.values()},
    )


def count(voices: Sequence[tuple[Voicing, str]], known: Outlets) -> int:
    """Independent origins among voices, given as (voice, its identity)."""
    return len(hanging(voices, known))


def hanging(voices: Sequence[tuple[Voicing, str]], known: Outlets) -> list[list[int]]:
    """The voices, by their numbers, that hang together directly or by others; each group is one origin."""
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    nodes = [sorted(bonds(voice, identity, known)) for voice, identity in voices]
    for found in nodes:
        for node in found[1:]:
            parent[find(node)] = find(found[0])
    groups: dict[str, list[int]] = defaultdict(list)
    for n, found in enumerate(nodes):
        groups[find(found[0])].append(n)
    return list(groups.values())


def bonds(voice: Voicing, identity: str, known: Outlets) -> dict[str, str]:
    """What the voice hangs together with, by a key that all who do share, each with the reason in words."""
    found = {f"voice {identity}": f"one voice: {voice.name}"}
    if voice.organ and voice.party:
        return {**found, f"side {voice.party}": f"all speak for {voice.party}"}
    if voice.own or not voice.named:
        root = known.texts.get(voice.address, voice.address)
        owner = known.owners[root]
        if voice.relay is not None:
            owner = known.names.get(voice.relay, voice.relay)
            why = f"passed on by {owner}"
        elif root != voice.address:
            why = f"reprints of one text, that of {owner}"
        else:
            why = f"{PLAIN} {owner} alone"
        found[f"outlet {folded(owner)}"] = why
    return found
