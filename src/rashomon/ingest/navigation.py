"""What leads away from the report: menus, links to other stories, tags, by-lines, headings of a topic. Role `other`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from rashomon.ingest.block import Block, ended
from rashomon.ingest.dates import date_only
from rashomon.ingest.lines import WORD, heading, title_case
from rashomon.ingest.words import Words

RULE = re.compile(r"[\W_]+")
MENU = re.compile(r"[^|\n]{1,40}(?:\s[|·»›]\s?[^|\n]{1,40})+")


def mark_navigation(blocks: Sequence[Block], words: Words, capitals: bool) -> list[Block]:
    """Role `other` for lines that are no part of the report. `capitals`: the text is set in capitals, case says nothing."""
    first = _first_paragraph(blocks)
    return [
        structs.replace(block, role="other") if block.role is None and _leads_away(blocks, n, first, words, capitals) else block
        for n, block in enumerate(blocks)
    ]


TURN = re.compile(r"[A-Z][A-Z .'’-]{0,30}:\s")
FUSED = re.compile(r"\(([^()\n]{40,400})\)\W{0,3}$")
NO_SPACE = re.compile(r"[a-z][A-Z]{2}|[a-z][A-Z][a-z]+ [A-Z]")


def split_links(blocks: Sequence[Block], words: Words) -> list[Block]:
    """Titles of other stories in brackets at the end of a paragraph (their links are lost) as a block of their own.

    They are told by title case through and through, or by two titles grown together without a space.
    """
    parts: list[Block] = []
    for block in blocks:
        found = FUSED.search(block.text) if block.role is None else None
        if found and _titles(found[1], words):
            cut = len(block.text[: found.start()].rstrip())
            tail = ":" if block.text.endswith(":") else ""
            at = block.start + found.start()
            parts.append(structs.replace(block, end=block.start + cut, text=block.text[:cut] + tail))
            parts.append(Block(start=at, end=block.end, text=block.text[found.start() :], role="other"))
        else:
            parts.append(block)
    return parts


def _titles(text: str, words: Words) -> bool:
    content = [word for word in WORD.findall(text) if word.lower() not in words.function]
    capitals = sum(word[0].isupper() for word in content)
    return len(content) >= 6 and (
        capitals >= 0.9 * len(content) or (capitals >= 0.7 * len(content) and NO_SPACE.search(text) is not None)
    )


def _first_paragraph(blocks: Sequence[Block]) -> int:
    """The number of the first block that reads like running text."""
    return next((n for n, block in enumerate(blocks) if len(block.text) > 60 and ended(block.text)), len(blocks))


def _leads_away(blocks: Sequence[Block], n: int, first: int, words: Words, capitals: bool) -> bool:
    text = blocks[n].text
    if RULE.fullmatch(text) or words.leads_away_whole.fullmatch(text) or words.credit.fullmatch(text):
        return True
    if len(text) < 200 and (MENU.fullmatch(text) or _opener(text, words)):
        return True
    if n <= first and _byline(text, words):
        return True
    if n < first and n <= 1 and _breadcrumb(text, words):
        return True
    if n < first + 1 and date_only(text, words):
        return True
    return (
        first < n
        and not capitals
        and not blocks[n].titled
        and _alone(blocks, n)
        and heading(text, words)
        and _title(text, words)
    )


def _title(text: str, words: Words) -> bool:
    """In title case, and neither a turn of a transcript ("Q: Why Now?") nor a sentence that broke off: a title's verbs are
    capitalised too.
    """
    if TURN.match(text):
        return False
    small = " ".join(token for token in text.split() if token[0].islower())
    return title_case(text, words) and not words.saying.search(small) and not words.auxiliary.search(small)


def _opener(text: str, words: Words) -> bool:
    """ "Read also: …" and its like: the words, then a colon, a title, a list, or nothing; never a sentence."""
    found = words.leads_away.match(text)
    if not found:
        return False
    rest = text[found.end() :].strip()
    return not rest or rest[0] in ":|-–—,#" or (not ended(text) and (title_case(rest, words) or len(rest) < 60))


def _byline(text: str, words: Words) -> bool:
    """ "By Name Surname", at the head of a report."""
    found = words.byline.match(text)
    return bool(found) and len(text) < 90 and not ended(text) and title_case(text[found.end() :] + " X" if found else "", words)


def _breadcrumb(text: str, words: Words) -> bool:
    """ "Home World Politics": the path of a site, told by its first word."""
    tokens = text.split()
    return (
        2 <= len(tokens) <= 6
        and words.leads_away_whole.fullmatch(tokens[0]) is not None
        and title_case(text, words)
        and not ended(text)
    )


def _alone(blocks: Sequence[Block], n: int) -> bool:
    """Set off by blank lines on both sides, or by running text on both sides in a text without blank lines."""
    block = blocks[n]
    after = blocks[n + 1].above if n + 1 < len(blocks) else 1
    return (block.above >= 1 and after >= 1) or len(block.text) > 25


def byline_of(blocks: Sequence[Block], words: Words) -> str | None:
    """The writer's name as the by-line at the head gives it, or None ("our correspondent" is no name)."""
    for block in blocks[: _first_paragraph(blocks) + 1]:
        if block.role == "other" and (found := words.byline.match(block.text)):
            name = re.split(r"[,|\d(]|\s[-–—]\s", block.text[found.end() :])[0]
            return " ".join(name.split()) if re.match(r"\s*[^\W\d_]", name) and name.strip()[0].isupper() else None
    return None
