"""What the first corpus demands of reconciling: what must link, what must not, what must be seen to move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rashomon.case import Case
from rashomon.model import EVIDENCE_ROLES, Bounds, Claim, Document, Incident

STRIKE = (("000", 5), ("001", 7))
SARAQIB = (("000", 9), ("001", 15))
CLASH = (("004", 31), ("004", 61))
NAYRAB = (("004", 16), ("003", 13))
HELICOPTERS = (("002", 7), ("004", 6))


def line(document: Document, number: int) -> tuple[int, int]:
    """Offsets of a line, counted from 1."""
    lines = document.text.split("\n")
    start = sum(len(each) + 1 for each in lines[: number - 1])
    return start, start + len(lines[number - 1])


def told(case: Case, at: tuple[str, int]) -> Iterator[tuple[Claim, Incident]]:
    """Claims that stand in a line of an article, with their incidents."""
    document = next(d for d in case.documents() if d.name.startswith(at[0]))
    start, end = line(document, at[1])
    home = {key: incident for incident in case.incidents() for key in incident.claims}
    for reading in case.view().standing.readings:
        for claim in reading.claims if reading.address == document.address else ():
            if start <= claim.anchor.start < end and claim.section in EVIDENCE_ROLES and claim.key in home:
                yield claim, home[claim.key]


def shared(case: Case, pair: tuple[tuple[str, int], tuple[str, int]]) -> set[str]:
    """Incidents that both lines tell of."""
    first, second = ({incident.id for _, incident in told(case, at)} for at in pair)
    return first & second


@pytest.mark.parametrize("pair", [STRIKE, SARAQIB, CLASH], ids=["strike", "saraqib", "clash"])
def test_must_link(idlib: Case, pair: tuple[tuple[str, int], tuple[str, int]]) -> None:
    assert shared(idlib, pair)


@pytest.mark.parametrize("pair", [NAYRAB, HELICOPTERS], ids=["nayrab", "helicopters"])
def test_must_not_link(idlib: Case, pair: tuple[tuple[str, int], tuple[str, int]]) -> None:
    assert all(list(told(idlib, at)) for at in pair), "nothing was read there"
    assert not shared(idlib, pair)


def strike(case: Case) -> Incident:
    """The strike of 27 February."""
    (name,) = shared(case, STRIKE)
    return case.incident(name)


def test_the_author_of_the_strike_and_its_weapon_are_contested(idlib: Case) -> None:
    points = {point.slot: point for point in strike(idlib).points}
    assert points["actor"].standing == points["kind"].standing == "contested"
    assert {"RUS", "SYR"} <= {position.value for position in points["actor"].positions}
    assert {"air-strike", "shelling"} <= {position.value for position in points["kind"].positions}


def test_the_toll_rose_from_9_to_33(idlib: Case) -> None:
    moves = [(r.before.value, r.after.value, r.direction) for r in strike(idlib).revisions if r.slot == "killed"]
    assert (Bounds(low=9, high=9), Bounds(low=33, high=33), "up") in moves


def test_whether_troops_were_there_is_disputed(idlib: Case) -> None:
    presence = next(point for point in strike(idlib).points if point.slot == "presence")
    assert {position.value for position in presence.positions} == {"yes", "no"}


def test_76_neutralised_became_13_killed(idlib: Case) -> None:
    moves = [r for incident in idlib.incidents() for r in incident.revisions if r.direction == "other_measure"]
    assert [(r.before.value, r.after.value, r.announced) for r in moves] == [
        (Bounds(low=76, high=76), Bounds(low=13, high=13), False)
    ]


def test_the_rumour_stands_as_unsupported(idlib: Case) -> None:
    document = next(d for d in idlib.documents() if d.name.startswith("002"))
    start, end = line(document, 15)
    claims = [c for c in idlib.view().claims() if c.anchor.address == document.address and start <= c.anchor.start < end]
    assert [c.certainty for c in claims if c.kind == "drone-strike"][:1] == ["unsupported"]


def test_no_comment_is_part_of_an_incident(idlib: Case) -> None:
    comments = {c.key for c in idlib.view().claims() if c.section in ("comment", "other")}
    assert comments
    assert not comments & {key for incident in idlib.incidents() for key in incident.claims}
