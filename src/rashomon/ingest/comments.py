"""Where the readers' comments begin, who wrote each, and how deep it is nested: in text without markup.

Three signs, the surest first: numbered entries ("  2. Name says", the indent is the depth); a line such as
"COMMENTS (3)" with entries "name: text" or name lines below it; and, with neither, a tail in which short name lines
stand above paragraphs in which readers talk to each other, after a report that has none of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from rashomon.ingest.block import Block
from rashomon.ingest.lines import capitals_only, name_like, opinion
from rashomon.ingest.words import Words

NUMBERED = re.compile(r"\d{1,4}[.)]\s+(?P<rest>\S.{0,120})")
HANDLE = re.compile(r"(?P<author>[^\s:][^:\n]{0,40}?):\s+(?=\S)")
MIN_ARTICLE = 300
"""Characters of report before a tail without any heading may be taken for comments."""

OPINIONS = 0.45
"""Share of the tail's paragraphs that must sound like a reader: 0.8 in the corpus, 0.1 in ordinary reports."""


def mark_comments(blocks: Sequence[Block], words: Words) -> list[Block]:
    """The same text with every comment in one block: role, author and depth filled; all before them untouched."""
    for find in (_numbered, _headed, _flat):
        start = find(blocks, words)
        if start is not None:
            head = list(blocks[:start])
            if find is _headed:
                head.append(structs.replace(blocks[start], role="other"))
                start += 1
            tail = blocks[start:]
            return head + (_nested(tail, words) if find is _numbered else _listed(tail, words))
    return list(blocks)


def _numbered(blocks: Sequence[Block], words: Words) -> int | None:
    """The first of at least two numbered entries with an author, or of one that is number 1 and indented."""
    starts = [n for n, block in enumerate(blocks) if _entry_author(block, words)]
    if len(starts) >= 2 or (starts and blocks[starts[0]].indent and blocks[starts[0]].text.startswith("1")):
        return starts[0]
    return None


def _entry_author(block: Block, words: Words) -> str | None:
    """The author of a numbered entry ("2. Name says"), or None where the block is none."""
    numbered = NUMBERED.match(block.text)
    first = numbered["rest"].split("\n")[0].strip() if numbered else ""
    named = words.comment_verb.fullmatch(first)
    return named["author"] if named else None


def _nested(blocks: Sequence[Block], words: Words) -> list[Block]:
    """One block for each numbered entry; depth is the rank of its indent among those still open."""
    entries: list[list[Block]] = []
    for block in blocks:
        if _entry_author(block, words) or not entries:
            entries.append([block])
        else:
            entries[-1].append(block)
    open_indents: list[int] = []
    comments: list[Block] = []
    for entry in entries:
        while open_indents and open_indents[-1] >= entry[0].indent:
            open_indents.pop()
        comments.append(_comment(entry, _entry_author(entry[0], words), len(open_indents)))
        open_indents.append(entry[0].indent)
    return comments


def _headed(blocks: Sequence[Block], words: Words) -> int | None:
    """The last heading of comments below which somebody comments: with a name, or in a reader's tone."""
    for n in range(len(blocks) - 2, 0, -1):
        if not words.comment_header.fullmatch(blocks[n].text):
            continue
        tail = range(n + 1, len(blocks))
        named = any(_author_line(blocks, m, words) or _handle(blocks[m], words) for m in tail)
        toned = sum(opinion(blocks[m].text, words) for m in tail)
        if (named and toned) or toned >= OPINIONS * len(tail):
            return n
    return None


def _flat(blocks: Sequence[Block], words: Words) -> int | None:
    """The first name line of a tail of comments without any heading."""
    if capitals_only(" ".join(block.text for block in blocks[:60])):
        return None
    authors = [n for n in range(len(blocks)) if _author_line(blocks, n, words)]
    for start in authors:
        before = [block for block in blocks[:start] if len(block.text) > 80]
        if len(before) < 2 or sum(len(block.text) for block in before) < MIN_ARTICLE:
            continue
        texts = [block for n, block in enumerate(blocks[start:], start) if n not in authors]
        here = [n for n in authors if n >= start]
        if len(here) < 2 or len(here) * 6 < len(texts):
            continue
        if sum(opinion(block.text, words) for block in texts) >= OPINIONS * len(texts):
            return start
    return None


def _author_line(blocks: Sequence[Block], n: int, words: Words) -> bool:
    """A name alone on its line, with one blank line or none between it and the paragraph that follows."""
    if n + 1 >= len(blocks) or not name_like(blocks[n].text, words):
        return False
    after = blocks[n + 1]
    return after.above <= 1 and (blocks[n].above >= 1 or n == 0) and len(after.text) > 0


def _listed(blocks: Sequence[Block], words: Words) -> list[Block]:
    """One block for each comment of a flat list. A name line, `handle:` or a border of two blank lines begins a new one."""
    entries: list[tuple[str | None, list[Block]]] = []
    after_name = False
    for n, block in enumerate(blocks):
        handle = None if after_name else _handle(block, words)
        if not after_name and _author_line(blocks, n, words) and not (n and block.above <= 1 and _short_reply(blocks, n)):
            entries.append((block.text, [block]))
            after_name = True
            continue
        if handle:
            entries.append((handle, [block]))
        elif not entries or (block.above >= 2 and not after_name):
            entries.append((None, [block]))
        else:
            entries[-1][1].append(block)
        after_name = False
    return [_comment(parts, author, 0) for author, parts in entries]


def _short_reply(blocks: Sequence[Block], n: int) -> bool:
    """Is a name-like line rather the last words of a comment? So where a wide border follows."""
    return n + 1 < len(blocks) and blocks[n + 1].above >= 2


def _handle(block: Block, words: Words) -> str | None:
    """The handle or name before the colon of "name: text"; None for "update: …" or half a sentence."""
    found = HANDLE.match(block.text)
    name = found["author"].strip() if found else ""
    return name if name and name_like(name.replace(".", ""), words) and not words.update.match(name) else None


def _comment(parts: Sequence[Block], author: str | None, depth: int) -> Block:
    """One comment out of its blocks. `text` keeps the first part only; the passage has the offsets."""
    first, last = parts[0], parts[-1]
    return structs.replace(first, end=last.end, role="comment", author=author, depth=depth)
