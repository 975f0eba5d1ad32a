"""Outlines of countries at the scale of a map: no finer than the eye can see, so that a map of a continent is a small page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rashomon.export.brief import atlas
from rashomon.export.brief.maps import At, Label, Land, View

LEVELS = (0.0, 0.03, 0.12, 0.4)
"""Degrees between points of an outline, coarser from one level to the next; 0 is the data as they are."""

FINE = 1.1
"""Units of a drawing that two points are apart at least."""

ROOM = 9000.0
"""Square units that a country takes at least to be named."""


def outlines(view: View, vague: Collection[str], spots: Sequence[At]) -> tuple[list[Land], list[Label]]:
    """Countries in the view, with the names of those that have room for it; `vague` are the codes of countries of which only
    the name is known of some incident.
    """
    lands, labels = [], []
    for code, name, path, x, y, size in _drawn(view):
        lands.append(Land(path, code is not None and code in vague))
        clear = all(abs(x - spot.x) > 110 or abs(y - spot.y) > 26 for spot in spots)
        if clear and size > ROOM and view.inside(x, y):
            labels.append(Label(x, y, name))
    return lands, labels


@lru_cache(maxsize=128)
def _drawn(view: View) -> tuple[tuple[str | None, str, str, float, float, float], ...]:
    """Of each country in the view its code, name, path, the middle of its largest piece, and the size of that."""
    return tuple(_each(view))


def _each(view: View) -> Iterator[tuple[str | None, str, str, float, float, float]]:
    level = max(n for n, apart in enumerate(LEVELS) if apart * view.units <= FINE)
    for country in _thinned(level):
        rings = atlas.clipped(country, *view.box())
        path = "".join(_path(ring, view) for ring in rings)
        if path:
            largest = max(rings, key=atlas.area)
            x, y = view.xy(*atlas.middle(largest))
            yield country.code, country.name, path, x, y, atlas.area(largest) * view.units**2


@lru_cache(maxsize=len(LEVELS))
def _thinned(level: int) -> tuple[atlas.Country, ...]:
    """All countries with their outlines at a level; islets that are smaller than its step are left out."""
    apart = LEVELS[level]
    if not apart:
        return atlas.countries()
    made = []
    for country in atlas.countries():
        rings = tuple((_thin(ring, apart), box) for ring, box in country.rings if max(box[2] - box[0], box[3] - box[1]) > apart)
        made.append(atlas.Country(country.code, country.name, rings))
    return tuple(made)


def _thin(ring: atlas.Ring, apart: float) -> atlas.Ring:
    """The ring without points nearer to the one before than that."""
    kept = ring[:1]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) >= apart or abs(point[1] - kept[-1][1]) >= apart:
            kept.append(point)
    return kept


def _path(ring: atlas.Ring, view: View) -> str:
    """A ring as SVG draws it, in steps from point to point."""
    points: list[tuple[int, int]] = []
    for lon, lat in ring:
        x, y = view.xy(lon, lat)
        point = round(x * 2), round(y * 2)
        if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) > 2 * FINE:
            points.append(point)
    if len(points) < 3:
        return ""
    steps = "".join(f"{(b[0] - a[0]) / 2:g} {(b[1] - a[1]) / 2:g} " for a, b in pairwise(points))
    return f"M{points[0][0] / 2:g} {points[0][1] / 2:g}l{steps}z"
