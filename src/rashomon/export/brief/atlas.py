"""Outlines of countries, cut to a view. The data are Natural Earth's, see `assets/README.md`."""

from __future__ import annotations

import gzip
import math
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise

import msgspec
from msgspec import Struct

Ring = list[tuple[float, float]]


class Country(Struct, frozen=True):
    """Rings of longitude and latitude in degrees, with their bounding boxes (west, south, east, north)."""

    code: str | None
    name: str
    rings: tuple[tuple[Ring, tuple[float, float, float, float]], ...]


class _Stored(Struct):
    transform: dict[str, tuple[float, float]]
    arcs: list[list[tuple[int, int]]]
    countries: list[tuple[str | None, str, list[list[int]]]]


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries; decoded once a process."""
    data = gzip.decompress(files("rashomon.export").joinpath("assets/outlines.json.gz").read_bytes())
    stored = msgspec.json.decode(data, type=_Stored)
    arcs = [_degrees(arc, stored.transform) for arc in stored.arcs]
    return tuple(
        Country(code, name, tuple((ring, _box(ring)) for parts in rings if (ring := _joined(parts, arcs))))
        for code, name, rings in stored.countries
    )


def _degrees(arc: list[tuple[int, int]], transform: dict[str, tuple[float, float]]) -> Ring:
    """TopoJSON: deltas of whole steps, then scale and translate."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    xs, ys = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
    return [(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)]


def _joined(parts: list[int], arcs: list[Ring]) -> Ring:
    """One ring from its arcs; a negative number (~n) is arc n backwards; joints are shared points."""
    ring: Ring = []
    for n in parts:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _box(ring: Ring) -> tuple[float, float, float, float]:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return min(lons), min(lats), max(lons), max(lats)


def clipped(country: Country, west: float, south: float, east: float, north: float) -> list[Ring]:
    """The country's rings within the view (Sutherland and Hodgman), empty where none reaches in."""
    found = []
    for ring, (w, s, e, n) in country.rings:
        if w <= east and e >= west and s <= north and n >= south:
            for axis, edge, keep_above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
                ring = _cut(ring, axis, edge, keep_above)
            if len(ring) > 2:
                found.append(ring)
    return found


def _cut(ring: Ring, axis: int, edge: float, above: bool) -> Ring:
    """What of a closed ring lies on one side of a line of longitude (axis 0) or latitude (axis 1)."""
    kept: Ring = []
    for a, b in pairwise([*ring[-1:], *ring]):
        inside_a, inside_b = ((p[axis] >= edge) == above or p[axis] == edge for p in (a, b))
        if inside_a != inside_b:
            t = (edge - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        if inside_b:
            kept.append(b)
    return kept


def area(ring: Ring) -> float:
    """Square degrees, longitudes shortened with the latitude; enough to tell a large piece from a sliver."""
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, *ring[:1]]))
    return abs(doubled) / 2 * math.cos(math.radians(ring[0][1]))


def middle(ring: Ring) -> tuple[float, float]:
    """The centroid of a ring."""
    cross = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*ring, *ring[:1]])]
    total = sum(c for _, _, c in cross) or 1e-12
    x = sum((a[0] + b[0]) * c for a, b, c in cross) / (3 * total)
    y = sum((a[1] + b[1]) * c for a, b, c in cross) / (3 * total)
    return x, y
