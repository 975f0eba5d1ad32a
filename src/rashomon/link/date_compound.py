"""Rules for expressions with another expression inside ("the night of February 2", "since March 2011", "1115 GMT on
Friday"), and for durations, sets and references without a date ("for months", "daily", "now").
"""

from __future__ import annotations

import re

from rashomon.link.date_absolute import Groups, key
from rashomon.link.date_calendar import PRECISION, Found, Moment, later, shifted
from rashomon.link.date_relative import count, duration_value, part_of

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?\s*([ap])?", re.IGNORECASE)


def part_of_date(m: Groups, at: Moment) -> Found | None:
    """The night of February 2, yesterday evening."""
    inner = at.within(m["inner"])
    if inner and inner.precision == "part" and inner.first:  # "the early hours of Sunday morning"
        inner = Found(inner.first, inner.first, inner.first.isoformat(), "day", inner.basis)
    return part_of(inner, m["part"], at) if inner is None or inner.precision == "day" else inner


def night_between(m: Groups, at: Moment) -> Found | None:
    """The night from one day to the next: it belongs to the first."""
    if "range" in m:
        inner = at.within(m["range"])
    else:
        inner, second = at.within(m["inner"]), at.within(m["inner2"])
        if second and second.first and not (inner and inner.first):
            inner = Found(later(second.first, -1), later(second.first, -1), "", "day", second.basis)
    return part_of(inner, m["part"], at)


def day_part(m: Groups, at: Moment) -> Found | None:
    """Last night, overnight, this morning; "at dawn" is of the day that the text dated last, else of the day of writing."""
    if "inner" in m:
        inner = at.within(m["inner"])
        first, last = part_of(inner, m["p1"], at), part_of(inner, m["p2"], at)
        if not inner or not first or not last or not (first.clock and last.clock):
            return first
        return Found(first.first, last.last, inner.value, "part", inner.basis, (first.clock[0], last.clock[1]))
    if "loose" in m:
        known = at.last if at.last and at.last.precision in ("day", "part", "hour") and at.last.first else None
        day, basis = (known.first, f"day of {known.value}") if known else (at.today, at.today_is)
        part = key(m["loose"])
        part = part if part in at.words.parts else part.replace("-", " ").split()[-1]
    else:
        back = "last" in m or "over" in m
        day, basis = at.today and later(at.today, -1 if back else 0), at.today_is
        part = m.get("part") or next(name for name, p in at.words.parts.items() if p.code == "NI")
    found = Found(day, day, day.isoformat() if day else "XXXX-XX-XX", "day", basis)
    return part_of(found, part, at)


def clock(m: Groups, at: Moment) -> Found | None:
    """A time of day, or two, with a day and a zone where the text names them. Local times carry no offset."""
    named = m.get("inner") or m.get("day")
    inner = at.within(named) if named else None
    known = at.last if at.last and at.last.precision in ("day", "part", "hour") and at.last.first else None
    if named:
        day, basis = (inner.first, inner.basis) if inner else (None, "")
    else:
        day, basis = (known.first, f"day of {known.value}") if known else (at.today, at.today_is)
    hours = times_of_day(m["clock"], at)
    if not hours:
        return inner
    zone = next((offset for name, offset in at.words.zones.items() if key(name) == key(m.get("zone", ""))), "")
    value = f"{day.isoformat() if day else 'XXXX-XX-XX'}T{_clock(hours[0])}"
    last = day and later(day, hours[-1] // 24)
    ends = f"T{_clock(hours[0])}{zone}", f"T{_clock(hours[-1] % 24)}{zone}"
    start = day and later(day, hours[0] // 24)
    return Found(start, last, value, "hour", basis, (f"T{_clock(hours[0] % 24)}{zone}", ends[1]))


def times_of_day(text: str, at: Moment) -> list[float]:
    """Hours since midnight: "10-11pm" gives 22 and 23, "7.30 a.m." 7.5, "1115" 11.25, "ten o'clock" nothing (which one?)."""
    if key(text) in at.words.hours:
        return [at.words.hours[key(text)]]
    found = [(int(h), int(mm or 0), half.lower()) for h, mm, half in _TIME.findall(text)]
    half = next((x[2] for x in reversed(found) if x[2]), "")
    hours = [(h % 12 + (12 if (own or half) == "p" else 0) if half else h) + mm / 60 for h, mm, own in found]
    return hours if all(0 <= h < 25 for h in hours) and hours == sorted(hours) else hours[-1:]


def since(m: Groups, at: Moment) -> Found | None:
    """From the beginning of the inner expression up to the day of writing."""
    inner = at.within(m["inner"])
    if not inner or not inner.first:
        return inner
    last = at.today if at.today and at.today >= inner.first else None
    return Found(inner.first, last, inner.value, inner.precision, f"since {inner.value}, up to {at.today_is}")


def until(m: Groups, at: Moment) -> Found | None:
    """Up to the end of the inner expression: from the day of writing where that lies before it, else open. "Before 2015"
    ends where 2015 begins.
    """
    inner = at.within(m["inner"])
    if not inner or not inner.first or not inner.last:
        return inner
    strict = key(m["how"]) in at.words.excluding and inner.precision in ("year", "month", "day") and "ending" not in m
    end = later(inner.first, -1) if strict and inner.clock is None else inner.last
    first = at.today if at.today and end and at.today <= end else None
    return Found(first, end, inner.value, inner.precision, f"{key(m['how'])} {inner.value}; {at.today_is}")


def duration(m: Groups, at: Moment) -> Found | None:
    """How long. With "for" or "in" and a verb in the perfect it is the time up to the day of writing, else it has no date."""
    if "bare" in m:
        unit = at.words.units[key(m["bare"]).split()[-1]]
        return Found(None, None, duration_value(None, unit), PRECISION[unit], "duration")
    unit, n = at.words.units[key(m["unit"])], count(m, at)
    value = duration_value(n, unit)
    begins = key(m.get("pre", "")).partition(" ")[0] in at.words.stretches
    if begins and n and at.today and at.leaning == "perfect":
        return Found(shifted(at.today, -n, unit), at.today, value, PRECISION[unit], f"up to {at.today_is}")
    return Found(None, None, value, PRECISION[unit], "duration")


def every(m: Groups, at: Moment) -> Found | None:
    """What comes again and again."""
    if "word" in m:
        return Found(None, None, at.words.sets[key(m["word"])], "day", "set")
    if "month" in m:
        return Found(None, None, f"XXXX-{at.words.months[key(m['month'])]:02d}", "month", "set")
    unit = at.words.units[key(m.get("unit") or m["rate"])]
    number = count(m, at) if "n" in m else 1.0
    return Found(None, None, duration_value(number, unit), PRECISION[unit], "set")


def present(m: Groups, at: Moment) -> Found | None:
    """The day of writing."""
    return Found(at.today, at.today, "PRESENT_REF", "day", at.today_is)


def before_now(m: Groups, at: Moment) -> Found | None:
    """Some time up to the day of writing."""
    return Found(None, at.today, "PAST_REF", "day", at.today_is)


def after_now(m: Groups, at: Moment) -> Found | None:
    """Some time from the day of writing on."""
    return Found(at.today, None, "FUTURE_REF", "day", at.today_is)


def _clock(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
