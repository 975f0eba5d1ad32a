"""When a document was said to the world: stated, in the page's metadata, or inferred from its text with the reason."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import structs

from rashomon.ingest.dates import Dated, calendar_day, dates_in
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

REACH = 20_000
"""Characters in which dates are looked for at all."""

YEAR = re.compile(r"(?<![\d.,-])((?:19[5-9]|20[0-4])\d)(?![\d,%-])")
CLOCK_BEFORE = re.compile(r"(?P<h>[01]\d|2[0-3])[:.]?(?P<m>[0-5]\d)\s*(?P<z>GMT|UTC)?,?\s*(?:on\s+)?$", re.I)
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
    """The date that the head of the text gives itself, or that a label names further down."""
    head = dates_in(text[:OPENING], words)
    for find in (_labelled, _opening):
        for dated in head:
            if found := find(text, dated, words):
                return found
    if found := _dateline(text, words):
        return found
    return next((found for dated in dates_in(text[:REACH], words) if (found := _labelled(text, dated, words))), None)


def _labelled(text: str, dated: Dated, words: Words) -> Published | None:
    """A date behind "Published", "Date of publication", "As of 1115 GMT"."""
    before = text[max(0, dated.start - 45) : dated.start]
    clock = CLOCK_BEFORE.search(before)
    label = words.date_label.search(before[: clock.start()] if clock else before)
    if not label or (label.start() and not re.search(r"[.:;|(\n-]\s*$|^\s*$", before[: label.start()])):
        return None
    value = dated.value.isoformat()
    if clock:
        value += f"T{clock['h']}:{clock['m']}" + ("Z" if clock["z"] else "")
    published = _inferred(text, dated, f"the text says {_quoted(before[label.start() :] + dated.text)}")
    return structs.replace(published, value=value) if clock else published


def _opening(text: str, dated: Dated, words: Words) -> Published | None:
    """A date that opens the text, or stands among its opening lines as a head does (after a name or a stop) and not as
    part of a sentence ("on …", "due …").
    """
    before = text[: dated.start].rstrip(" [(\t\r\n")
    if not before:
        return _inferred(text, dated, f"the text opens with {_quoted(dated.text)}")
    last = before.split()[-1]
    if words.event_date.search(before + " ") or (last[0].islower() and last[-1].isalpha()):
        return None
    return _inferred(text, dated, f"the opening lines give the date {_quoted(dated.text)}")


def _dateline(text: str, words: Words) -> Published | None:
    """ "PLACE, Nov 14 (Agency) -" without a year: taken with the latest year that the text mentions or the one before it,
    if the weekday that the opening names ("on Thursday") was that day or the day before. A year alone would be no ground.
    """
    opening = text[: 3 * OPENING]
    found = dateline_pattern(tuple(words.months)).search(opening)
    years = [int(year) for year in YEAR.findall(text[:REACH])]
    named = re.search(rf"\b(?:{'|'.join(words.weekdays)})\b", opening[found.end() :], re.I) if found else None
    if not found or not years or not named:
        return None
    month, day = words.months[(found["m"] or found["m2"]).lower()], int(found["d"] or found["d2"])
    weekday = words.weekdays[named[0].lower()]
    for late in (0, 1):  # on the very weekday in the latest year or the one before, then one day after it
        for year in (max(years), max(years) - 1):
            value = calendar_day(year, month, day)
            if value and (value.isoweekday() - weekday) % 7 == late:
                fits = f"{year} fits the years in the text and {_quoted(named[0])}"
                reason = f"the dateline gives {_quoted(found['date'])}; {fits}"
                return Published(value=value.isoformat(), basis="inferred", reason=reason)
    return None


@lru_cache(maxsize=4)
def dateline_pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    """A place in capitals, a day and a month, and a dash, bracket or stop before the report begins."""
    month = "|".join(months)
    day = rf"(?P<date>(?P<m>{month})\.? (?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{month}))"
    return re.compile(
        rf"(?:^|\n)[A-Z][\w .'’-]{{1,40}}(?:, [\w .'’-]{{2,30}})?, (?i:{day})\b\.?\s*(?:\([^)\n]{{2,40}}\)\s*)?[-–—.(:]"
    )


def _inferred(text: str, dated: Dated, reason: str) -> Published:
    """With the clock time that follows the date, where one does."""
    clock = CLOCK.match(text, dated.end)
    value = dated.value.isoformat()
    if clock:
        value += f"T{clock['h']}:{clock['m']}" + ("Z" if clock["z"] else "")
    return Published(value=value, basis="inferred", reason=reason)


def _quoted(text: str) -> str:
    return "“" + " ".join(text.split()) + "”"
