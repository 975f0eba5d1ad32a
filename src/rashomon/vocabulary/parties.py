"""Parties to conflicts, their names, and their dated ties to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

TieType = Literal["part_of", "ally", "supports", "opposes", "successor_of"]
PartyKind = Literal["state", "armed group", "coalition", "organisation", "people"]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A year, a month or a day ("2012", "2012-01", "2012-01-24")."""


class Tie(Struct, frozen=True, forbid_unknown_fields=True):
    """A tie of this party to another one, by its id, from `since` to `until` (ISO year, month or day; None = open)."""

    type: TieType
    to: str
    since: IsoDate | None = None
    until: IsoDate | None = None


class Party(Struct, frozen=True, forbid_unknown_fields=True):
    """One party. The id (the key in the file) is ISO 3166 alpha-3 for a state, else the group's usual abbreviation.

    `names`: proper names, without article ("Hayat Tahrir al-Sham", "HTS"). `adjectives`: forms that stand before a noun
    or for the people ("Turkish", "Turks"). `metonyms`: capitals and palaces that speak for it ("Ankara", "the Kremlin").
    `organs`: its ministries, armies, agencies when named by themselves ("Wagner", "Bundeswehr"). `people`: leaders and
    spokespersons by name ("Hulusi Akar"), as they are known in reports. `conflicts`: slugs of the conflicts whose main
    actor it is. `example` is a sentence that names it; each shipped party has one and a test runs on it, a case's own may
    go without.
    """

    name: str
    kind: PartyKind = "armed group"
    example: str = ""
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    conflicts: tuple[str, ...] = ()


def loose_ties(parties: Mapping[str, Party]) -> list[str]:
    """Ties to ids that no file knows, as "HTS part_of OPPP": a misspelt id would be a tie that is silently never found."""
    return [f"{key} {tie.type} {tie.to}" for key, party in parties.items() for tie in party.ties if tie.to not in parties]
