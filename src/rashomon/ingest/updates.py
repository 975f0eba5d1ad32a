"""Updates: paragraphs that were added later, each with its own time where the text gives one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from rashomon.ingest.block import Block
from rashomon.ingest.words import Words

CLOCK = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-4])[:.h]?(?P<m>[0-5]\d)(?!\d|[:.]\d)\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>(?:gmt|utc|z)\b)?",
    re.I,
)
STAMP = re.compile(r"[\[(]?(?:[01]?\d|2[0-3])[:.][0-5]\d\s*(?:[ap]\.?m\b\.?)?\s*(?:[A-Z]{2,4}\b)?[\])]?\s*[-–—:|]?\s+\S", re.I)


def mark_updates(blocks: Sequence[Block], words: Words, published: str | None) -> list[Block]:
    """Role `update` from a marker to the next one, to "original entry", to a heading or to the end of the report.

    In a text with a marker, or with two paragraphs that begin with a clock time, each such paragraph is a marker too.
    A line that announces an update "below" makes one of what follows the next wide border.
    """
    live = _is_live(blocks, words)
    marked: list[Block] = []
    inside = False
    posted: str | None = None
    for n, block in enumerate(blocks):
        if block.role is not None:
            marked.append(block)
            continue
        if words.original.match(block.text):
            inside = False
        elif _marks(block.text, words) or (live and STAMP.match(block.text)):
            inside, posted = True, posted_at(block.text, published)
        elif inside and n and block.above >= 2:
            inside = False
        marked.append(structs.replace(block, role="update", posted=posted) if inside else block)
    return _announced(marked, words)


def posted_at(text: str, published: str | None) -> str | None:
    """The ISO time of an update: its clock time on the day the page was published; with Z where it says GMT. None where
    either is missing.
    """
    found = CLOCK.search(text[:60])
    if not found or not published:
        return None
    hour, minute = int(found["h"]), int(found["m"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    if hour > 23:
        return None
    day = datetime.fromisoformat(published[:10]).date()
    return f"{day.isoformat()}T{hour:02}:{minute:02}" + ("Z" if found["zone"] else "")


def _marks(text: str, words: Words) -> bool:
    """ "UPDATE, 1115 GMT:", "Update 14:05 - …", "UPDATE: …": the word, then a time, a colon or a dash."""
    found = words.update.match(text)
    if not found:
        return False
    word, rest = found[0].strip(), text[found.end() : found.end() + 40]
    shouted = word.isupper()
    return (bool(re.match(r"\s*(?:\d{1,2}\s*)?[:\-–—]\s", rest + " ")) and (shouted or rest.lstrip()[:1] == ":")) or (
        bool(CLOCK.match(rest.lstrip(" ,:(-–—"))) and (shouted or len(rest) < 3 or re.match(r"[\s,:(-]", rest) is not None)
    )


def _is_live(blocks: Sequence[Block], words: Words) -> bool:
    stamped = [block for block in blocks if block.role is None and STAMP.match(block.text)]
    return len(stamped) >= 2 or (len(stamped) == 1 and any(_marks(block.text, words) for block in blocks if block.role is None))


def _announced(blocks: Sequence[Block], words: Words) -> list[Block]:
    """What stands below the last wide border after a line that says "updated below"."""
    announced = next((n for n, b in enumerate(blocks) if b.role is None and words.update_below.search(b.text)), None)
    if announced is None:
        return list(blocks)
    border = next((n for n, b in enumerate(blocks) if n > announced and b.role is None and b.above >= 2), len(blocks))
    return [structs.replace(b, role="update") if n >= border and b.role is None else b for n, b in enumerate(blocks)]
