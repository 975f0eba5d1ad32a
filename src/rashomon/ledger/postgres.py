"""The PostgreSQL dialect: one schema of a database holds one ledger, for several people at once.

The one pen is an advisory lock of the session, named after the schema: it can be held for a whole command, readers never wait
for it, and the server takes it back when the connection ends, however that happens. Numbers of lines are given while it is
held and its transaction is durable before it is laid down, so that they have no gaps and nobody sees a later line first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from rashomon.ledger.address import public
from rashomon.ledger.errors import LedgerBusyError, LedgerError
from rashomon.ledger.postgres_errors import BUSY, told
from rashomon.ledger.prepare import check, make
from rashomon.ledger.store import Row

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Row]

MAKE_SECONDS = 30.0
"""How long one who opens a fresh database waits for another one who is making the tables."""

CONNECT_SECONDS = 10
"""How long a connection may take, unless the address says `connect_timeout`."""

_TYPES = {"integer": "BIGINT", "bytes": "BYTEA", "text": 'TEXT COLLATE "C"'}

_PEN = "hashtextextended('rashomon ledger ' || current_schema(), 0)"
_TABLES = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"

_SETTINGS = (
    # What is committed is on the disk, also where the server is set up not to wait for that.
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    # A machine that vanished while it held the pen is noticed within two minutes, not within two hours.
    "SET tcp_keepalives_idle = 60",
    "SET tcp_keepalives_interval = 15",
    "SET tcp_keepalives_count = 4",
)

_ESCAPED = re.compile("[\x00\x01]")
_ESCAPES = re.compile("\x01[\x01\x02]")


def _to_text(value: object) -> object:
    """PostgreSQL's text has no U+0000, and a name in a hostile document may: it is written as two other control characters."""
    if isinstance(value, str) and _ESCAPED.search(value):
        return _ESCAPED.sub(lambda found: "\x01\x02" if found[0] == "\x00" else "\x01\x01", value)
    return value


def _from_text(value: Any) -> Any:
    if isinstance(value, str) and "\x01" in value:
        return _ESCAPES.sub(lambda found: "\x00" if found[0] == "\x01\x02" else "\x01", value)
    return value


@cache
def _dialect(text: str) -> str:
    """The ledger's SQL with psycopg's marks for values."""
    return re.sub(r"(?<![:\w]):([a-z_]+)", r"%(\1)s", text.replace("%", "%%"))


class PostgresStore:
    """A ledger on a server. Made by `open_postgres`. A connection that ended while nothing was being written is made again."""

    def __init__(self, address: str, readonly: bool = False) -> None:
        self.name = public(address)
        self._address, self._readonly = address, readonly
        self._depth = 0
        self._inside = False
        self._connection = self._connected()

    def _connected(self) -> Connection:
        try:
            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError:
            raise LedgerError(
                f"the ledger {self.name} needs a driver: install it with `pip install 'rashomon[postgres]'`"
            ) from None
        try:
            given = conninfo_to_dict(self._address)
        except psycopg.ProgrammingError:  # its message may show a password
            raise LedgerError(f"the address {self.name} cannot be understood: check its parts") from None
        with told(self.name):
            more: dict[str, Any] = {"application_name": "rashomon", "connect_timeout": CONNECT_SECONDS} | given
            connection = psycopg.connect(**more, autocommit=True, client_encoding="UTF8")
            for text in _SETTINGS:
                connection.execute(text)
            if self._readonly:
                connection.execute("SET default_transaction_read_only = on")
        return connection

    def rows(self, text: str, **values: object) -> list[Row]:
        found = self._ask(text, values).fetchall()
        return [tuple(_from_text(value) for value in row) for row in found]

    def run(self, text: str, **values: object) -> None:
        self._ask(text, values)

    def many(self, text: str, values: Iterable[Mapping[str, object]]) -> None:
        rows = [{name: _to_text(value) for name, value in row.items()} for row in values]
        with told(self.name), self._connection.cursor() as cursor:
            cursor.executemany(_dialect(text), rows)

    def _ask(self, text: str, values: Mapping[str, object]) -> psycopg.Cursor[Row]:
        given = {name: _to_text(value) for name, value in values.items()}
        idle = not self._depth and not self._inside
        if idle and self._connection.closed:
            self._connection = self._connected()
        try:
            with told(self.name):
                return self._connection.execute(_dialect(text), given, binary=True)
        except LedgerError:
            if not (idle and self._connection.broken):
                raise
        self._connection = self._connected()
        with told(self.name):
            return self._connection.execute(_dialect(text), given, binary=True)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.run("BEGIN")
        self._inside = True
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # A failed rollback must not hide the reason; the server rolls back by itself when the connection ends.
            with suppress(LedgerError):
                self.run("ROLLBACK")
            raise
        finally:
            self._inside = False

    @contextmanager
    def pen(self, wait: float) -> Iterator[None]:
        """Held once per store however often it is asked for, so that a command can hold it around single appends."""
        if not self._depth:
            self._take(wait)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._lay_down()

    def _take(self, wait: float) -> None:
        if self.rows(f"SELECT pg_try_advisory_lock({_PEN})")[0][0]:
            return
        if wait <= 0:
            raise LedgerBusyError(f"the ledger {self.name} {BUSY}")
        self.run("SELECT set_config('lock_timeout', :wait, false)", wait=f"{max(1, round(wait * 1000))}ms")
        try:
            self.run(f"SELECT pg_advisory_lock({_PEN})")
        finally:
            self.run("RESET lock_timeout")

    def _lay_down(self) -> None:
        try:
            self.run(f"SELECT pg_advisory_unlock({_PEN})")
        except LedgerError:
            self._connection.close()  # with the session the server gives up its locks

    def scrub(self) -> None:
        """Write the bodies anew into another file; the server drops the old one. Its log and its backups keep the old bytes
        until they are overwritten, which is for the server's keeper to say.
        """
        file = "SELECT pg_relation_filenode('blobs')"
        before = self.rows(file)
        self.run("VACUUM (FULL) blobs")
        if self.rows(file) == before:
            raise LedgerError(
                f"what was redacted in {self.name} is out of the ledger, but may still be in the server's files: the owner of "
                "the tables must run VACUUM FULL blobs"
            )

    def tables(self) -> set[str]:
        """Names of the tables in the schema."""
        return {name for (name,) in self.rows(_TABLES)}

    def close(self) -> None:
        self._connection.close()


def open_postgres(address: str, readonly: bool = False, retired: bool = False) -> PostgresStore:
    """The ledger at this address; made if absent. Raises LedgerError with one clear sentence, never with a password in it; also
    where it was moved, unless `retired`.
    """
    store = PostgresStore(address, readonly)
    try:
        _fit(store)
        if readonly and not store.tables():
            raise LedgerError(
                f"there is no ledger at {store.name}: make a case with `rashomon new`, or name the right database"
            )
        make(store, _TYPES, MAKE_SECONDS)
        check(store, retired)
    except BaseException:
        store.close()
        raise
    return store


def _fit(store: PostgresStore) -> None:
    """Raises LedgerError where the database cannot hold a ledger."""
    schema, encoding = store.rows("SELECT current_schema(), current_setting('server_encoding')")[0]
    if encoding != "UTF8":
        raise LedgerError(f"the database {store.name} has the encoding {encoding}: create one with the encoding UTF8")
    if schema is None:
        raise LedgerError(f"the schema that {store.name} names is not there: create it with CREATE SCHEMA, or name another one")
