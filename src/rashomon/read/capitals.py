"""Texts all in capitals, as old wires came, and headlines with a capital on every word: no pipeline reads them, so they
are put into usual writing first.

Invariant: the text keeps its length, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Spelling = Callable[[str], str | None]
"""How a known name is written, given its word in any case; None for a word that is no name."""

Known = Callable[[str], bool]
"""Whether a word, written small, is one of the language and not only a name."""

FEWEST = 40
"""Letters below which a text is a heading or an acronym and is left alone."""

SHARE = 0.8
"""Share of capitals among the letters from which on a text counts as written in capitals."""

TITLE = 0.7
"""Share of capitalised words among the long words of a line from which on it is a headline in title case."""

LONG = 4
"""Letters of a word that title case writes with a capital whatever it is."""

LONGEST = 160
"""Code points above which a line is no headline."""

_LINE = re.compile(r"[^\n]+")
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


def lowered(text: str, spelling: Spelling, usual: Known) -> str:
    """Lines in title case as they would be written in a text: usual words small, names and the first word as they are.
    `usual` says of a word, written small, whether it is one of the language.
    """
    return _LINE.sub(lambda m: _untitled(m.group(), spelling, usual) if _is_title(m.group()) else m.group(), text)


def _is_title(line: str) -> bool:
    words = [w for w in _WORD.findall(line) if len(w) >= LONG]
    capitals = sum(w[0].isupper() and not w.isupper() for w in words)
    return len(line) <= LONGEST and len(words) > 3 and capitals >= TITLE * len(words) and line.rstrip()[-1:] not in ".:;,"


def _untitled(line: str, spelling: Spelling, usual: Known) -> str:
    first = _WORD.search(line)

    def written(match: re.Match[str]) -> str:
        word = match.group()
        small = word.lower()
        kept = match.start() == (first.start() if first else 0) or word.isupper() or not word[0].isupper()
        if kept or len(small) != len(word) or spelling(word) is not None or not usual(small):
            return word
        return small

    return _WORD.sub(written, line)
