"""Who fights whom in a document, whose voice it is, where it happens; with the shipped parties."""

from __future__ import annotations

import pytest
from msgspec import structs

from rashomon.link import Linker
from rashomon.link.actors import Actors, Whose
from rashomon.link.heads import plural
from rashomon.link.setting import Setting
from rashomon.link.sides import only
from rashomon.link.ties import tied
from rashomon.model import Claim, Source
from rashomon.vocabulary import load
from tests.link.link_values import actor, claim, document, gazetteer, reading

WORDS = load()
ACTORS = Actors(WORDS)


def setting(
    text: str, published: str | None = "2020-01-01", countries: tuple[str, ...] = (), source: str = "Example"
) -> Setting:
    about = structs.replace(document(text, published=published), source=Source(id="other", name=source))
    return Setting(about, WORDS, ACTORS.matcher, countries)


def meant(phrase: str, text: str, published: str, countries: tuple[str, ...] = (), own: str | None = None) -> list[str]:
    about = setting(text, published, countries)
    return [link.id for link in ACTORS.resolve(phrase, max(0, text.find(phrase)), about, True, Whose(own))]


@pytest.mark.parametrize(
    ("text", "published", "own", "wanted"),
    [
        ("Argentine aircraft met British ships", "1982-05-20", "GBR", "ARG"),
        ("Argentine aircraft met British ships", "1990-05-20", "GBR", "ARG"),  # no tie any more, yet two forces only
        ("The Tamil Tigers left", "2008-01-01", "LKA", "LTTE"),
        ("The army of Sri Lanka left", "2008-01-01", "LTTE", "LKA"),
        ("Nobody is named", "2008-01-01", None, None),
        ("Nobody is named", "2008-01-01", "CIV", None),
        ("Nobody is named", "2008-01-01", "UNHCR", None),
        ("The Taliban and Islamic State Khorasan left", "2019-01-01", "AFG", None),  # two enemies, one mention each
        ("German tanks and Italian tanks in Greece", "1941-05-01", "GRC", None),
        ("The coalition and the US met", None, "USA", None),
    ],
)
def test_the_enemy_of_a_side(text: str, published: str | None, own: str | None, wanted: str | None) -> None:
    assert setting(text, published).sides.foe(own) == wanted


def test_an_enemy_whom_the_text_does_not_name() -> None:
    assert setting("The army of Nepal left", "2003-01-01").sides.foe("NPL") == "CPNM"
    assert setting("The army of Nepal left", "2013-01-01").sides.foe("NPL") is None
    assert setting("Guns fired near Avdiivka", "2023-10-28", ("UKR",)).sides.foe("UKR") == "RUS", "others fight beside it"


def test_the_rebels_hardly_named_are_the_opposition() -> None:
    once = "In Syria the Syrian army met Ahrar al-Sham"
    assert setting(once, "2016-01-01").sides.foe("SYR") == "OPP"
    assert setting(f"{once}. Ahrar al-Sham fired, Ahrar al-Sham left", "2016-01-01").sides.foe("SYR") == "AHRAR"


@pytest.mark.parametrize(
    ("phrase", "text", "day", "countries", "own", "wanted"),
    [
        ("the tanks", "North Korean tanks came. A team hit the tanks", "1950-07-20", (), None, ["PRK"]),
        ("another tank", "North Korean tanks came. A team hit another tank", "1950-07-20", (), None, []),
        ("the enemy", "The Tamil Tigers left. We beat the enemy", "2008-01-01", (), "LKA", ["LTTE"]),
        ("enemy tanks", "The Wehrmacht fled. We burned enemy tanks", "1943-07-08", (), "RUS", ["DEU"]),
        ("friendly elements", "Then friendly elements came", "1953-07-08", (), "USA", ["USA"]),
        ("the insurgents", "In Mozambique the insurgents left", "2021-03-27", ("MOZ",), None, ["ISM"]),
        ("the insurgents", "In Mozambique the insurgents left", "2011-03-27", ("MOZ",), None, ["OPP"]),
        ("guerrillas", "The KLA and other guerrillas in Kosovo", "1999-04-01", ("SRB",), None, ["KLA"]),
        ("the government", "The Viet Cong fled Saigon; the government promised", "1963-06-01", ("VNM",), None, ["RVN"]),
        ("the government", "In Vietnam the government promised", "1990-06-01", ("VNM",), None, ["VNM"]),
        ("two marines", "On a Korean island two marines died", "2010-11-23", ("KOR",), None, ["KOR"]),
        ("two marines", "In Iraq American planes and two marines", "2004-11-23", ("IRQ",), None, ["USA"]),
        ("paratroopers", "Russian tanks entered Pristina; paratroopers followed", "1999-06-12", ("XKX",), None, []),
        ("regime soldiers", "A Turkish soldier died; regime soldiers fled", "2020-02-27", ("SYR",), None, ["SYR"]),
        ("soldiers of the army", "A Turkish soldier died; soldiers of the army", "2020-02-27", ("SYR",), None, ["SYR"]),
        ("soldiers", "A Turkish soldier died; soldiers fled", "2020-02-27", ("SYR",), None, ["TUR"]),
        ("an army doctor", "In Georgia an army doctor died", "2012-08-30", ("GEO",), None, ["GEO"]),
        ("a doctor", "In Georgia a doctor died", "2012-08-30", ("GEO",), None, ["CIV"]),
        ("Serbs", "In Bosnia Serbs took the depot", "1995-05-26", ("BIH",), None, ["VRS"]),
        ("Serbs", "In Serbia Serbs met", "1995-05-26", ("SRB",), None, ["CIV"]),
        ("the terrorists", "The YPG lost Afrin to Turkey; the terrorists fled", "2018-03-18", ("SYR",), "TUR", ["YPG"]),
        ("a terrorist attack", "The YPG spoke; a terrorist attack", "2018-03-18", ("SYR",), None, []),
        ("Ann Miller, 27", "Somebody shot Ann Miller, 27", "2018-03-18", (), None, ["CIV"]),
        ("farm labourers", "Somebody shot farm labourers", "2018-03-18", (), None, ["CIV"]),
    ],
)  # fmt: skip
def test_common_words(phrase: str, text: str, day: str, countries: tuple[str, ...], own: str | None, wanted: list[str]) -> None:
    assert meant(phrase, text, day, countries, own) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Ministry of Foreign Affairs of Georgia", "GEO"),
        ("KUP, Press Service of UNITA", "UNITA"),
        ("Royal Navy, Gulf Operations", "GBR"),
        ("Mali Press Bulletin", None),
        ("The Clydeside Citizen", None),
    ],
)
def test_whose_voice_a_publishers_name_tells(source: str, wanted: str | None) -> None:
    assert setting("Nobody is named", source=source).voice == wanted


def test_a_state_that_publishes_names_its_officials_wherever_it_happens() -> None:
    text = "Turkey spoke in Ankara. Turkey, so Turkey, will answer in Idlib"
    about = setting(text, "2020-02-27", ("SYR", "TUR"))
    assert about.country == "TUR"
    theirs = structs.replace(about.document, source=Source(id="agency", name="Example", party="TUR"))
    assert Setting(theirs, WORDS, ACTORS.matcher, ("SYR", "TUR")).country == "SYR"
    assert Setting(theirs, WORDS, ACTORS.matcher, {"SYR": 1, "TUR": 4}).country == "TUR"


def test_where_a_text_happens() -> None:
    assert setting("The Tamil Tigers left the lagoon", "2009-04-21").country == "LKA"
    assert setting("Somebody left", source="Media Centre, Colombo").country == "LKA"
    assert setting("Colombian troops entered; the FARC fled Colombia", "2002-02-21", ("ECU",)).country == "COL"
    assert setting("The Taliban fled", "2010-01-01", ("AFG",)).country == "AFG"


def linked(text: str, told: Claim, day: str) -> Claim:
    return Linker(WORDS, gazetteer()).link(reading([told]), document(text, published=day)).claims[0]


def sides_of(text: str, kind: str, by: str, on: str, day: str) -> tuple[str | None, str | None]:
    told = linked(text, claim(kind, actors=(actor(by, text),), targets=(actor(on, text),)), day)
    return told.actors[0].party, told.targets[0].party


def test_bare_forces_that_are_hit_are_the_enemys() -> None:
    text = "A British submarine torpedoed a cruiser while Argentine jets and British ships fought on"
    assert sides_of(text, "attack", "A British submarine", "a cruiser", "1982-05-03") == ("GBR", "ARG")
    text = "Torpedo boats fired on American destroyers; North Vietnamese boats, said the American navy, had fired"
    assert sides_of(text, "attack", "Torpedo boats", "American destroyers", "1964-08-05") == ("VNM", "USA")


def test_nobody_is_his_own_enemy() -> None:
    text = "The Israeli air force wrecked what planes there were; Israel and Syria are at war"
    assert sides_of(text, "air-strike", "The Israeli air force", "planes", "2024-12-10") == ("ISR", "SYR")
    text = "The Tamil Tigers shot militants; the Tamil Tigers denied it"
    assert sides_of(text, "shooting", "The Tamil Tigers", "militants", "2008-12-10") == ("LTTE", "LTTE")


def test_talks_and_accidents_have_no_enemies() -> None:
    text = "British officers met a cruiser while Argentine jets and British ships fought on"
    assert sides_of(text, "talks", "British officers", "a cruiser", "1982-05-03") == ("GBR", None)
    assert sides_of(text, "accident", "British officers", "a cruiser", "1982-05-03") == ("GBR", None)


def test_nationals_abroad_are_soldiers_to_their_enemy() -> None:
    text = "In Vietnam the Viet Cong killed eight Americans; South Vietnam said so"
    assert sides_of(text, "attack", "the Viet Cong", "eight Americans", "1965-02-08") == ("VIETCONG", "USA")
    text = "In Israel Hamas killed twenty Israelis"
    assert sides_of(text, "attack", "Hamas", "twenty Israelis", "2003-02-08") == ("HAMAS", "CIV")


def test_who_does_violence_is_no_bystander() -> None:
    text = "Six men shot a baker"
    assert sides_of(text, "shooting", "Six men", "a baker", "2006-02-08") == (None, "CIV")
    assert sides_of(text, "protest", "Six men", "a baker", "2006-02-08") == ("CIV", "CIV")


@pytest.mark.parametrize(
    ("one", "many"),
    [("fisherman", "fishermen"), ("ferry", "ferries"), ("boy", "boys"), ("church", "churches"), ("bus driver", "bus drivers")],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


def test_small_values() -> None:
    assert only(["A", None, "A"]) == "A"
    assert only(["A", "B"]) is None
    assert tied("HTS", "OPP", WORDS.parties)
    assert not tied("NOBODY", "OPP", WORDS.parties)
    assert ACTORS.bare("") == ""
    assert ACTORS.nation("") is None
    assert ACTORS.head("the green hill") == ""


def marked(text: str, told: Claim, source: str) -> bool:
    about = structs.replace(document(text, published="1996-07-19"), source=Source(id="other", name=source))
    return Linker(WORDS, gazetteer()).link(reading([told]), about).claims[0].against_interest


def test_an_unknown_publisher_concedes_as_the_organ_that_it_calls_itself() -> None:
    text = "Nine of our fighters fell at the bridge"
    told = claim("casualties", targets=(actor("our fighters", text),))
    assert marked(text, told, "Press Service of UNITA")
    assert not marked(text, told, "The Clydeside Citizen")
    assert not marked(text, told, "SANA"), "a known publisher is what the vocabulary says"
