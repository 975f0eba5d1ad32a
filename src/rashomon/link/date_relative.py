"""Rules for expressions that are counted from somewhere: from the day of writing ("yesterday", "two weeks ago", "last
week") or from the last date of the text ("the next day", "four days later"). Without that day they stay open.
"""

from __future__ import annotations

from datetime import date

from rashomon.link.date_absolute import Groups, edge, key, last_word, step_of, weekday_near
from rashomon.link.date_calendar import (
    DAYS,
    PRECISION,
    Found,
    Moment,
    edge_of,
    later,
    shifted,
    stretch,
    unit_span,
    unit_value,
    week_value,
)

COARSE = {"decade": ("E", "C"), "year": ("Y", "E", "C"), "half": ("Y", "E", "C"), "season": ("Y", "E", "C"),
          "quarter": ("Q", "Y", "E", "C"), "month": ("M", "Q", "Y", "E", "C")}  # fmt: skip
"""Units that can be counted from a date of that precision: from "2014" years, and no days."""

VAGUE_UNITS = {"TH": 1.0, "D": 7.0, "W": 31.0, "M": 92.0}
"""How many days "recent hours, days, weeks, months" reach back at most; years and decades stay open."""


def weekday(m: Groups, at: Moment) -> Found | None:
    """A day of the week: the nearest one on or before the day of writing, or the next one where the sentence looks ahead."""
    number = at.words.weekdays[key(m["weekday"])]
    value = f"XXXX-WXX-{number + 1}"
    step = step_of(m.get("which"), at)
    anaphoric = last_word(m.get("which")) in at.words.anaphors
    base = at.last.last if anaphoric and at.last else at.today
    if base is None:
        return Found(None, None, value, "day", "no day of writing")
    if "rel" in m or step == 0:
        shift = step_of(m.get("rel"), at) or 0
        week = unit_span(later(base, 7 * shift) or base, "W")
        return _day(week and later(week[0], number), f"weekday of the week of {at.today_is}")
    way = step or (1 if at.forward else 0)
    same = way == 1 and step is None and base.weekday() == number
    return _day(base if same else weekday_near(number, base, way), f"weekday {'after' if way > 0 else 'before'} {at.today_is}")


def weekday_part(m: Groups, at: Moment) -> Found | None:
    """Friday night."""
    return part_of(weekday({k: v for k, v in m.items() if k != "edge"}, at), m["part"], at)


def weekdays(m: Groups, at: Moment) -> Found | None:
    """From a weekday to the weekday after it."""
    end = weekday({"weekday": m["weekday2"]}, at)
    if not end or not end.last:
        return end
    begin = weekday_near(at.words.weekdays[key(m["weekday"])], end.last, -1)
    return Found(begin, end.last, f"{begin}/{end.last}", "day", end.basis) if begin else None


def weekend(m: Groups, at: Moment) -> Found | None:
    """Saturday and Sunday: "the weekend" is the last one begun, or the coming one where the sentence looks ahead."""
    if at.today is None:
        return Found(None, None, "XXXX-WXX-WE", "day", "no day of writing")
    step = step_of(m["which"], at)
    ahead = step == 1 or (at.forward and not step)
    begun = step == 0 and at.today.weekday() not in (2, 3, 4)  # from Wednesday on "this weekend" is the coming one
    saturday = weekday_near(5, at.today, 1 if ahead or (step == 0 and not begun) else 0)
    if saturday is None:
        return None
    return Found(saturday, later(saturday, 1), f"{week_value(saturday)}-WE", "day", at.today_is)


def every_weekday(m: Groups, at: Moment) -> Found | None:
    """A weekday that comes again and again."""
    part = at.words.parts[key(m["part"])].code if "part" in m else ""
    return Found(None, None, f"XXXX-WXX-{at.words.weekdays[key(m['weekday'])] + 1}{'T' + part if part else ''}", "day", "set")


def today(m: Groups, at: Moment) -> Found | None:
    """Today, yesterday, tomorrow and the days beyond them."""
    step = step_of(m.get("two") or m.get("word"), at) or 0
    return _day(at.today and later(at.today, step), at.today_is)


def ago(m: Groups, at: Moment) -> Found | None:
    """So long before the day of writing; as fine as the unit that is counted."""
    if at.quarter and at.quarter.first and _unit(m, at) == "Y":
        return _point(at.quarter.first, -(count(m, at) or 1), "Y", "Q", f"the quarter last named, {at.quarter.value}")
    return _moved(m, at, at.today, -1, at.today_is)


def shifted_from_text(m: Groups, at: Moment) -> Found | None:
    """So long after or before what the text dated last; never counted from the day of writing, except "from now"."""
    way = key(m["way"])
    if "now" in m:
        return _moved(m, at, at.today, 1, at.today_is)
    step = step_of(way, at) or 1
    unit = at.words.units[key(m.get("many") or m["unit"])]
    n = None if "many" in m else count(m, at)
    if at.quarter and at.quarter.first and unit == "Y":
        return _point(at.quarter.first, step * (n or 1), "Y", "Q", f"the quarter last named, {at.quarter.value}")
    base = _base(at, unit, step)
    if base is None or at.last is None or ("n" in m and (way in at.words.happenings or unit.startswith("T"))):
        return Found(None, None, duration_value(n, unit), PRECISION[unit], "counted from what no date is told of")
    basis = f"counted from {at.last.value}"
    if "many" in m:  # "in the hours afterwards"
        return stretch(base, shifted(base, step, unit), duration_value(None, unit), PRECISION[unit], basis)
    return _moved(m, at, base, step, basis)


def _base(at: Moment, unit: str, step: int) -> date | None:
    """The day from which a step of one unit goes; None where the last date of the text is coarser than the unit."""
    last = at.last
    if last is None or (last.precision in COARSE and unit not in COARSE[last.precision]):
        return None
    return last.last if step > 0 else last.first


def past(m: Groups, at: Moment) -> Found | None:
    """The time that ends on the day of writing."""
    return _window(m, at, -1)


def coming(m: Groups, at: Moment) -> Found | None:
    """The time that begins on the day of writing."""
    return _window(m, at, 1)


def recent_units(m: Groups, at: Moment) -> Found | None:
    """Recent days, coming weeks: how many is not said."""
    unit = at.words.units[key(m.get("unit2", m["unit"]))]
    ahead = step_of(m["word"], at) == 1
    reach = VAGUE_UNITS.get(unit)
    precision = PRECISION[unit]
    if ahead:
        return Found(at.today, None, "FUTURE_REF", precision, at.today_is)
    first = later(at.today, -reach) if at.today and reach else None
    return Found(first, at.today, "PAST_REF", precision, at.today_is)


def this_unit(m: Groups, at: Moment) -> Found | None:
    """This week, last month, next year, and their parts; what lies ahead in it is left out unless the sentence looks ahead."""
    unit = _unit(m, at)
    anaphoric = last_word(m.get("which")) in at.words.anaphors and at.last is not None
    base, basis = (at.last.first, f"counted from {at.last.value}") if anaphoric and at.last else (at.today, at.today_is)
    step = step_of(m.get("which"), at) or 0
    day = base and shifted(base, step, unit)
    span = day and unit_span(day, unit)
    if not day or not span:
        return Found(None, None, {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit, f"P1{unit}"), PRECISION[unit], basis)
    part = edge(m, at)
    return Found(*_within(edge_of(span, part), part, at, step), unit_value(day, unit), PRECISION[unit], basis)


def anaphor(m: Groups, at: Moment) -> Found | None:
    """The next day, that night, the same month: counted from the last date of the text."""
    how = last_word(m["how"])
    unit = at.words.units.get(key(m["unit"]), "D") if "unit" in m else "D"
    if not at.last or not at.last.first or not at.last.last or _base(at, unit, 1) is None:
        return None
    step = step_of(how, at) or 0
    base = at.last.last if step > 0 and at.last.precision != "part" else at.last.first
    if "part" in m and step > 0:  # "the following morning" of a night is the morning that ends it
        base = at.last.first
    day = shifted(base, step, unit)
    span = day and unit_span(day, unit)
    if not day or not span:
        return None
    basis = f"{'same' if not step else how} {key(m.get('unit', 'day'))} as {at.last.value}"
    found = Found(*span, unit_value(day, unit), PRECISION[unit], basis)
    return part_of(found, m["part"], at) if "part" in m else found


def part_of(found: Found | None, part: str, at: Moment) -> Found | None:
    """A part of a day: its usual hours; the night belongs to the day on which it begins."""
    hours = at.words.parts[key(part)]
    if not found or not found.first:
        return found and Found(None, None, f"{found.value}T{hours.code}", "part", found.basis)
    last = later(found.first, hours.last // 24)
    clock = f"T{int(hours.first % 24):02d}:00", f"T{int(hours.last % 24):02d}:00"
    first = later(found.first, hours.first // 24)
    if first is None or last is None:
        return None
    return Found(first, last, f"{found.first.isoformat()}T{hours.code}", "part", found.basis, clock)


def count(m: Groups, at: Moment) -> float | None:
    """The number of units; None where the text does not tell it ("a few")."""
    text = key(m.get("n", "a"))
    if text[0].isdigit():
        return float(text.replace(",", "") if len(text.rpartition(",")[2]) == 3 else text.replace(",", "."))
    return at.words.counts.get(text)


def duration_value(n: float | None, unit: str) -> str:
    """P17D, PT24H, PXM; a fortnight is P2W."""
    if unit == "FN":
        n, unit = n and n * 2, "W"
    number = "X" if n is None else f"{n:g}"
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


def _window(m: Groups, at: Moment, way: int) -> Found | None:
    unit = at.words.units[key(m.get("single") or m["unit"])]
    n = 1.0 if "single" in m else count(m, at)
    precision = PRECISION[unit]
    far = shifted(at.today, way * n, unit) if at.today and n is not None else None
    if at.today is None or far is None:
        return _open(at.today, way, duration_value(n, unit), precision, at.today_is)
    return stretch(at.today, far, duration_value(n, unit), precision, at.today_is)


def _open(day: date | None, way: int, value: str, precision: str, basis: str) -> Found:
    """From a day on, or up to it."""
    return Found(None, day, value, precision, basis) if way < 0 else Found(day, None, value, precision, basis)


def _moved(m: Groups, at: Moment, base: date | None, way: int, basis: str) -> Found | None:
    n, unit = count(m, at), _unit(m, at)
    if base is None or n is None:
        vague = "PAST_REF" if way < 0 else "FUTURE_REF"
        return _open(base, way, vague if n is None else duration_value(n, unit), PRECISION[unit], basis)
    return _point(base, way * n, unit, "D" if unit in DAYS else unit, basis)


def _point(base: date, n: float, unit: str, grain: str, basis: str) -> Found | None:
    day = shifted(base, n, unit)
    span = day and unit_span(day, grain)
    return Found(*span, unit_value(day, grain), PRECISION[grain], basis) if day and span else None


def _within(span: tuple[date, date], part: str | None, at: Moment, step: int) -> tuple[date, date]:
    first, last = span
    if step or at.today is None or not first <= at.today <= last:
        return span
    if part == "later":
        return at.today, last
    if part in ("end", "whole", "late"):
        return span
    return (first, last) if at.forward and part != "earlier" else (first, at.today)


def _unit(m: Groups, at: Moment) -> str:
    return at.words.units[key(m["unit"])]


def _day(day: date | None, basis: str) -> Found | None:
    return Found(day, day, day.isoformat(), "day", basis) if day else None
