"""The JSON lines against the contract: fields, order, nesting, nulls; and each as a golden file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.export import FORMATS, ExportError, rows, write
from rashomon.export.jsonl import line
from rashomon.export.pieces import basis, number
from rashomon.model import Published, Standing
from tests.export.hostile import STRINGS, infected
from tests.export.values import DOCUMENTS, STANDING

GOLDEN = Path(__file__).parent / "golden"

SPEAKER = ["name", "actor", "cue", "text", "start", "end"]
ACTOR = ["name", "id", "party", "role", "start", "end"]
PLACE = ["name", "text", "country", "lat", "lon", "precision", "start", "end"]
TIME = ["start", "end", "text", "precision"]
FIGURE = ["measure", "low", "high", "of", "party", "cumulative", "text", "start", "end", "hedge"]
CLAIM = [
    "id", "document", "section", "quote", "start", "end", "speakers", "stance", "certainty", "kind", "actors", "targets",
    "weapons", "place", "time", "figures", "evidence", "against_interest", "incident",
]  # fmt: skip
INCIDENT = ["id", "title", "kind", "place", "time", "claims", "documents", "figures", "points", "revisions", "relations"]


def exported(name: str, standing: Standing, folder: Path) -> list[dict[str, Any]]:
    write(name, standing, folder / name)
    return [json.loads(text) for text in (folder / name).read_text().splitlines()]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"brief"}))
def test_golden(name: str, tmp_path: Path) -> None:
    """To accept a change on purpose: GOLDEN=write pytest tests/export."""
    count = write(name, STANDING, tmp_path / "out")
    made, kept = (tmp_path / "out").read_bytes(), GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        kept.write_bytes(made)
    assert made == kept.read_bytes()
    assert count > 3


def test_claims_have_the_fields_of_the_contract(tmp_path: Path) -> None:
    found = exported("claims", STANDING, tmp_path)
    assert len(found) == 22
    for row in found:
        assert list(row) == CLAIM
        assert list(row["document"]) == ["name", "publisher", "published"]
        assert all(list(each) == SPEAKER for each in row["speakers"])
        assert all(list(each) == ACTOR for each in row["actors"] + row["targets"])
        assert all(list(each) == ["name", "start", "end"] for each in row["weapons"])
        assert row["place"] is None or list(row["place"]) == PLACE
        assert row["time"] is None or list(row["time"]) == TIME
        assert all(list(each) == FIGURE for each in row["figures"])


def test_offsets_count_code_points_of_the_document(tmp_path: Path) -> None:
    texts = {d.name: d.text for d in DOCUMENTS}
    for row in exported("claims", STANDING, tmp_path):
        text = texts[row["document"]["name"]]
        assert text[row["start"] : row["end"]] == row["quote"]
        for each in [*row["speakers"], *row["figures"], *([row["place"]] if row["place"] else [])]:
            assert text[each["start"] : each["end"]] == each["text"]
    for row in exported("documents", STANDING, tmp_path):
        assert all(texts[row["name"]][s["start"] : s["end"]] == s["text"] for s in row["sections"])


def test_comments_and_links_are_exported_with_their_section(tmp_path: Path) -> None:
    sections = {row["section"] for row in exported("claims", STANDING, tmp_path)}
    assert {"comment", "other", "update"} <= sections


def test_a_claim_names_its_incident_and_the_incident_its_claims(tmp_path: Path) -> None:
    claims = exported("claims", STANDING, tmp_path)
    for incident in exported("incidents", STANDING, tmp_path):
        assert {c["id"] for c in claims if c["incident"] == incident["id"]} == set(incident["claims"])
        assert {c["document"]["name"] for c in claims if c["incident"] == incident["id"]} == set(incident["documents"])
    assert any(c["incident"] is None for c in claims)


def test_incidents_have_the_fields_of_the_contract(tmp_path: Path) -> None:
    for row in exported("incidents", STANDING, tmp_path):
        assert list(row) == INCIDENT
        assert all(list(f) == ["measure", "of", "party", "low", "best", "high"] for f in row["figures"])
        for point in row["points"]:
            assert [k for k in point if k not in {"party", "of", "note"}] == ["slot", "standing", "positions"]
            assert None not in (point.get("party", ""), point.get("of", ""), point.get("note", ""))
            for position in point["positions"]:
                assert list(position) == ["value", "voices", "origins", "against_interest"]
                assert isinstance(position["value"], str) or list(position["value"]) == ["low", "high"]
                assert all(list(v) == ["name", "actor", "document", "published", "claim"] for v in position["voices"])
        for revision in row["revisions"]:
            assert [k for k in revision if k not in {"party", "of"}] == [
                "slot",
                "voice",
                "from",
                "to",
                "direction",
                "announced",
            ]
            assert list(revision["from"]) == list(revision["to"]) == ["value", "claim"]
        assert all(list(r) == ["type", "incident"] for r in row["relations"])


def test_a_change_of_measure_names_the_other_measure(tmp_path: Path) -> None:
    incident = STANDING.incidents[0]
    first, second = incident.revisions
    moved = structs.replace(
        second,
        before=structs.replace(second.before, slot="killed_or_wounded"),
        after=structs.replace(second.after, slot="killed"),
    )
    changed = structs.replace(STANDING, incidents=(structs.replace(incident, revisions=(first, moved)),))
    row = exported("incidents", changed, tmp_path)[0]["revisions"][1]
    assert list(row["from"]) == ["value", "claim", "slot"]
    assert row["from"]["slot"] == "killed_or_wounded"
    assert list(row["to"]) == ["value", "claim"]


def test_documents_and_mentions_have_the_fields_of_the_contract(tmp_path: Path) -> None:
    for row in exported("documents", STANDING, tmp_path):
        assert list(row) == ["name", "publisher", "published", "published_basis", "title", "lang", "sections"]
    sections = [s for row in exported("documents", STANDING, tmp_path) for s in row["sections"]]
    assert {tuple(s)[4:] for s in sections} == {(), ("posted",), ("author", "depth")}
    shapes = {row["type"]: list(row) for row in exported("mentions", STANDING, tmp_path)}
    assert shapes == {
        "attribution": ["document", "type", "source", "cue", "content"],
        "place": ["document", "type", "start", "end", "text", "name", "country", "lat", "lon"],
        "time": ["document", "type", "start", "end", "text", "timex_type", "value"],
        "actor": ["document", "type", "start", "end", "text", "name", "id", "kind"],
    }


def test_two_documents_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    twins = tuple(structs.replace(d, name="report.txt", address=f"{n}/report.txt") for n, d in enumerate(DOCUMENTS[:2]))
    other = structs.replace(DOCUMENTS[2], name="alone.txt", address="0/alone.txt")
    found = exported("documents", Standing(documents=(*twins, other)), tmp_path)
    assert [row["name"] for row in found] == ["0/report.txt", "1/report.txt", "alone.txt"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, None),
        (Published(value="2023", basis="stated", reason="dateline"), "stated"),
        (Published(value="2023", basis="metadata"), "metadata"),
        (Published(value="2023", basis="inferred", reason="“Friday”"), "inferred: “Friday”"),
        (Published(value="2023", basis="inferred"), "inferred"),
    ],
)
def test_the_basis_of_a_date(published: Published | None, expected: str | None) -> None:
    assert basis(published) == expected


@pytest.mark.parametrize(("value", "text"), [(None, "None"), (12.0, "12"), (0.0, "0"), (12.5, "12.5"), (1800, "1800")])
def test_whole_numbers_have_no_point(value: float | None, text: str) -> None:
    assert str(number(value)) == text


def test_rows_are_what_is_written(tmp_path: Path) -> None:
    for name in ("claims", "documents", "incidents", "mentions"):
        assert list(rows(name, STANDING)) == exported(name, STANDING, tmp_path)


def test_an_empty_case_makes_empty_exports(tmp_path: Path) -> None:
    for name in set(FORMATS) - {"brief"}:
        assert write(name, Standing(), tmp_path / name) == 0
    assert json.loads((tmp_path / "geojson").read_text()) == {"type": "FeatureCollection", "features": []}
    assert (tmp_path / "claims").read_bytes() == b""
    assert write("brief", Standing(), tmp_path / "brief") == 1


@pytest.mark.parametrize("string", STRINGS)
def test_a_line_stays_a_line_whatever_is_in_it(string: str, tmp_path: Path) -> None:
    for name in ("claims", "documents", "incidents", "mentions"):
        records = list(rows(name, infected(string)))
        assert exported(name, infected(string), tmp_path) == records


@settings(max_examples=200)
@given(st.text())
def test_any_text_is_one_line_of_json(text: str) -> None:
    data = line({"text": [text, text]})
    assert len(data.decode().splitlines()) == 1
    assert json.loads(data) == {"text": [text, text]}


def test_a_place_without_coordinates_has_no_geometry(tmp_path: Path) -> None:
    write("geojson", STANDING, tmp_path / "out")
    features = json.loads((tmp_path / "out").read_text())["features"]
    assert [f["geometry"] and f["geometry"]["type"] for f in features] == ["Point", "Point", "Point", "Point"]
    assert features[0]["geometry"]["coordinates"] == [33.52, 14.41]
    nowhere = tuple(structs.replace(i, place=i.place and structs.replace(i.place, lat=None)) for i in STANDING.incidents)
    write("geojson", structs.replace(STANDING, incidents=nowhere), tmp_path / "out")
    assert [f["geometry"] for f in json.loads((tmp_path / "out").read_text())["features"]] == [None] * 4


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("before")
    broken = structs.replace(STANDING, readings=(*STANDING.readings, None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        write("claims", broken, path)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["claims.jsonl"]


def test_a_place_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="could not be written"):
        write("claims", STANDING, tmp_path / "no" / "claims.jsonl")
    with pytest.raises(ExportError, match="could not be written"):
        write("claims", STANDING, tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_clear_sentence() -> None:
    with pytest.raises(ExportError, match="No space left"):
        write("claims", STANDING, Path("/dev/full"))


def test_an_unknown_format_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write("excel", STANDING, tmp_path / "x")
