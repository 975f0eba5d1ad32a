"""When: the time expressions of a passage, and the one that dates a happening.

The reader only finds them; what they mean depends on the day of writing and is the linker's part.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Span, Token

from rashomon.model import When
from rashomon.vocabulary import Language
from rashomon.vocabulary.times import Match


def times(doc: Doc, base: int, words: Language) -> tuple[When, ...]:
    """Every time expression of a passage, in its order, with offsets of the document (`base` is where the passage begins)."""
    text = doc.text
    return tuple(
        When(text=text[m.start : m.end], start=base + m.start, end=base + m.end, timex_type=m.type)
        for m in words.times.find(text)
        if _is_time(doc, m)
    )


def _is_time(doc: Doc, match: Match) -> bool:
    """Not "may" the verb, not "1990 soldiers", not "the fall of the city"."""
    span = doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return False
    if match.name == "month":
        return not (len(span) == 1 and span[0].tag_ in ("MD", "VB", "VBP", "VBD", "VBZ"))
    if match.name == "year" and set(match.groups) == {"year"} and len(span) == 1:
        return not _counts(span[0])
    return True


def _counts(token: Token) -> bool:
    """A number that counts the noun behind it: "1990 soldiers", and not "1990 levels" of a year already named."""
    follows = token.i + 1 < len(token.doc) and token.doc[token.i + 1]
    return bool(follows and token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS"))


def of_clause(
    tokens: Sequence[Token], start: int, end: int, times: Sequence[When], base: int, saying: Collection[str] = ()
) -> When | None:
    """The expression that dates the happening told by `tokens` at `start:end` (offsets of the document); None if none does.

    It lies inside the clause or hangs on one of its words. One that hangs on a verb of saying (a lemma of `saying`) dates
    the saying. Of several, a date goes before a duration and a mere "now"; then the one that hangs nearest to the clause's
    head; then the nearest to its end.
    """
    inside = {t.i for t in tokens}
    candidates = [(w, span) for w in times if (span := _span(tokens, w, base)) is not None]
    fitting = [
        (w, span)
        for w, span in candidates
        if (start <= w.start < end or _governor(span).i in inside) and not _of_saying(span, inside, saying)
    ]
    return min(fitting, key=lambda p: (_vagueness(p[0]), _depth(p[1], inside), end - p[0].end), default=(None,))[0]


def _governor(span: Span) -> Token:
    """The word that the expression hangs on, over its preposition."""
    token = span.root
    while token.head.i != token.i and (token.head.pos_ == "ADP" or span.start <= token.head.i < span.end):
        token = token.head
    return token.head


def _span(tokens: Sequence[Token], when: When, base: int) -> Span | None:
    return tokens[0].doc.char_span(when.start - base, when.end - base, alignment_mode="expand") if tokens else None


def _of_saying(span: Span, inside: set[int], saying: Collection[str]) -> bool:
    """Whether the expression hangs on a verb of saying before any other verb."""
    governor = _governor(span)
    for token in (governor, *governor.ancestors):
        if token.lemma_ in saying:
            return True
        if token.pos_ in ("VERB", "AUX") or token.i not in inside:
            return False
    return False


def _depth(span: Span, inside: set[int]) -> int:
    """How many words lie between the expression and the head of the clause."""
    governor = _governor(span)
    return sum(1 for t in (governor, *governor.ancestors) if t.i in inside and t.pos_ in ("VERB", "AUX", "NOUN"))


def _vagueness(when: When) -> int:
    """Dates first; then durations and sets; "now" and "recently" last, being a date in TimeML only by name."""
    if any(c.isdigit() for c in when.text) and when.timex_type in ("DATE", "TIME"):
        return 0
    return {"DATE": 1, "TIME": 1, "DURATION": 2, "SET": 3}.get(when.timex_type or "", 3)
