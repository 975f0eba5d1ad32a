"""Reviewing by commands: the queue when piped, verdicts from files, and a person at a real terminal."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from rashomon.case import Case, open_case
from tests.cli.test_commands import RASHOMON, run

PATIENCE = 30.0
"""Seconds until a terminal that shows nothing fails the test."""


@pytest.fixture
def folder(sample: Case, tmp_path: Path) -> Path:
    return shutil.copytree(sample.folder, tmp_path / "case")


def rows(*arguments: str | Path) -> list[dict[str, Any]]:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


class Person:
    """Somebody at a terminal: types when what they wait for is on the screen."""

    def __init__(self, *arguments: str | Path) -> None:
        self.master, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
        environment = os.environ | {"TERM": "xterm", "NO_COLOR": "1"}
        environment.pop("RASHOMON_REVIEWER", None)
        command = [*RASHOMON, *map(str, arguments)]
        self.process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)
        self.seen, self.mark = "", 0

    def read(self, until: str) -> str:
        """The screen from the last thing waited for up to this text."""
        end = time.monotonic() + PATIENCE
        while until not in self.seen[self.mark :]:
            ready, _, _ = select.select([self.master], [], [], 0.2)
            part = self._part() if ready else b""
            self.seen += part.decode(errors="replace")
            if (ready and not part) or time.monotonic() > end:
                raise AssertionError(f"{until!r} never came; the screen: {self.seen[self.mark :][-3000:]}")
        at = self.seen.index(until, self.mark) + len(until)
        shown, self.mark = self.seen[self.mark : at], at
        return shown

    def _part(self) -> bytes:
        try:
            return os.read(self.master, 65536)
        except OSError:  # Linux answers the end of a terminal with EIO
            return b""

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def leave(self) -> int:
        """Reads to the end."""
        while part := self._part():
            self.seen += part.decode(errors="replace")
        os.close(self.master)
        return self.process.wait(PATIENCE)


READY = "q quit"
"""Stands below each thing that is shown: a key is awaited."""


def standing(folder: Path) -> dict[str, Any]:
    with open_case(folder) as case:
        return {about: (j.decision, j.body, [v.note for v in j.verdicts]) for about, j in case.view().judgements.items()}


def test_a_sitting_at_a_terminal(folder: Path) -> None:
    """Accept, take it back, reject, correct with a slip, a note, help, an unknown key, quit."""
    asked = [item["about"] for item in rows("--case", folder, "review", "--only", "doubtful")]
    anna = Person("--case", folder, "review", "--as", "anna", "--only", "doubtful")
    shown = anna.read(READY)
    assert f"1 of {len(asked)} · doubtful" in shown
    assert "kind" in shown
    anna.type("a")
    anna.read(f"2 of {len(asked)}")
    anna.read(READY)
    anna.type("z")
    anna.read("taken back")
    anna.read(f"1 of {len(asked)}")
    anna.read(READY)
    anna.type("r")
    anna.read(READY)
    anna.type("c")
    anna.read("correct")
    anna.type("kind=shellling\r")
    anna.read("did you mean shelling")
    anna.type("kind=shelling\r")
    anna.read("correct")
    anna.type("\r")
    anna.read(f"3 of {len(asked)}")
    anna.read(READY)
    anna.type("w")
    anna.read("note")
    anna.type("seen the footage\r")
    anna.read("note: seen the footage")
    anna.read(READY)
    anna.type("?")
    anna.read("any key goes on")
    anna.type("x")
    anna.read(READY)
    anna.type("u")
    anna.read(f"4 of {len(asked)}")
    anna.read(READY)
    anna.type("b")
    anna.read(f"3 of {len(asked)}")
    anna.read(READY)
    anna.type("q")
    assert anna.leave() == 0
    assert "everything is kept" in anna.seen
    assert "rashomon reconcile" in anna.seen
    found = standing(folder)
    assert found[asked[0]] == ("reject", {}, [""])
    assert found[asked[1]] == ("correct", {"kind": "shelling"}, [""])
    assert found[asked[2]] == (None, {}, ["seen the footage"])
    assert set(found) == set(asked[:3])


def test_a_question_its_claims_and_a_pair_at_a_terminal(folder: Path) -> None:
    question = rows("--case", folder, "review", "--only", "contested", "--limit", "1")[0]
    anna = Person("--case", folder, "review", "--as", "anna", "--only", "contested")
    anna.read(READY)
    anna.type("1")
    anna.read("behind the question")
    anna.read(READY)
    anna.type("a")
    anna.read(READY)
    anna.type("a")
    anna.read(READY)
    anna.type("\x04")
    assert anna.leave() == 0
    found = standing(folder)
    assert found[question["about"]][0] == "accept"
    assert found[question["claims"][0]["key"]][0] == "accept"
    pair = rows("--case", folder, "review", "--only", "pair", "--limit", "1")[0]
    boris = Person("--case", folder, "review", "--as", "boris", "--only", "pair")
    assert "s same" in boris.read(READY)
    boris.type("d")
    boris.read(READY)
    boris.type("q")
    assert boris.leave() == 0
    assert standing(folder)[pair["about"]][0] == "different"


def test_a_challenge_at_a_terminal_shows_what_changed(folder: Path) -> None:
    from tests.case.test_review import reread

    with open_case(folder) as case:
        key = case.incidents()[0].claims[0]
        case.judge(key, "accept", by="anna", note="checked")
        reread(case, key, stance="question")
    boris = Person("--case", folder, "review", "--as", "boris")
    shown = boris.read(READY)
    assert "challenged" in shown
    assert "stance: anna saw assert, it reads question now" in shown
    assert "1 anna: accept" in shown
    boris.type("1")
    boris.read(READY)
    boris.type("q")
    boris.leave()
    with open_case(folder) as case:
        assert {v.by: v.decision for v in case.view().judgements[key].verdicts} == {"anna": "accept", "boris": "accept"}


def test_a_hostile_sentence_moves_no_cursor(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An air strike killed \x1b[2Jfive people \u202ein Kramatorsk on 8 April 2022, he said.\n")
    for command in (
        ("new", "case"),
        ("--case", "case", "add", "a.txt"),
        ("--case", "case", "read"),
        ("--case", "case", "reconcile"),
    ):
        assert run(*command, cwd=tmp_path).returncode == 0
    anna = Person("--case", tmp_path / "case", "review", "--as", "anna")
    anna.read(READY)
    anna.type("q")
    anna.leave()
    assert "\x1b[2J" not in anna.seen
    assert "\u202e" not in anna.seen
    table = run("--case", tmp_path / "case", "review", "--csv").stdout
    assert "\x1b" not in table


def test_nobody_reviews_unnamed(folder: Path) -> None:
    nobody = Person("--case", folder, "review")
    assert nobody.leave() == 2
    assert "--as NAME" in nobody.seen


def test_the_queue_piped_and_back(folder: Path, tmp_path: Path) -> None:
    items = rows("--case", folder, "review", "--only", "open", "--limit", "5")
    assert len(items) == 5
    assert all(item["decision"] is None and item["claims"][0]["sentence"] for item in items)
    for n, item in enumerate(items):
        item["decision"] = ("accept", "reject", "correct", "unsure", None)[n]
        item["body"] = {"kind": "shelling"} if n == 2 else None
    file = tmp_path / "judged.jsonl"
    file.write_text("".join(json.dumps(item) + "\n" for item in [*items, {"about": "gone", "decision": "accept"}]))
    done = run("--case", folder, "review", "--from", file, "--as", "anna")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("recorded", "present", "open", "bad")} == {
        "recorded": 4,
        "present": 0,
        "open": 1,
        "bad": 1,
    }
    assert "line 6: gone" in done.stderr
    assert standing(folder)[items[2]["about"]][:2] == ("correct", {"kind": "shelling"})
    left = {item["about"] for item in rows("--case", folder, "review")}
    assert items[4]["about"] in left
    assert not left & {item["about"] for item in items[:3]}


def test_the_table_for_a_spreadsheet_and_back(folder: Path, tmp_path: Path) -> None:
    done = run("--case", folder, "review", "--csv", "--limit", "3")
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["about"] for row in table] == [row["about"] for row in rows("--case", folder, "review", "--limit", "3")]
    assert not any(cell.startswith(tuple("=+@")) for row in table for cell in row.values())
    table[0]["decision"] = "accept"
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, table[0].keys())
    writer.writeheader()
    writer.writerows(table)
    (tmp_path / "queue.csv").write_text(buffer.getvalue())
    assert run("--case", folder, "review", "--from", tmp_path / "queue.csv", "--as", "anna").returncode == 0
    assert standing(folder)[table[0]["about"]][0] == "accept"


def test_verdicts_by_command_undo_merge_split_and_agreement(folder: Path) -> None:
    case = ("--case", folder)
    a, b = sorted(rows(*case, "incidents"), key=lambda i: -len(i["claims"]))[:2]
    key = a["claims"][1]
    given = rows(*case, "judge", key, "correct", "kind=shelling", "--as", "anna", "--note", "the crater")
    assert (given[0]["decision"], given[0]["body"], given[0]["note"]) == ("correct", {"kind": "shelling"}, "the crater")
    rows(*case, "judge", key, "reject", "--as", "boris")
    listed = {row["about"]: row for row in rows(*case, "verdicts")}
    assert listed[key]["state"] == "disputed"
    assert [row["decision"] for row in rows(*case, "undo", "--as", "boris")] == ["withdrawn"]
    assert [row["by"] for row in rows(*case, "verdicts", key, "--all")] == ["anna", "boris", "boris"]
    merged = run(*case, "merge", a["id"], b["id"], "--as", "anna")
    assert merged.returncode == 0
    shown = run(*case, "show", b["id"])
    assert f"{b['id']} is now {a['id']}" in shown.stderr or f"{a['id']} is now {b['id']}" in run(*case, "show", a["id"]).stderr
    assert rows(*case, "undo", "--as", "anna")
    assert run(*case, "split", a["id"], *a["claims"][1:3], "--as", "anna").returncode == 0
    rows(*case, "judge", key, "accept", "--as", "boris")
    found = {row["what"]: row for row in rows(*case, "agreement")}
    assert (found["claims"]["units"], found["claims"]["same"]) == (1, 0)
    assert found["claims"]["alpha"] == 0.0
    assert run(*case, "judge", key, "same", "--as", "anna").returncode == 2
    assert run(*case, "judge", key, "--as", "anna").returncode == 2
    assert run(*case, "verify").returncode == 0


def test_who_reviews_may_stand_in_the_environment_or_the_settings(folder: Path) -> None:
    key = rows("--case", folder, "incidents")[0]["claims"][0]
    (folder / "rashomon.toml").write_text('name = "x"\n[review]\nreviewer = "chen"\n')
    assert rows("--case", folder, "judge", key, "accept")[0]["by"] == "chen"
    command = [*RASHOMON, "--case", str(folder), "judge", key, "accept"]
    done = subprocess.run(command, env=os.environ | {"RASHOMON_REVIEWER": "dora"}, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["by"] == "dora"
    assert sys.executable in command
