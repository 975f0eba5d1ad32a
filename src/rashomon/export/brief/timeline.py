"""Incidents by the day on which they happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from rashomon.export.brief import words
from rashomon.export.brief.index import Index
from rashomon.model.incident import Incident

GAP_DAYS = 7
"""A pause of more than this many days is said between two days."""


class Event(Struct, frozen=True):
    """One incident on its day. `number` where it is told in full; `until` where it lasted or the day is not certain."""

    title: str
    number: int | None
    where: str
    until: str | None
    documents: str
    contested: int
    agreed: int
    revised: int


class Day(Struct, frozen=True):
    """One day (ISO in `iso`, None for incidents without a time) with its incidents; `pause` since the day before."""

    iso: str | None
    said: str
    pause: str | None
    events: tuple[Event, ...]


def days(incidents: list[tuple[int | None, Incident]], index: Index) -> Iterator[Day]:
    """Days in their order; incidents whose time is not stated come last."""
    by_day: dict[str, list[Event]] = defaultdict(list)
    for number, incident in sorted(incidents, key=lambda pair: (pair[0] is None, pair[0] or 0)):
        when = incident.when
        first = when.earliest if when and when.earliest else ""
        by_day[first[:10]].append(_event(number, incident, index))
    previous: str | None = None
    for iso in sorted(by_day, key=lambda iso: (not iso, iso)):
        pause = _pause(previous, iso)
        yield Day(iso or None, words.day(iso) if iso else "Time not stated", pause, tuple(by_day[iso]))
        previous = iso


def _event(number: int | None, incident: Incident, index: Index) -> Event:
    when, standings = incident.when, [point.standing for point in incident.points]
    latest = when.latest[:10] if when and when.latest else None
    lasts = when is not None and latest is not None and latest != (when.earliest or "")[:10]
    return Event(
        title=words.plain(incident.title),
        number=number,
        where=words.plain(incident.place.name or incident.place.text) if incident.place else "",
        until=words.day(latest) if lasts and latest else None,
        documents=words.count(len(index.told_by(incident)), "document"),
        contested=standings.count("contested"),
        agreed=standings.count("corroborated"),
        revised=len(incident.revisions),
    )


def _pause(previous: str | None, iso: str) -> str | None:
    try:
        gap = (date.fromisoformat(iso) - date.fromisoformat(previous or "")).days
    except ValueError:
        return None
    return f"{words.count(gap, 'day')} later" if gap > GAP_DAYS else None
