"""What the ledger asks of a database. `sqlite.py` and `postgres.py` are the two; another dialect passes tests/ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Store(Protocol):
    """A connection that speaks the texts of `sql.py`. Every method raises LedgerError with one clear sentence."""

    name: str
    """How messages call the place: the path or the address."""

    def rows(self, text: str, **values: object) -> list[Row]:
        """The answer to a query, whole. The texts bound their answers, so it fits in memory."""

    def run(self, text: str, **values: object) -> None:
        """Carry out one statement."""

    def many(self, text: str, values: Iterable[Mapping[str, object]]) -> None:
        """Carry out one statement for each of these."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing: everything inside is durable when the block ends, and undone when it raises."""

    def pen(self, wait: float) -> AbstractContextManager[None]:
        """Be the one writer, across processes; waits up to `wait` seconds, then raises LedgerBusyError."""

    def scrub(self) -> None:
        """Make sure that what was emptied cannot be read from the database's files any more."""

    def close(self) -> None:
        """Give everything back."""
