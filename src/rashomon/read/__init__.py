"""Documents to claims as they were said, with every quote pinned to its offsets. See docs/reading.md."""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

from rashomon.read.engine import (
    Engine,
    EngineError,
    Estimate,
    Estimating,
    Record,
    Recorder,
    StoppedError,
    UnreadError,
)
from rashomon.vocabulary import Vocabulary

__all__ = [
    "ENGINES", "Engine", "EngineError", "Estimate", "Estimating", "Record", "Recorder", "StoppedError", "UnreadError", "engine",
]  # fmt: skip

ENGINES = {
    "embedded": "rashomon.read.embedded:Embedded",
    "rules": "rashomon.read.embedded:Rules",
    "llm": "rashomon.read.llm:LLM",
}
"""The table of methods: a new engine is one line here. Named, not imported: loading a language library takes a second that a
command which only shows something need not spend."""


def engine(name: str, vocabulary: Vocabulary, is_place: Callable[[str], bool], **settings: Any) -> Engine:
    """The engine of that name; `settings` are its own. Raises ValueError that lists the names there are."""
    if name not in ENGINES:
        raise ValueError(f"no reading engine is called {name!r}; there are: {', '.join(sorted(ENGINES))}")
    made: Engine = resolve_name(ENGINES[name])(vocabulary, is_place, **settings)
    return made
