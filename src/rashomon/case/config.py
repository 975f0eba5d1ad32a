"""`rashomon.toml`, the settings of one case. Unknown keys are refused; the environment is for secrets only."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from rashomon.case.errors import CaseError
from rashomon.ledger.address import has_secret, is_address, public
from rashomon.read.llm_settings import Settings

FILE = "rashomon.toml"
LEDGER = "ledger.sqlite"

TEMPLATE = """\
# Settings of this case. Paths are relative to this file. `docs/file-formats.md` explains every key.
name = "{name}"
# database = "postgresql://user@host/idlib"   # the ledger on a server, for a team (docs/team.md); never with a password

[read]
engine = "embedded"
workers = 0            # processes that read; 0 = as many as it pays for
counts = "latest"      # where engines read the same document: the reading made last, or that of "embedded", "rules", "llm"

[vocabulary]
# parties = "parties.yaml"   # this conflict's own parties, laid over the shipped ones
# sources = "sources.yaml"   # publishers: kind, owner, side

[gazetteer]
# extra = ["villages.csv", "SY.txt"]   # your own places, or a GeoNames country dump

[review]
# reviewer = "your name"   # who signs verdicts; another one says `--as NAME`

# [llm]                 # asked by `rashomon read --with llm` alone; docs/llm.md
# url = "http://127.0.0.1:8080"
# model = "the model's name"
"""


class ReadSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How documents are read: the engine's name, and the number of processes (0 = decided by the size of the batch). `counts`
    says which reading makes the incidents where several engines read a document. The engine "llm" is asked by name each time
    (`rashomon read --with llm`), so that no setting alone sends a text anywhere.
    """

    engine: Literal["embedded"] = "embedded"
    workers: int = 0
    counts: Literal["latest", "embedded", "rules", "llm"] = "latest"


class VocabularySettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Files of the case that are laid over the shipped vocabulary."""

    parties: str | None = None
    sources: str | None = None


class GazetteerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Files of places that are added to the shipped gazetteer."""

    extra: tuple[str, ...] = ()


class ReviewSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """`reviewer`: who signs verdicts where no other name is given (`--as NAME`)."""

    reviewer: str = ""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `database`: where the ledger is, if not in this folder: an address, or "env:NAME" for one that stands in
    the environment.
    """

    name: str
    database: str | None = None
    read: ReadSettings = ReadSettings()
    vocabulary: VocabularySettings = VocabularySettings()
    gazetteer: GazetteerSettings = GazetteerSettings()
    review: ReviewSettings = ReviewSettings()
    llm: Settings | None = None


def load(folder: Path) -> Config:
    """The settings of the case in `folder`. Raises CaseError where the file is missing or has a key that is unknown."""
    path = folder / FILE
    if not path.is_file():
        raise CaseError(f"{folder}: no case here (no {FILE}); make one with `rashomon new NAME` or name one with --case DIR")
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Config)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: {error}; mend that line") from error
    if found.database and has_secret(found.database):
        raise CaseError(
            f"{path}: a password stands in `database`, where everybody who gets this folder reads it: take it out, and set "
            "PGPASSWORD or write a line in ~/.pgpass"
        )
    return found


def place(folder: Path, database: str | None) -> Path | str:
    """Where the ledger of the case in `folder` is: its own file, or the address that `database` names. Raises CaseError."""
    if database is None:
        return folder / LEDGER
    kind, _, name = database.partition(":")
    if kind == "env" and not os.environ.get(name):
        raise CaseError(f"{folder / FILE}: the environment variable {name} holds the ledger's address: set it")
    address = os.environ[name] if kind == "env" else database
    if not is_address(address):
        raise CaseError(f"{folder / FILE}: `database` is an address: write postgresql://USER@HOST/NAME, or take the line out")
    return address


def shown(database: str) -> str:
    """A `database` as the settings file keeps it: without a password."""
    return database if database.startswith("env:") else public(database)


def with_database(text: str, database: str | None) -> str:
    """The text of a settings file with another `database`, or none; nothing else is touched."""
    head, bracket, tables = _split(text)
    lines = [line for line in head.splitlines(keepends=True) if not re.match(r"\s*database\s*=", line)]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if database is not None:
        at = next((n + 1 for n, line in enumerate(lines) if re.match(r"\s*name\s*=", line)), len(lines))
        lines.insert(at, f"database = {json.dumps(database, ensure_ascii=False)}\n")
    return "".join(lines) + bracket + tables


def _split(text: str) -> tuple[str, str, str]:
    """What stands before the first table, and the rest."""
    found = re.search(r"^\s*\[", text, re.MULTILINE)
    return (text, "", "") if found is None else (text[: found.start()], found[0], text[found.end() :])


def find(start: Path) -> Path:
    """The case folder that `start` lies in: itself or the nearest one above it."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise CaseError(f"{start}: not inside a case; make one with `rashomon new NAME` or name one with --case DIR")
