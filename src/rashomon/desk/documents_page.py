"""The documents of the case, in the order of their publication."""

from __future__ import annotations

from msgspec import Struct

from rashomon.desk import links
from rashomon.desk.query import Paged, part
from rashomon.desk.scenes import Scene, document_id
from rashomon.export.brief import words
from rashomon.export.pieces import basis
from rashomon.model import EVIDENCE_ROLES, Document


class Row(Struct, frozen=True):
    """One document."""

    id: str
    name: str
    title: str | None
    lang: str
    publisher: str
    kind: str
    side: str | None
    published: str | None
    published_said: str
    published_basis: str | None
    claims: int
    incidents: int
    link: str


class DocumentsPage(Struct, frozen=True):
    """What the page shows. `failures`: what could not be taken in or read, a sentence each."""

    case: str
    asof: str | None
    documents: int
    rows: tuple[Row, ...]
    next: str
    failures: tuple[str, ...]


def page(scene: Scene, query: Paged) -> DocumentsPage:
    """The rows after a document, as many as are asked for."""
    ordered = scene.once("documents by date", _ordered)
    shown, next_ = part(ordered, query, lambda document: document_id(document.address))
    return DocumentsPage(
        case=scene.view.name,
        asof=scene.asof,
        documents=len(ordered),
        rows=tuple(_row(document, scene) for document in shown),
        next=next_,
        failures=tuple(words.plain(failure.reason) for failure in scene.view.standing.failures),
    )


def _ordered(scene: Scene) -> list[Document]:
    """Those without a date come last."""

    def when(document: Document) -> tuple[bool, str, str]:
        published = document.published.value if document.published else ""
        return not published, published, document.address

    return sorted(scene.documents.values(), key=when)


def _row(document: Document, scene: Scene) -> Row:
    claims = [claim for claim in scene.claims_of.get(document.address, ()) if claim.section in EVIDENCE_ROLES]
    published, source = document.published, document.source
    return Row(
        id=document_id(document.address),
        name=words.plain(scene.index.names[document.address]),
        title=words.plain(document.title) if document.title else None,
        lang=document.lang,
        publisher=words.plain(source.name),
        kind=source.kind,
        side=scene.index.party(source.party) if source.party else None,
        published=published.value if published else None,
        published_said=words.instant(published.value) if published else "date not known",
        published_basis=words.plain(basis(published) or "") or None,
        claims=len(claims),
        incidents=len({scene.homes[claim.key].id for claim in claims if claim.key in scene.homes}),
        link=links.document(document.address),
    )
