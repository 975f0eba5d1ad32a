"""Parties to conflicts, their names, and their dated ties to each other."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

TieType = Literal["part_of", "ally", "supports", "opposes", "successor_of"]
PartyKind = Literal["state", "armed group", "coalition", "organisation", "people"]


class Tie(Struct, frozen=True, forbid_unknown_fields=True):
    """A tie of this party to another one, by its id, from `since` to `until` (ISO year, month or day; None = open)."""

    type: TieType
    to: str
    since: str | None = None
    until: str | None = None


class Party(Struct, frozen=True, forbid_unknown_fields=True):
    """One party. The id (the key in the file) is ISO 3166 alpha-3 for a state, else the group's usual abbreviation.

    `names`: proper names, without article ("Hayat Tahrir al-Sham", "HTS"). `adjectives`: forms that stand before a noun
    or for the people ("Turkish", "Turks"). `metonyms`: capitals and palaces that speak for it ("Ankara", "the Kremlin").
    `organs`: its ministries, armies, agencies when named by themselves ("Wagner", "Bundeswehr"). `people`: leaders and
    spokespersons by name ("Hulusi Akar"), as they are known in reports. `conflicts`: slugs of the conflicts whose main
    actor it is. `example` is a sentence that names it and becomes a test.
    """

    name: str
    kind: PartyKind
    example: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    conflicts: tuple[str, ...] = ()
