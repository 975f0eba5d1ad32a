"""Reads and links one document: what a worker of the crew does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.model import Document, Failure, Method, Reading
from rashomon.read import Engine, Estimate, Estimating, Record, Recorder, StoppedError, UnreadError
from rashomon.read.llm_settings import Settings
from rashomon.vocabulary import Vocabulary, load

if TYPE_CHECKING:
    from rashomon.link import Gazetteer


class Task(Struct, frozen=True):
    """One document to read; `reading` where an engine has read it already and only the linking is left."""

    document: Document
    reading: Reading | None = None


class Done(Struct, frozen=True):
    """What came of a task: the engine's reading and the linked one, or why there is none; `record`: what it rests on."""

    document: Document
    reading: Reading | None = None
    linked: Reading | None = None
    failure: Failure | None = None
    record: Record = Record()


class Reader(Struct, frozen=True):
    """Everything that a reading depends on; picklable, so that each worker builds its own engine from it.

    `stamp` is the digest of the named files' contents: an edited file makes another reader.
    """

    engine: str
    parties: Path | None = None
    sources: Path | None = None
    places: tuple[Path, ...] = ()
    stamp: str = ""
    llm: Settings | None = None

    def vocabulary(self) -> Vocabulary:
        """The shipped vocabulary with the case's files laid over it."""
        return load(parties=self.parties, sources=self.sources)

    def gazetteer(self) -> Gazetteer:
        """The shipped gazetteer, or one with the case's places added."""
        return _gazetteer(self)

    def prepare(self) -> Prepared:
        """The loaded language model and gazetteer (some seconds the first time in a process)."""
        return _prepared(self)

    def __call__(self) -> Callable[[Task], Done]:
        return self.prepare().do


class Prepared:
    """A loaded engine and linker."""

    def __init__(self, reader: Reader) -> None:
        from rashomon.link import Linker
        from rashomon.read import engine

        words = reader.vocabulary()
        places = _gazetteer(reader)
        self.linker = Linker(words, places)
        settings = {"settings": reader.llm} if reader.engine == "llm" else {}
        self.engine: Engine = engine(reader.engine, words, places.knows, **settings)

    @property
    def methods(self) -> tuple[Method, Method]:
        """The engine's method and the linker's."""
        return self.engine.method, self.linker.method

    def do(self, task: Task) -> Done:
        """Read and link one document; whatever goes wrong with it is a Failure, so that the batch goes on."""
        document = task.document
        try:
            reading, record = (task.reading, Record()) if task.reading else self._read(document)
            return Done(document, reading, self.linker.link(reading, document), record=record)
        except StoppedError:
            raise
        except UnreadError as error:
            return Done(document, failure=Failure(about=document.address, stage="read", reason=str(error)), record=error.record)
        except Exception as error:  # a hostile document may break a library in any way; the others must still be read
            reason = f"{document.address}: could not be read ({type(error).__name__}: {error}); please report this document"
            return Done(document, failure=Failure(about=document.address, stage="read", reason=reason))

    def _read(self, document: Document) -> tuple[Reading, Record]:
        """The engine's reading; of one that asks somebody, with what it was told."""
        if isinstance(self.engine, Recorder):
            return self.engine.recorded(document)
        return self.engine.read(document), Record()

    def estimate(self, documents: Sequence[Document]) -> Estimate | None:
        """What reading these will take; None for an engine that costs only time."""
        return self.engine.estimate(documents) if isinstance(self.engine, Estimating) else None


def _gazetteer(reader: Reader) -> Gazetteer:
    """The shipped gazetteer, or one with the case's places added, built beside it the first time."""
    from rashomon.link import Gazetteer, default_path
    from rashomon.link.build import inputs_digest

    if not reader.places:
        return Gazetteer.open()
    path = default_path().with_name(f"gazetteer-{inputs_digest(reader.places)}.sqlite")
    return Gazetteer.open(path) if path.exists() else Gazetteer.build(path, reader.places)


@lru_cache(maxsize=2)
def _prepared(reader: Reader) -> Prepared:
    return Prepared(reader)
