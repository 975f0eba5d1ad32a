"""What stands before somebody's words: "Minister: ..." in a headline, "The minister said:" before his statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs
from spacy.tokens import Doc

from rashomon.read import quotation, sources
from rashomon.read.cues import Cue, Index
from rashomon.read.draft import PHRASE, Draft, Range, chars

MOST_OF_A_HEADING = 60
"""A shorter line "X: ..." in a body is a heading and not somebody's words."""
_HEADLINE = re.compile(
    r"^(?P<source>[^:\n]{2,45}): (?P<content>\S.{8,})$|^(?P<said>\S.{8,}?)(?:: | [-–—] )(?P<by>[^:\n–—]{2,35})$"
)
NEAR = 14
"""Tokens before a colon among which its verb of saying stands."""
_LEAD_IN = re.compile(r":(?:[ \t]*\n\s*|[ \t]+(?=[A-Z]))")


def headlines(text: str, doc: Doc, words: Index, headline: bool) -> Iterator[Draft]:
    """ "Minister: ..." at the head of a line; in headlines "...: monitor" and "... - minister" as well."""
    at = 0
    for line in text.splitlines(keepends=True):
        match = _HEADLINE.match(line.strip("\n"))
        if match and (headline or (match["source"] and len(line) > MOST_OF_A_HEADING)):
            name, said = ("source", "content") if match["source"] else ("by", "said")
            where = at + match.start(name), at + match.end(name)
            if _speaks(doc, where, text[at + match.start(said) : at + match.end(said)], words, behind=name == "by"):
                colon = match.end("source") if match["source"] else match.end("said")
                yield Draft(
                    content=(at + match.start(said), at + match.end(said)),
                    cue=(at + colon, at + colon + 1),
                    source=where,
                    group=PHRASE,
                )
        at += len(line)


def _speaks(doc: Doc, where: Range, said: str, words: Index, behind: bool) -> bool:
    """Whether what stands before a headline's colon can speak: a person, a body, or a country that says "we"."""
    stretch = doc[quotation.first_token(doc, where[0]) : quotation.first_token(doc, where[1])]
    tokens = [t for t in stretch if not t.is_punct]
    if not tokens or len(tokens) > 6:
        return False
    head, lower = tokens[-1], tokens[-1].lower_
    known = words.words
    if {head.lemma_.lower(), lower, lower.rstrip("s")} & (known.people | known.bodies | known.media):
        return True
    if behind:
        return head.ent_type_ in ("PERSON", "ORG")
    first = said.lstrip("‘“\"'").split(" ", 1)[0].lower()
    return head.ent_type_ in ("PERSON", "ORG") or (head.pos_ == "PROPN" and (first in words.words.selves or said[0] in "‘“\"'"))


def blocks(text: str, doc: Doc, words: Index, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "The minister said:" and then his statement, paragraphs without quotation marks."""
    done = 0
    for colon in _LEAD_IN.finditer(text):
        if colon.start() < done:
            continue
        cue = _lead(doc, colon.start(), words)
        start = colon.end()
        quoted = text[start : start + 1] in quotation.OPENING
        if cue is None or (quoted and cue.groups != (PHRASE,)):
            continue
        source = sources.of_verb(cue)
        group = cue.taking("clause", "quote", "object")
        end = _quoted_end(text, start) if quoted else _block_end(text, start, doc, drafts, words)
        done = end
        if "\n" not in colon.group() and not _own(doc, start, end, words):
            continue
        if source and group and end > start:
            yield Draft(
                content=(start, end),
                cue=chars(doc, (cue.token.i, cue.token.i)),
                source=chars(doc, source),
                group=structs.replace(group, stance="assert"),
                quoted=True,
            )


def _lead(doc: Doc, colon: int, words: Index) -> Cue | None:
    """The verb of saying right before a colon, or the one that gives "the following statement"."""
    at = quotation.first_token(doc, colon)
    before = list(doc[max(0, at - NEAR) : at])
    following = any(t.lower_ == "following" for t in before)
    for n, token in enumerate(reversed(before)):
        if token.text in (".", "!", "?"):
            return None
        if token.pos_ == "VERB":
            cue = words.verb(token)
            if cue is not None and cue.taking("clause", "quote") and n < 3:
                return cue
            if following and token.lemma_ in words.words.bringing:
                return Cue(token, (), (PHRASE,), words.words)
    return None


def _own(doc: Doc, start: int, end: int, words: Index) -> bool:
    """Whether an "I" or "we" speaks between two offsets."""
    stretch = doc[quotation.first_token(doc, start) : quotation.first_token(doc, end)]
    return any(t.lower_ in words.words.selves for t in stretch)


def _quoted_end(text: str, start: int) -> int:
    """Offset where paragraphs that are each a quotation end."""
    end = start
    for quote in quotation.quotes(text):
        if quote.start >= start:
            if text[end : quote.start].strip():
                break
            end = quote.end
    return end


def _block_end(text: str, start: int, doc: Doc, drafts: Sequence[Draft], words: Index) -> int:
    """Offset where an unquoted statement ends: before the first paragraph in which another one is reported to speak. Of a
    statement in which no "I" or "we" speaks, any saying is the end.
    """
    own = _own(doc, start, len(text), words)
    spoken = [d.cue[0] for d in drafts if d.source and d.voiced and (d.quoted or (not own and "aside" in d.group.takes))]
    end = start
    for match in re.finditer(r"[^\n]+(?:\n[^\S\n]*\S[^\n]*)*", text[start:]):
        a, b = start + match.start(), start + match.end()
        if any(a <= at < b for at in spoken):
            break
        end = b
    return end
