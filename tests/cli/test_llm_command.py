"""`rashomon read --with llm` and `rashomon compare-engines` as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_commands import on_terminal, run
from tests.read.llm_server import Server, claim, serving, telling

pytestmark = pytest.mark.usefixtures("loopback")

HOSTILE = "Rebels shelled Kramatorsk \x1b[31mon 8 April 2022, killing 12 soldiers."


@pytest.fixture
def server() -> Iterator[Server]:
    told = claim(1, "Rebels shelled Kramatorsk", "attack", weapons=["drones"])
    with serving(telling(told, claim(1, "on 8 April 2022, killing 12 soldiers", "casualties"))) as one:
        yield one


@pytest.fixture
def case(tmp_path: Path, server: Server) -> Path:
    assert run("new", "case", cwd=tmp_path).returncode == 0
    folder = tmp_path / "case"
    (tmp_path / "a.txt").write_text(HOSTILE + "\n")
    llm = f'[llm]\nurl = "{server.url}"\nmodel = "a-model"\nprice_in = 1.0\nprice_out = 2.0\n'
    (folder / "rashomon.toml").write_text((folder / "rashomon.toml").read_text() + llm)
    assert run("add", "../a.txt", cwd=folder).returncode == 0
    return folder


def test_cost_is_said_before_and_after(case: Path, server: Server) -> None:
    told = run("read", "--with", "llm", "--estimate", cwd=case)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["requests"] == 1
    assert "Nothing was read or sent." in told.stderr
    assert server.asked == []
    done = run("read", "--with", "llm", cwd=case)
    assert done.returncode == 0, done.stderr
    first, *_ = done.stderr.splitlines()
    assert first.startswith("a-model is asked about 1 documents in about 1 requests")
    assert "leaves this machine" not in done.stderr
    assert "The server counted 100 tokens in and 20 out: 0.0001 at the prices of rashomon.toml." in done.stderr
    assert "Refused, because it stands neither in the text nor in the vocabulary: 1 weapon." in done.stderr
    report = json.loads(done.stdout)
    assert (report["done"], report["claims"], report["tokens_in"], report["refused"]) == (1, 2, 100, 1)


def test_remote_text_is_announced_before_it_is_sent(case: Path) -> None:
    path = case / "rashomon.toml"
    settings = path.read_text()
    path.write_text(settings.replace("http://127.0.0.1", "http://192.0.2.1"))
    refused = run("read", "--with", "llm", cwd=case)
    assert refused.returncode == 2
    assert "allow_remote" in refused.stderr
    path.write_text(settings.replace("http://127.0.0.1", "http://192.0.2.1") + "allow_remote = true\n")
    told = run("read", "--with", "llm", "--estimate", cwd=case)
    assert "The text of 1 documents leaves this machine: it is sent to 192.0.2.1, unencrypted." in told.stderr


def test_compare_engines(case: Path) -> None:
    early = run("compare-engines", cwd=case)
    assert early.returncode == 2
    assert early.stderr.startswith("rashomon: embedded has read no document")
    assert run("read", cwd=case).returncode == 0
    assert "rashomon read --with llm" in run("compare-engines", cwd=case).stderr
    assert run("read", "--with", "llm", cwd=case).returncode == 0
    rows = [json.loads(line) for line in run("compare-engines", cwd=case).stdout.splitlines()]
    claims = [row for row in rows if row["type"] == "claim"]
    assert {row["in"] for row in claims} >= {"both"}
    assert "kind" in {each["slot"] for row in claims for each in row["differences"]}
    assert {row["slot"] for row in rows if row["type"] == "slot"} >= {"kind", "place", "figures"}
    shown = on_terminal("--case", case, "compare-engines", "embedded", "llm@1+a-model")
    assert "Agreement in the claims of both" in shown
    assert "They differ" in shown
    assert "\x1b[31mon" not in shown, "a document's control characters do not reach the terminal"
