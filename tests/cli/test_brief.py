"""`rashomon brief`: what it tells, in which form, and as which edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.case import Case
from rashomon.cli.main import main

pytest.importorskip("typst")
pytest.importorskip("docx")

BEGINS = {"html": b"<!doctype html>", "md": b"# ", "docx": b"PK", "pdf": b"%PDF-"}


@pytest.fixture
def folder(sample: Case, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample.folder, tmp_path / "case"))


def brief(folder: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["--case", str(folder), "brief", *map(str, arguments)])


@pytest.mark.parametrize("form", BEGINS)
def test_the_form_by_the_ending_or_by_name(folder: Path, tmp_path: Path, form: str) -> None:
    assert brief(folder, "-o", tmp_path / f"a.{form}").exit_code == 0
    assert brief(folder, "--form", form, "-o", tmp_path / "b.bin").exit_code == 0
    data = (tmp_path / f"a.{form}").read_bytes()
    assert data.startswith(BEGINS[form])
    assert data == (tmp_path / "b.bin").read_bytes()


def test_without_a_file_the_form_names_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert brief(folder, "--form", "md").exit_code == 0
    assert brief(folder).exit_code == 0
    assert (tmp_path / "brief.md").read_bytes().startswith(b"# ")
    assert (tmp_path / "brief.html").read_bytes().startswith(b"<!doctype html>")


def test_another_ending_is_refused(folder: Path, tmp_path: Path) -> None:
    refused = brief(folder, "-o", tmp_path / "a.odt")
    assert refused.exit_code == 2
    assert ".docx" in refused.output
    assert not (tmp_path / "a.odt").exists()


def test_incidents_by_name_and_by_period(sample: Case, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.md"
    timed = [(i, i.when.earliest or "", i.when.latest or "") for i in sample.incidents() if i.when]
    later = [i for i, first, last in timed if first[:10] <= "2022-04-30" and last[:10] >= "2022-04-01"]
    assert 0 < len(later) < len(sample.incidents())
    assert brief(folder, "--since", "2022-04-01", "--until", "2022-04-30", "--title", "April # 1", "-o", out).exit_code == 0
    text = out.read_text()
    assert text.startswith("# April \\# 1\n")
    assert text.count("\n## Incident ") == len(later)
    assert brief(folder, later[0].id[:8], "-o", out).exit_code == 0
    assert out.read_text().count("\n## Incident ") == 1
    for bad in (
        ("--since", "2050-01-01"),
        ("--since", "soon"),
        ("--since", "2022-05-01", "--until", "2022-04-01"),
        ("nobody",),
    ):
        refused = brief(folder, *bad, "-o", tmp_path / "never.md")
        assert refused.exit_code == 2, bad
        assert refused.output.startswith("rashomon: "), bad
    assert not (tmp_path / "never.md").exists()


@pytest.mark.parametrize("policy", ["ucdp", "airwars", "majority"])
def test_a_policy_stands_beside_the_answers(folder: Path, tmp_path: Path, policy: str) -> None:
    assert brief(folder, "--policy", policy, "-o", tmp_path / "a.md").exit_code == 0
    text = (tmp_path / "a.md").read_text()
    assert "### Under the rule: " in text
    assert "### Open questions" in text  # all positions stay


def test_an_edition_of_each_form_is_kept_to_the_byte(folder: Path, tmp_path: Path) -> None:
    for form in BEGINS:
        name = tmp_path / f"a.{form}"
        assert brief(folder, "--publish", "--by", "anna", "--since", "2022-04-01", "-o", name).exit_code == 0
    for form in BEGINS:
        given = (tmp_path / f"a.{form}").read_bytes()
        assert brief(folder, "--edition", "-o", tmp_path / f"b.{form}").exit_code == 0
        assert (tmp_path / f"b.{form}").read_bytes() == given
        again = brief(folder, "--publish", "--by", "anna", "--since", "2022-04-01", "-o", tmp_path / f"c.{form}")
        assert again.exit_code == 0
        assert (tmp_path / f"c.{form}").read_bytes() == given
    listed = CliRunner().invoke(main, ["--case", str(folder), "--json", "editions"]).output
    assert listed.count("\n") == len(BEGINS)  # the same again is the edition that is there
