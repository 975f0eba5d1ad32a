"""Verdicts from files: what a spreadsheet or a script sends back; bad rows are named and the rest goes on."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.case import Case, CaseError, open_case


@pytest.fixture
def case(sample: Case, tmp_path: Path) -> Case:
    return open_case(shutil.copytree(sample.folder, tmp_path / "case"))


def keys(case: Case) -> list[str]:
    return [key for incident in case.incidents() for key in incident.claims]


def lines(path: Path, *rows: Any) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return path


def test_json_lines_are_recorded_and_bad_ones_named(case: Case, tmp_path: Path) -> None:
    a, b, c, d = keys(case)[:4]
    file = lines(
        tmp_path / "v.jsonl",
        {"about": a, "decision": "accept", "note": "seen"},
        {"about": b, "decision": "correct", "body": {"kind": "shelling"}, "by": "boris"},
        {"about": f"{c}|{d}", "decision": "Different"},
        {"a": c, "b": a, "decision": "unsure"},
        {"about": d, "decision": None},
        "not json",
        [1, 2],
        {"about": "gone", "decision": "accept"},
        {"about": a, "decision": "perhaps"},
        {"about": a, "decision": "withdrawn"},
        {"about": b, "decision": "correct", "body": {"kind": "shellling"}},
        {"about": b, "decision": "accept", "body": {"kind": "shelling"}},
        {"about": 3, "decision": "accept"},
        {"decision": "accept"},
        {"about": b, "decision": 7},
        {"about": b, "decision": "correct", "body": "kind=shelling"},
    )
    done = case.take_in(file, by="anna")
    assert (len(done.verdicts), done.present, done.open, len(done.bad)) == (4, 0, 1, 11)
    assert [line.split(":")[0].rsplit(", ", 1)[1] for line in done.bad] == [f"line {n}" for n in range(6, 17)]
    assert all(str(file) in line and "\n" not in line for line in done.bad)
    judged = case.view().judgements
    assert {v.by for v in judged[b].verdicts} == {"boris"}
    assert judged["|".join(sorted((c, d)))].decision == "different"
    again = case.take_in(file, by="anna")
    assert (len(again.verdicts), again.present) == (0, 4)
    assert len(case.undo("anna")) == 3, "a file is one step"
    assert case.view().judgements[a].state == "open"


@pytest.mark.parametrize(("delimiter", "begin"), [(",", ""), (";", "\ufeff"), ("\t", "")])
def test_a_table_out_of_a_spreadsheet(case: Case, tmp_path: Path, delimiter: str, begin: str) -> None:
    a, b, c = keys(case)[:3]
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    table.writerows(
        [
            ["about", "decision", "note", "new_kind", "new_place", "new_time", "sentence"],
            [a, " Correct ", "'=1+1", "shelling", "'-", "2020-02", "two\nlines"],
            [b, "", "", "", "", "", "not looked at"],
            [c, "accept", "", "", "", "", ""],
            ["nothing", "accept", "", "", "", "", ""],
            [c, "accept", "", "", "", "", "", "", "one too many"],
        ]
    )
    file = tmp_path / "v.csv"
    file.write_bytes((begin + buffer.getvalue()).encode())
    done = case.take_in(file, by="anna")
    assert (len(done.verdicts), done.open, len(done.bad)) == (2, 1, 2)
    claim = case.view().claim(a)[0]
    assert (claim.kind, claim.place, claim.when and claim.when.latest) == ("shelling", None, "2020-02-29")
    assert case.view().judgements[a].verdicts[0].note == "=1+1"
    assert "line 7" in done.bad[1]
    assert "more cells" in done.bad[1]


def test_what_was_shown_is_pinned_also_if_it_was_read_again_since(case: Case, tmp_path: Path) -> None:
    key = keys(case)[0]
    file = lines(tmp_path / "v.jsonl", {"about": key, "decision": "accept", "seen": "what stood there last week"})
    case.take_in(file, by="anna")
    first = case.queue("anna")[0]
    assert (first.group, first.about) == ("challenged", key)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe\x00bad", "is not UTF-8"),
        (b"name,verdict\n1,2\n", "no columns `about` and `decision`"),
        (b"%PDF-1.4 something", "no columns"),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(case: Case, tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "v").write_bytes(data)
    with pytest.raises(CaseError, match=sentence):
        case.take_in(tmp_path / "v", by="anna")
    with pytest.raises(CaseError, match="cannot be read"):
        case.take_in(tmp_path / "nothing", by="anna")


def test_an_empty_file_holds_no_verdict(case: Case, tmp_path: Path) -> None:
    done = case.take_in(lines(tmp_path / "v.jsonl"), by="anna")
    assert (done.verdicts, done.bad) == ((), ())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: ("about,decision\n" + t).encode())))
def test_no_file_breaks_it(sample: Case, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the bytes: a report or one clear sentence."""
    file = tmp_path_factory.mktemp("any") / "v"
    file.write_bytes(data)
    told = ""
    try:
        told = str(sample.take_in(file, by="anna").verdicts)
    except CaseError as error:
        told = str(error)
    assert told == "()" or (told.startswith(str(file)) and "\n" not in told)
