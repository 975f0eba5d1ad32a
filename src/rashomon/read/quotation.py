"""Words between quotation marks: where they stand, which of them are speech, and whose they are.

Offsets are those of the text given. A quotation that goes on over paragraphs, each opened by a mark again and only the
last one closed, is one. Scare quotes and the author's mock paraphrases are nobody's words: what no verb of saying and no
quotation with a speaker stands beside gets no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs
from spacy.tokens import Doc, Token

from rashomon.read import sources
from rashomon.read.cues import Cue, Index
from rashomon.read.draft import Draft, Range, chars

DOUBLED = re.compile(r"''|``")
OPENING = {"“": "”", "„": "”", "«": "»", '"': '"', "‘": "’"}
SPEECH = 5
"""Words from which on a quotation is speech whatever its punctuation; shorter ones only with an end mark inside."""
PARAGRAPHS = 30
"""Most paragraphs of one quotation: a mark that closes later than that was never its own."""
APART = 110
"""Most code points between two quotations of one speech ("...," the spokesman of the army said on Friday. "...")."""
REACH = 14
"""Most tokens between a quotation and its verb of saying."""
_WORD = re.compile(r"\w+")
_END = re.compile(r"(\w*[a-z)])[.!?](?=\s+[A-Z\"“']|\s*$)")
_STARTS = re.compile(r"[.!?:…]['\"”’)]*\s*$|^\s*$|\n\s*$")


class Quote(Struct, frozen=True, order=True):
    """A quotation with its marks at `start:end`; `speech` is false for a scare quote."""

    start: int
    end: int
    speech: bool


def quotes(text: str) -> list[Quote]:
    """All quotations of a text, outermost only, in order."""
    found: list[Quote] = []
    text = DOUBLED.sub('""', text)
    at = 0
    while at < len(text):
        close = _close(text, at) if text[at] in OPENING and _opens(text, at) else None
        if close is None:
            at += 1
        else:
            close += text[at : at + 2] == '""' == text[close - 1 : close + 1]
            found.append(Quote(at, close, _speech(text[at:close].strip('"“”„«»‘’'))))
            at = close
    return found


def _opens(text: str, at: int) -> bool:
    """Whether the mark can open: white space or a bracket before it, a word after it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if text[at] in "“„«":
        return True
    after = text[at + 2 : at + 3] or " " if after == '"' else after
    return not before.isalnum() and before not in '.,!?;"' and not after.isspace() and (text[at] != "‘" or before.isspace())


def _close(text: str, at: int) -> int | None:
    """Offset behind the closing mark of the quotation that opens at `at`, over paragraphs that each open again (at most
    PARAGRAPHS of them); None if it never closes.
    """
    mark = text[at]
    for _ in range(PARAGRAPHS):
        paragraph = text.find("\n", at)
        paragraph = len(text) if paragraph < 0 else paragraph
        end = _mark(text, at, paragraph)
        if end >= 0:
            return end + 1
        while paragraph < len(text) and text[paragraph].isspace():
            paragraph += 1
        at = paragraph
        if at >= len(text) or text[at] != mark or mark == "‘" or not _opens(text, at):
            return None
    return None


def _mark(text: str, at: int, paragraph: int) -> int:
    """Offset of the closing mark before the end of the paragraph, -1 if there is none."""
    mark, closing = text[at], OPENING[text[at]]
    inner = at + 1 + (text[at + 1 : at + 2] == mark == '"')
    end = text.find(closing, inner, paragraph)
    if closing == "”" and end < 0:  # closed by a plain mark
        return text.find('"', inner, paragraph)
    while closing == "’" and end >= 0 and text[end + 1 : end + 2].isalnum():  # an apostrophe
        end = text.find(closing, end + 1, paragraph)
    return end


def _speech(inner: str) -> bool:
    words = len(_WORD.findall(inner))
    return words >= SPEECH or (words >= 2 and inner.rstrip()[-1:] in ".,!?…")


def attribute(drafts: Sequence[Draft], text: str, doc: Doc, index: Index) -> list[Draft]:
    """The drafts with their contents carried on to the end of their quotations, and the quotations that the parser
    left without a speaker given one.
    """
    found = list(drafts)
    owner: dict[Quote, int] = {}
    speeches = [q for q in quotes(text) if q.speech]
    cues = _cues(doc, index) if speeches else {}
    for quote in speeches:
        number = _covering(found, quote)
        if number is None:
            number = _adopt(found, quote, _beside(quote, text, doc, cues, index))
        if number is not None:
            found[number] = structs.replace(found[number], content=_union(found[number].content, quote), quoted=True)
            owner[quote] = number
    _carry(found, speeches, owner, text, index.words.titles)
    return found


def _covering(drafts: Sequence[Draft], quote: Quote) -> int | None:
    """The smallest saying that holds most of the quotation."""
    fitting = [
        (d.content[1] - d.content[0], n)
        for n, d in enumerate(drafts)
        if d.voiced
        and not d.negated
        and 2 * (min(d.content[1], quote.end) - max(d.content[0], quote.start)) > quote.end - quote.start
        and not quote.start < d.cue[0] < quote.end
    ]
    return min(fitting)[1] if fitting else None


def _union(content: Range, quote: Quote) -> Range:
    return min(content[0], quote.start), max(content[1], quote.end)


def _adopt(drafts: list[Draft], quote: Quote, beside: Draft | None) -> int | None:
    """The number of the draft whose cue stands beside the quotation; a new one where that cue has said nothing yet."""
    if beside is None:
        return None
    for n, draft in enumerate(drafts):
        if draft.cue == beside.cue:
            near = min(abs(draft.content[1] - quote.start), abs(quote.end - draft.content[0]))
            if near > APART:
                drafts[n] = structs.replace(draft, content=beside.content)
            return n
    drafts.append(beside)
    return len(drafts) - 1


def _cues(doc: Doc, index: Index) -> dict[int, Cue]:
    """Verbs that can stand beside a quotation, by token."""
    found = {}
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "VBG", "VBN"):
            cue = index.verb(token)
            if cue is not None and cue.taking("clause", "quote") is not None:
                found[token.i] = cue
    return found


def _beside(quote: Quote, text: str, doc: Doc, cues: dict[int, Cue], index: Index) -> Draft | None:
    tokens = list(_following(quote, text, doc))
    for token in tokens:
        if token.i in cues:
            return _draft(quote, cues[token.i], index, tokens)
    for token in _preceding(quote, text, doc):
        if token.i in cues:
            return _draft(quote, cues[token.i], index, ())
    return None


def _draft(quote: Quote, cue: Cue, index: Index, after: Sequence[Token]) -> Draft | None:
    group = cue.taking("clause", "quote")
    source = sources.of_verb(cue)
    between = [t for t in after if t.i < cue.token.i and t.pos_ not in ("AUX", "ADV")]
    if between and all(t.pos_ in sources.NAMING for t in between) and between[0].pos_ not in ("ADP", "CCONJ"):
        source = between[0].i, between[-1].i
    elif source is None and after and cue.token.i == after[0].i:
        source = sources.inverted(cue.token, cue.words)
    if group is None or not group.voiced or (source is None and cue.token.tag_ != "VBG"):
        return None
    return Draft(
        content=(quote.start, quote.end),
        cue=chars(cue.token.doc, (cue.token.i, cue.token.i)),
        source=chars(cue.token.doc, source) if source else None,
        relays=tuple(chars(cue.token.doc, r) for r in sources.relays(cue.token, index)),
        group=group,
        quoted=True,
    )


def first_token(doc: Doc, offset: int) -> int:
    """Index of the first token at or behind an offset."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _following(quote: Quote, text: str, doc: Doc) -> Iterator[Token]:
    """Tokens behind a quotation up to the end of its sentence."""
    ended = text[quote.start : quote.end - 1].rstrip()[-1:] in ".…"
    first = True
    for token in doc[(at := first_token(doc, quote.end)) : at + REACH]:
        if "\n" in text[quote.end : token.idx] or token.text in (".", "!", "?", '"', ";", ":"):
            return
        if token.is_punct or token.is_space:
            continue
        if first and ended and token.pos_ != "VERB" and token.text[:1].isupper():
            return
        first = False
        yield token


def _preceding(quote: Quote, text: str, doc: Doc) -> Iterator[Token]:
    """Tokens before a quotation back to the start of its sentence, the nearest first; over a line end only behind a colon."""
    at = first_token(doc, quote.start)
    for token in reversed(doc[max(0, at - 2 * REACH) : at]):
        between = text[token.idx : quote.start]
        if token.text in (".", "!", "?", '"') or ("\n" in between and ":" not in between):
            return
        if not token.is_punct and not token.is_space:
            yield token


def _carry(drafts: list[Draft], speeches: Sequence[Quote], owner: dict[Quote, int], text: str, titles: frozenset[str]) -> None:
    """A speech goes on: quotations that have no verb of their own take the speaker of the one before, in the same
    paragraph or opening the next, else of the one behind in the same paragraph.
    """
    ordered = list(speeches)
    for n, quote in enumerate(ordered):
        if quote in owner or not _STARTS.search(text[max(0, quote.start - 6) : quote.start]):
            continue
        before = ordered[n - 1] if n else None
        if before is not None and _sentences(text[before.end : quote.start], titles) > 1:
            continue
        if before in owner and "\n" not in text[before.end : quote.start].strip("\n "):
            same = "\n" not in text[before.end : quote.start]
            _go_on(drafts, owner, quote, drafts[owner[before]], owner[before] if same else None)
            continue
        after = ordered[n + 1] if n + 1 < len(ordered) else None
        if after in owner and "\n" not in text[quote.end : after.start] and after.start - quote.end < APART:
            _go_on(drafts, owner, quote, drafts[owner[after]], owner[after])
            continue
        told = _last_said(drafts, quote, text)
        if told is not None:
            _go_on(drafts, owner, quote, drafts[told], None)


def _sentences(gap: str, titles: frozenset[str]) -> int:
    """How many sentences end between two quotations; "Gen." ends none."""
    return sum(end[1].lower() not in titles for end in _END.finditer(gap))


def _go_on(drafts: list[Draft], owner: dict[Quote, int], quote: Quote, draft: Draft, number: int | None) -> None:
    start, end = draft.content
    near = number is not None and max(start - quote.end, quote.start - end) < 3 * APART
    whole = structs.replace(
        draft, content=(min(start, quote.start), max(end, quote.end)) if near else (quote.start, quote.end), quoted=True
    )
    if near and number is not None:
        drafts[number] = whole
        owner[quote] = number
    else:
        drafts.append(whole)
        owner[quote] = len(drafts) - 1


def _last_said(drafts: Iterable[Draft], quote: Quote, text: str) -> int | None:
    """The saying of the sentence directly before a quotation that opens a sentence."""
    gap = [
        (quote.start - max(d.content[1], d.cue[1]), n)
        for n, d in enumerate(drafts)
        if d.voiced and d.source is not None and max(d.content[1], d.cue[1]) <= quote.start and d.group.kind != "accuse"
    ]
    near = min(gap, default=None)
    if near is None or near[0] > APART or text[quote.start - near[0] : quote.start].count(".") > 1:
        return None
    return near[1]
