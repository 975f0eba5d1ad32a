"""One document as it was captured: its sections, the claims in their places, and what is missing from it.

The text is given in pieces that together are the text to the letter. A piece belongs to one passage and carries the numbers of
the claims whose clause it is part of, so that claims may overlap. Readers' comments are kept apart and their authors are not
named: they are read, and they are no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, structs

from rashomon.case import UnknownNameError
from rashomon.desk import links
from rashomon.desk.query import Query
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene, document_id
from rashomon.export.brief import words
from rashomon.export.brief.cites import safe_url
from rashomon.export.pieces import basis
from rashomon.model import EVIDENCE_ROLES, Claim, Document, Passage


class Piece(Struct, frozen=True):
    """A stretch of text. `claims` are numbers of the list of claims; `begins` those that begin here."""

    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


class Section(Struct, frozen=True):
    """One passage. `evidence` is false for a comment and a link to another story; `gap`: what should follow its colon was
    embedded in the page and is not in the capture.
    """

    role: str
    said: str
    evidence: bool
    start: int
    end: int
    posted: str | None
    author: str | None
    depth: int
    gap: bool
    pieces: tuple[Piece, ...]


class Noted(Struct, frozen=True):
    """A claim in the margin: its number, and where it belongs."""

    number: int
    said: Said
    incident: str | None
    title: str | None
    standing: str | None


class DocumentPage(Struct, frozen=True):
    """What a document's page shows."""

    id: str
    case: str
    asof: str | None
    address: str
    name: str
    title: str | None
    byline: str | None
    publisher: str
    publisher_kind: str
    owner: str | None
    side: str | None
    published: str | None
    published_said: str
    published_basis: str | None
    inferred: bool
    lang: str
    url: str | None
    capture: str
    length: int
    sections: tuple[Section, ...]
    claims: tuple[Noted, ...]
    comments: int


ROLES = {
    "headline": "Headline",
    "body": "Text",
    "update": "Update",
    "quote": "Quotation",
    "caption": "Caption",
    "comment": "Reader’s comment",
    "other": "Not part of the report",
}


def page(scene: Scene, query: Query, name: str) -> DocumentPage:
    """The page of the document of that id, or of that address. Raises UnknownNameError."""
    document = scene.documents.get(name) or scene.documents.get(document_id(name))
    if document is None:
        raise UnknownNameError(f"{name}: no document of that name is in the case{_then(scene)}")
    claims = [claim for claim in scene.claims_of.get(document.address, ()) if claim.section in EVIDENCE_ROLES]
    source, published = document.source, document.published
    return DocumentPage(
        id=document_id(document.address),
        case=scene.view.name,
        asof=scene.asof,
        address=words.plain(document.address),
        name=words.plain(scene.index.names[document.address]),
        title=words.plain(document.title) if document.title else None,
        byline=words.plain(document.byline) if document.byline else None,
        publisher=words.plain(source.name),
        publisher_kind=source.kind,
        owner=words.plain(source.owner) if source.owner and source.owner != source.name else None,
        side=scene.index.party(source.party) if source.party else None,
        published=published.value if published else None,
        published_said=words.instant(published.value) if published else "date not known",
        published_basis=words.plain(basis(published) or "") or None,
        inferred=published is not None and published.basis == "inferred",
        lang=document.lang,
        url=safe_url(document.url),
        capture=document.capture,
        length=len(document.text),
        sections=tuple(_sections(document, claims)),
        claims=tuple(_noted(n, claim, scene) for n, claim in enumerate(claims, 1)),
        comments=sum(passage.role == "comment" for passage in document.passages),
    )


def _then(scene: Scene) -> str:
    return f" as it was known at {scene.asof}" if scene.asof else ""


def _noted(number: int, claim: Claim, scene: Scene) -> Noted:
    home = scene.homes.get(claim.key)
    return Noted(
        number=number,
        said=said(claim, scene),
        incident=links.incident(home.id) if home else None,
        title=words.plain(home.title) if home else None,
        standing=None,
    )


def _sections(document: Document, claims: Sequence[Claim]) -> list[Section]:
    """Every passage, and what of the text lies in none; but for the names of readers who comment."""
    readers = _readers(document)
    found: list[Section] = []
    at = 0
    for passage in (*document.passages, None):
        end = passage.start if passage else len(document.text)
        between = document.text[at:end].strip()
        if between and not (passage and passage.role == "comment" and between == passage.author):
            found.append(_section(document, Passage(role="other", start=at, end=end), claims, readers))
        if passage:
            found.append(_section(document, passage, claims, readers))
            at = max(at, passage.end)
    return found


def _readers(document: Document) -> dict[str, str]:
    """Names of readers who comment, with what they are called here."""
    authors = dict.fromkeys(p.author for p in document.passages if p.role == "comment" and p.author)
    return {author: f"reader {n}" for n, author in enumerate(authors, 1)}


def _section(document: Document, passage: Passage, claims: Sequence[Claim], readers: dict[str, str]) -> Section:
    author, evidence = passage.author, passage.role in EVIDENCE_ROLES
    if passage.role == "comment":
        author = readers.get(author or "")
    pieces = _pieces(document.text, passage.start, passage.end, claims)
    return Section(
        role=passage.role,
        said=ROLES[passage.role],
        evidence=evidence,
        start=passage.start,
        end=passage.end,
        posted=words.instant(passage.posted) if passage.posted else None,
        author=words.plain(author) if author else None,
        depth=min(passage.depth or 0, 4),
        gap=passage.gap,
        pieces=tuple(pieces if evidence else [structs.replace(piece, text=_masked(piece.text, readers)) for piece in pieces]),
    )


def _masked(text: str, readers: dict[str, str]) -> str:
    """A text without the names of readers who comment."""
    for author in sorted(readers, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(author)}(?!\w)", readers[author], text)
    return text


def _pieces(text: str, start: int, end: int, claims: Sequence[Claim]) -> list[Piece]:
    """The text from `start` to `end`, cut wherever a claim begins or ends."""
    here = [
        (n, max(start, claim.anchor.start), min(end, claim.anchor.end))
        for n, claim in enumerate(claims, 1)
        if claim.anchor.start < end and claim.anchor.end > start
    ]
    cuts = sorted({start, end, *(a for _, a, _ in here), *(b for _, _, b in here)})
    return [
        Piece(
            text[a:b],
            tuple(n for n, first, last in here if first <= a and b <= last),
            tuple(n for n, first, _ in here if first == a and claims[n - 1].anchor.start == a),
        )
        for a, b in pairwise(cuts)
    ]
