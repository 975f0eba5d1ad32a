"""The timeline strip: incidents by the day on which they began, stacked by what kind of happening they are.

Drawn as SVG on the server. A bar is a link to its days, so that one can go from years to months to days without JavaScript;
with it, one may brush.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from rashomon.desk.query import Sifted, written
from rashomon.desk.sift import Sift, union
from rashomon.export.brief import axes, words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960.0, 132.0, 34.0, 8.0, 8.0, 24.0
"""Units of the drawing."""

MOST_BARS = 100
"""Bars that are drawn; where there are more days, a bar is a week, a month or a year."""

FAMILIES = {
    "violence": "violence",
    "ground": "control of ground",
    "forces": "forces and supplies",
    "people": "people",
    "words": "words between parties",
    "information": "information",
}


class Piece(Struct, frozen=True):
    """The incidents of one family in a bar."""

    family: str
    count: int
    y: float
    height: float


class Bar(Struct, frozen=True):
    """One day, week, month or year. `link` shows its incidents."""

    since: str
    until: str
    said: str
    count: int
    x: float
    width: float
    pieces: tuple[Piece, ...]
    link: str


class Strip(Struct, frozen=True):
    """The whole drawing. `per`: what one bar is; `undated`: incidents that no report dates."""

    width: float
    height: float
    bottom: float
    left: float
    right: float
    per: str
    since: str
    until: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    families: tuple[tuple[str, str], ...]
    undated: int
    summary: str


def strip(sift: Sift, query: Sifted) -> Strip | None:
    """The strip of what a query asks for, over the time that it asks for; None where nothing there is dated."""
    base = sift.chosen(query, without="time")
    dated = {day: bits & base for day, bits in sift.starts.items() if bits & base and _asked(day, query) and _is_day(day)}
    undated = (base & ~union(sift.starts.values())).bit_count()
    if not dated:
        return None
    days = sorted(dated)
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    per, bins = _bins(first, last)
    families = _families(sift)
    stacks = [_stack(since, until, dated, days, families) for since, until in bins]
    top = axes.number_ticks(max(sum(stack.values()) for stack in stacks))
    scale = (HEIGHT - TOP - BOTTOM) / top[-1]
    step = (WIDTH - LEFT - RIGHT) / len(bins)
    made = [_bar(n, step, scale, *at, stack, per, query) for n, (at, stack) in enumerate(zip(bins, stacks, strict=True))]
    bars = [bar for bar in made if bar.count]
    drawn = {piece.family for bar in bars for piece in bar.pieces}
    return Strip(
        width=WIDTH,
        height=HEIGHT,
        bottom=HEIGHT - BOTTOM,
        left=LEFT,
        right=WIDTH - RIGHT,
        per=per,
        since=bins[0][0].isoformat(),
        until=bins[-1][1].isoformat(),
        bars=tuple(bars),
        ticks=tuple(_ticks(bins, step, per)),
        levels=tuple((round(HEIGHT - BOTTOM - n * scale, 1), words.number(n)) for n in (top[-1], top[len(top) // 2])),
        families=tuple((name, said) for name, said in FAMILIES.items() if name in drawn),
        undated=undated,
        summary="; ".join(f"{bar.said}: {words.count(bar.count, 'incident')}" for bar in bars[:40]),
    )


def _asked(day: str, query: Sifted) -> bool:
    return (query.since or "") <= day <= (query.until + "\uffff" if query.until else "\uffff")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _bins(first: date, last: date) -> tuple[str, list[tuple[date, date]]]:
    days = (last - first).days + 1
    if days <= MOST_BARS:
        return "day", [(d, d) for d in (first + timedelta(days=n) for n in range(days))]
    if days <= 7 * MOST_BARS:
        monday = first - timedelta(days=first.weekday())
        return "week", [
            (d, d + timedelta(days=6)) for d in (monday + timedelta(days=n) for n in range(0, days + 7, 7)) if d <= last
        ]
    if days <= 30 * MOST_BARS:
        return "month", list(_months(first, last))
    return "year", [(date(y, 1, 1), date(y, 12, 31)) for y in range(first.year, last.year + 1)]


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _families(sift: Sift) -> dict[str, int]:
    kinds = sift.scene.view.words.kinds
    found = dict.fromkeys(FAMILIES, 0)
    for kind, bits in sift.bits["kind"].items():
        found[kinds[kind].family if kind in kinds else "information"] |= bits
    return found


def _stack(since: date, until: date, dated: dict[str, int], days: list[str], families: dict[str, int]) -> dict[str, int]:
    """How many incidents of each family began from one day to another. `days` are those of `dated`, in their order."""
    first, last = bisect_left(days, since.isoformat()), bisect_right(days, until.isoformat())
    bits = union(dated[day] for day in days[first:last])
    return {name: count for name, of in families.items() if (count := (bits & of).bit_count())}


def _bar(n: int, step: float, scale: float, since: date, until: date, stack: dict[str, int], per: str, query: Sifted) -> Bar:
    pieces, y = [], HEIGHT - BOTTOM
    for name, count in stack.items():
        height = round(count * scale, 1)
        y -= height
        pieces.append(Piece(name, count, round(y, 1), height))
    gap = min(2.0, step / 5)
    return Bar(
        since=since.isoformat(),
        until=until.isoformat(),
        said=_said(since, per),
        count=sum(stack.values()),
        x=round(LEFT + n * step + gap / 2, 1),
        width=round(max(1.0, min(step - gap, 42.0)), 1),
        pieces=tuple(pieces),
        link=written(query, since=since.isoformat(), until=until.isoformat(), after=""),
    )


def _said(since: date, per: str) -> str:
    if per == "year":
        return str(since.year)
    if per == "month":
        return words.day(since.isoformat()[:7])
    return f"{'week of ' if per == 'week' else ''}{words.day(since.isoformat())}"


def _ticks(bins: list[tuple[date, date]], step: float, per: str) -> Iterator[tuple[float, str]]:
    """A label under about every 90 units; the year where it changes."""
    every = max(1, -(-90 // int(max(1, step))))
    year = 0
    for n in range(0, len(bins), every):
        at = bins[n][0]
        month = words.MONTHS[at.month - 1][:3]
        month = month if per == "month" else f"{at.day} {month}"
        label = str(at.year) if per == "year" else f"{month} {at.year}" if at.year != year else month
        year = at.year
        yield round(LEFT + n * step + 1, 1), label
