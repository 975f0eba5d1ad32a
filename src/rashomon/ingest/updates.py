"""Updates: paragraphs that were added later, each with its own time where the text gives one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import structs

from rashomon.ingest.block import Block
from rashomon.ingest.dates import calendar_day, date_only
from rashomon.ingest.words import Words
from rashomon.model import Role

CLOCK = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-4])[:.h]?(?P<m>[0-5]\d)(?!\d|[:.]\d)\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>(?:gmt|utc|z)\b)?",
    re.I,
)
STAMP = re.compile(
    r"[\[(]?(?:(?:[01]?\d|2[0-3])[:.][0-5]\d|[01]?\d(?=\s?[ap]\.?m))\s*(?:[ap]\.?m\b\.?)?\s*(?:[A-Z]{2,4}\b)?[\])]?\s*[-–—:|]?\s+\S",
    re.I,
)
DAY_FIRST = re.compile(r"^[ ,:(–—-]*(?:\d{1,2}\s+[^\W\d_]{3,9}|[^\W\d_]{3,9}\.?\s+\d{1,2})(?!\d)(?=[ ,])")
PUNCTUATED = re.compile(r"\s*(?:\d{1,2}\s*)?[:\-–—]\s")


def mark_updates(blocks: Sequence[Block], words: Words, published: str | None) -> list[Block]:
    """Role `update` from a marker to the next one, to "original entry", to a wide border or to the end of the report.

    In a live report each paragraph that begins with a clock time is a marker too. An original entry with a time keeps it
    as `posted` and stays body. A line that announces an update "below" makes one of what follows the next wide border.
    `published` (ISO) is the day of the newest update.
    """
    originals = [n for n, block in enumerate(blocks) if block.role is None and words.original.match(block.text)]
    updates = [n for n in _markers(blocks, words) if n not in originals]
    posted = _posted(blocks, sorted(updates + originals), published, words)
    marked: list[Block] = []
    role: Role | None = None
    at: str | None = None
    for n, block in enumerate(blocks):
        if block.role is not None:
            marked.append(block)
            continue
        if n in posted:
            role, at = ("update" if n in updates else None), posted[n]
        elif block.above >= 2:
            role, at = None, None
        marked.append(structs.replace(block, role=role, posted=at))
    return _announced(marked, words)


def _markers(blocks: Sequence[Block], words: Words) -> list[int]:
    """The numbers of the blocks with which an update begins."""
    free = [n for n, block in enumerate(blocks) if block.role is None]
    marking = [n for n in free if _marks(blocks[n].text, words)]
    stamped = [n for n in free if STAMP.match(blocks[n].text)]
    return sorted({*marking, *stamped}) if _is_live(blocks, marking, stamped, free) else marking


def _is_live(blocks: Sequence[Block], marking: Sequence[int], stamped: Sequence[int], free: Sequence[int]) -> bool:
    """Are clock times at the head of paragraphs those of the saying? Yes beside a marked update, where the report opens
    with one, or where they run backwards; a list of times that runs on inside a report tells when things happened.
    """
    if marking or not stamped:
        return bool(stamped)
    return len(stamped) >= 2 and (stamped[0] == free[0] or _backwards([_minutes(blocks[n].text) for n in stamped]))


def _backwards(times: Sequence[int | None]) -> bool:
    """Is the newest at the top? A step of less than half a day counts, over midnight too."""
    known = [time for time in times if time is not None]
    falls = sum((below - above) % 1440 > 720 for above, below in pairwise(known))
    return falls * 2 > len(known) - 1


def _marks(text: str, words: Words) -> bool:
    """ "UPDATE, 1115 GMT:", "Update 14:05 - …", "UPDATE: …": the word, then a time, a colon or a dash. A line that is
    nothing but the time of the last change ("Updated 5:40 pm ET") marks nothing.
    """
    found = words.update.match(text)
    if not found or (not text.endswith(":") and date_only(text, words)):
        return False
    shouted, rest = found[0].strip().isupper(), text[found.end() : found.end() + 40]
    if PUNCTUATED.match(rest + " ") and (shouted or rest.lstrip()[:1] == ":"):
        return True
    timed = CLOCK.match(DAY_FIRST.sub("", rest).lstrip(" ,:(-–—")) is not None
    return timed and (shouted or re.match(r"[\s,:(-]|.{0,2}$", rest) is not None)


def _posted(blocks: Sequence[Block], markers: Sequence[int], published: str | None, words: Words) -> dict[int, str | None]:
    """The ISO time of each marker: its clock time on the day that it names, else on the day of the marker above it (first:
    of publication), and on the day before once the times of a newest-first report rise over midnight. With Z where it says
    GMT. None where the time or the day is missing.
    """
    times = [_minutes(blocks[n].text) for n in markers]
    day = date.fromisoformat(published[:10]) if published else None
    found: dict[int, str | None] = {}
    last: int | None = None
    backwards = len(times) > 1 and (_backwards(times) or words.original.match(blocks[markers[-1]].text) is not None)
    for n, time in zip(markers, times, strict=True):
        head = blocks[n].text[:60]
        named = _named_day(head, day, words) if day else None
        if named:
            day = named
        elif day and backwards and time is not None and last is not None and time > last and day > date.min:
            day -= timedelta(days=1)
        zone = CLOCK.search(head)
        clock = f"{time // 60:02}:{time % 60:02}" if time is not None else ""
        found[n] = f"{day}T{clock}{'Z' if zone and zone['zone'] else ''}" if day and clock else None
        last = time if time is not None else last
    return found


def _named_day(head: str, near: date, words: Words) -> date | None:
    """The day and month that a marker names ("UPDATE, 0040 GMT, 28 February"), in the year that brings it near."""
    month = "|".join(words.months)
    found = re.search(rf"\b(?:(?P<d>\d{{1,2}})\s+(?P<m>{month})|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}}))\b", head, re.I)
    if not found:
        return None
    number, day = words.months[(found["m"] or found["m2"]).lower()], int(found["d"] or found["d2"])
    near_ones = [value for year in (near.year - 1, near.year, near.year + 1) if (value := calendar_day(year, number, day))]
    return min(near_ones, key=lambda value: abs(value - near), default=None)


def _minutes(text: str) -> int | None:
    """The first clock time of a paragraph's opening, in minutes after midnight."""
    found = CLOCK.search(text[:60])
    if not found:
        return None
    hour, minute = int(found["h"]), int(found["m"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    return hour * 60 + minute if hour < 24 else None


def _announced(blocks: Sequence[Block], words: Words) -> list[Block]:
    """What stands below the next wide border after a line that says "updated below"."""
    announced = next((n for n, b in enumerate(blocks) if b.role is None and words.update_below.search(b.text)), None)
    if announced is None:
        return list(blocks)
    border = next((n for n, b in enumerate(blocks) if n > announced and b.role is None and b.above >= 2), len(blocks))
    return [structs.replace(b, role="update") if n >= border and b.role is None else b for n, b in enumerate(blocks)]
