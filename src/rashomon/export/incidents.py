"""`incidents`: what the claims were grouped into, with their open questions and revisions, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.export.pieces import Record, listed, names, number, place, time
from rashomon.model.incident import Bounds, Held, Incident, Point, Position, Revision, Value
from rashomon.model.standing import Standing


def rows(standing: Standing) -> Iterator[Record]:
    """The incidents in the order of the standing."""
    called = names(standing.documents)
    return (row(incident, called) for incident in standing.incidents)


def row(incident: Incident, called: dict[str, str]) -> Record:
    """One incident; `called` gives documents' names by address."""
    return {
        "id": incident.id,
        "title": incident.title,
        "kind": incident.kind,
        "place": place(incident.place),
        "time": time(incident.when),
        "claims": list(incident.claims),
        "documents": listed(incident, called),
        "figures": [
            {
                "measure": tally.measure,
                "of": tally.of,
                "party": tally.party,
                "low": number(tally.low),
                "best": number(tally.best),
                "high": number(tally.high),
            }
            for tally in incident.figures
        ],
        "points": [_point(point, called) for point in incident.points],
        "revisions": [_revision(revision) for revision in incident.revisions],
        "relations": [{"type": each.type, "incident": each.incident} for each in incident.relations],
    }


def _about(value: Point | Revision) -> Record:
    """The question; `party` and `of` only where it has them."""
    given = {name: part for name, part in (("party", value.party), ("of", value.of)) if part is not None}
    return {"slot": value.slot, **given}


def _value(value: Value | None) -> Record | str | None:
    return {"low": number(value.low), "high": number(value.high)} if isinstance(value, Bounds) else value


def _point(point: Point, called: dict[str, str]) -> Record:
    positions = [_position(each, called) for each in point.positions]
    noted = {} if point.note is None else {"note": point.note}
    return {**_about(point), "standing": point.standing, "positions": positions, **noted}


def _position(position: Position, called: dict[str, str]) -> Record:
    voices = [
        {
            "name": voice.name,
            "actor": voice.actor,
            "document": called.get(voice.document, voice.document),
            "published": voice.published,
            "claim": voice.claim,
        }
        for voice in position.voices
    ]
    return {
        "value": _value(position.value),
        "voices": voices,
        "origins": position.origins,
        "against_interest": position.against_interest,
    }


def _revision(revision: Revision) -> Record:
    return {
        **_about(revision),
        "voice": revision.voice,
        "from": _held(revision.before, revision.slot),
        "to": _held(revision.after, revision.slot),
        "direction": revision.direction,
        "announced": revision.announced,
    }


def _held(held: Held, slot: str) -> Record:
    """A value once held; `slot` only where it was given in another measure than the revision's."""
    other = {} if held.slot in {None, slot} else {"slot": held.slot}
    return {"value": _value(held.value), "claim": held.claim, **other}
