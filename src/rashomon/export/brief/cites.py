"""Citations: every figure of the brief carries the number of a verbatim sentence, and every sentence leads back."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from msgspec import Struct

from rashomon.export.brief import words
from rashomon.export.brief.index import Index
from rashomon.export.pieces import basis
from rashomon.model.claim import Claim
from rashomon.model.document import Document

CONTEXT = 240
"""Characters of the sentence shown on either side of the quoted clause."""

SECTIONS = {"headline": "headline", "update": "update", "quote": "block quotation", "caption": "caption"}


class Cite(Struct, frozen=True):
    """A mark in the text: `number` of the sentence, `at` the id of this mark, where the sentence leads back to it."""

    number: int
    at: str | None


class Entry(Struct, frozen=True):
    """One sentence of the appendix with where it stands. `said` = who says it, through whom, and how."""

    number: int
    before: str
    quote: str
    glue: str
    after: str
    lang: str
    said: str
    publisher: str
    owner: str | None
    title: str | None
    published: str
    basis: str | None
    section: str | None
    name: str
    start: int
    end: int
    url: str | None
    uses: tuple[str, ...]


class Cites:
    """Numbers claims in the order in which they are first cited."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._uses: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}

    def cite(self, key: str | None, back: bool = True) -> Cite | None:
        """A mark for the claim of that key; None where there is none that counts as evidence.

        `back`: the sentence leads back to this mark. Marks in charts and their tables are too many for that.
        """
        if key is None or key not in self._index.claims:
            return None
        uses = self._uses.setdefault(key, [])
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        if not back:
            return Cite(number, None)
        uses.append(f"r-{number}-{len(uses) + 1}")
        return Cite(number, uses[-1])

    def cited(self, key: str) -> bool:
        """Whether anything has cited that claim yet."""
        return key in self._uses

    def entries(self) -> list[Entry]:
        """The appendix."""
        return [self._entry(n, key, tuple(uses)) for n, (key, uses) in enumerate(self._uses.items(), 1)]

    def _entry(self, number: int, key: str, uses: tuple[str, ...]) -> Entry:
        claim = self._index.claims[key]
        document = self._index.document(claim)
        before, after = _around(claim)
        passage = self._index.passage(claim)
        section = SECTIONS.get(claim.section)
        if section and passage and passage.posted:
            section = f"{section} of {words.instant(passage.posted)}"
        return Entry(
            number=number,
            before=before,
            quote=words.plain(claim.anchor.quote),
            glue="" if after[:1] in ",.;:!?)”’" else " ",
            after=after,
            lang=document.lang,
            said=said(claim, document, self._index),
            publisher=words.plain(document.source.name),
            owner=words.plain(document.source.owner) if document.source.owner else None,
            title=words.plain(document.title) if document.title else None,
            published=words.instant(document.published.value) if document.published else "date not known",
            basis=words.plain(basis(document.published) or "") or None,
            section=section,
            name=words.plain(self._index.names[document.address]),
            start=claim.anchor.start,
            end=claim.anchor.end,
            url=safe_url(document.url),
            uses=uses,
        )


def _around(claim: Claim) -> tuple[str, str]:
    """What of the sentence stands before and after the quoted clause."""
    before, found, after = claim.anchor.sentence.partition(claim.anchor.quote)
    if not found:
        return "", ""
    before, after = words.plain(before), words.plain(after)
    before = "…" + before[-CONTEXT:] if len(before) > CONTEXT else before
    return before, after[:CONTEXT] + "…" if len(after) > CONTEXT else after


def said(claim: Claim, document: Document, index: Index) -> str:
    """Who says it through whom: "the spokesman, relayed by the agency", "in the publisher's own voice"."""
    if not claim.speakers:
        return "in the publisher’s own voice"
    first, *relays = (words.plain(speaker.name) for speaker in claim.speakers)
    party = claim.speakers[0].party
    side = f" ({index.party(party)})" if party and index.party(party).casefold() not in first.casefold() else ""
    return f"said by {first}{side}" + "".join(f", relayed by {relay}" for relay in relays)


def safe_url(url: str | None) -> str | None:
    """An address that may become a link: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def written(url: str | None) -> str | None:
    """An address that may become a link, with everything escaped that could end it in one form or another."""
    return quote(url, safe=":/?#@!$&'*+,;=%~-._") if url else None
