"""Datelines: the city, the day and the agency with which a report opens, and dates that run into the text.

They say where and when was written, not where and when it happened: what follows them is a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+(?:19|20)\d\d)?"
_DATE = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}),?\s+(?:19|20)\d\d"
_RUN_IN = re.compile(
    rf"(?:^\s*(?:[A-Z][a-z]*\s+(?:of\s+publication\s+|on\s+)?)?|\b(?=[A-Z]{{2,}}\s))((?:[A-Z]{{2,}}\s+)?{_DATE})\s+(?=[A-Z0-9\"“])"
)
"""A date, perhaps behind an agency's letters, that runs into the text: "… XYZ Monday 4 May 2009 Some …"."""

_CITY = r"[^\W\da-z_][A-Z'’\u00c0-\u00de ./-]{1,40}"
_REGION = r"(?:,\s*[A-Z][\w’' -]{1,30})"
_AGENCY = r"(?:\s*\([^()\n]{2,40}\))"
_STATED = rf"(?:,?\s*{_DAY})"
_OPENING = re.compile(
    rf"(?m:^)[ \t]*{_CITY}{_REGION}?(?:{_STATED}|{_AGENCY}){{0,3}}"
    rf"(?:\s*[-–—]+\s+|\.\s+(?:[A-Z][A-Z ]{{2,30}}\s*[-–—]+\s+)?)(?=[A-Z\"“‘0-9])"
)
"""A dateline proper: "KYIV, April 8 (Agency) - ", "MOZDOK, May 11. AGENCY NEWS - ", "BOGOTA. "."""

OPENING = 400
"""Code points at the head of a text in which a date may run into it."""


def starts(text: str) -> Iterator[int]:
    """Offsets at which a sentence starts because a dateline ends there, or a date that runs into the text begins or ends."""
    dated = _RUN_IN.search(text[:OPENING])
    if dated:
        yield from [dated.end()] if not dated.start() else [dated.start(1), dated.end()]
    yield from (m.end() for m in _OPENING.finditer(text))
