"""Days and distances: how far two accounts are apart in time and in space.

Times are days since 0001-01-01 as floats (`datetime.toordinal` plus the fraction of the day), intervals are half open.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct
from rapidfuzz.fuzz import ratio, token_set_ratio, token_sort_ratio

from rashomon.model import Place, When

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

REACH_KM = {"exact": 2.0, "settlement": 6.0, "line": 40.0, "district": 40.0, "province": 150.0, "country": 900.0}
"""How far from its coordinates a place of this precision may lie: half of the usual size of such an area."""

BESIDE = 15.0
"""Neighbouring settlements this many km apart are named for one happening at their edge."""

MOMENT = 1 / 1440
"""A time by the minute lasts a minute."""

FINE = ("exact", "settlement")
SAME_NAME = 84.0
"""Spellings of one name (Gulripsh, Gulrypsh; Saraqib, Sarakib) have a rapidfuzz ratio above this, neighbours hardly any."""

A_NIGHT = 0.5
"""A clash of one night is dated by its evening in one report and by its morning in another."""


_ASCII = re.compile(r"[0-9a-z]+")


class Span(Struct, frozen=True, order=True):
    """From `start` to before `end`, in days."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """In days."""
        return self.end - self.start


class Spot(Struct, frozen=True, kw_only=True, cache_hash=True):
    """A place as comparison sees it: its folded `name`, the gazetteer's `id`, coordinates and precision if it has any; `said`
    the folded words of the text; `sure` where the claim's own sentence names it, else it was taken over from those before.
    """

    name: str
    label: str
    said: str = ""
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    country: str | None = None
    sure: bool = True

    @property
    def reach(self) -> float:
        """Radius in km within which the place itself lies."""
        return REACH_KM.get(self.precision or "settlement", 6.0)

    @property
    def fine(self) -> bool:
        """Whether it is a settlement or finer."""
        return self.precision in FINE or self.precision is None


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case, without accents, punctuation and the Arabic article."""
    if text.isascii():
        words = _ASCII.findall(text.lower())
    else:
        text = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
        words = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c)).split()
    kept = [word for word in words if word not in ("al", "el", "the")]
    return " ".join(kept or words)


@lru_cache(maxsize=65536)
def instant(iso: str | None, last: bool = False) -> float | None:
    """An ISO date or datetime in days; a date alone is its first moment, with `last` its end. None where it is no ISO."""
    try:
        moment = datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    day = moment.toordinal() + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
    if moment.utcoffset():
        day -= moment.utcoffset().total_seconds() / 86400  # type: ignore[union-attr]  # tested in the line above
    return day + 1 if last and len(iso or "") <= 10 else day


def interval(when: When | None) -> Span | None:
    """When something happened, None where the text does not fix both ends."""
    start = instant(when.earliest) if when else None
    end = instant(when.latest, last=True) if when else None
    return Span(start, max(end, start + MOMENT)) if start is not None and end is not None else None


def spot(place: Place | None, sure: bool = True) -> Spot | None:
    """The place as comparison sees it."""
    if place is None:
        return None
    label = place.name or place.text
    return Spot(
        name=folded(label),
        label=label,
        said=folded(place.text),
        id=place.id,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        country=place.country,
        sure=sure,
    )


def gap(a: Span, b: Span) -> float:
    """Days between two intervals, 0 where they touch or overlap."""
    return max(0.0, max(a.start, b.start) - min(a.end, b.end))


@lru_cache(maxsize=65536)
def same_name(a: Spot, b: Spot) -> bool:
    """The same gazetteer entry, or spellings of one name; unlinked names may have words around them ("village of X")."""
    if a.id and a.id == b.id:
        return True
    if (
        a.id is None
        and b.id is None
        and max(token_sort_ratio(a.name, b.name), token_set_ratio(a.name, b.name) - 10) >= SAME_NAME
    ):
        return True
    return a.name == b.name or ((a.name[:1] == b.name[:1] or a.country == b.country) and ratio(a.name, b.name) >= SAME_NAME)


@lru_cache(maxsize=65536)
def distance(a: Spot, b: Spot) -> float | None:
    """Great-circle distance in km, None without coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    dlat, dlon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(dlat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(dlon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


@lru_cache(maxsize=65536)
def elsewhere(a: Spot, b: Spot) -> bool:
    """Whether the two cannot be one place: further apart than both reach, or in two countries. The same words that were linked
    to two places in two reports may well mean one.
    """
    if same_name(a, b) or (a.said and a.said == b.said):
        return False
    if a.country and b.country and a.country != b.country and "line" not in (a.precision, b.precision):
        return True
    km = distance(a, b)
    return km is not None and km > a.reach + b.reach + (BESIDE if a.fine and b.fine else 0.0)
