"""Rules for expressions of the calendar: "Dec. 15, 2016", "11-13 Dec", "late May", "mid-2016", "the 1990s".

Each rule takes the named groups of its pattern and the moment, and gives what they mean or None.
Where the text names no year, the one is taken that lies nearest to the day of writing; what lies ahead counts double,
because reports tell what has happened, except in a sentence that looks forward. Without a day of writing the year is
that of the last dated expression before, if that is no wider than a year; otherwise the expression stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rashomon.link.date_calendar import (
    Found,
    Moment,
    day_or_none,
    edge_of,
    later,
    month_later,
    month_span,
    quarter,
    unit_span,
    year_span,
)

Groups = Mapping[str, str]
STATED = "stated"
AHEAD = 2.0
"""How much further away a day ahead seems than one gone by (see the head of this module)."""


def key(text: str) -> str:
    """A word as the tables have it."""
    return " ".join(text.lower().split())


def iso(m: Groups, at: Moment) -> Found | None:
    """2023-04-15, 24.02.2022, 25/12/2014. Of two readings of 5/6/2014 neither is taken."""
    if "mm" in m:
        return _one(day_or_none(int(m["year"]), int(m["mm"]), int(m["dd"])), STATED)
    year = int(m["year"]) + (0 if len(m["year"]) == 4 else 2000 if int(m["year"]) < 70 else 1900)
    readings = {day_or_none(year, int(m[x]), int(m[y])) for x, y in (("a", "b"), ("b", "a"))} - {None}
    return _one(readings.pop(), STATED) if len(readings) == 1 else None


def day(m: Groups, at: Moment) -> Found | None:
    """A day of the month; with a weekday, the year has to fit it."""
    weekday = _weekday(m, at)
    if "month" not in m:
        return _numbered_day(m, at, weekday)
    year, basis = stated_year(m, at)
    month, number = _month(m["month"], at), ordinal(m["day"])
    if year is not None:
        return _one(day_or_none(year, month, number), basis)
    options = [d for y in _years(at) if (d := day_or_none(y, month, number))]
    fitting = [d for d in options if weekday is None or d.weekday() == weekday]
    chosen = nearest(fitting or options, at)
    return _one(chosen, year_basis(at)) if chosen else _unfixed(f"XXXX-{month:02d}-{number:02d}", "day")


def days(m: Groups, at: Moment) -> Found | None:
    """From a day to a day: the end is dated first, the beginning is the last such day before it."""
    second = m.get("month2") or m.get("month")
    first = m.get("month") or second
    if not first or not second:
        return None
    end = day({"month": second, "day": m["day2"]} | _pick(m, "year", "rel"), at)
    if not end or not end.last:
        return end and _unfixed(end.value, "day")
    month, number = _month(first, at), ordinal(m["day"])
    begin = next((d for y in (0, 1) if (d := day_or_none(end.last.year - y, month, number)) and d <= end.last), None)
    return Found(begin, end.last, f"{begin}/{end.last}", "day", end.basis) if begin else None


def month(m: Groups, at: Moment) -> Found | None:
    """A month, or its early, middle or late part."""
    number = _month(m["month"], at)
    value = f"{number:02d}"
    year, basis = stated_year(m, at)
    if year is None:
        middle = [d for y in _years(at) if (d := day_or_none(y, number, 15))]
        chosen = _which(middle, m.get("which"), at) if "which" in m else nearest(middle, at)
        if not chosen:
            return _unfixed(f"XXXX-{value}", "month")
        year, basis = chosen.year, year_basis(at)
    span = month_span(year, number)
    return _part(span, edge(m, at), f"{year:04d}-{value}", "month", basis)


def months(m: Groups, at: Moment) -> Found | None:
    """From a month to a month."""
    end = month({"month": m["month2"]} | _pick(m, "year", "rel"), at)
    if not end or not end.last:
        return end
    number = _month(m["month"], at)
    year = int(m["year1"]) if "year1" in m else end.last.year - (number > end.last.month)
    begin = month_span(year, number)
    return begin and Found(begin[0], end.last, f"{year:04d}-{number:02d}/{end.value}", "month", end.basis)


def year(m: Groups, at: Moment) -> Found | None:
    """A year, in digits or spoken, or a part of it."""
    number = spoken(m["spoken"], at) if "spoken" in m else int(m["year"])
    return _part(year_span(number), edge(m, at), f"{number:04d}", "year", STATED) if number else None


def years(m: Groups, at: Moment) -> Found | None:
    """1980-88, between 2011 and 2013."""
    first, text = int(m["year"]), m["year2"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    a, b = year_span(first), year_span(last)
    return Found(a[0], b[1], f"{first}/{last}", "year", STATED) if a and b and first <= last else None


def decade(m: Groups, at: Moment) -> Found | None:
    """The 1970s; the seventies are those of the 20th century."""
    short = 1900 + int(m.get("short", "0"))
    first = at.words.decades[key(m["word"])] if "word" in m else int(m.get("decade", short))
    span = year_span(first, 10)
    if not span:
        return None
    ends = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(edge(m, at) or "", (0, 9))
    return Found(date(first + ends[0], 1, 1), date(first + ends[1], 12, 31), f"{first:04d}"[:3], "decade", STATED)


def century(m: Groups, at: Moment) -> Found | None:
    """The 16th century is 1501 to 1600."""
    if "century" in m:
        number, basis = int(m["century"]), STATED
    elif at.today:
        number, basis = (at.today.year + 99) // 100 + (step_of(m["which"], at) or 0), at.today_is
    else:
        return None
    span = year_span(number * 100 - 99, 100)
    return span and Found(*span, f"{number - 1:02d}", "century", basis)


def season(m: Groups, at: Moment) -> Found | None:
    """Seasons of the northern hemisphere, by whole months; winter begins in December of its year."""
    code, first = at.words.seasons[key(m["season"])]
    named, basis = stated_year(m, at)
    if named is None:
        options = [d for y in _years(at) if (d := day_or_none(y, first + 1 if first < 12 else 12, 15))]
        chosen = _which(options, m.get("which"), at) if "which" in m else nearest(options, at)
        if not chosen:
            return _unfixed(f"XXXX-{code}", "season")
        named, basis = chosen.year, year_basis(at)
    begin, end = month_span(named, first), month_span(named + (first > 10), (first + 1) % 12 + 1)
    return begin and end and _part((begin[0], end[1]), edge(m, at), f"{named:04d}-{code}", "season", basis)


def quarter_of_year(m: Groups, at: Moment) -> Found | None:
    """A quarter; "the quarter" and "a year-ago quarter" are counted from the last quarter the text named."""
    known = at.quarter
    named, basis = stated_year(m, at)
    if not known and at.today and named is None:
        before = month_later(at.today, -3)
        span = before and unit_span(before, "Q")
        known = Found(*span, f"{before.year}-Q{quarter(before)}", "quarter", at.today_is) if before and span else None
    nth = m.get("nth", "")
    number = int(nth) if nth.isdigit() else at.words.ordinals.get(key(nth))
    if number is None and known and known.first:
        number = quarter(known.first)
    if "ago" in m or "same" in m:
        base = known.first if known else at.today
        named = base.year - ("ago" in m) if base else None
        basis = f"the quarter last named, {known.value}" if known else at.today_is
    if number is None:
        return _part(year_span(named) if named else None, None, str(named), "year", basis)
    if named is None and at.today:
        step = step_of(m["which"], at) or 0 if "which" in m else -1 if number > quarter(at.today) and not at.forward else 0
        named, basis = at.today.year + step, at.today_is
    first = day_or_none(named, number * 3, 1) if named else None
    span = unit_span(first, "Q") if first else None
    return Found(*span, f"{named}-Q{number}", "quarter", basis) if span else _unfixed(f"XXXX-Q{number}", "quarter")


def half(m: Groups, at: Moment) -> Found | None:
    """The first or second half of a year."""
    named, basis = stated_year(m, at)
    number = 1 if at.words.ordinals[key(m["nth"])] == 1 else 2
    if named is None:
        return _unfixed(f"XXXX-H{number}", "year")
    begin, end = month_span(named, number * 6 - 5), month_span(named, number * 6)
    return begin and end and Found(begin[0], end[1], f"{named:04d}-H{number}", "half", basis)


def week_of(m: Groups, at: Moment) -> Found | None:
    """ "The first week of July" is its first seven days, the last week its last seven."""
    whole = month({"month": m["month"]} | _pick(m, "year", "rel"), at)
    if not whole or not whole.first or not whole.last:
        return whole
    many, _, unit = key(m["length"]).rpartition(" ")
    size = {"D": 5, "WE": 2}.get(at.words.units[unit], 7 * int(at.words.counts.get(many) or 1))
    nth = at.words.ordinals[key(m["nth"])]
    first = later(whole.last, 1 - size) if nth < 0 else later(whole.first, (nth - 1) * size)
    last = first and later(first, size - 1)
    return Found(first, min(last, whole.last), whole.value, "week", whole.basis) if first and last else None


def holiday(m: Groups, at: Moment) -> Found | None:
    """A holiday with a fixed date, or a fixed weekday of its month; the eve of one is the day before."""
    rule = at.words.holidays.get(key(m["holiday"]), "01-01")
    named, basis = stated_year(m, at)
    options = [d for y in ([named] if named else _years(at)) if (d := _feast(y, rule))]
    feast = options[0] if named and options else nearest(options, at)
    if not feast:
        return _unfixed(f"XXXX-{rule}", "day")
    return _one(later(feast, -1) if "eve" in m else feast, basis if named else year_basis(at))


def _feast(year: int, rule: str) -> date | None:
    month, number = int(rule[:2]), rule[3:]
    if number[0] != "w":
        return day_or_none(year, month, int(number))
    weekday, nth = int(number[1]), int(number[2])
    first = day_or_none(year, month, 1)
    return first and later(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))


# ---------------------------------------------------------------- shared


def stated_year(m: Groups, at: Moment) -> tuple[int | None, str]:
    """The year that the expression itself fixes, in digits, spoken, or as "this year"."""
    if "year" in m:
        text = m["year"]
        if text.isdigit():
            return int(text), STATED
        if "rel" not in m:
            return spoken(text, at), STATED
    if "rel" in m and at.today:
        return at.today.year + (step_of(m["rel"], at) or 0), at.today_is
    return None, ""


def nearest(options: Iterable[date], at: Moment) -> date | None:
    """The nearest day to that of writing (see the head of this module), or to the last dated day of the text."""
    base = at.today or _anchor(at)
    if base is None:
        return None
    if at.today is None and at.last and at.last.precision == "year":
        return next((d for d in options if d.year == base.year), None)
    ahead = 1.0 if at.today is None else 0.5 if at.forward else AHEAD
    cost = {d: (d - base).days * ahead if d >= base else (base - d).days * (2.0 if at.forward else 1.0) for d in options}
    return min(cost, key=lambda d: (cost[d], d), default=None)


def year_basis(at: Moment) -> str:
    """Against what a missing year was filled."""
    if at.today:
        return at.today_is
    return f"year of the date before it, {at.last.value}" if at.last else STATED


def last_word(text: str | None) -> str:
    """The word that decides: "the following", "this coming"."""
    return key(text or " ").rpartition(" ")[2]


def step_of(text: str | None, at: Moment) -> int | None:
    """-1, 0 or 1 for "last", "this", "next"; None for words that step nowhere ("the")."""
    return at.words.steps.get(key(text or ""), at.words.steps.get(last_word(text)))


def edge(m: Groups, at: Moment) -> str | None:
    """The part of a span that is meant: early, mid, late, start, end, earlier, later, whole; None where none is named."""
    return at.words.edges.get(key(m["edge"])) if "edge" in m else None


def ordinal(text: str) -> int:
    """3, 3rd, 03."""
    return int("".join(c for c in text if c in "0123456789"))


def spoken(text: str, at: Moment) -> int | None:
    """A year in words: "nineteen ninety-seven", "two thousand and two"."""
    words = key(text).replace("-", " ").split()
    numbers = [at.words.counts.get(w) for w in words if f"a {w}" not in at.words.counts and w in at.words.counts]
    thousands = at.words.counts.get(f"{words[0]} {words[1]}") if len(words) > 1 else None
    if thousands:
        return int(thousands) + sum(int(n or 0) for n in numbers[1:])
    if any(n is None for n in numbers):
        return None
    counts = [int(n) for n in numbers if n is not None]
    return counts[0] * 100 + sum(counts[1:]) if counts else None


def weekday_near(number: int, base: date, way: int) -> date | None:
    """That weekday, on or before a day (`way` 0), before it (-1), or after it (1)."""
    if way > 0:
        return later(base, (number - base.weekday() - 1) % 7 + 1)
    back = (base.weekday() - number) % 7
    return later(base, -(back or (7 if way < 0 else 0)))


def _numbered_day(m: Groups, at: Moment, weekday: int | None) -> Found | None:
    number, base = ordinal(m["day"]), at.today or _anchor(at)
    if base is None:
        return None
    firsts = [month_later(base.replace(day=1), step) for step in (-1, 0, 1)]
    days = [d for f in firsts if f and (d := day_or_none(f.year, f.month, number)) and d.weekday() == weekday]
    return _one(nearest(days, at), year_basis(at))


def _anchor(at: Moment) -> date | None:
    fine = at.last and at.last.precision in ("day", "month", "week", "part", "hour", "season", "year")
    return at.last.first if fine and at.last else None


def _years(at: Moment) -> tuple[int, ...]:
    base = at.today or _anchor(at)
    return (base.year - 1, base.year, base.year + 1) if base else ()


def _which(options: list[date], which: str | None, at: Moment) -> date | None:
    if at.today is None:
        return None
    step = step_of(which, at) or 0
    if step == 0:
        return next((d for d in options if d.year == at.today.year), None)
    fitting = [d for d in options if ((d.year, d.month) > (at.today.year, at.today.month)) == (step > 0)]
    other = [d for d in fitting if (d.year, d.month) != (at.today.year, at.today.month)]
    return (min(other, default=None) if step > 0 else max(other, default=None)) if other else None


def _weekday(m: Groups, at: Moment) -> int | None:
    return (at.words.weekdays | at.words.short_weekdays).get(key(m["weekday"])) if "weekday" in m else None


def _month(text: str, at: Moment) -> int:
    return at.words.months[key(text)]


def _pick(m: Groups, *names: str) -> dict[str, str]:
    return {name: m[name] for name in names if name in m}


def _one(day: date | None, basis: str) -> Found | None:
    return Found(day, day, day.isoformat(), "day", basis) if day else None


def _unfixed(value: str, precision: str) -> Found:
    return Found(None, None, value, precision, "no year stated")


def _part(span: tuple[date, date] | None, part: str | None, value: str, precision: str, basis: str) -> Found | None:
    return span and Found(*edge_of(span, part), value, precision, basis)
