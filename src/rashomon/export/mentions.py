"""`mentions`: what was read before anything was decided, one JSON object a line, in the order of each text."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.export.pieces import Record, names
from rashomon.model.anchor import Span
from rashomon.model.claim import Actor, Place, When
from rashomon.model.reading import Attribution, Mentions
from rashomon.model.standing import Standing


def rows(standing: Standing) -> Iterator[Record]:
    """Sayings, places, times and actors of each document, sorted by where they stand."""
    called = names(standing.documents)
    for reading in standing.readings:
        about = {"document": {"name": called.get(reading.address, reading.address)}}
        for _, record in sorted(_found(reading.mentions), key=lambda pair: pair[0]):
            yield {**about, **record}


def _found(mentions: Mentions) -> Iterator[tuple[tuple[int, int, str], Record]]:
    for saying in mentions.attributions:
        yield (saying.content.start, saying.content.end, "attribution"), _attribution(saying)
    for place in mentions.places:
        yield (place.start, place.end, "place"), _place(place)
    for when in mentions.times:
        yield (when.start, when.end, "time"), _time(when)
    for actor in mentions.actors:
        yield (actor.start, actor.end, "actor"), _actor(actor)


def _span(value: Span | Place | When | Actor) -> Record:
    return {"start": value.start, "end": value.end, "text": value.text}


def _attribution(saying: Attribution) -> Record:
    return {
        "type": "attribution",
        "source": _span(saying.source) if saying.source else None,
        "cue": _span(saying.cue) if saying.cue else None,
        "content": _span(saying.content),
    }


def _place(value: Place) -> Record:
    linked = {"name": value.name or value.text, "country": value.country, "lat": value.lat, "lon": value.lon}
    return {"type": "place", **_span(value), **linked}


def _time(value: When) -> Record:
    return {"type": "time", **_span(value), "timex_type": value.timex_type, "value": value.value}


def _actor(value: Actor) -> Record:
    return {"type": "actor", **_span(value), "name": value.name or value.text, "id": value.id, "kind": value.kind}
