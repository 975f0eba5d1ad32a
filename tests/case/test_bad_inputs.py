"""Bad input gets one clear sentence that names the file and the place; the rest of the batch goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.case import Case, new

GOOD = "Shelling killed three people in Kramatorsk on 8 April 2022, the mayor said.\n"
RUSSIAN = "Российские войска обстреляли город, погибли три человека, сообщил мэр города в пятницу утром. " * 4


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new(tmp_path / "case")


def folder(tmp_path: Path) -> Path:
    """A folder with one good report and one of each kind of bad one."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "good.txt").write_text(GOOD)
    (reports / "empty.txt").write_text("")
    (reports / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (reports / "huge.txt").write_bytes(b"The town was shelled. " * 2_400_000)
    (reports / "utf16.txt").write_bytes(GOOD.encode("utf-16"))
    (reports / "bomb.html").write_text("<div>" * 100_000 + "x" + "</div>" * 100_000)
    lines = [json.dumps({"name": "a", "text": GOOD}), '{"name": "b", "text": ', json.dumps({"name": "c"}), json.dumps([1])]
    (reports / "feed.jsonl").write_text("\n".join(lines))
    return reports


def test_each_bad_file_is_one_sentence(case: Case, tmp_path: Path) -> None:
    report = case.add(folder(tmp_path))
    assert {d.name for d in case.documents()} >= {"good.txt", "utf16.txt", "a"}
    reasons = [failure.reason for failure in report.failures]
    for name in ("empty.txt", "picture.txt", "huge.txt", "feed.jsonl:2", "feed.jsonl:3", "feed.jsonl:4"):
        assert sum(name in reason for reason in reasons) == 1, name
    assert all("\n" not in reason and len(reason) < 400 for reason in reasons)


def test_the_rest_is_read(case: Case, tmp_path: Path) -> None:
    case.add(folder(tmp_path))
    assert case.read(workers=1).claims >= 3


def test_missing_manifest_entry_and_missing_path(case: Case, tmp_path: Path) -> None:
    reports = tmp_path / "listed"
    reports.mkdir()
    (reports / "there.txt").write_text(GOOD)
    (reports / "manifest.json").write_text(json.dumps([{"file": "there.txt"}, {"file": "gone.txt"}]))
    report = case.add(reports, tmp_path / "nowhere")
    assert report.done == 1
    assert sorted(("gone.txt" in f.reason, "nowhere" in f.reason) for f in report.failures) == [(False, True), (True, False)]


def test_broken_manifest(case: Case, tmp_path: Path) -> None:
    reports = tmp_path / "broken"
    reports.mkdir()
    (reports / "there.txt").write_text(GOOD)
    (reports / "manifest.json").write_text('[{"file": "there.txt"')
    report = case.add(reports)
    assert any("manifest.json" in failure.reason for failure in report.failures)
    assert report.done == 1


def test_a_language_that_is_not_read_is_kept_and_said(case: Case, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text(RUSSIAN)
    (tmp_path / "en.txt").write_text(GOOD)
    assert not case.add(tmp_path / "ru.txt", tmp_path / "en.txt").failures
    report = case.read(workers=1)
    assert len(case.documents()) == 2
    assert [f.about.endswith("ru.txt") for f in report.failures] == [True]
    assert "'ru'" in report.failures[0].reason
    assert report.claims >= 1


def test_a_later_bad_batch_loses_nothing(case: Case, tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(GOOD)
    case.add(tmp_path / "en.txt")
    case.read(workers=1)
    before = list(case.ledger.entries())
    case.add(tmp_path / "nowhere.txt")
    assert list(case.ledger.entries())[: len(before)] == before
    assert case.verify() == []
