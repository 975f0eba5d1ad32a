"""Words of a phrase with their offsets, folded so that case, accents, apostrophes and possessives make no difference."""

from __future__ import annotations

import re

from msgspec import Struct

from rashomon.link.spelling import plain

_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ.][^\W_]+)*\.?|[,;()\[\]&/]")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_GLUE = frozenset("-–—/‑")


class Word(Struct, frozen=True):
    """One word. `key` is folded; `capital` tells whether it was written with a capital, `upper` whether all of it was;
    `glued` whether a hyphen or slash ties it to the next word.
    """

    key: str
    start: int
    end: int
    capital: bool
    upper: bool
    glued: bool


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of `text`; offsets count from the start of `text` plus `offset`. Commas and brackets are words too."""
    found = []
    for match in _WORD.finditer(text):
        raw = match[0]
        bare = _POSSESSIVE.sub("", raw).replace(".", "")
        key = plain(bare) or raw
        glued = text[match.end() : match.end() + 1] in _GLUE if match.end() < len(text) else False
        word = Word(key, offset + match.start(), offset + match.end(), bare[:1].isupper(), bare.isupper(), glued)
        found.append(word)
    return tuple(found)
