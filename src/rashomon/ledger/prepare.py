"""Making a ledger's tables, and refusing what is none: the same on every database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rashomon.ledger import sql
from rashomon.ledger.errors import LedgerError
from rashomon.ledger.store import Store

TABLES = {"meta", "blobs", "entries", "keys"}


class Place(Store, Protocol):
    """A store that can say which tables there are."""

    def tables(self) -> set[str]:
        """Names of all tables where the ledger's stand."""


def make(store: Place, types: Mapping[str, str], wait: float) -> None:
    """The tables, in one transaction, so that a half-made ledger cannot be. Nothing where any table is there."""
    if store.tables():
        return
    with store.pen(wait):
        if store.tables():  # made by another process while we waited
            return
        with store.transaction():
            for text in sql.TABLES:
                store.run(text.format(**types))
            store.run(sql.SET_META, name="schema", value=sql.SCHEMA)


def check(store: Place, retired: bool = False) -> None:
    """Raises LedgerError where this is something else, a ledger of another schema, or (unless `retired`) one that was moved."""
    if not store.tables() >= TABLES:
        raise LedgerError(f"{store.name} is not a ledger: it is a database of something else; name another one")
    found = store.rows(sql.GET_META, name="schema")
    version = found[0][0] if found else "none"
    if version != sql.SCHEMA:
        raise LedgerError(
            f"the ledger {store.name} has schema {version}, and this version of rashomon reads schema {sql.SCHEMA}: "
            "use the version that made it"
        )
    if not retired:
        still_here(store)


def still_here(store: Store) -> None:
    """Raises LedgerError where this ledger was moved: what is written here would be read by nobody."""
    for (where,) in store.rows(sql.GET_META, name="moved"):
        raise LedgerError(f"the ledger {store.name} was moved to {where}: name that one as `database` in rashomon.toml")
