"""Suggestions on the two axes: each rule on accounts of our own invention, and what must hold for any."""

from __future__ import annotations

from itertools import product
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from msgspec import structs

from rashomon.model import Held
from rashomon.reconcile import (
    Changed,
    Later,
    Record,
    Suggestion,
    accounts,
    credibility,
    incidents,
    of_claim,
    overall,
    pair,
    reliability,
)
from rashomon.reconcile.assess import CREDIBILITY, Facts
from rashomon.vocabulary import shipped
from rashomon.vocabulary.admiralty import admiralty
from tests.reconcile.accounts import Case, figure, speaker
from tests.reconcile.test_policies import AT_LEAST, NINE, TWELVE, TWELVE_TOO, key, report
from tests.reconcile.test_properties import FEW, Accounts
from tests.reconcile.test_properties import accounts as any_accounts

Entry = Any


def graded(*entries: Entry) -> tuple[tuple[Suggestion, ...], Case]:
    case = Case(*entries)
    [incident] = case.incidents()
    return credibility(incident, accounts(case.documents, case.readings), case.vocabulary), case


def answer(slot: str, value: Any, *entries: Entry) -> Suggestion:
    """The suggestion for one answer; figures by their lower end."""
    found, _ = graded(*entries)
    [one] = [s for s in found if s.slot == slot and value in (s.value, getattr(s.value, "low", None))]
    return one


def test_the_rules_are_those_of_the_page_in_its_order_and_their_grades_exist() -> None:
    code = admiralty()
    assert list(CREDIBILITY) == list(code.credibility_rules)
    assert {rule.grade for rule in code.credibility_rules.values()} <= set(code.credibility)
    assert {rule.grade for rule in code.reliability_rules.values()} == set(code.reliability) - {"A"}
    assert code.means("B") == "usually reliable"
    assert code.grades("credibility") == ("1", "2", "3", "4", "5", "6")


def test_what_independent_origins_agree_on_is_confirmed() -> None:
    found = answer("happened", "yes", NINE, TWELVE)
    assert (found.grade, found.rule) == ("1", "confirmed")
    assert set(found.claims) == {key(NINE), key(TWELVE)}
    assert found.reason == "2 independent origins"


def test_two_against_one() -> None:
    assert answer("killed", 12, NINE, TWELVE, TWELVE_TOO).grade == "2"
    assert answer("killed", 9, NINE, TWELVE, TWELVE_TOO).rule == "outweighed"
    filmed = structs.replace(NINE[1][0], evidence=("video",))
    assert answer("killed", 9, (NINE[0], (filmed,)), TWELVE, TWELVE_TOO).rule == "fewer_agree"


def test_one_alone_and_one_against_one() -> None:
    assert answer("killed", 9, NINE).rule == "single"
    assert answer("killed", 9, NINE, AT_LEAST).rule == "one_against_one"
    filmed = structs.replace(NINE[1][0], evidence=("video",))
    assert answer("killed", 9, (NINE[0], (filmed,))).rule == "evidence"
    assert answer("killed", 30, (NINE[0], (filmed,)), AT_LEAST).rule == "evidence_against"


def test_hedges_and_searches_in_vain() -> None:
    hedged = structs.replace(NINE[1][0], certainty="possible")
    assert answer("killed", 9, (NINE[0], (hedged,))).rule == "hedged"
    lacking = structs.replace(NINE[1][0], evidence=("none",))
    assert answer("killed", 9, (NINE[0], (lacking,))).rule == "no_evidence"


def conceded(dead: int) -> Entry:
    return report(
        "h",
        "Harbour Wire",
        f"The ministry said {dead} of its soldiers died under the jets.",
        figures=[figure("killed", dead, party="TUR")],
        speakers=(speaker("the ministry", "TUR"),),
        against_interest=True,
    )


def test_concessions() -> None:
    rebels = report(
        "i",
        "Island Radio",
        "The rebel command said it had seen twenty soldiers dead.",
        figures=[figure("killed", 20, party="TUR")],
        speakers=(speaker("the rebel command", "OPP"),),
    )
    assert answer("killed", 4, conceded(4)).rule == "conceded"
    assert answer("killed", 4, conceded(4), rebels).rule == "conceded_but_contested"
    assert answer("killed", 20, conceded(4), rebels).rule == "one_against_one"
    assert answer("killed", 20, conceded(40), rebels).rule == "outweighed"
    assert "conceded" in answer("killed", 20, conceded(40), rebels).reason


FACTS = st.builds(
    Facts,
    origins=st.integers(1, 4),
    against=st.integers(0, 4),
    conceded=st.booleans(),
    conceded_against=st.booleans(),
    evidence=st.sampled_from(((), ("video",))),
    evidence_against=st.sampled_from(((), ("photo",))),
    doubted=st.booleans(),
    hedged=st.booleans(),
)


def rule(facts: Facts) -> str:
    return next(name for name, applies in CREDIBILITY.items() if applies(facts))


@FEW
@given(FACTS)
def test_one_more_origin_never_makes_it_less_credible(facts: Facts) -> None:
    """1 is best and 5 worst; that nothing can be said (6) stands between 3 and 4."""
    order = ("1", "2", "3", "6", "4", "5")
    grade = admiralty().credibility_rules[rule(facts)].grade
    more = admiralty().credibility_rules[rule(structs.replace(facts, origins=facts.origins + 1))].grade
    assert order.index(more) <= order.index(grade) or rule(facts) in ("conceded", "conceded_but_contested", "evidence")


def test_every_rule_of_credibility_can_apply() -> None:
    spaces = product((1, 2, 3), (0, 1, 2, 3), *[(False, True)] * 6)
    found = set()
    for origins, against, own, other, filmed, filmed_against, doubted, hedged in spaces:
        facts = Facts(
            origins=origins,
            against=against,
            conceded=own,
            conceded_against=other and against > 0,
            evidence=("video",) if filmed else (),
            evidence_against=("photo",) if filmed_against and against else (),
            doubted=doubted,
            hedged=hedged,
        )
        found.add(rule(facts))
    assert found == set(CREDIBILITY)


def test_of_the_whole_and_of_a_claim() -> None:
    found, case = graded(NINE, TWELVE, TWELVE_TOO)
    first = overall(found)
    assert first is not None
    assert (first.slot, first.value) == ("happened", "yes")
    mine = of_claim(key(NINE), found, accounts(case.documents, case.readings))
    assert (mine[0].slot, mine[0].grade) == ("killed", "5")
    assert all(key(NINE) in one.claims for one in mine)
    assert overall(()) is None
    assert of_claim("nobody's", found, {}) == ()


# ------------------------------------------------------------ sources


def later(incident: str, **more: Any) -> Later:
    return Later(incident=incident, slot="killed", value="9", claim=f"claim of {incident}", by=(), **more)


HELD = Held(value="9", claim="claim of nobody")


def source(borne_out: int, refuted: int, silent: int = 0, undecided: int = 0) -> Record:
    """A voice whose word was settled on so many incidents."""
    changes = tuple(
        Changed(incident="c", slot="killed", direction="down", announced=False, before=HELD, after=HELD) for _ in range(silent)
    )
    return Record(
        id="1",
        name="Harbour Wire",
        names=("Harbour Wire",),
        party=None,
        kind="outlet",
        documents=(),
        borne_out=tuple(later(f"good {n}", origins=2) for n in range(borne_out)),
        contradicted=(
            *(later(f"bad {n}", origins=1, against=2) for n in range(refuted)),
            *(later(f"open {n}", origins=1, against=1) for n in range(undecided)),
        ),
        revised=changes,
    )


@pytest.mark.parametrize(
    ("record", "grade"),
    [
        (source(0, 0), "F"),
        (source(2, 0), "F"),
        (source(2, 0, undecided=9), "F"),
        (source(3, 0), "B"),
        (source(3, 0, silent=1), "C"),
        (source(8, 2), "B"),
        (source(3, 1), "C"),
        (source(3, 2), "C"),
        (source(2, 2), "D"),
        (source(1, 3), "E"),
        (source(0, 5), "E"),
    ],
)
def test_reliability(record: Record, grade: str) -> None:
    found = reliability(record)
    assert found.grade == grade
    assert admiralty().reliability_rules[found.rule].grade == grade
    assert set(found.claims) >= {one.claim for one in (*record.borne_out, *record.contradicted)}


def test_reliability_says_why() -> None:
    assert reliability(source(0, 0)).reason == "nothing that it said was settled later"
    assert reliability(source(3, 1, silent=1, undecided=1)).reason.split("; ") == [
        "borne out on 3 incidents, refuted on 1",
        "contradicted on 1 incident, where nothing decides",
        "changed 1 answer, took back or lowered 1 silently",
    ]


def test_a_toll_that_rises_is_no_mark_against_its_source() -> None:
    rising = structs.replace(source(3, 0, silent=1).revised[0], direction="up")
    assert reliability(structs.replace(source(3, 0), revised=(rising,))).grade == "B"


def test_an_incident_on_which_it_was_right_and_wrong_counts_as_refuted() -> None:
    both = structs.replace(source(3, 0), contradicted=tuple(later(f"good {n}", against=2) for n in range(3)))
    assert reliability(both).grade == "E"


def test_conceded_by_the_other_side_refutes() -> None:
    record = structs.replace(
        source(0, 0), contradicted=tuple(later(f"{n}", against=1, conceded_against=True) for n in range(3))
    )
    assert reliability(record).grade == "E"


@FEW
@given(any_accounts())
def test_each_answer_has_one_suggestion_with_its_claims(made_up: Accounts) -> None:
    documents, readings = made_up
    words, told = shipped(), accounts(documents, readings)
    for incident in incidents(documents, readings, pair(documents, readings, words), words):
        found = credibility(incident, told, words)
        assert [(s.slot, s.party, s.of, s.value) for s in found] == [
            (p.slot, p.party, p.of, position.value) for p in incident.points for position in p.positions
        ]
        for one in found:
            assert one.claims
            assert one.reason
            assert set(one.claims) <= set(told)
            assert admiralty().credibility_rules[one.rule].grade == one.grade
