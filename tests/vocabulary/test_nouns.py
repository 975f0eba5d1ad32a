"""The shipped kinds, measures, parties, sources and loaded names: whole, exact, and each named by its own example."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pytest

from rashomon.vocabulary import KnownSource, Loaded, Party, load

WORDS = load()

# The lists of the annotation guide, by hand: a kind that is added there is added here.
KINDS = {
    "violence": "air-strike drone-strike shelling bombing shooting armed-clash chemical-attack attack abuse execution "
    "abduction arrest shootdown air-defence-fire destruction accident casualties losses",
    "ground": "territory-taken advance withdrawal siege blockade air-control presence",
    "forces": "deployment arms-supply support",
    "people": "displacement evacuation border-opening border-closing aid release",
    "words": "talks agreement ceasefire demand request threat accusation denial refusal condemnation order sanction "
    "statement no-comment",
    "information": "media-blocking no-evidence protest",
}
MEASURES = (
    "killed wounded killed_or_wounded captured detained missing released displaced refugees evacuated trapped "
    "destroyed damaged destroyed_or_damaged deployed targets_hit strikes area_km2 population participants"
)
PLOVER_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
    "ASSAULT"
)
PLOVER = frozenset(PLOVER_TYPES.split())
ACLED = {
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
}
UN_MEMBERS = (
    "AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV KHM "
    "CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CI HRV CUB CYP CZE PRK DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI "
    "FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR "
    "KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MCO MNG MNE MAR MOZ MMR NAM NRU "
    "NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR MDA ROU RUS RWA KNA LCA VCT WSM SMR STP "
    "SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA "
    "UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE"
)
GUIDE_PARTIES = (
    "TUR SYR RUS OPP HTS SNA ISIS SDF YPG PKK HEZ HAMAS RSF CIV UN NATO EU ICRC WHO COALITION NUSRA JFATAH AQ AQI KRG"
)
FORMS = ("names", "adjectives", "metonyms", "organs", "people")
AMBIGUOUS: dict[str, set[str]] = {}
"""Forms that are knowingly shared by parties. None so far: whoever shares one writes down here why."""


def forms(party: Party) -> Iterator[str]:
    for field in FORMS:
        yield from getattr(party, field)


def folded(form: str) -> str:
    """A form as a matcher sees it: accents and hyphens make no difference, nor does case but in short capitals."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)).replace("-", " ")
    return plain if plain.isupper() and len(plain) <= 4 else plain.casefold()


def names_it(example: str, words: Iterator[str] | tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", example, re.IGNORECASE) for word in words)


def test_kinds_are_those_of_the_guide() -> None:
    assert {name: kind.family for name, kind in WORDS.kinds.items()} == {
        name: family for family, names in KINDS.items() for name in names.split()
    }


def test_measures_are_those_of_the_guide() -> None:
    assert set(WORDS.measures) == set(MEASURES.split())


def test_a_lump_includes_measures_that_exist() -> None:
    for name, measure in WORDS.measures.items():
        assert set(measure.includes) <= set(WORDS.measures) - {name}
        assert len(measure.includes) == (2 if "_or_" in name else 0)


@pytest.mark.parametrize("name", WORDS.kinds)
def test_codes_are_of_their_schemes(name: str) -> None:
    kind = WORDS.kinds[name]
    assert kind.plover is None or kind.plover.partition("/")[0] in PLOVER
    assert kind.cameo is None or re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", kind.cameo)
    assert kind.acled is None or kind.acled.partition(" / ")[0] in ACLED
    assert kind.example.endswith(".")


def test_one_tables_worth_of_codes_by_hand() -> None:
    codes = {name: (kind.plover, kind.cameo, kind.acled) for name, kind in WORDS.kinds.items()}
    assert codes["air-strike"] == ("ASSAULT/aerial", "195", "Explosions/Remote violence / Air/drone strike")
    assert codes["withdrawal"][:2] == ("RETREAT/withdraw", "0874")
    assert codes["denial"] == (None, "016", None)
    assert codes["arrest"] == ("COERCE/arrest", "173", "Strategic developments / Arrests")


def test_all_members_of_the_united_nations_are_states_here() -> None:
    assert len(UN_MEMBERS.split()) == 193
    states = {key for key, party in WORDS.parties.items() if party.kind == "state"}
    assert set(UN_MEMBERS.split()) | {"PSE", "XKX", "TWN", "VAT"} <= states
    for key in UN_MEMBERS.split():
        assert WORDS.parties[key].names, key
        # "Dominican" and "Congolese" are kept for the larger neighbour of that name.
        assert WORDS.parties[key].adjectives or key in {"DMA", "COG"}, key


def test_the_ids_of_the_guide_exist() -> None:
    assert set(GUIDE_PARTIES.split()) <= set(WORDS.parties)


@pytest.mark.parametrize("key", WORDS.parties)
def test_the_example_names_the_party(key: str) -> None:
    party = WORDS.parties[key]
    assert names_it(party.example, tuple(forms(party))), party.example


@pytest.mark.parametrize("key", WORDS.parties)
def test_forms_are_clean(key: str) -> None:
    for field in FORMS:
        found = getattr(WORDS.parties[key], field)
        assert len(found) == len(set(found)), (key, field)
        for form in found:
            assert form == form.strip(), form
            assert not form.lower().startswith("the "), f"{form}: write it without the article"
            assert not re.search(r"[()\[\]{}|;]", form), form
            assert len(form) > 1, form


def test_no_form_belongs_to_two_parties() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for key, party in WORDS.parties.items():
        for form in forms(party):
            owners[folded(form)].add(key)
    assert {form: keys for form, keys in owners.items() if len(keys) > 1} == AMBIGUOUS


def test_names_of_peoples_are_no_party() -> None:
    everything = {form.casefold() for party in WORDS.parties.values() for form in forms(party)}
    assert not everything & {"hutu", "hutus", "tutsi", "tutsis", "tamils", "fulani", "amhara", "oromo", "alawites", "kurds"}


def test_offices_that_every_state_has_are_no_ones() -> None:
    """ "The Ministry of Defence of Georgia" must not be British too; a bare office is understood from the document."""
    everything = {form.casefold() for party in WORDS.parties.values() for form in forms(party)}
    states = ("ministry of defence", "ministry of defense", "foreign ministry", "foreign office", "interior ministry")
    bodies = ("national security council", "republican guard", "federal police", "general staff", "national army", "army")
    assert not everything & {*states, *bodies}


def test_ties_lead_to_parties_that_exist_and_run_forward() -> None:
    for key, party in WORDS.parties.items():
        for tie in party.ties:
            assert tie.to in WORDS.parties, (key, tie)
            assert tie.to != key
            if tie.since and tie.until:
                shared = min(len(tie.since), len(tie.until))
                assert tie.since[:shared] <= tie.until[:shared], (key, tie)


def tied(key: str, type_: str, to: str, day: str) -> bool:
    return any(
        tie.type == type_ and tie.to == to and (tie.since or "") <= day and day <= (tie.until or "9999")
        for tie in WORDS.parties[key].ties
    )


def test_ties_change_with_the_date() -> None:
    assert tied("RSF", "part_of", "SDN", "2022-05-01")
    assert not tied("RSF", "part_of", "SDN", "2023-05-01")
    assert tied("RSF", "opposes", "SDN", "2023-05-01")
    assert tied("HTS", "part_of", "OPP", "2020-02-27")
    assert tied("HTS", "successor_of", "JFS", "2017-01-28")
    assert tied("JFS", "successor_of", "NUSRA", "2016-08-01")
    assert tied("NUSRA", "part_of", "AQ", "2015-01-01")
    assert tied("WAGNER", "part_of", "RUS", "2022-06-01")
    assert tied("HEZ", "ally", "SYR", "2020-02-27")
    assert not tied("HEZ", "ally", "SYR", "2025-02-27")


def test_at_least_25_conflicts_have_two_parties_or_more() -> None:
    conflicts: dict[str, set[str]] = defaultdict(set)
    for key, party in WORDS.parties.items():
        for slug in party.conflicts:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), slug
            conflicts[slug].add(key)
    covered = {slug for slug, keys in conflicts.items() if len(keys) >= 2}
    assert len(covered) >= 25
    wanted = (
        "syria iraq yemen libya israel-palestine lebanon ukraine sudan darfur south-sudan tigray somalia mali sahel "
        "burkina-faso niger nigeria dr-congo central-african-republic mozambique cameroon myanmar afghanistan pakistan "
        "kashmir sri-lanka philippines colombia peru el-salvador guatemala nicaragua mexico haiti nagorno-karabakh georgia "
        "chechnya bosnia croatia kosovo turkey-pkk northern-ireland sierra-leone liberia rwanda burundi angola "
        "western-sahara egypt-sinai thailand-south indonesia-papua"
    )
    assert set(wanted.split()) <= covered


def test_no_side_of_a_conflict_is_a_state_only() -> None:
    """A conflict slug that only states name would leave its armed groups out."""
    between_states = {"panama", "gulf-war", "kyrgyzstan-tajikistan", "ethiopia-eritrea", "slovenia", "thailand-cambodia"}
    groups: dict[str, set[str]] = defaultdict(set)
    for party in WORDS.parties.values():
        for slug in party.conflicts:
            groups[slug].add(party.kind)
    assert {slug for slug, kinds in groups.items() if kinds == {"state"}} <= between_states


@pytest.mark.parametrize("key", WORDS.sources)
def test_a_source_is_named_by_its_example(key: str) -> None:
    source: KnownSource = WORDS.sources[key]
    assert names_it(source.example, (source.name, re.sub(r" \([^)]*\)$", "", source.name), *source.names)), source.example
    assert source.party is None or source.party in WORDS.parties
    assert source.owner, key


def test_sources_are_many_and_no_name_or_host_is_two_of_them() -> None:
    assert len(WORDS.sources) >= 250
    names: dict[str, set[str]] = defaultdict(set)
    hosts: dict[str, set[str]] = defaultdict(set)
    for key, source in WORDS.sources.items():
        for name in (source.name, *source.names):
            names[re.sub(r"[\W_]+", " ", folded(name)).strip().casefold()].add(key)
        for host in source.hosts:
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host), host
            assert not host.startswith("www."), host
            hosts[host].add(key)
    assert not {name: keys for name, keys in names.items() if len(keys) > 1}
    assert not {host: keys for host, keys in hosts.items() if len(keys) > 1}


def test_organs_of_one_state_have_one_owner() -> None:
    for party in ("RUS", "SYR", "TUR", "ISR", "UKR", "USA", "GBR"):
        assert len({s.owner for s in WORDS.sources.values() if s.kind == "state organ" and s.party == party}) == 1, party


@pytest.mark.parametrize("word", WORDS.framing)
def test_a_loaded_word_stands_in_its_example(word: str) -> None:
    loaded: Loaded = WORDS.framing[word]
    assert names_it(loaded.example, (word,)), loaded.example
    assert loaded.neutral.casefold() != word.casefold()
    assert loaded.party is None or loaded.party in WORDS.parties


def test_loaded_words_of_each_side() -> None:
    for side in ("government", "opposition"):
        assert sum(loaded.favours == side for loaded in WORDS.framing.values()) >= 60, side
    assert {"regime", "terrorists", "liberated", "cleansed", "neutralised", "martyrs", "so-called"} <= set(WORDS.framing)
