"""Documents to claims as they were said, with every quote pinned to its offsets. See docs/reading.md."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.read.embedded import Embedded
from rashomon.read.engine import Engine
from rashomon.vocabulary import Vocabulary

__all__ = ["Embedded", "Engine", "engine"]

ENGINES: dict[str, Callable[[Vocabulary, Callable[[str], bool]], Engine]] = {"embedded": Embedded}
"""The table of methods: a new engine is one line here."""


def engine(name: str, vocabulary: Vocabulary, is_place: Callable[[str], bool]) -> Engine:
    """The engine of that name. Raises ValueError that lists the names there are."""
    if name not in ENGINES:
        raise ValueError(f"no reading engine is called {name!r}; there are: {', '.join(sorted(ENGINES))}")
    return ENGINES[name](vocabulary, is_place)
