"""What is told of accounts. No value here holds a password, its hash or a token, and only `Made` a secret, once."""

from __future__ import annotations

import re

import msgspec

from rashomon.team.errors import TeamError
from rashomon.team.roles import Role

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class User(msgspec.Struct, frozen=True):
    """An account. `made_at` in seconds since 1970, UTC."""

    name: str
    role: Role
    disabled: bool
    made_at: int


class Made(msgspec.Struct, frozen=True):
    """A new account with the address of its codes (`otpauth://…`), which is shown once and never again."""

    user: User
    otpauth: str


class Act(msgspec.Struct, frozen=True):
    """A line of the record: who did what to whose account. `at` in seconds since 1970, UTC."""

    seq: int
    at: int
    by: str
    what: str
    user: str
    note: str


def is_name(text: str) -> bool:
    """Whether this can be a user's name, in its one form."""
    return _NAME.fullmatch(text) is not None


def known_as(name: str) -> str:
    """The name in its one form. Raises TeamError for what cannot be a name."""
    folded = name.strip().lower()
    if not is_name(folded):
        raise TeamError("a user's name has up to 64 of the letters a to z, digits, dots, hyphens and underscores")
    return folded
