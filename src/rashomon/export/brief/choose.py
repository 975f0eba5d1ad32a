"""Which incidents a brief tells, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.export.brief.index import Index
from rashomon.model.incident import Incident

MOST = 12
"""Incidents that are told in full where nobody has chosen; the others are listed."""

CONTESTED, REVISED, AGREED, DOCUMENT = 4, 3, 2, 2
"""Weights, in claims: an open dispute interests a reader as much as four further claims, and so on."""


def weight(incident: Incident, index: Index) -> int:
    """How much there is to tell: claims and documents, and above all what is disputed, revised or borne out."""
    standings = [point.standing for point in incident.points]
    told = len(index.told(incident)) + DOCUMENT * (len(index.told_by(incident)) - 1)
    return (
        told
        + CONTESTED * standings.count("contested")
        + AGREED * standings.count("corroborated")
        + REVISED * len(incident.revisions)
    )


def choose(index: Index, chosen: Sequence[str] | None, most: int = MOST) -> tuple[list[Incident], list[Incident]]:
    """The incidents to tell in full (as chosen, else the weightiest first), and the rest in the order of the standing."""
    told = [incident for incident in index.standing.incidents if index.told(incident)]
    if chosen is None:
        full = sorted(told, key=lambda incident: (-weight(incident, index), incident.id))[:most]
    else:
        by_id = {incident.id: incident for incident in told}
        full = [by_id[id_] for id_ in dict.fromkeys(chosen) if id_ in by_id]
    ids = {incident.id for incident in full}
    return full, [incident for incident in told if incident.id not in ids]
