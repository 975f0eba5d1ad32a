"""One document's bytes and what is stated about it by whoever handed it over."""

from __future__ import annotations

from msgspec import Struct

MAX_BYTES = 5_000_000
"""Bytes of one document. The longest report of our corpora has 60 kB; a book has 1 MB; whatever is longer is no report,
and would only stop the batch. Files are refused by their size, without being read.
"""


class Item(Struct, frozen=True, kw_only=True):
    """A document that was found and not yet parsed. Picklable: it is what a worker gets.

    `address` is its lineage, `name` how the user calls it, `where` the file (and `:line`) for messages. `charset` is the
    encoding of `data` where the carrier fixes it (a string of JSON), so that nothing is guessed and nothing is stripped;
    None: `decode` finds it out. `published` is an ISO date or datetime as stated, `published_basis` what a manifest says
    about it.
    """

    address: str
    name: str
    where: str
    data: bytes
    mime: str
    charset: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    title: str | None = None
    lang: str | None = None


class PassedOver(Struct, frozen=True, kw_only=True):
    """A hidden file, or one that describes its folder (README, LICENSE): no report, passed over and counted."""

    where: str
