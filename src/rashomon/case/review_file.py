"""Verdicts from a file: JSON lines, or a table that came out of a spreadsheet. A bad row is named, the rest goes on.

A row has `about` (as `rashomon review` writes it; or `a` and `b`), `decision`, and as it likes `note`, `seen` (what was
shown), `by`, and what is right: `body` in JSON, or columns `new_kind`, `new_place` … in a table. A row without a decision was
not judged and is passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import Struct

from rashomon.case.errors import CaseError, RashomonError, ReviewError
from rashomon.case.review import Review
from rashomon.model import Decision, Verdict

NEW = "new_"
"""Begins the name of a column that says what is right: `new_kind`. `-` in it means that the text tells none."""

MOST_BYTES = 64 * 1024 * 1024
"""A larger file of verdicts is refused: it is something else."""

_ESCAPED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""Cells that were defused against spreadsheets that run formulas; the apostrophe is taken off again."""


class TakenIn(Struct, frozen=True, kw_only=True):
    """What became of a file: `verdicts` recorded, `present` that said nothing new, `open` rows without a decision, `bad` one
    sentence a row that could not be read.
    """

    verdicts: tuple[Verdict, ...] = ()
    present: int = 0
    open: int = 0
    bad: tuple[str, ...] = ()


class Row(Struct, frozen=True, kw_only=True):
    """One row as it is read, before anything is looked up."""

    about: tuple[str, ...]
    decision: Decision
    body: dict[str, Any]
    note: str
    seen: str | None
    by: str


def take_in(path: Path, by: str, session: Callable[[str], Review]) -> TakenIn:
    """Record the verdicts of this file, all in one step for each reviewer. `by` signs the rows that name nobody. Raises
    CaseError where the file as a whole cannot be read.
    """
    ready: dict[str, list[Verdict]] = {}
    sessions: dict[str, Review] = {}
    bad: list[str] = []
    unjudged = 0
    for where, fields in _rows(path):
        try:
            row = _row(fields, by) if isinstance(fields, Mapping) else None
            if isinstance(fields, str):
                raise ReviewError(fields)
            if row is None:
                unjudged += 1
                continue
            if row.by not in sessions:
                sessions[row.by] = session(row.by)
            verdict = sessions[row.by].verdict(row.about, row.decision, row.body, row.note, row.seen)
            ready.setdefault(row.by, []).append(verdict)
        except RashomonError as error:
            bad.append(f"{path}, {where}: {error}")
    recorded: list[Verdict] = []
    present = 0
    for name, verdicts in ready.items():
        before = {verdict.id for verdict in sessions[name].given()}
        made = sessions[name].record(verdicts)
        recorded += [verdict for verdict in made if verdict.id not in before]
        present += sum(verdict.id in before for verdict in made)
    return TakenIn(verdicts=tuple(recorded), present=present, open=unjudged, bad=tuple(bad))


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | str]]:
    """Each row with where it stands ("line 7"), or a sentence about what is wrong with it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CaseError(f"{path}: is larger than {MOST_BYTES // 1024 // 1024} MB; verdicts come as JSON lines or CSV")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror}); name a file of JSON lines or CSV") from None
    except UnicodeDecodeError:
        raise CaseError(f"{path}: is not UTF-8 text; save it as CSV UTF-8 or as JSON lines") from None
    lines = text.lstrip()
    yield from _json(text) if lines[:1] in ("{", "") else _table(path, text)


def _json(text: str) -> Iterator[tuple[str, Mapping[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", msgspec.json.decode(line, type=dict[str, Any])
            except msgspec.MsgspecError as error:
                yield f"line {number}", f"is no JSON object ({error})"


def _table(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any] | str]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [str(name).strip() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    if "decision" not in columns or not ({"about"} <= set(columns) or {"a", "b"} <= set(columns)):
        raise CaseError(
            f"{path}: the first line names no columns `about` and `decision`; `rashomon review --csv` writes such a table"
        )
    rows = iter(reader)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"line {reader.line_num}", f"cannot be read as a row ({error})"
            continue
        if None in cells:
            yield f"line {reader.line_num}", f"has more cells than the {len(columns)} of the first line; quote its text"
        else:
            yield f"line {reader.line_num}", {name: _cell(value) for name, value in cells.items()}


def _cell(value: str | None) -> str:
    text = (value or "").strip()
    return text[1:] if text.startswith(_ESCAPED) else text


def _row(fields: Mapping[str, Any], by: str) -> Row | None:
    """The row; None for one that nobody judged. Raises ReviewError."""
    decision = fields.get("decision") or ""
    if not isinstance(decision, str) or not decision.strip():
        if decision:
            raise ReviewError("its `decision` is no word")
        return None
    said = decision.strip().casefold()
    given = [word for word in get_args(Decision) if word != "withdrawn"]
    if said not in given:
        raise ReviewError(f"{decision!r} is no decision; there are {', '.join(given)}")
    for name in ("about", "a", "b", "note", "seen", "by"):
        if not isinstance(fields.get(name) or "", str):
            raise ReviewError(f"its `{name}` is no text")
    about = _about(fields)
    if not all(about):
        raise ReviewError("it does not say what it is about")
    return Row(
        about=about,
        decision=said,  # type: ignore[arg-type]  # it is one of them
        body=_corrections(fields),
        note=fields.get("note") or "",
        seen=fields.get("seen") or None,
        by=fields.get("by") or by,
    )


def _about(fields: Mapping[str, Any]) -> tuple[str, ...]:
    if fields.get("about"):
        return (fields["about"].strip(),)
    return tuple((fields.get(name) or "").strip() for name in ("a", "b"))


def _corrections(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is right: `body`, or the columns that begin with `new_`."""
    body = fields.get("body") or {}
    if not isinstance(body, dict):
        raise ReviewError('its `body` is no JSON object such as {"kind": "shelling"}')
    columns = {name.removeprefix(NEW): value for name, value in fields.items() if name.startswith(NEW) and value}
    return {**body, **columns}
