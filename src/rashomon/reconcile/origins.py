"""Origins: how many independent places an answer comes from. Ten reprints are one witness.

Two voices have one origin where one side or owner stands behind both, where they are one voice quoted twice, where both are
unnamed witnesses in one report, where one passed on the other, or where the reports are reprints of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from rensa import RMinHash

from rashomon.model import EVIDENCE_ROLES, Document
from rashomon.reconcile.spacetime import instant
from rashomon.reconcile.voices import Voicing

PERMUTATIONS = 512
"""Of the MinHash: an error of about 0.02 at the similarities that matter here."""

SEED = 20200227

SHARED = 0.32
"""Share of the shorter text's word pairs that reprints have in common. Reworked agency copy of made-up dossiers shared 0.35
to 0.61, other reports on the same happening at most 0.26.
"""

SHORTEST = 25
"""Texts of fewer word pairs than this are told too briefly to be recognised."""


class Print(Struct, frozen=True):
    """A document's fingerprint: MinHash of its word pairs, and how many there are."""

    digest: tuple[int, ...]
    size: int


@lru_cache(maxsize=20000)
def _fingerprint(text: str) -> Print:
    words = re.findall(r"\w+", text.casefold())
    pairs = sorted({f"{a} {b}" for a, b in pairwise(words)})
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(pairs)
    return Print(tuple(minhash.digest()), len(pairs))


def fingerprint(document: Document) -> Print:
    """Of what the publisher tells: comments and links to other stories take no part."""
    return _fingerprint("\n".join(document.text[p.start : p.end] for p in document.passages if p.role in EVIDENCE_ROLES))


def shared(a: Print, b: Print) -> float:
    """Estimated share of the shorter text's word pairs that the other one has too."""
    if min(a.size, b.size) < SHORTEST:
        return 0.0
    jaccard = sum(x == y for x, y in zip(a.digest, b.digest, strict=True)) / PERMUTATIONS
    return min(1.0, jaccard * (a.size + b.size) / ((1 + jaccard) * min(a.size, b.size)))


def reprints(documents: Iterable[Document]) -> dict[str, str]:
    """For each address that of the text it goes back to (its own, if to none): the one of another publisher that was
    published first, ties by address.
    """
    ordered = sorted(documents, key=lambda d: (_said(d), d.address))
    prints = [fingerprint(document) for document in ordered]
    root: dict[str, str] = {}
    for n, document in enumerate(ordered):
        earlier = (m for m in range(n) if ordered[m].source.name != document.source.name)
        found = next((m for m in earlier if shared(prints[m], prints[n]) >= SHARED), None)
        root[document.address] = document.address if found is None else root[ordered[found].address]
    return root


def _said(document: Document) -> float:
    said = instant(document.published.value) if document.published else None
    return float("inf") if said is None else said


def count(voices: Sequence[tuple[Voicing, str]], owners: Mapping[str, str], texts: Mapping[str, str]) -> int:
    """Independent origins among voices, given as (voice, its identity). `owners`: the publisher or its owner by address;
    `texts`: as `reprints` gives them.
    """
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for voice, identity in voices:
        nodes = sorted(_nodes(voice, identity, owners, texts))
        for node in nodes[1:]:
            parent[find(node)] = find(nodes[0])
        find(nodes[0])
    return len({find(node) for node in list(parent)})


def _nodes(voice: Voicing, identity: str, owners: Mapping[str, str], texts: Mapping[str, str]) -> set[str]:
    """What the voice hangs together with."""
    nodes = {f"voice {identity}"}
    if voice.organ and voice.party:
        return {*nodes, f"side {voice.party}"}
    outlet = f"outlet {owners[texts.get(voice.address, voice.address)]}"
    if voice.own or not voice.named:
        nodes.add(outlet if voice.relay is None else f"relay {voice.relay}")
    return nodes
