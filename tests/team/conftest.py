"""Every test that asks for a `folder` or for `accounts` runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.case import new
from rashomon.team import Accounts, open_accounts
from tests.team.clock import Clock


@pytest.fixture(params=["sqlite", "postgres"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A case folder."""
    database = None
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        database = server.address(schema=server.schema())
    new(tmp_path / "idlib", database=database).close()
    return tmp_path / "idlib"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(folder: Path, clock: Clock) -> Iterator[Accounts]:
    with open_accounts(folder, clock) as opened:
        yield opened
