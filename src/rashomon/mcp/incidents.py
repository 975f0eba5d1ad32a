"""Incidents: the list of them, and one with its questions, answers, revisions and origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from rashomon.case import UnknownNameError
from rashomon.case.briefs import policy as ruled
from rashomon.desk.scenes import Scene
from rashomon.desk.sift import Sift, union
from rashomon.export.brief import words
from rashomon.export.brief.story import in_order
from rashomon.mcp.asked import ListIncidents, OneIncident, part
from rashomon.mcp.cited import NOTE, Citations, Cited
from rashomon.model import Incident, Point, Position


class Card(Struct, frozen=True, kw_only=True):
    """An incident in a list. `standings` counts its questions by standing; `figures` are the lowest and the highest of the
    answers that stand, in words.
    """

    id: str
    title: str
    kind: str
    when: str
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    documents: int
    claims: int
    standings: Mapping[str, int]
    revisions: int
    figures: tuple[str, ...]


class Incidents(Struct, frozen=True, kw_only=True):
    """What was found; `next` for `skip`, None at the end."""

    note: str = NOTE
    case: str
    as_of: str | None
    found: int
    next: int | None
    incidents: tuple[Card, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """One answer to a question, with who gives it. `origins`: independent ones; `interests`: what it is to those who give
    it; `more`: citations that are left out.
    """

    value: str
    origins: int
    against_interest: bool
    interests: tuple[str, ...]
    claims: tuple[str, ...]
    more: int


class Question(Struct, frozen=True, kw_only=True):
    """One question. `standing`: contested (answers exclude each other), corroborated (independent origins agree, nobody
    differs), superseded (a voice replaced its own answer), single (one origin).
    """

    asked: str
    standing: str
    note: str | None
    answers: tuple[Answer, ...]


class Revised(Struct, frozen=True, kw_only=True):
    """A voice that changed its answer."""

    asked: str
    voice: str
    before: str
    after: str
    direction: str
    announced: bool
    claims: tuple[str, ...]


class Ruled(Struct, frozen=True, kw_only=True):
    """What a policy gives for one question or as one mark."""

    asked: str
    given: str
    reason: str
    claims: tuple[str, ...]


class Rule(Struct, frozen=True, kw_only=True):
    """A policy in words, and what it gives."""

    title: str
    words: str
    source: str
    given: tuple[Ruled, ...]


class Origin(Struct, frozen=True, kw_only=True):
    """Voices that count as one, and why."""

    voices: tuple[str, ...]
    reasons: tuple[str, ...]


class Beside(Struct, frozen=True, kw_only=True):
    """Another incident, and how this one stands to it."""

    id: str
    title: str
    relation: str
    reason: str


class OneOf(Struct, frozen=True, kw_only=True):
    """One incident. `claims` everywhere are keys of `citations`; `told`: those that answer none of the questions."""

    note: str = NOTE
    case: str
    as_of: str | None
    incident: Card
    questions: tuple[Question, ...]
    revisions: tuple[Revised, ...]
    origins: tuple[Origin, ...]
    beside: tuple[Beside, ...]
    policy: Rule | None
    told: tuple[str, ...]
    citations: tuple[Cited, ...]


def incidents(scene: Scene, asked: ListIncidents) -> Incidents:
    """The incidents that all filters ask for, oldest happening first."""
    sift = Sift.of(scene)
    found = sift.between(asked.since, asked.until) if asked.since or asked.until else sift.all
    for name in ("party", "kind", "place", "standing"):
        if wanted := getattr(asked, name):
            found &= union(sift.bits[name][value] for value in _values(sift, name, wanted))
    all_ = sift.incidents(found)
    rows, next_ = part(all_, asked)
    cards = tuple(card(incident, scene) for incident in rows)
    return Incidents(case=scene.view.name, as_of=scene.asof, found=len(all_), next=next_, incidents=cards)


def _values(sift: Sift, name: str, wanted: str) -> list[str]:
    """The values of a filter that are meant: that very one, else those whose names have these words."""
    known, low = sift.bits[name], wanted.casefold()
    exact = [value for value in known if value.casefold() == low]
    found = exact or [value for value in known if low in sift.said(name, value).casefold()]
    if not found:
        offered = ", ".join(f"{value} ({sift.said(name, value)})" for value in sorted(known)[:40])
        raise UnknownNameError(f"{name} {words.plain(wanted)}: none here; there are {offered or 'none'}")
    return found


def card(incident: Incident, scene: Scene) -> Card:
    """An incident at a glance."""
    when, place, index = incident.when, incident.place, scene.index
    standings = [point.standing for point in incident.points]
    tallies = [f"{index.question(tally)}: {words.figure(tally.low, tally.high)}" for tally in incident.figures]
    return Card(
        id=incident.id,
        title=words.plain(incident.title),
        kind=incident.kind,
        when=words.interval(when.earliest, when.latest) if when else "time not stated",
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        place=words.plain(place.name or place.text) if place else None,
        country=place.country if place else None,
        precision=place.precision if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        documents=len(index.told_by(incident)),
        claims=len(index.told(incident)),
        standings={name: standings.count(name) for name in dict.fromkeys(standings)},
        revisions=len(incident.revisions),
        figures=tuple(tallies),
    )


def incident(scene: Scene, asked: OneIncident) -> OneOf:
    """Everything that is said of one incident."""
    found = scene.view.incident(asked.name)
    citations = Citations(scene, asked.most)
    questions = tuple(_question(point, scene, citations) for point in in_order(found.points))
    revisions = tuple(_revisions(found, scene, citations))
    policy = _policy(found, asked.policy, scene, citations) if asked.policy else None
    answering = {voice.claim for point in found.points for position in point.positions for voice in position.voices}
    told = citations.cite(key for key in found.claims if key not in answering)
    return OneOf(
        case=scene.view.name,
        as_of=scene.asof,
        incident=card(found, scene),
        questions=questions,
        revisions=revisions,
        origins=tuple(_origins(found, scene)),
        beside=tuple(_beside(found, scene)),
        policy=policy,
        told=told,
        citations=citations.all(),
    )


def _question(point: Point, scene: Scene, citations: Citations) -> Question:
    return Question(
        asked=scene.index.question(point),
        standing=point.standing,
        note=words.plain(point.note) if point.note else None,
        answers=tuple(_answer(position, point, scene, citations) for position in point.positions),
    )


def _answer(position: Position, point: Point, scene: Scene, citations: Citations) -> Answer:
    keys = [voice.claim for voice in position.voices if voice.claim in scene.index.claims]
    shown = citations.cite(keys)
    return Answer(
        value=scene.index.value(position.value, point.slot),
        origins=position.origins,
        against_interest=position.against_interest,
        interests=tuple(map(words.plain, scene.view.beside(point, position))),
        claims=shown,
        more=len(set(keys)) - len(shown),
    )


def _revisions(found: Incident, scene: Scene, citations: Citations) -> Iterator[Revised]:
    for revision in found.revisions:
        yield Revised(
            asked=scene.index.question(revision),
            voice=words.plain(revision.voice),
            before=scene.index.value(revision.before.value, revision.before.slot or revision.slot),
            after=scene.index.value(revision.after.value, revision.after.slot or revision.slot),
            direction=words.DIRECTIONS[revision.direction],
            announced=revision.announced,
            claims=citations.cite((revision.before.claim, revision.after.claim)),
        )


def _origins(found: Incident, scene: Scene) -> Iterator[Origin]:
    for origin in scene.view.origins(found.id):
        voices = dict.fromkeys(words.plain(voice.name) for voice in origin.voices)
        repeated = (f"{repeat.who} repeats {repeat.whom}" for repeat in origin.repeats)
        yield Origin(voices=tuple(voices), reasons=tuple(map(words.plain, (*(b.reason for b in origin.bonds), *repeated))))


def _beside(found: Incident, scene: Scene) -> Iterator[Beside]:
    for relation in found.relations:
        if other := scene.by_id.get(relation.incident):
            yield Beside(
                id=relation.incident,
                title=words.plain(other.title),
                relation=words.RELATIONS[relation.type],
                reason=words.plain(relation.reason),
            )


def _policy(found: Incident, name: str, scene: Scene, citations: Citations) -> Rule:
    policy = ruled(name, scene.view.under, scene.index)
    given = tuple(
        Ruled(asked=line.asked, given=line.given, reason=words.plain(line.reason), claims=citations.cite(line.claims))
        for line in policy.lines(found)
    )
    return Rule(title=policy.rule.title, words=policy.rule.words, source=policy.rule.source, given=given)
