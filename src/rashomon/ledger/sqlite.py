"""The SQLite dialect: one file, write-ahead log, every commit on the disk before it counts.

The one pen is a lock of the operating system on a second, empty database file beside the ledger (`…-pen`). It can be held
for a whole command, it goes away with the process that holds it, however that ends, and waiting readers are never blocked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from rashomon.ledger.errors import LedgerBusyError, LedgerError
from rashomon.ledger.prepare import check, make
from rashomon.ledger.store import Row

BUSY_SECONDS = 30.0
"""How long one statement waits for a lock of SQLite's own (a checkpoint, another process that is creating the file)."""

_TYPES = {"integer": "INTEGER", "bytes": "BLOB", "text": "TEXT"}
_PRAGMAS = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL")

_SENTENCES = {
    "SQLITE_BUSY": "is being written by another process: try again when that has finished",
    "SQLITE_CANTOPEN": "cannot be opened: check that its folder exists and may be read and written",
    "SQLITE_CORRUPT": "is damaged: put back the last good copy, or export what `rashomon verify` still accepts",
    "SQLITE_FULL": "could not be written because the disk is full: free some space and run the command again",
    "SQLITE_IOERR": "could not be read or written because the disk failed: check the disk and its free space, then run again",
    "SQLITE_NOTADB": "is not a ledger: it is no SQLite file; name another file or move this one away",
    "SQLITE_PERM": "may not be opened: check the rights on the file and its folder",
    "SQLITE_READONLY": "may only be read: check the rights on the file and its folder",
}


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn SQLite's errors into one clear sentence about the file `name`."""
    try:
        yield
    except sqlite3.Error as error:
        code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        kind = LedgerBusyError if code == "SQLITE_BUSY" else LedgerError
        raise kind(f"the ledger {name} {_SENTENCES.get(code, f'could not be used: {error}')}") from error


class SQLiteStore:
    """A ledger file. Made by `open_sqlite`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self.name, self._connection = path, str(path), connection
        self._depth = 0

    def rows(self, text: str, **values: object) -> list[Row]:
        with told(self.name):
            return self._connection.execute(text, values).fetchall()

    def run(self, text: str, **values: object) -> None:
        with told(self.name):
            self._connection.execute(text, values)

    def many(self, text: str, values: Iterable[Mapping[str, object]]) -> None:
        with told(self.name):
            self._connection.executemany(text, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # A failed rollback must not hide the reason; the file rolls back by itself when it is opened next.
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise

    @contextmanager
    def pen(self, wait: float) -> Iterator[None]:
        """Held once per store however often it is asked for, so that a command can hold it around single appends."""
        if self._depth:
            with self._counted():
                yield
            return
        lock = self.path.with_name(self.path.name + "-pen")
        with told(self.name):
            connection = sqlite3.connect(lock, timeout=wait, isolation_level=None)
        with closing(connection):
            with told(self.name):
                connection.execute("BEGIN EXCLUSIVE")
            with self._counted():
                yield

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def scrub(self) -> None:
        # secure_delete zeroes the pages; the log still holds their old image until it is folded in and cut to nothing.
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def tables(self) -> set[str]:
        """Names of the tables in the file."""
        return {name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def close(self) -> None:
        self._connection.close()


def open_sqlite(path: Path, readonly: bool = False, retired: bool = False) -> SQLiteStore:
    """The ledger in this file; made if absent. Raises LedgerError where the file is something else, of another schema, or
    (unless `retired`) was moved.
    """
    path = path.resolve()
    store = _open_readonly(path) if readonly else SQLiteStore(path, _connect(path, "rwc"))
    try:
        if not readonly:
            _prepare(store)
        check(store, retired)
    except BaseException:
        store.close()
        raise
    return store


def _connect(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    with told(str(path)):
        uri = f"file:{quote(str(path))}?mode={mode}{more}"
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _open_readonly(path: Path) -> SQLiteStore:
    if not path.exists():
        raise LedgerError(f"there is no ledger at {path}: make a case with `rashomon new`, or name the right folder")
    store = SQLiteStore(path, _connect(path, "ro"))
    try:
        store.rows("SELECT 1 FROM sqlite_master")
    except LedgerError:
        store.close()
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        # On a medium that cannot be written SQLite cannot make its shared index; without a log none is needed.
        store = SQLiteStore(path, _connect(path, "ro", "&immutable=1"))
    return store


def _prepare(store: SQLiteStore) -> None:
    """Settings, and the tables where there are none."""
    for pragma in _PRAGMAS:
        store.run(f"PRAGMA {pragma}")
    if not store.tables():
        with store.pen(BUSY_SECONDS):
            store.run("PRAGMA journal_mode = WAL")
            make(store, _TYPES, BUSY_SECONDS)
