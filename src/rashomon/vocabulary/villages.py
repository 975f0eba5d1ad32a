"""Curated villages, quarters, roads, regions and bases of each theatre: what the world-wide gazetteers leave out.

One CSV file a theatre, columns name,variants,country,admin1,lat,lon,kind,note; several variants are parted by "|".
Coordinates are those of public maps, to two decimals where only the village as a whole is meant (about 1 km).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from rashomon.vocabulary.loader import HERE, VocabularyError

VillageKind = Literal[
    "village", "town", "city", "camp", "quarter", "base", "site", "crossing", "road", "line", "region", "district",
    "province", "sea", "river", "mountain", "country",
]  # fmt: skip
COLUMNS = ("name", "variants", "country", "admin1", "lat", "lon", "kind", "note")


class Village(Struct, frozen=True):
    """One curated place. `country` is ISO 3166 alpha-3, empty for what lies in several; `admin1` the province's name;
    `lat`, `lon` in degrees WGS 84; `theatre` the file it comes from.
    """

    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    kind: VillageKind
    theatre: str
    variants: tuple[str, ...] = ()
    note: str = ""


def read_villages(path: Path) -> Iterator[Village]:
    """The rows of one CSV file. Raises VocabularyError that names the file and the line of a row that is not sound."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"name", "country", "lat", "lon", "kind"} - set(rows.fieldnames or ())
        if missing:
            raise VocabularyError(
                f"{path}:1: the columns {', '.join(sorted(missing))} are missing; the header is {','.join(COLUMNS)}"
            )
        for row in rows:
            yield _village(row, path, rows.line_num)


def _village(row: dict[str, str], path: Path, line: int) -> Village:
    cell = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str) and key}
    try:
        lat, lon = float(cell["lat"]), float(cell["lon"])
    except ValueError:
        raise VocabularyError(f"{path}:{line}: lat and lon must be degrees, not {cell['lat']!r}, {cell['lon']!r}") from None
    if not cell["name"] or cell["kind"] not in get_args(VillageKind) or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise VocabularyError(f"{path}:{line}: {cell['name']!r} needs a name, a known kind and degrees in range")
    variants = tuple(filter(None, (name.strip() for name in cell.get("variants", "").split("|"))))
    country, admin1, note = cell["country"].upper(), cell.get("admin1", ""), cell.get("note", "")
    kind: VillageKind = cell["kind"]  # type: ignore[assignment]  # checked above
    return Village(cell["name"], country, admin1, lat, lon, kind, path.stem, variants, note)


@lru_cache(maxsize=1)
def villages() -> tuple[Village, ...]:
    """All curated places that ship with the package, by file and line."""
    return tuple(row for path in sorted((HERE / "villages").glob("*.csv")) for row in read_villages(path))
