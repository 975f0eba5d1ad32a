"""Toll over time: one step line a voice, on reporting time, with bounds and revisions marked.

The charts are drawn as SVG by a template of our own and not by a chart library: so each mark is a link to its sentence with
a title that a screen reader speaks, colours follow the reader's light or dark scheme and print, and the bytes depend on the
values alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from rashomon.export.brief import axes, words
from rashomon.export.brief.cites import Cite, Cites
from rashomon.export.brief.frame import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Frame, frame
from rashomon.export.brief.index import Index
from rashomon.model.incident import Bounds, Incident, Point

MOST_SERIES = 8
LABEL = 25
"""Characters of a voice's name beside its line; the table below the chart has it whole."""


class Mark(Struct, frozen=True):
    """One value that a voice gave: a dot, with a bar over its bounds; `open` points to the side that has no bound."""

    x: float
    y: float
    low_y: float
    high_y: float
    open: str
    revised: bool
    title: str
    cite: Cite | None


class Series(Struct, frozen=True):
    """One voice's line. `style` is a number for colour and dashes, `rest` runs on from its last report to the edge."""

    name: str
    label: str
    style: int
    path: str
    rest: str
    label_y: float
    marks: tuple[Mark, ...]


class Row(Struct, frozen=True):
    """The same as a line of a table."""

    voice: str
    when: str
    value: str
    revised: bool
    cite: Cite | None


class Panel(Struct, frozen=True):
    """One chart. `summary` says in words what it shows; `undated` counts values that have no date and are not drawn."""

    title: str
    summary: str
    width: float
    height: float
    left: float
    right: float
    bottom: float
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    cut: tuple[float, str] | None
    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    undated: int
    more: int

    def caption(self) -> str:
        """How the chart is to be read, after its title."""
        said = (
            ", by the time of reporting. Each line is one voice; a bar shows the bounds it gave, an open arrow that one bound "
            "is missing, a ring that it changed an earlier figure."
        )
        if self.cut:
            said += " Two strokes mark a silence that is cut out of the axis."
        if self.undated:
            said += f" {words.count(self.undated, 'value')} without a date {'is' if self.undated == 1 else 'are'} not drawn."
        return said + (f" {words.count(self.more, 'further voice')} only in the table." if self.more else "")


class _Value(Struct, frozen=True):
    voice: str
    at: int
    bounds: Bounds
    claim: str
    revised: bool


def panels(incident: Incident, index: Index, cites: Cites) -> Iterator[Panel]:
    """A chart for each figure that several voices give or that one voice changed, as far as the reports are dated."""
    for point in incident.points:
        values, undated = _values(incident, point, index)
        if len({(v.voice, v.at) for v in values}) > 1:
            yield _panel(index.question(point), values, undated, index, cites)


def _values(incident: Incident, point: Point, index: Index) -> tuple[list[_Value], int]:
    """Every value that a voice holds or held, by time of reporting, and how many had no time."""
    held: dict[tuple[str, str], tuple[Bounds, bool]] = {}
    for revision in incident.revisions:
        if (revision.slot, revision.party, revision.of) == (point.slot, point.party, point.of):
            for side, revised in ((revision.before, False), (revision.after, True)):
                if isinstance(side.value, Bounds) and side.claim and side.slot in {None, point.slot}:
                    earlier = held.get((revision.voice, side.claim), (side.value, False))[1]
                    held[revision.voice, side.claim] = side.value, revised or earlier
    for position in point.positions:
        for voice in position.voices:
            if isinstance(position.value, Bounds):
                revised = held.get((voice.name, voice.claim), (position.value, False))[1]
                held[voice.name, voice.claim] = index.own_bounds(voice.claim, point) or position.value, revised
    values, undated = [], 0
    for (name, key), (bounds, revised) in held.items():
        claim = index.claims.get(key)
        at = axes.minutes(index.reported(claim)) if claim else None
        if at is None or _middle(bounds) is None:
            undated += claim is not None
        else:
            values.append(_Value(name, at, bounds, key, revised))
    return sorted(values, key=lambda v: (v.at, v.voice, v.claim)), undated


def _middle(bounds: Bounds) -> float | None:
    """Where the line runs: the figure itself, the one bound that is given, or the middle of two."""
    if bounds.high is None:
        return bounds.low
    return bounds.high if not bounds.low else (bounds.low + bounds.high) / 2


def _panel(title: str, values: list[_Value], undated: int, index: Index, cites: Cites) -> Panel:
    by_voice: dict[str, list[_Value]] = defaultdict(list)
    for value in values:
        by_voice[value.voice].append(value)
    shown = dict(list(by_voice.items())[:MOST_SERIES])
    height = max(190.0, TOP + BOTTOM + 19.0 * len(shown))
    axes_ = frame([v.at for v in values], _top(values), height)
    marks = {name: [_mark(v, axes_, index, cites) for v in of] for name, of in shown.items()}
    ends = axes.spread([of[-1].y for of in marks.values()], 16.0, TOP, height - BOTTOM)
    series = [_series(n, name, of, end) for n, ((name, of), end) in enumerate(zip(marks.items(), ends, strict=True))]
    rows = [
        Row(words.plain(v.voice), _when(v, index), words.bounds(v.bounds), v.revised, cites.cite(v.claim, back=False))
        for v in values
    ]
    return Panel(
        title=title,
        summary=_summary(by_voice),
        width=WIDTH,
        height=height,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=height - BOTTOM,
        x_ticks=tuple(axes_.x_ticks()),
        y_ticks=tuple(axes_.y_ticks()),
        cut=axes_.cut(),
        series=tuple(series),
        rows=tuple(rows),
        undated=undated,
        more=len(by_voice) - len(shown),
    )


def _top(values: list[_Value]) -> float:
    return max(bound for value in values for bound in (value.bounds.low, value.bounds.high) if bound is not None)


def _mark(value: _Value, on: Frame, index: Index, cites: Cites) -> Mark:
    middle = _middle(value.bounds) or 0.0
    low, high = value.bounds.low, value.bounds.high
    revised = "; a revision of its earlier figure" if value.revised else ""
    return Mark(
        x=on.x(value.at),
        y=on.y(middle),
        low_y=on.y(middle if low is None else low),
        high_y=on.y(middle if high is None else high),
        open="up" if high is None else "down" if not low and high else "",
        revised=value.revised,
        title=f"{words.plain(value.voice)}, {_when(value, index)}: {words.bounds(value.bounds)}{revised}",
        cite=cites.cite(value.claim, back=False),
    )


def _when(value: _Value, index: Index) -> str:
    return words.instant(index.reported(index.claims[value.claim]) or "")


def _series(n: int, name: str, marks: list[Mark], label_y: float) -> Series:
    path = f"M{marks[0].x:g} {marks[0].y:g}" + "".join(f"H{m.x:g}V{m.y:g}" for m in marks[1:])
    edge = WIDTH - RIGHT
    shown = words.plain(name)
    return Series(
        name=shown,
        label=shown if len(shown) <= LABEL else shown[: LABEL - 1].rstrip() + "…",
        style=n,
        path=path,
        rest=f"M{marks[-1].x:g} {marks[-1].y:g}H{edge:g}L{edge + 12:g} {label_y:g}",
        label_y=round(label_y, 1),
        marks=tuple(marks),
    )


def _summary(by_voice: dict[str, list[_Value]]) -> str:
    """The chart in words, for those who do not see it."""
    return ". ".join(
        f"{words.plain(name)}: " + ", then ".join(words.bounds(v.bounds) for v in values) for name, values in by_voice.items()
    )
