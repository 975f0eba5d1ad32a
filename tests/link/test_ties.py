"""Ties hold for a time: who belonged to whom, who helped whom, what became of whom."""

from __future__ import annotations

import pytest

from rashomon.link.ties import affiliates, begun, helpers, holds, part_of
from rashomon.vocabulary import Party, Tie

LEAGUE = {
    "WHOLE": Party(name="Whole"),
    "OLD": Party(name="Old", conflicts=("here",), ties=(Tie(type="part_of", to="WHOLE", since="2012", until="2016-07"),)),
    "NEW": Party(name="New", conflicts=("here",), ties=(Tie(type="successor_of", to="OLD", since="2016-08"),)),
    "NEWEST": Party(name="Newest", ties=(Tie(type="successor_of", to="NEW", since="2018"),)),
    "AWAY": Party(name="Away", conflicts=("there",), ties=(Tie(type="part_of", to="WHOLE"),)),
    "FRIEND": Party(name="Friend", ties=(Tie(type="supports", to="WHOLE", until="2015"),)),
}


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2015-01-01", ("OLD",)),
        ("2016-07-31", ("OLD",)),
        ("2017-01-01", ("NEW",)),
        ("2019-01-01", ("NEWEST",)),
        ("2011-01-01", ()),
    ],
)
def test_a_branch_lives_on_in_its_heirs(day: str, wanted: tuple[str, ...]) -> None:
    assert affiliates("WHOLE", day, LEAGUE, ["here"]) == wanted


def test_branches_are_those_of_the_conflict() -> None:
    assert affiliates("WHOLE", None, LEAGUE, ["there"]) == ("AWAY",)
    assert affiliates("WHOLE", "2015-01-01", LEAGUE, []) == ()


def test_heirs_of_each_other_end() -> None:
    circle = {
        "A": Party(
            name="A", conflicts=("c",), ties=(Tie(type="part_of", to="X", until="2000"), Tie(type="successor_of", to="B"))
        ),
        "B": Party(name="B", ties=(Tie(type="successor_of", to="A"),)),
    }
    assert affiliates("X", "2020-01-01", circle, ["c"]) == ("B",)


def test_helpers_and_parts_of_the_day() -> None:
    assert helpers("WHOLE", "2014-01-01", LEAGUE) == {"FRIEND"}
    assert helpers("FRIEND", "2014-01-01", LEAGUE) == {"WHOLE"}
    assert helpers("WHOLE", "2016-01-01", LEAGUE) == frozenset()
    assert part_of("OLD", "WHOLE", "2014-01-01", LEAGUE)
    assert not part_of("OLD", "WHOLE", "2017-01-01", LEAGUE)
    assert not part_of("NOBODY", "WHOLE", "2017-01-01", LEAGUE)


def test_bounds_count_as_a_whole() -> None:
    tie = Tie(type="ally", to="X", since="2015", until="2015-09")
    assert holds(tie, "2015-09-30")
    assert not holds(tie, "2015-10-01")
    assert not holds(tie, None)
    assert begun(tie, "2020-01-01")
    assert not begun(tie, None)
