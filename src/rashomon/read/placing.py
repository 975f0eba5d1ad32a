"""At which of the places that a sentence names its happening is said to be."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from rashomon.read.where import LOCATIVE, STRONG, Spot, before, preposition
from rashomon.vocabulary.closed import closed_words

WIDE = closed_words().wide
"""Sorts of places so wide that a town beside them says more."""

SETTLED = closed_words().settled
"""Sorts of places that are named behind "of" even where a name stands before them: "the West Bank town of Jenin"."""

ONTO = closed_words().aimed_at
"""Prepositions of the place that an attack or a march is aimed at."""


class Ask(Struct, frozen=True):
    """What is asked: `words` are the tokens that tell the happening, `barred` the sides (a country that acts is no place),
    `ground` whether the object of the happening may be the place itself ("took the town"), `struck` whether it comes from
    afar, so that where it was fired from is not where it hit.
    """

    words: frozenset[int]
    barred: frozenset[int]
    ground: bool
    struck: bool = False


def best(spots: Iterable[Spot], first: int, last: int, ask: Ask, least: float) -> Spot | None:
    """The place name in a token range that says best where it happened; the first of equals, none rated below `least`."""
    rated = [(rate(s, ask), -s.first, s) for s in spots if first <= s.name_first and s.name_last <= last]
    rated = [r for r in rated if r[0] >= least]
    return _narrowed(max(rated, key=lambda r: (r[0], r[1]))[2], [r[2] for r in rated]) if rated else None


def _narrowed(spot: Spot, spots: Iterable[Spot]) -> Spot:
    """The place that another one only describes: "the West Bank town of Jenin"."""
    return next((s for s in spots if s is not spot and _describes(spot, s)), spot)


def _describes(wide: Spot, narrow: Spot) -> bool:
    """Whether a place's name says only where another one is."""
    name, sort = narrow.head, wide.head
    named = wide.sort in SETTLED and wide.last > wide.name_last  # "the Harare township of Highfield"
    return named and name.dep_ == "pobj" and name.head.lower_ == "of" and name.head.head == sort


def rate(spot: Spot, ask: Ask) -> float:
    """How well a place name says where a clause happened, from 0 (not at all) to 5.

    A name behind "in" or "near" that hangs on the words of the happening says most; one that only qualifies another noun
    says little; a country says half of what a town would.
    """
    prep = preposition(spot)
    if spot.head.i in ask.barred and prep not in STRONG and not (ask.ground and not spot.country):
        return 0.0
    if (ask.struck and prep == "from") or (spot.metonym and prep not in LOCATIVE and before(spot) not in STRONG):
        return 0.0
    if spot.country and prep == "of" and any(a.i in ask.barred for a in list(spot.head.ancestors)[:4]):
        return 0.0  # "forces of Russia" act, wherever they are
    score = _standing(spot, prep, ask)
    if spot.sort in WIDE:
        score *= 0.8
    return score * (0.5 if spot.country else 1.0)


def _standing(spot: Spot, prep: str | None, ask: Ask) -> float:
    owner = 0.5 if spot.head.dep_ == "poss" else 0.0  # "Baghdad's Karrada district" is Karrada
    if prep in STRONG or before(spot) in STRONG or (ask.ground and prep in ONTO):
        return (4.0 if _hangs_on(spot, ask.words) else 3.0) - owner
    if prep in LOCATIVE:
        return 2.0
    if ask.ground and spot.head.dep_ in ("dobj", "nsubjpass", "conj", "nsubj"):
        return 4.5
    if spot.country:
        return 0.0
    return 1.0 if spot.head.dep_ in ("compound", "poss", "nmod", "amod") else 0.5


def _hangs_on(spot: Spot, words: frozenset[int]) -> bool:
    """Whether the preposition of a place name hangs on one of these words, directly or through the place's sort."""
    token = spot.head
    for _ in range(5):
        if token.dep_ == "prep" and token.head.i in words:
            return True
        token = token.head
        if token.i in words and token.dep_ != "prep":
            return False
    return False
