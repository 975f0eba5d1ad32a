"""The desk over the sample, without a socket."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from rashomon.case import Case
from rashomon.desk import app

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
