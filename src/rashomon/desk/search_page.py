"""What a search finds: claims with their incidents, and passages of documents."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from rashomon.desk import links
from rashomon.desk.finder import Finder, Hit, Piece, match
from rashomon.desk.query import LIMITS, Query, written
from rashomon.desk.said import Said, said
from rashomon.desk.scenes import Scene
from rashomon.export.brief import words


class SearchQuery(Query, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`q`: words and "phrases" that must all be there, `word*`, `-word`; `skip`: how many of each sort to pass over; `limit`:
    how many of each are given.
    """

    q: str = ""
    skip: int = 0
    limit: int = 20


class FoundClaim(Struct, frozen=True):
    """A claim that was found: its sentence and its names, with what was looked for marked."""

    said: Said
    text: tuple[Piece, ...]
    names: tuple[Piece, ...]
    incident: str | None
    title: str | None


class FoundPassage(Struct, frozen=True):
    """A passage that was found."""

    document: str
    title: str
    publisher: str
    published: str
    lang: str
    text: tuple[Piece, ...]
    link: str


class SearchPage(Struct, frozen=True):
    """What the page shows. `next`: the link to what comes after, "" where nothing does."""

    case: str
    asof: str | None
    asked: str
    claims: tuple[FoundClaim, ...]
    passages: tuple[FoundPassage, ...]
    next: str


def page(scene: Scene, query: SearchQuery) -> SearchPage:
    """The hits after the first `skip` of each sort."""
    finder: Finder = scene.shared(Finder)
    span = slice(query.skip, query.skip + query.limit + 1)
    claims = list(islice(finder.find(scene, query.q, True), span.start, span.stop))
    passages = list(islice(finder.find(scene, query.q, False), span.start, span.stop))
    more = max(len(claims), len(passages)) > query.limit
    return SearchPage(
        case=scene.view.name,
        asof=scene.asof,
        asked=match(query.q),
        claims=tuple(_claim(hit, scene) for hit in claims[: query.limit]),
        passages=tuple(_passage(hit, scene) for hit in passages[: query.limit]),
        next=written(query, skip=query.skip + query.limit) if more and query.skip + query.limit <= LIMITS["skip"][1] else "",
    )


def _claim(hit: Hit, scene: Scene) -> FoundClaim:
    home = scene.homes.get(hit.key)
    return FoundClaim(
        said=said(scene.index.claims[hit.key], scene),
        text=hit.text,
        names=hit.names,
        incident=links.incident(home.id) if home else None,
        title=words.plain(home.title) if home else None,
    )


def _passage(hit: Hit, scene: Scene) -> FoundPassage:
    """A passage leads to the first claim in it, else to its document."""
    document = scene.index.documents[hit.address]
    inside = [c for c in scene.claims_of.get(hit.address, ()) if hit.first <= c.anchor.start < hit.last]
    return FoundPassage(
        document=links.document(hit.address),
        title=words.plain(document.title or document.name),
        publisher=words.plain(document.source.name),
        published=words.instant(document.published.value) if document.published else "date not known",
        lang=document.lang,
        text=hit.text,
        link=links.document(hit.address, inside[0].key if inside else None),
    )
