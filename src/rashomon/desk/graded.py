"""An assessment on one axis of the Admiralty code as a page shows it: what is suggested and why, and what people say."""

from __future__ import annotations

from msgspec import Struct

from rashomon.case import UnknownNameError
from rashomon.case.assessing import assessed, thing
from rashomon.desk.scenes import Scene
from rashomon.export.brief import words
from rashomon.vocabulary.admiralty import Axis, admiralty


class Signed(Struct, frozen=True):
    """What one person said. `challenged`: another grade was suggested then."""

    by: str
    grade: str | None
    means: str
    note: str
    recorded: str
    challenged: bool


class Graded(Struct, frozen=True):
    """`suggested` a grade with what it means, the rule in words and what it found; `grade` what people say where it stands;
    `grades` all that can be said.
    """

    about: str
    axis: Axis
    suggested: str | None
    suggested_means: str
    rule: str
    reason: str
    grade: str | None
    means: str
    state: str
    verdicts: tuple[Signed, ...]
    grades: tuple[tuple[str, str], ...]


def graded(scene: Scene, name: str, axis: Axis) -> Graded | None:
    """The assessment of a source, a claim or an incident; None where there is nothing to judge."""
    try:
        found = assessed(scene.view, thing(scene.view, name, axis))
    except UnknownNameError:
        return None
    code, made = admiralty(), found.suggested
    rules = {**code.reliability_rules, **code.credibility_rules}
    return Graded(
        about=found.about,
        axis=axis,
        suggested=made.grade if made else None,
        suggested_means=code.means(made.grade) if made else "",
        rule=rules[made.rule].words if made and made.rule in rules else "",
        reason=words.plain(made.reason) if made else "",
        grade=found.grade,
        means=code.means(found.grade) if found.grade else "",
        state=found.state,
        verdicts=tuple(
            Signed(
                by=words.plain(each.by),
                grade=each.grade,
                means=code.means(each.grade) if each.grade else "could not tell",
                note=words.plain(each.note),
                recorded=words.instant(each.recorded_at) if each.recorded_at else "",
                challenged=each.challenged,
            )
            for each in found.verdicts
        ),
        grades=tuple((grade, code.means(grade)) for grade in code.grades(axis)),
    )
