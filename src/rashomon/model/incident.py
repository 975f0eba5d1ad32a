"""Derived values: what reconciling makes of claims. All of them can be rebuilt from the ledger at any time."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.model.claim import Place, When

StandingName = Literal["single", "corroborated", "contested", "superseded"]
Direction = Literal["up", "down", "withdrawn", "other_measure"]
RelationType = Literal["part_of", "follows", "retaliates", "denies", "same_place_other_time"]


class Bounds(Struct, frozen=True, kw_only=True):
    """An inclusive range of a figure; None = open."""

    low: float | None
    high: float | None


Value = str | Bounds
"""A party id, a kind, a place name, an ISO time or interval, `yes`/`no`, or bounds."""


class Voice(Struct, frozen=True, kw_only=True):
    """One who holds a position: `name` as said, `actor` the linked id, `document` the address, `published` its ISO time,
    `claim` the key of the claim.
    """

    name: str
    actor: str | None
    document: str
    published: str | None
    claim: str


class Position(Struct, frozen=True, kw_only=True):
    """One answer to an open question, with who holds it and how many independent origins they are."""

    value: Value
    voices: tuple[Voice, ...]
    origins: int
    against_interest: bool = False


class Point(Struct, frozen=True, kw_only=True):
    """One open question of an incident. `slot` is `happened`, `actor`, `target`, `kind`, `weapon`, `place`, `time`,
    `presence`, `notified` or a measure; `note` says what does not add up.
    """

    slot: str
    standing: StandingName
    positions: tuple[Position, ...]
    party: str | None = None
    of: str | None = None
    note: str | None = None


class Held(Struct, frozen=True, kw_only=True):
    """A value that a voice held, with the claim that says so."""

    value: Value | None
    claim: str | None
    slot: str | None = None


class Revision(Struct, frozen=True, kw_only=True):
    """One voice's change of mind. `announced` is true where the text itself says that the figure was changed."""

    slot: str
    voice: str
    before: Held
    after: Held
    direction: Direction
    announced: bool
    party: str | None = None
    of: str | None = None


class Relation(Struct, frozen=True, kw_only=True):
    """How this incident stands to another, and why we think so."""

    type: RelationType
    incident: str
    reason: str = ""


class Tally(Struct, frozen=True, kw_only=True):
    """Lowest, best and highest figure of one measure and party over all current voices (UCDP's three estimates)."""

    measure: str
    low: float | None
    best: float | None
    high: float | None
    of: str | None = None
    party: str | None = None


class Incident(Struct, frozen=True, kw_only=True):
    """A happening told by one or more claims. `id` is named after its oldest account: nothing is minted."""

    id: str
    title: str
    kind: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    place: Place | None = None
    when: When | None = None
    figures: tuple[Tally, ...] = ()
    points: tuple[Point, ...] = ()
    revisions: tuple[Revision, ...] = ()
    relations: tuple[Relation, ...] = ()
