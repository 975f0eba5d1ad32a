"""`rashomon assess`: how far sources and what they say are to be believed; suggestions, and people's grades above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from rashomon.case import Assessed, Case, Suggestion, UnknownNameError, View, assessing
from rashomon.cli import output, review_rows, words
from rashomon.cli.main import as_of, in_case, looked_at, main, opened
from rashomon.cli.review import noted, signed
from rashomon.vocabulary.admiralty import admiralty

COLUMNS = ("", "suggested", "because", "people say", "by whom")


@main.command(epilog='Example: rashomon assess "defence ministry"; rashomon assess 3fa9c1 2 --as anna --note "seen on video"')
@click.argument("thing", required=False)
@click.argument("grade", required=False)
@signed
@noted
@as_of
@in_case
def assess(thing: str | None, grade: str | None, by: str | None, note: str, moment: str | None, folder: Path | None) -> None:
    """Reliability of sources (A to F) and credibility of what is said (1 to 6): what is suggested and why, and what people say.

    THING: a source by its name, an incident, or a claim by its key. With a GRADE, that is recorded as your verdict, above what
    is suggested; `rashomon undo` takes it back.
    """
    with opened(folder) as case:
        if thing and grade:
            if moment:
                raise click.UsageError("a grade is given now: leave --as-of out")
            return review_rows.given([case.assess(thing, grade.upper(), by, note)])
        view = looked_at(case, moment)
        if thing:
            return one(view, named(view, thing))
        return every(case, moment)


def named(view: View, thing: str) -> Assessed:
    """The incident or claim of that name, else the source."""
    try:
        return assessing.assessed(view, assessing.thing(view, thing, "credibility"))
    except UnknownNameError:
        try:
            return assessing.assessed(view, assessing.thing(view, thing, "reliability"))
        except UnknownNameError as error:
            raise UnknownNameError(f"{error}; nor is there an incident or a claim of that name") from None


def every(case: Case, moment: str | None) -> None:
    """All sources and incidents."""
    found = case.assessments(moment)
    if not output.is_terminal():
        return output.json_lines(found)
    sources = [a for a in found if a.axis == "reliability"]
    told = [a for a in sources if a.verdicts or (a.suggested and a.suggested.grade != "F")]
    output.table("Sources: reliability", ("source", *COLUMNS[1:]), _rows(told))
    if len(told) < len(sources):
        output.say(f"{len(sources) - len(told)} sources cannot be judged from this case (F) and nobody has judged them.")
    return output.table("What is said: credibility", ("of", *COLUMNS[1:]), _rows(a for a in found if a.axis == "credibility"))


def _rows(found: Iterable[Assessed]) -> Iterator[Sequence[object]]:
    for one_ in found:
        yield one_.title, _grade(one_.suggested), one_.suggested.reason if one_.suggested else None, _stands(one_), _who(one_)


def one(view: View, found: Assessed) -> None:
    """One thing: the suggestion with its rule, every person's grade, and each answer's own."""
    if not output.is_terminal():
        return output.json_lines([found])
    rules = {**admiralty().reliability_rules, **admiralty().credibility_rules}
    made = found.suggested
    rule = rules[made.rule].words if made else None
    rows = [(_grade(made), rule, made.reason if made else None, list(made.claims) if made else None, _stands(found))]
    output.table(f"{found.title}: {found.axis}", ("suggested", "rule", "because", "claims", "people say"), rows)
    said = [
        (s.by, words_of(s.grade), (s.recorded_at or "")[:19], "challenged" if s.challenged else None, s.note)
        for s in found.verdicts
    ]
    output.table("People", ("who", "grade", "when", "", "why"), said)
    sources = [
        (t.name, t.party, _grade(t.suggested), words_of(t.grade) if t.grade else None, t.suggested.reason, len(t.claims))
        for t in found.sources
    ]
    columns = ("source", "side", "reliability suggested", "people say", "because", "claims")
    output.table("Who says so (no part of the grade above)", columns, sources)
    answers = [
        (words.asked(a.slot or "", a.party, a.of), words.value(a.value), _grade(a), rules[a.rule].words, a.reason)
        for a in found.answers
    ]
    return output.table("Answer by answer", ("question", "answer", "suggested", "rule", "because"), answers)


def words_of(grade: str | None) -> str:
    """A grade with what it means."""
    return f"{grade}: {admiralty().means(grade)}" if grade else "cannot tell"


def _grade(found: Suggestion | None) -> str | None:
    return words_of(found.grade) if found else None


def _stands(found: Assessed) -> str | None:
    return words_of(found.grade) if found.grade else found.state if found.state == "disputed" else None


def _who(found: Assessed) -> list[str]:
    return [f"{s.by}: {s.grade or 'cannot tell'}{', challenged' if s.challenged else ''}" for s in found.verdicts]
