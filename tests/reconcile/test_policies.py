"""Policies: each rule on accounts of our own invention, and what must hold for any set of accounts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

from rashomon.model import Bounds, Claim, Document, Incident, Place, When
from rashomon.reconcile import RULES, Given, Mark, Number, Under, accounts, incidents, pair, under
from rashomon.reconcile.behind import behind, holders, refuting
from rashomon.reconcile.precision import ACLED_DAYS, ACLED_PLACES, UCDP_DAYS, UCDP_PLACES, dated, placed
from rashomon.vocabulary import shipped
from rashomon.vocabulary.policies import policies
from tests.reconcile.accounts import Case, claim, document, figure, place, speaker
from tests.reconcile.test_properties import FEW, Accounts
from tests.reconcile.test_properties import accounts as any_accounts

STRIKE: dict[str, Any] = {"place": "Tell Zayn", "when": "2020-03-01"}


def report(name: str, publisher: str, text: str, kind: str = "air-strike", **more: Any) -> tuple[Document, tuple[Claim, ...]]:
    """A report of one sentence, which is one claim."""
    of = document(
        f"{name}.txt", text, more.pop("published", "2020-03-02"), publisher, about_source=more.pop("about_source", {})
    )
    return of, (claim(of, text.rstrip("."), kind, **STRIKE, **more),)


def made(policy: str, *entries: tuple[Document, tuple[Claim, ...]], doubted: tuple[str, ...] = ()) -> Under:
    """The one incident of these reports under a policy."""
    case = Case(*entries)
    [incident] = case.incidents()
    return under(incident, policy, accounts(case.documents, case.readings), case.vocabulary, doubted)


def of(found: Under, slot: str, party: str | None = None) -> Given:
    [one] = [g for g in found.given if g.slot == slot and party in (None, g.party)]
    return one


def mark(found: Under, name: str) -> Mark:
    [one] = [m for m in found.marks if m.name == name]
    return one


def key(entry: tuple[Document, tuple[Claim, ...]]) -> str:
    return entry[1][0].key


def numbers(given_: Given) -> tuple[float | None, float | None, float | None]:
    return tuple(n.value if n else None for n in (given_.low, given_.best, given_.high))  # type: ignore[return-value]


NINE = report(
    "a",
    "Harbour Wire",
    "Jets hit the ridge and killed nine porters.",
    actors=["RUS"],
    figures=[figure("killed", 9, party="CIV")],
)
TWELVE = report(
    "b",
    "Island Radio",
    "Twelve porters died as aircraft struck the quarry road.",
    actors=["RUS"],
    figures=[figure("killed", 12, party="CIV")],
)
TWELVE_TOO = report(
    "c",
    "Valley Courier",
    "At the ridge a raid cost twelve lives, doctors counted.",
    actors=["RUS"],
    figures=[figure("killed", 12, party="CIV")],
)
AT_LEAST = report(
    "d",
    "Plain Tribune",
    "A bombing raid left at least thirty dead near the ridge.",
    actors=["RUS"],
    figures=[figure("killed", 30, None, party="CIV")],
)


def test_every_rule_has_its_words_and_every_mark_its_meanings() -> None:
    assert set(policies()) == set(RULES)
    for name, policy in policies().items():
        found = made(name, NINE, TWELVE)
        assert {m.name for m in found.marks} == set(policy.marks), name
        for one in found.marks:
            assert one.value is None or one.value in policy.marks[one.name], (name, one)


def test_ucdp_gives_three_estimates_and_the_claims_of_each() -> None:
    found = of(made("ucdp", NINE, TWELVE, TWELVE_TOO), "killed", "CIV")
    assert numbers(found) == (9, 12, 12)
    assert found.low == Number(value=9, claims=(key(NINE),))
    assert found.best is not None
    assert set(found.best.claims) == {key(TWELVE), key(TWELVE_TOO)}
    assert set(found.claims) == {key(NINE), key(TWELVE), key(TWELVE_TOO)}


def test_ucdp_names_no_high_where_nobody_names_a_limit() -> None:
    found = of(made("ucdp", NINE, AT_LEAST), "killed", "CIV")
    assert found.high is None
    assert "without naming a limit" in found.reason


def test_ucdp_counts_no_deaths_where_the_wounded_are_counted_too() -> None:
    lump = report(
        "e", "Hill Post", "Aircraft left forty killed or hurt.", figures=[figure("killed_or_wounded", 40, party="CIV")]
    )
    found = of(made("ucdp", lump), "killed_or_wounded")
    assert numbers(found) == (None, None, None)
    assert "no number of deaths" in found.reason
    assert found.claims == (key(lump),)


def test_ucdp_codes_clarity_and_precision() -> None:
    found = made("ucdp", NINE)
    assert [m.value for m in found.marks] == ["1", "1", "1"]
    assert all(m.claims == (key(NINE),) for m in found.marks)
    summed = report("f", "Hill Post", "Losses reached seven.", "casualties", figures=[figure("killed", 7, party="TUR")])
    assert mark(made("ucdp", summed), "event_clarity").value == "2"


@pytest.mark.parametrize(
    ("first", "last", "ucdp", "acled"),
    [
        ("2020-03-01", "2020-03-01", "1", "1"),
        ("2020-03-01T05:00", "2020-03-01T06:00", "1", "1"),
        ("2020-03-01", "2020-03-02", "2", "2"),
        ("2020-03-01", "2020-03-06", "2", "2"),
        ("2020-03-01", "2020-03-07", "3", "2"),
        ("2020-03-01", "2020-03-08", "4", "3"),
        ("2020-03-01", "2020-03-31", "4", "3"),
        ("2020-03-01", "2020-04-15", "5", None),
        ("2020-01-01", "2020-12-31", "5", None),
        ("2019-01-01", "2020-12-31", None, None),
    ],
)
def test_codes_of_dates(first: str, last: str, ucdp: str | None, acled: str | None) -> None:
    when = When(text="then", start=0, end=4, earliest=first, latest=last)
    assert dated(when, UCDP_DAYS)[0] == ucdp
    assert dated(when, ACLED_DAYS)[0] == acled


def test_codes_of_places() -> None:
    assert [placed(place(name), UCDP_PLACES)[0] for name in ("Tell Zayn", "Zayn quarry", "Idlib", "Orlovka farm")] == [
        "1",
        "1",
        "4",
        None,
    ]
    country = Place(text="Syria", start=0, end=5, name="Syria", precision="country")
    assert placed(country, UCDP_PLACES)[0] == "6"
    assert placed(country, ACLED_PLACES) == (None, "Syria, country: less precise than any code")
    assert placed(None, ACLED_PLACES) == (None, "nobody says where")
    assert dated(None, UCDP_DAYS) == (None, "nobody says when")


def test_acled_takes_the_lowest_and_leaves_out_whom_people_doubt() -> None:
    found = of(made("acled", NINE, TWELVE, TWELVE_TOO), "killed")
    assert numbers(found) == (None, 9, None)
    assert found.claims == (key(NINE),)
    doubted = of(made("acled", NINE, TWELVE, TWELVE_TOO, doubted=(key(NINE),)), "killed")
    assert numbers(doubted) == (None, 12, None)
    assert "judged D or E" in doubted.reason
    alone = of(made("acled", NINE, doubted=(key(NINE),)), "killed")
    assert numbers(alone) == (None, 9, None)


def test_acled_takes_ten_of_at_most_ten() -> None:
    upto = report("g", "Hill Post", "Up to ten porters died as jets came.", figures=[figure("killed", 0, 10, party="CIV")])
    assert numbers(of(made("acled", upto), "killed")) == (None, 10, None)


def test_majority_and_corroborated_count_origins() -> None:
    both = made("majority", NINE, TWELVE, TWELVE_TOO), made("corroborated", NINE, TWELVE, TWELVE_TOO)
    for found in both:
        assert numbers(of(found, "killed")) == (12, 12, 12)
        assert set(of(found, "killed").claims) == {key(TWELVE), key(TWELVE_TOO)}
    assert "1 origin otherwise" in of(both[1], "killed").reason
    split = made("majority", NINE, TWELVE), made("corroborated", NINE, TWELVE)
    for found in split:
        assert numbers(of(found, "killed")) == (None, None, None)
        assert set(of(found, "killed").claims) == {key(NINE), key(TWELVE)}
        assert of(found, "actor").value == "RUS"


def test_conceded_gives_only_what_a_side_says_against_itself() -> None:
    own = report(
        "h",
        "Harbour Wire",
        "The ministry said four of its soldiers died under the jets.",
        figures=[figure("killed", 4, party="TUR")],
        speakers=(speaker("the ministry", "TUR"),),
        against_interest=True,
    )
    enemy = report(
        "i",
        "Island Radio",
        "The rebel command said it had seen twenty soldiers dead.",
        figures=[figure("killed", 20, party="TUR")],
        speakers=(speaker("the rebel command", "OPP"),),
    )
    found = made("conceded", own, enemy)
    assert numbers(of(found, "killed")) == (4, 4, 4)
    assert of(found, "killed").claims == (key(own),)
    assert of(found, "happened").value == "yes"
    assert of(found, "place").value is None
    nothing = made("conceded", enemy)
    assert all(g.claims == () and "nobody concedes" in g.reason for g in nothing.given)


def airwars(*entries: tuple[Document, tuple[Claim, ...]]) -> Mark:
    return mark(made("airwars", *entries), "grading")


def test_airwars_grades() -> None:
    unnamed = report("j", "Hill Post", "Nine porters died as jets came.", figures=[figure("killed", 9, party="CIV")])
    unnamed_too = report("k", "Plain Tribune", "A raid cost nine lives.", figures=[figure("killed", 9, party="CIV")])
    syria = report(
        "l",
        "Hill Post",
        "Syrian jets hit the ridge and killed nine.",
        actors=["SYR"],
        figures=[figure("killed", 9, party="CIV")],
    )
    none = report("m", "Hill Post", "No porter died as jets hit the ridge.", figures=[figure("killed", 0, party="CIV")])
    soldiers = report(
        "n", "Hill Post", "Jets killed nine soldiers.", actors=["RUS"], figures=[figure("killed", 9, party="TUR")]
    )
    assert airwars(NINE).value == "weak"
    assert airwars(NINE, TWELVE).value == "fair"
    assert airwars(NINE, syria).value == "contested"
    assert airwars(none).value == "discounted"
    assert airwars(soldiers) == Mark(name="grading", value=None, reason="nobody tells of harm to civilians")
    assert airwars(unnamed).value == "weak"
    assert airwars(unnamed, unnamed_too).value is None
    assert "nobody says who did it" in airwars(unnamed, unnamed_too).reason


def test_airwars_grades_violence_and_takes_allies_for_no_rivals() -> None:
    freed = report("r", "Harbour Wire", "Six porters were freed at the ridge.", "release", targets=["CIV"])
    joint = report(
        "s",
        "Hill Post",
        "Russian and Syrian jets killed nine porters.",
        actors=["RUS", "SYR"],
        figures=[figure("killed", 9, party="CIV")],
    )
    assert airwars(freed).value is None
    assert airwars(joint).value == "weak"
    named = airwars(joint, TWELVE)
    assert (named.value, "RUS" in named.reason) == ("fair", True)


def test_airwars_confirms_what_a_side_owns_up_to() -> None:
    own = report(
        "o",
        "Harbour Wire",
        "The air staff said its jets had killed two porters in error.",
        actors=["RUS"],
        figures=[figure("killed", 2, party="CIV")],
        speakers=(speaker("the air staff", "RUS"),),
    )
    found = made("airwars", NINE, own)
    assert mark(found, "grading").value == "confirmed"
    assert mark(found, "grading").claims == (key(own),)
    conceded = mark(found, "civilian_killed_conceded")
    assert (conceded.value, conceded.claims) == ("2–2", (key(own),))
    assert mark(found, "civilian_wounded_conceded").value is None
    assert numbers(of(found, "killed")) == (2, None, 9)


def test_airwars_discounts_what_all_deny() -> None:
    told = report(
        "p", "Harbour Wire", "Jets struck porters, the mayor said.", targets=["CIV"], speakers=(speaker("Mayor Ode"),)
    )
    back = report(
        "q", "Harbour Wire", "Jets struck nobody, the mayor now said.", stance="deny", published="2020-03-04",
        targets=["CIV"], speakers=(speaker("Mayor Ode"),), revises=True,
    )  # fmt: skip
    assert airwars(told).value == "weak"
    assert airwars(told, back).value == "discounted"
    assert airwars(told, back).claims == (key(back),)


def test_an_unknown_policy_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        made("wishful", NINE)


@FEW
@given(any_accounts())
def test_every_number_of_any_policy_has_claims_that_exist(made_up: Accounts) -> None:
    """And what is given never contradicts itself: low ≤ best ≤ high; order and repetition of the claims change nothing."""
    documents, readings = made_up
    found = incidents(documents, readings, pair(documents, readings, shipped()), shipped())
    told = accounts(documents, readings)
    assert accounts(documents[::-1], [*readings, *readings]) == told
    for incident in found:
        for policy in RULES:
            _holds(under(incident, policy, told, shipped()), incident, set(told))


def _holds(found: Under, incident: Incident, known: set[str]) -> None:
    asked = {(p.slot, p.party, p.of) for p in incident.points}
    for given_ in found.given:
        assert (given_.slot, given_.party, given_.of) in asked
        assert given_.reason
        ends = [n for n in (given_.low, given_.best, given_.high) if n is not None]
        assert [n.value for n in ends] == sorted(n.value for n in ends)
        assert all(n.claims and known.issuperset(n.claims) and set(n.claims) <= set(given_.claims) for n in ends)
        assert known.issuperset(given_.claims)
        assert given_.claims or not (ends or given_.value)
    assert all(m.reason and known.issuperset(m.claims) for m in found.marks)


def test_a_number_that_nobody_gives_now_rests_on_who_gave_it_or_on_what_it_was_made_of() -> None:
    early = report("t", "Harbour Wire", "Six porters died, medics said.", figures=[figure("killed", 6, party="CIV")],
                   speakers=(speaker("the city hospital"),))  # fmt: skip
    late = report("u", "Harbour Wire", "Eight porters died, medics said.", figures=[figure("killed", 8, party="CIV")],
                  speakers=(speaker("the city hospital"),), published="2020-03-04")  # fmt: skip
    ranged = report("v", "Hill Post", "Some 5 to 20 died.", figures=[figure("killed", 5, 20, party="CIV")])
    case = Case(early, late, ranged)
    [incident] = case.incidents()
    told = accounts(case.documents, case.readings)
    [killed] = [p for p in incident.points if p.slot == "killed"]
    assert behind(8, killed, incident, told) == (key(late),)
    assert behind(6, killed, incident, told) == (key(early),)
    assert behind(20, killed, incident, told) == (key(ranged),)
    assert set(behind(7.5, killed, incident, told)) <= {key(late), key(ranged)}
    assert behind(999, killed, incident, told) == holders(killed.positions)


def test_concessions_of_less_refute_nothing() -> None:
    assert refuting(Bounds(low=5, high=5), Bounds(low=6, high=None))
    assert not refuting(Bounds(low=5, high=None), Bounds(low=6, high=6))
    assert not refuting(Bounds(low=5, high=5), Bounds(low=None, high=4))
    assert refuting("no", "yes")


def test_a_policy_leaves_the_incident_as_it_is() -> None:
    case = Case(NINE, TWELVE)
    [incident] = case.incidents()
    before = structs.asdict(incident)
    for policy in RULES:
        under(incident, policy, accounts(case.documents, case.readings), case.vocabulary)
    assert structs.asdict(incident) == before
    [killed] = [p for p in incident.points if p.slot == "killed"]
    assert {p.value for p in killed.positions} == {Bounds(low=9, high=9), Bounds(low=12, high=12)}
