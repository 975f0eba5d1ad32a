"""What a clause leaves unsaid because the report said it before: place, time and side of the same happening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from rashomon.model import Actor, Claim

T = TypeVar("T")

SETTING = frozenset(
    {
        "air-strike", "drone-strike", "shelling", "bombing", "shooting", "armed-clash", "chemical-attack", "attack",
        "shootdown", "air-defence-fire", "destruction", "accident", "casualties", "losses",
        "territory-taken", "advance", "withdrawal", "siege", "blockade", "presence", "displacement", "evacuation",
    }
)  # fmt: skip
"""Kinds that happen on the ground: these stay where the report has placed itself. Words between parties do not."""

STRIKES = frozenset({"air-strike", "drone-strike", "shelling", "bombing", "shooting", "chemical-attack"})
ATTACKS = frozenset(
    {"air-strike", "drone-strike", "shelling", "bombing", "attack", "armed-clash", "territory-taken", "siege", "advance"}
)
REACH = 600
"""Code points over which a setting holds: about three sentences back."""


class Setting(Struct, frozen=True):
    """A claim with what ties it to its neighbours: whether it points back ("the attack")."""

    claim: Claim
    points_back: bool = False


def inherit(told: Sequence[Setting]) -> list[Claim]:
    """Claims with place and time taken over from the claim before that tells of the same setting."""
    done: list[Claim] = []
    for i, each in enumerate(told):
        claim = each.claim
        earlier = list(zip(told[:i], done, strict=True))
        if claim.kind == "attack" and each.points_back:
            claim = structs.replace(claim, kind=_kind(each, earlier))
        if claim.kind in SETTING and claim.place is None:
            claim = structs.replace(claim, place=_last(each, earlier, lambda c: c.place))
        if claim.kind in ATTACKS and not claim.actors:
            claim = structs.replace(claim, actors=_side(each, earlier, lambda c: c.actors))
        if claim.kind in ATTACKS and not claim.targets:
            claim = structs.replace(claim, targets=_side(each, earlier, lambda c: c.targets))
        if claim.when is None and claim.kind in SETTING:
            claim = structs.replace(claim, when=_last(each, earlier, lambda c: c.when))
        done.append(claim)
    return done


def _kind(of: Setting, earlier: list[tuple[Setting, Claim]]) -> str:
    """What "the attack" was: the kind of the last attack told, where that was more closely named."""
    for _, claim in reversed(earlier):
        if claim.kind in STRIKES:
            return claim.kind
    return of.claim.kind


def _side(of: Setting, earlier: list[tuple[Setting, Claim]], part: Callable[[Claim], tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The side named by the claim just before, where it tells of the same kind of happening."""
    for _, claim in reversed(earlier):
        if of.claim.anchor.start - claim.anchor.end > REACH:
            return ()
        if claim.kind == of.claim.kind and claim.background == of.claim.background:
            return part(claim)
    return ()


def _last(of: Setting, earlier: list[tuple[Setting, Claim]], part: Callable[[Claim], T | None]) -> T | None:
    """The nearest earlier value of a part: within reach, on the ground, and not told as history unless this is too."""
    for _setting, claim in reversed(earlier):
        far = of.claim.anchor.start - claim.anchor.end
        if far > REACH and not of.points_back:
            return None
        if claim.kind in SETTING and claim.background == of.claim.background and part(claim) is not None:
            return part(claim)
    return None
