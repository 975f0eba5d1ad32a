"""A place as the gazetteer has it."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

from rashomon.model.claim import Precision

EARTH_DIAMETER_KM = 12742.0

PRECISION: dict[str, Precision] = {
    "country": "country",
    "admin1": "province",
    "province": "province",
    "region": "province",
    "sea": "province",
    "mountain": "district",
    "admin2": "district",
    "district": "district",
    "city": "settlement",
    "town": "settlement",
    "village": "settlement",
    "camp": "settlement",
    "quarter": "exact",
    "base": "exact",
    "site": "exact",
    "crossing": "exact",
    "road": "line",
    "line": "line",
    "river": "line",
}
"""What a point of each kind may be read as; a map must not draw a province as a dot."""


class Site(Struct, frozen=True):
    """One place. `id` "geonames:164816", "unit:SY.12", "country:SYR" or "village:syria/nayrab"; `country` ISO 3166 alpha-3;
    `unit` the code of its first-level unit ("SY.12"), `admin1` that unit's name; degrees WGS 84; `population` 0 if unknown.
    """

    id: str
    name: str
    country: str
    kind: str
    lat: float
    lon: float
    population: int = 0
    unit: str = ""
    admin1: str = ""

    @property
    def precision(self) -> Precision:
        """How finely the point may be read."""
        return PRECISION[self.kind]

    @property
    def boundless(self) -> bool:
        """Whether it is a region of several countries ("Europe", "the Sahel"): any point for it would be a false one."""
        return self.kind == "region" and not self.country

    @property
    def settlement(self) -> bool:
        """Whether people live in it as one town or village."""
        return self.precision == "settlement"


class Named(Struct, frozen=True):
    """A site with all its names: what every source of the gazetteer yields. `romanised`: its names come from another script."""

    site: Site
    names: tuple[str, ...]
    romanised: bool = False


def kilometres(a: Site, b: Site) -> float:
    """Great-circle distance."""
    return kilometres_between(a.lat, a.lon, b.lat, b.lon)


def kilometres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points, all in degrees."""
    x, y, turn = radians(lat), radians(other_lat), radians(other_lon - lon)
    square = sin((y - x) / 2) ** 2 + cos(x) * cos(y) * sin(turn / 2) ** 2
    return EARTH_DIAMETER_KM * asin(min(1.0, sqrt(square)))
