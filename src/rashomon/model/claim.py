"""A claim: one happening as told by one speaker. The parts keep the text as said beside what it was linked to."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.model.anchor import Anchor, Span
from rashomon.model.document import Role

Stance = Literal["assert", "deny", "dispute", "predict", "intend", "demand", "question"]
Certainty = Literal["certain", "probable", "possible", "unsupported"]
ActorRole = Literal["operator", "planner", "authoriser", "ally"]
Precision = Literal["exact", "settlement", "district", "province", "country", "line"]


class Actor(Struct, frozen=True, kw_only=True):
    """Who did it, to whom, or who speaks. `text` as said at `start:end`; `name`, `id`, `party`, `kind` once linked.

    `name` is the neutral canonical name (a loaded name such as "regime" stays in `text` only), `id` the finest
    vocabulary id ("HTS"), `party` the side ("OPP" or "HTS"), `kind` person | organisation | military | nationality | people.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    id: str | None = None
    party: str | None = None
    kind: str | None = None
    role: ActorRole | None = None


class Place(Struct, frozen=True, kw_only=True):
    """Where. `text` as said; the rest once linked. `lat`, `lon` in degrees WGS 84; `country` ISO 3166 alpha-3;
    `name` the gazetteer's; `id` the gazetteer's key; `basis` says how it was chosen ("only one of that name", "nearest
    to the document's other places", …). A place that no gazetteer knows keeps `name == text` and no coordinates.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    id: str | None = None
    admin1: str | None = None
    basis: str | None = None


class When(Struct, frozen=True, kw_only=True):
    """When it happened (never when it was said). `start`, `end` are offsets of the expression; `earliest`, `latest` the
    ISO dates or datetimes (inclusive) that it was resolved to; `precision` hour | day | week | month | season | year | …;
    `value` and `timex_type` as in TimeML (TIMEX3); `basis` names what it was resolved against.
    """

    text: str
    start: int
    end: int
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    value: str | None = None
    timex_type: Literal["DATE", "TIME", "DURATION", "SET"] | None = None
    basis: str | None = None


class Quantity(Struct, frozen=True, kw_only=True):
    """How many. `measure` of the vocabulary; `low`, `high` inclusive bounds, None = open; `of` what was counted, as said
    ("tanks", "civilians"); `party` whose they are; `hedge` the hedging words ("about", "more than"), None if none;
    `cumulative` true for a running total over several happenings.
    """

    measure: str
    text: str
    start: int
    end: int
    low: float | None = None
    high: float | None = None
    of: str | None = None
    party: str | None = None
    cumulative: bool = False
    hedge: str | None = None


class Speaker(Struct, frozen=True, kw_only=True):
    """Who makes a claim or relays it. `text` as said at `start:end`, `cue` the words of saying; `name` the fullest name
    that the document gives them (a pronoun or "the official" resolved), `actor` the linked id.
    """

    text: str
    start: int
    end: int
    name: str
    cue: Span | None = None
    actor: str | None = None
    party: str | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """One happening as told by one speaker (the annotation guide's fields).

    `speakers`: first the one who makes the claim, then whoever relays it; empty = the publisher's own voice.
    `background`: told as history beside the news. `revises`: the text itself says that this replaces an earlier figure
    of the same voice ("later downgraded", "rose from 9").
    """

    key: str
    anchor: Anchor
    section: Role
    kind: str
    stance: Stance = "assert"
    certainty: Certainty = "certain"
    speakers: tuple[Speaker, ...] = ()
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    weapons: tuple[Span, ...] = ()
    place: Place | None = None
    when: When | None = None
    figures: tuple[Quantity, ...] = ()
    evidence: tuple[str, ...] = ()
    against_interest: bool = False
    background: bool = False
    revises: bool = False
