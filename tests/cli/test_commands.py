"""The commands as a user runs them: piped output is JSON lines, exit codes tell success, partial failure and failure."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.case import Case
from rashomon.cli.main import main
from rashomon.cli.output import plain
from rashomon.export import FORMATS

RASHOMON = [sys.executable, "-m", "rashomon.cli"]


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RASHOMON, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False)


def on_terminal(*arguments: str | Path) -> str:
    """What a person at a terminal sees."""
    mine, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "160", "TERM": "xterm"}
    process = subprocess.Popen([*RASHOMON, *map(str, arguments)], stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(mine, 65536)
        except OSError:  # Linux answers the end of a terminal with EIO
            break
        if not part:
            break
        seen += part
    process.wait()
    os.close(mine)
    return seen.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case made by commands alone."""
    base = tmp_path_factory.mktemp("cli")
    (base / "a.txt").write_text("An air strike killed five people in Kramatorsk on 8 April 2022, the governor said.\n")
    assert run("new", "case", cwd=base).returncode == 0
    inside = base / "case"
    for command in (("add", "../a.txt"), ("read",), ("reconcile",)):
        assert run(*command, cwd=inside).returncode == 0, command
    return inside


def test_piped_output_is_json_lines(folder: Path) -> None:
    for command in (("incidents",), ("show",), ("methods",)):
        done = run(*command, "--case", folder)
        assert done.returncode == 0, done.stderr
        assert [json.loads(line) for line in done.stdout.splitlines()]


def test_export_to_a_pipe_and_to_a_file(folder: Path, tmp_path: Path) -> None:
    piped = run("--case", folder, "export", "claims").stdout
    run("--case", folder, "export", "claims", "-o", tmp_path / "claims.jsonl")
    assert piped == (tmp_path / "claims.jsonl").read_text()
    assert json.loads(piped.splitlines()[0])["figures"][0]["low"] == 5


def test_show_and_history_of_one_incident(folder: Path) -> None:
    incident = json.loads(run("--case", folder, "incidents").stdout.splitlines()[0])
    shown = json.loads(run("--case", folder, "show", incident["id"][:8]).stdout)
    assert shown == incident
    kinds = [json.loads(line)["kind"] for line in run("--case", folder, "history", incident["claims"][0]).stdout.splitlines()]
    assert "reading" in kinds


def test_why_two_claims_are_of_one_incident(folder: Path) -> None:
    """Piped it is the explanation; on a terminal the rule stands above what was weighed."""
    incident = json.loads(run("--case", folder, "incidents").stdout.splitlines()[0])
    key = incident["claims"][0]
    found = json.loads(run("--case", folder, "why", key, incident["id"][:8]).stdout)
    assert (found["a"], found["b"], found["together"]) == (key, key, True)
    assert found["rule"] == "they are one claim"
    seen = on_terminal("--case", folder, "why", key, key)
    assert "one incident: they are one claim" in seen
    assert "both tell of" in seen
    assert run("--case", folder, "why", key, "nothing").returncode == 2


def test_origins_of_an_incident(folder: Path) -> None:
    incident = json.loads(run("--case", folder, "incidents").stdout.splitlines()[0])
    [origin] = map(json.loads, run("--case", folder, "origins", incident["id"][:8]).stdout.splitlines())
    assert [voice["claim"] for voice in origin["voices"]] == [incident["claims"][0]]
    assert "1 documents, 1 origins" in on_terminal("--case", folder, "origins", incident["id"])


def test_policies_of_an_incident_and_of_all(folder: Path) -> None:
    """Piped it is one line an incident with its claims; on a terminal the rule in words stands below."""
    incident = json.loads(run("--case", folder, "incidents").stdout.splitlines()[0])
    shown = json.loads(run("--case", folder, "show", incident["id"][:8], "--policy", "ucdp").stdout)
    assert [number["value"] for number in (shown["given"][0][end] for end in ("low", "best", "high"))] == [5, 5, 5]
    assert shown["given"][0]["claims"] == incident["claims"]
    listed = [json.loads(line) for line in run("--case", folder, "incidents", "--policy", "ucdp").stdout.splitlines()]
    assert shown in listed
    assert listed == [json.loads(line) for line in run("--case", folder, "show", "--policy", "ucdp").stdout.splitlines()]
    for command in (("show", incident["id"]), ("incidents",)):
        seen = on_terminal("--case", folder, *command, "--policy", "majority")
        assert "half of the independent origins" in " ".join(seen.split())
    assert run("--case", folder, "incidents", "--policy", "wishful").returncode == 2


def test_sources_of_the_case_and_one_of_them(folder: Path) -> None:
    """Piped it is one line a voice with its claims; on a terminal a count a column, and of one voice every claim."""
    rows = [json.loads(line) for line in run("--case", folder, "sources").stdout.splitlines()]
    [governor] = [row for row in rows if "governor" in row["name"]]
    assert len(governor["claimed"]) == 1
    for name in ("GOVERNOR", governor["id"]):
        assert json.loads(run("--case", folder, "sources", name).stdout) == governor
    assert "voices" in on_terminal("--case", folder, "sources")
    assert governor["claimed"][0] in on_terminal("--case", folder, "sources", "governor")
    done = run("--case", folder, "sources", "nobody of that name")
    assert (done.returncode, "nobody of that name" in done.stderr) == (2, True)


def test_assessing_a_source_and_an_incident(folder: Path, tmp_path: Path) -> None:
    """Suggestions with their rules; a grade is recorded, shown above them, and taken back."""
    case = shutil.copytree(folder, tmp_path / "copy")
    incident = json.loads(run("--case", case, "incidents").stdout.splitlines()[0])["id"]
    rows = [json.loads(line) for line in run("--case", case, "assess").stdout.splitlines()]
    assert {row["axis"] for row in rows} == {"reliability", "credibility"}
    one = json.loads(run("--case", case, "assess", incident[:8]).stdout)
    assert one in rows
    assert (one["suggested"]["grade"], one["suggested"]["rule"], one["grade"]) == ("6", "single", None)
    given = json.loads(run("--case", case, "assess", incident, "3", "--as", "anna", "--note", "seen").stdout)
    assert (given["about"], given["body"], given["by"]) == (f"credibility:incident:{incident}", {"grade": "3"}, "anna")
    assert json.loads(run("--case", case, "assess", "governor", "b", "--as", "anna").stdout)["body"] == {"grade": "B"}
    seen = on_terminal("--case", case, "assess", incident)
    assert "3: possibly true" in " ".join(seen.split())
    assert "one origin, no evidence is named" in " ".join(seen.replace("\u2502", " ").split())
    everything = on_terminal("--case", case, "assess")
    assert "usually reliable" in " ".join(everything.split())
    assert "cannot be judged from this case" in " ".join(everything.split())
    assert "assess B" in on_terminal("--case", case, "verdicts")
    assert run("--case", case, "undo", "--as", "anna").returncode == 0
    assert json.loads(run("--case", case, "assess", "governor").stdout)["grade"] is None
    assert run("--case", case, "assess", "nothing of that name").returncode == 2
    assert run("--case", case, "assess", incident, "9", "--as", "anna").returncode == 2
    assert run("--case", case, "assess", incident, "2", "--as", "anna", "--as-of", "2026-01-01").returncode == 2


def test_partial_failure_is_one(folder: Path, tmp_path: Path) -> None:
    done = run("--case", folder, "add", tmp_path / "gone.txt", folder.parent / "a.txt")
    assert done.returncode == 1
    assert "gone.txt" in done.stderr
    assert json.loads(done.stdout)["present"] == 1


@pytest.mark.parametrize("arguments", [("incidents",), ("show", "x"), ("export", "claims")])
def test_failure_is_two_and_one_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_unknown_incident_is_two(folder: Path) -> None:
    done = run("--case", folder, "show", "no-such-thing")
    assert (done.returncode, "no-such-thing" in done.stderr) == (2, True)


def test_verify_finds_an_edited_ledger(folder: Path, tmp_path: Path) -> None:
    import sqlite3

    assert run("--case", folder, "verify").returncode == 0
    copy = shutil.copytree(folder, tmp_path / "copy")
    with sqlite3.connect(copy / "ledger.sqlite") as base:
        base.execute("UPDATE entries SET recorded_at = '2001-01-01T00:00:00.000000Z' WHERE seq = 2")
    done = run("--case", copy, "verify")
    assert done.returncode == 1
    assert done.stdout.strip()


def test_a_terminal_gets_tables(folder: Path) -> None:
    seen = on_terminal("--case", folder, "show")
    assert "Kramatorsk" in seen
    assert "incidents" in seen
    assert "{" not in seen


def test_as_of_before_the_case_says_so(folder: Path) -> None:
    done = run("--case", folder, "incidents", "--as-of", "2001-01-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert "first entry" in done.stderr


def test_brief_is_written(folder: Path, tmp_path: Path) -> None:
    assert run("--case", folder, "brief", "-o", tmp_path / "brief.html").returncode == 0
    assert "Kramatorsk" in (tmp_path / "brief.html").read_text()


def test_every_command_has_help_with_an_example() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert f"Example: rashomon {name}" in (command.epilog or ""), name


def test_control_characters_never_reach_a_terminal() -> None:
    assert plain("a\x1b[31mb\u202ec\r\nd") == "a\ufffd[31mb\ufffdc d"


def test_sample_case_by_command(tmp_path: Path) -> None:
    assert run("new", "demo", "--sample", cwd=tmp_path).returncode == 0
    done = run("--case", tmp_path / "demo", "add", tmp_path / "demo" / "sample" / "documents" / "idlib-2020")
    assert (done.returncode, json.loads(done.stdout)["done"]) == (0, 9)


def test_formats_are_offered(sample: Case, tmp_path: Path) -> None:
    for format in FORMATS:
        assert sample.view().export(format, tmp_path / format) >= 0
        assert (tmp_path / format).stat().st_size > 0


def test_what_was_published_comes_back_to_the_byte(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert run("--case", copy, "export", "claims", "--edition").returncode == 2
    written = run("--case", copy, "export", "claims", "--publish", "--by", "Anna", "--note", "for the board").stdout
    assert run("--case", copy, "brief", "-o", tmp_path / "a.html", "--publish").returncode == 0
    (tmp_path / "b.txt").write_text("Two more people died in Kramatorsk on 9 April 2022.\n")
    for command in (("add", tmp_path / "b.txt"), ("read",), ("reconcile",)):
        assert run("--case", copy, *command).returncode == 0
    assert run("--case", copy, "export", "claims").stdout != written
    assert run("--case", copy, "export", "claims", "--edition").stdout == written
    run("--case", copy, "brief", "-o", tmp_path / "b.html", "--edition")
    assert (tmp_path / "b.html").read_bytes() == (tmp_path / "a.html").read_bytes()
    first, second = map(json.loads, run("--case", copy, "editions").stdout.splitlines())
    assert (first["about"], first["by"], first["note"], second["about"]) == ("claims", "Anna", "for the board", "brief")
    assert run("--case", copy, "editions", first["id"][:10]).stdout == written
    run("--case", copy, "editions", first["id"], "-o", tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text() == written
    assert first["blob"] in on_terminal("--case", copy, "editions")
    assert run("--case", copy, "verify").returncode == 0
    assert run("--case", copy, "brief", "--edition", "--publish").returncode == 2
    assert run("--case", copy, "brief", "--note", "x").returncode == 2


def test_diff_says_what_came_with_the_claims_behind_it(folder: Path) -> None:
    rows = [json.loads(line) for line in run("--case", folder, "diff", "--from", "2001-01-01").stdout.splitlines()]
    incident = json.loads(run("--case", folder, "incidents").stdout.splitlines()[0])
    assert next((r["what"], r["incident"], r["claims"]) for r in rows) == ("new", incident["id"], incident["claims"])
    assert incident["claims"][0] in on_terminal("--case", folder, "diff", "--from", "2001-01-01")
    done = run("--case", folder, "diff", "--from", "2999-01-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert run("--case", folder, "diff", "--from", "yesterday").returncode == 2
