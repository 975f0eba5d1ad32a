"""Which names are places, and at which of them a happening was."""

from __future__ import annotations

import pytest

from rashomon.model import Claim
from tests.read.read_values import document, engine


def places(text: str) -> list[str]:
    return [p.text for p in engine().read(document(text)).mentions.places]


def told(text: str, kind: str) -> Claim:
    return next(c for c in engine().read(document(text)).claims if c.kind == kind)


def test_the_gazetteer_overrules_the_recogniser() -> None:
    assert "Goma" in places("Soldiers marched on Goma.")


@pytest.mark.parametrize("text", ["Rebels shelled the village of Zarbun.", "Rebels shelled positions near Zarbun."])
def test_a_cue_makes_a_place_of_an_unknown_name(text: str) -> None:
    assert any("Zarbun" in p for p in places(text))


def test_a_place_by_one_sentence_is_one_in_all() -> None:
    assert len([p for p in places("Zarbun was shelled. Rebels hold the village of Zarbun.") if "Zarbun" in p]) == 2


def test_months_weapons_and_words_of_titles_are_no_places() -> None:
    assert places("Airstrike kills nine in March 2012, the Human Rights Council said.") == []


def test_the_word_of_its_sort_stands_with_the_name() -> None:
    claim = told("Jets bombed the neighbourhood of Zarbun in Aleppo.", "air-strike")
    assert claim.place is not None
    assert claim.place.text == "neighbourhood of Zarbun"


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Rebels from Goma shelled a market in Gao.", "shelling", "Gao"),
        ("Rebels seized Kunduz from the army.", "territory-taken", "Kunduz"),
        ("The town of Kunduz was shelled by rebels.", "shelling", "town of Kunduz"),
        ("Jets bombed a school in Aleppo in Syria.", "air-strike", "Aleppo"),
        ("The two ministers met in Vienna on Tuesday.", "talks", "Vienna"),
        ("The rebels launched an offensive in Goma, striking the army.", "attack", "Goma"),
        ("Marines patrolled the streets of Goma on Sunday.", "presence", "Goma"),
    ],
)
def test_the_place_is_where_it_happened(text: str, kind: str, place: str) -> None:
    found = told(text, kind).place
    assert found is not None
    assert found.text == place


def test_a_state_that_acts_is_no_place() -> None:
    assert told("Syria shelled Turkish soldiers on Sunday.", "shelling").place is None


def test_a_town_is_no_side() -> None:
    assert told("Rebels shelled Aleppo on Sunday.", "shelling").targets == ()


def test_a_quarter_goes_before_its_town() -> None:
    found = told("A car bomb killed nine people in Aleppo's Zarbun district on Sunday.", "bombing").place
    assert found is not None
    assert "Zarbun" in found.text


def test_a_clause_begins_at_the_verb_that_carries_it() -> None:
    claim = told("The rebels launched a large offensive in Goma on Monday, striking army posts.", "attack")
    assert claim.anchor.quote.startswith("The rebels launched")


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("Nine soldiers were killed by a car bomb in clashes near Goma.", ["car bomb"]),
        ("Two men were wounded in an explosion in Goma.", []),
    ],
)
def test_a_deed_is_no_weapon(text: str, weapons: list[str]) -> None:
    (claim,) = engine().read(document(text)).claims
    assert [w.text for w in claim.weapons] == weapons
