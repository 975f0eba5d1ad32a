"""`claims`: every claim as it was read and linked, one JSON object a line. Comments and links are marked by `section`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rashomon.export.pieces import Record, homes, names, number, place, said_on, time
from rashomon.model.claim import Actor, Claim, Quantity, Speaker
from rashomon.model.document import Document
from rashomon.model.standing import Standing


def rows(standing: Standing) -> Iterator[Record]:
    """The claims in the order of the documents' addresses and of their texts."""
    called, home = names(standing.documents), homes(standing)
    readings = {reading.address: reading for reading in standing.readings}
    for document in standing.documents:
        reading = readings.get(document.address)
        for claim in reading.claims if reading else ():
            yield row(claim, document, called[document.address], home.get(claim.key))


def row(claim: Claim, document: Document, name: str, incident: str | None) -> Record:
    """One claim. `name` is how exports call its document."""
    anchor = claim.anchor
    return {
        "id": claim.key,
        "document": {"name": name, "publisher": document.source.name, "published": said_on(document.published)},
        "section": claim.section,
        "quote": anchor.quote,
        "start": anchor.start,
        "end": anchor.end,
        "speakers": [_speaker(each) for each in claim.speakers],
        "stance": claim.stance,
        "certainty": claim.certainty,
        "kind": claim.kind,
        "actors": [_actor(each) for each in claim.actors],
        "targets": [_actor(each) for each in claim.targets],
        "weapons": [{"name": each.text, "start": each.start, "end": each.end} for each in claim.weapons],
        "place": place(claim.place),
        "time": time(claim.when),
        "figures": [_figure(each) for each in claim.figures],
        "evidence": list(claim.evidence),
        "against_interest": claim.against_interest,
        "incident": incident,
    }


def _speaker(value: Speaker) -> dict[str, Any]:
    cue = value.cue.text if value.cue else None
    return {"name": value.name, "actor": value.actor, "cue": cue, "text": value.text, "start": value.start, "end": value.end}


def _actor(value: Actor) -> dict[str, Any]:
    return {
        "name": value.name or value.text,
        "id": value.id,
        "party": value.party,
        "role": value.role,
        "start": value.start,
        "end": value.end,
    }


def _figure(value: Quantity) -> dict[str, Any]:
    return {
        "measure": value.measure,
        "low": number(value.low),
        "high": number(value.high),
        "of": value.of,
        "party": value.party,
        "cumulative": value.cumulative,
        "text": value.text,
        "start": value.start,
        "end": value.end,
        "hedge": value.hedge,
    }
