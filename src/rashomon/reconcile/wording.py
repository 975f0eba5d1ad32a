"""Words to look for, as patterns: one pattern for a whole list, made once."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.vocabulary.comparing import ReferringWords

Words = tuple[str, ...]

NOTHING = r"(?!)"
"""Matches nowhere: the pattern of an empty list."""


def _any(words: Words) -> str:
    return "|".join(map(re.escape, words)) if words else NOTHING


@lru_cache(maxsize=64)
def whole(words: Words) -> re.Pattern[str]:
    """Any of the words, whole; "more than" is no "more"."""
    return re.compile(rf"\b(?:{_any(words)})\b(?!\s+than\b)", re.IGNORECASE)


@lru_cache(maxsize=64)
def beginning(words: Words) -> re.Pattern[str]:
    """A word that begins with any of them."""
    return re.compile(rf"\b(?:{_any(words)})", re.IGNORECASE)


@lru_cache(maxsize=64)
def at_the_end(words: Words) -> re.Pattern[str]:
    """Any of them, at most three words before the end."""
    return re.compile(rf"\b(?:{_any(words)})\b\W*(?:\w+\W+){{0,3}}$", re.IGNORECASE)


@lru_cache(maxsize=64)
def close_behind(words: Words) -> re.Pattern[str]:
    """At the beginning any of them behind at most three words, which are group 1, and nothing else."""
    return re.compile(rf"\s*((?:[\w'’-]+\s+){{0,3}})(?:{_any(words)})\b(?!\s+than\b)", re.IGNORECASE)


@lru_cache(maxsize=64)
def plural(words: Words) -> re.Pattern[str]:
    """Any of them, whole, in the singular or plural."""
    return re.compile(rf"\b(?:{_any(words)})(?:s|es)?\b", re.IGNORECASE)


def is_part(before: str, own: str, after: str, words: ReferringWords, only: frozenset[str] | None = None) -> bool:
    """Whether the words beside a figure (`own`) make it a part of, or an addition to, a total; with `only`, whether these do.
    Words that list parts do so only right behind it or at the end: "three children among them", but not "13 killed, among them
    one teacher".
    """
    ahead, behind = (tuple(w for w in given if only is None or w in only) for given in (words.part_before, words.part_after))
    if whole(ahead).search(f"{before} {own}") or whole(behind).search(own):
        return True
    if close_behind(tuple(word for word in behind if word not in words.listing)).match(after):
        return True
    found = close_behind(tuple(word for word in behind if word in words.listing)).match(after)
    return found is not None and (not found[1] or not after[found.end() :].strip(" ,"))


@lru_cache(maxsize=8)
def things(classes: tuple[Words, ...], lifeless: Words, ammunition: Words) -> frozenset[str]:
    """Names of things and animals."""
    return frozenset({name for members in classes for name in members} | {*lifeless, *ammunition})
