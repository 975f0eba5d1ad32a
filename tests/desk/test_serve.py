"""Starting the desk: one sentence where it cannot be."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.case import Case, CaseError, new
from rashomon.cli.main import FAILED, main
from rashomon.desk import serve
from rashomon.desk.serve import _listening


@pytest.mark.usefixtures("loopback")
def test_a_port_that_is_taken_is_told(sample: Case) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CaseError, match=r"port \d+ cannot be used \(Address already in use\); name another with --port"):
            serve(sample.folder, other.getsockname()[1], False, print)


@pytest.mark.usefixtures("loopback")
def test_it_listens_on_this_machine_only() -> None:
    with _listening(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_without_its_packages_it_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new(tmp_path / "case").close()
    monkeypatch.setitem(sys.modules, "rashomon.desk", None)
    done = CliRunner().invoke(main, ["--case", str(tmp_path / "case"), "desk", "--no-browser"])
    assert done.exit_code == FAILED
    assert "pip install 'rashomon[desk]'" in done.stderr


def test_without_a_case_it_does_not_start(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--case", str(tmp_path), "desk", "--no-browser"])
    assert done.exit_code == FAILED
    assert "no case here" in done.stderr
