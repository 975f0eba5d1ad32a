"""Finding a model's words in the text: to the letter, or where only typography differs.

Invariant: what is found is a stretch of the text itself, `text[start:end]`; the model's spelling is never taken over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

_SAME = {
    **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("−‐‑‒–—―⸺⸻", "-"),
}
_EDGES = " \t\r\n\"'.,;:…"
"""What a model adds around words that it copies: quotation marks, an ellipsis, a full stop."""

_KEPT = 512


class Where(Struct, frozen=True):
    """A stretch that was found, and whether it stood there to the letter."""

    start: int
    end: int
    match: Literal["exact", "normalised"]


@lru_cache(maxsize=_KEPT)
def folded(text: str, case: bool = False) -> tuple[str, tuple[int, ...]]:
    """The text with its typography made plain, and the offset in `text` that each of its characters came from.

    White space of any sort is one blank, quotation marks and dashes are plain ones, what is invisible is gone, letters are
    decomposed (NFKD); with `case` they are small as well.
    """
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        plain = _plain(char)
        if plain == " " and (not out or out[-1] == " "):
            continue
        for part in plain.casefold() if case else plain:
            out.append(part)
            origin.append(at)
    return "".join(out), tuple(origin)


def _plain(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) == "Cf" else unicodedata.normalize("NFKD", char)


def find(words: str, text: str, start: int, end: int) -> Where | None:
    """Where in text[start:end] the words stand: to the letter, else but for typography, else without what a model puts around
    them; None where they do not.
    """
    words = words.strip()
    if not words:
        return None
    at = text.find(words, start, end)
    if at >= 0:
        return Where(at, at + len(words), "exact")
    for wanted in dict.fromkeys((words, words.strip(_EDGES))):
        if found := next(_folded_hits(wanted, text, start, end), None):
            return found
    return None


def nearest(words: str, text: str, start: int, end: int) -> Where | None:
    """Where whole words stand that name somebody or something: in text[start:end], else the last time before it, else the first
    time behind it; the case of letters may differ.
    """
    wanted = words.strip(_EDGES)
    if not wanted:
        return None
    inside = _whole(wanted, text, start, end)
    return inside or _whole(wanted, text, 0, start, last=True) or _whole(wanted, text, end, len(text))


def within(words: str, text: str, start: int, end: int) -> Where | None:
    """Where whole words stand in text[start:end]."""
    wanted = words.strip(_EDGES)
    return _whole(wanted, text, start, end) if wanted else None


def _whole(words: str, text: str, start: int, end: int, last: bool = False) -> Where | None:
    for hits in (_hits(words, text, start, end), _folded_hits(words, text, start, end, case=True)):
        bounded = [hit for hit in hits if _is_whole(text, hit)]
        if bounded:
            return bounded[-1] if last else bounded[0]
    return None


def _is_whole(text: str, hit: Where) -> bool:
    before, behind = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    return not (before.isalnum() and text[hit.start].isalnum()) and not (behind.isalnum() and text[hit.end - 1].isalnum())


def _hits(words: str, text: str, start: int, end: int) -> Iterator[Where]:
    at = text.find(words, start, end)
    while at >= 0:
        yield Where(at, at + len(words), "exact")
        at = text.find(words, at + 1, end)


def _folded_hits(words: str, text: str, start: int, end: int, case: bool = False) -> Iterator[Where]:
    wanted = folded(words, case)[0].strip()
    plain, origin = folded(text[start:end], case)
    at = plain.find(wanted) if wanted else -1
    while at >= 0:
        yield Where(start + origin[at], start + origin[at + len(wanted) - 1] + 1, "normalised")
        at = plain.find(wanted, at + 1)
