"""Whom a phrase means: names, people, adjectives, umbrellas, and words for nobody in the light of the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.link.actors import Actors, Whose
from rashomon.link.aliases import aliases
from rashomon.link.matcher import Matcher
from rashomon.link.setting import Setting
from rashomon.link.words import words
from rashomon.vocabulary import Party, load
from tests.link.link_values import document, parties, vocabulary

SYRIA = "In Syria the Syrian army fought on. Rebels of HTS, and Syria, said so."


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("Turkish soldiers", ["TUR"]),
        ("five Turkish soldiers", ["TUR"]),
        ("the TSK", ["TUR"]),
        ("Ankara", ["TUR"]),
        ("Syrias army", ["SYR"]),
        ("PKKs fighters", ["PKK"]),
        ("Hulusi Akar", ["TUR"]),
        ("senior Turkish official", ["TUR"]),
        ("the Syrian Arab Army", ["SYR"]),
        ("Bashar al Assads government", ["SYR"]),
        ("Hayat Tahrir al-Sham", ["HTS"]),
        ("Daesh", ["ISIS"]),
        ("is", []),
        ("us", []),
        ("nobody at all", []),
        ("", []),
        ("Syrian refugees", ["CIV"]),
        ("women and children", ["CIV"]),
        ("a Turkish hospital", ["CIV"]),
        ("residents of Ankara", ["CIV"]),
        ("members of the clinic's staff", ["CIV"]),
        ("Daesh-held buildings", ["ISIS"]),
        ("a suicide bomber", []),
        ("masked riders", ["UNKNOWN"]),
        ("Abu Omar al-Turkish", []),
        ("the White House", ["USA"]),
        ("Russia and Turkey", ["RUS", "TUR"]),
        ("militants of Daesh", ["ISIS"]),
        ("fighters from the YPG", ["YPG"]),
        ("the Government of Iraq", ["IRQ"]),
        ("fighters loyal to Daesh", ["ISIS"]),
        ("the leader of the Global Coalition", ["COALITION"]),
        ("Security Council members", ["UN"]),
        ("members of the Security Council", ["UN"]),
    ],
)
def test_names_and_heads(phrase: str, wanted: list[str]) -> None:
    assert parties(phrase) == wanted


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("Russian-Turkish patrol", ["RUS", "TUR"]),
        ("Russian-regime offensive", ["RUS", "SYR"]),
        ("Turkish-rebel offensive", ["TUR", "OPP"]),
        ("US-backed rebels", ["OPP"]),
        ("US-backed YPG", ["YPG"]),
        ("Western-backed opposition", ["OPP"]),
        ("anti-Assad forces", ["OPP"]),
        ("pro-government forces", ["SYR"]),
        ("pro-Assad forces", ["SYR"]),
        ("government-held quarters", ["SYR"]),
        ("rebel-controlled ground", ["OPP"]),
        ("the regime", ["SYR"]),
        ("government forces", ["SYR"]),
        ("the army", ["SYR"]),
        ("regime warplanes", ["SYR"]),
        ("the police", ["SYR"]),
        ("rebels", ["OPP"]),
        ("Syrian rebels", ["OPP"]),
        ("the opposition", ["OPP"]),
        ("an alliance of rebels", ["OPP"]),
        ("the Kurdish forces", ["YPG"]),
    ],
)
def test_words_for_nobody_in_a_document_on_syria(phrase: str, wanted: list[str]) -> None:
    text = f"{SYRIA} {phrase}"
    assert parties(phrase, text) == wanted


def test_militants_are_whom_the_text_calls_so() -> None:
    text = "ISIS militants entered. HTS denied it, HTS said. The militants left."
    assert parties("The militants", text) == ["ISIS"]
    assert parties("The militants", "HTS entered. The militants left.") == ["HTS"]
    assert parties("The militants", "Rebels entered. The militants left.") == ["OPP"]
    assert parties("The terrorists", "Somebody entered. The terrorists left.") == []


def test_rebels_are_a_named_group_only_where_the_text_says_so() -> None:
    assert parties("The rebels", "Houthi rebels fired. The rebels denied it.") == ["HOUTHI"]
    assert parties("The rebels", "ISIS left. The rebels denied it.") == ["OPP"]


def test_the_coalition_is_the_one_named_or_the_one_of_the_conflict() -> None:
    assert parties("the coalition", "Jets of the Saudi-led coalition flew; the coalition denied it") == ["SAUCO"]
    assert parties("the coalition", "In Yemen the coalition struck") == ["SAUCO"]
    assert parties("the coalition", "In Iraq the coalition struck") == ["COALITION"]
    assert parties("the coalition", "The coalition struck Syria") == []
    assert parties("US-led coalition", "In Iraq the US-led coalition struck") == ["COALITION"]


def test_an_office_is_of_the_state_named_before_it_or_of_the_publisher() -> None:
    assert parties("the minister", "Turkey was silent; the minister left") == ["TUR"]
    assert parties("the minister", "Turkey was silent; the minister left", party="RUS", kind="state organ") == ["RUS"]
    assert parties("the minister", "Nobody spoke; the minister left", party="RUS") == ["RUS"]
    assert parties("the minister", "Nobody spoke; the minister left") == []


def test_the_publishers_own_state_is_not_the_ground_it_happens_on() -> None:
    assert parties("the army", "Russia, Russia, Russia: Iraq! the army", party="RUS") == ["IRQ"]
    assert parties("the army", "Somewhere the army", party="RUS") == ["RUS"]


def test_nationals_who_are_hit_are_people() -> None:
    assert parties("Syrians", "Three Syrians died", target=True) == ["CIV"]
    assert parties("Syrians", "Three Syrians died") == ["SYR"]


def test_first_person_means_the_speakers_side() -> None:
    assert parties("our troops", "our troops", own="YPG") == ["YPG"]
    assert parties("We", "We left", own="YPG") == ["YPG"]
    assert parties("US", "US left", own="YPG") == ["USA"]
    assert parties("our children", "our children", own="YPG") == ["CIV"]
    assert parties("our ally Turkey", "our ally Turkey", own="YPG") == ["TUR"]


def test_a_shared_name_is_the_one_of_the_documents_country() -> None:
    assert parties("the Front of the North", "In Syria the Front of the North spoke") == ["TWIN2"]
    assert parties("the Front of the North", "the Front of the North spoke") == ["TWIN2"]


def test_a_people_fights_under_one_name_in_each_country() -> None:
    assert parties("Kurdish fighters", "In Syria, Syria: Kurdish fighters") == ["YPG"]
    assert parties("Kurdish fighters", "In Turkey, Turkey: Kurdish fighters") == ["PKK"]


def test_a_surname_alone_is_whoever_had_the_full_name() -> None:
    about = document("The Turkish envoy Ayla Demir came. Demir left. Hulusi Akar spoke; Akar went.")
    actors = Actors(vocabulary())
    setting = Setting(about, vocabulary(), actors.matcher)
    setting.aliases = aliases(["The Turkish envoy Ayla Demir", "the Turkish army", "Demir"], actors, setting)
    assert setting.aliases == {"demir": "TUR", "akar": "TUR"}
    assert [link.id for link in actors.resolve("Demir", 36, setting)] == ["TUR"]
    assert [link.kind for link in actors.resolve("Akar", 66, setting)] == ["person"]
    assert actors.resolve("demir", 36, setting) == ()


def test_no_possessive_is_read_into_another_name() -> None:
    matcher = Matcher(load().parties)
    (hit,) = matcher.hits(words("ISIS"))
    assert hit.ids == ("ISIS",)


def test_the_vocabularys_examples_hold() -> None:
    language = vocabulary().language.actors
    heads = Actors(vocabulary()).heads
    assert heads.last(["government", "forces"]) == ("government forces", "government")
    assert heads.last([]) is None
    assert language.example


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_no_text_breaks_it(phrase: str, target: bool) -> None:
    first = parties(phrase, SYRIA + phrase, target)
    assert first == parties(phrase, SYRIA + phrase, target)
    assert all(party in vocabulary().parties or party in {"USA", "GBR", "UN", "KRG"} for party in first)


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_words_keep_their_offsets(text: str) -> None:
    for word in words(text, 7):
        assert 0 <= word.start - 7 < word.end - 7 <= len(text)
        assert text[word.start - 7 : word.end - 7].strip()


@pytest.mark.parametrize(
    ("phrase", "its", "wanted"),
    [
        ("its men", "TUR", ["TUR"]),
        ("their fighters", "HTS", ["HTS"]),
        ("his soldiers", "SYR", ["SYR"]),
        ("its women and children", "TUR", ["CIV"]),
        ("its Russian soldiers", "SYR", ["RUS"]),
        ("its men", None, ["CIV"]),
        ("men", "TUR", ["CIV"]),
    ],
)
def test_its_men_are_whose_it_is(phrase: str, its: str | None, wanted: list[str]) -> None:
    assert parties(phrase, f"Somebody struck {phrase}", True, None, its) == wanted


def test_of_those_who_did_it_nothing_is_known() -> None:
    assert parties("those who fired", "We know those who fired") == []
    assert parties("those who fired", "They hit those who fired", target=True) == ["CIV"]
    assert parties("those of its ally Russia", "Jets or those of its ally Russia") == ["RUS"]
    assert parties("those fleeing the town", "those fleeing the town") == ["CIV"]


def test_officers_are_their_states() -> None:
    assert parties("several Russian generals", "It hit several Russian generals", target=True) == ["RUS"]
    assert parties("two generals of the Russian army", "two generals of the Russian army", target=True) == ["RUS"]
    assert parties("Sgt. Ann Miller", "Sgt. Ann Miller died", party="USA", kind="state organ") == ["USA"]
    assert parties("Col. Demir", "Turkey was silent until Col. Demir spoke") == ["TUR"]
    assert parties("Col. Demir", "Col. Demir spoke") == []


def test_allies_are_those_who_help_on_the_day() -> None:
    assert parties("Turkey and its jihadi allies", "In Syria Turkey and its jihadi allies") == ["TUR", "OPP"]
    assert parties("Syria and its allies", "Syria and its allies, with Russia") == ["SYR", "RUS"]
    assert parties("Syria and its allies", "Syria and its allies, with Russia", published="2014-01-01") == ["SYR"]
    assert parties("Syria's allies", "Syria's allies, with Russia") == ["RUS"]
    assert parties("its allies", "its allies and Russia", its="SYR") == ["RUS"]
    assert parties("our Kurdish partners", "In Syria we helped our Kurdish partners", own="USA") == ["YPG"]
    assert parties("allies", "allies") == []


def shipped(phrase: str, text: str, published: str, own: str | None = None) -> list[str]:
    actors = Actors(load())
    setting = Setting(document(text, published=published), load(), actors.matcher)
    return [link.id for link in actors.resolve(phrase, max(0, text.find(phrase)), setting, False, Whose(own))]


def test_a_branch_is_the_one_of_its_day() -> None:
    text = "In Syria an al-Qaeda affiliate held the bridge"
    assert shipped("an al-Qaeda affiliate", text, "2015-05-01") == ["NUSRA"]
    assert shipped("an al-Qaeda affiliate", text, "2017-05-01") == ["HTS"]
    assert shipped("an al-Qaeda affiliate", text, "2020-02-01") == ["HURRAS"]
    assert shipped("a former al-Qaeda affiliate", text, "2020-02-01") == ["HTS"]
    assert shipped("al-Qaeda's Syrian affiliate the Nusra Front", text, "2015-05-01") == ["NUSRA"]
    assert shipped("an al-Qaeda affiliate", "an al-Qaeda affiliate", "2015-05-01") == ["AQ"]
    assert shipped("the party's Syrian branch", text, "2015-05-01") == []


def test_against_whom_a_government_fights_when_nobody_is_named() -> None:
    text = "In Syria the army shelled the militants and Islamists"
    assert shipped("the militants", text, "2020-02-01") == ["OPP"]
    assert shipped("Islamists", text, "2020-02-01", own="RUS") == ["OPP"]
    assert shipped("the terrorists", text, "2020-02-01", own="TUR") == []
    assert shipped("the militants", text, "2025-02-01") == []
    assert shipped("the group", text, "2020-02-01") == []


def test_one_mention_of_a_rebel_group_does_not_make_all_rebels_it() -> None:
    text = "In Syria, Jaysh al-Islam spoke. Extremists fired rockets."
    assert shipped("Extremists", text, "2016-01-01") == ["OPP"]
    many = "In Syria, Jaysh al-Islam spoke. Jaysh al-Islam fired; Jaysh al-Islam left. Extremists fired rockets."
    assert shipped("Extremists", many, "2016-01-01") == ["JISLAM"]
    rebels = "In Syria rebels and other rebels met a man of al-Qaeda. Extremists fired rockets."
    assert shipped("Extremists", rebels, "2016-01-01") == ["OPP"]


@pytest.mark.parametrize(
    "phrase", ["counter-terrorism", "anti-aircraft guns", "an anti-terrorist operation", "counter-ISIS tasks"]
)
def test_not_everything_that_is_against_something_is_a_rebel(phrase: str) -> None:
    assert parties(phrase, f"In Syria the army began {phrase}") == []


def test_military_abbreviations_are_no_armies() -> None:
    abroad = "Turkey counted 33 KIA and 12 WIA in Syria"
    assert shipped("KIA", abroad, "2020-02-28") == []
    home = "In Myanmar the KIA took the hill from the junta"
    assert shipped("the KIA", home, "2020-02-28") == ["KIA"]
    actors = Actors(load())
    assert Setting(document(abroad), load(), actors.matcher).mentioned["KIA"] == 0


def test_an_alliance_named_by_its_peoples() -> None:
    assert shipped("a Kurdish-Arab alliance", "In Syria a Kurdish-Arab alliance advanced", "2016-07-01") == ["SDF"]


def test_the_coalitions_group_is_the_coalitions() -> None:
    text = "ISIS fled in Iraq. The coalition's small group met."
    assert parties("The coalition's small group", text) == ["COALITION"]


def test_a_cases_own_party_goes_before_a_shipped_one_of_its_name() -> None:
    own = Party(name="Chechen Republic of Ichkeria", names=("Chechen Republic of Ichkeria", "Chechen rebels"))
    words_ = structs.replace(load(), parties=load().parties | {"ICHKERIA": own})
    actors = Actors(words_)
    text = "In Russia the Chechen rebels and other Chechen fighters attacked"
    setting = Setting(document(text), words_, actors.matcher, ["RUS"])
    assert [link.id for link in actors.resolve("Chechen rebels", 14, setting)] == ["ICHKERIA"]
    assert [link.id for link in actors.resolve("Chechen fighters", 35, setting)] == ["ICHKERIA"]
    assert setting.mentioned["ICHKERIA"] == 1
