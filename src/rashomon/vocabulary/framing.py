"""Loaded names: words by which one side calls another. The surface is kept, the link is neutral, the use is counted."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Favours = Literal["government", "opposition", "any"]
Refers = Literal["fighters", "government", "act", "people", "territory"]


class Loaded(Struct, frozen=True, forbid_unknown_fields=True):
    """One loaded word or phrase (the key in the file, as it stands in a text, without article).

    `neutral`: what a neutral text would say. `favours`: whose word it is ("government": of a state that fights, and its
    friends; "opposition": whoever fights a state or is attacked by one). `refers`: the kind of thing meant. `party`: the
    id of whom it means, where it means one party only ("Kiev junta"). `example`: a sentence of our own with the word.
    """

    neutral: str
    favours: Favours
    refers: Refers
    example: str
    party: str | None = None
