"""Where incidents happened, as exactly as is known and no more: a point, a ring, an area, a line."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from msgspec import Struct, structs

from rashomon.export.brief import atlas, axes, words
from rashomon.export.brief.index import Index
from rashomon.model.claim import Place
from rashomon.model.incident import Incident

WIDTH = 640.0
MARGIN = 34.0
LEAST_KM = 160.0
"""A map never shows less than this across, so that a border or a coast gives the place."""

APART_KM = 900.0
"""Incidents farther apart than this stand on maps of their own."""

RADIUS_KM = {"settlement": 4.0, "district": 20.0, "province": 60.0, "line": 12.0}
"""What the rings show: a class of precision, drawn to scale. They are conventions and no measured error."""

KM_PER_DEGREE = 111.2

SIGNS = (
    "A dot is an exact place; a ring means somewhere in the settlement; a dashed circle, somewhere in the district or "
    "province; a dashed line, somewhere along a road or border near there. Circles show a class of precision (4, 20 and 60 "
    "km), not a measured error."
)
OUTLINES = "Outlines: Natural Earth. They show who holds a border in fact and judge no claim to it."
"""What every form of the brief says beside its maps."""


class Spot(Struct, frozen=True):
    """One place with the numbers of the incidents there. `shape` is point, ring, area or line; `r` in units."""

    x: float
    y: float
    r: float
    shape: str
    name: str
    numbers: tuple[int, ...]
    title: str
    anchor: str
    label_x: float
    label_y: float
    align: str


class At(Protocol):
    """Something that is drawn at a point."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...


class Land(Struct, frozen=True):
    """One country's outline; `named` where only the country is known of some incident."""

    path: str
    named: bool


class Label(Struct, frozen=True):
    """A country's name or a town that reports mention."""

    x: float
    y: float
    text: str


class Locator(Struct, frozen=True):
    """The small map in the corner: countries around, and the window that the large map shows."""

    lands: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


class Map(Struct, frozen=True):
    """One map, `width` by `height` units, `scale` = (length in units, words)."""

    width: float
    height: float
    summary: str
    lands: tuple[Land, ...]
    countries: tuple[Label, ...]
    towns: tuple[Label, ...]
    spots: tuple[Spot, ...]
    scale: tuple[float, str]
    locator: Locator | None


class Unplaced(Struct, frozen=True):
    """Incidents that no map can show as a place, and why."""

    number: int
    title: str
    why: str


def maps(numbered: list[tuple[int, Incident]], index: Index) -> tuple[list[Map], list[Unplaced]]:
    """The maps of these incidents, and those that are on none."""
    placed = [(n, i, i.place) for n, i in numbered if i.place and on_map(i.place)]
    on = {n for n, _, _ in placed}
    unplaced = [Unplaced(n, words.plain(i.title), why_not(i.place)) for n, i in numbered if n not in on]
    vague = {i.place.country for n, i in numbered if n not in on and i.place and i.place.country}
    return [_map(group, vague, index) for group in _groups(placed)], unplaced


def on_map(place: Place) -> bool:
    """Whether a place is known well enough to be drawn as one."""
    return place.lat is not None and place.lon is not None and place.precision != "country" and abs(place.lat) < 85


def why_not(place: Place | None) -> str:
    """Why a place is on no map."""
    if place is None:
        return "place not stated"
    name = words.plain(place.name or place.text)
    return f"{name}: only the country is known" if place.precision == "country" else f"{name}: not in the gazetteer"


def position(place: Place) -> tuple[float, float]:
    """Longitude and latitude."""
    return place.lon or 0.0, place.lat or 0.0


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on a locally flat earth: good to a percent within a map."""
    shorter = math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot((a[0] - b[0]) * shorter, a[1] - b[1]) * KM_PER_DEGREE


_Placed = tuple[int, Incident, Place]


def _groups(placed: list[_Placed]) -> list[list[_Placed]]:
    """Neighbours together: each incident joins the first group that has one within APART_KM, groups that meet merge."""
    groups: list[list[_Placed]] = []
    for item in placed:
        near = [g for g in groups if any(_km(position(item[2]), position(other[2])) <= APART_KM for other in g)]
        merged = [other for g in near for other in g] + [item]
        groups = [g for g in groups if g not in near] + [merged]
    return sorted((sorted(g, key=lambda item: item[0]) for g in groups), key=lambda g: g[0][0])


class View(Struct, frozen=True):
    """An equirectangular projection around the middle of the view: straight meridians, true scale along them."""

    west: float
    north: float
    units: float
    shorter: float
    height: float

    @classmethod
    def around(cls, places: Sequence[Place]) -> View:
        """The view that holds these places, never less than LEAST_KM across."""
        lons, lats = [position(p)[0] for p in places], [position(p)[1] for p in places]
        reach = 1.6 * max(RADIUS_KM.get(p.precision or "", 0.0) for p in places) / KM_PER_DEGREE
        lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        shorter = math.cos(math.radians(lat))
        wide = max((max(lons) - min(lons)) * shorter + 2 * reach, LEAST_KM / KM_PER_DEGREE) * 1.25
        tall = max(max(lats) - min(lats) + 2 * reach, LEAST_KM / KM_PER_DEGREE * 0.55) * 1.25
        height = min(460.0, max(280.0, WIDTH * tall / wide))
        units = min(WIDTH / wide, height / tall)
        return cls(lon - WIDTH / 2 / units / shorter, lat + height / 2 / units, units, shorter, height)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Units from the upper left corner."""
        return round((lon - self.west) * self.shorter * self.units, 1), round((self.north - lat) * self.units, 1)

    def box(self, width: float = WIDTH) -> tuple[float, float, float, float]:
        """West, south, east, north with a rim, so that cut edges lie outside the picture."""
        rim = 12.0 / self.units
        east, south = self.west + width / self.units / self.shorter, self.north - self.height / self.units
        return self.west - rim / self.shorter, south - rim, east + rim / self.shorter, self.north + rim

    def inside(self, x: float, y: float, rim: float = MARGIN) -> bool:
        """Whether a point is in the picture, and not at its rim."""
        return rim <= x <= WIDTH - rim and rim / 2 <= y <= self.height - rim / 2


def _map(group: list[_Placed], vague: set[str], index: Index) -> Map:
    view = View.around([place for _, _, place in group])
    spots = _spots(group, view)
    lands, labels = outlines(view, vague, spots)
    return Map(
        width=WIDTH,
        height=round(view.height, 1),
        summary=". ".join(spot.title for spot in spots),
        lands=tuple(lands),
        countries=tuple(labels),
        towns=tuple(_towns(view, spots, index)),
        spots=tuple(spots),
        scale=scale_bar(view),
        locator=locate(view),
    )


LOCATOR = (142.0, 100.0)
LOCATOR_DEGREES = 26.0
"""Breadth of the locator at the equator: a few countries around, enough to know where on earth the map is."""


def locate(view: View) -> Locator | None:
    """None where the map itself shows as much."""
    wide, tall = WIDTH / view.units, view.height / view.units
    if wide > LOCATOR_DEGREES / 2:
        return None
    units = LOCATOR[0] / LOCATOR_DEGREES
    lon, lat = view.west + wide / view.shorter / 2, view.north - tall / 2
    around = View(lon - LOCATOR[0] / 2 / units / view.shorter, lat + LOCATOR[1] / 2 / units, units, view.shorter, LOCATOR[1])
    rings = [ring for country in atlas.countries() for ring in atlas.clipped(country, *around.box(LOCATOR[0]))]
    width, height = max(7.0, wide * units), max(5.0, tall * units)
    return Locator(
        lands=tuple(path for ring in rings if (path := _path(ring, around))),
        x=round((LOCATOR[0] - width) / 2, 1),
        y=round((LOCATOR[1] - height) / 2, 1),
        width=round(width, 1),
        height=round(height, 1),
    )


def _spots(group: list[_Placed], view: View) -> list[Spot]:
    together: dict[tuple[float, float, str], list[_Placed]] = defaultdict(list)
    for item in group:
        together[(*position(item[2]), item[2].precision or "")].append(item)
    spots = []
    for (lon, lat, precision), items in together.items():
        x, y = view.xy(lon, lat)
        r = RADIUS_KM.get(precision, 0.0) / KM_PER_DEGREE * view.units
        shape = {"settlement": "ring", "district": "area", "province": "area", "line": "line"}.get(precision, "point")
        name = words.plain(items[0][2].name or items[0][2].text)
        told = "; ".join(f"{n}, {words.plain(incident.title)}" for n, incident, _ in items)
        how = words.PRECISIONS.get(precision, "precision not known")
        spots.append(
            Spot(
                x=x, y=y, r=round(max(r, 9.0 if shape in {"ring", "line"} else 0.0), 1), shape=shape, name=name,
                numbers=tuple(n for n, _, _ in items), title=f"{name} ({how}): {told}", anchor=f"i-{items[0][0]}",
                label_x=0.0, label_y=0.0, align="start",
            )
        )  # fmt: skip
    return _labelled(sorted(spots, key=lambda spot: -spot.r))


def _labelled(spots: list[Spot]) -> list[Spot]:
    """Labels above areas and beside other spots, moved apart where they would cover each other."""
    areas = [
        structs.replace(s, label_x=s.x, label_y=max(14.0, s.y - s.r - 5), align="middle") for s in spots if s.shape == "area"
    ]
    others = [spot for spot in spots if spot.shape != "area"]
    rows = axes.spread([spot.y + 4 for spot in others], 17.0, 14.0, 1e6)
    for spot, row in zip(others, rows, strict=True):
        by, end = max(spot.r, 6.0) + 5, spot.x > WIDTH * 0.72
        x = round(spot.x - by if end else spot.x + by, 1)
        areas.append(structs.replace(spot, label_x=x, label_y=round(row, 1), align="end" if end else "start"))
    return areas


def outlines(view: View, vague: Collection[str], spots: Sequence[At]) -> tuple[list[Land], list[Label]]:
    """Countries in the view with their names, where those are clear of the spots."""
    lands, labels = [], []
    for country in atlas.countries():
        rings = atlas.clipped(country, *view.box())
        if not rings:
            continue
        lands.append(Land("".join(_path(ring, view) for ring in rings), country.code is not None and country.code in vague))
        largest = max(rings, key=atlas.area)
        x, y = view.xy(*atlas.middle(largest))
        clear = all(abs(x - spot.x) > 110 or abs(y - spot.y) > 26 for spot in spots)
        if clear and view.inside(x, y) and atlas.area(largest) * view.units**2 > 9000:
            labels.append(Label(x, y, country.name))
    return lands, labels


def _path(ring: atlas.Ring, view: View) -> str:
    points = list(dict.fromkeys(view.xy(*point) for point in ring))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z" if len(points) > 2 else ""


def _towns(view: View, spots: list[Spot], index: Index) -> Iterable[Label]:
    """Other settlements that the reports name, for orientation: at most ten, none on top of another label."""
    seen: dict[tuple[float, float], str] = {}
    counts: dict[tuple[float, float], int] = defaultdict(int)
    for claim in index.claims.values():
        place = claim.place
        if place and on_map(place) and place.precision == "settlement":
            at = view.xy(*position(place))
            seen.setdefault(at, words.plain(place.name or place.text))
            counts[at] += 1
    taken = [(spot.x, spot.y) for spot in spots]
    for x, y in sorted(seen, key=lambda at: (-counts[at], at)):
        clear = all(abs(x - tx) > 70 or abs(y - ty) > 16 for tx, ty in taken)
        if clear and view.inside(x, y) and len(taken) - len(spots) < 10:
            taken.append((x, y))
            yield Label(x, y, seen[x, y])


def scale_bar(view: View) -> tuple[float, str]:
    """A bar of a round length, about a fifth of the width."""
    per_km = view.units / KM_PER_DEGREE
    km = next(k for k in (1000, 500, 200, 100, 50, 20, 10) if k * per_km <= WIDTH / 4 or k == 10)
    return round(km * per_km, 1), f"{km} km"
