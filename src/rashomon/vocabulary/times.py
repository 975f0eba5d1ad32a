"""Time expressions: the words and patterns by which a text says when.

A pattern is a name with regular expressions (`forms`). They are written with macros in braces: `{sp}` and every other key
of `macros`, and the word tables by the names `{month}`, `{weekday}`, `{unit}`, `{count}`, `{part}`, `{season}`, `{holiday}`,
`{ordinal}`. The reader finds the longest matches; the linker looks the same text up again and dispatches on the pattern's
name. Values and types are those of TIMEX3 in TimeML 1.2.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
_MACRO = re.compile(r"\{([a-z_]+)\}")
_BEFORE, _AFTER = r"(?<![\w/$€£])(?<!\d[.,:-])(?<![A-Za-z]-)", r"(?![\w%])(?![:/]\d)(?!-\d)(?!\.\d)"
_DEEPEST = 12
_KEPT = 256


class TimeExample(Struct, frozen=True, forbid_unknown_fields=True):
    """`text` contains `find`; read on the day `published` it means `value` and `earliest` to `latest`. `after` is an
    expression that the text resolved just before (for "the next day").
    """

    text: str
    find: str
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    published: str | None = None
    after: str | None = None


class TimePattern(Struct, frozen=True, forbid_unknown_fields=True):
    """One way of saying when. `type` as in TimeML; the first example documents it, all of them are tests."""

    type: TimexType
    forms: tuple[str, ...]
    examples: tuple[TimeExample, ...]


class PartOfDay(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the day by the hours it usually covers, 0 to 36 (30 is six in the morning of the next day). `code` TIMEX3."""

    code: str
    first: float
    last: float


class Match(Struct, frozen=True):
    """A pattern that matched: its `name`, where, and its named groups (only those that took part)."""

    name: str
    type: TimexType
    start: int
    end: int
    groups: dict[str, str]


class Times(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of one language. `months` 1 to 12, `weekdays` 0 (Monday) to 6; `units` to TIMEX3 units ("D", "TH" for hours);
    `counts` words for a number of units, null = not told; `seasons` to (TIMEX3 code, first month); `holidays` to "MM-DD" or
    to "MM-wDN" (the Nth weekday D of the month, Monday = 0); `zones` to a UTC offset, empty = local; `edges` to early |
    mid | late | start | end; `steps` words that step back (-1), not (0) or forward (1); `anaphors` those that
    step from what the text dated last; `happenings` those that step from a happening; `stretches` prepositions of a time
    taken; `excluding` those that leave out what they name; `decades` to their first year; `hours` words for hours of the day;
    `sets` to TIMEX3; `future` and `past` are regular expressions of verbs that tell whether a sentence looks ahead;
    `weak` patterns date a happening only where no other does, `undated` ones never ("now"). `counting`: verbs
    by which a count moves, whose day is not that of what is counted ("the toll of Monday's raid rose on Friday"). `ended`:
    words behind a stretch that say that it is over.
    """

    macros: dict[str, str]
    months: dict[str, int]
    short_weekdays: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    counts: dict[str, float | None]
    ordinals: dict[str, int]
    parts: dict[str, PartOfDay]
    seasons: dict[str, tuple[str, int]]
    holidays: dict[str, str]
    zones: dict[str, str]
    edges: dict[str, str]
    steps: dict[str, int]
    anaphors: frozenset[str]
    happenings: frozenset[str]
    stretches: frozenset[str]
    excluding: frozenset[str]
    decades: dict[str, int]
    hours: dict[str, float]
    sets: dict[str, str]
    future: tuple[str, ...]
    past: tuple[str, ...]
    weak: frozenset[str]
    undated: frozenset[str]
    counting: frozenset[str]
    ended: tuple[str, ...]
    patterns: dict[str, TimePattern]

    @cached_property
    def compiled(self) -> tuple[tuple[str, TimexType, re.Pattern[str]], ...]:
        """Name, type and expression of every form, in the order of the file."""
        macros = self._tables() | self.macros
        return tuple(
            (name, pattern.type, re.compile(f"{_BEFORE}(?:{expanded(form, macros)}){_AFTER}", re.IGNORECASE))
            for name, pattern in self.patterns.items()
            for form in pattern.forms
        )

    @cached_property
    def futures(self) -> re.Pattern[str]:
        """Verb groups that look forward (`future`) or back (`past`)."""
        return re.compile(rf"\b(?:(?P<future>{'|'.join(self.future)})|(?P<past>{'|'.join(self.past)}))\b", re.IGNORECASE)

    def _tables(self) -> dict[str, str]:
        return {
            "month": _names(self.months),
            "weekday": _names(self.weekdays),
            "short_weekday": _names(self.short_weekdays),
            "unit": _words(self.units),
            "count": _words(self.counts),
            "ordinal": _words(self.ordinals),
            "part": _words(self.parts),
            "season": _words(self.seasons),
            "holiday": _words(self.holidays),
            "zone": _words(self.zones),
            "edge": _words(self.edges),
        }

    @cached_property
    def find(self) -> Callable[[str], tuple[Match, ...]]:
        """The longest expressions in a text, none overlapping, in its order; of equally long ones the first in the
        text, then in the file.

        Several questions ask this of one passage in turn, so the last answers are kept.
        """
        return lru_cache(maxsize=_KEPT)(self._find)

    @cached_property
    def parse(self) -> Callable[[str], tuple[Match, ...]]:
        """Every pattern that covers all of a text, in the order of the file. The last answers are kept."""
        return lru_cache(maxsize=_KEPT)(self._parse)

    def _find(self, text: str) -> tuple[Match, ...]:
        found = [
            Match(name, kind, *m.span(), {k: v for k, v in m.groupdict().items() if v})
            for name, kind, expression in self.compiled
            for m in expression.finditer(text)
        ]
        return tuple(sorted(_longest(found), key=lambda m: m.start))

    def _parse(self, text: str) -> tuple[Match, ...]:
        matches = ((name, kind, expression.fullmatch(text)) for name, kind, expression in self.compiled)
        return tuple(Match(n, k, 0, len(text), {g: v for g, v in m.groupdict().items() if v}) for n, k, m in matches if m)


def expanded(form: str, macros: Mapping[str, str]) -> str:
    """The form with every macro replaced, also inside macros. Raises KeyError that names an unknown macro."""
    for _ in range(_DEEPEST):
        if not _MACRO.search(form):
            return form
        form = _MACRO.sub(lambda m: f"(?:{macros[m[1]]})", form)
    raise ValueError(f"macros nested deeper than {_DEEPEST}, or in a circle: {form[:80]}")


def _longest(found: Iterable[Match]) -> list[Match]:
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if taken.isdisjoint(range(match.start, match.end)):
            kept.append(match)
            taken.update(range(match.start, match.end))
    return kept


def _words(table: Iterable[str]) -> str:
    """The longest first, so that "half past" is tried before "half"; blanks as in a wrapped text."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in sorted(table, key=len, reverse=True))


def _names(table: Iterable[str]) -> str:
    """Names are written with a capital: "may" is no month."""
    words = sorted({form for name in table for form in (name.title(), name.upper())}, key=len, reverse=True)
    return "(?-i:" + "|".join(map(re.escape, words)) + ")"
