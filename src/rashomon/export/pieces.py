"""What several exports have in common: how documents are called, and how places, times and numbers are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rashomon.model.claim import Place, When
from rashomon.model.document import Document, Published
from rashomon.model.incident import Incident
from rashomon.model.standing import Standing

Record = dict[str, Any]
"""One JSON object, its keys in the order of the contract (`docs/file-formats.md`)."""


def names(documents: Sequence[Document]) -> dict[str, str]:
    """Address to the name that exports use: the document's own, or its address where two would have the same."""
    seen = Counter(document.name for document in documents)
    return {d.address: d.name if seen[d.name] == 1 else d.address for d in documents}


def homes(standing: Standing) -> dict[str, str]:
    """Claim key to the id of the incident that it was grouped into."""
    return {key: incident.id for incident in standing.incidents for key in incident.claims}


def number(value: float | None) -> float | int | None:
    """A whole number without a decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def said_on(published: Published | None) -> str | None:
    """The date of publication, None where nothing states or implies one."""
    return published.value if published else None


def basis(published: Published | None) -> str | None:
    """`stated`, `metadata`, or `inferred: ` with the reason."""
    if published is None:
        return None
    return f"inferred: {published.reason}" if published.basis == "inferred" and published.reason else published.basis


def place(value: Place | None) -> Record | None:
    """Where, with the text as said and its offsets."""
    if value is None:
        return None
    return {
        "name": value.name or value.text,
        "text": value.text,
        "country": value.country,
        "lat": value.lat,
        "lon": value.lon,
        "precision": value.precision,
        "start": value.start,
        "end": value.end,
    }


def time(value: When | None) -> Record | None:
    """When it happened; `start` and `end` are ISO dates or datetimes, not offsets."""
    if value is None:
        return None
    return {"start": value.earliest, "end": value.latest, "text": value.text, "precision": value.precision}


def listed(incident: Incident, called: dict[str, str]) -> list[str]:
    """The names of an incident's documents."""
    return [called.get(address, address) for address in incident.documents]
