"""Numbers as a text writes them: digits, words, vague words, ranges, and the hedges that open a bound.

Conventions: "at least 12" and "more than 12" are 12..open, "up to 10" and "fewer than 10" 0..10, "about 80" 80..80 with its
hedge; vague words have the bounds of the file ("dozens" 24..99).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from msgspec import Struct

Bound = Literal["from", "up_to", "about", "exact"]
Limits = tuple[float | None, float | None]
MOST = 10**12
"""Larger numbers are no counts; they are left out."""


class NumberExample(Struct, frozen=True, forbid_unknown_fields=True):
    """`text` holds exactly one number: these bounds, this hedge."""

    text: str
    low: float | None = None
    high: float | None = None
    hedge: str | None = None


class Numeral(Struct, frozen=True):
    """A number found: `start:end` with its hedge, bounds, and whether a mere article stands for it ("a general")."""

    start: int
    end: int
    low: float | None
    high: float | None
    hedge: str | None = None
    article: bool = False


class Numbers(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of one language.

    - `cardinals` below a hundred; `scales` multiply ("hundred", "million", "dozen"); `short_scales` stand right behind digits
      ("3.6M"); `fractions` before a scale ("half a million"); `vague` phrases with their bounds
    - `hedges` before a number, by what they do to it; `behind` hedges after it ("or more"); `adding` words that may stand
      before it and change nothing ("another 40"); `articles` that mean one before a counted noun
    - `further` words between a number and its noun ("40 more people"); `partitive`: "of"; `pairs`: "both"; `dependent` words
      that are numbers only before a noun ("one", "some")
    - `designators` before a number that is a name ("resolution 2254"); `measures` units that make it a size and no count
    """

    cardinals: dict[str, int]
    scales: dict[str, float]
    short_scales: dict[str, float]
    fractions: dict[str, float]
    vague: dict[str, Limits]
    hedges: dict[str, Bound]
    behind: dict[str, Bound]
    adding: tuple[str, ...]
    articles: tuple[str, ...]
    further: frozenset[str]
    partitive: frozenset[str]
    pairs: frozenset[str]
    dependent: frozenset[str]
    designators: tuple[str, ...]
    measures: tuple[str, ...]
    examples: tuple[NumberExample, ...]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """One number with whatever belongs to it."""
        word, scale = _any(self.cardinals), _any(self.scales)
        words = rf"(?:{word}|an?\s{scale})(?:(?:\s{{1,3}}|-|\sand\s)(?:{word}|{scale}))*"
        short = _any(self.short_scales)
        digits = rf"\d{{1,3}}(?:[,.]\d{{3}})+(?![\d])|\d{{1,12}}(?:\.\d{{1,3}})?(?:\s?{scale}(?:\s{scale})?\b|{short}\b)?"
        one = rf"(?:{digits}|{_any(self.fractions)}\s(?:an?\s)?{scale}|{words})"
        vague = _any(self.vague)
        between = rf"between\s(?P<low2>{one})\sand\s(?P<high2>{one})"
        spread = rf"(?<!from\s)(?P<low1>{one})(?:(?<=\d)\s?[-–—]\s?(?=\d)|\s(?:to|or)\s)(?P<high1>{one})"
        hedge = rf"(?:(?P<hedge>{_any(self.hedges)})\s{{1,3}})?(?:(?:{_any(self.adding)})\s{{1,3}})?"
        behind = rf"(?P<behind>\s(?:{_any(self.behind)})\b|\+|-plus\b)?"
        core = rf"(?P<vague>{vague})|{between}|{spread}|(?P<one>{one})"
        return re.compile(rf"(?<![\w.$€£#/\[-]){hedge}(?:{core}){behind}(?!\w|[.,:/]\d|-\d)", re.IGNORECASE)

    @cached_property
    def article(self) -> re.Pattern[str]:
        """An article that may stand for one."""
        return re.compile(rf"(?<![\w-]){_any(self.articles)}(?=\s\w)", re.IGNORECASE)

    @cached_property
    def size(self) -> re.Pattern[str]:
        """What follows a number that is a size, a share, an age or an ordinal."""
        return re.compile(rf"\s?-?\s?(?:{_any(self.measures)})(?![\w])|\s?%|(?:st|nd|rd|th)\b", re.IGNORECASE)

    @cached_property
    def named(self) -> re.Pattern[str]:
        """What stands before a number that is part of a name."""
        return re.compile(rf"(?<!\w)(?:{_any(self.designators)})\.?\s?$", re.IGNORECASE)

    def find(self, text: str) -> tuple[Numeral, ...]:
        """Every number of the text in its order, sizes and names left out; then every article that none of them covers."""
        found = [n for m in self.expression.finditer(text) if self._counts(text, m) and (n := self._numeral(m))]
        taken = {i for n in found for i in range(n.start, n.end)}
        alone = [Numeral(*m.span(), 1, 1, None, True) for m in self.article.finditer(text) if m.start() not in taken]
        return tuple(sorted([*found, *alone], key=lambda n: n.start))

    def value(self, text: str) -> float | None:
        """The value of one number in digits or words; None where it is none."""
        text = " ".join(text.lower().replace("-", " ").split())
        digits = re.match(r"\d[\d.,]*", text)
        if digits:
            number = _digits(digits[0].rstrip(".,"))
            rest = text[digits.end() :].split()
            return number and _times(number, [(self.scales | self.short_scales).get(w) for w in rest])
        return self._spoken(text.split())

    def _spoken(self, words: list[str]) -> float | None:
        if words and words[0] in self.fractions:
            return _times(self.fractions[words[0]], [self.scales.get(w) for w in words[1:] if w not in ("a", "an")])
        total, group = 0.0, 0.0
        for word in words:
            if word in ("and", "a", "an"):
                continue
            if word in self.cardinals:
                group += self.cardinals[word]
            elif word in self.scales:
                scale = self.scales[word]
                total, group = (total, (group or 1) * scale) if scale < 1000 else (total + (group or 1) * scale, 0.0)
            else:
                return None
        return total + group

    def _numeral(self, m: re.Match[str]) -> Numeral | None:
        hedge = " ".join(m["hedge"].lower().split()) if m["hedge"] else None
        behind = " ".join(m["behind"].lower().split()) if m["behind"] else None
        if m["vague"]:
            low, high = self.vague[" ".join(m["vague"].lower().split())]
        elif m["one"]:
            low = high = self.value(m["one"])
        else:
            low, high = self.value(m["low1"] or m["low2"]), self.value(m["high1"] or m["high2"])
            if low is None or high is None or low >= high:
                return None
        if (low or 0) > MOST or (high or 0) > MOST or (low is None and high is None and not m["vague"]):
            return None
        kind = self.hedges.get(hedge, "exact") if hedge else "exact"
        kind = self.behind.get(behind, "from") if behind else kind
        low, high = _bounded(low, high, kind)
        return Numeral(m.start(), m.end(), low, high, hedge or behind)

    def _counts(self, text: str, m: re.Match[str]) -> bool:
        return not (self.size.match(text, m.end()) or self.named.search(text[max(0, m.start() - 24) : m.start()]))


def _bounded(low: float | None, high: float | None, kind: Bound) -> Limits:
    if kind == "from":
        return low, None
    return (0, high) if kind == "up_to" else (low, high)


def _times(number: float, factors: Iterable[float | None]) -> float | None:
    for factor in factors:
        if factor is None:
            return None
        number *= factor
    return round(number, 6)


def _digits(text: str) -> float | None:
    """1,800 and 1.800 are groups of three; 3.6 is a fraction."""
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return float(re.sub(r"[,.]", "", text))
    try:
        return float(text)
    except ValueError:
        return None


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True)) + ")"
