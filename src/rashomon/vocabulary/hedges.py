"""Words that say how sure, and whether, something happened."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.model.claim import Certainty, Stance

HedgePlace = Literal["adverb", "modal", "adjective", "raising", "passive", "governor", "noun"]


class HedgeGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that lend the same to the happening they stand with. `place` says where they stand to its predicate:
    adverb ("reportedly fled"), modal ("may have fled"), adjective ("a suspected raid"), raising ("appears to have fled"),
    passive ("is believed to have fled"), governor ("it is unclear who fled"), noun ("no evidence that they fled").
    None: nothing is lent. In `example` the predicate stands in square brackets.
    """

    words: tuple[str, ...]
    place: HedgePlace
    example: str
    stance: Stance | None = None
    certainty: Certainty | None = None


class HedgeWords(Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """`groups` of hedges; `negations`; `conditions` that open a clause which claims nothing ("if", "unless", and verbs put
    first: "should it come"); `failing`: verbs that deny what hangs on them ("failed to take"); `would`: what makes a clause
    hypothetical outside of reported speech; `willing`: modals that tell an intent of whoever acts, a prediction of others;
    `ending`: words with which somebody demands that a happening stop, which is thereby told ("an end to the shelling");
    `told`: nouns of what was told, which somebody denies who calls it by one of `untrue` ("claims that they fled are false").
    """

    groups: tuple[HedgeGroup, ...] = ()
    negations: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    would: frozenset[str] = frozenset()
    willing: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    untrue: frozenset[str] = frozenset()
