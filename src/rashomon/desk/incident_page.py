"""One incident: its open questions with every voice, the toll over time, whose words these are, what changed, what is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from rashomon.case.review_about import point_name
from rashomon.desk.case_page import Card, card
from rashomon.desk.cited import Cited
from rashomon.desk.graded import Graded, graded
from rashomon.desk.query import Query
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.export.brief import toll, words
from rashomon.export.brief.story import in_order
from rashomon.model import Bounds, Held, Incident, Point, Position, Relation, Revision, Value, Voice
from rashomon.model.verdict import INCIDENT, things
from rashomon.reconcile import Origin


class Holder(Struct, frozen=True):
    """A voice that holds a position, with the sentence. `own`: the answer is about its own side; `figure`: its own figure
    where that is not the position's to the letter; `interest`: what it would gain or lose by the answer.
    """

    name: str
    own: bool
    figure: str | None
    interest: str | None
    said: Said


class Answer(Struct, frozen=True):
    """One position. `value` is the raw value, `value_said` in words; `origins` how many of its voices are independent."""

    value: Value
    value_said: str
    origins: int
    against_interest: bool
    holders: tuple[Holder, ...]


class Question(Struct, frozen=True):
    """One open question. `name` is how verdicts call it."""

    name: str
    slot: str
    party: str | None
    of: str | None
    asked: str
    standing: str
    standing_said: str
    answers: tuple[Answer, ...]
    note: str | None


class Change(Struct, frozen=True):
    """One voice's change. `announced`: the text says itself that it changes what was said."""

    asked: str
    voice: str
    before: str
    after: str
    direction: str
    announced: bool
    before_said: Said | None
    after_said: Said | None


class Bond(Struct, frozen=True):
    """Why voices are one origin, and whose."""

    reason: str
    voices: tuple[str, ...]


class Repeat(Struct, frozen=True):
    """What a publisher gives in its own words that goes back to another voice."""

    who: str
    whom: str
    questions: tuple[str, ...]


class Root(Struct, frozen=True):
    """One independent origin."""

    voices: tuple[Said, ...]
    bonds: tuple[Bond, ...]
    repeats: tuple[Repeat, ...]


class Near(Struct, frozen=True):
    """Another incident that has to do with this one, and how."""

    type: str
    said: str
    reason: str
    card: Card


class Line(Struct, frozen=True):
    """A verdict on the incident, on one of its questions or on its claims."""

    about: str
    by: str
    decision: str
    note: str
    claim: str | None


class IncidentPage(Struct, frozen=True):
    """What an incident's page shows. `name` is what was asked for, which may be an older name of it."""

    name: str
    case: str
    asof: str | None
    card: Card
    where_how: str | None
    where_why: str | None
    origins: int
    credibility: Graded | None
    questions: tuple[Question, ...]
    changes: tuple[Change, ...]
    panels: tuple[toll.Panel, ...]
    sentences: tuple[str, ...]
    roots: tuple[Root, ...]
    told: tuple[Said, ...]
    near: tuple[Near, ...]
    apart: tuple[Near, ...]
    verdicts: tuple[Line, ...]


def page(scene: Scene, query: Query, name: str) -> IncidentPage:
    """The page of the incident of that name, of an older name of it, or of a claim's key. Raises UnknownNameError."""
    incident = scene.view.incident(name)
    place = incident.place
    cited, of = Cited(scene), stakes(incident, scene)
    panels = tuple(toll.panels(incident, scene.index, cited))
    questions = tuple(q for point in in_order(incident.points) if (q := question(incident, point, scene, of)).answers)
    changes = tuple(_change(revision, scene) for revision in incident.revisions)
    roots = tuple(_root(origin, scene) for origin in scene.view.origins(incident.id))
    near = tuple(_near(incident, scene))
    return IncidentPage(
        name=name,
        case=scene.view.name,
        asof=scene.asof,
        card=card(incident, scene),
        where_how=words.PRECISIONS.get(place.precision or "") if place else None,
        where_why=words.plain(place.basis) if place and place.basis else None,
        origins=len(roots),
        credibility=graded(scene, incident.id, "credibility"),
        questions=questions,
        changes=changes,
        panels=panels,
        sentences=tuple(cited.links()),
        roots=roots,
        told=tuple(said(claim, scene) for claim in scene.index.told(incident)),
        near=tuple(each for each in near if each.type != APART),
        apart=tuple(each for each in near if each.type == APART),
        verdicts=tuple(_verdicts(incident, scene)),
    )


APART = "same_place_other_time"


Stakes = Mapping[tuple[str, str | None, str | None, Value, str], str]
"""Question, answer and claim to what its voice would gain or lose by it."""


def stakes(incident: Incident, scene: Scene) -> Stakes:
    """Those of an incident's answers."""
    return {
        (each.slot, each.party, each.of, each.value, stake.claim): words.plain(stake.reason.partition(": ")[2] or stake.reason)
        for each in scene.view.interests(incident.id)
        for stake in each.stakes
    }


def question(incident: Incident, point: Point, scene: Scene, of: Stakes) -> Question:
    """A question with every answer and who holds it."""
    return Question(
        name=point_name(incident, point),
        slot=point.slot,
        party=point.party,
        of=point.of,
        asked=scene.index.question(point),
        standing=point.standing,
        standing_said=words.STANDINGS[point.standing],
        answers=tuple(a for position in point.positions if (a := _answer(position, point, scene, of)).holders),
        note=words.plain(point.note) if point.note else None,
    )


def _answer(position: Position, point: Point, scene: Scene, of: Stakes) -> Answer:
    return Answer(
        value=position.value,
        value_said=scene.index.value(position.value, point.slot),
        origins=position.origins,
        against_interest=position.against_interest,
        holders=tuple(_holders(position, point, scene, of)),
    )


def _holders(position: Position, point: Point, scene: Scene, of: Stakes) -> Iterator[Holder]:
    concerned = {point.party} | ({position.value} if point.slot in {"actor", "presence"} else set())
    for voice in dict.fromkeys(position.voices):
        if voice.claim in scene.index.claims:
            side = scene.index.side(voice)
            yield Holder(
                name=words.plain(voice.name),
                own=side is not None and side in concerned,
                figure=_own_figure(voice, position, point, scene),
                interest=of.get((point.slot, point.party, point.of, position.value, voice.claim)),
                said=said(scene.index.claims[voice.claim], scene),
            )


def _own_figure(voice: Voice, position: Position, point: Point, scene: Scene) -> str | None:
    if not isinstance(position.value, Bounds):
        return None
    own = words.bounds(scene.index.own_bounds(voice.claim, point) or position.value)
    return None if own == words.bounds(position.value) else own


def _change(revision: Revision, scene: Scene) -> Change:
    return Change(
        asked=scene.index.question(revision),
        voice=words.plain(revision.voice),
        before=_held(revision.before, revision.slot, scene),
        after=_held(revision.after, revision.slot, scene),
        direction=words.DIRECTIONS[revision.direction],
        announced=revision.announced,
        before_said=_sentence(revision.before.claim, scene),
        after_said=_sentence(revision.after.claim, scene),
    )


def _held(held: Held, slot: str, scene: Scene) -> str:
    other = f" {scene.index.measure(held.slot)}" if held.slot and held.slot != slot else ""
    return scene.index.value(held.value, held.slot or slot) + other


def _sentence(key: str | None, scene: Scene) -> Said | None:
    return said(scene.index.claims[key], scene) if key in scene.index.claims and key else None


def _root(origin: Origin, scene: Scene) -> Root:
    names = {voice.claim: words.plain(voice.name) for voice in origin.voices}
    claims = scene.index.claims
    return Root(
        voices=tuple(said(claims[voice.claim], scene) for voice in origin.voices if voice.claim in claims),
        bonds=tuple(
            Bond(words.plain(bond.reason), tuple(names[key] for key in bond.claims if key in names)) for bond in origin.bonds
        ),
        repeats=tuple(
            Repeat(words.plain(each.who), words.plain(each.whom), tuple(_slot(slot, scene) for slot in each.slots))
            for each in origin.repeats
        ),
    )


def _slot(slot: str, scene: Scene) -> str:
    return words.QUESTIONS.get(slot) or scene.index.measure(slot)


def _near(incident: Incident, scene: Scene) -> Iterator[Near]:
    """What the incident is related to, and what is related to it."""
    others = scene.by_id
    for relation in dict.fromkeys(incident.relations):
        if relation.incident in others:
            yield _relative(relation, words.RELATIONS[relation.type], others[relation.incident], scene)
    for other, relation in scene.once("told of", _told_of).get(incident.id, ()):
        yield _relative(relation, BACK[relation.type], other, scene)


def _told_of(scene: Scene) -> dict[str, list[tuple[Incident, Relation]]]:
    """What is related to each incident, by its name, but for what stands on both sides already."""
    found: dict[str, list[tuple[Incident, Relation]]] = defaultdict(list)
    for incident in scene.incidents:
        for relation in incident.relations:
            if relation.type in BACK:
                found[relation.incident].append((incident, relation))
    return found


BACK = {
    "part_of": "has as a part",
    "follows": "is followed by",
    "retaliates": "is what it is said to be answered by",
    "denies": "is denied by",
}
"""How a relation is said from its other end; "same place, another time" stands on both sides already."""


def _relative(relation: Relation, how: str, other: Incident, scene: Scene) -> Near:
    return Near(relation.type, how, words.plain(relation.reason), card(other, scene))


def _verdicts(incident: Incident, scene: Scene) -> Iterator[Line]:
    keys, judged = set(incident.claims), scene.once("judged", _judged)
    for about in sorted({about for name in (*incident.claims, incident.id) for about in judged.get(name, ())}):
        claim = next((key for key in things(about) if key in keys), None)
        for verdict in scene.view.judgements[about].verdicts:
            yield Line(about, verdict.by, verdict.decision, words.plain(verdict.note), claim)


def _judged(scene: Scene) -> dict[str, list[str]]:
    """What verdicts are about, by the name of each claim and incident that they name."""
    found: dict[str, list[str]] = defaultdict(list)
    for about in scene.view.judgements:
        for name in things(about):
            found[name.removeprefix(INCIDENT)].append(about)
    return found
