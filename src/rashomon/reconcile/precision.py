"""Precision codes of two event data sets, from how exactly an incident's time and place are known."""

from __future__ import annotations

from rashomon.model import Place, When
from rashomon.reconcile.spacetime import interval

UCDP_DAYS = ((1.01, "1"), (6.01, "2"), (7.01, "3"), (31.01, "4"), (367.0, "5"))
"""Up to so many days, this date_prec (UCDP GED codebook)."""

UCDP_PLACES = {"exact": "1", "settlement": "1", "district": "3", "province": "4", "line": "5", "country": "6"}
"""where_prec by the precision of a place; 2 (within 25 km of a point) and 7 (international waters) are not told apart here."""

ACLED_DAYS = ((1.01, "1"), (7.01, "2"), (31.01, "3"))
"""Up to so many days, this time_precision (ACLED codebook)."""

ACLED_PLACES = {"exact": "1", "settlement": "1", "district": "2", "line": "2", "province": "3"}
"""geo_precision by the precision of a place; ACLED codes nothing less exact than a province."""


def dated(when: When | None, days: tuple[tuple[float, str], ...]) -> tuple[str | None, str]:
    """The code of a time under a table of days, and why it is that one."""
    span = interval(when)
    if when is None or span is None:
        return None, "nobody says when"
    code = next((code for most, code in days if span.length <= most), None)
    first, last = (when.earliest or "")[:10], (when.latest or "")[:10]
    known = first if first == last else f"between {first} and {last}"
    return code, known if code else f"{known}: less precise than any code"


def placed(place: Place | None, codes: dict[str, str]) -> tuple[str | None, str]:
    """The code of a place under a table of precisions, and why it is that one."""
    if place is None:
        return None, "nobody says where"
    name = place.name or place.text
    if place.precision is None:
        return None, f"{name} is in no gazetteer"
    code = codes.get(place.precision)
    return code, f"{name}, {place.precision}" + ("" if code else ": less precise than any code")
