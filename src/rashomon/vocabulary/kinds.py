"""Kinds of happenings, with the codes under which other coding schemes know them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Family = Literal["violence", "ground", "forces", "people", "words", "information"]


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind. `plover` is PLOVER's event type (with its mode after a slash), `cameo` the CAMEO code, `acled` ACLED's
    event type / sub-event type; each None where that scheme has nothing like it. `example` becomes a test.
    """

    title: str
    family: Family
    plover: str | None
    cameo: str | None
    acled: str | None
    example: str
