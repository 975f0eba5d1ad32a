"""Blocks: the paragraphs of a text with their offsets, before anybody has said what they are.

Invariant: blocks are in order, do not overlap, and every character of the text outside all of them is blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from rashomon.model import Role

LINE = re.compile(r"[^\r\n]+")
BREAK = re.compile(r"\r\n|\r|\n")
BULLET = re.compile(r"(?:[-–—•*·]|\(?\d{1,3}[.)]|\.)\s+\S")
ENDED = re.compile(r"""[.!?…:;]["'”’»)\]]{0,3}(?:\[\d{1,3}\]){0,5}$|["'”’»]$""")
WRAP_MIN, WRAP_MAX = 45, 110
"""Widths between which hard-wrapped text lies (teletype 60–75, mail 72–78, terminals 80–100)."""

MAX_BLOCKS = 50_000
"""Paragraphs of one document; the longest of our corpora has 200."""


class Block(Struct, frozen=True, kw_only=True):
    """One paragraph. `text` without the blanks around it; `indent` in columns; `above` the number of blank lines before.

    `role` None: not yet known. The other fields are those of a Passage. `linked` is the share of its letters that stand
    in links, `titled` is true for a heading inside the report (both by markup only).
    """

    start: int
    end: int
    text: str
    indent: int = 0
    above: int = 0
    role: Role | None = None
    posted: str | None = None
    author: str | None = None
    depth: int | None = None
    lead_in: tuple[int, int] | None = None
    gap: bool = False
    linked: float = 0.0
    titled: bool = False


def paragraphs(text: str) -> list[Block]:
    """The paragraphs of a plain text; the lines of a hard-wrapped one are joined."""
    lines = _lines(text)
    wrapped = is_wrapped(lines)
    groups: list[list[Block]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(text, group) for group in groups]


def is_wrapped(lines: Sequence[Block]) -> bool:
    """Is this text broken at a fixed width? Then most lines that have another right below are about as long as the
    longest, and end in the middle of a sentence.
    """
    full = [line for line, after in pairwise(lines) if after.above == 0]
    if len(full) < 3:
        return False
    widths = [line.indent + len(line.text) for line in full]
    too_wide = sum(line.indent + len(line.text) > WRAP_MAX for line in lines)
    broken = sum(not ENDED.search(line.text) for line in full)
    return median(widths) >= WRAP_MIN and too_wide <= 0.02 * len(lines) and broken >= 0.5 * len(full)


def ended(text: str) -> bool:
    """Does the text end as a sentence does?"""
    return bool(ENDED.search(text))


def _lines(text: str) -> list[Block]:
    """Every line that is not blank."""
    lines: list[Block] = []
    last = 0
    for found in LINE.finditer(text):
        words = found[0].strip()
        if not words:
            continue
        start = found.start() + found[0].index(words)
        above = len(BREAK.findall(text, last, found.start())) - 1 if lines else 0
        indent = len(found[0][: start - found.start()].expandtabs(4))
        lines.append(Block(start=start, end=start + len(words), text=words, indent=indent, above=max(0, above)))
        last = start + len(words)
    return lines


def _goes_on(line: Block, after: Block, wrapped: bool) -> bool:
    """Is the next line the rest of this one's paragraph?"""
    if after.above or BULLET.match(after.text):
        return False
    if wrapped:
        return after.indent <= line.indent + 1 and line.indent + len(line.text) >= WRAP_MIN - 15
    return (
        after.text[0].islower()
        and not ended(line.text)
        and not re.match(r"[\w.-]{1,40}:", after.text)
        and not line.text.isupper()
    )


def _joined(text: str, group: list[Block]) -> Block:
    first, last = group[0], group[-1]
    return Block(start=first.start, end=last.end, text=text[first.start : last.end], indent=first.indent, above=first.above)
