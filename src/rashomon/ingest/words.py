"""The vocabulary's groups of words as patterns and sets, made once for each vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.vocabulary.segments import Group, Segments


class Words:
    """Ready-made tests on lines. Every pattern is anchored or a plain alternation: linear on hostile text."""

    def __init__(self, words: Segments) -> None:
        self.update = opening(words.update_markers)
        self.original = opening(words.original_markers)
        self.update_below = anywhere(words.update_below)
        headers = alternatives(words.comment_headers)
        tail = r"(?:\s+(?:on|to|so far)\b.{0,200})?\s*(?:\(\d{1,5}\)|\d{1,5})?\s*:?"
        self.comment_header = re.compile(rf"(?:\d{{1,5}}\s+)?(?:{headers}){tail}", re.I)
        self.comment_verb = re.compile(rf"(?P<author>\S.{{0,78}}?)\s+(?:{alternatives(words.comment_verbs)})\s*:?", re.I)
        self.leads_away = re.compile(rf"(?:{alternatives(words.navigation_openers)})\b", re.I)
        self.leads_away_whole = whole(words.navigation_lines)
        self.narrator = opening(words.narrator_openers)
        self.saying = anywhere(words.saying_verbs)
        self.statement = anywhere(words.statement_nouns)
        self.caption = opening(words.caption_cues)
        self.caption_anywhere = anywhere(words.caption_cues)
        self.credit = whole(words.credit_lines)
        self.byline = opening(words.byline_openers)
        self.date_label = re.compile(rf"(?:{alternatives(words.date_labels)})\s*:?\s*$", re.I)
        self.date_prefix = re.compile(rf"^\W{{0,2}}(?:{alternatives(words.date_labels)})(?!\w)\s*:?\s*", re.I)
        self.event_date = re.compile(rf"\b(?:{alternatives(words.event_date_openers)})\s*$", re.I)
        self.auxiliary = anywhere(words.auxiliaries)
        self.closing = re.compile(rf"(?:{alternatives(words.closing_notes)})\s*:?", re.I)
        self.personal = frozenset(words.personal_words.words)
        self.function = frozenset(words.function_words.words)
        self.months = names(words.months)
        self.weekdays = names(words.weekdays)


@lru_cache(maxsize=8)
def words_of(segments: Segments) -> Words:
    """The patterns of a vocabulary. Made once; a `Segments` is a frozen value and hashes by content."""
    return Words(segments)


def alternatives(group: Group) -> str:
    """Longest first, blanks flexible."""
    phrases = sorted(group.words, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in phrases)


def opening(group: Group) -> re.Pattern[str]:
    """At the start of a line, as whole words."""
    return re.compile(rf"[\W_]{{0,3}}(?:{alternatives(group)})(?!\w)", re.I)


def anywhere(group: Group) -> re.Pattern[str]:
    """Somewhere in a line, as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternatives(group)})(?!\w)", re.I)


def whole(group: Group) -> re.Pattern[str]:
    """The whole line, punctuation aside (use with `fullmatch`)."""
    return re.compile(rf"\W{{0,3}}(?:{alternatives(group)})\W{{0,3}}", re.I)


def names(groups: tuple[str, ...]) -> dict[str, int]:
    """Every form of a month or weekday to its number, from 1."""
    return {form: number for number, group in enumerate(groups, 1) for form in group.split("/")}
