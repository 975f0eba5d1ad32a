"""The voices: what each claimed, conceded, denied and revised, what became of it, whom it repeats, its words for each side.

Counts that describe, each leading to its claims; no score is made of them and nobody is ranked by truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from rashomon.case import Later, Record, UnknownNameError
from rashomon.desk import links
from rashomon.desk.graded import Graded, graded
from rashomon.desk.query import Paged, Query, part
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.export.brief import words


class Row(Struct, frozen=True):
    """A voice with how often it did what."""

    id: str
    name: str
    side: str | None
    kind: str | None
    documents: int
    claimed: int
    conceded: int
    denied: int
    revised: int
    borne_out: int
    contradicted: int
    repeats: int
    loaded: int
    link: str


class SourcesPage(Struct, frozen=True):
    """The list of voices."""

    case: str
    asof: str | None
    voices: int
    rows: tuple[Row, ...]
    next: str


class Outcome(Struct, frozen=True):
    """An answer of the voice that others gave or contradicted later."""

    asked: str
    value: str
    said: Said | None
    by: tuple[str, ...]
    origins: int
    against: int
    incident: str
    title: str


class Change(Struct, frozen=True):
    """A change of answer."""

    asked: str
    before: str
    after: str
    direction: str
    announced: bool
    said: Said | None
    incident: str
    title: str


class Repeats(Struct, frozen=True):
    """Whom it repeats, and how often."""

    whom: str
    claims: int
    incidents: int


class Word(Struct, frozen=True):
    """A loaded word with how often and of whom; `first` leads to its first use."""

    word: str
    of: str | None
    neutral: str
    favours: str
    times: int
    documents: tuple[str, ...]


class SourcePage(Struct, frozen=True):
    """One voice."""

    case: str
    asof: str | None
    row: Row
    names: tuple[str, ...]
    reliability: Graded | None
    claimed: tuple[Said, ...]
    conceded: tuple[Said, ...]
    denied: tuple[Said, ...]
    revised: tuple[Change, ...]
    borne_out: tuple[Outcome, ...]
    contradicted: tuple[Outcome, ...]
    repeats: tuple[Repeats, ...]
    words: tuple[Word, ...]


def page(scene: Scene, query: Paged) -> SourcesPage:
    """The voices after one, those with most claims first."""
    found = _records(scene)
    shown, next_ = part(found, query, lambda record: record.id)
    return SourcesPage(
        case=scene.view.name,
        asof=scene.asof,
        voices=len(found),
        rows=tuple(_row(record, scene) for record in shown),
        next=next_,
    )


def voice(scene: Scene, query: Query, name: str) -> SourcePage:
    """One voice by its id. Raises UnknownNameError."""
    record = next((record for record in _records(scene) if record.id == name), None)
    if record is None:
        raise UnknownNameError(f"{name}: no voice of that name; the page of sources lists them")
    return SourcePage(
        case=scene.view.name,
        asof=scene.asof,
        row=_row(record, scene),
        names=tuple(words.plain(name) for name in record.names if name != record.name),
        reliability=graded(scene, record.id, "reliability"),
        claimed=tuple(_said(record.claimed, scene)),
        conceded=tuple(_said(record.conceded, scene)),
        denied=tuple(_said(record.denied, scene)),
        revised=tuple(_changes(record, scene)),
        borne_out=tuple(_outcomes(record.borne_out, scene)),
        contradicted=tuple(_outcomes(record.contradicted, scene)),
        repeats=tuple(Repeats(words.plain(each.whom), len(each.claims), len(each.incidents)) for each in record.repeats),
        words=tuple(_words(record, scene)),
    )


def _records(scene: Scene) -> tuple[Record, ...]:
    return scene.once("records", lambda s: tuple(s.view.sources()))


def _row(record: Record, scene: Scene) -> Row:
    return Row(
        id=record.id,
        name=words.plain(record.name),
        side=scene.index.party(record.party) if record.party else None,
        kind=record.kind,
        documents=len(record.documents),
        claimed=len(record.claimed),
        conceded=len(record.conceded),
        denied=len(record.denied),
        revised=len(record.revised),
        borne_out=len(record.borne_out),
        contradicted=len(record.contradicted),
        repeats=len(record.repeats),
        loaded=sum(len(word.uses) for word in record.words),
        link=f"/sources/{record.id}",
    )


def _said(keys: Iterable[str], scene: Scene) -> Iterator[Said]:
    return (said(scene.index.claims[key], scene) for key in keys if key in scene.index.claims)


def _titles(scene: Scene) -> dict[str, str]:
    return scene.once("titles", lambda s: {incident.id: words.plain(incident.title) for incident in s.incidents})


def _outcomes(found: Iterable[Later], scene: Scene) -> Iterator[Outcome]:
    for each in found:
        claim = scene.index.claims.get(each.claim)
        yield Outcome(
            asked=scene.index.asked(each.slot, each.party, each.of),
            value=scene.index.value(each.value, each.slot),
            said=said(claim, scene) if claim else None,
            by=tuple(dict.fromkeys(words.plain(voice.name) for voice in each.by)),
            origins=each.origins,
            against=each.against,
            incident=links.incident(each.incident),
            title=_titles(scene).get(each.incident, each.incident),
        )


def _changes(record: Record, scene: Scene) -> Iterator[Change]:
    for each in record.revised:
        claim = scene.index.claims.get(each.after.claim or "")
        yield Change(
            asked=scene.index.asked(each.slot, each.party, each.of),
            before=scene.index.value(each.before.value, each.before.slot or each.slot),
            after=scene.index.value(each.after.value, each.after.slot or each.slot),
            direction=words.DIRECTIONS[each.direction],
            announced=each.announced,
            said=said(claim, scene) if claim else None,
            incident=links.incident(each.incident),
            title=_titles(scene).get(each.incident, each.incident),
        )


def _words(record: Record, scene: Scene) -> Iterator[Word]:
    for each in record.words:
        yield Word(
            word=each.word,
            of=scene.index.party(each.party) if each.party else None,
            neutral=each.neutral,
            favours=each.favours,
            times=len(each.uses),
            documents=tuple(dict.fromkeys(links.document(use.document, use.claim) for use in each.uses))[:8],
        )
