"""Where a ledger can be kept, for tests that hold on every database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from rashomon.ledger import Ledger
from tests.postgres import Server


class Place(Protocol):
    """A place for one ledger."""

    where: Path | str
    empty_bytes: str
    """How its SQL writes one zero byte."""

    def another(self) -> Place:
        """Another place of the same kind."""

    def empty(self) -> None:
        """Take away what is there."""

    def tamper(self, *statements: str) -> None:
        """Change what is stored behind the ledger's back."""

    def files(self) -> list[bytes]:
        """What the database's files hold."""


class File:
    """A file of SQLite."""

    empty_bytes = "x'00'"

    def __init__(self, path: Path) -> None:
        self.where: Path | str = path
        self.path = path

    def another(self) -> File:
        return File(self.path.with_name(f"{self.path.stem}-another.sqlite"))

    def empty(self) -> None:
        for file in self.path.parent.glob(f"{self.path.name}*"):
            file.unlink()

    def tamper(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    def files(self) -> list[bytes]:
        return [file.read_bytes() for file in self.path.parent.iterdir() if file.is_file()]


class Schema:
    """A schema of PostgreSQL."""

    empty_bytes = "'\\x00'::bytea"

    def __init__(self, server: Server) -> None:
        self.server, self.schema = server, server.schema()
        self.where: Path | str = server.address(schema=self.schema)

    def another(self) -> Schema:
        return Schema(self.server)

    def empty(self) -> None:
        self.server.run(f"DROP SCHEMA {self.schema} CASCADE", f"CREATE SCHEMA {self.schema}")

    def tamper(self, *statements: str) -> None:
        self.server.run(*statements, schema=self.schema)

    def files(self) -> list[bytes]:
        self.server.run("CHECKPOINT")
        return [file.read_bytes() for file in (self.server.data / "base").rglob("*") if file.is_file()]


def opened(place: Place, readonly: bool = False) -> Ledger:
    """The ledger there."""
    return Ledger.open(place.where, readonly)


@contextmanager
def fresh(place: Place) -> Iterator[Ledger]:
    """An empty ledger there, whatever was there before."""
    place.empty()
    with opened(place) as ledger:
        yield ledger


def arguments(place: Place, *more: object) -> Sequence[str]:
    """What a script in another process needs to open it: `place(sys.argv[1])`."""
    return [("" if isinstance(place.where, str) else "file:") + str(place.where), *map(str, more)]


def named(argument: str) -> Path | str:
    """The place of an argument."""
    return Path(argument.removeprefix("file:")) if argument.startswith("file:") else argument
