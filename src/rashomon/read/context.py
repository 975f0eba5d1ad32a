"""What a clause leaves unsaid because the report said it before: place, time and side of the same happening."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from rashomon.model import EVIDENCE_ROLES, Actor, Claim, Place, When

T = TypeVar("T")

STRIKES = frozenset({"air-strike", "drone-strike", "shelling", "bombing", "shooting", "chemical-attack"})
"""What "the attack" may turn out to have been."""

ATTACKS = STRIKES | {"attack", "armed-clash", "territory-taken", "siege", "advance"}
"""Kinds whose sides hold until others are named."""

HITS = STRIKES | {"losses", "destruction", "attack"}
"""Kinds that hit things of the side that they are aimed at."""

DATED = ATTACKS | {"casualties", "losses", "destruction", "shootdown", "air-defence-fire", "accident", "withdrawal"}
"""Kinds that happen on a day: told without one, they are the day's news. What lasts (a presence, a flight) needs its own."""

SETTING = DATED | {"blockade", "presence", "displacement", "evacuation"}
"""Kinds that happen on the ground: these stay where the report has placed itself."""

MEETING = frozenset({"talks", "agreement"})
"""Words between parties stay at the table where the report has put them."""

AHEAD = frozenset({"demand", "intend", "predict", "question"})
"""Stances towards what has not happened: it has no day of the past."""

REACH = 600
"""Code points over which a setting holds: about three sentences back."""

NEXT = 250
"""Code points between an attack and the sentence that goes on about its victims: about one sentence."""

LOOK_BACK = 40
"""Claims that are looked at, so that a long text costs no more than its length."""

NAMED_DAY = re.compile(r"\d|day|night|morning|evening|afternoon|dawn|noon|[A-Z][a-z]")
"""A time that names a day or a date; "regularly", "recent" and "now" set no scene."""

LONG = re.compile(
    r"\b(?:[Ss]ince|[Uu]ntil|[Ff]or|over|past|between|through(?:out)?|weeks?|months?|years?|decades?|days)\b|^(?:19|20)\d\d$"
    r"|\b(?:[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id)\W+(?:[A-Z][a-z]+(?<!day)|(?:19|20)\d\d)$"
)
"""A time that says how long, or names no day: what goes on through it is not the day that the report has set."""


class Setting(Struct, frozen=True):
    """A claim with what ties it to its neighbours: whether it points back ("the attack"), whether its
    word is so general that what it points back to names its kind, the entry of a live report that it stands in, whether
    its verb says that it is not of the day that the report has set, the sides by name that it is aimed at, and whether it hits
    nothing but things."""

    claim: Claim
    points_back: bool = False
    general: bool = False
    entry: str | None = None
    off_scene: bool = False
    foes: tuple[Actor, ...] = ()
    things: bool = False


Earlier = Sequence[tuple[Setting, Claim]]


def inherit(told: Sequence[Setting], main: Place | None = None) -> list[Claim]:
    """Claims with kind, place, time and sides taken over from the claim before that tells of the same setting.

    The entries of a live report stand in no order of telling: one takes nothing from another, and what none of its own
    sentences places is placed where the whole report is, at `main`.
    """
    done: list[Claim] = []
    for i, each in enumerate(told):
        since = max(0, i - LOOK_BACK)
        before = zip(told[since:i], done[since:], strict=True)
        earlier = [(s, c) for s, c in before if s.entry == each.entry and _beside(c, each.claim)]
        claim = _completed(each, earlier)
        if claim.place is None and each.entry is not None and claim.kind in SETTING:
            claim = structs.replace(claim, place=main)
        done.append(claim)
    return done


def _beside(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in one text: a reader's comment takes nothing from the report, nor the report from it."""
    return one.section == other.section or {one.section, other.section} <= EVIDENCE_ROLES


def _completed(each: Setting, earlier: Earlier) -> Claim:
    claim = each.claim
    if each.general and each.points_back:
        claim = structs.replace(claim, kind=_kind(claim, earlier))
    elif claim.kind in ("attack", "casualties") and not claim.actors and claim.when is None:
        claim = structs.replace(claim, kind=_kind(claim, [(s, c) for s, c in earlier if _follows(c, claim)]))
    for scene in (SETTING, MEETING):
        if claim.kind in scene and claim.place is None:
            claim = structs.replace(claim, place=_last(each, scene, earlier, lambda c: c.place))
    for scene in (DATED, MEETING):
        if claim.kind in scene and claim.when is None and not each.off_scene and claim.stance not in AHEAD:
            claim = structs.replace(claim, when=_when(each, scene, earlier))
    if claim.kind in ATTACKS:
        actors = claim.actors or _side(each, earlier, lambda c: c.actors)
        targets = claim.targets or _side(each, earlier, lambda c: c.targets)
        claim = structs.replace(claim, actors=actors, targets=targets)
    if each.things and claim.kind in HITS:
        claim = structs.replace(claim, targets=claim.targets + _foe(each, earlier))
    return claim


def _day(claim: Claim) -> When | None:
    said = claim.when
    if said is None or said.timex_type in ("SET", "DURATION") or LONG.search(said.text):
        return None
    return said if NAMED_DAY.search(said.text) else None


def _follows(earlier: Claim, claim: Claim) -> bool:
    """Whether a claim of victims or hits without actor, day and other place goes on about an attack told just before."""
    elsewhere = claim.place is not None and earlier.place is not None and claim.place.text != earlier.place.text
    same_voice = [s.name for s in claim.speakers[:1]] == [s.name for s in earlier.speakers[:1]]
    return claim.anchor.start - earlier.anchor.end <= NEXT and same_voice and not elsewhere and not earlier.background


def _kind(claim: Claim, earlier: Earlier) -> str:
    """What "the attack" was: the kind of the last attack told, where that was more closely named."""
    return next((c.kind for _, c in reversed(earlier) if c.kind in STRIKES), claim.kind)


def _side(of: Setting, earlier: Earlier, part: Callable[[Claim], tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The side named by the claim just before that tells of the same kind of happening."""
    for _, claim in reversed(earlier):
        if of.claim.anchor.start - claim.anchor.end > REACH:
            return ()
        if claim.kind == of.claim.kind and claim.background == of.claim.background:
            return part(claim)
    return ()


def _foe(of: Setting, earlier: Earlier) -> tuple[Actor, ...]:
    """Whose the things are that a list of strikes counts: the side that the report's strikes are said to be against, unless
    somebody else is said to strike here, or that side itself.
    """
    striking = {a.text.casefold() for a in of.claim.actors}
    for s, claim in reversed(earlier):
        if claim.kind == of.claim.kind and s.foes:
            same = not striking or not claim.actors or striking & {a.text.casefold() for a in claim.actors}
            return s.foes if same and not striking & {a.text.casefold() for a in s.foes} else ()
    return ()


def _when(of: Setting, scene: frozenset[str], earlier: Earlier) -> When | None:
    """The day of the nearest earlier claim of the same scene that has a time; none where that time names no day."""
    dated = [(s, c) for s, c in earlier if c.when is not None and c.kind in scene and c.background == of.claim.background]
    return _last(of, scene, dated[-1:], _day) if not of.points_back else _last(of, scene, dated, _day)


def _last(of: Setting, scene: frozenset[str], earlier: Earlier, part: Callable[[Claim], T | None]) -> T | None:
    """The nearest earlier value of a part: within reach, of the same scene, told as history only if this is too."""
    for _, claim in reversed(earlier):
        if of.claim.anchor.start - claim.anchor.end > REACH and not of.points_back:
            return None
        if claim.kind in scene and claim.background == of.claim.background:
            value = part(claim)
            if value is not None:
                return value
    return None
