"""Texts all in capitals, as old wires came: no pipeline reads them, so they are put into usual writing first.

Invariant: the text keeps its length, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Spelling = Callable[[str], str | None]
"""How a known name is written, given its word in any case; None for a word that is no name."""

FEWEST = 40
"""Letters below which a text is a heading or an acronym and is left alone."""

SHARE = 0.8
"""Share of capitals among the letters from which on a text counts as written in capitals."""

_WORD = re.compile(r"[^\W\d_]+")
_STOPS = '.!?:"“['


def recased(text: str, spelling: Spelling) -> str:
    """A text all in capitals as it would usually be written; any other text as it is."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < FEWEST or sum(c.isupper() for c in letters) < SHARE * len(letters):
        return text
    return _WORD.sub(lambda m: _written(m, text, spelling), text)


def _written(match: re.Match[str], text: str, spelling: Spelling) -> str:
    word = match.group()
    known = spelling(word)
    if known is not None and len(known) == len(word):
        return known
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
    before = text[max(0, match.start() - 4) : match.start()].rstrip()
    return word[0] + lower[1:] if not before or before[-1] in _STOPS else lower
