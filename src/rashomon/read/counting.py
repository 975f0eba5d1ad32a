"""Numbers of a passage: each with its bounds and the noun phrase that it counts."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.model import When
from rashomon.read.parts import Number
from rashomon.read.when import times
from rashomon.vocabulary import Language
from rashomon.vocabulary.numbers import Numbers, Numeral

_REACH = 8  # words between an article and its noun
_NOMINAL = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "X", "SYM"})


def numbers(doc: Doc, base: int, words: Language) -> tuple[Number, ...]:
    """Every number of a passage in its order; `base` is the document offset of the passage's first character.

    Dates, times, durations, sizes, shares, ages and designations ("T-72", "resolution 2254") are left out. An article
    counts as one where a countable noun follows ("a general"); whether it is a figure is for the clause to say.
    """
    text = doc.text
    clock = _covered(times(doc, 0, words))
    found = [n for n in words.numbers.find(text) if not clock & set(range(n.start, n.end))]
    starts = {n.start for n in found if not n.article}
    made = (_number(doc, text, n, base, clock, starts, words) for n in found)
    return tuple(n for n in made if n is not None)


def _covered(whens: Sequence[When]) -> set[int]:
    return {i for w in whens for i in range(w.start, w.end)}


def _number(doc: Doc, text: str, n: Numeral, base: int, clock: set[int], starts: set[int], words: Language) -> Number | None:
    """`text` is the whole text of `doc`, which spaCy puts together anew each time it is asked."""
    span = doc.char_span(n.start, n.end, alignment_mode="expand")
    if span is None or not _is_count(doc, span.start, span.end, text[n.start : n.end].lower(), n, words.numbers):
        return None
    area = words.figures.area.match(text, n.end)
    if area:
        return _area(text, n, area.end(), words.figures.square_kilometres(area["unit"]), base)
    end, head, counted = _counted(
        doc, _noun_of_article(doc, span.start) if n.article else span.end, clock, starts, words.numbers
    )
    counted = doc[span.end : end].text if n.article and head is not None else counted
    if doc[span.start].lower_ in words.numbers.pairs and end < len(doc) and doc[end].pos_ == "CCONJ":
        return None
    if n.article and (head is None or head.lemma_.lower() in words.figures.emptiness or head.tag_ not in ("NN", "NNP")):
        return None
    last = doc[end - 1].idx + len(doc[end - 1]) if end > span.end else n.end
    return Number(
        start=base + n.start,
        end=base + last,
        text=text[n.start : last],
        low=n.low,
        high=n.high,
        hedge=n.hedge,
        of=counted,
        head=base + (head.idx if head is not None else n.start),
    )


def _noun_of_article(doc: Doc, at: int) -> int:
    """Where the noun of an article stands, over whatever describes it ("a 23-year-old man")."""
    noun = doc[at].head
    near = doc[at].dep_ == "det" and at < noun.i <= at + _REACH and noun.pos_ in _NOMINAL
    return noun.i if near else at + 1


def _area(text: str, n: Numeral, end: int, factor: float, base: int) -> Number:
    """In square kilometres; `of` is the unit."""
    low, high = (x if x is None or factor == 1 else float(round(x * factor)) for x in (n.low, n.high))
    return Number(
        start=base + n.start, end=base + end, text=text[n.start : end], low=low, high=high, hedge=n.hedge, of="km²",
        head=base + n.start,
    )  # fmt: skip


def _is_count(doc: Doc, start: int, end: int, word: str, n: Numeral, words: Numbers) -> bool:
    """No name behind a label ("CTF 50"), no pronoun ("one another"), no age between commas, no negation ("no" alone)."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if n.article:
        return after is not None
    if doc[start].dep_ == "preconj":
        return False
    if word in words.dependent:
        return after is not None and (after.pos_ in _INSIDE or after.lower_ in words.partitive | words.further)
    if before is None or not doc[start].like_num or after is None:
        return True
    label = before.pos_ == "PROPN" and after.pos_ not in _INSIDE and (before.text.isupper() or doc[start].head.i < start)
    age = before.text == "," and (after.text == "," or after.text == ".") and before.i > 0 and doc[before.i - 1].pos_ == "PROPN"
    return not (label or age)


def _counted(doc: Doc, at: int, clock: set[int], starts: set[int], words: Numbers) -> tuple[int, Token | None, str | None]:
    """Where the counted noun phrase ends, its head, and its text: "dozens of regime fighters", "3 of them", "40 more"."""
    while at < len(doc) and doc[at].lower_ in words.further:
        at += 1
    first, end, head = at, at, None
    if at < len(doc) and doc[at].lower_ in words.partitive:
        first = at + 1
        while first < len(doc) and (doc[first].pos_ in ("DET", "PRON") and doc[first].tag_ in ("DT", "PRP$", "PDT")):
            first += 1
        if first < len(doc) and doc[first].pos_ == "PRON":
            return first + 1, None, None
        if first < len(doc) and _stands_for_noun(doc, first):
            return first + 1, doc[first], doc[first].text
    end, head = _run(doc, first, clock, starts)
    if head is None:
        return at, None, None
    if end + 1 < len(doc) and doc[end].lower_ in words.partitive and doc[end].head == head:
        inner = end + 1
        while inner < len(doc) and doc[inner].tag_ in ("DT", "PRP$"):
            inner += 1
        further, deeper = _run(doc, inner, clock, starts)
        end = further if deeper is not None else end
    return end, head, doc[first:end].text


def _run(doc: Doc, first: int, clock: set[int], starts: set[int]) -> tuple[int, Token | None]:
    """The nouns and their adjectives from `first` on, as far as one phrase goes; its end and its head."""
    head: Token | None = None
    end = first
    for token in doc[first:]:
        if token.idx in clock or token.idx in starts or not _belongs(token, first, head):
            break
        if token.pos_ in _NOMINAL or (token.tag_ in ("VBG", "NN") and token.dep_ == "compound"):
            head, end = token, token.i + 1
            if _closes(doc, token, first):
                break
    if head is None and first < len(doc) and doc[first].pos_ in ("ADJ", "VERB") and doc[first].tag_ in ("JJ", "VBN", "VBD"):
        return first, None
    return end, head


def _stands_for_noun(doc: Doc, i: int) -> bool:
    """ "15 of the wounded": an adjective with no noun behind it."""
    following = doc[i + 1] if i + 1 < len(doc) else None
    participle = doc[i].pos_ in ("ADJ", "VERB") and doc[i].tag_ in ("JJ", "VBN", "VBD")
    return participle and (following is None or following.pos_ not in _INSIDE)


def _belongs(token: Token, first: int, head: Token | None) -> bool:
    if token.pos_ in _INSIDE or token.text in ("-", "/", "“", '"', "‘") or token.tag_ == "HYPH":
        return True
    if token.i > first and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        return True  # "air-to-surface"
    if token.pos_ == "VERB" and token.dep_ in ("amod", "compound") and token.head.i > token.i:
        return True
    if token.pos_ == "NUM" and token.i > first and not token.is_digit:
        return False
    if token.pos_ == "ADV" and token.head.i > token.i and token.head.pos_ == "ADJ":
        return True
    if token.tag_ == "POS" or token.dep_ == "case":
        return True
    if token.pos_ == "CCONJ" and token.i > first and token.i + 1 < len(token.doc):
        following = token.doc[token.i + 1]
        joined = following.dep_ == "conj" or following.head.dep_ == "conj"
        return following.pos_ in _INSIDE and joined and token.head.i >= first and token.head.pos_ in _INSIDE
    return False


def _closes(doc: Doc, token: Token, first: int) -> bool:
    """Whether the parser makes this noun the head of the number: what follows is another phrase, unless joined to it."""
    number = doc[first - 1] if first else None
    heads_number = number is not None and number.dep_ in ("nummod", "amod", "det") and number.head.i == token.i
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return bool(heads_number and token.tag_ == "NNS" and following is not None and following.pos_ == "PROPN")
