"""Passwords: Argon2id with the library's settings (RFC 9106's second recommendation), which are kept in each hash."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rashomon.team.errors import TeamError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 1024
"""Characters of a password. No rule on which ones, as NIST SP 800-63B-4 advises; the upper bound keeps hashing cheap."""


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise TeamError("accounts need two packages more: install them with `pip install 'rashomon[team]'`") from None
    return PasswordHasher()


def _bytes(password: str) -> bytes:
    """The same letters typed on another keyboard are the same password (NFKC)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def hashed(password: str) -> str:
    """The hash to keep. Raises TeamError for a password that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise TeamError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _hasher().hash(_bytes(password))


@cache
def nobodys() -> str:
    """A hash that no password fits, so that an unknown name takes as long as a known one."""
    import secrets

    return _hasher().hash(secrets.token_bytes(32))


def fits(password: str, kept: str) -> bool:
    """Whether this is the password behind the hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    try:
        return _hasher().verify(kept, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than those of today."""
    return _hasher().check_needs_rehash(kept)
