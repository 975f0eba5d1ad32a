"""Tallies: what each report concludes, and the three estimates over all of them."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.reconcile.tally import highest
from tests.reconcile.accounts import Case, claim, document, figure, speaker

WHERE: dict[str, Any] = {"place": "Tell Zayn", "when": "2020-03-01"}


def killed(*reports: tuple[str, str, list[tuple[str, str | None, float, float | None]]]) -> tuple[Any, Any, Any]:
    """Low, best and high of a strike; each report has a name, a publisher and clauses with who says them and the count."""
    entries = []
    for name, publisher, clauses in reports:
        of = document(name, " ".join(f"{clause}." for clause, *_ in clauses), "2020-03-02", publisher)
        entries.append(
            (
                of,
                tuple(
                    claim(
                        of,
                        clause,
                        "air-strike",
                        figures=[figure("killed", low, high)],
                        speakers=(speaker(who),) if who else (),
                        **WHERE,
                    )
                    for clause, who, low, high in clauses
                ),
            )
        )
    (found,) = Case(*entries).incidents()
    (tally,) = found.figures
    return tally.low, tally.best, tally.high


def test_a_report_that_has_weighed_its_voices() -> None:
    """Its own figure is its least, a cited higher one its highest; lower ones and ones beyond belief are neither."""
    clauses = [
        ("Jets killed at least eight porters", None, 8, None),
        ("Jets killed three porters", "a neighbour", 3, 3),
        ("Jets killed ten porters", "the clinic", 10, 10),
        ("Jets killed ninety porters", "a caller", 90, 90),
    ]
    assert killed(("a.txt", "Monitor", clauses)) == (8, 10, 10)


def test_a_report_that_only_cites() -> None:
    """It counts with all that it cites."""
    clauses = [("Jets killed three porters", "the clinic", 3, 3), ("Jets killed nine porters", "the mayor", 9, 9)]
    assert killed(("a.txt", "Courier", clauses)) == (3, 3, 9)


def test_each_report_counts() -> None:
    """What one report concludes does not silence another."""
    one = ("a.txt", "Courier", [("Jets killed seven porters", None, 7, 7)])
    two = ("b.txt", "Herald", [("Jets killed thirty porters", None, 30, 30)])
    assert killed(one, two) == (7, 7, 30)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [([(8, None)], None), ([(8, None), (10, 10)], 10), ([(20, None), (18, 18)], None), ([(2, 4), (3, 3)], 4)],
)
def test_an_open_end(ranges: list[tuple[float, float | None]], expected: float | None) -> None:
    """ "At least 8" is limited by a 10 that somebody counts; "at least 20" by no 18."""
    assert highest(ranges) == expected
