"""The flat tables: columns, one row a figure, and no cell that a spreadsheet would carry out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.export import write
from rashomon.export.tables import CLAIM_COLUMNS, INCIDENT_COLUMNS, line
from rashomon.model import Standing
from tests.export.hostile import STRINGS, infected
from tests.export.values import STANDING

TRIGGERS = tuple("=+-@\t\r\n＝＋－＠")


def table(name: str, standing: Standing, folder: Path) -> list[dict[str, str]]:
    write(name, standing, folder / name)
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_claim_has_a_row_for_each_figure_and_at_least_one(tmp_path: Path) -> None:
    found = table("claims-csv", STANDING, tmp_path)
    assert tuple(found[0]) == CLAIM_COLUMNS
    both = [row for row in found if "14 to 19" in row["quote"]]
    assert [(row["measure"], row["low"], row["high"]) for row in both] == [("killed", "14", "19"), ("wounded", "40", "40")]
    plain = next(row for row in found if "No aircraft" in row["quote"])
    assert (plain["measure"], plain["low"], plain["stance"], plain["against_interest"]) == ("", "", "deny", "false")


def test_an_incident_has_a_row_for_each_figure(tmp_path: Path) -> None:
    found = table("incidents-csv", STANDING, tmp_path)
    assert tuple(found[0]) == INCIDENT_COLUMNS
    assert [(row["title"], row["measure"], row["low"], row["best"], row["high"]) for row in found[:2]] == [
        ("Shelling of the market of Wad Rahal", "killed", "12", "16", "31"),
        ("Shelling of the market of Wad Rahal", "wounded", "40", "40", "40"),
    ]
    assert found[0]["contested"] == "killed CIV people; actor; kind"
    assert found[0]["corroborated"] == "happened"


def test_numbers_are_left_numbers() -> None:
    assert line([-3.5, 0, None, True]) == b"-3.5,0,,true\r\n"


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("name", ["claims-csv", "incidents-csv"])
def test_hostile_cells_are_neutral(name: str, string: str, tmp_path: Path) -> None:
    found = table(name, infected(string), tmp_path)
    assert len(found) == len(table(name, STANDING, tmp_path))
    for row in found:
        assert None not in row
        assert not any(cell.startswith(TRIGGERS) for cell in row.values())


@given(st.lists(st.text(), min_size=2))
def test_any_text_comes_back(cells: list[str]) -> None:
    read = next(csv.reader(io.StringIO(line(cells).decode("utf-8", "surrogatepass"), newline="")))
    assert not any(cell.startswith(TRIGGERS) for cell in read)
    assert [cell[1:] if kept.startswith(TRIGGERS) else cell for cell, kept in zip(read, cells, strict=True)] == cells


def test_a_link_is_written_through_and_stays(tmp_path: Path) -> None:
    """`/dev/stdout` is a link to whatever file the output goes to; to replace it breaks the machine."""
    there, link = tmp_path / "there.csv", tmp_path / "stdout"
    there.write_bytes(b"old")
    link.symlink_to(there)
    write("claims-csv", STANDING, link)
    assert link.is_symlink()
    assert there.read_bytes().startswith(b"id,incident")
