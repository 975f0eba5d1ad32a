"""Days, distances and spellings."""

from __future__ import annotations

import pytest

from rashomon.reconcile.spacetime import Span, distance, elsewhere, folded, gap, instant, interval, same_name, spot
from tests.reconcile.accounts import place, when


def test_instants() -> None:
    """A date is its first moment, or its end; a time zone is taken off; what is no ISO is nothing."""
    day = instant("2020-03-01")
    assert day is not None
    assert instant("2020-03-01", last=True) == day + 1
    assert instant("2020-03-01T12:00") == day + 0.5
    assert instant("2020-03-01T12:00+03:00") == pytest.approx(day + 0.375)
    assert instant("last spring") is None
    assert instant(None) is None


def test_intervals() -> None:
    """Both ends are needed, and an end before its start does no harm."""
    assert interval(None) is None
    assert interval(when("2020-03")) is None
    week = interval(when("2020-03-01/2020-03-07"))
    assert week is not None
    assert week.length == 7
    turned = interval(when("2020-03-07/2020-03-01"))
    assert turned is not None
    assert 0 < turned.length < 0.001


def test_gaps() -> None:
    """Days between, none where they touch."""
    assert gap(Span(1, 2), Span(2, 3)) == 0
    assert gap(Span(1, 2), Span(5, 6)) == gap(Span(5, 6), Span(1, 2)) == 3


def test_folded() -> None:
    """Case, accents, articles and punctuation make no difference, an article alone stays."""
    assert folded("Al-Khawḫah") == folded("khawhah")
    assert folded("The El") == "the el"


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Tell Zayn", "tell zayn", True),
    ("Gorlanivka", "Gorlanovka", True),
    ("Tell Zayn", "Deir Qasra", False),
    ("Tell Zayn", "Tal Zein", False),
])  # fmt: skip
def test_spellings(a: str, b: str, same: bool) -> None:
    """Variants of one name are one place, other names are not."""
    x, y = spot(place(a)), spot(place(b))
    assert x is not None
    assert y is not None
    assert same_name(x, y) is same
    assert same_name(y, x) is same


def test_elsewhere() -> None:
    """Far away or in another country; never where nobody knows."""
    zayn, qasra, kharkiv, farm = (spot(place(n)) for n in ("Tell Zayn", "Deir Qasra", "Kharkiv", "Orlovka farm"))
    idlib, nowhere = spot(place("Idlib")), spot(None)
    assert None not in (zayn, qasra, kharkiv, farm, idlib)
    assert nowhere is None
    assert elsewhere(zayn, qasra)
    assert elsewhere(zayn, kharkiv)
    assert not elsewhere(zayn, farm)
    assert not elsewhere(zayn, idlib)
    assert distance(zayn, farm) is None
    assert distance(zayn, qasra) == pytest.approx(126, abs=4)
