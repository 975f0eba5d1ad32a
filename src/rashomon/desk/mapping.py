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
from rashomon.desk.query import Sifted, written
from rashomon.export.brief import axes, words
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
    outlines,
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

LABELS = 14
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
    left = sorted(group, key=lambda place: (-len(group[place]), at[place]))
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in left:
        cells[int(at[place][0] // NEAR), int(at[place][1] // NEAR)].append(place)
    gone: set[Place] = set()
    for place in left:
        if place in gone:
            continue
        x, y = at[place]
        around = [p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in cells.get((int(x // NEAR) + i, int(y // NEAR) + j), ())]
        near = [p for p in around if p not in gone and math.dist(at[p], (x, y)) < NEAR and _one(p, place)]
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
    """Names beside the spots with most incidents, moved apart where they would cover each other; areas above their rim."""
    weighty = sorted(range(len(spots)), key=lambda n: (-spots[n].incidents, spots[n].y, spots[n].x))[:LABELS]
    beside = [n for n in weighty if spots[n].shape != "area"]
    rows = axes.spread([spots[n].y + 4 for n in beside], 16.0, 14.0, max(view.height - 6, 16.0 * len(beside) + 14.0))
    made = list(spots)
    for n, row in zip(beside, rows, strict=True):
        spot, end = spots[n], spots[n].x > WIDTH * 0.72
        by = max(spot.r, 6.0) + 5
        x = round(spot.x - by if end else spot.x + by, 1)
        made[n] = structs.replace(spot, label_x=x, label_y=round(row, 1), align="end" if end else "start")
    for n in set(weighty) - set(beside):
        above = round(max(14.0, spots[n].y - spots[n].r - 5), 1)
        made[n] = structs.replace(spots[n], label_x=spots[n].x, label_y=above, align="middle")
    return sorted(made, key=lambda spot: (spot.shape != "area", -spot.r, spot.x))
