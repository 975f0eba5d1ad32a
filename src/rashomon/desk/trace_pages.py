"""Where a thing comes from: every entry of the ledger about it, and why two accounts are one happening or two."""

from __future__ import annotations

from msgspec import Struct

from rashomon.desk import links
from rashomon.desk.query import Query, QueryError
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.export.brief import words
from rashomon.model import Edition, Entry, Pairing, Reading, Redaction, Verdict


class Line(Struct, frozen=True):
    """One entry of the ledger."""

    seq: int
    id: str
    kind: str
    recorded: str
    recorded_said: str
    made_by: str
    said: str


class HistoryPage(Struct, frozen=True):
    """Every entry about a claim, a document or an incident, oldest first."""

    name: str
    case: str
    asof: str | None
    title: str
    link: str
    lines: tuple[Line, ...]


def history(scene: Scene, query: Query, name: str) -> HistoryPage:
    """The entries about what has this name. Raises UnknownNameError where nothing has it."""
    document = scene.documents.get(name)
    if document is not None:
        title, link, names = document.title or document.name, links.document(document.address), {document.address}
    else:
        incident = scene.view.incident(name)
        title, link, names = incident.title, links.incident(incident.id), {name, incident.id, incident.claims[0]}
    found = {entry.seq: entry for each in names for entry in scene.entries(each)}
    return HistoryPage(
        name=name,
        case=scene.view.name,
        asof=scene.asof,
        title=words.plain(title),
        link=link,
        lines=tuple(_line(found[seq]) for seq in sorted(found)),
    )


def _line(entry: Entry) -> Line:
    return Line(
        seq=entry.seq,
        id=entry.id,
        kind=entry.kind,
        recorded=entry.recorded_at,
        recorded_said=words.instant(entry.recorded_at),
        made_by=words.plain(entry.made_by),
        said=words.plain(_told(entry)),
    )


def _told(entry: Entry) -> str:
    body = entry.body
    if isinstance(body, Verdict):
        return f"{body.decision}{f' “{body.note}”' if body.note else ''}"
    if isinstance(body, Reading):
        return words.count(len(body.claims), "claim")
    if isinstance(body, Pairing):
        return words.count(len(body.pairs), "pair")
    if isinstance(body, Edition):
        return f"{body.about}, {words.count(body.size, 'byte')}"
    return f"removed: {body.reason}" if isinstance(body, Redaction) else ""


class WhyQuery(Query, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Two claims or incidents by their names."""

    a: str = ""
    b: str = ""


class Weighed(Struct, frozen=True):
    """One reason for or against, with its weight in the score."""

    name: str
    weight: float
    reason: str


class WhyPage(Struct, frozen=True):
    """Why two accounts are one happening or two. `a` and `b` are the claims that are spoken of."""

    case: str
    asof: str | None
    together: bool
    rule: str
    score: float | None
    a: Said | None
    b: Said | None
    features: tuple[Weighed, ...]
    path: tuple[tuple[Weighed, ...], ...]


def why(scene: Scene, query: WhyQuery) -> WhyPage:
    """The explanation of a pair. Raises UnknownNameError, QueryError where one of the two is not named."""
    if not (query.a and query.b):
        raise QueryError("a and b: name two claims or incidents")
    found = scene.view.why(query.a, query.b)
    claims = scene.index.claims
    return WhyPage(
        case=scene.view.name,
        asof=scene.asof,
        together=found.together,
        rule=words.plain(found.rule),
        score=found.score,
        a=said(claims[found.a], scene) if found.a in claims else None,
        b=said(claims[found.b], scene) if found.b in claims else None,
        features=tuple(Weighed(f.name, f.weight, words.plain(f.reason)) for f in found.features),
        path=tuple(tuple(Weighed(f.name, f.weight, words.plain(f.reason)) for f in pair.features) for pair in found.path),
    )
