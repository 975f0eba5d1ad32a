"""`rashomon.toml`, the settings of one case. Unknown keys are refused; the environment is for secrets only."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from rashomon.case.errors import CaseError
from rashomon.read.llm_settings import Settings

FILE = "rashomon.toml"

TEMPLATE = """\
# Settings of this case. Paths are relative to this file. `docs/file-formats.md` explains every key.
name = "{name}"

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
    """The whole file."""

    name: str
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
        return msgspec.toml.decode(path.read_bytes(), type=Config)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: {error}; mend that line") from error


def find(start: Path) -> Path:
    """The case folder that `start` lies in: itself or the nearest one above it."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise CaseError(f"{start}: not inside a case; make one with `rashomon new NAME` or name one with --case DIR")
