"""When: the time expressions of a passage, and the one that dates a happening.

The reader only finds them; what they mean depends on the day of writing and is the linker's part.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    if match.name == "quarter" and set(match.groups) == {"same"} and span.root.dep_ in ("nsubjpass", "dobj"):
        return False  # a quarter of a town
    if match.name == "year" and set(match.groups) == {"year"} and len(span) == 1:
        return not _counts(span[0])
    return not (match.name == "duration" and match.groups.get("n", "").lower() in ("a", "an") and _rate(span))


def _rate(span: Span) -> bool:
    """Whether a stretch only says for which time a number is counted: "200 shells a day"."""
    root = span.root
    return root.dep_ == "npadvmod" and root.head.pos_ in ("NOUN", "NUM") and root.head.i == span.start - 1


def _counts(token: Token) -> bool:
    """A number that counts the noun behind it: "1990 soldiers", and not "the 1990 results", "the ministry's 1990 figures"."""
    noun = token.head
    if token.dep_ != "nummod" or noun.i <= token.i or noun.tag_ != "NNS":
        return False
    between = token.doc[token.i + 1 : noun.i]
    return not any(t.pos_ == "PROPN" for t in between) and not any(c.dep_ in ("det", "poss") for c in noun.children)


def of_clause(
    tokens: Sequence[Token], start: int, end: int, times: Sequence[When], base: int, words: Language | None = None
) -> When | None:
    """The expression that dates the happening told by `tokens` at `start:end` (offsets of the document); None if none does.

    It lies inside the clause or hangs on one of its words. With `words`, one that hangs on a verb of saying dates the
    saying, "now" dates nothing, and of "since the war began in March 2011" the clause "the war began in March 2011" has the
    date alone. Of several, a date goes before a stretch or a mere "recently"; then the one that hangs nearest to the
    clause's head; then the nearest to its end.
    """
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    saying = frozenset(w for g in words.saying.verbs if g.voiced for w in g.words) if words else frozenset[str]()
    ranked = []
    for whole in times:
        when = _cut(whole, start, end, words)
        rank = _rank(when, words)
        span = tokens[0].doc.char_span(when.start - base, when.end - base, alignment_mode="expand")
        if span is None or rank is None:
            continue
        governor, above = _governor(span), _before_clause(span)
        if above is not None and (governor := above).i not in inside:
            continue
        if (start <= when.start < end or governor.i in inside) and not _of_saying(governor, inside, saying):
            counted = bool(words) and governor.lemma_ in (words.times.counting if words else ())
            ranked.append(((rank + counted, _depth(governor, inside), end - when.end), when))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _cut(when: When, start: int, end: int, words: Language | None) -> When:
    """What of an expression that begins before the clause stands in it as an expression by itself."""
    if words is None or not when.start < start < when.end <= end:
        return when
    inner = words.times.find(when.text[start - when.start :])
    if not inner:
        return when
    first, last = start + inner[-1].start, start + inner[-1].end
    return When(text=when.text[first - when.start : last - when.start], start=first, end=last, timex_type=inner[-1].type)


def _rank(when: When, words: Language | None) -> int | None:
    """0 for a date, 1 for a stretch or a vague date, None for what dates nothing."""
    name = next((m.name for m in words.times.parse(when.text)), "") if words else ""
    if words and (name in words.times.undated or (name == "duration" and (_of_hours(when.text, words) or "-" in when.text))):
        return None  # "now"; "within a minute"; "a 7-day truce"
    weak = name in words.times.weak if words and name else when.timex_type in ("DURATION", "SET")
    return 1 if weak else 0


def _governor(span: Span) -> Token:
    """The word that the expression hangs on, over its preposition."""
    token = span.root
    while token.head.i != token.i and (token.head.pos_ == "ADP" or span.start <= token.head.i < span.end):
        token = token.head
    return token.head


def _of_hours(text: str, words: Language) -> bool:
    """Whether a stretch is shorter than a day: it tells how long, and not when."""
    return words.times.units.get(text.split()[-1].lower(), "").startswith("T")


def _before_clause(span: Span) -> Token | None:
    """The verb that an expression belongs to which stands right before "after", "when" and the like, of whose clause parsers
    make it a part: "struck back overnight after soldiers were killed".
    """
    doc, clause = span.doc, span.root.head
    opens = doc[span.end] if span.end < len(doc) else None
    if opens is None or opens.dep_ not in ("mark", "advmod") or opens.head.dep_ != "advcl" or span.root.dep_ == "pobj":
        return None
    return opens.head.head if clause.i in (opens.i, opens.head.i) and opens.head.head.i < span.start else None


def _of_saying(governor: Token, inside: set[int], saying: frozenset[str]) -> bool:
    """Whether the expression hangs on a verb of saying of the clause that has what is said beside it."""
    says = governor.i in inside and governor.pos_ == "VERB" and governor.lemma_ in saying
    return says and any(c.dep_ == "ccomp" for c in governor.children)


def _depth(governor: Token, inside: set[int]) -> int:
    """How many words lie between the expression and the head of the clause."""
    return sum(1 for t in (governor, *governor.ancestors) if t.i in inside and t.pos_ in ("VERB", "AUX", "NOUN"))
