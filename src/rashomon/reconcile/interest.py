"""Interest: what a voice would gain or lose by an answer that it gives, from its side and the dated ties between parties.

Shown beside a position, never put into a score: who reports the enemy's losses may well be right. A publisher that openly leans
to a side (`Source.party`) is told of as leaning; it speaks for nobody. Who did it is of interest in violence alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from rashomon.model import Bounds, Incident, Point, Position, Value, Voice
from rashomon.reconcile.behind import side
from rashomon.reconcile.slots import ACTOR, HAPPENED
from rashomon.reconcile.telling import Told
from rashomon.reconcile.tied import day_of, own_loss, related
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import same_kinds

StakeKind = Literal[
    "own loss", "own setback", "own deed", "own part denied", "enemy loss", "enemy blamed", "enemy cleared",
    "friend's loss", "friend blamed", "friend cleared",
]  # fmt: skip

AGAINST: frozenset[StakeKind] = frozenset(
    {"own loss", "own setback", "own deed", "enemy cleared", "friend's loss", "friend blamed"}
)
"""Kinds that do not serve the side of who says so; the others do."""


class Stake(Struct, frozen=True, kw_only=True):
    """What a voice of the side `party` (where `leans`, a publisher that leans to it) has to do with an answer about `other`:
    its `kind`, the `tie` that makes the two one side, friends or enemies (None: they are one party), the `claim`, and all of it
    in words.
    """

    kind: StakeKind
    voice: str
    party: str
    other: str
    claim: str
    reason: str
    tie: str | None = None
    leans: bool = False


class Interest(Struct, frozen=True, kw_only=True):
    """The stakes in one answer to one question of an incident."""

    slot: str
    value: Value
    stakes: tuple[Stake, ...]
    party: str | None = None
    of: str | None = None


def interests(incident: Incident, told: Mapping[str, Told], vocabulary: Vocabulary) -> tuple[Interest, ...]:
    """The stakes in each answer to each question, in their order; answers in which nobody has any are left out."""
    found = (
        Interest(slot=p.slot, party=p.party, of=p.of, value=position.value, stakes=stakes(p, position, told, vocabulary))
        for p in incident.points
        for position in p.positions
    )
    return tuple(interest for interest in found if interest.stakes)


def stakes(point: Point, position: Position, told: Mapping[str, Told], vocabulary: Vocabulary) -> tuple[Stake, ...]:
    """What the voices that give this answer have to do with it; each voice's stake in a party once."""
    found: dict[tuple[str, str, str], Stake] = {}
    for voice in position.voices:
        if voice.claim in told:
            for stake in _stakes(point, position, voice, told, vocabulary):
                found.setdefault((stake.kind, stake.voice, stake.other), stake)
    return tuple(found.values())


def _stakes(
    point: Point, position: Position, voice: Voice, told: Mapping[str, Told], vocabulary: Vocabulary
) -> Iterator[Stake]:
    one = told[voice.claim]
    own, leans = side(voice, told, vocabulary), False
    if own is None and voice.name == one.document.source.name and not one.claim.speakers:
        own, leans = one.document.source.party, True
    about = _about(point, position)
    if own is None or own == "CIV" or about is None:
        return
    other, clears = about
    relation, tie = related(own, other, day_of(one), vocabulary)
    kind = _kind(point, relation, clears, one.claim.against_interest)
    if kind == "own loss" and not (one.claim.against_interest or own_loss(point.slot, position.value, own, one, vocabulary)):
        kind = None  # whose loss it is was only gathered from others' accounts
    if kind is not None and (point.slot != ACTOR or one.claim.kind in _charged()):
        called = f"{voice.name} (leans to {own})" if leans else voice.name if own == voice.name else f"{voice.name} ({own})"
        yield Stake(
            kind=kind,
            voice=voice.name,
            party=own,
            other=other,
            claim=voice.claim,
            tie=tie,
            leans=leans,
            reason=f"{called}: {WORDS[kind].format(other=other)}{f' ({tie})' if tie else ''}",
        )


WORDS: dict[StakeKind, str] = {
    "own loss": "a loss of its own side",
    "own setback": "against its own interest",
    "own deed": "a deed of its own side",
    "own part denied": "its own side cleared",
    "enemy loss": "a loss of its enemy {other}",
    "enemy blamed": "blame on its enemy {other}",
    "enemy cleared": "its enemy {other} cleared",
    "friend's loss": "a loss of its friend {other}",
    "friend blamed": "blame on its friend {other}",
    "friend cleared": "its friend {other} cleared",
}


def _charged() -> frozenset[str]:
    """Kinds of which somebody is to blame, and the words about them."""
    kinds = same_kinds()
    return frozenset((*kinds.groups["violence"], *kinds.groups["in-the-air"], *kinds.groups["custody"], *kinds.about))


def _about(point: Point, position: Position) -> tuple[str, bool] | None:
    """The party that an answer is about, and whether it clears it."""
    value = position.value
    if isinstance(value, Bounds):
        harmful = point.slot in same_kinds().harms and value.high != 0
        return (point.party, False) if harmful and point.party else None
    if point.slot == ACTOR:
        return value.removeprefix("not "), value.startswith("not ")
    return ("", False) if point.slot == HAPPENED and value == "yes" else None


def _kind(point: Point, relation: str | None, clears: bool, against_interest: bool) -> StakeKind | None:
    if point.slot == HAPPENED:
        return "own setback" if against_interest else None
    if relation is None:
        return None
    if point.slot == ACTOR:
        return ACTING[relation, clears]
    return LOSING[relation]


ACTING: dict[tuple[str, bool], StakeKind] = {
    ("own", False): "own deed",
    ("own", True): "own part denied",
    ("enemy", False): "enemy blamed",
    ("enemy", True): "enemy cleared",
    ("friend", False): "friend blamed",
    ("friend", True): "friend cleared",
}
LOSING: dict[str, StakeKind] = {"own": "own loss", "enemy": "enemy loss", "friend": "friend's loss"}
