"""Loaded names: words by which one side calls another. The surface is kept, the link is neutral, the use is counted."""

from __future__ import annotations

from msgspec import Struct


class Loaded(Struct, frozen=True, forbid_unknown_fields=True):
    """One loaded word or phrase (the key in the file). `neutral`: what a neutral text would say. `favours`: what kind of
    side uses it ("government", "opposition", "any"). `refers`: kind of thing meant ("fighters", "government", "act").
    """

    neutral: str
    favours: str
    refers: str
    example: str
