"""The desk over the sample, without a socket."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.case import Case, open_case
from rashomon.desk import app
from rashomon.model import Capture, Document, Entry, Reading

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette asks for a newer client than the one the project has
    from starlette.testclient import TestClient

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def desk(sample: Case) -> Iterator[TestClient]:
    """The sample's desk; tests must not write."""
    with TestClient(app(sample.folder), base_url=HERE, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def strike(sample: Case) -> str:
    """The name of the sample's most told incident of February 2020."""
    found = [i for i in sample.incidents() if i.kind == "air-strike" and i.place and i.place.name == "Balyun"]
    return max(found, key=lambda incident: len(incident.claims)).id


@pytest.fixture(scope="session")
def lived(sample: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a case with a past: the reports on Idlib were taken in on 1 March 2024, the others on 8 March."""
    folder = tmp_path_factory.mktemp("lived") / "case"
    shutil.copytree(sample.folder, folder, ignore=shutil.ignore_patterns("ledger*"))
    clock = iter(f"2024-03-{day}T10:00:00Z" for day in ("01", "08"))
    patch = pytest.MonkeyPatch()
    with open_case(folder) as case:
        for idlib, day in ((True, "01"), (False, "08")):
            entries = [e for e in sample.ledger.entries() if _told(e, sample) == idlib]
            blobs = [sample.ledger.blob(e.body.id) for e in entries if isinstance(e.body, Capture)]
            case.ledger.append([e.body for e in entries], "test", f"2024-03-{day}T09:59:50Z", blobs)
            patch.setattr("rashomon.case.case.now", lambda: next(clock))
            case.reconcile()
    patch.undo()
    return folder


def _told(entry: Entry, sample: Case) -> bool | None:
    """Whether a line is about a report on Idlib; None for what is about none."""
    if isinstance(entry.body, Capture):
        homes = [d.address for d in sample.documents() if d.capture == entry.body.id]
        return any("idlib" in address for address in homes)
    return "idlib" in entry.about if isinstance(entry.body, Document | Reading) else None
