"""What changed between two moments: each kind of change by itself, and what holds for any two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Bounds, Held, Incident, Point, Position, Revision, Value, Voice
from rashomon.model.incident import StandingName
from rashomon.reconcile import Change, between


def position(value: Value, *claims: str) -> Position:
    voices = tuple(Voice(name=f"voice of {key}", actor=None, document="d", published=None, claim=key) for key in claims)
    return Position(value=value, voices=voices, origins=len(claims))


def point(standing: StandingName, *positions: Position, slot: str = "killed") -> Point:
    return Point(slot=slot, standing=standing, positions=positions, party="CIV")


def incident(name: str, claims: str, *points: Point, revisions: Sequence[Revision] = ()) -> Incident:
    return Incident(
        id=name, title=name, kind="shelling", claims=tuple(claims), documents=("d",), points=points, revisions=tuple(revisions)
    )


def number(n: float) -> Bounds:
    return Bounds(low=n, high=n)


def told(found: Sequence[Change]) -> list[tuple[str, str, str | None, str]]:
    return [(change.what, change.incident, change.slot, "".join(change.claims)) for change in found]


SINGLE = point("single", position(number(3), "a"))
CONTESTED = point("contested", position(number(3), "a"), position(number(9), "b"))
AGREED = point("corroborated", position(number(3), "a", "b"))
RAISED = Revision(
    slot="killed", voice="v", party="CIV", direction="up", announced=False,
    before=Held(value=number(3), claim="a"), after=Held(value=number(9), claim="b"),
)  # fmt: skip


def test_a_new_incident_is_told_once_with_what_is_contested_and_revised_in_it() -> None:
    found = between((), [incident("i", "ab", CONTESTED, point("single", position("yes", "a"), slot="happened"))])
    assert told(found) == [("new", "i", None, "ab"), ("contested", "i", "killed", "ab")]


def test_an_incident_that_nobody_tells_any_more_is_withdrawn() -> None:
    assert told(between([incident("i", "ab", CONTESTED)], ())) == [("withdrawn", "i", None, "ab")]


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        (SINGLE, CONTESTED, "contested"),
        (AGREED, CONTESTED, "contested"),
        (SINGLE, AGREED, "corroborated"),
        (CONTESTED, AGREED, "settled"),
        (CONTESTED, SINGLE, "settled"),
        (None, SINGLE, "new"),
        (None, AGREED, "corroborated"),
        (AGREED, SINGLE, "withdrawn"),
        (SINGLE, None, "withdrawn"),
    ],
)
def test_a_question_whose_standing_changed(was: Point | None, now: Point | None, what: str) -> None:
    before, after = (incident("i", "ab", *(p for p in (each,) if p)) for each in (was, now))
    [change] = between([before], [after])
    assert (change.what, change.slot, change.party) == (what, "killed", "CIV")
    assert (change.was, change.now) == (was and was.standing, now and now.standing)
    assert set(change.claims) <= {"a", "b"}
    assert change.claims


def test_answers_that_come_and_go_under_one_standing() -> None:
    third = point("contested", position(number(3), "a"), position(number(20), "c"))
    found = between([incident("i", "ab", CONTESTED)], [incident("i", "ac", third)])
    assert [(c.what, c.before, c.after, c.claims) for c in found] == [
        ("new", (), (), ("c",)),
        ("new", (), (number(20),), ("c",)),
        ("withdrawn", (number(9),), (), ("b",)),
    ]


def test_a_narrower_answer_of_the_same_claims_is_no_change() -> None:
    vague = point("corroborated", position(Bounds(low=2, high=None), "a", "b"))
    assert between([incident("i", "ab", vague)], [incident("i", "ab", AGREED)]) == ()


def test_a_revision_is_told_and_not_as_an_answer_that_went() -> None:
    now = incident("i", "ab", point("single", position(number(9), "b")), revisions=[RAISED])
    found = between([incident("i", "a", SINGLE)], [now])
    assert [(c.what, c.voice, c.before, c.after, c.claims) for c in found if c.slot] == [
        ("revised", "v", (number(3),), (number(9),), ("a", "b"))
    ]
    assert between([now], [now]) == ()


def test_an_answer_taken_back_is_withdrawn() -> None:
    back = Revision(
        slot="happened", voice="v", direction="withdrawn", announced=True,
        before=Held(value="yes", claim="a"), after=Held(value="no", claim="b"),
    )  # fmt: skip
    [change] = between([incident("i", "ab")], [incident("i", "ab", revisions=[back])])
    assert (change.what, change.before, change.after) == ("withdrawn", ("yes",), ("no",))


def test_merged_and_parted() -> None:
    one, two, both = incident("one", "abc"), incident("two", "de"), incident("one", "abcde")
    assert told(between([one, two], [both])) == [("merged", "one", None, "de")]
    assert told(between([both], [one, two])) == [("parted", "two", None, "de")]


def test_another_name_is_no_new_incident() -> None:
    assert told(between([incident("late", "bc", SINGLE)], [incident("early", "abc", SINGLE)])) == [("new", "early", None, "a")]


# ---------------------------------------------------------------- any two

VALUES = st.sampled_from([number(3), number(9), Bounds(low=2, high=None)])


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    """Some incidents over the claims a to h, each with questions that some of its claims answer."""
    homes = draw(st.lists(st.integers(0, 3), min_size=8, max_size=8))
    made = []
    for home in range(3):
        claims = "".join(key for key, at in zip("abcdefgh", homes, strict=True) if at == home)
        if claims:
            made.append(incident(claims[0], claims, *draw(points(claims))))
    return made


@st.composite
def points(draw: st.DrawFn, claims: str) -> list[Point]:
    made = []
    for slot in draw(st.sets(st.sampled_from(["killed", "wounded"]))):
        values = draw(st.lists(VALUES, min_size=1, max_size=2, unique=True))
        standing = draw(st.sampled_from(["single", "corroborated", "superseded"])) if len(values) == 1 else "contested"
        made.append(point(standing, *(position(v, draw(st.sampled_from(claims))) for v in values), slot=slot))
    return sorted(made, key=lambda p: p.slot)


@given(before=incidents(), after=incidents())
def test_what_holds_for_any_two(before: list[Incident], after: list[Incident]) -> None:
    found = between(before, after)
    assert between(after, after) == ()
    assert all(change.claims for change in found)
    standings = [(c.incident, c.slot) for c in found if c.what in ("contested", "corroborated", "settled")]
    assert len(standings) == len(set(standings))
    contested = {(i.id, p.slot) for i in after for p in i.points if p.standing == "contested"}
    assert {(c.incident, c.slot) for c in found if c.what == "contested"} <= contested
    known = {key for i in before for key in i.claims}
    new = {key for c in found if c.what == "new" and c.slot is None for key in c.claims}
    assert new == {key for i in after for key in i.claims} - known


@given(states=st.lists(incidents(), min_size=2, max_size=4))
def test_every_question_contested_at_the_end_was_found_so_at_some_step(states: list[list[Incident]]) -> None:
    found = [c for a, b in pairwise([[], *states]) for c in between(a, b) if c.what == "contested"]
    assert {p.slot for i in states[-1] for p in i.points if p.standing == "contested"} <= {c.slot for c in found}
