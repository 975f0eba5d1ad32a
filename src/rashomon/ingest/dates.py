"""Calendar dates as reports write them, with the year: "5 July 2016", "Jul 15, 2015", "26.12.2014", "2016-07-05"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from rashomon.ingest.words import Words

NUMERIC = re.compile(
    r"(?<![\d.])(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<d2>\d{1,2})[-/.](?P<m2>\d{1,2})[-/.](?P<y2>\d{4}))(?!\d)"
)


class Dated(Struct, frozen=True):
    """A date found in a text, with its offsets."""

    value: date
    start: int
    end: int
    text: str


@lru_cache(maxsize=8)
def _patterns(months: tuple[str, ...], weekdays: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Day before month, and month before day; a weekday may lead. The year may follow the day without a blank."""
    month, weekday = "|".join(months), "|".join(weekdays)
    lead = rf"(?:\b(?:{weekday})\.?,?\s+)?"
    year = r"(?:,?\s+(?P<y>\d{4})(?!\d)|[ ](?P<y2>\d{2})(?![\d.:]))"
    day_first = re.compile(rf"{lead}(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{month})\.?{year}", re.I)
    month_first = re.compile(
        rf"{lead}\b(?P<m>{month})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+|(?=\d{{4}}))(?P<y>\d{{4}})(?!\d)", re.I
    )
    return day_first, month_first


def dates_in(text: str, words: Words) -> list[Dated]:
    """All full dates of a text, in order, overlapping ones left out."""
    found = sorted(_all(text, words), key=lambda dated: (dated.start, -dated.end))
    kept: list[Dated] = []
    for dated in found:
        if not kept or dated.start >= kept[-1].end:
            kept.append(dated)
    return kept


def date_only(text: str, words: Words) -> bool:
    """Is the line nothing but a date ("23 February", "Monday, 2 May 2016 20:08", "Kigali, 17 January 2026"), with or
    without a label ("Updated 5:40 pm ET")? A clock time alone is none.
    """
    if len(text) > 70 or text.endswith(":") or not re.search(r"\d", text):
        return False
    date_part = words.date_prefix.sub("", text)
    labelled = date_part != text
    return any(_nothing_but(part, words, labelled) for part in (date_part, PLACE_FIRST.sub("", date_part)))


def _nothing_but(text: str, words: Words, labelled: bool) -> bool:
    tokens = re.findall(r"[^\W\d_]+|\d+", text.lower())
    fits = [t for t in tokens if t.isdigit() or t in words.months or t in words.weekdays or t in _BESIDE]
    dated = any(t in words.months for t in tokens) or NUMERIC.search(text) is not None
    return len(fits) == len(tokens) and (dated or (labelled and CLOCK.fullmatch(text.strip()) is not None))


PLACE_FIRST = re.compile(r"^[^\W\d_][\w\s'’-]{1,25},\s+(?=\d|\w+\s+\d)")
_ZONES = ("gmt", "utc", "est", "edt", "et", "pt", "pst", "pdt", "ct", "bst", "cet", "cest", "eet", "msk", "ist")
_BESIDE = frozenset(("st", "nd", "rd", "th", "of", "am", "pm", "a", "m", "p", "at", *_ZONES))
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\s*(?:[ap]\.? ?m\.?)?\s*[A-Za-z]{0,4}")


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _all(text: str, words: Words) -> Iterator[Dated]:
    for pattern in _patterns(tuple(words.months), tuple(words.weekdays)):
        for found in pattern.finditer(text):
            year = found["y"] or found.groupdict().get("y2") or ""
            yield from _dated(found, year, words.months[found["m"].lower()], found["d"])
    for found in NUMERIC.finditer(text):
        if found["d2"] and "/" in found[0] and int(found["d2"]) <= 12 and int(found["m2"]) <= 12:
            continue  # 10/11/2016 is October in one country and November in the next
        day, month = found["d"] or found["d2"], found["m"] or found["m2"]
        yield from _dated(found, found["y"] or found["y2"], int(month), day)


def _dated(found: re.Match[str], year: str, month: int, day: str) -> Iterator[Dated]:
    """The date if there is one in the calendar. Two digits of a year are of 1950 to 2049."""
    number = int(year)
    if number < 100:
        number += 1900 if number >= 50 else 2000
    try:
        value = date(number, month, int(day))
    except ValueError:
        return
    if 1900 <= number <= 2099:
        yield Dated(value, found.start(), found.end(), found[0])
