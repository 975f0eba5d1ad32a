"""Captures and the documents parsed from them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.model.key import digest
from rashomon.model.source import Source

Role = Literal["headline", "body", "update", "quote", "caption", "comment", "other"]
EVIDENCE_ROLES: frozenset[str] = frozenset({"headline", "body", "update", "quote", "caption"})
"""Sections that may tell a claim. A reader's comment and a link to another story are read, and are never evidence."""

Basis = Literal["stated", "metadata", "inferred"]


class Capture(Struct, frozen=True, kw_only=True):
    """Bytes as they arrived. `id` is the hash of the bytes, `blob` the same hash under which they are kept."""

    id: str
    mime: str
    size: int
    url: str | None = None
    fetched_at: str | None = None


class Published(Struct, frozen=True, kw_only=True):
    """When a document was said to the world: `value` is an ISO date or datetime, `reason` why we believe it."""

    value: str
    basis: Basis
    reason: str | None = None


class Passage(Struct, frozen=True, kw_only=True):
    """A stretch of the text with one role. Passages do not overlap and stand in the order of the text.

    `posted` is the ISO time of an update; `author` of a comment or the speaker of a block quotation as its lead-in names
    them; `depth` the nesting of a comment (0 at the top); `lead_in` the offsets (start, end) of the sentence that
    announces a block quotation; `gap` is true where the passage ends in a colon whose embed is missing.
    """

    role: Role
    start: int
    end: int
    posted: str | None = None
    author: str | None = None
    depth: int | None = None
    lead_in: tuple[int, int] | None = None
    gap: bool = False


class Document(Struct, frozen=True, kw_only=True):
    """One report. `address` is its lineage across captures (file name with its folder, or the name a feed gives it).

    `name` is how the user calls it: the file's own name, or the `name` of its JSON line.
    `published` is None where nothing states or implies a date. `lang` is an ISO 639-1 code.
    """

    address: str
    name: str
    source: Source
    capture: str
    text: str
    passages: tuple[Passage, ...]
    lang: str
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    published: Published | None = None

    @property
    def id(self) -> str:
        """Digest of everything: a corrected dateline is another document value of the same address."""
        return digest(self)

    @property
    def reading_input(self) -> str:
        """Digest of what an engine reads, without the dateline: a corrected dateline forces no re-reading."""
        return digest([self.address, self.text, self.lang, self.passages, self.source.name])
