"""What the reader's tests share: an engine with a few place names, and documents made of one passage."""

from __future__ import annotations

from functools import lru_cache

from rashomon.model import Document, Passage, Published, Source
from rashomon.model.document import Role
from rashomon.read.embedded import Embedded
from rashomon.vocabulary import load

PLACES = frozenset(
    {"syria", "idlib", "goma", "kunduz", "basra", "mopti", "gao", "geneva", "vienna", "damascus", "herat", "aleppo"}
)


@lru_cache(maxsize=1)
def engine() -> Embedded:
    """One engine for all tests: loading the pipeline takes longer than reading."""
    return Embedded(load(), lambda name: name.casefold() in PLACES)


def document(text: str, *passages: tuple[Role, int, int], publisher: str = "Example Agency") -> Document:
    """A document; without passages all of it is body."""
    parts = passages or (("body", 0, len(text)),)
    return Document(
        address="a",
        name="a",
        source=Source(id="example", name=publisher),
        capture="0",
        text=text,
        passages=tuple(Passage(role=role, start=start, end=end) for role, start, end in parts),
        lang="en",
        published=Published(value="2020-02-28", basis="stated"),
    )
