"""The calendar under the date rules: spans of days, and steps of days, weeks, months and years. No clock is read here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from rashomon.vocabulary.times import Times

Leaning = Literal["past", "perfect", "future"]
DAYS = {"TS": 0.0, "TM": 0.0, "TH": 1 / 24, "D": 1.0, "W": 7.0, "WE": 7.0, "FN": 14.0}
MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
PRECISION = {"D": "day", "W": "week", "FN": "week", "WE": "day", "M": "month", "Q": "quarter", "Y": "year", "E": "decade",
             "C": "century", "TH": "hour", "TM": "minute", "TS": "minute"}  # fmt: skip


class Found(Struct, frozen=True):
    """What an expression means: the days `first` to `last` (None = not fixed), the TIMEX3 `value`, the `precision`, and the
    `basis`. `clock` are the times of day that close the interval, as "T06:00", where the text names hours.
    """

    first: date | None
    last: date | None
    value: str
    precision: str
    basis: str
    clock: tuple[str, str] | None = None

    @property
    def dated(self) -> bool:
        """True where at least one end is fixed."""
        return self.first is not None or self.last is not None

    @property
    def earliest(self) -> str | None:
        """ISO date or datetime of the first moment."""
        return self.first.isoformat() + (self.clock[0] if self.clock else "") if self.first else None

    @property
    def latest(self) -> str | None:
        """ISO date or datetime of the last moment."""
        return self.last.isoformat() + (self.clock[1] if self.clock else "") if self.last else None


class Moment(Struct, frozen=True):
    """From where an expression is seen: the day of writing (None = nobody states it) and why we believe it, whether its
    sentence looks forward, what the text dated last, the latest quarter of a year that it named, and how to look up an
    expression inside an expression.
    """

    today: date | None
    today_is: str
    leaning: Leaning
    last: Found | None
    quarter: Found | None
    words: Times
    within: Callable[[str], Found | None]

    @property
    def forward(self) -> bool:
        """True where the sentence looks forward."""
        return self.leaning == "future"


def iso_day(text: str | None) -> date | None:
    """The day of an ISO date or datetime; None for anything else."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def stretch(a: date | None, b: date | None, value: str, precision: str, basis: str) -> Found:
    """The time between two days, whichever of them comes first; an open end stays where it is given."""
    return Found(b, a, value, precision, basis) if a and b and b < a else Found(a, b, value, precision, basis)


def later(start: date, days: float) -> date | None:
    """So many days later (or earlier, below zero); None outside the years 1 to 9999."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def month_later(start: date, months: int) -> date | None:
    """So many calendar months later, the last day of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def shifted(start: date, count: float, unit: str) -> date | None:
    """`count` TIMEX3 units after `start` (before it where negative); hours count as parts of a day."""
    if unit in MONTHS:
        return month_later(start, round(count * MONTHS[unit]))
    days = count * DAYS[unit]
    return later(start, -(-days // 1) if days > 0 else days // 1)


def month_span(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month; None outside the calendar."""
    first = day_or_none(year, month, 1)
    return (first, date(year, month, monthrange(year, month)[1])) if first else None


def year_span(year: int, years: int = 1) -> tuple[date, date] | None:
    """First and last day of a year, or of several years from it."""
    first, last = day_or_none(year, 1, 1), day_or_none(year + years - 1, 12, 31)
    return (first, last) if first and last else None


def week_span(day: date) -> tuple[date, date] | None:
    """Monday and Sunday of the ISO week of a day."""
    first = later(day, -day.weekday())
    last = first and later(first, 6)
    return (first, last) if first and last else None


def unit_span(day: date, unit: str) -> tuple[date, date] | None:
    """The week, month, quarter, year or decade that a day lies in, or the day."""
    if unit in ("W", "FN"):
        return week_span(day)
    if unit == "M":
        return month_span(day.year, day.month)
    if unit == "Q":
        first, last = month_span(day.year, quarter(day) * 3 - 2), month_span(day.year, quarter(day) * 3)
        return (first[0], last[1]) if first and last else None
    if unit in ("Y", "E", "C"):
        years = {"Y": 1, "E": 10, "C": 100}[unit]
        return year_span(max(1, day.year - day.year % years), years)
    return day, day


def quarter(day: date) -> int:
    """Quarter of the year, 1 to 4."""
    return (day.month + 2) // 3


def unit_value(day: date, unit: str) -> str:
    """TIMEX3 value of the week, month, … of a day."""
    if unit in ("W", "FN"):
        return week_value(day)
    if unit in ("M", "Y", "E", "C"):
        return day.isoformat()[: {"M": 7, "Y": 4, "E": 3, "C": 2}[unit]]
    return f"{day.year}-Q{quarter(day)}" if unit == "Q" else day.isoformat()


def week_value(day: date) -> str:
    """ISO week, as "2017-W46"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def edge_of(span: tuple[date, date], edge: str | None) -> tuple[date, date]:
    """The early, middle or late part, the start or the end of a span of days.

    Thirds for a month (1-10, 11-20, 21-), quarters for a year ("late 2016" is October to December, "mid-2016" June to
    August), the first and last week of a month and month of a year for start and end: the reading of the annotation guide.
    """
    first, last = span
    days = (last - first).days + 1
    if edge not in ("early", "mid", "late", "start", "end") or days < 4:
        return span
    if 365 <= days <= 366:
        months = {"early": (1, 3), "mid": (6, 8), "late": (10, 12), "start": (1, 1), "end": (12, 12)}[edge]
        return _inside(span, month_span(first.year, months[0]), month_span(first.year, months[1]))
    third = days // 3
    small = min(7, third) if days < 365 else third
    return {
        "early": (first, _plus(first, third - 1)),
        "mid": (_plus(first, third), _plus(first, 2 * third - 1)),
        "late": (_plus(first, 2 * third), last),
        "start": (first, _plus(first, small - 1)),
        "end": (_plus(last, 1 - small), last),
    }[edge]


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _inside(span: tuple[date, date], a: tuple[date, date] | None, b: tuple[date, date] | None) -> tuple[date, date]:
    return (a[0], b[1]) if a and b else span
