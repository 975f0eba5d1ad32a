"""A language: the words by which saying, happening, hedging and counting are recognised.

Each part has its own YAML file in `languages/<code>/` and its own shape here.
"""

from __future__ import annotations

from msgspec import Struct


class Language(Struct, frozen=True):
    """All parts of one language. `code` is ISO 639-1."""

    code: str
