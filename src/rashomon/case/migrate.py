"""Moving a case's ledger between its folder and a server: the same lines, seals and exports on either."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from rashomon.case import config
from rashomon.case.errors import CaseError
from rashomon.ledger import Ledger
from rashomon.ledger.address import is_address

HERE = "sqlite"
"""The name of a ledger in the case's own folder."""


class Moved(Struct, frozen=True, kw_only=True):
    """What a move did: from where to where, how many lines were added there, and its last seal."""

    source: str
    target: str
    lines: int
    seal: str


def migrate(folder: str | Path, to: str) -> Moved:
    """Move the ledger of the case in `folder` to a database (postgresql://…, "env:NAME") or back into the folder ("sqlite").

    Everything is copied and checked in one step; then the old ledger is marked as moved, which refuses further use, and
    rashomon.toml names the new one. A move that was interrupted is completed by doing it again. A password in `to` is used and
    written nowhere. Raises CaseError, LedgerError.
    """
    folder = Path(folder)
    settings = config.load(folder)
    database = None if to == HERE else to
    if database is not None and not database.startswith("env:") and not is_address(database):
        raise CaseError(f"{to}: move the ledger to postgresql://USER@HOST/NAME, env:NAME or {HERE}")
    text = _settings(folder, database)
    source, target = config.place(folder, settings.database), config.place(folder, database)
    with Ledger.open(source, retired=True) as old, Ledger.open(target, retired=True) as made:
        if old.name == made.name:
            raise CaseError(f"{old.name}: the ledger is there already")
        lines = old.move(made)
        _write(folder / config.FILE, text)
        return Moved(source=old.name, target=made.name, lines=lines, seal=made.head or "")


def _settings(folder: Path, database: str | None) -> str:
    """The settings with the new place; made, and held against what is wanted, before anything is moved."""
    path = folder / config.FILE
    wanted = None if database is None else config.shown(database)
    text = config.with_database(path.read_text(encoding="utf-8"), wanted)
    try:
        found = msgspec.toml.decode(text, type=config.Config).database
    except msgspec.MsgspecError:
        found = "something that cannot be read"
    if found != wanted:
        raise CaseError(f"{path}: its line `database` cannot be changed from here; take it out, and do this again")
    return text


def _write(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
