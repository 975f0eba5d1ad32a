"""One incident as the brief tells it: what is agreed, contested, revised, by whom, with which sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from rashomon.export.brief import toll, words
from rashomon.export.brief.cites import Cite, Cites
from rashomon.export.brief.index import Index
from rashomon.export.brief.ruled import Policy, Ruled
from rashomon.model.incident import Bounds, Held, Incident, Point, Position, Revision, Voice


class Holder(Struct, frozen=True):
    """One voice that holds a position: `side` its party's name, `own` where the answer concerns its own side, `figure` its
    own figure where that is not the position's to the letter.
    """

    name: str
    side: str | None
    own: bool
    publishers: tuple[str, ...]
    figure: str | None
    cites: tuple[Cite, ...]


class Answer(Struct, frozen=True):
    """One position of a point."""

    value: str
    holders: tuple[Holder, ...]
    origins: int
    against_interest: bool
    evidence: tuple[str, ...]
    interests: tuple[str, ...] = ()


class Question(Struct, frozen=True):
    """One open question with its positions."""

    asked: str
    standing: str
    said: str
    answers: tuple[Answer, ...]
    note: str | None


class Change(Struct, frozen=True):
    """One voice's revision."""

    asked: str
    voice: str
    before: str
    after: str
    before_cite: Cite | None
    after_cite: Cite | None
    direction: str
    announced: bool


class Origin(Struct, frozen=True):
    """One document of an incident: who publishes it, and whose words it carries."""

    publisher: str
    kind: str
    owner: str | None
    side: str | None
    name: str
    published: str
    voices: tuple[str, ...]


class Toll(Struct, frozen=True):
    """The lowest, best and highest figure of one measure over all current voices."""

    asked: str
    value: str
    best: str | None


class Told(Struct, frozen=True):
    """A claim that answers none of the questions above it: who tells what, and how."""

    voice: str
    what: str
    how: tuple[str, ...]
    cite: Cite | None


class Relative(Struct, frozen=True):
    """How the incident stands to another; `number` where that one is told in full."""

    relation: str
    title: str
    number: int | None
    reason: str


class Story(Struct, frozen=True):
    """Everything that an incident's section shows. `number` is its number in this brief."""

    number: int
    title: str
    kind: str
    when: str
    where: str
    where_how: str | None
    claims: int
    documents: int
    origins: int
    questions: tuple[Question, ...]
    changes: tuple[Change, ...]
    panels: tuple[toll.Panel, ...]
    tolls: tuple[Toll, ...]
    told: tuple[Told, ...]
    sources: tuple[Origin, ...]
    relatives: tuple[Relative, ...]
    ruled: tuple[Ruled, ...] = ()

    def of(self, standing: str) -> list[Question]:
        """The questions of one standing."""
        return [question for question in self.questions if question.standing == standing]


def tell(
    number: int, incident: Incident, index: Index, cites: Cites, numbers: dict[str, int], policy: Policy | None = None
) -> Story:
    """The story of one incident; `numbers` gives the numbers of the incidents that this brief tells."""
    place = incident.place
    when = incident.when
    questions = tuple(q for point in in_order(incident.points) if (q := _question(point, index, cites)).answers)
    ruled = tuple(policy.of(incident, cites)) if policy else ()
    changes = tuple(_change(revision, index, cites) for revision in incident.revisions)
    panels = tuple(toll.panels(incident, index, cites))
    return Story(
        number=number,
        title=words.plain(incident.title),
        kind=index.kind(incident.kind),
        when=words.interval(when.earliest, when.latest) if when else "time not stated",
        where=words.plain(place.name or place.text) if place else "place not stated",
        where_how=words.PRECISIONS.get(place.precision or "") if place else None,
        claims=len(index.told(incident)),
        documents=len(index.told_by(incident)),
        origins=_origins(incident, index),
        questions=questions,
        changes=changes,
        panels=panels,
        tolls=tuple(_tolls(incident, index)),
        told=tuple(_told(incident, index, cites)),
        sources=tuple(_sources(incident, index)),
        relatives=tuple(_relatives(incident, index, numbers)),
        ruled=ruled,
    )


_ORDER = ("contested", "corroborated", "superseded", "single")

_TELLING = ("actor", "kind", "weapon", "target", "presence", "notified", "place", "time")
"""Questions from the more to the less telling, after the figures. Whether it happened is the first thing to know where that
is in doubt, and the last where nobody doubts it.
"""


def in_order(points: Iterable[Point]) -> list[Point]:
    """The questions of an incident, what is in dispute first."""

    def rank(point: Point) -> tuple[int, int]:
        if point.slot == "happened":
            return _ORDER.index(point.standing), -1 if point.standing == "contested" else len(_TELLING) + 1
        return _ORDER.index(point.standing), _TELLING.index(point.slot) + 1 if point.slot in _TELLING else 0

    return sorted(points, key=rank)


def _question(point: Point, index: Index, cites: Cites) -> Question:
    answers = tuple(a for position in point.positions if (a := _answer(position, point, index, cites)).holders)
    return Question(
        asked=index.question(point),
        standing=point.standing,
        said=words.STANDINGS[point.standing],
        answers=answers,
        note=words.plain(point.note) if point.note else None,
    )


def _answer(position: Position, point: Point, index: Index, cites: Cites) -> Answer:
    claims = [index.claims[voice.claim] for voice in position.voices if voice.claim in index.claims]
    return Answer(
        value=index.value(position.value, point.slot),
        holders=tuple(_holders(position, point, index, cites)),
        origins=position.origins,
        against_interest=position.against_interest,
        evidence=tuple(sorted({words.plain(e) for claim in claims for e in claim.evidence if e != "none"})),
        interests=tuple(map(words.plain, index.beside(point, position))) if index.beside else (),
    )


def _holders(position: Position, point: Point, index: Index, cites: Cites) -> Iterable[Holder]:
    """Voices of one name together, each with the publishers that carry it."""
    together: dict[tuple[str, str | None], list[Voice]] = defaultdict(list)
    for voice in position.voices:
        if voice.claim in index.claims:
            together[voice.name, index.side(voice)].append(voice)
    concerned = {point.party} | ({position.value} if point.slot in {"actor", "presence"} else set())
    for (name, side), voices in together.items():
        papers = dict.fromkeys(
            words.plain(index.documents[v.document].source.name) for v in voices if v.document in index.documents
        )
        party = index.party(side) if side else None
        yield Holder(
            name=words.plain(name),
            side=party if party and party.casefold() not in name.casefold() else None,
            own=side is not None and side in concerned,
            publishers=tuple(paper for paper in papers if paper.casefold() != words.plain(name).casefold()),
            figure=_own_figure(voices, position, point, index),
            cites=tuple(cite for v in voices if (cite := cites.cite(v.claim))),
        )


def _own_figure(voices: list[Voice], position: Position, point: Point, index: Index) -> str | None:
    if not isinstance(position.value, Bounds):
        return None
    own = [index.own_bounds(voice.claim, point) or position.value for voice in voices]
    said = list(dict.fromkeys(words.bounds(bounds) for bounds in own))
    return None if said == [words.bounds(position.value)] else ", ".join(said)


def _change(revision: Revision, index: Index, cites: Cites) -> Change:
    return Change(
        asked=index.question(revision),
        voice=words.plain(revision.voice),
        before=_held(revision.before, revision.slot, index),
        after=_held(revision.after, revision.slot, index),
        before_cite=cites.cite(revision.before.claim),
        after_cite=cites.cite(revision.after.claim),
        direction=words.DIRECTIONS[revision.direction],
        announced=revision.announced,
    )


def _held(held: Held, slot: str, index: Index) -> str:
    other = f" {index.measure(held.slot)}" if held.slot and held.slot != slot else ""
    return index.value(held.value, held.slot or slot) + other


def _tolls(incident: Incident, index: Index) -> Iterable[Toll]:
    for tally in incident.figures:
        value = words.figure(tally.low, tally.high)
        best = words.number(tally.best) if tally.best is not None else None
        yield Toll(index.question(tally), value, best if best != value else None)


def _told(incident: Incident, index: Index, cites: Cites) -> Iterable[Told]:
    """Claims that no question cites, so that every claim of the incident leads to its sentence."""
    for claim in index.told(incident):
        if not cites.cited(claim.key):
            how = (words.STANCES.get(claim.stance), words.CERTAINTIES.get(claim.certainty))
            given = tuple(word for word in how if word)
            yield Told(words.plain(index.voice(claim)), index.kind(claim.kind), given, cites.cite(claim.key))


def _origins(incident: Incident, index: Index) -> int:
    """Independent origins, at least: the most that any one question counts, and never more than it has voices."""
    counts = [1]
    for point in incident.points:
        voices = {voice.actor or voice.name for position in point.positions for voice in position.voices}
        counts.append(min(sum(position.origins for position in point.positions), len(voices)))
        counts += [position.origins for position in point.positions]
    return min(max(counts), max(1, len(index.told(incident))))


def _sources(incident: Incident, index: Index) -> Iterable[Origin]:
    claims = index.told(incident)
    for document in index.told_by(incident):
        voices = dict.fromkeys(index.voice(claim) for claim in claims if claim.anchor.address == document.address)
        source = document.source
        yield Origin(
            publisher=words.plain(source.name),
            kind=source.kind,
            owner=words.plain(source.owner) if source.owner and source.owner != source.name else None,
            side=index.party(source.party) if source.party else None,
            name=words.plain(index.names[document.address]),
            published=words.instant(document.published.value) if document.published else "date not known",
            voices=tuple(words.plain(voice) for voice in voices if voice != source.name),
        )


def _relatives(incident: Incident, index: Index, numbers: dict[str, int]) -> Iterable[Relative]:
    titles = {other.id: other.title for other in index.standing.incidents}
    for relation in incident.relations:
        if relation.incident in titles:
            title = words.plain(titles[relation.incident])
            yield Relative(words.RELATIONS[relation.type], title, numbers.get(relation.incident), words.plain(relation.reason))
