"""The map: where the incidents of a link happened, as exactly as is known and no more; crowded places drawn as one.

The outlines are those of the brief (Natural Earth, vendored with licence and checksum in `export/assets`). A spot of one place
shows how exactly it is known: a dot, a ring, an area, a line. Places too near each other to be told apart at this scale are one
circle with their number; its link shows them alone, and so nearer.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from rashomon.desk import links
from rashomon.desk.outline import outlines
from rashomon.desk.query import Sifted, written
from rashomon.export.brief import words
from rashomon.export.brief.maps import (
    KM_PER_DEGREE,
    RADIUS_KM,
    WIDTH,
    Label,
    Land,
    Locator,
    View,
    locate,
    on_map,
    position,
    scale_bar,
    why_not,
)
from rashomon.model import Incident, Place

CELL = 4.0
"""Degrees: places in cells that touch are drawn on one map."""

MOST_MAPS = 4
NEAR = 26.0
"""Units nearer than which two places cannot be told apart."""

CROWD = 24
"""Places on a map from which on more of them are taken together, so that numbers do not cover each other."""

LABELS = 14
LETTER = 7.6
"""Units that a letter of a name is wide."""

SHAPES = {"settlement": "ring", "district": "area", "province": "area", "line": "line"}


class Spot(Struct, frozen=True):
    """One place, or several too near each other to be told apart (`shape` "many"). `link` shows its incidents."""

    x: float
    y: float
    r: float
    shape: str
    name: str
    incidents: int
    places: int
    title: str
    link: str
    label_x: float = 0.0
    label_y: float = 0.0
    align: str = ""


class Drawing(Struct, frozen=True):
    """One map."""

    width: float
    height: float
    summary: str
    lands: tuple[Land, ...]
    countries: tuple[Label, ...]
    spots: tuple[Spot, ...]
    scale: tuple[float, str]
    locator: Locator | None


class Off(Struct, frozen=True):
    """Incidents that are on no map, and why."""

    why: str
    incidents: int


class Maps(Struct, frozen=True):
    """The maps of what a link asks for. `elsewhere`: incidents in parts of the world that are left out of them."""

    drawings: tuple[Drawing, ...]
    elsewhere: int
    off: tuple[Off, ...]


Found = dict[Place, list[Incident]]


def maps(incidents: Sequence[Incident], query: Sifted) -> Maps:
    """Maps of these incidents, those with most of them first."""
    placed, off, vague = _sorted(incidents)
    groups = sorted(_groups(placed), key=lambda group: -sum(map(len, group.values())))
    return Maps(
        drawings=tuple(_drawing(group, vague, query) for group in groups[:MOST_MAPS]),
        elsewhere=sum(len(found) for group in groups[MOST_MAPS:] for found in group.values()),
        off=tuple(Off(why, count) for why, count in sorted(off.items(), key=lambda e: (-e[1], e[0]))[:12]),
    )


def _sorted(incidents: Iterable[Incident]) -> tuple[Found, dict[str, int], set[str]]:
    """Incidents by place, those that cannot be placed by reason, and the countries of which only the name is known."""
    placed: dict[tuple[float, float, str | None], list[Incident]] = defaultdict(list)
    off: dict[str, int] = defaultdict(int)
    vague: set[str] = set()
    for incident in incidents:
        place = incident.place
        if place and on_map(place):
            placed[(*position(place), place.precision)].append(incident)
            continue
        off[why_not(place)] += 1
        if place and place.country:
            vague.add(place.country)
    return {found[0].place: found for found in placed.values() if found[0].place}, off, vague


def _groups(placed: Found) -> Iterator[Found]:
    """Places whose cells touch, over any number of steps."""
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in placed:
        lon, lat = position(place)
        cells[int(lon * math.cos(math.radians(lat)) // CELL), int(lat // CELL)].append(place)
    while cells:
        waiting, group = [next(iter(cells))], Found()
        while waiting:
            x, y = waiting.pop()
            group |= {place: placed[place] for place in cells.pop((x, y), ())}
            waiting += [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (x + i, y + j) in cells]
        yield group


def _drawing(group: Found, vague: set[str], query: Sifted) -> Drawing:
    view = View.around(list(group))
    spots = _labelled([_spot(places, group, view, query) for places in _clusters(group, view)], view)
    lands, countries = outlines(view, vague, spots)
    return Drawing(
        width=WIDTH,
        height=round(view.height, 1),
        summary=". ".join(spot.title for spot in spots[:40]),
        lands=tuple(land for land in lands if land.path),
        countries=tuple(countries),
        spots=tuple(spots),
        scale=scale_bar(view),
        locator=locate(view),
    )


def _clusters(group: Found, view: View) -> Iterator[list[Place]]:
    """Places that are near each other on the page, around the one with most incidents."""
    at = {place: view.xy(*position(place)) for place in group}
    near_by = NEAR if len(group) <= CROWD else 1.8 * NEAR
    left = sorted(group, key=lambda place: (-len(group[place]), at[place]))
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in left:
        cells[int(at[place][0] // near_by), int(at[place][1] // near_by)].append(place)
    gone: set[Place] = set()
    for place in left:
        if place in gone:
            continue
        x, y = at[place]
        column, row = int(x // near_by), int(y // near_by)
        around = [p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in cells.get((column + i, row + j), ())]
        near = [p for p in around if p not in gone and math.dist(at[p], (x, y)) < near_by and _one(p, place)]
        gone |= set(near)
        yield near


def _one(a: Place, b: Place) -> bool:
    """An area is never taken together with what lies in it: it says something else."""
    return a == b or not {a.precision, b.precision} & {"district", "province"}


def _spot(places: list[Place], group: Found, view: View, query: Sifted) -> Spot:
    incidents = [incident for place in places for incident in group[place]]
    names = list(dict.fromkeys(place.name or place.text for place in places))
    first = places[0]
    xs, ys = zip(*(view.xy(*position(place)) for place in places), strict=True)
    shape = "many" if len(places) > 1 else SHAPES.get(first.precision or "", "point")
    r = RADIUS_KM.get(first.precision or "", 0.0) / KM_PER_DEGREE * view.units
    if shape == "many":
        r = 8 + 3 * math.log2(len(incidents))
    how = words.PRECISIONS.get(first.precision or "", "precision not known") if len(places) == 1 else ""
    told = words.plain(", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else ""))
    return Spot(
        x=round(sum(xs) / len(xs), 1),
        y=round(sum(ys) / len(ys), 1),
        r=round(max(r, 9.0 if shape in {"ring", "line"} else 0.0), 1),
        shape=shape,
        name=words.plain(names[0]) if len(names) == 1 else f"{words.plain(names[0])} and {len(names) - 1} more",
        incidents=len(incidents),
        places=len(places),
        title=f"{told}{f' ({how})' if how else ''}: {words.count(len(incidents), 'incident')}",
        link=links.incident(incidents[0].id) if len(incidents) == 1 else "/" + written(query, place=names, after=""),
    )


def _labelled(spots: list[Spot], view: View) -> list[Spot]:
    """Names beside the spots of one place with most incidents, where one covers nothing else; of many a number says enough."""
    weighty = sorted(range(len(spots)), key=lambda n: (-spots[n].incidents, spots[n].y, spots[n].x))
    taken = [_Box(spot.x - spot.r, spot.y - spot.r, spot.x + spot.r, spot.y + spot.r) for spot in spots if spot.shape != "area"]
    made, named = list(spots), 0
    for n in weighty:
        if spots[n].shape == "many" or named == LABELS:
            continue
        for labelled, box in _beside(spots[n]):
            if (
                box.left > 2
                and box.right < WIDTH - 2
                and box.top > 2
                and box.bottom < view.height - 30
                and not box.meets(taken)
            ):
                made[n] = labelled
                taken.append(box)
                named += 1
                break
    return sorted(made, key=lambda spot: (spot.shape != "area", -spot.r, spot.x))


class _Box(Struct, frozen=True):
    """A part of the drawing that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, others: Iterable[_Box]) -> bool:
        return any(self.left < o.right and o.left < self.right and self.top < o.bottom and o.top < self.bottom for o in others)


def _beside(spot: Spot) -> Iterator[tuple[Spot, _Box]]:
    """The spot with its name to the right, to the left, above and below; and what the name covers there."""
    by, wide = max(spot.r, 6.0) + 5, LETTER * (len(spot.name) + (4 if spot.incidents > 1 else 0))
    places = [("start", spot.x + by, spot.y + 4), ("end", spot.x - by, spot.y + 4)]
    places += [("middle", spot.x, spot.y - spot.r - 6), ("middle", spot.x, spot.y + spot.r + 15)]
    for align, x, y in places[2:] if spot.shape == "area" else places:
        left = {"start": x, "end": x - wide, "middle": x - wide / 2}[align]
        box = _Box(left, y - 11, left + wide, y + 4)
        yield structs.replace(spot, label_x=round(x, 1), label_y=round(y, 1), align=align), box
