"""PostgreSQL's errors as one clear sentence, without the password.

Only libpq's text on why a server cannot be reached is passed on (its first line, without addresses of ours); everything else is
told by its code: https://www.postgresql.org/docs/current/errcodes-appendix.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rashomon.ledger.errors import LedgerBusyError, LedgerError

if TYPE_CHECKING:
    import psycopg

BUSY = "is being written by another process: try again when that has finished"

_SENTENCES = {
    "25006": "may only be read: it was opened for reading only, or the server is a standby",
    "28": "refuses this user or this password: set PGUSER and PGPASSWORD, or write a line in ~/.pgpass",
    "3D": "is not there: create the database with `createdb`, or name another one",
    "3F": "has no schema of that name: create it with CREATE SCHEMA, or name another one",
    "42501": "may not be read or written by this user: ask the owner of its tables for the right",
    "53100": "could not be written because the server's disk is full: free some space and run the command again",
    "53": "is on a server that takes no more work now: try again later",
    "55P03": BUSY,
    "57": "is on a server that is starting, stopping or was told to stop this: try again later",
    "58": "could not be read or written because the server's disk failed: ask its keeper",
    "XX": "is damaged: ask the server's keeper for the last good copy, or export what `rashomon verify` still accepts",
}
"""By SQLSTATE, or by its class (the first two characters)."""

_UNREACHED = "cannot be reached: {}; check the address and that the server runs"
_ASKS = "asks for a password: set PGPASSWORD, or write a line in ~/.pgpass"
_LOST = "was lost in the middle: the connection to the server ended; what was acknowledged is kept, run the command again"


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn PostgreSQL's errors into one clear sentence about the database `name`."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        kind = LedgerBusyError if error.sqlstate == "55P03" else LedgerError
        raise kind(f"the ledger {name} {_sentence(error)}") from None  # the cause may hold what was sent


def _sentence(error: psycopg.Error) -> str:
    import psycopg

    code = error.sqlstate or ""
    known = _SENTENCES.get(code) or _SENTENCES.get(code[:2])
    if known:
        return known
    if code and not code.startswith("08"):
        return f"could not be used: {type(error).__name__} ({code})"
    if not isinstance(error, psycopg.OperationalError):
        return f"could not be used: {type(error).__name__}"
    return _unconnected(str(error))


def _unconnected(text: str) -> str:
    """Why there is no connection: libpq gives no code for that."""
    lower = text.lower()
    if "no password supplied" in lower:
        return _ASKS
    if "password authentication failed" in lower:
        return _SENTENCES["28"]
    if "does not exist" in lower and "database" in lower:
        return _SENTENCES["3D"]
    if lower.startswith(("connection failed", "connection is bad", "failed to resolve", "connection timeout")):
        first = text.split("\n")[0]
        return _UNREACHED.format(first.rpartition(" failed: ")[2] if " failed: " in first else first.rpartition("] ")[2])
    return _LOST
