"""`manifest.json` of a folder: what somebody knows about its files, `[{file, publisher, published, basis, title, url, lang}]`.

`basis` says in words where the date is from; "not stated in the file …" makes it an inferred date with that reason.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from msgspec import Struct

from rashomon.ingest.errors import failure
from rashomon.ingest.item import MAX_BYTES
from rashomon.ingest.stated import StatedError, clean, kind_of, stated
from rashomon.model import Failure

NAME = "manifest.json"
SHAPE = 'it must be a list of objects such as {"file": "a.txt", "publisher": "…", "published": "2020-02-28"}'


class Manifest(Struct, frozen=True):
    """The usable entries by the path of their file below the folder, and what was wrong with the others."""

    entries: dict[str, dict[str, str]]
    failures: tuple[Failure, ...] = ()


def read_manifest(folder: Path) -> Manifest | None:
    """The folder's manifest, or None where it has none."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StatedError(f"it is larger than {MAX_BYTES:,} bytes; {SHAPE}")
        rows = _rows(path)
    except StatedError as problem:
        return Manifest({}, (failure(str(path), f"{problem}; its files were taken in without it"),))
    entries: dict[str, dict[str, str]] = {}
    failures: list[Failure] = []
    for number, row in enumerate(rows, 1):
        about = f"{path}, entry {number}"
        try:
            file, values, warnings = _entry(row)
            if file in entries:
                raise StatedError(f"the file {file!r} stands in an earlier entry already; keep one of them")
            if not (folder / file).exists():
                raise StatedError(f"the file {file!r} is not in the folder; put it there or take the entry out")
        except StatedError as problem:
            failures.append(failure(about, str(problem)))
            continue
        failures += [failure(about, warning) for warning in warnings]
        entries[file] = values
    return Manifest(entries, tuple(failures))


def _rows(path: Path) -> list[object]:
    try:
        rows = json.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except json.JSONDecodeError as error:
        raise StatedError(
            f"line {error.lineno}, column {error.colno}: this is not JSON ({error.msg.lower()}); {SHAPE}"
        ) from error
    except (ValueError, RecursionError, OSError) as error:
        raise StatedError(f"it cannot be read ({type(error).__name__}); {SHAPE}") from error
    if not isinstance(rows, list):
        raise StatedError(f"it is {kind_of(rows)}; {SHAPE}")
    return rows


def _entry(row: object) -> tuple[str, dict[str, str], list[str]]:
    """The file, what is stated about it, and warnings."""
    if not isinstance(row, dict):
        raise StatedError(f"this is {kind_of(row)}; {SHAPE}")
    file = row.get("file")
    if not isinstance(file, str) or not file:
        raise StatedError(f"it names no `file`; {SHAPE}")
    place = PurePosixPath(file)
    if place.is_absolute() or ".." in place.parts or "\x00" in file:
        raise StatedError(f"the file {file!r} lies outside the folder; a manifest speaks of its own folder only")
    values, warnings = stated(row)
    basis = row.get("basis")
    if basis is not None and not isinstance(basis, str):
        raise StatedError(f"`basis` must be a string or null, not {kind_of(basis)}")
    if basis:
        values["published_basis"] = clean("basis", basis)
    return str(place), values, warnings
