"""One name, many spellings. Three forms of a name, each coarser than the one before, and one test of likeness.

`plain` drops what typography adds, `fold` also the article and doubled letters, `skeleton` also the choices that
romanisation leaves open. All three are idempotent. `swapped` tells a name from one whose letters were typed in the wrong
order; it is symmetric and needs support from elsewhere, for it would make two short names of one theatre equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jellyfish

from rashomon.vocabulary.romanisation import romanisation

SWAP_LENGTH = 6
"""Shortest skeleton for which a single slip is believed: below it, most pairs of villages are one slip apart."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʿʾ′"), None)
_PUNCTUATION = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"([^\W\d])\1+")
_ASCII = {code: None if code in _APOSTROPHES else _PUNCTUATION.sub(" ", chr(code)).lower() for code in range(128)}
"""What becomes of each ASCII character: the quick way for most names."""
_COMBINING = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))) + "]+"
)
_VOWELS = frozenset("aiu")
_STEM = 3
"""Letters that a word must have beyond its ending for the ending to count as one sound."""


def plain(text: str) -> str:
    """Case, accents, apostrophes, hyphens and spacing make no difference; a leading "the" does not count."""
    if text.isascii():
        if text.isalpha():
            return text.lower()
        text = " ".join(text.translate(_ASCII).split())
    else:
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))
        text = unicodedata.normalize("NFKC", text).replace("ı", "i").replace("ł", "l").replace("đ", "d").replace("ø", "o")
        text = _PUNCTUATION.sub(" ", text.translate(_APOSTROPHES).casefold()).strip()
    while text.startswith("the ") and len(text) > 4:
        text = text[4:]
    return text


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`plain` without articles ("al", "ash" …) and with doubled letters made single."""
    articles = _articles()
    words = [_DOUBLED.sub(r"\1", word) for word in plain(text).split()]
    kept = [word for i, word in enumerate(words) if word not in articles or i + 1 == len(words)]
    return " ".join(kept)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """`fold` with one letter for each sound that romanisations disagree about: "Sarakeeb" and "Saraqib" are equal."""
    tokens = _tokens()
    sound = _sound("".join(tokens.get(word) or _sound(word) for word in fold(text).split()))
    return tokens.get(sound, sound)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    pattern, put, endings = _rules()
    if word.endswith(endings) and len(word) > _STEM:
        word = next(word[: -len(e)] for e in endings if word.endswith(e)) + "a"
    before = ""
    while word != before:
        before = word
        word = _DOUBLED.sub(r"\1", pattern.sub(lambda found: put[found[0]], word))
    return word


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    return frozenset(_DOUBLED.sub(r"\1", word) for word in romanisation().articles)


@lru_cache(maxsize=1)
def _tokens() -> dict[str, str]:
    return {_DOUBLED.sub(r"\1", word): _sound(form) for form, words in romanisation().tokens.items() for word in (form, *words)}


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], dict[str, str], tuple[str, ...]]:
    """One pattern of all letters to be replaced, the longest first, with what is put for each."""
    rules = romanisation()
    put = {rule.find: rule.put for rule in rules.letters}
    return re.compile("|".join(sorted(map(re.escape, put), key=lambda find: (-len(find), find)))), put, rules.endings


def swapped(a: str, b: str) -> bool:
    """Whether two skeletons are one slip of the pen apart: two consonants in each other's place ("Sarabiq" for "Saraqib"),
    or one letter added, lost, changed or exchanged with its neighbour. False for short names.
    """
    if a == b or min(len(a), len(b)) < SWAP_LENGTH or abs(len(a) - len(b)) > 1:
        return False
    if a[0] != b[0]:
        return False
    return _consonants_exchanged(a, b) or jellyfish.damerau_levenshtein_distance(a, b) == 1


def _consonants_exchanged(a: str, b: str) -> bool:
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) != 2 or {a[i] for i in apart} & _VOWELS:
        return False
    i, j = apart
    return a[i] == b[j] and a[j] == b[i] and all(c in _VOWELS for c in a[i + 1 : j])
