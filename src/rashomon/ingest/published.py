"""When a document was said to the world: stated, in the page's metadata, or inferred from its text with the reason."""

from __future__ import annotations

import re

from rashomon.ingest.dates import Dated, dates_in
from rashomon.ingest.words import Words
from rashomon.model import Published

STATED_BASES = ("stated", "metadata", "inferred")
NOT_STATED = re.compile(
    r"\bnot (?:stated|given|in the file|dated)|\binferred|\bdeduced|\bestimat|\bguess|\bassum|\bfixed by\b|\bapprox|\bprobabl",
    re.I,
)
IN_URL = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$|\D)")
OPENING = 250
"""Characters at the head of a text in which a date without "on" or "since" before it is the date of the report."""

CLOCK = re.compile(r"\s*,?\s*(?:at\s+)?(?P<h>[01]\d|2[0-3])[:.](?P<m>[0-5]\d)(?![\d.])(?:\s*(?P<z>GMT|UTC|Z)\b)?")


def published_of(
    text: str, words: Words, *, stated: str | None, basis: str | None, metadata: tuple[str, str] | None, url: str | None
) -> Published | None:
    """The date with its basis, or None where nothing states or implies one. `metadata` is (ISO value, where it stood)."""
    if stated:
        return _as_stated(stated, basis)
    if metadata:
        return Published(value=metadata[0], basis="metadata", reason=metadata[1])
    return from_url(url) or from_text(text, words)


def _as_stated(value: str, basis: str | None) -> Published:
    """A manifest's own words about its date decide: "not stated in the file; …" is an inference of whoever wrote it."""
    if not basis or basis == "stated":
        return Published(value=value, basis="stated")
    if basis == "metadata":
        return Published(value=value, basis="metadata")
    if basis == "inferred" or NOT_STATED.search(basis):
        return Published(value=value, basis="inferred", reason=basis)
    return Published(value=value, basis="stated", reason=basis)


def from_url(url: str | None) -> Published | None:
    """A whole date in the path of the address ("/2016/07/05/")."""
    found = IN_URL.search((url or "").partition("://")[2].partition("/")[2].join(("/", "")))
    if not found:
        return None
    return Published(
        value=f"{found['y']}-{found['m']}-{found['d']}", basis="inferred", reason=f"the address has {found[0].strip('/')!r}"
    )


def from_text(text: str, words: Words) -> Published | None:
    """The date that the head or the foot of the text gives itself."""
    head = dates_in(text[:OPENING], words)
    for dated in head:
        label = words.date_label.search(text[max(0, dated.start - 40) : dated.start])
        if label:
            return _inferred(
                text, dated, f"the text says {_quoted(text[max(0, dated.start - 40) + label.start() : dated.end])}"
            )
    for dated in head:
        if dated.start == 0 or text[: dated.start].strip(" [(\n") == "":
            return _inferred(text, dated, f"the text opens with {_quoted(dated.text)}")
        if not words.event_date.search(text[: dated.start]):
            return _inferred(text, dated, f"the opening lines give the date {_quoted(dated.text)}")
    return _labelled(text, words)


def _labelled(text: str, words: Words) -> Published | None:
    """A date behind "Published", "As of …" anywhere else in the text."""
    for dated in dates_in(text, words):
        before = text[max(0, dated.start - 40) : dated.start]
        if label := re.search(r"(?:\n|^|[.:|]\s*)[^\n.]{0,12}$", before) and words.date_label.search(
            re.sub(r"\d{3,4}\s*(?:GMT|UTC)\s*$", "", before)
        ):
            return _inferred(text, dated, f"the text says {_quoted(before[label.start() :] + dated.text)}")
    return None


def _inferred(text: str, dated: Dated, reason: str) -> Published:
    """With the clock time that follows the date, where one does."""
    clock = CLOCK.match(text, dated.end)
    value = dated.value.isoformat()
    if clock:
        value += f"T{clock['h']}:{clock['m']}" + ("Z" if clock["z"] else "")
    return Published(value=value, basis="inferred", reason=reason)


def _quoted(text: str) -> str:
    return "“" + " ".join(text.split()) + "”"
