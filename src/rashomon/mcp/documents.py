"""Documents, claims, and the search over both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from rashomon.case import UnknownNameError
from rashomon.desk.document_page import Section as Shown
from rashomon.desk.document_page import page
from rashomon.desk.finder import Finder, Hit
from rashomon.desk.query import Query
from rashomon.desk.scenes import Scene, document_id
from rashomon.export.brief import words
from rashomon.mcp.asked import OneClaim, OneDocument, Search
from rashomon.mcp.cited import NOTE, Cited, cited, flat, lines
from rashomon.model import Actor, Claim

LETTERS = 12_000
"""Characters of a document's text in one answer."""


class Section(Struct, frozen=True, kw_only=True):
    """A stretch of a document. `text` None: a reader's comment, which is shown only where it is asked for. `evidence`: whether
    it may tell a claim at all. Where names of readers are masked the text is not to the letter.
    """

    role: str
    evidence: bool
    start: int
    end: int
    posted: str | None
    author: str | None
    gap: bool
    text: str | None


class DocumentAnswer(Struct, frozen=True, kw_only=True):
    """A document, or a piece of it. `claims` are those that begin in the piece; `next` for `start`, None at the end."""

    note: str = NOTE
    case: str
    as_of: str | None
    document: str
    address: str
    title: str | None
    byline: str | None
    publisher: str
    publisher_kind: str
    owner: str | None
    side: str | None
    published: str | None
    published_basis: str | None
    language: str
    url: str | None
    characters: int
    comments: int
    sections: tuple[Section, ...]
    claims: tuple[Cited, ...]
    next: int | None


class Named(Struct, frozen=True, kw_only=True):
    """Somebody or something as said, and what it was linked to."""

    text: str
    name: str | None
    party: str | None


class Figure(Struct, frozen=True, kw_only=True):
    """A figure as said, with its bounds; None = open."""

    text: str
    measure: str
    low: float | None
    high: float | None
    of: str | None
    party: str | None
    running_total: bool


class ClaimAnswer(Struct, frozen=True, kw_only=True):
    """One claim with its sentence. `judged`: what people's verdicts on it come to; `in_incident` where it is told of one."""

    note: str = NOTE
    case: str
    as_of: str | None
    citation: Cited
    sentence: str
    kind: str
    actors: tuple[Named, ...]
    targets: tuple[Named, ...]
    weapons: tuple[str, ...]
    place: str | None
    earliest: str | None
    latest: str | None
    figures: tuple[Figure, ...]
    background: bool
    judged: str | None
    in_incident: str | None
    incident_title: str | None


class FoundClaim(Struct, frozen=True, kw_only=True):
    """A claim that was found."""

    citation: Cited
    in_incident: str | None


class FoundPassage(Struct, frozen=True, kw_only=True):
    """A passage that was found: some of its words, what was looked for between « and »."""

    document: str
    title: str
    publisher: str
    published: str | None
    start: int
    end: int
    text: str


class Found(Struct, frozen=True, kw_only=True):
    """What was found, best first; `next` for `skip`, None at the end."""

    note: str = NOTE
    case: str
    as_of: str | None
    claims: tuple[FoundClaim, ...]
    passages: tuple[FoundPassage, ...]
    next: int | None


def document(scene: Scene, asked: OneDocument) -> DocumentAnswer:
    """The text of a document with its claims, from a character on."""
    shown = page(scene, Query(), asked.name)
    stop = asked.start + LETTERS
    whole = scene.documents[shown.id]
    sections = tuple(_sections(shown.sections, asked, stop, whole.text))
    claims = [c for c in scene.claims_of.get(whole.address, ()) if asked.start <= c.anchor.start < stop]
    return DocumentAnswer(
        case=scene.view.name,
        as_of=scene.asof,
        document=shown.id,
        address=shown.address,
        title=shown.title,
        byline=shown.byline,
        publisher=shown.publisher,
        publisher_kind=shown.publisher_kind,
        owner=shown.owner,
        side=shown.side,
        published=shown.published,
        published_basis=shown.published_basis,
        language=shown.lang,
        url=shown.url,
        characters=shown.length,
        comments=shown.comments,
        sections=sections,
        claims=tuple(cited(claim, scene) for claim in claims if claim.key in scene.index.claims),
        next=stop if stop < shown.length else None,
    )


def _sections(shown: Sequence[Shown], asked: OneDocument, stop: int, text: str) -> Iterator[Section]:
    """What of each section lies in the piece that is asked for; what is no evidence whole, where it begins there."""
    for section in shown:
        start, end = max(section.start, asked.start), min(section.end, stop)
        hidden = section.role == "comment" and not asked.comments
        if section.evidence and start < end:
            said: str | None = lines(text[start:end])
        elif not section.evidence and asked.start <= section.start < stop:
            start, end = section.start, section.end
            said = None if hidden else lines("".join(piece.text for piece in section.pieces)[:LETTERS])
        else:
            continue
        yield Section(
            role=section.role,
            evidence=section.evidence,
            start=start,
            end=end,
            posted=section.posted,
            author=None if hidden else section.author,
            gap=section.gap,
            text=said,
        )


def claim(scene: Scene, asked: OneClaim) -> ClaimAnswer:
    """One claim. A reader's comment tells none."""
    found = scene.index.claims.get(asked.key)
    if found is None:
        raise UnknownNameError(f"{words.plain(asked.key)}: no claim of that key counts as evidence here")
    judged, home = scene.view.judgements.get(found.key), scene.homes.get(found.key)
    return ClaimAnswer(
        case=scene.view.name,
        as_of=scene.asof,
        citation=cited(found, scene),
        sentence=flat(found.anchor.sentence),
        kind=found.kind,
        actors=tuple(_named(actor, scene) for actor in found.actors),
        targets=tuple(_named(actor, scene) for actor in found.targets),
        weapons=tuple(words.plain(weapon.text) for weapon in found.weapons),
        place=words.plain(found.place.name or found.place.text) if found.place else None,
        earliest=found.when.earliest if found.when else None,
        latest=found.when.latest if found.when else None,
        figures=tuple(_figures(found)),
        background=found.background,
        judged=f"{judged.state}: {judged.decision}" if judged else None,
        in_incident=home.id if home else None,
        incident_title=words.plain(home.title) if home else None,
    )


def _named(actor: Actor, scene: Scene) -> Named:
    name = words.plain(actor.name) if actor.name else None
    return Named(text=words.plain(actor.text), name=name, party=scene.index.party(actor.party) if actor.party else None)


def _figures(found: Claim) -> Iterator[Figure]:
    for figure in found.figures:
        yield Figure(
            text=words.plain(figure.text),
            measure=figure.measure,
            low=figure.low,
            high=figure.high,
            of=words.plain(figure.of) if figure.of else None,
            party=figure.party,
            running_total=figure.cumulative,
        )


def search(scene: Scene, asked: Search) -> Found:
    """Claims and passages that have all words of the query."""
    finder: Finder = scene.shared(Finder)
    stop = asked.skip + asked.limit
    claims = list(islice(finder.find(scene, asked.query, True), asked.skip, stop + 1))
    passages = list(islice(finder.find(scene, asked.query, False), asked.skip, stop + 1))
    return Found(
        case=scene.view.name,
        as_of=scene.asof,
        claims=tuple(_found(hit, scene) for hit in claims[: asked.limit]),
        passages=tuple(_passage(hit, scene) for hit in passages[: asked.limit]),
        next=stop if max(len(claims), len(passages)) > asked.limit else None,
    )


def _found(hit: Hit, scene: Scene) -> FoundClaim:
    home = scene.homes.get(hit.key)
    return FoundClaim(citation=cited(scene.index.claims[hit.key], scene), in_incident=home.id if home else None)


def _passage(hit: Hit, scene: Scene) -> FoundPassage:
    whole = scene.index.documents[hit.address]
    return FoundPassage(
        document=document_id(hit.address),
        title=words.plain(whole.title or whole.name),
        publisher=words.plain(whole.source.name),
        published=whole.published.value if whole.published else None,
        start=hit.first,
        end=hit.last,
        text="".join(f"«{flat(piece.text)}»" if piece.hit else flat(piece.text) for piece in hit.text),
    )
