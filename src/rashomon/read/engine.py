"""What an engine is: a method with a name that turns a document into a reading.

EngineError              one clear sentence; the one to catch
├── StoppedError         the engine can read nothing: no server, a key that is refused, settings that are missing
└── UnreadError          this document could not be read; the others can
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from msgspec import Struct

from rashomon.model import Document, Exchange, Method, Reading


class Record(Struct, frozen=True):
    """What is kept beside a reading: the exchanges with a model, and their raw answers (each under its hash)."""

    exchanges: tuple[Exchange, ...] = ()
    answers: tuple[bytes, ...] = ()


class EngineError(Exception):
    """One clear sentence that names the place and what to do."""


class StoppedError(EngineError):
    """Nothing can be read before somebody has done something."""


class UnreadError(EngineError):
    """One document could not be read. `record` is what was answered up to then."""

    def __init__(self, reason: str, record: Record) -> None:
        super().__init__(reason)
        self.record = record


class Engine(Protocol):
    """Reads documents. The reading tells what was said as it was said; linking it to the known is another room's."""

    @property
    def method(self) -> Method:
        """Name, version and digest of everything that the result depends on."""
        ...

    def read(self, document: Document) -> Reading:
        """All claims and mentions of a document, possibly none."""
        ...


@runtime_checkable
class Recorder(Engine, Protocol):
    """An engine whose reading rests on somebody's answers, which are kept."""

    def recorded(self, document: Document) -> tuple[Reading, Record]:
        """The reading, and what it rests on. Raises UnreadError for this document, StoppedError for all."""
        ...


class Estimate(Struct, frozen=True):
    """What reading some documents will take: requests, tokens in and out (about), the most that can come out, and the cost
    (about, and at most) in the currency of the prices; None where no price is set.
    """

    documents: int
    requests: int
    tokens_in: int
    tokens_out: int
    most_out: int
    cost: float | None = None
    most: float | None = None


@runtime_checkable
class Estimating(Protocol):
    """An engine that can say before it reads what that will take."""

    def estimate(self, documents: Sequence[Document]) -> Estimate:
        """About what it takes to read these."""
        ...
