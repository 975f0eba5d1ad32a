"""The table of exports: a name, and what is written under it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from rashomon.export import brief, claims, documents, geojson, incidents, mentions, tables
from rashomon.export.errors import ExportError as ExportError
from rashomon.export.jsonl import lines
from rashomon.export.pieces import Record
from rashomon.model.standing import Standing


class Format(Struct, frozen=True):
    """One export. `feed` gives one piece a row, so that a large case is never held in memory as text; `begin`, `between`
    and `finish` stand around the rows.
    """

    title: str
    feed: Callable[[Standing], Iterator[bytes]]
    begin: bytes = b""
    between: bytes = b""
    finish: bytes = b""


RECORDS: dict[str, Callable[[Standing], Iterator[Record]]] = {
    "claims": claims.rows,
    "documents": documents.rows,
    "incidents": incidents.rows,
    "mentions": mentions.rows,
}
"""The exports that are records: JSON lines in a file, values for a program."""

FORMATS: dict[str, Format] = {
    "brief": Format("one page for a person, HTML in one file", brief.feed),
    "claims": Format("every claim, JSON lines", lambda standing: lines(claims.rows(standing))),
    "documents": Format("every document and its sections, JSON lines", lambda standing: lines(documents.rows(standing))),
    "incidents": Format("incidents, points and revisions, JSON lines", lambda standing: lines(incidents.rows(standing))),
    "mentions": Format("names, times and sayings as read, JSON lines", lambda standing: lines(mentions.rows(standing))),
    "claims-csv": Format("a row a claim and figure, CSV", tables.claim_table, begin=tables.header(tables.CLAIM_COLUMNS)),
    "incidents-csv": Format(
        "a row an incident and figure, CSV", tables.incident_table, begin=tables.header(tables.INCIDENT_COLUMNS)
    ),
    "geojson": Format("incidents on a map, GeoJSON", geojson.features, geojson.BEGIN, geojson.BETWEEN, geojson.FINISH),
}


def rows(name: str, standing: Standing) -> Iterator[Record]:
    """The records of an export that has them. Raises KeyError for another name."""
    return RECORDS[name](standing)


def write(name: str, standing: Standing, path: Path) -> int:
    """Write an export; returns the number of rows. Raises KeyError for an unknown name, ExportError if it cannot be written."""
    return save(FORMATS[name], standing, path)


def save(format_: Format, standing: Standing, path: Path) -> int:
    """Write what a format feeds; returns the number of rows. Raises ExportError if it cannot be written.

    A regular file appears whole or not at all; a device, a pipe, or what a link leads to is written straight through, for the
    link itself (`/dev/stdout` is one) must never be put away.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            with path.open("wb") as file:
                return feed(format_, standing, file)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as file:
                count = feed(format_, standing, file)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        return count
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            f"{path}: could not be written ({error.strerror}); choose another place or free some space"
        ) from error


def content(format_: Format, standing: Standing) -> bytes:
    """What a format feeds, whole: for an export that is kept, which must fit in memory once."""
    buffer = BytesIO()
    feed(format_, standing, buffer)
    return buffer.getvalue()


def feed(format_: Format, standing: Standing, file: BinaryIO) -> int:
    """Write an export to an open file, piece by piece; returns the number of rows."""
    file.write(format_.begin)
    count = 0
    for piece in format_.feed(standing):
        file.write((format_.between if count else b"") + piece)
        count += 1
    file.write(format_.finish)
    return count
