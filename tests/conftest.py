"""What all tests share: the network is closed, the gazetteer is the built one, the sample is read once."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from rashomon.case import SAMPLE, Case, new
from tests.postgres import Server, missing, server

settings.register_profile("clockless", deadline=None)  # a busy machine is no failure
settings.load_profile("clockless")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
"""Corpora and gold that the developers have beside the repository; tests that use it skip where it is absent."""

SAMPLE_FOLDERS = [SAMPLE / "documents" / "idlib-2020", SAMPLE / "documents" / "kramatorsk-2022"]


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[set[str]]:
    """Any connection of this process, and any look-up of a host, fails the test that tries it; but for the hosts in the set."""
    patch = pytest.MonkeyPatch()
    allowed: set[str] = set()

    def refuse(*arguments: Any, **_: Any) -> NoReturn:
        raise AssertionError(f"the network was used: {arguments[1:] or arguments}")

    def guard(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any, *rest: Any) -> Any:
            return real(self, address, *rest) if address[0] in allowed else refuse(self, address)

        return call

    for name in ("connect", "connect_ex", "bind"):
        patch.setattr(socket.socket, name, guard(getattr(socket.socket, name)))
    patch.setattr(socket.socket, "sendto", refuse)
    patch.setattr(socket, "getaddrinfo", refuse)
    yield allowed
    patch.undo()


@pytest.fixture
def loopback(_closed_network: set[str]) -> Iterator[None]:
    """This test may talk to a server of its own on this machine, and to nothing else."""
    _closed_network.add("127.0.0.1")
    yield
    _closed_network.discard("127.0.0.1")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of our own, where one is installed."""
    if why := missing():
        pytest.skip(why)
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The shipped sample: added, read and reconciled. Tests must not change it."""
    case = new(tmp_path_factory.mktemp("cases") / "sample", sample=True)
    documents = case.folder / "sample" / "documents"
    assert not case.add(documents / "idlib-2020", documents / "kramatorsk-2022").failures
    assert not case.read(workers=1).failures
    case.reconcile()
    yield case
    case.close()


@pytest.fixture(scope="session")
def idlib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The five articles, where they are there."""
    if not (SHARED / "corpus" / "idlib").is_dir():
        pytest.skip("the five articles are not beside this checkout")
    case = new(tmp_path_factory.mktemp("cases") / "idlib")
    case.add(SHARED / "corpus" / "idlib")
    case.read(workers=1)
    case.reconcile()
    yield case
    case.close()
