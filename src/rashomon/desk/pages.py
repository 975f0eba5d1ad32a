"""The table of pages: each is one function of a scene and a link, shown as HTML and given as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from rashomon.desk import (
    brief_page,
    case_page,
    changes_page,
    document_page,
    documents_page,
    incident_page,
    review_page,
    search_page,
    sources_page,
    tallies_page,
    trace_pages,
)
from rashomon.desk.query import Paged, Query, Sifted


class Page(Struct, frozen=True):
    """One page. `path` with its parts in braces, `api` the path of its data below /api/v1; `section` the page of the
    navigation that it belongs to; `summary` for the API's own page.
    """

    path: str
    api: str
    template: str
    data: Callable[..., Any]
    shape: type[Struct]
    query: type[Query]
    section: str
    summary: str


NAVIGATION = (
    ("/", "Incidents"),
    ("/documents", "Documents"),
    ("/sources", "Sources"),
    ("/tallies", "Tallies"),
    ("/brief", "Brief"),
    ("/review", "Review"),
)
"""Pages that every page leads to."""

REVIEW = Page(
    path="/review",
    api="/review",
    template="review.html.j2",
    data=review_page.page,
    shape=review_page.ReviewPage,
    query=review_page.ReviewQuery,
    section="/review",
    summary="The queue: what is worth a person's look, most useful first",
)
"""Shown by its own route, which knows who reviews; its data come as all pages' do."""

PAGES = (
    Page(
        path="/",
        api="/incidents",
        template="case.html.j2",
        data=case_page.page,
        shape=case_page.CasePage,
        query=Sifted,
        section="/",
        summary="Incidents with their standing at a glance, facets and the timeline",
    ),
    Page(
        path="/incidents/{name}",
        api="/incidents/{name}",
        template="incident.html.j2",
        data=incident_page.page,
        shape=incident_page.IncidentPage,
        query=Query,
        section="/",
        summary="One incident: questions, voices, toll, origins, revisions, what is near",
    ),
    Page(
        path="/documents",
        api="/documents",
        template="documents.html.j2",
        data=documents_page.page,
        shape=documents_page.DocumentsPage,
        query=Paged,
        section="/documents",
        summary="The documents, by date of publication",
    ),
    Page(
        path="/documents/{name}",
        api="/documents/{name}",
        template="document.html.j2",
        data=document_page.page,
        shape=document_page.DocumentPage,
        query=Query,
        section="/documents",
        summary="One document as captured, with its claims in their places",
    ),
    Page(
        path="/history/{name}",
        api="/history/{name}",
        template="history.html.j2",
        data=trace_pages.history,
        shape=trace_pages.HistoryPage,
        query=Query,
        section="/",
        summary="Every entry of the ledger about an incident, a claim or a document",
    ),
    Page(
        path="/why",
        api="/why",
        template="why.html.j2",
        data=trace_pages.why,
        shape=trace_pages.WhyPage,
        query=trace_pages.WhyQuery,
        section="/",
        summary="Why two accounts are told of one happening, or are not",
    ),
    Page(
        path="/search",
        api="/search",
        template="search.html.j2",
        data=search_page.page,
        shape=search_page.SearchPage,
        query=search_page.SearchQuery,
        section="",
        summary="Claims and passages that have all of some words",
    ),
    Page(
        path="/sources",
        api="/sources",
        template="sources.html.j2",
        data=sources_page.page,
        shape=sources_page.SourcesPage,
        query=Paged,
        section="/sources",
        summary="The voices, with how often each claimed, conceded, denied, revised",
    ),
    Page(
        path="/sources/{name}",
        api="/sources/{name}",
        template="source.html.j2",
        data=sources_page.voice,
        shape=sources_page.SourcePage,
        query=Query,
        section="/sources",
        summary="One voice: every claim, what became of it, whom it repeats, its words for each side",
    ),
    Page(
        path="/tallies",
        api="/tallies",
        template="tallies.html.j2",
        data=tallies_page.page,
        shape=tallies_page.TalliesPage,
        query=tallies_page.TallyQuery,
        section="/tallies",
        summary="Losses by party and measure under a rule, and who acts after whom",
    ),
    Page(
        path="/brief",
        api="/brief",
        template="brief.desk.j2",
        data=brief_page.page,
        shape=brief_page.BriefPage,
        query=brief_page.BriefQuery,
        section="/brief",
        summary="What a brief may tell, what is picked, and the editions",
    ),
    Page(
        path="/changes",
        api="/changes",
        template="changes.html.j2",
        data=changes_page.page,
        shape=changes_page.ChangesPage,
        query=changes_page.ChangesQuery,
        section="/",
        summary="What changed between two moments of our knowing",
    ),
)
