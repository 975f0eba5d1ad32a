"""Interest: what an answer is to those who give it, by side and by dated ties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

from rashomon.reconcile import accounts, incidents, interests, pair, under
from rashomon.reconcile.interest import AGAINST, WORDS, Interest
from rashomon.reconcile.spacetime import instant
from rashomon.reconcile.tied import related
from rashomon.vocabulary import Party, Tie, Vocabulary, shipped
from tests.reconcile.accounts import Case, document, figure, speaker
from tests.reconcile.test_policies import report
from tests.reconcile.test_properties import FEW, Accounts
from tests.reconcile.test_properties import accounts as any_accounts


def words(**parties: list[Tie]) -> Vocabulary:
    """The shipped vocabulary with these parties and no others."""
    return structs.replace(shipped(), parties={name: Party(name=name, ties=tuple(ties)) for name, ties in parties.items()})


WAR = words(
    HILL=[Tie(type="opposes", to="CROWN", since="2019", until="2021")],
    GOATS=[Tie(type="part_of", to="HILL", since="2020-01")],
    CROWN=[],
    DUKE=[Tie(type="ally", to="CROWN", since="2020-02-15")],
    FARM=[Tie(type="supports", to="HILL")],
    SEA=[],
)


def found(*entries: Any, vocabulary: Vocabulary = WAR) -> tuple[Interest, ...]:
    case = Case(*entries, vocabulary=vocabulary)
    [incident] = case.incidents()
    return interests(incident, accounts(case.documents, case.readings), vocabulary)


def kinds(of: tuple[Interest, ...], slot: str) -> list[tuple[str, str, str]]:
    """Kind, voice and whom it is about, by voice."""
    found = [(stake.kind, stake.voice, stake.other) for one in of if one.slot == slot for stake in one.stakes]
    return sorted(found, key=lambda entry: entry[1])


def said(name: str, side: str | None, **more: Any) -> Any:
    text = f"{name} spoke of the dead of the mill."
    return report(name, f"{name} Wire", text, more.pop("kind", "shelling"), speakers=(speaker(name, side),), **more)


@pytest.mark.parametrize(
    ("a", "b", "day", "relation", "tie"),
    [
        ("HILL", "HILL", "2020-03-01", "own", None),
        ("GOATS", "HILL", "2020-03-01", "own", "GOATS part of HILL since 2020-01"),
        ("HILL", "GOATS", "2019-03-01", None, None),
        ("HILL", "CROWN", "2020-03-01", "enemy", "HILL opposes CROWN since 2019 until 2021"),
        ("CROWN", "HILL", "2022-03-01", None, None),
        ("CROWN", "GOATS", "2020-03-01", "enemy", "HILL opposes CROWN since 2019 until 2021, GOATS part of HILL since 2020-01"),
        ("DUKE", "CROWN", "2020-02-15", "friend", "DUKE ally of CROWN since 2020-02-15"),
        ("CROWN", "DUKE", "2020-02-14", None, None),
        ("FARM", "HILL", None, "friend", "FARM supports HILL"),
        ("HILL", "CROWN", None, None, None),
        ("FARM", "CROWN", "2020-03-01", "enemy", "FARM supports HILL, HILL opposes CROWN since 2019 until 2021"),
        ("SEA", "CROWN", "2020-03-01", None, None),
        ("SEA", "", "2020-03-01", None, None),
        ("NOBODY", "CROWN", "2020-03-01", None, None),
    ],
)
def test_ties_hold_on_their_days(a: str, b: str, day: str | None, relation: str | None, tie: str | None) -> None:
    assert related(a, b, instant(day) if day else None, WAR) == (relation, tie)


def test_the_nearest_tie_is_told() -> None:
    more = words(
        HILL=[Tie(type="opposes", to="CROWN")],
        GOATS=[Tie(type="part_of", to="HILL"), Tie(type="opposes", to="CROWN")],
        CROWN=[],
    )
    assert related("HILL", "CROWN", None, more) == ("enemy", "HILL opposes CROWN")
    assert related("GOATS", "CROWN", None, more) == ("enemy", "GOATS opposes CROWN")


def test_losses() -> None:
    dead = {"figures": [figure("killed", 9, party="CROWN")]}
    of = found(
        *(said(name, side, **dead) for name, side in (("Ama", "CROWN"), ("Ben", "HILL"), ("Cid", "DUKE"), ("Dag", None)))
    )
    assert kinds(of, "killed") == [
        ("own loss", "Ama", "CROWN"),
        ("enemy loss", "Ben", "CROWN"),
        ("friend's loss", "Cid", "CROWN"),
    ]
    [one] = [i for i in of if i.slot == "killed"]
    reasons = {stake.voice: stake.reason for stake in one.stakes}
    assert reasons["Ben"] == "Ben (HILL): a loss of its enemy CROWN (HILL opposes CROWN since 2019 until 2021)"
    assert reasons["Ama"] == "Ama (CROWN): a loss of its own side"


def test_a_loss_that_is_called_the_enemys_is_not_the_own() -> None:
    """Whatever side was read: nobody calls his own men terrorists."""
    count = figure("killed", 9, party="CROWN", of="enemy servicemen")
    tanks = figure("destroyed", 6, party="CROWN", of="tanks")
    assert found(said("Ama", "CROWN", figures=[count, tanks])) == ()
    [one] = [i for i in found(said("Ama", "CROWN", figures=[tanks])) if i.slot == "destroyed"]
    assert [s.kind for s in one.stakes] == ["own loss"]
    marked = found(said("Ama", "CROWN", figures=[count], against_interest=True))
    assert ("own loss", "Ama", "CROWN") in kinds(marked, "killed")


def test_an_own_loss_is_a_concession() -> None:
    case = Case(said("Ama", "CROWN", figures=[figure("killed", 9, party="CROWN")]), vocabulary=WAR)
    [incident] = case.incidents()
    told = accounts(case.documents, case.readings)
    [killed] = [p for p in incident.points if p.slot == "killed"]
    assert [p.against_interest for p in killed.positions] == [True]
    [given_] = [g for g in under(incident, "conceded", told, WAR).given if g.slot == "killed"]
    assert given_.best is not None
    assert (given_.best.value, given_.reason) == (9, "conceded by Ama")


def test_no_loss_is_no_stake() -> None:
    of = found(said("Ama", "CROWN", figures=[figure("killed", 0, party="CROWN")]))
    assert kinds(of, "killed") == []


def test_blame_and_denial() -> None:
    blaming = [said(name, side, actors=["CROWN"]) for name, side in (("Ama", "CROWN"), ("Ben", "HILL"), ("Cid", "DUKE"))]
    denying = [said(name, side, actors=["CROWN"], stance="deny") for name, side in (("Eda", "CROWN"), ("Fay", "DUKE"))]
    of = kinds(found(*blaming), "actor")
    assert of == [("own deed", "Ama", "CROWN"), ("enemy blamed", "Ben", "CROWN"), ("friend blamed", "Cid", "CROWN")]
    denied = kinds(found(blaming[1], *denying), "actor")
    assert ("own part denied", "Eda", "CROWN") in denied
    assert ("friend cleared", "Fay", "CROWN") in denied
    assert ("enemy cleared", "Ben", "CROWN") not in denied


def test_who_did_it_is_of_interest_in_violence_alone() -> None:
    assert kinds(found(said("Ben", "HILL", actors=["CROWN"], kind="talks"), said("Ama", "CROWN", kind="talks")), "actor") == []


def test_what_is_said_against_interest_is_told_of_whether_it_happened() -> None:
    of = found(said("Ama", "CROWN", against_interest=True))
    assert kinds(of, "happened") == [("own setback", "Ama", "")]
    assert [s.reason for i in of for s in i.stakes] == ["Ama (CROWN): against its own interest"]


def test_a_publisher_leans() -> None:
    of, claims = report("w", "Mill Wire", "Nine men fell at the mill.", figures=[figure("killed", 9, party="CROWN")])
    leaning = structs.replace(of, source=structs.replace(of.source, party="HILL"))
    [one] = [i for i in found((leaning, claims)) if i.slot == "killed"]
    [stake] = one.stakes
    assert (stake.kind, stake.leans) == ("enemy loss", True)
    assert stake.reason.startswith("Mill Wire (leans to HILL): a loss of its enemy CROWN")
    assert found((of, claims)) == ()
    assert document("x", "y").source.party is None


def test_every_kind_has_its_words_and_one_of_two_directions() -> None:
    assert set(WORDS) > AGAINST
    assert {"own loss", "own deed", "friend blamed"} <= AGAINST
    assert AGAINST.isdisjoint({"enemy loss", "enemy blamed", "own part denied", "friend cleared"})


@FEW
@given(any_accounts())
def test_stakes_are_of_voices_of_their_answer(made_up: Accounts) -> None:
    documents, readings = made_up
    vocabulary, told = shipped(), accounts(documents, readings)
    for incident in incidents(documents, readings, pair(documents, readings, vocabulary), vocabulary):
        by_answer = {(p.slot, p.party, p.of, str(q.value)): q for p in incident.points for q in p.positions}
        for one in interests(incident, told, vocabulary):
            position = by_answer[one.slot, one.party, one.of, str(one.value)]
            assert {(s.voice, s.claim) for s in one.stakes} <= {(v.name, v.claim) for v in position.voices}
            assert len({(s.kind, s.voice, s.other) for s in one.stakes}) == len(one.stakes)
            assert all(s.party != "CIV" and s.reason for s in one.stakes)
