"""Scales and ticks for the charts. Pure arithmetic on UTC minutes; no locale, no clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rashomon.export.brief import words

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR, DAY = 60, 1440
STEPS = (HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 91 * DAY, 365 * DAY, 3650 * DAY)
MOST_TICKS = 6


def minutes(iso: str | None) -> int | None:
    """Minutes since 1970 of an ISO date or time; a date alone stands at its noon. None for what is no date."""
    try:
        value = datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    if len(iso or "") <= 10:
        value += timedelta(hours=12)
    value = value if value.tzinfo else value.replace(tzinfo=UTC)
    return int((value - EPOCH).total_seconds() // 60)


def time_ticks(first: int, last: int, most: int = MOST_TICKS) -> list[tuple[int, str]]:
    """Up to `most` moments on round hours or days, with their labels; the day is named where it changes."""
    step = next((s for s in STEPS if (last - first) / s <= most - 1), STEPS[-1])
    start = -(-first // step) * step
    moments = list(range(start, last + 1, step))
    labels, previous = [], ""
    for at in moments:
        when = EPOCH + timedelta(minutes=at)
        day = words.day(when.date().isoformat(), year=step >= 30 * DAY).replace(when.strftime("%B"), when.strftime("%b"))
        clock = f"{when:%H:%M}"
        labels.append(day if step >= DAY or day != previous else clock)
        previous = day
    return list(zip(moments, labels, strict=True))


def with_year(at: int, label: str) -> str:
    """A label with its year, unless it has it."""
    year = str((EPOCH + timedelta(minutes=at)).year)
    return label if label.endswith(year) or ":" in label else f"{label} {year}"


def number_ticks(top: float) -> list[float]:
    """Round numbers from 0 to at least `top`, three to six of them."""
    size = 10.0 ** (len(str(max(1, int(top)))) - 1)
    step = next(s for s in (size / 5, size / 2, size, 2 * size) if top / s <= 5)
    step = max(1.0, step)
    ticks = [0.0]
    while ticks[-1] < top:
        ticks.append(ticks[-1] + step)
    return ticks


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved apart so that neighbours are at least `gap` from each other, within low..high where they fit."""
    order = sorted(range(len(places)), key=lambda i: (places[i], i))
    moved = dict.fromkeys(order, 0.0)
    floor = low
    for i in order:
        moved[i] = max(places[i], floor)
        floor = moved[i] + gap
    ceiling = high
    for i in reversed(order):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - gap
    return [moved[i] for i in range(len(places))]
