"""JSON lines (and JSON files of such records) to items: `{name, text | html, url, publisher, published, title, lang}`.

One bad line costs that line. Text is handed on exactly as it is; offsets count its code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rashomon.ingest.errors import failure
from rashomon.ingest.item import MAX_BYTES, Item
from rashomon.ingest.stated import StatedError, clean, kind_of, stated
from rashomon.model import Failure

MAX_LINE = 3 * MAX_BYTES + 65_536
"""Bytes of one line: a letter of two bytes is six bytes when it is escaped (\\u0430)."""

NOTHING: Mapping[str, str] = {}
OF_ALL = ("publisher", "published", "published_basis", "lang")
"""What a manifest may state for every line of a file."""

ONE_LINE = "put one whole JSON object on each line"


def lines(path: Path, beside: Mapping[str, str] = NOTHING) -> Iterator[Item | Failure]:
    """The items of a file of JSON lines, in its order. `beside`: what a manifest states of the whole file; a line's own
    values come first.
    """
    names: dict[str, int] = {}
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            about = f"{path}:{number}"
            if len(line) > MAX_LINE:
                _skip_rest(stream, line)
                yield failure(about, f"the line is longer than {MAX_LINE:,} bytes; one document may have {MAX_BYTES:,}")
            elif line.strip():
                whole = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                yield from _line(whole, path, number, names, beside)


def records(path: Path, beside: Mapping[str, str] = NOTHING) -> Iterator[Item | Failure]:
    """The items of a .json file: one record, a list of records, or `{"documents": [records]}`; else JSON lines."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    value = _whole(data)
    if isinstance(value, dict) and isinstance(value.get("documents"), list):
        value = value["documents"]
    if value is None or (isinstance(value, dict) and data.strip().count(b"\n") == 0):
        yield from lines(path, beside)
        return
    names: dict[str, int] = {}
    for number, record in enumerate(value if isinstance(value, list) else [value], 1):
        yield from _record(record, path, number, f"{path}, record {number}", names, beside)


def _whole(data: bytes) -> Any:
    """The file as one JSON value, or None where it is none (then it may be JSON lines)."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _skip_rest(stream: Any, line: bytes) -> None:
    """Go to the next line without keeping this one."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _line(line: bytes, path: Path, number: int, names: dict[str, int], beside: Mapping[str, str]) -> Iterator[Item | Failure]:
    about = f"{path}:{number}"
    try:
        record = json.loads(line.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        yield failure(about, f"byte {error.start + 1} of the line is not UTF-8; save the file as UTF-8")
    except json.JSONDecodeError as error:
        yield failure(about, f"column {error.colno}: this is not JSON ({error.msg.lower()}); {ONE_LINE}")
    except RecursionError:
        yield failure(about, f"column 1: its objects are nested too deep to be a report; {ONE_LINE}")
    except ValueError as error:
        yield failure(about, f"column 1: this is not usable JSON ({error}); {ONE_LINE}")
    else:
        yield from _record(record, path, number, about, names, beside)


def _record(
    record: object, path: Path, number: int, about: str, names: dict[str, int], beside: Mapping[str, str]
) -> Iterator[Item | Failure]:
    """The item of one record and a warning for each value left out, or the one failure that it is."""
    try:
        item, warnings = _item(record, path, number, about, beside)
    except StatedError as problem:
        yield failure(about, str(problem))
        return
    if item.address in names:
        yield failure(
            about, f"the name {item.address!r} stands in line {names[item.address]} already; give each document its own"
        )
        return
    names[item.address] = number
    yield from (failure(about, warning) for warning in warnings)
    yield item


def _item(record: object, path: Path, number: int, about: str, beside: Mapping[str, str]) -> tuple[Item, list[str]]:
    if not isinstance(record, dict):
        raise StatedError(f"this is {kind_of(record)}, not an object with a `text` or an `html`; {ONE_LINE}")
    field, data = _content(record)
    own, warnings = stated(record)
    values = {field: beside[field] for field in OF_ALL if field in beside} | own
    if "published" in own:
        values.pop("published_basis", None)
    name = _name(record, own) or f"{path.name}:{number}"
    mime = "text/html" if field == "html" else "text/plain"
    return Item(address=name, name=name, where=about, data=data, mime=mime, charset="utf-8", **values), warnings


def _content(record: dict[str, Any]) -> tuple[str, bytes]:
    """Which field holds the document, and its UTF-8."""
    fields = [field for field in ("text", "html") if record.get(field) is not None]
    if not fields:
        raise StatedError("it has neither `text` nor `html`; give the document in one of them")
    field = fields[0]
    content = record[field]
    if not isinstance(content, str):
        raise StatedError(f"`{field}` must be a string, not {kind_of(content)}")
    if not content.strip():
        raise StatedError(f"its `{field}` is empty; leave the line out or fill it")
    try:
        data = content.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StatedError(
            f"character {error.start + 1} of `{field}` is half of a surrogate pair; mend the export that wrote it"
        ) from error
    if len(data) > MAX_BYTES:
        raise StatedError(f"its `{field}` has {len(data):,} bytes; one document may have {MAX_BYTES:,}, split it")
    return field, data


def _name(record: dict[str, Any], values: dict[str, str]) -> str | None:
    name = record.get("name")
    if name is None or name == "":
        return values.get("url")
    if not isinstance(name, str):
        raise StatedError(f"`name` must be a string, not {kind_of(name)}")
    clean("name", name)
    return name
