"""Publishers that are known beforehand: what kind of voice they are, who owns them, whose side they are on."""

from __future__ import annotations

from msgspec import Struct


class KnownSource(Struct, frozen=True, forbid_unknown_fields=True):
    """One publisher. `names` are all the ways in which it is called; `hosts` its web hosts without "www."; `kind` one of
    state organ, state media, outlet, agency, armed group, ngo, monitor, international organisation, witness, anonymous,
    reference; `owner` whoever pays; `party` the party id it belongs to or openly leans to.
    """

    name: str
    kind: str
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    owner: str | None = None
    party: str | None = None
    example: str = ""
