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
_VOWELS = frozenset("aiu")


def plain(text: str) -> str:
    """Case, accents, apostrophes, hyphens and spacing make no difference; a leading "the" does not count."""
    if text.isascii() and text.isalpha():
        return text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in text if not unicodedata.combining(c))
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
    tokens, rules, endings = _rules()
    words = [tokens.get(word) or _sound(word, rules, endings) for word in fold(text).split()]
    return "".join(words)


def _sound(word: str, rules: tuple[tuple[str, str], ...], endings: tuple[str, ...]) -> str:
    before = ""
    while word != before:
        before = word
        for find, put in rules:
            if find in word:
                word = word.replace(find, put)
        word = _DOUBLED.sub(r"\1", word)
    ending = next((e for e in endings if len(word) > len(e) + 2 and word.endswith(e)), "")
    return word[: -len(ending)] + "a" if ending else word


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    return frozenset(_DOUBLED.sub(r"\1", word) for word in romanisation().articles)


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, str], tuple[tuple[str, str], ...], tuple[str, ...]]:
    rules = romanisation()
    tokens = {_DOUBLED.sub(r"\1", word): form for form, words in rules.tokens.items() for word in (form, *words)}
    return tokens, tuple((rule.find, rule.put) for rule in rules.letters), rules.endings


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
