"""Addresses of databases: `postgresql://user@host/name`. A password in one is for connecting, never for messages and files."""

from __future__ import annotations

import re
from urllib.parse import unquote

from rashomon.ledger.errors import LedgerError

_FORM = re.compile(r"(?P<scheme>postgres(?:ql)?)://(?P<at>[^/?#@]*@)?(?P<rest>[^@#]*)", re.IGNORECASE)
_SECRETS = {"password", "sslpassword"}


def is_address(place: str) -> bool:
    """Whether this names a database on a server, rather than a file."""
    return re.match(r"[a-z][a-z0-9+.-]+://", place, re.IGNORECASE) is not None


def public(address: str) -> str:
    """The address without passwords: what messages name and files keep. Raises LedgerError where it is no address, without
    saying what it is: what cannot be taken apart may show a password anywhere.
    """
    found = _FORM.fullmatch(address)
    if found is None:
        raise LedgerError(
            "this is no address of a PostgreSQL database: write postgresql://USER@HOST/NAME, and any of @ / ? # in a part "
            "of it as %40, %2F, %3F, %23"
        )
    user = (found["at"] or "").rstrip("@").partition(":")[0]
    rest, _, query = found["rest"].partition("?")
    kept = "&".join(part for part in query.split("&") if unquote(part.partition("=")[0]).lower() not in _SECRETS)
    return f"postgresql://{user}{'@' if user else ''}{rest}{'?' if kept else ''}{kept}"


def has_secret(address: str) -> bool:
    """Whether a password stands in the address."""
    found = _FORM.fullmatch(address)
    names = (found["rest"].partition("?")[2] if found else "").split("&")
    secret = any(unquote(part.partition("=")[0]).lower() in _SECRETS for part in names)
    return secret or (found is not None and ":" in (found["at"] or ""))
