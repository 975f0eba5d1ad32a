"""The gazetteer's file: built whole or not at all, the same wherever it is built, read from any process."""

from __future__ import annotations

import multiprocessing
import pickle
import sqlite3
import threading
from pathlib import Path

import pytest

from rashomon.link import Gazetteer, GazetteerError, default_path
from rashomon.link import build as building
from rashomon.link.build import main
from rashomon.link.importers import added, alpha3, geonames_dump, romanised
from rashomon.link.site import PRECISION, Named, kilometres
from rashomon.link.writing import latin
from rashomon.vocabulary import VocabularyError
from tests.link.link_values import PLACES, gazetteer, site

DUMP = "\t".join(
    [
        "164816",
        "Sarāqib",
        "Saraqib",
        "Saraqeb,Sarakib",
        "35.86",
        "36.80",
        "P",
        "PPL",
        "SY",
        "",
        "12",
        "",
        "",
        "",
        "34231",
        "",
        "0",
        "",
        "",
    ]
)


def build_elsewhere(folder: str) -> str:
    return Gazetteer.build(Path(folder) / "g.sqlite", sources=PLACES).digest


def look_up(small: Gazetteer) -> list[str]:
    return [found.id for found in small.named("Saraqib")]


def test_a_place_is_found_under_all_its_names() -> None:
    for name in ("Saraqib", "SARAQEB", "saraqib", " Saraqib "):
        assert [found.name for found in gazetteer().named(name)] == ["Saraqib"]


def test_larger_places_come_first() -> None:
    assert [found.country for found in gazetteer().named("Paris")] == ["FRA", "USA"]


def test_short_names_are_codes_in_capitals_and_towns_otherwise() -> None:
    assert gazetteer().named("ALP") == ()
    assert [found.kind for found in gazetteer().named("US")] == ["country"]
    assert [found.name for found in gazetteer().named("Hit")] == ["Hit"]


def test_spellings_are_heard_and_slips_found_in_a_country() -> None:
    assert [found.name for found in gazetteer().sounding("Sarakeeb")] == ["Saraqib"]
    assert gazetteer().sounding("Parees") == ()  # names of Latin-script languages have one spelling
    assert [found.name for found in gazetteer().slipped("Sarabiq", "SYR")] == ["Saraqib"]
    assert gazetteer().slipped("Sarabiq", "IRQ") == ()


@pytest.mark.parametrize("name", ["Saraqib", "Syria", "Behun", "Lamar County", "Paris", "Sarakeeb", "M5", "Sahel", "Aleppo"])
def test_what_can_be_a_place_is_known(name: str) -> None:
    assert gazetteer().knows(name)


@pytest.mark.parametrize("name", ["", "saraqib", "Smith", "March", "Police", "Lamar", "Nowhere", "DAL", "The"])
def test_what_hardly_is_one_is_not(name: str) -> None:
    assert not gazetteer().knows(name)


def test_a_region_of_no_country_has_none() -> None:
    assert [found.country for found in gazetteer().named("Sahel")] == [""]


def test_the_digest_is_of_what_went_in(tmp_path: Path) -> None:
    first, second = (Gazetteer.build(tmp_path / name, sources=PLACES) for name in ("a.sqlite", "b.sqlite"))
    fewer = Gazetteer.build(tmp_path / "c.sqlite", sources=PLACES[:-1])
    assert first.digest == second.digest == gazetteer().digest
    assert fewer.digest != first.digest


def test_it_goes_to_other_processes_and_threads(tmp_path: Path) -> None:
    small = Gazetteer.build(tmp_path / "g.sqlite", sources=PLACES)
    here = look_up(small)
    assert look_up(pickle.loads(pickle.dumps(small))) == here
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append([s.id for s in small.sounding("Sarakib")]))
    thread.start()
    thread.join()
    assert found == [here]
    for way in ("fork", "spawn"):
        with multiprocessing.get_context(way).Pool(2) as pool:
            assert pool.map(look_up, [small, small]) == [here, here]


def test_two_builders_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        digests = set(pool.map(build_elsewhere, [str(tmp_path)] * 4))
    assert digests == {gazetteer().digest}
    assert [path.name for path in tmp_path.iterdir()] == ["g.sqlite"]


def test_a_failed_build_leaves_the_old_file(tmp_path: Path) -> None:
    path, bad = tmp_path / "g.sqlite", tmp_path / "bad.csv"
    old = Gazetteer.build(path, sources=PLACES)
    bad.write_text("name,country,lat,lon,kind\nX,SYR,north,36,village\n")
    with pytest.raises(VocabularyError, match=r"bad\.csv:2"):
        Gazetteer.build(path, extra=[bad], sources=PLACES)
    assert Gazetteer.open(path).digest == old.digest
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.csv", "g.sqlite"]


def test_what_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"not a database, but long enough to look at" * 20)
    with pytest.raises(GazetteerError, match="no gazetteer"):
        Gazetteer.open(tmp_path / "x.sqlite")
    with pytest.raises(GazetteerError):
        Gazetteer.open(tmp_path / "missing.sqlite")
    old = sqlite3.connect(tmp_path / "old.sqlite")
    old.executescript("create table meta (key text, value text); insert into meta values ('layout', '0')")
    old.close()
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer.open(tmp_path / "old.sqlite")


def test_the_default_is_in_the_users_cache_and_built_when_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(building, "shipped", lambda: iter(PLACES))
    assert default_path().is_relative_to(tmp_path)
    first = Gazetteer.open()
    assert default_path().exists()
    assert first.digest == building.inputs_digest()
    written = default_path().stat().st_mtime_ns
    assert Gazetteer.open().digest == first.digest
    assert default_path().stat().st_mtime_ns == written
    default_path().write_bytes(b"")
    assert Gazetteer.open().digest == first.digest
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_path().is_relative_to(Path.home())


def test_a_geonames_dump_adds_places(tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    lines = [
        DUMP,
        DUMP.replace("\tP\t", "\tZ\t").replace("164816", "1"),
        DUMP.replace("\tP\tPPL", "\tA\tADM1").replace("164816", "2"),
    ]
    dump.write_text("\n".join(lines), encoding="utf-8")
    found = list(geonames_dump(dump))
    assert [(n.site.id, n.site.kind, n.site.country) for n in found] == [
        ("geonames:164816", "village", "SYR"),
        ("geonames:2", "admin1", "SYR"),
    ]
    assert "Sarakib" in found[0].names
    assert Gazetteer.build(tmp_path / "g.sqlite", extra=[dump], sources=()).named("Sarakib")


@pytest.mark.parametrize("line", ["164816\tSaraqib", DUMP.replace("35.86", "north")])
def test_a_damaged_dump_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(f"{DUMP}\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"SY\.txt:2"):
        list(geonames_dump(dump))


def test_a_users_csv_adds_villages_and_renames_cities(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,variants,country,admin1,lat,lon,kind,note\n"
        "Qminas,Kaminas|Qaminas,SYR,Idlib,35.87,36.68,village,\n"
        "Halab al-Shahba,Aleppo,SYR,,36.21,37.15,city,the same city\n"
        "Idlib Province,Idlib,SYR,,35.7,36.5,province,\n"
    )
    small = Gazetteer.build(tmp_path / "g.sqlite", extra=[own], sources=PLACES)
    (village,) = small.named("Kaminas")
    assert (village.name, village.admin1, village.unit) == ("Qminas", "Idlib Province", "SY.12")
    (city,) = small.named("Aleppo")
    assert (city.id, city.name, city.population) == ("geonames:Aleppo", "Halab al-Shahba", 1_602_264)
    assert [(s.kind, s.lat) for s in small.named("Idlib Province")] == [("admin1", 35.7)]
    assert next(iter(added(own))).site.id == "village:own/qminas"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,lat\n", "columns country, kind, lon"),
        ("name,country,lat,lon,kind\nX,SYR,95,36,village\n", "degrees in range"),
        ("name,country,lat,lon,kind\nX,SYR,35,36,castle\n", "known kind"),
        ("name,country,lat,lon,kind\n,SYR,35,36,village\n", "a name"),
    ],
)
def test_a_damaged_csv_is_told_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text)
    with pytest.raises(VocabularyError, match=told):
        list(added(path))


def test_a_namesake_far_away_is_another_place(tmp_path: Path) -> None:
    far = Named(site("Aleppo", "SYR", "village", 33.0, 36.0), ("Aleppo",), True)
    small = Gazetteer.build(tmp_path / "g.sqlite", sources=[*PLACES, far])
    assert len(small.named("Aleppo")) == 2


def test_codes_and_distances() -> None:
    assert (alpha3("SY"), alpha3("QQ")) == ("SYR", None)
    assert romanised("SYR")
    assert not romanised("FRA")
    cities = {named.site.name: named.site for named in PLACES if named.site.kind == "city"}
    aleppo, idlib = cities["Aleppo"], cities["Idlib"]
    assert 50 < kilometres(aleppo, idlib) < 65
    assert {named.site.kind for named in PLACES} <= set(PRECISION)
    assert idlib.settlement


def test_the_command_that_builds_says_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built = gazetteer()  # before the patch: building opens what it built
    monkeypatch.setattr("rashomon.link.build.Gazetteer.open", lambda: built)
    main()
    (line,) = capsys.readouterr().out.splitlines()
    assert str(built.path) in line
    assert f"{built.places():,} places" in line


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Saraqib", True), ("Đà Nẵng", True), ("Şırnak", True), ("سراقب", False), ("Москва", False), ("12-34", True)],
)
def test_names_in_other_scripts_are_left_out(name: str, kept: bool) -> None:
    assert latin(name) is kept
