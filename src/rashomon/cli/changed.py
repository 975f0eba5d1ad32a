"""What `rashomon diff` and `rashomon editions` show: tables for a person, JSON lines for a pipe; an edition as its bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from rashomon.case import View
from rashomon.cli import output, words
from rashomon.export import ExportError
from rashomon.model import Edition, Entry
from rashomon.reconcile import Change

MOST = 6
"""Claims named in a cell before "and N more"; JSON lines name all of them."""


def changes(found: Sequence[Change], view: View) -> None:
    """One row a change; a claim that is still there with where it stands."""
    if not output.is_terminal():
        return output.json_lines(found)
    names = words.short_names(view.documents)
    homes = {claim.key: names.get(claim.anchor.address, claim.anchor.address) for claim in view.claims()}
    rows = [(c.what, f"{c.title}  [{c.incident[:8]}]", _question(c), _moved(c), _claims(c, homes)) for c in found]
    columns = ("what", "incident", "question", "before → after", "claims")
    return output.table(f"{len(rows)} changes", columns, rows) if rows else output.say("Nothing changed.")


def _question(change: Change) -> str | None:
    return words.question(change) if change.slot else None


def _moved(change: Change) -> str | None:
    if change.slot is None:
        return None
    who = f"{change.voice}: " if change.voice else ""
    sides = (" / ".join(map(words.value, values)) or "–" for values in (change.before, change.after))
    standings = [standing for standing in (change.was, change.now) if standing]
    return f"{who}{' → '.join(sides)}{f' ({standings[-1]})' if standings else ''}"


def _claims(change: Change, homes: dict[str, str]) -> list[str]:
    shown = [f"{key} [{homes[key]}]" if key in homes else key for key in change.claims[:MOST]]
    return shown + [f"and {len(change.claims) - MOST} more"] * (len(change.claims) > MOST)


def editions(entries: Sequence[Entry]) -> None:
    """One row an edition, oldest first."""
    if not output.is_terminal():
        return output.json_lines(map(_edition, entries))
    rows = [
        (e.id[:12], e.recorded_at, e.about, e.body.by, e.body.asof, e.body.size, e.body.blob, e.body.note or None)
        for e in entries
        if isinstance(e.body, Edition)
    ]
    columns = ("id", "published", "export", "by", "as of", "bytes", "digest", "note")
    return output.table(f"{len(rows)} editions", columns, rows) if rows else output.say("Nothing was published yet.")


def _edition(entry: Entry) -> dict[str, Any]:
    return {"id": entry.id, "published": entry.recorded_at, **msgspec.to_builtins(entry.body)}


def give(data: bytes, path: Path) -> None:
    """Bytes to a file, whole or not at all; through a link to what it leads to; "-" is the standard output. Raises
    ExportError.
    """
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f"{path.name}.part")
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            path.write_bytes(data)
            return
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExportError(f"{path}: could not be written ({error.strerror}); choose another place") from error
