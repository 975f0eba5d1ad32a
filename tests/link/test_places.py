"""Which place is meant: by the text's own words, by the other places, by size; and what is never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.mention import mention
from rashomon.model import Mentions, Place
from tests.link.link_values import document as make
from tests.link.link_values import gazetteer, linker, located, place, reading, vocabulary


def test_one_town_under_four_spellings_is_one_place() -> None:
    text = "In Syria, Saraqib fell. Sarabiq was shelled, Sarakib and Saraqeb too."
    found = located(text, "Syria", "Saraqib", "Sarabiq", "Sarakib", "Saraqeb")
    assert {p.id for p in found[1:]} == {"geonames:Saraqib"}
    assert {p.name for p in found[1:]} == {"Saraqib"}
    assert "slip of the pen for Saraqib" in (found[2].basis or "")
    assert "spelling of Saraqib" in (found[3].basis or "")


def test_one_village_under_two_names() -> None:
    assert {p.name for p in located("From Behun to Balyun", "Behun", "Balyun")} == {"Balyun"}


def test_a_slip_needs_its_country_in_the_text() -> None:
    (alone,) = located("They left Sarabiq at dawn", "Sarabiq")
    assert (alone.name, alone.lat, alone.basis) == ("Sarabiq", None, "not in the gazetteer")


def test_the_name_after_the_comma_decides() -> None:
    far, near = located("Shots in Tripoli, Lebanon, were heard. Elsewhere Paris, Texas, slept.", "Tripoli", "Paris")
    assert (far.country, far.basis) == ("LBN", "the text names what it lies in")
    assert near.admin1 == "Texas"


def test_its_own_container_before_the_name_decides() -> None:
    assert located("Shots in the Lebanese city of Tripoli", "Tripoli")[0].country == "LBY"  # no Lebanese party is known here
    assert located("Syria's Idlib burned", "Idlib")[0].basis is not None


def test_a_list_is_no_container() -> None:
    georgia, alabama = located("Floods hit Georgia, Alabama and Texas", "Georgia", "Alabama")
    assert georgia.id != "unit:US.AL"
    assert alabama.id == "unit:US.AL"


def test_the_other_places_decide() -> None:
    paris, *_ = located("Paris and Dallas and Lamar County in Texas", "Paris", "Dallas", "Lamar County", "Texas")
    assert paris.country == "USA"
    assert "near the document's other places" in (paris.basis or "")


def test_else_the_largest_one() -> None:
    (paris,) = located("Rain fell on Paris", "Paris")
    assert (paris.country, paris.basis) == ("FRA", "largest of that name")


def test_the_publishers_country_counts() -> None:
    assert located("Shots in Tripoli", "Tripoli", url="https://news.example.lb/1")[0].country == "LBN"
    assert located("Shots in Tripoli", "Tripoli", url="https://news.example.com/1")[0].country == "LBY"


@pytest.mark.parametrize(
    ("text", "said", "name", "precision"),
    [
        ("Idlib province was bombed", "Idlib province", "Idlib", "province"),
        ("the southern countryside of Idlib", "the southern countryside of Idlib", "Idlib", "district"),
        ("the Salaheddine neighbourhood", "Salaheddine neighbourhood", "Salaheddine", "exact"),
        ("on the M5 highway", "M5 highway", "M5", "line"),
        ("northern Syria", "northern Syria", "Syria", "country"),
        ("the town of Saraqib", "town of Saraqib", "Saraqib", "settlement"),
        ("Aleppo's outskirts", "Aleppo's outskirts", "Aleppo", "district"),
        ("Syrian territory", "Syrian territory", "Syria", "country"),
        ("the Sahel", "the Sahel", "Sahel", None),
        ("the area of Saraqib", "area of Saraqib", "Saraqib", "settlement"),
        ("Halab, Syria", "Halab, Syria", "Aleppo", "settlement"),
    ],
)
def test_feature_words_set_kind_and_precision(text: str, said: str, name: str, precision: str | None) -> None:
    (found,) = located(text, said)
    assert (found.name, found.precision) == (name, precision)


def test_a_province_is_told_from_its_city() -> None:
    province, city = located("Idlib province. Elsewhere, the city of Idlib is quiet", "Idlib province", "city of Idlib")
    assert province.text == "Idlib province"
    assert city.lat is not None


@pytest.mark.parametrize("said", ["the west of the city", "Nowhere-on-Sea", "?", "the countryside"])
def test_what_names_nothing_known_stays_as_said(said: str) -> None:
    (found,) = located(f"They met at {said} again", said)
    assert (found.name, found.lat, found.country) == (said, None, None)


def test_abbreviated_states_are_read() -> None:
    said = mention(
        place("Paris", "PARIS, Paris, Tex. (Agency)", 5), "PARIS, Paris, Tex. (Agency)", vocabulary().language.places
    )
    assert "Texas" in said.within
    assert mention(place("Ga.", "in Ga. today"), "in Ga. today", vocabulary().language.places).names[0] == "Georgia"


def test_the_vocabularys_example_is_read() -> None:
    words = vocabulary().language.places
    found = located(words.example, "town of Saraqib", "Idlib province", "M5 highway")
    assert [p.precision for p in found] == ["settlement", "province", "line"]
    assert set(words.finer.values()) <= {"exact", "district", "province", "line"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Idlib", "Saraqib", "Paris", "Tripoli, Lebanon", "Dallas", "Syria", "x\u0301\u200d"]), max_size=8)
)
def test_the_order_of_mentions_makes_no_difference(names: list[str]) -> None:
    text, said = "", []
    for name in names:
        said.append(Place(text=name, start=len(text), end=len(text) + len(name)))
        text += name + ". "
    there = linker().link(reading(mentions=Mentions(places=tuple(said))), make(text)).mentions.places
    back = linker().link(reading(mentions=Mentions(places=tuple(reversed(said)))), make(text)).mentions.places
    assert there == tuple(reversed(back))
    assert all(text[p.start : p.end] == p.text for p in there)


def test_look_ups_are_by_the_documents_countries_only() -> None:
    assert gazetteer().slipped("Sarabiq", "TUR") == ()
