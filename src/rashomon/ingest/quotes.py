"""Block quotations behind a lead-in, and lead-ins whose quotation is missing.

A paragraph that ends in a colon promises somebody else's words. What follows is the quotation, unless the writer speaks
on (a connective, another colon) or a list or a heading follows; then something is lost here: a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from rashomon.ingest.block import BULLET, Block, ended
from rashomon.ingest.lines import heading
from rashomon.ingest.updates import STAMP
from rashomon.ingest.words import Words
from rashomon.model import Role

OPEN, CLOSE = '"“„«', '"”“»'
PERSONAL = re.compile(r"(?<!\w)(?:I|we|our|us|my|me)(?!\w)")
SENTENCE_END = re.compile(r"[.!?][)”\"’]?\s+(?=[A-Z“\"])")
ABBREVIATION = re.compile(r"(?:^|[^\w])[A-Z][a-z]{0,4}\.$")
MIN_WORDS = 4
"""A shorter paragraph before a colon is a label ("QUESTION:", "Syria:") and promises nothing."""


def mark_quotes(blocks: Sequence[Block], words: Words) -> list[Block]:
    """Role `quote` with author and lead-in for block quotations; `gap` for lead-ins that lead to nothing."""
    marked = list(blocks)
    order = [n for n, block in enumerate(blocks) if _readable(block)]
    at = 0
    while at < len(order):
        lead = marked[order[at]]
        if lead.role != "quote" and _promises(lead.text) and not _marks_entry(lead.text, words):
            taken = _quoted(marked, order[at + 1 :], lead, words)
            for n in taken:
                marked[n] = structs.replace(
                    marked[n], role="quote", author=speaker(lead.text, words), lead_in=_sentence(lead), posted=lead.posted
                )
            if not taken and _is_gap(marked, order[at + 1 :], words):
                marked[order[at]] = structs.replace(lead, gap=True)
            at += len(taken)
        elif lead.role != "quote" and _breaks_open(lead.text, words) and (taken := _continued(marked, order[at + 1 :], words)):
            for n in taken:
                marked[n] = structs.replace(
                    marked[n], role="quote", author=speaker(lead.text, words), lead_in=_sentence(lead), posted=lead.posted
                )
            at += len(taken)
        at += 1
    return marked


def _readable(block: Block) -> bool:
    return block.role in (None, "update", "quote")


def _promises(text: str) -> bool:
    """Does the paragraph end in a colon, as a sentence does and not as a label?"""
    return (text.endswith(":") and len(text.split()) >= MIN_WORDS) or bool(
        re.fullmatch(r"[^:]{4,120}\b\w+ed|[^:]{4,60} said:", text)
    )


def _marks_entry(text: str, words: Words) -> bool:
    """ "UPDATE, 28 February, 0040 GMT:" ends in a colon and leads to nobody's words."""
    return len(text) < 70 and (words.update.match(text) or words.original.match(text)) is not None


def _quoted(blocks: Sequence[Block], after: Sequence[int], lead: Block, words: Words) -> list[int]:
    """The numbers of the paragraphs that are the quotation; empty where none follows."""
    if not after:
        return []
    first = blocks[after[0]]
    if first.role == "quote":
        return _run(blocks, after, "quote")
    if not _can_be_quoted(first, words):
        return []
    taken = [after[0]]
    for n in after[1:]:
        if n != taken[-1] + 1 or not _goes_on(blocks[n], first, lead, words):
            break
        taken.append(n)
    return taken


def _run(blocks: Sequence[Block], after: Sequence[int], role: Role) -> list[int]:
    """The numbers at the head of `after` whose blocks have the role (marked so by the markup)."""
    taken: list[int] = []
    for n in after:
        if blocks[n].role != role:
            break
        taken.append(n)
    return taken


def _can_be_quoted(block: Block, words: Words) -> bool:
    """Could these be somebody else's words? Not where the writer speaks on, nor in a list, a heading or a lead-in."""
    text = block.text
    if text[0] in OPEN:
        return True
    if STAMP.match(text):
        return False
    return not (
        text.endswith(":") or BULLET.match(text) or words.narrator.match(text) or (heading(text, words) and len(text) < 60)
    )


def _goes_on(block: Block, first: Block, lead: Block, words: Words) -> bool:
    """Is a later paragraph still the quotation? In quotation marks: as long as each opens with one. A statement: until the
    writer is heard again. A quoted report: as long as it goes on attributing.
    """
    text = block.text
    if not _can_be_quoted(block, words) or words.closing.match(text):
        return False
    if first.text[0] in OPEN:
        return text[0] in OPEN and not re.search(r"[\"”»]\s+\w+\s+\w+", text)
    if words.saying.search(lead.text) or words.statement.search(lead.text):
        sentence_a_line = block.above == 0 and not SENTENCE_END.search(text)
        return bool(PERSONAL.search(text)) or not (words.saying.search(text) or sentence_a_line)
    return words.saying.search(text) is not None and not words.caption.match(text)


def _is_gap(blocks: Sequence[Block], after: Sequence[int], words: Words) -> bool:
    """Nothing was quoted: is something missing? Not where a list, a heading or another lead-in to a quotation follows."""
    if not after:
        return True
    text = blocks[after[0]].text
    if BULLET.match(text):
        return False
    if text.endswith(":"):
        return not (_verbless(text, words) and len(after) > 1 and blocks[after[1]].text[0] in OPEN)
    return bool(words.narrator.match(text)) or not heading(text, words)


def _verbless(text: str, words: Words) -> bool:
    """A lead-in without a verb of its own ("The mayor, an hour before the strike:") belongs to the quotation below it."""
    return (
        not words.auxiliary.search(text) and not words.saying.search(text) and not re.search(r"\b\w+(?:ing|ed)\b (?!to)", text)
    )


def _breaks_open(text: str, words: Words) -> bool:
    """Somebody is said to say something, and a closing quotation mark at the end has no partner: its opening was lost with
    the border of a block quotation.
    """
    closes = re.search(r"[\"”]\W{0,2}$", text) is not None
    alone = text.count("”") > text.count("“") if "”" in text else text.count('"') % 2 == 1
    return closes and alone and words.saying.search(text) is not None and text[0] not in OPEN


def _continued(blocks: Sequence[Block], after: Sequence[int], words: Words) -> list[int]:
    """The paragraph below a broken quotation, if nobody else is said to speak in it."""
    if not after:
        return []
    block = blocks[after[0]]
    spoken = words.saying.search(block.text) or words.narrator.match(block.text) or block.text.endswith(":")
    return (
        []
        if spoken or block.above == 0 or not ended(block.text) or BULLET.match(block.text) or block.role == "quote"
        else [after[0]]
    )


def _sentence(lead: Block) -> tuple[int, int]:
    """The offsets of the last sentence of the lead-in's paragraph."""
    return lead.start + _last_sentence(lead.text), lead.end


def _last_sentence(text: str) -> int:
    """Where the last sentence begins. A stop after a short capitalised word ("Gen.", "J.") ends none."""
    starts = [
        found.end()
        for found in SENTENCE_END.finditer(text)
        if not ABBREVIATION.search(text[max(0, found.start() - 8) : found.start() + 1])
    ]
    return starts[-1] if starts else 0


def speaker(text: str, words: Words) -> str | None:
    """Who the last sentence of a lead-in says is speaking: the words before its verb of saying, or, in a lead-in without
    a verb, the words before a time or a bracket. None where that is not plain.
    """
    sentence = text[_last_sentence(text) :]
    verbs = [found for found in words.saying.finditer(sentence) if found.start() and found[0][0].islower()]
    for verb in reversed(verbs):
        if name := _subject(sentence[: verb.start()]):
            return name
    if according := re.search(r"\baccording to ([^,:.;]{2,80})", sentence, re.I):
        return according[1].strip()
    if _verbless(sentence, words):
        return _subject(re.split(r"\s*[(]|\s+\d", sentence.rstrip(":"))[0])
    return None


LOOSE_START = re.compile(r"^(?:(?:of|for|and|in|to|as|when|while|if|according to)\s+)+", re.I)
LOOSE_END = re.compile(r"\b(?:of|for|the|and|in|to|as|when|if)$", re.I)
CLAUSE_FIRST = re.compile(r"(?:\w+ing|after|before|in|on|at|with|for|during|when|as|while|nonetheless|but|and)\b", re.I)
SUBJECT = re.compile(
    r"(?:(?:\b(?:[Tt]he|[Aa]n?)\s+)?(?:[A-Z][\w.’'-]*|of|for|the|and|in|to|de|al|el|official|spokesman|spokeswoman|minister|source|sources|officials|"
    r"president|leader|commander|governor|mayor|main|opposition|senior)(?:\s+|,\s+(?=(?:the\s+)?[A-Z])|,?\s*$))+$"
)


def _subject(before: str) -> str | None:
    """The noun phrase that ends here, as far as it can be told by its capitals and commas."""
    before = before.rstrip()
    if CLAUSE_FIRST.match(before) and ", " in before:
        last = before.rpartition(", ")[2]
        before = before if last.startswith(("the ", "a ", "an ")) else last
    found = SUBJECT.search(before + " ")
    if not found:
        return None
    name = LOOSE_START.sub("", found[0].strip(" ,"))
    return name if re.search(r"[A-Z]|official|source|spokes", name) and not LOOSE_END.search(name) else None
