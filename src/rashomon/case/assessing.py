"""Assessments: what a rule suggests on the two axes of the Admiralty code, and what people said, which stands above it.

A person's grade is a verdict like any other (`assess`): signed, dated by its line of the ledger, replaced only by the same
person's next one, challenged when the suggestion that its reviewer saw is another one now. Where two people differ no grade
stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.case.errors import ReviewError, UnknownNameError
from rashomon.model import Incident, Judgement, Verdict, digest
from rashomon.model.verdict import CREDIBILITY, INCIDENT, RELIABILITY, State, assessing, things
from rashomon.reconcile import Record, Suggestion
from rashomon.vocabulary.admiralty import Axis, admiralty

if TYPE_CHECKING:
    from rashomon.case.view import View

GRADE = "grade"


class Signed(Struct, frozen=True, kw_only=True):
    """What one person said: `grade` (None: could not tell), why, and when it was recorded (None where nobody knows).
    `challenged`: another grade was suggested then than is now.
    """

    by: str
    grade: str | None
    note: str
    recorded_at: str | None
    id: str
    challenged: bool


class Teller(Struct, frozen=True, kw_only=True):
    """A source of what is assessed, by the name it goes by, with its own reliability: what is suggested, what people say (None
    where nothing stands), and the claims that it makes of it; who finds no evidence is one, too.
    """

    name: str
    party: str | None
    suggested: Suggestion
    grade: str | None
    claims: tuple[str, ...]


class Assessed(Struct, frozen=True, kw_only=True):
    """An assessment of a source, of a claim or of an incident. `about` as a verdict on it has it; `title` as it is called;
    `suggested` what the rules make of it, `answers` that for each answer of a claim or incident; `grade` what people say, where
    it stands; `state` whether it stands, is disputed, or nobody has said anything. `sources`: who tells a claim or an
    incident, each with its own reliability, which takes no part in the grade.
    """

    about: str
    axis: Axis
    title: str
    suggested: Suggestion | None
    answers: tuple[Suggestion, ...] = ()
    grade: str | None = None
    state: State = "open"
    verdicts: tuple[Signed, ...] = ()
    sources: tuple[Teller, ...] = ()


def thing(view: View, name: str, axis: Axis) -> str:
    """What an assessment of that name is about: a source by one of its names, a claim by its key, an incident by its name."""
    if axis == "reliability":
        return _source(view, view.voice(name.removeprefix(RELIABILITY)))
    bare = name.removeprefix(CREDIBILITY)
    if bare.startswith(INCIDENT):
        return _incident(view, view.incident(bare.removeprefix(INCIDENT)))
    key = view.claim_key(bare)
    return CREDIBILITY + key if key is not None else _incident(view, view.incident(bare))


def _source(view: View, record: Record) -> str:
    """The name under which the source was assessed before, by whatever name of it; else the one it goes by now."""
    before = [things(about)[0] for about in view.judgements if about.startswith(RELIABILITY)]
    return RELIABILITY + next((name for name in before if name in record.names), record.name)


def _incident(view: View, incident: Incident) -> str:
    """The name under which the incident was assessed before, where it had another one; else its own."""
    return CREDIBILITY + INCIDENT + view.assessed_as.get(incident.id, incident.id)


def axis_of(grade: str) -> Axis:
    """The axis of a grade. Raises ReviewError for what is none."""
    found: Axis | None = next((axis for axis in ("reliability", "credibility") if grade in admiralty().grades(axis)), None)
    if found is None:
        raise ReviewError(f"{grade!r} is no grade: A to F say how reliable a source is, 1 to 6 how credible what it says")
    return found


def graded(about: str, body: Mapping[str, object]) -> dict[str, object]:
    """The body of an assessment. Raises ReviewError for a grade of the other axis, and for anything else."""
    axis: Axis = "reliability" if about.startswith(RELIABILITY) else "credibility"
    grade = body.get(GRADE)
    if set(body) != {GRADE} or not isinstance(grade, str) or grade not in admiralty().grades(axis):
        raise ReviewError(f"{about}: an assessment gives one grade ({GRADE}=…), of {', '.join(admiralty().grades(axis))}")
    return {GRADE: grade}


def seen(view: View, about: str) -> str:
    """The digest of what a reviewer is shown: the grade that is suggested."""
    try:
        found = suggested(view, about)
    except UnknownNameError:
        found = ()
    return digest(["assessed", found[0].grade if found else None])


def suggested(view: View, about: str) -> tuple[Suggestion, ...]:
    """What the rules suggest: first for the whole, then for each answer of it."""
    if about.startswith(RELIABILITY):
        return (view.reliability(things(about)[0]),)
    return view.credibility(things(about)[0])


def assessed(view: View, about: str) -> Assessed:
    """The assessment of one thing, named as a verdict on it is."""
    found = suggested(view, about)
    axis: Axis = "reliability" if about.startswith(RELIABILITY) else "credibility"
    judgement = view.judgements.get(about)
    grade = judgement.body.get(GRADE) if judgement and judgement.state == "stands" else None
    return Assessed(
        about=about,
        axis=axis,
        title=_title(view, about),
        suggested=found[0] if found else None,
        answers=found[1:],
        grade=grade,
        state=judgement.state if judgement else "open",
        verdicts=tuple(_signed(view, about, judgement)) if judgement else (),
        sources=tuple(_tellers(view, about)) if axis == "credibility" else (),
    )


def _tellers(view: View, about: str) -> Iterator[Teller]:
    """Who tells it, in the order of the claims."""
    name = things(about)[0]
    keys = (name,) if view.has_claim(name) else view.incident(name).claims
    told: dict[str, list[str]] = {}
    for key in keys:
        if (record := view.teller(key)) is not None:
            told.setdefault(record.id, []).append(key)
    for record_id, claims in told.items():
        record = view.voice(record_id)
        judgement = view.judgements.get(_source(view, record))
        yield Teller(
            name=record.name,
            party=record.party,
            suggested=view.reliability(record_id),
            grade=judgement.body.get(GRADE) if judgement and judgement.state == "stands" else None,
            claims=tuple(claims),
        )


def _signed(view: View, about: str, judgement: Judgement) -> Iterator[Signed]:
    now = seen(view, about)
    for verdict in judgement.verdicts:
        if verdict.decision != "withdrawn":
            yield Signed(
                by=verdict.by,
                grade=(verdict.body or {}).get(GRADE),
                note=verdict.note,
                recorded_at=view.recorded.get(verdict.id),
                id=verdict.id,
                challenged=verdict.seen != now,
            )


def _title(view: View, about: str) -> str:
    name = things(about)[0]
    if about.startswith(RELIABILITY):
        return view.voice(name).name
    return view.incident(name).title if not view.has_claim(name) else view.claim(name)[0].anchor.quote


def assessments(view: View) -> Iterator[Assessed]:
    """Every source, then every incident, then the claims that somebody assessed."""
    judged = [about for about in view.judgements if assessing(about)]
    for record in view.sources():
        yield assessed(view, _source(view, record))
    for incident in view.standing.incidents:
        yield assessed(view, _incident(view, incident))
    for about in judged:
        if about.startswith(CREDIBILITY) and view.has_claim(things(about)[0]):
            yield assessed(view, about)


def told_of(verdict: Verdict) -> str:
    """An assessment in a word: its grade with what that means."""
    grade = (verdict.body or {}).get(GRADE, "")
    return f"{grade} ({admiralty().means(grade)})" if grade else verdict.decision
