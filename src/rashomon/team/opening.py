"""Where the accounts are: `team.sqlite` beside a ledger in a file, `team_…` tables beside a ledger on a server."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from rashomon.case import config
from rashomon.ledger.postgres import PostgresStore
from rashomon.ledger.prepare import TABLES as LEDGER_TABLES
from rashomon.ledger.prepare import Place
from rashomon.ledger.sqlite import SQLiteStore
from rashomon.ledger.sqlite import told as told_of_file
from rashomon.team import sql
from rashomon.team.accounts import Accounts, told
from rashomon.team.errors import TeamError

FILE = "team.sqlite"

BUSY_SECONDS = 30.0
"""How long a statement waits for another process that changes an account in the file."""

_SQLITE = {"integer": "INTEGER", "text": "TEXT"}
_POSTGRES = {"integer": "BIGINT", "text": 'TEXT COLLATE "C"'}
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('rashomon team ' || current_schema(), 0))"


def seconds() -> int:
    """Now, in whole seconds since 1970."""
    return int(time.time())


def open_accounts(folder: str | Path, clock: Callable[[], int] = seconds) -> Accounts:
    """The accounts of the case in this folder; their tables are made if absent. Raises TeamError or CaseError."""
    folder = Path(folder)
    place = config.place(folder, config.load(folder).database)
    with told():
        store = _server(place) if isinstance(place, str) else _file(place.with_name(FILE))
        try:
            _check(store)
        except BaseException:
            store.close()
            raise
    return Accounts(store, folder.resolve().name, clock)


def _server(address: str) -> PostgresStore:
    """On its own connection, which never takes the ledger's pen."""
    store = PostgresStore(address)
    try:
        if not store.tables() >= LEDGER_TABLES:
            raise TeamError(f"there is no ledger at {store.name}: make a case with `rashomon new` first")
        if "team_meta" not in store.tables():
            with store.transaction():
                store.run(_LOCK)
                _make(store, _POSTGRES)
    except BaseException:
        store.close()
        raise
    return store


def _file(path: Path) -> SQLiteStore:
    """The file, which only its owner may read; SQLite gives its log the same rights."""
    path = path.resolve()
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError:
        raise TeamError(f"{path} cannot be opened: check the rights on the file and its folder") from None
    with told_of_file(str(path)):
        uri = f"file:{quote(str(path))}?mode=rw"
        store = SQLiteStore(path, sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None))
    try:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
            store.run(f"PRAGMA {pragma}")
        if not store.tables():
            with store.transaction():
                _make(store, _SQLITE)
    except BaseException:
        store.close()
        raise
    return store


def _make(store: Place, types: Mapping[str, str]) -> None:
    """The tables, unless another process made them while we waited."""
    if "team_meta" not in store.tables():
        for text in sql.TABLES:
            store.run(text.format(**types))
        store.run(sql.SET_SCHEMA, version=sql.SCHEMA)


def _check(store: Place) -> None:
    if "team_meta" not in store.tables():
        raise TeamError(f"{store.name} holds no accounts: it is a database of something else; move it away")
    found = store.rows(sql.GET_SCHEMA)
    if found != [(sql.SCHEMA,)]:
        version = found[0][0] if found else "none"
        raise TeamError(
            f"the accounts in {store.name} have schema {version}, and this version of rashomon reads schema {sql.SCHEMA}: "
            "use the version that made them"
        )
