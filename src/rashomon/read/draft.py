"""A saying before it is written down, in the offsets of one parsed text."""

from __future__ import annotations

from msgspec import Struct
from spacy.tokens import Doc

from rashomon.vocabulary.saying import SayingGroup

Range = tuple[int, int]
PHRASE = SayingGroup(words=(), takes=("clause",), example="")
"""What "according to" lends: nothing but a source."""


class Draft(Struct, frozen=True, kw_only=True):
    """One attribution; ranges are code points of the parsed text, end exclusive."""

    content: Range
    cue: Range
    group: SayingGroup
    source: Range | None = None
    relays: tuple[Range, ...] = ()
    quoted: bool = False
    voiced: bool = True
    negated: bool = False
    nominal: bool = False


def chars(doc: Doc, tokens: Range) -> Range:
    """Code points of an inclusive range of tokens."""
    first, last = tokens
    return doc[first].idx, doc[last].idx + len(doc[last])
