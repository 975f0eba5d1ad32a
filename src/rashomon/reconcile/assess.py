"""Suggestions on the two axes of the Admiralty code, from what is in the case: reasons and claims, never a score.

A suggestion is what a rule makes of this case's claims; the rules in words, in the order in which they are tried, and their
bounds are in `vocabulary/admiralty.yaml`. The two axes know nothing of each other. A person's verdict stands above either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from rashomon.model import Incident, Point, Position, Value
from rashomon.reconcile.behind import conceding, holders, refuting
from rashomon.reconcile.record import Later, Record
from rashomon.reconcile.slots import HAPPENED
from rashomon.reconcile.telling import Told
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.admiralty import Axis, admiralty

NO_EVIDENCE = "none"
"""What a claim's evidence says where the text says that there is none."""

HEDGED = frozenset({"possible", "unsupported"})


class Suggestion(Struct, frozen=True, kw_only=True):
    """A grade that a rule suggests. `rule` its name, `reason` what it found, `claims` those that it rests on; for an answer
    also the question (`slot`, `party`, `of`) and the answer (`value`).
    """

    axis: Axis
    grade: str
    rule: str
    reason: str
    claims: tuple[str, ...] = ()
    slot: str | None = None
    party: str | None = None
    of: str | None = None
    value: Value | None = None


class Facts(Struct, frozen=True, kw_only=True):
    """What the rules see of an answer: origins that give it and, of those that exclude it, the most that agree on another one;
    whether it, or another one, is conceded against interest; the evidence named for it and for others; whether somebody found
    none; whether all who give it hedge.
    """

    origins: int
    against: int
    conceded: bool
    conceded_against: bool
    evidence: tuple[str, ...]
    evidence_against: tuple[str, ...]
    doubted: bool
    hedged: bool


CREDIBILITY: dict[str, Callable[[Facts], bool]] = {
    "confirmed": lambda f: f.origins > 1 and not f.against and not f.doubted,
    "outweighed": lambda f: f.origins == 1 and (f.against > 1 or f.conceded_against) and not (f.evidence or f.conceded),
    "most_agree": lambda f: f.origins > 1 and f.origins > f.against,
    "conceded": lambda f: f.conceded and not f.against,
    "fewer_agree": lambda f: f.against > f.origins,
    "even": lambda f: f.origins > 1,
    "conceded_but_contested": lambda f: f.conceded,
    "no_evidence": lambda f: f.doubted,
    "evidence": lambda f: bool(f.evidence),
    "evidence_against": lambda f: bool(f.against and f.evidence_against),
    "one_against_one": lambda f: bool(f.against),
    "hedged": lambda f: f.hedged,
    "single": lambda f: True,
}
"""The rules in the order in which they are tried, by the names of `admiralty.yaml`."""


def credibility(incident: Incident, told: Mapping[str, Told], vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """A grade for each answer to each question of an incident, in their order."""
    return tuple(_answer(point, position, told, vocabulary) for point in incident.points for position in point.positions)


def overall(found: Sequence[Suggestion], slots: Iterable[str] = (HAPPENED,)) -> Suggestion | None:
    """The one that stands for the whole: of the first of these questions that is answered, the answer with most claims."""
    for slot in (*slots, HAPPENED):
        answers = [suggestion for suggestion in found if suggestion.slot == slot]
        if answers:
            return max(answers, key=lambda suggestion: (len(suggestion.claims), str(suggestion.value)))
    return max(found, key=lambda suggestion: len(suggestion.claims), default=None)


def of_claim(key: str, found: Sequence[Suggestion], told: Mapping[str, Told]) -> tuple[Suggestion, ...]:
    """The grades of a claim's answers; first that of its first figure, else of whether it happened."""
    mine = [suggestion for suggestion in found if key in suggestion.claims]
    measures = [figure.measure for figure in told[key].claim.figures] if key in told else []
    first = overall(mine, measures)
    return tuple(sorted(mine, key=lambda suggestion: suggestion is not first))


def _answer(point: Point, position: Position, told: Mapping[str, Told], vocabulary: Vocabulary) -> Suggestion:
    facts = facts_of(point, position, told, vocabulary)
    rule = next(name for name, applies in CREDIBILITY.items() if applies(facts))
    return Suggestion(
        axis="credibility",
        grade=admiralty().credibility_rules[rule].grade,
        rule=rule,
        reason=_because(facts, point),
        claims=holders([position]),
        slot=point.slot,
        party=point.party,
        of=point.of,
        value=position.value,
    )


def facts_of(point: Point, position: Position, told: Mapping[str, Told], vocabulary: Vocabulary) -> Facts:
    """What the rules see of an answer."""
    others = [p for p in point.positions if p is not position] if point.standing == "contested" else []
    certain = {told[key].claim.certainty for key in holders([position]) if key in told}
    return Facts(
        origins=position.origins,
        against=max((p.origins for p in others), default=0),
        conceded=bool(conceding(point, position, told, vocabulary)),
        conceded_against=any(refuting(position.value, p.value) and conceding(point, p, told, vocabulary) for p in others),
        evidence=_evidence([position], told),
        evidence_against=_evidence(others, told),
        doubted=_doubted(point, position, told),
        hedged=bool(certain) and certain <= HEDGED,
    )


def _evidence(positions: Iterable[Position], told: Mapping[str, Told]) -> tuple[str, ...]:
    named = {sort for key in holders(positions) if key in told for sort in told[key].claim.evidence}
    return tuple(sorted(named - {NO_EVIDENCE}))


def _doubted(point: Point, position: Position, told: Mapping[str, Told]) -> bool:
    """Whether somebody who looked found no evidence: the note of the question says so, or its own claims do."""
    noted = point.slot == HAPPENED and position.value == "yes" and (point.note or "").startswith("no evidence")
    return noted or any(NO_EVIDENCE in told[key].claim.evidence for key in holders([position]) if key in told)


def _because(facts: Facts, point: Point) -> str:
    """What was found, in words."""
    parts = [f"{facts.origins} independent origin{'' if facts.origins == 1 else 's'}"]
    parts += ["conceded against own interest"] * facts.conceded
    parts += [f"evidence named: {', '.join(facts.evidence)}"] * bool(facts.evidence)
    parts += [f"{facts.against} {'says' if facts.against == 1 else 'say'} otherwise"] * bool(facts.against)
    parts += ["what contradicts it is conceded against interest"] * facts.conceded_against
    parts += [f"evidence named against it: {', '.join(facts.evidence_against)}"] * bool(facts.evidence_against)
    parts += [point.note if point.note and point.note.startswith("no evidence") else "no evidence"] * facts.doubted
    parts += ["hedged by all who say so"] * facts.hedged
    return "; ".join(parts)


# ------------------------------------------------------------ sources


def reliability(record: Record) -> Suggestion:
    """A grade for a voice, from what became of what it said. A is never suggested: it needs somebody who knows more."""
    refuted = {later.incident for later in record.contradicted if _refuted(later)}
    borne_out = {later.incident for later in record.borne_out} - refuted
    silent = sum(changed.direction != "up" and not changed.announced for changed in record.revised)
    rule = _rule(len(borne_out), len(refuted), silent)
    claims = (later.claim for later in (*record.borne_out, *record.contradicted))
    changed = (end.claim for c in record.revised for end in (c.before, c.after) if end.claim)
    return Suggestion(
        axis="reliability",
        grade=admiralty().reliability_rules[rule].grade,
        rule=rule,
        reason="; ".join(_found(record, len(borne_out), len(refuted), silent)),
        claims=tuple(dict.fromkeys((*claims, *changed))),
    )


def _refuted(later: Later) -> bool:
    return later.against > later.origins or later.conceded_against


def _rule(borne_out: int, refuted: int, silent: int) -> str:
    bounds, settled = admiralty().counting, borne_out + refuted
    if settled < bounds.fewest:
        return "too_few"
    share = refuted / settled
    if share >= bounds.nearly_all_refuted:
        return "nearly_all_refuted"
    if share >= bounds.mostly_refuted:
        return "mostly_refuted"
    return "seldom_refuted" if share <= bounds.seldom_refuted and not silent else "in_between"


def _found(record: Record, borne_out: int, refuted: int, silent: int) -> Iterator[str]:
    open_ = len({later.incident for later in record.contradicted if not _refuted(later)})
    if borne_out or refuted:
        yield f"borne out on {_count(borne_out, 'incident')}, refuted on {refuted or 'none'}"
    else:
        yield "nothing that it said was settled later"
    if open_:
        yield f"contradicted on {_count(open_, 'incident')}, where nothing decides"
    if record.revised:
        yield f"changed {_count(len(record.revised), 'answer')}, took back or lowered {silent or 'none'} silently"
    if record.conceded:
        yield f"{_count(len(record.conceded), 'claim')} against own interest"


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
