"""What a side would rather not have said; and what is no such thing."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.link.interest import against_interest
from rashomon.link.ties import side_of
from rashomon.model import Actor, Claim, Quantity, Speaker
from tests.link.link_values import PARTIES, claim, document, vocabulary


def who(*parties: str) -> tuple[Actor, ...]:
    return tuple(Actor(text=p, start=0, end=len(p), party=p) for p in parties)


def said(kind: str, by: str | None, actors: tuple[str, ...] = (), targets: tuple[str, ...] = (), **more: Any) -> Claim:
    speakers = (Speaker(text="x", start=0, end=1, name="x", party=by),) if by else ()
    return claim(kind, speakers=speakers, actors=who(*actors), targets=who(*targets), **more)


def dead(party: str | None, measure: str = "killed") -> tuple[Quantity, ...]:
    return (Quantity(measure=measure, text="5", start=0, end=1, low=5, high=5, party=party),)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (said("air-strike", "TUR", ("SYR",), ("TUR",), figures=dead("TUR")), True),
        (said("casualties", "TUR", (), ("TUR",)), True),
        (said("losses", "SYR", ("TUR",), ("SYR",), figures=dead("SYR", "destroyed")), True),
        (said("withdrawal", "HTS", ("HTS",)), True),
        (said("territory-taken", "HTS", ("SYR",), ("HTS",)), True),
        (said("casualties", "SYR", (), ("RUS",)), True),  # an ally's losses since 2015
        (said("air-strike", "TUR", ("SYR",), ("CIV",), figures=dead("CIV")), False),
        (said("air-strike", "TUR", ("TUR",), ("SYR",), figures=dead("SYR")), False),
        (said("territory-taken", "SYR", ("SYR",), ("HTS",)), False),
        (said("territory-taken", "HTS", (), ("HTS",)), False),
        (said("withdrawal", "SYR", ("HTS",)), False),
        (said("shelling", "TUR", ("SYR",), ("TUR",)), False),  # shelled and unhurt: an accusation, no loss
        (said("casualties", "TUR", ("TUR",), ("TUR",)), False),
        (said("casualties", None, (), ("TUR",)), False),
        (said("casualties", "CIV", (), ("CIV",)), False),
        (said("deployment", "TUR", ("TUR",), figures=dead("TUR", "deployed")), False),
        (said("air-strike", "TUR", ("SYR",), ("TUR",), figures=dead("TUR"), stance="deny"), False),
        (said("air-strike", "TUR", ("SYR",), ("TUR",), figures=dead("TUR"), stance="predict"), False),
    ],
)
def test_against_interest(told: Claim, wanted: bool) -> None:
    assert against_interest(told, document("x"), vocabulary()) is wanted


def test_without_a_speaker_the_publisher_is_the_voice() -> None:
    told = said("casualties", None, (), ("TUR",))
    assert against_interest(told, document("x", party="TUR", kind="state organ"), vocabulary())
    assert not against_interest(told, document("x", party="SYR", kind="state organ"), vocabulary())


def test_an_outlet_that_leans_concedes_nothing_and_a_publisher_not_for_its_allies() -> None:
    own, ally = said("casualties", None, (), ("SYR",)), said("casualties", None, (), ("RUS",))
    assert not against_interest(own, document("x", party="SYR"), vocabulary())
    assert not against_interest(own, document("x"), vocabulary())
    assert against_interest(own, document("x", party="SYR", kind="state media"), vocabulary())
    assert not against_interest(ally, document("x", party="SYR", kind="state media"), vocabulary())
    assert against_interest(said("casualties", "SYR", (), ("RUS",)), document("x"), vocabulary())


@pytest.mark.parametrize(
    ("party", "day", "own"),
    [
        ("SYR", "2020-02-27", {"SYR", "RUS"}),
        ("SYR", "2014-01-01", {"SYR"}),
        ("RUS", "2020-02-27", {"SYR", "RUS"}),
        ("HTS", "2019-06-01", {"HTS", "OPP"}),
        ("HTS", "2020-01-01", {"HTS"}),
        ("HTS", None, {"HTS"}),
        ("NOBODY", "2020-01-01", {"NOBODY"}),
    ],
)
def test_a_side_is_a_matter_of_the_day(party: str, day: str | None, own: set[str]) -> None:
    assert side_of(party, day, PARTIES) == own
