"""Which language a text is in, and whether anybody here reads it."""

from __future__ import annotations

import re

import py3langid

from rashomon.ingest.words import Words

READ = frozenset({"en"})
"""ISO 639-1 codes of the languages that an engine reads. The others are kept as documents and reported at reading."""

FUNCTION_SHARE = 0.2
"""Share of small English words that settles it: 0.35–0.5 in English reports, under 0.08 in other languages. Name-heavy
English ("Al-Bab, Jarabulus, Azaz") misleads a classifier of letters."""

SAMPLE = 5000
"""Characters that are looked at."""


def is_read(lang: str) -> bool:
    """Is there an engine that reads this language (ISO 639-1)?"""
    return lang in READ


def language_of(text: str, words: Words, stated: str | None = None) -> str:
    """ISO 639-1 code: as stated, else told from the text; `en` for a text too short to tell that has no other letters."""
    if stated:
        return re.split(r"[-_]", stated)[0].lower()
    tokens = [token.lower() for token in re.findall(r"[^\W\d_]+", text[:SAMPLE])]
    if not tokens:
        return "en"
    if sum(token in words.function for token in tokens) >= FUNCTION_SHARE * len(tokens):
        return "en"
    if len(tokens) < 8 and all(token.isascii() for token in tokens):
        return "en"
    return str(py3langid.classify(text[:SAMPLE])[0])
