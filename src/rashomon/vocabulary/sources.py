"""Publishers that are known beforehand: what kind of voice they are, who owns them, whose side they are on."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

SourceKind = Literal[
    "state organ",
    "state media",
    "outlet",
    "agency",
    "armed group",
    "ngo",
    "monitor",
    "international organisation",
    "witness",
    "anonymous",
    "reference",
]


class KnownSource(Struct, frozen=True, forbid_unknown_fields=True):
    """One publisher. `names` are all the ways in which it is called; `hosts` its web hosts without "www."; `owner`
    whoever pays, the same text for all titles of one owner, because those are one origin; `party` the party id it belongs
    to or openly leans to over a whole conflict. A `reference` (an encyclopaedia, a platform) is no voice of its own.
    `example` is a sentence that names it; each shipped source has one.
    """

    name: str
    kind: SourceKind
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    owner: str | None = None
    party: str | None = None
    example: str = ""
