"""Every test that asks for a `place` or a `ledger` runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from tests.ledger.places import File, Place, Schema, opened


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return File(tmp_path / "ledger.sqlite")
    return Schema(request.getfixturevalue("postgres"))


@pytest.fixture
def ledger(place: Place) -> Iterator[Ledger]:
    with opened(place) as made:
        yield made
