"""What may be asked: the arguments of every tool. Their schemas are what an assistant is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

AsOf = Annotated[
    str,
    Meta(description="Answer as the case was known at this moment: an ISO date (its end) or time. Empty: as it is known now."),
]
Limit = Annotated[int, Meta(ge=1, le=50, description="How many rows, 1 to 50.")]
Skip = Annotated[int, Meta(ge=0, le=10_000, description="Rows to pass over: `next` of the answer before.")]
Day = Annotated[str, Meta(description="An ISO date of the happening (2020-02-27, or 2020-02), included. Empty: no bound.")]
Incident = Annotated[str, Meta(description="The id of an incident, the beginning of one, or the key of one of its claims.")]


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every tool understands."""

    as_of: AsOf = ""


class ListIncidents(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which incidents. Filters that are empty ask for nothing."""

    party: Annotated[str, Meta(description="A side that takes part: its id (RUS) or a part of its name.")] = ""
    kind: Annotated[str, Meta(description="A kind of happening: its id (air-strike) or a part of its title.")] = ""
    place: Annotated[str, Meta(description="A part of the name of the place.")] = ""
    standing: Literal["", "contested", "corroborated", "revised", "superseded", "single"] = ""
    since: Day = ""
    until: Day = ""
    limit: Limit = 20
    skip: Skip = 0


class OneIncident(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which incident, and under which policy besides."""

    name: Incident
    policy: Annotated[
        Literal["", "acled", "airwars", "conceded", "corroborated", "majority", "ucdp"],
        Meta(description="Also what this rule makes of the answers. Empty: no rule; all answers stand as they are."),
    ] = ""
    most: Annotated[int, Meta(ge=1, le=50, description="Claims that are cited for each answer; `more` counts the others.")] = 6


class OneDocument(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which document, and from where."""

    name: Annotated[str, Meta(description="The document of a citation: its id, or its address.")]
    start: Annotated[int, Meta(ge=0, description="The character to begin at: `next` of the answer before.")] = 0
    comments: Annotated[bool, Meta(description="Also readers' comments, names masked. They are no evidence of anything.")] = (
        False
    )


class OneClaim(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claim."""

    key: Annotated[str, Meta(description="The key of a claim, as every citation has it.")]


class Search(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to look for."""

    query: Annotated[str, Meta(min_length=1, max_length=400, description='Words, "phrases", beginnings*, -without.')]
    limit: Limit = 10
    skip: Skip = 0


class Sources(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which voices."""

    name: Annotated[str, Meta(description="A part of a voice's name, or its id. Empty: all, counted, most claims first.")] = ""
    limit: Limit = 20
    skip: Skip = 0


class Why(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which two."""

    a: Annotated[str, Meta(description="The key of a claim, or the id of an incident.")]
    b: Annotated[str, Meta(description="Another one.")]


class History(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of what."""

    key: Annotated[str, Meta(description="The key of a claim, the address of a document, or the id of an incident.")]
    limit: Limit = 50
    skip: Skip = 0


class Diff(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Between which moments of knowing."""

    since: Annotated[str, Meta(min_length=1, description="What was known then: an ISO date (its end) or time.")]
    as_of: AsOf = ""
    limit: Limit = 50
    skip: Skip = 0


Row = TypeVar("Row")


def part(rows: Sequence[Row], asked: ListIncidents | Sources | History | Diff) -> tuple[Sequence[Row], int | None]:
    """The rows of a list that are asked for, and where the next ones begin, None at the end."""
    stop = asked.skip + asked.limit
    return rows[asked.skip : stop], stop if len(rows) > stop else None
