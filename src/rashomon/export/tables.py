"""`claims-csv` and `incidents-csv`: flat tables for a spreadsheet. UTF-8, RFC 4180, lists joined by `; `.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are left as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.export import claims, incidents
from rashomon.export.pieces import Record
from rashomon.model.standing import Standing

CLAIM_COLUMNS = (
    "id", "incident", "document", "publisher", "published", "section", "kind", "stance", "certainty",
    "speaker", "speaker_actor", "relayed_by", "actors", "actor_parties", "targets", "target_parties", "weapons",
    "place", "country", "lat", "lon", "place_precision", "time_start", "time_end", "time_precision",
    "measure", "low", "high", "of", "party", "cumulative", "hedge", "evidence", "against_interest", "quote", "start", "end",
)  # fmt: skip
"""Columns of `claims-csv`, one row a claim and figure; a claim without figures has one row."""

INCIDENT_COLUMNS = (
    "id", "title", "kind", "place", "country", "lat", "lon", "place_precision", "time_start", "time_end", "time_precision",
    "claims", "documents", "contested", "corroborated", "revisions", "measure", "of", "party", "low", "best", "high",
)  # fmt: skip
"""Columns of `incidents-csv`, one row an incident and figure; `contested` and `corroborated` list questions."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def claim_table(standing: Standing) -> Iterator[bytes]:
    """The rows of `claims-csv`."""
    for row in claims.rows(standing):
        for figure in row["figures"] or [{}]:
            yield line(_claim_cells(row, figure))


def incident_table(standing: Standing) -> Iterator[bytes]:
    """The rows of `incidents-csv`."""
    for row in incidents.rows(standing):
        for figure in row["figures"] or [{}]:
            yield line(_incident_cells(row, figure))


def header(columns: Iterable[str]) -> bytes:
    """The first line."""
    return line(columns)


def _claim_cells(row: Record, figure: Record) -> list[Any]:
    place, time, speakers = row["place"] or {}, row["time"] or {}, row["speakers"]
    first = speakers[0] if speakers else {}
    return [
        row["id"], row["incident"], *row["document"].values(), row["section"], row["kind"], row["stance"], row["certainty"],
        first.get("name"), first.get("actor"), _joined(speakers[1:], "name"),
        _joined(row["actors"], "name"), _joined(row["actors"], "party"),
        _joined(row["targets"], "name"), _joined(row["targets"], "party"), _joined(row["weapons"], "name"),
        *_where(place), *_when(time),
        *(figure.get(name) for name in ("measure", "low", "high", "of", "party", "cumulative", "hedge")),
        "; ".join(row["evidence"]), row["against_interest"], row["quote"], row["start"], row["end"],
    ]  # fmt: skip


def _incident_cells(row: Record, figure: Record) -> list[Any]:
    return [
        row["id"], row["title"], row["kind"], *_where(row["place"] or {}), *_when(row["time"] or {}),
        len(row["claims"]), "; ".join(row["documents"]), _questions(row, "contested"), _questions(row, "corroborated"),
        len(row["revisions"]), *(figure.get(name) for name in ("measure", "of", "party", "low", "best", "high")),
    ]  # fmt: skip


def _where(place: Record) -> Iterator[Any]:
    return (place.get(name) for name in ("name", "country", "lat", "lon", "precision"))


def _when(time: Record) -> Iterator[Any]:
    return (time.get(name) for name in ("start", "end", "precision"))


def _questions(row: Record, standing: str) -> str:
    return "; ".join(
        " ".join(part for part in (point["slot"], point.get("party"), point.get("of")) if part)
        for point in row["points"]
        if point["standing"] == standing
    )


def _joined(items: Iterable[Record], field: str) -> str:
    return "; ".join(dict.fromkeys(str(item[field]) for item in items if item[field]))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def line(cells: Iterable[Any]) -> bytes:
    """One row as CSV, cells that a spreadsheet would run defused."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_cell(cell) for cell in cells])
    return buffer.getvalue().encode()
