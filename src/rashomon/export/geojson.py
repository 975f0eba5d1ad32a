"""`geojson`: incidents as features (RFC 7946), a point or none, with how exactly the place is known in `precision`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashomon.export import incidents
from rashomon.export.pieces import Record
from rashomon.model.standing import Standing

BEGIN = b'{"type":"FeatureCollection","features":[\n'
BETWEEN = b",\n"
FINISH = b"\n]}\n"


def features(standing: Standing) -> Iterator[bytes]:
    """One feature an incident. A place without coordinates has the geometry null; none is ever guessed."""
    return (msgspec.json.encode(_feature(row)) for row in incidents.rows(standing))


def _feature(row: Record) -> Record:
    place, time = row["place"] or {}, row["time"] or {}
    located = place.get("lat") is not None and place.get("lon") is not None
    properties = {
        "title": row["title"],
        "kind": row["kind"],
        "place": place.get("name"),
        "country": place.get("country"),
        "precision": place.get("precision"),
        "start": time.get("start"),
        "end": time.get("end"),
        "claims": len(row["claims"]),
        "documents": row["documents"],
        "contested": [point["slot"] for point in row["points"] if point["standing"] == "contested"],
        "figures": row["figures"],
    }
    geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if located else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}
