"""Editions: what was published, kept to the byte in the ledger, however the case goes on.

A view as of a moment is worked out anew from what was known then, with the code of today. An edition is what people were given.
"""

from __future__ import annotations

from collections.abc import Callable

from rashomon.case.errors import UnknownNameError
from rashomon.ledger import Ledger
from rashomon.model import Edition, Entry, digest_bytes


def publish(
    ledger: Ledger, write: Callable[[], bytes], format: str, by: str, note: str, asof: str | None, clock: Callable[[], str]
) -> Edition:
    """Write this export and keep it as an edition. The same bytes as the last edition of this export are that edition: nothing
    is recorded. `write` gives the bytes, while nobody else writes.
    """
    with ledger.writing():
        data, (upto, seal) = write(), ledger.last(asof)
        before = _latest(ledger, format, None)
        blob = digest_bytes(data)
        if before and (before.blob, before.asof) == (blob, asof):
            return before
        made = Edition(
            about=format,
            blob=blob,
            size=len(data),
            upto=upto,
            seal=seal,
            by=by,
            asof=asof,
            note=note,
            replaces=before.id if before else None,
        )
        ledger.append([made], by, clock(), blobs=[data])
        return made


def editions(ledger: Ledger, asof: str | None) -> list[Entry]:
    """The lines of all editions that were published by then, oldest first; a redaction stands for no edition."""
    return [entry for entry in ledger.entries(kind="edition", asof=asof) if isinstance(entry.body, Edition)]


def edition(ledger: Ledger, name: str, asof: str | None) -> Edition:
    """The edition whose id begins so, or the latest one of that export ("brief") by then. Raises UnknownNameError."""
    found = _latest(ledger, name, asof)
    if found is not None:
        return found
    known = [entry.body for entry in editions(ledger, asof) if name and entry.id.startswith(name)]
    if len(known) == 1 and isinstance(known[0], Edition):
        return known[0]
    then = f" by {asof}" if asof else ""
    raise UnknownNameError(f"{name}: no edition of that name was published{then}; `rashomon editions` lists them")


def _latest(ledger: Ledger, format: str, asof: str | None) -> Edition | None:
    made = [entry.body for entry in editions(ledger, asof) if entry.about == format]
    return made[-1] if made and isinstance(made[-1], Edition) else None
