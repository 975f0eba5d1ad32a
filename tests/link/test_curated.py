"""The curated villages and the whole gazetteer: sound coordinates, enough of each theatre, found among the world's cities."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest

from rashomon.link import Gazetteer, Linker
from rashomon.link import build as building
from rashomon.link.importers import units
from rashomon.link.site import PRECISION
from rashomon.model import Mentions
from rashomon.vocabulary import load
from rashomon.vocabulary.villages import villages
from tests.link.link_values import document, place, reading

THEATRES = {
    "ethiopia-tigray", "iraq", "karabakh", "myanmar", "palestine-israel-lebanon", "sahel", "sudan", "syria", "syria-north-west",
    "ukraine", "yemen", "yugoslavia",
}  # fmt: skip


def test_each_theatre_has_at_least_forty_places() -> None:
    counts = Counter(row.theatre for row in villages())
    assert set(counts) >= THEATRES
    assert min(counts[theatre] for theatre in THEATRES) >= 40
    assert {row.kind for row in villages()} <= set(PRECISION)


def test_no_place_is_told_twice_in_one_file() -> None:
    counts = Counter((row.theatre, row.name, row.country, row.kind) for row in villages())
    assert [key for key, n in counts.items() if n > 1] == []


def test_every_curated_place_lies_near_its_own_country() -> None:
    points: dict[str, list[tuple[float, float]]] = {}
    for unit in units():
        points.setdefault(unit.site.country, []).append((unit.site.lat, unit.site.lon))
    far = []
    for row in villages():
        if row.country in points and row.kind not in ("country", "river", "region", "province", "sea"):
            lon = math.cos(math.radians(row.lat))
            near = min(math.hypot(row.lat - a, (row.lon - b) * lon) for a, b in points[row.country])
            if near > 2.5:
                far.append((row.name, row.country, round(near, 1)))
    assert far == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return Gazetteer.build(tmp_path_factory.mktemp("gazetteer") / "whole.sqlite")


@pytest.mark.slow
def test_the_whole_gazetteer_is_the_shipped_one(whole: Gazetteer) -> None:
    assert whole.digest == building.inputs_digest()
    assert Path(whole.path).stat().st_size < 200_000_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "country", "name"),
    [
        (["Saraqib", "Sarakib", "Saraqeb"], "SYR", "Saraqib"),
        (["Balyun", "Behun"], "SYR", "Balyun"),
        (["Hmeimim", "Khmeimim"], "SYR", "Hmeimim Air Base"),
        (["Kiev", "Kyiv"], "UKR", "Kyiv"),
        (["Avdeevka", "Avdiivka"], "UKR", "Avdiivka"),
        (["El Geneina", "Al-Geneina"], "SDN", "El Geneina"),
        (["Deir Ezzor", "Deir ez-Zor"], "SYR", "Deir ez-Zor"),
    ],
)
def test_spellings_of_war_reports_lead_to_one_place(whole: Gazetteer, names: list[str], country: str, name: str) -> None:
    ids = [
        {site.id for site in (*whole.named(n), *whole.sounding(n)) if site.country == country and site.name == name}
        for n in names
    ]
    assert set.intersection(*ids)
    assert all(whole.knows(n) for n in names)


@pytest.mark.slow
def test_common_words_and_names_of_people_are_no_places(whole: Gazetteer) -> None:
    for word in ("Police", "March", "Most", "Of", "Reading", "Smith", "Minister", "Obama", "States"):
        assert not whole.knows(word), word


@pytest.mark.slow
def test_a_document_is_linked_with_the_whole_gazetteer(whole: Gazetteer) -> None:
    text = "In Syria, the Russian jets from Khmeimim struck Sarabiq and Behun in Idlib province, near the M5."
    said = tuple(place(name, text) for name in ("Syria", "Khmeimim", "Sarabiq", "Behun", "Idlib province", "M5"))
    linked = Linker(load(), whole).link(reading(mentions=Mentions(places=said)), document(text)).mentions.places
    assert [p.name for p in linked] == ["Syria", "Hmeimim Air Base", "Saraqib", "Balyun", "Idlib", "M5"]
    assert [p.precision for p in linked] == ["country", "exact", "settlement", "settlement", "province", "line"]
    assert linked[2].admin1 == "Idlib"
