"""The case: its incidents with their standing at a glance, facets, and the timeline strip."""

from __future__ import annotations

from msgspec import Struct

from rashomon.desk import links
from rashomon.desk.mapping import Maps, maps
from rashomon.desk.query import Sifted, part, written
from rashomon.desk.scenes import Scene
from rashomon.desk.sift import STANDINGS, Facet, Sift, standings
from rashomon.desk.strip import Strip, strip
from rashomon.export.brief import words
from rashomon.model import Incident, Tally


class Tag(Struct, frozen=True):
    """A standing with how many questions have it; 0 where that says nothing ("one origin only")."""

    standing: str
    said: str
    count: int


class Figure(Struct, frozen=True):
    """A figure of an incident over all its current voices; None = open or unknown."""

    asked: str
    said: str
    measure: str
    party: str | None
    of: str | None
    low: float | None
    best: float | None
    high: float | None


class Card(Struct, frozen=True):
    """An incident in a list."""

    id: str
    title: str
    kind: str
    kind_said: str
    since: str | None
    until: str | None
    when: str
    where: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    tags: tuple[Tag, ...]
    figures: tuple[Figure, ...]
    claims: int
    documents: int
    link: str


class Chosen(Struct, frozen=True):
    """A filter that is set, with the link that takes it away."""

    said: str
    without: str


class CasePage(Struct, frozen=True):
    """What the case page shows. `next`: the link to the rows after these, "" where there are none."""

    name: str
    asof: str | None
    incidents: int
    found: int
    claims: int
    documents: int
    cards: tuple[Card, ...]
    next: str
    facets: tuple[Facet, ...]
    chosen: tuple[Chosen, ...]
    strip: Strip | None
    maps: Maps
    waiting: int
    unsettled: bool


def page(scene: Scene, query: Sifted) -> CasePage:
    """The page that a link asks for."""
    sift = Sift.of(scene)
    found = sift.incidents(sift.chosen(query))
    shown, next_ = part(found, query, lambda incident: incident.id)
    facets = tuple(sift.facets(query))
    return CasePage(
        name=scene.view.name,
        asof=scene.asof,
        incidents=len(scene.incidents),
        found=len(found),
        claims=len(scene.index.claims),
        documents=len(scene.documents),
        cards=tuple(card(incident, scene) for incident in shown),
        next=next_,
        facets=facets,
        chosen=tuple(chosen(facets, query)),
        strip=strip(sift, query),
        maps=maps(found, query),
        waiting=scene.view.unreconciled(),
        unsettled=scene.view.unsettled,
    )


def chosen(facets: tuple[Facet, ...], query: Sifted) -> list[Chosen]:
    """The filters that are set."""
    found = [
        Chosen(f"{facet.said}: {option.said}", _without(query, facet.name, option.value))
        for facet in facets
        for option in facet.options
        if option.chosen
    ]
    if query.since or query.until:
        ends = (words.day(query.since) if query.since else "", words.day(query.until) if query.until else "")
        said = ends[0] if query.since == query.until else f"{ends[0]} – {ends[1]}".strip()
        found.append(Chosen(f"Time: {said}", written(query, since="", until="", after="")))
    return found


def _without(query: Sifted, name: str, value: str) -> str:
    kept = tuple(v for v in getattr(query, name) if v != value)
    return written(query, **{name: kept, "after": ""}) or "?"


def card(incident: Incident, scene: Scene) -> Card:
    """An incident as a list shows it."""
    place, when, index = incident.place, incident.when, scene.index
    return Card(
        id=incident.id,
        title=words.plain(incident.title),
        kind=incident.kind,
        kind_said=index.kind(incident.kind),
        since=when.earliest if when else None,
        until=when.latest if when else None,
        when=words.interval(when.earliest, when.latest) if when else "time not stated",
        where=words.plain(place.name or place.text) if place else "place not stated",
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else None,
        tags=tuple(_tags(incident)),
        figures=tuple(figure(tally, scene) for tally in incident.figures),
        claims=len(index.told(incident)),
        documents=len(index.told_by(incident)),
        link=links.incident(incident.id),
    )


def _tags(incident: Incident) -> list[Tag]:
    counts = {name: sum(point.standing == name for point in incident.points) for name in STANDINGS}
    counts |= {"revised": len(incident.revisions), "single": 0}
    return [Tag(name, STANDINGS[name], counts[name]) for name in standings(incident)]


def figure(tally: Tally, scene: Scene) -> Figure:
    """A tally in words and numbers."""
    return Figure(
        asked=scene.index.question(tally),
        said=words.figure(tally.low, tally.high),
        measure=tally.measure,
        party=tally.party,
        of=tally.of,
        low=tally.low,
        best=tally.best,
        high=tally.high,
    )
