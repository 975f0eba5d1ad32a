"""The four roles: each may do all that the one before it may."""

from __future__ import annotations

from typing import Literal, get_args

from rashomon.team.errors import TeamError

Role = Literal["reader", "reviewer", "editor", "admin"]
"""reader: looks. reviewer: also judges claims. editor: also adds reports, reconciles, publishes. admin: also keeps accounts."""

ROLES: tuple[Role, ...] = get_args(Role)


def role(name: str) -> Role:
    """The role of that name. Raises TeamError where there is none."""
    for known in ROLES:
        if known == name:
            return known
    raise TeamError(f"{name!r} is no role: choose one of {', '.join(ROLES)}")


def allows(has: Role, needed: Role) -> bool:
    """Whether who has the role `has` may do what the role `needed` is for."""
    return ROLES.index(has) >= ROLES.index(needed)
