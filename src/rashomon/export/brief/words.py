"""How values are said to a reader of the brief."""

from __future__ import annotations

import re
import unicodedata

from rashomon.model.incident import Bounds, Direction, StandingName

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

STANDINGS: dict[StandingName, str] = {
    "contested": "contested",
    "corroborated": "agreed",
    "superseded": "revised",
    "single": "one origin",
}

QUESTIONS = {
    "happened": "Did it happen?",
    "actor": "Who did it?",
    "target": "Who or what was hit?",
    "kind": "What was it?",
    "weapon": "With what?",
    "place": "Where?",
    "time": "When?",
    "presence": "Who was there?",
    "notified": "Was the other side told?",
}

DIRECTIONS: dict[Direction, str] = {
    "up": "raised",
    "down": "lowered",
    "withdrawn": "withdrawn",
    "other_measure": "now counts something else",
}

STANCES = {
    "deny": "denied",
    "dispute": "disputed",
    "predict": "foretold",
    "intend": "intended",
    "demand": "demanded",
    "question": "asked",
}

CERTAINTIES = {"probable": "probable", "possible": "possible", "unsupported": "without evidence, as the text says itself"}

RELATIONS = {
    "part_of": "part of",
    "follows": "follows",
    "retaliates": "said to be in return for",
    "denies": "denies",
    "same_place_other_time": "same place, another time (not merged with)",
}

PRECISIONS = {
    "exact": "the exact place",
    "settlement": "somewhere in the settlement",
    "district": "somewhere in the district",
    "province": "somewhere in the province",
    "country": "somewhere in the country",
    "line": "somewhere along a road or border",
}

_KEPT = "\u200c\u200d\u200e\u200f\u061c\u00ad"
"""Joiners and direction marks that Arabic, Persian, Hebrew and Indic writing needs; the other format characters can
reverse or hide what a reader sees."""


def plain(text: str) -> str:
    """Text on one line that shows what it says: see `visible`."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """Text with U+FFFD for every control, override, private and unassignable character: what could reverse or hide what is
    read, and what no XML may hold.
    """
    return text.translate(_VISIBLE)


def from_right(text: str) -> bool:
    """Whether a text runs from right to left, by its first letter that has a direction."""
    first = next((way for char in text if (way := unicodedata.bidirectional(char)) in {"L", "R", "AL"}), "L")
    return first != "L"


class _Visible(dict[int, int]):
    """A table for `str.translate` that looks up each character once."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        never = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        hidden = never or (char not in _KEPT and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"})
        self[code] = 0xFFFD if hidden else code
        return self[code]


_VISIBLE = _Visible()


def number(value: float) -> str:
    """1800 → "1,800"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def figure(low: float | None, high: float | None) -> str:
    """Bounds: "33", "at least 12", "up to 10", "9–12"."""
    if high is None:
        return "unknown" if low is None else f"at least {number(low)}"
    if low == high:
        return number(high)
    return f"up to {number(high)}" if not low else f"{number(low)}–{number(high)}"


def bounds(value: Bounds) -> str:
    """The bounds of a position."""
    return figure(value.low, value.high)


def day(iso: str, year: bool = True) -> str:
    """ "2020-02-27" → "27 February 2020"; shorter dates and what is no date as far as they go."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", iso)
    if not match or not 1 <= int(match[2] or 1) <= 12:
        return iso
    parts = [str(int(match[3]))] if match[3] else []
    parts += [MONTHS[int(match[2]) - 1]] if match[2] else []
    return " ".join(parts + ([match[1]] if year or not match[2] else []))


def instant(iso: str) -> str:
    """A date, with the clock where it has one: "27 February 2020, 17:05 UTC"."""
    match = re.match(r"[\d-]+[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", iso)
    if not match:
        return day(iso)
    zone = {None: "", "Z": " UTC", "+00:00": " UTC"}.get(match[2], f" (UTC{match[2]})")
    return f"{day(iso)}, {match[1]}{zone}"


def interval(earliest: str | None, latest: str | None) -> str:
    """When it happened: one moment, one day, or "27–28 February 2020"."""
    first = earliest or latest
    if first is None:
        return "time not stated"
    last = latest or first
    if first[:10] == last[:10]:
        return instant(first) if first == last else day(first)
    if first[:7] == last[:7] and len(first) >= 10 <= len(last):
        return f"{int(first[8:10])}–{day(last[:10])}"
    return f"{day(first[:10])} – {day(last[:10])}"


def count(n: int, one: str, many: str = "") -> str:
    """ "1 document", "3 documents"."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"
