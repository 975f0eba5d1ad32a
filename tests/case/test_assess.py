"""Assessing a case: people's grades above suggestions, signed, dated, replaced by their own next one, disputed or not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rashomon.case import Case, ReviewError, UnknownNameError, open_case
from rashomon.model import Bounds, Incident


@pytest.fixture
def case(sample: Case, tmp_path: Path) -> Case:
    """A copy of the sample that a test may assess as it likes."""
    return open_case(shutil.copytree(sample.folder, tmp_path / "case"))


def largest(case: Case) -> Incident:
    return max(case.incidents(), key=lambda i: (len(i.claims), i.id))


def test_a_persons_grade_stands_above_the_suggestion_and_both_are_kept(case: Case) -> None:
    name = largest(case).id
    before = case.assessment(name, "credibility")
    assert (before.grade, before.state, before.verdicts) == (None, "open", ())
    assert before.suggested is not None
    case.assess(name[:8], "3", by="anna", note="no crater")
    case.assess(name, "2", by="anna", note="a crater after all")
    after = case.assessment(name, "credibility")
    assert (after.grade, after.state, after.suggested) == ("2", "stands", before.suggested)
    [signed] = after.verdicts
    assert (signed.by, signed.note, signed.challenged) == ("anna", "a crater after all", False)
    assert signed.recorded_at is not None
    kept = [e.body for e in case.ledger.entries(kind="verdict")]
    assert [v.body["grade"] for v in kept] == ["3", "2"]  # type: ignore[union-attr,index]
    case.undo("anna")
    assert case.assessment(name, "credibility").grade == "3"


def test_two_who_differ_leave_no_grade_and_their_agreement_is_counted(case: Case) -> None:
    voice = case.sources()[0].name
    case.assess(voice, "B", by="anna")
    case.assess(voice, "C", by="bert")
    found = case.assessment(voice, "reliability")
    assert (found.grade, found.state, [s.grade for s in found.verdicts]) == (None, "disputed", ["B", "C"])
    [agreed] = [a for a in case.agreement() if a.what == "reliability"]
    assert (agreed.units, agreed.same) == (1, 0)
    case.assess(voice, "B", by="bert")
    assert case.assessment(voice, "reliability").grade == "B"
    case.judge(f"reliability:{voice}", "unsure", by="bert")
    assert case.assessment(voice, "reliability").grade == "B"


def test_a_source_is_one_by_whatever_name_it_was_graded(case: Case) -> None:
    record = next(r for r in case.sources() if len(r.names) > 1)
    for by, name in (("anna", record.names[0]), ("bert", record.names[-1]), ("carl", record.id)):
        case.assess(name, "C", by=by)
    found = case.assessment(record.names[-1], "reliability")
    assert [s.by for s in found.verdicts] == ["anna", "bert", "carl"]
    assert found.grade == "C"


def test_a_claim_has_its_own_grade_which_is_no_verdict_on_its_reading(case: Case) -> None:
    incident = largest(case)
    key = incident.claims[0]
    case.judge(key, "accept", by="anna")
    case.assess(key, "4", by="anna")
    assert case.assessment(key, "credibility").grade == "4"
    assert case.view().judgements[key].decision == "accept"
    assert case.assessment(incident.id, "credibility").grade is None
    assert [i.id for i in case.incidents()] == [i.id for i in open_case(case.folder).incidents()]
    assert not case.view().unsettled
    assert not any(item.about.startswith("credibility:") for item in case.queue("bert", second=True))
    shown = case.assessment(key, "credibility")
    assert shown.title == case.view().claim(key)[0].anchor.quote
    assert shown in list(case.assessments())


def test_beside_an_incident_stand_its_sources_and_take_no_part(case: Case) -> None:
    incident = largest(case)
    before = case.assessment(incident.id, "credibility")
    assert {claim for teller in before.sources for claim in teller.claims} <= set(incident.claims)
    assert len(before.sources) > 2
    first = before.sources[0]
    assert first.suggested == case.view().reliability(first.name)
    case.assess(first.name, "D", by="anna")
    after = case.assessment(incident.id, "credibility")
    assert after.sources[0].grade == "D"
    assert (after.suggested, after.answers, after.grade) == (before.suggested, before.answers, before.grade)
    [alone] = case.assessment(first.claims[0], "credibility").sources
    assert (alone.name, alone.claims) == (first.name, (first.claims[0],))


def test_history_and_as_of_know_assessments(case: Case) -> None:
    name, voice = largest(case).id, case.sources()[0].name
    moment = list(case.ledger.entries())[-1].recorded_at
    case.assess(name, "1", by="anna")
    case.assess(voice, "D", by="anna")
    assert case.assessment(name, "credibility", asof=moment).grade is None
    assert case.assessment(voice, "reliability", asof=moment).grade is None
    assert any(e.kind == "verdict" for e in case.history(name))
    assert case.verify() == []


def test_another_suggestion_challenges_a_grade_that_stays(case: Case) -> None:
    incident = largest(case)
    case.assess(incident.id, "1", by="anna")
    found = case.assessment(incident.id, "credibility")
    assert found.suggested is not None
    behind = found.suggested.claims
    for claim in behind[1:]:
        case.judge(claim, "reject", by="bert")
    case.reconcile()
    now = case.assessment(incident.id, "credibility")
    assert now.suggested is not None
    assert now.suggested.grade != found.suggested.grade
    assert (now.grade, now.verdicts[0].challenged) == ("1", True)


def test_acled_leaves_out_sources_that_people_doubt(case: Case) -> None:
    """Once people judge all who give the lowest count unreliable, it is left out, and the next lowest is given."""

    def counted() -> tuple[float | None, str]:
        [found] = [g for g in case.under(incident.id, "acled").given if (g.slot, g.party) == (point.slot, point.party)]
        return (found.best.value if found.best else None), found.reason

    incident, point = next((i, p) for i in case.incidents() for p in i.points if p.slot == "killed" and len(p.positions) > 1)
    counts = {p.value.low: {v.claim for v in p.voices} for p in point.positions if isinstance(p.value, Bounds)}
    lowest = min(counts, key=lambda low: low or 0)
    assert counted() == (lowest, f"the lowest of {len(counts)} answers that stand")
    doubted: set[str] = set()
    for record in [r for r in case.sources() if counts[lowest] & {*r.claimed, *r.denied}]:
        case.assess(record.id, "E", by="anna")
        doubted |= {*record.claimed, *record.denied}
    left = [low for low, claims in counts.items() if not claims <= doubted]
    assert left
    assert counted()[0] == min(left, key=lambda low: low or 0)
    assert "from sources judged D or E alone" in counted()[1]


@pytest.mark.parametrize(("thing", "grade"), [("NAME", "B"), ("VOICE", "2"), ("NAME", "7"), ("VOICE", "G"), ("VOICE", "")])
def test_a_wrong_grade_is_refused(case: Case, thing: str, grade: str) -> None:
    name = {"NAME": largest(case).id, "VOICE": case.sources()[0].id}[thing]
    with pytest.raises((ReviewError, UnknownNameError)):
        case.assess(name, grade, by="anna")
    assert not list(case.ledger.entries(kind="verdict"))


def test_only_a_grade_is_an_assessment(case: Case) -> None:
    voice = case.sources()[0].name
    for decision, body in (
        ("accept", None),
        ("assess", None),
        ("assess", {"grade": "2"}),
        ("assess", {"grade": "B", "kind": "x"}),
    ):
        with pytest.raises(ReviewError):
            case.judge(f"reliability:{voice}", decision, by="anna", body=body)  # type: ignore[arg-type]
    with pytest.raises(ReviewError):
        case.judge(largest(case).claims[0], "assess", by="anna", body={"grade": "2"})
    case.judge(f"credibility:incident:{largest(case).id}", "assess", by="anna", body={"grade": "2"})
    case.judge(f"credibility:{largest(case).claims[0]}", "assess", by="anna", body={"grade": "2"})


def test_several_voices_of_a_name_are_named(case: Case) -> None:
    with pytest.raises(UnknownNameError, match="several voices"):
        case.assess("e", "B", by="anna")
    with pytest.raises(UnknownNameError, match="no voice"):
        case.assess("nobody of that name", "B", by="anna")
