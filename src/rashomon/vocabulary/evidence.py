"""Words for what a text says backs a claim."""

from __future__ import annotations

from msgspec import Struct


class EvidenceGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """`words` (lemmas, several parts joined by a blank) that name the kind of evidence given by `label`. `example` becomes a
    test.
    """

    label: str
    words: tuple[str, ...]
    example: str


class EvidenceWords(Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """`groups` by label; `showing`: verbs by which evidence speaks; `giving`: verbs by which it is brought forward;
    `lacking`: words that say there is none ("no", "without"); `proofs`: words for evidence of no named sort. A sentence that
    evidence is lacking may speak of what was told before it: by one of `claims` or `pointing` ("for this", "of these claims"),
    or behind a verb of `backing` ("to confirm it").
    """

    groups: tuple[EvidenceGroup, ...] = ()
    showing: frozenset[str] = frozenset()
    giving: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    proofs: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    backing: frozenset[str] = frozenset()
