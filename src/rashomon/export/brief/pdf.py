"""The brief as a PDF: the same pages, charts and maps as vectors, tagged for screen readers, every citation a link."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import msgspec

from rashomon.export.brief import engrave, maps, pictures, words
from rashomon.export.brief.cites import Entry, written
from rashomon.export.brief.page import Page

SCALE = 0.98
"""Breadth of a drawing against its own units, three quarters of a point each: it fills the column."""


def pdf(page: Page, moment: str | None) -> bytes:
    """The PDF; `moment` (ISO) is the date in its metadata."""
    source = files("rashomon.export.brief").joinpath("templates/brief.typ").read_bytes()
    data = msgspec.json.encode(_given(page, moment)).decode("utf-8", "replace")
    return engrave.pdf(source, {"brief": data}, instant(moment))


def instant(moment: str | None) -> datetime | None:
    """A moment in UTC; None for what is none."""
    try:
        found = datetime.fromisoformat(moment or "")
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _given(page: Page, moment: str | None) -> dict[str, Any]:
    """All that the pages say, with control characters made visible."""
    at = instant(moment)
    return {
        "page": {**_seen(msgspec.to_builtins(page)), "entries": [_entry(entry) for entry in page.entries]},
        "moment": {part: getattr(at, part) for part in ("year", "month", "day", "hour", "minute", "second")} if at else None,
        "fonts": engrave.FAMILIES,
        "scale": SCALE,
        "signs": maps.SIGNS,
        "outlines": maps.OUTLINES,
        "closing": closing(page),
        "charts": [[_picture(pictures.chart(p), p.width, p.summary, p.caption()) for p in s.panels] for s in page.stories],
        "maps": [_picture(pictures.map_(m), m.width, m.summary, "") for m in page.maps],
    }


def closing(page: Page) -> list[str]:
    """The last words of every form."""
    said = [
        "Nothing here says who is right. Readers’ comments and links to other stories were read, are no evidence, and are not "
        "shown."
    ]
    if page.challenged:
        waits = "waits" if page.challenged == 1 else "wait"
        said.append(
            f"{words.count(page.challenged, 'verdict')} of reviewers {waits} for a second look, because the claim reads "
            "differently now."
        )
    if page.failures:
        said.append(f"{words.count(len(page.failures), 'document')} could not be taken in or read:")
        said += page.failures
    return [words.plain(line) for line in said]


def _picture(svg: str, width: float, alt: str, caption: str) -> dict[str, Any]:
    return {"svg": svg, "width": width, "alt": words.plain(alt), "caption": words.plain(caption)}


def _entry(entry: Entry) -> dict[str, Any]:
    known = re.fullmatch(r"[a-z]{2,3}", entry.lang or "")
    found: dict[str, Any] = _seen(msgspec.to_builtins(entry))
    return {**found, "lang": entry.lang if known else None, "rtl": words.from_right(entry.quote), "url": written(entry.url)}


def _seen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _seen(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(part) for part in value]
    return words.visible(value) if isinstance(value, str) else value
