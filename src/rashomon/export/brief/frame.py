"""From moments and numbers to units of a drawing. One long silence among the reports is cut out of the time axis, so that an
inquiry a year later does not press the first days into a single stroke.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from rashomon.export.brief import axes, words

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 680.0, 40.0, 226.0, 14.0, 28.0
"""Units of the drawing; the right margin holds the names of the voices."""

SILENCE = 0.6
"""A silence that takes more than this share of the whole time is cut out."""

CUT = 56.0
"""Units that stand for the silence that was cut out; its length is written there."""

LEAST = 0.16
"""Share of the axis that either side of a cut has at least."""


class Stretch(Struct, frozen=True):
    """A piece of the time axis: from minute `first` at `left` to minute `last` at `right`."""

    first: int
    last: int
    left: float
    right: float


class Frame(Struct, frozen=True):
    """The axes of one chart."""

    stretches: tuple[Stretch, ...]
    numbers: tuple[float, ...]
    height: float
    silence: str

    def x(self, at: int) -> float:
        """Where a moment stands."""
        s = next((s for s in self.stretches if at <= s.last), self.stretches[-1])
        return round(s.left + (at - s.first) / (s.last - s.first) * (s.right - s.left), 1)

    def y(self, value: float) -> float:
        """Where a number stands; larger numbers are higher."""
        return round(self.height - BOTTOM - value / self.numbers[-1] * (self.height - TOP - BOTTOM), 1)

    def x_ticks(self) -> list[tuple[float, str]]:
        """Moments with their labels; after a cut each side names its year."""
        ticks: list[tuple[float, str]] = []
        for s in self.stretches:
            found = axes.time_ticks(
                s.first, s.last, max(2, round(axes.MOST_TICKS * (s.right - s.left) / (WIDTH - LEFT - RIGHT)))
            )
            if self.silence:
                found = found[: 1 if s.right - s.left < 90 else None]
                found = [(at, axes.with_year(at, label) if n == 0 else label) for n, (at, label) in enumerate(found)]
            ticks += [(self.x(at), label) for at, label in found]
        return ticks

    def y_ticks(self) -> list[tuple[float, str]]:
        """Round numbers with their labels."""
        return [(self.y(number), words.number(number)) for number in self.numbers]

    def cut(self) -> tuple[float, str] | None:
        """The middle of the silence that was cut out, and how long it was."""
        return (round(self.stretches[0].right + CUT / 2, 1), self.silence) if self.silence else None


def frame(moments: list[int], top: float, height: float) -> Frame:
    """Axes for these moments (minutes) and numbers from 0 to `top`."""
    numbers = tuple(axes.number_ticks(max(1.0, top * 1.08)))
    first, last = min(moments), max(moments)
    a, b = max(pairwise(sorted(moments)), key=lambda pair: pair[1] - pair[0], default=(first, last))
    if len(set(moments)) > 2 and (b - a) / (last - first) > SILENCE and b - a > 2 * axes.DAY:
        return Frame(_cut(first, a, b, last), numbers, height, words.count(round((b - a) / axes.DAY), "day") + " later")
    room = max((last - first) // 20, 6 * axes.HOUR if first == last else 30)
    return Frame((Stretch(first - room, last + room, LEFT, WIDTH - RIGHT),), numbers, height, "")


def _cut(first: int, a: int, b: int, last: int) -> tuple[Stretch, Stretch]:
    """The two sides of a silence from `a` to `b`, their widths by their lengths."""
    spans = [a - first, last - b]
    share = min(1 - LEAST, max(LEAST, spans[0] / (sum(spans) or 1)))
    width = WIDTH - LEFT - RIGHT - CUT
    middle = LEFT + share * width
    rooms = [max(span // 8, 6 * axes.HOUR) for span in spans]
    return (
        Stretch(first - rooms[0], a + rooms[0], LEFT, middle),
        Stretch(b - rooms[1], last + rooms[1], middle + CUT, WIDTH - RIGHT),
    )
