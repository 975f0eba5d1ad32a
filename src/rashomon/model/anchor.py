"""Where in a document something stands. Offsets count code points of `Document.text`; `text[start:end] == text_there`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Span(Struct, frozen=True, kw_only=True, order=True):
    """A piece of a document's text. Invariant: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


class Anchor(Struct, frozen=True, kw_only=True):
    """What pins a claim to its document.

    `quote` is the clause that tells it, `sentence` the whole sentence around it (for the key and for the reader).
    `match` is `exact` where an engine's quote stood in the text to the letter, `normalised` where typography differed.
    """

    address: str
    sentence: str
    quote: str
    start: int
    end: int
    match: Literal["exact", "normalised"] = "exact"
