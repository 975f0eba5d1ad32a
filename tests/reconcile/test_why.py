"""Why two claims are of one incident or of two: the rule, the features and the chain."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.model import Claim, Verdict
from rashomon.reconcile import Explanation, explain
from tests.reconcile.accounts import Case, claim, document, figure

STRIKE: dict[str, Any] = {"place": "Tell Zayn", "when": "2020-03-01", "targets": ["TUR"]}
ONE = document("1.txt", "Jets struck Tell Zayn and killed 31 soldiers. Nobody came to help.", "2020-03-02", "Courier")
TWO = document("2.txt", "At Tell Zayn 31 soldiers died in an air raid.", "2020-03-02", "Herald")
THREE = document("3.txt", "Kharkiv was shelled for an hour.", "2020-03-02", "Tribune")
A = claim(ONE, "Jets struck Tell Zayn and killed 31 soldiers", "air-strike", figures=[figure("killed", 31)], **STRIKE)
B = claim(TWO, "At Tell Zayn 31 soldiers died in an air raid", "air-strike", figures=[figure("killed", 31)], **STRIKE)
C = claim(THREE, "Kharkiv was shelled for an hour", "shelling", place="Kharkiv", when="2020-03-01")
COMMENT = claim(ONE, "Nobody came to help", "attack", section="comment")
CASE = Case((ONE, (A, COMMENT)), (TWO, (B,)), (THREE, (C,)))


def why(a: Claim, b: Claim, *verdicts: Verdict, case: Case = CASE) -> Explanation:
    """The explanation for two claims of the case."""
    return explain((a.key,), (b.key,), case.documents, case.readings, case.pairing, case.vocabulary, verdicts)


def verdict(decision: Any, *claims: Claim) -> Verdict:
    """A reviewer's decision on a claim or a pair."""
    return Verdict(about="|".join(sorted(c.key for c in claims)), seen="", decision=decision, by="reviewer")


def test_joined_by_their_score() -> None:
    """Every feature with its weight and its reason, adding up to the score that was enough."""
    found = why(A, B)
    assert found.together
    assert found.score == pytest.approx(sum(f.weight for f in found.features))
    assert {"kind", "time", "place", "figures"} <= {f.name for f in found.features}
    assert all(f.reason for f in found.features)
    assert len(found.path) == 1
    assert "is enough" in found.rule


def test_parted_by_their_score() -> None:
    """What was asked stands beside what was reached."""
    found = why(A, C)
    assert not found.together
    assert found.path == ()
    assert "is asked" in found.rule


def test_one_claim() -> None:
    assert why(A, A).rule == "they are one claim"


@pytest.mark.parametrize(
    ("decision", "claims", "together", "rule"),
    [
        ("same", (A, C), True, "a person says that they tell the same happening"),
        ("different", (A, B), False, "a person says that they tell different happenings"),
        ("reject", (A,), False, "a person rejected one of them"),
    ],
)
def test_people_come_first(decision: str, claims: tuple[Claim, ...], together: bool, rule: str) -> None:
    """A verdict is the rule, whatever the score."""
    found = why(claims[0], claims[-1] if len(claims) > 1 else B, verdict(decision, *claims))
    assert (found.together, found.rule) == (together, rule)


def test_a_comment_is_no_evidence() -> None:
    assert "no evidence" in why(COMMENT, A).rule
    assert "no evidence" in why(A, COMMENT).rule


def test_a_chain_and_what_cuts_it() -> None:
    """Three accounts hang together by one in the middle; where a person parts the ends, the rule says so."""
    middle = document("4.txt", "Near Tell Zayn 31 soldiers lost their lives in a raid by jets.", "2020-03-02", "Mercury")
    m = claim(middle, "Near Tell Zayn 31 soldiers lost their lives in a raid by jets", "air-strike",
              figures=[figure("killed", 31)], **STRIKE)  # fmt: skip
    case = Case((ONE, (A,)), (TWO, (B,)), (middle, (m,)))
    between = why(A, B, verdict("different", A, m), verdict("same", B, m), case=case)
    assert not between.together
    assert "a person says" in between.rule


def test_verdicts_bring_together() -> None:
    """Where no pair leads from one to the other, people's verdicts do."""
    assert why(B, C, verdict("same", A, C)).together
    assert why(B, C, verdict("same", A, C)).rule == "people's verdicts bring them together"


def test_incidents_are_spoken_of_by_their_most_alike_claims() -> None:
    """Of all claims on both sides the two that fit best are taken."""
    keys = (A.key, C.key)
    found = explain(keys, (B.key,), CASE.documents, CASE.readings, CASE.pairing, CASE.vocabulary)
    assert (found.a, found.b) in {(A.key, B.key), (B.key, A.key)}
