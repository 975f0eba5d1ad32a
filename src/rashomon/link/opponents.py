"""Whom a deed sets against whom: a bare word for forces that are hit ("the tanks", "a sniper nest") means those of the
enemy of whoever hit them, and bare forces that hit somebody's soldiers are his enemy's.

Only deeds of violence and the taking of ground are read so, only where one side of them is known and is no civilian, and only
where that side has one enemy in the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from rashomon.link.actors import CIVILIANS, Actors
from rashomon.link.setting import Setting
from rashomon.link.sides import only
from rashomon.model import Actor, Claim

DEEDS = frozenset({"territory-taken", "advance", "siege", "blockade"})
"""Kinds beside violence that have two sides."""

APART = frozenset({"accident", "casualties"})
"""Kinds of violence that are nobody's deed against somebody."""

ARMED = frozenset({"military", "fighters", "loaded", "hostile", "government", "ranks"})
"""Classes of heads that mean somebody's forces or their things."""

MISTAKEN = frozenset({"military", "government", "hostile"})
"""Those of them whose party is a guess that the other side of the deed outweighs."""

Parts = tuple[tuple[Actor, ...], tuple[Actor, ...]]


def opposed(
    claim: Claim, family: str, actors: Sequence[Actor], targets: Sequence[Actor], words: Actors, setting: Setting
) -> Parts:
    """The actors and targets of a claim with the enemy of the one where the other is a bare word for forces."""
    if (family != "violence" and claim.kind not in DEEDS) or claim.kind in APART:
        return tuple(actors), tuple(targets)
    by = only(a.party for a in actors)
    hit = tuple(_against(_abroad(target, by, words, setting), by, words, setting) for target in targets)
    on = only(t.party for t in hit if t.party != CIVILIANS)
    return tuple(_against(actor, on, words, setting) for actor in actors), hit


def _against(side: Actor, other: str | None, words: Actors, setting: Setting) -> Actor:
    """A side as the enemy of the other one, where its own words name nobody, or would name the other one itself."""
    if other is None or other == CIVILIANS or side.party not in (None, other):
        return side
    head = words.bare(side.text)
    if head not in ARMED or (side.party and head not in MISTAKEN):
        return side
    foe = setting.sides.foe(other)
    if foe is None or not _fits(setting.kind(foe), head):
        return nobody(side) if side.party else side
    known = setting.parties.get(foe)
    return structs.replace(side, name=known.name if known else foe, id=foe, party=foe, kind="military")


def _abroad(target: Actor, by: str | None, words: Actors, setting: Setting) -> Actor:
    """Nationals of a state who are hit on foreign ground by those whom it fights there are its soldiers: "eight Americans"
    whom the Viet Cong killed.
    """
    state = words.nation(target.text) if target.party == CIVILIANS and by else None
    if state is None or by is None or state == setting.country or not setting.opposed(by, state):
        return target
    return structs.replace(target, name=setting.parties[state].name, id=state, party=state, kind="military")


def nobody(side: Actor) -> Actor:
    """A side as said, without any link."""
    return structs.replace(side, name=None, id=None, party=None, kind=None)


def _fits(kind: str, head: str) -> bool:
    """Whether a party of this kind can be meant by the word: no state by "militants", no band of fighters by "the army"."""
    return kind != "state" if head in ("fighters", "loaded") else kind != "armed group" if head == "government" else True
