"""What a page says of itself: title, name of the site, date of publication. All of it is somebody's claim, none an address.

`<link rel=canonical>` is not looked at: a page may name any address there, and addresses are the lineage of documents.
"""

from __future__ import annotations

import re

from htmldate import find_date
from lxml import etree
from msgspec import Struct

from rashomon.ingest.stated import iso

MAX_FIELD = 300
"""Characters of one field of metadata."""

EARLIEST, LATEST = "1990-01-01", "2099-12-31"
"""Bounds of dates in metadata; fixed, so that the result does not depend on the day of reading."""

DATE_FIELDS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "date",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
)
"""Names of `<meta>` fields for the date of publication, the surest first."""


class Metadata(Struct, frozen=True, kw_only=True):
    """Fields of a page's head; `published` is (ISO value, where it stood)."""

    title: str | None = None
    site_name: str | None = None
    byline: str | None = None
    published: tuple[str, str] | None = None


def metadata_of(root: etree._Element) -> Metadata:
    """The fields that are there."""
    fields = _fields(root)
    title = fields.get("og:title") or _title(root)
    return Metadata(
        title=title,
        site_name=fields.get("og:site_name"),
        byline=fields.get("author"),
        published=_published(root, fields),
    )


def _fields(root: etree._Element) -> dict[str, str]:
    """Every `<meta>` by its name in lower case; the first of a name counts."""
    fields: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and len(name) < 60:
            fields.setdefault(name.lower(), _line(content))
    return {name: value for name, value in fields.items() if value}


def _title(root: etree._Element) -> str | None:
    found = next(root.iter("title"), None)
    return _line(found.text or "") or None if found is not None else None


def _line(text: str) -> str:
    return " ".join(text[: 4 * MAX_FIELD].split())[:MAX_FIELD].rstrip()


def _published(root: etree._Element, fields: dict[str, str]) -> tuple[str, str] | None:
    """The date in a `<meta>` field, in JSON-LD, in `<time>`, else what htmldate finds in the markup."""
    for name in DATE_FIELDS:
        if value := _iso(fields.get(name)):
            return value, f"the page's <meta> field {name!r}"
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            found = re.search(r'"datePublished"\s*:\s*"([^"]{8,40})"', script.text[:200_000])
            if found and (value := _iso(found[1])):
                return value, "the page's JSON-LD, datePublished"
    for time in root.iter("time"):
        if (value := _iso(time.get("datetime"))) and (
            time.get("itemprop") == "datePublished"
            or time.get("pubdate") is not None
            or "published" in (time.get("class") or "")
        ):
            return value, "the page's <time> of publication"
    return _by_htmldate(root)


def _iso(value: str | None) -> str | None:
    """The value as an ISO date or datetime within bounds, or None."""
    if not value:
        return None
    usual = iso(value.strip()[:40])
    return usual if usual and EARLIEST <= usual[:10] <= LATEST else None


def _by_htmldate(root: etree._Element) -> tuple[str, str] | None:
    """What the library finds in the markup alone (no guess from the text, no network)."""
    if sum(1 for _ in root.iter()) > 20_000:
        return None
    try:
        value = find_date(root, extensive_search=False, original_date=True, min_date=EARLIEST, max_date=LATEST)
    except Exception:  # a library's heuristics on hostile markup: no date is an answer, a crash is none
        return None
    return (value, "a date in the page's markup (htmldate)") if value and iso(value) else None
