"""How many: a clause's figures, each number with the measure that it is a number of.

A number gets its measure from the nearest word that gives one: the noun it counts ("9 strikes"), the words beside it
("killed 5", "21 wounded"), the word that governs it in the parse, or the list or sub-total that it stands in. The words
beside it go before the parse, because reports drop commas and auxiliaries and parsers stumble over both. A number that no
word measures is no figure.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from msgspec import Struct
from spacy.tokens import Token

from rashomon.model import Quantity
from rashomon.read.counting import numbers
from rashomon.read.parts import Number
from rashomon.vocabulary import Language
from rashomon.vocabulary.figures import Figures

__all__ = ["figures", "numbers"]

_NEAR, _FAR = 7, 12  # words between the parts of a list, and before "including"
_PEOPLE = ("killed", "wounded", "killed_or_wounded", "captured", "detained", "missing", "released", "displaced")


class _Counted(Struct, frozen=True):
    """A number of the clause among its tokens: its first and last token, and the noun it counts (None if none is said)."""

    number: Number
    first: Token
    last: Token
    head: Token | None
    article: bool


class _Clause(Struct, frozen=True):
    """What the rules look at: the clause's tokens by index, its numbers, its kind, the words, and lumped verbs by index."""

    inside: frozenset[int]
    counted: tuple[_Counted, ...]
    kind: str
    trigger: Token
    words: Figures
    lumped: dict[int, str]


def figures(
    tokens: Sequence[Token], trigger: Token, kind: str, numbers: Sequence[Number], base: int, words: Language
) -> tuple[Quantity, ...]:
    """The figures of one clause in the order of the text.

    `tokens` are the clause's, `trigger` the word that tells its happening, `kind` that happening's kind, `numbers` those of
    the passage (others than the clause's are passed over), `base` the document offset of the passage's first character.
    """
    inside = frozenset(t.i for t in tokens)
    counted = tuple(c for n in numbers if (c := _locate(n, trigger, base, words)) and c.first.i in inside)
    clause = _Clause(inside, counted, kind, trigger, words.figures, _lumps(tokens, counted, words.figures))
    measures: list[str | None] = []
    for at in range(len(counted)):
        measures.append(_measure(at, clause, measures))
    for at in reversed(range(len(counted) - 1)):
        measures[at] = measures[at] or _led(at, clause, measures)
    text = "".join(t.text_with_ws for t in tokens)
    running = bool(words.figures.total.search(text))
    return tuple(
        _quantity(c.number, measure, _of(at, clause, measures), running)
        for at, (c, measure) in enumerate(zip(counted, measures, strict=True))
        if measure is not None
    )


def _locate(number: Number, trigger: Token, base: int, words: Language) -> _Counted | None:
    doc = trigger.doc
    span = doc.char_span(number.start - base, number.end - base, alignment_mode="expand")
    if span is None:
        return None
    place = number.head - base
    head = next((t for t in span if t.idx == place), None)
    article = span[0].lower_ in words.numbers.articles and number.low == 1 == number.high
    said = head is not None and (head.i != span[0].i or bool(number.of))
    return _Counted(number, span[0], span[-1], head if said else None, article)


def _quantity(number: Number, measure: str, of: str | None, running: bool) -> Quantity:
    return Quantity(
        measure=measure, text=number.text, start=number.start, end=number.end, low=number.low, high=number.high, of=of,
        hedge=number.hedge, cumulative=running,
    )  # fmt: skip


# ---------------------------------------------------------------- the measure of one number


def _measure(at: int, clause: _Clause, before: Sequence[str | None]) -> str | None:
    """The first reading that applies, from the surest to the weakest."""
    number = clause.counted[at]
    if number.number.of == "km²":
        return "area_km2"
    beside: tuple[Callable[[], str | None], ...] = (lambda: _ahead(number, clause), lambda: _behind(number, clause))
    readings: tuple[Callable[[], str | None], ...] = (
        lambda: _state_counted(number, clause),
        *(beside if number.head is not None else beside[::-1]),
        lambda: _noun(number, clause, "counted"),
        lambda: _listed(at, clause, before, clause.words.glue),
        lambda: _governed(number, clause),
        lambda: _listed(at, clause, before, clause.words.glue | clause.words.parts),
        lambda: None if number.article else _noun(number, clause, "weakly"),
        lambda: None if number.article else _risen(number, clause),
        lambda: None if number.article else _distant(number, clause),
    )
    measure = next((m for reading in readings if (m := reading())), None)
    return measure if measure and _allowed(number, measure, at, clause, before) else None


def _allowed(number: _Counted, measure: str, at: int, clause: _Clause, before: Sequence[str | None]) -> bool:
    if not number.article:
        return True
    words = clause.words.measures[measure]
    if words.article and number.last.dep_ != "appos" and not (number.head is not None and number.head.dep_ == "appos"):
        return not words.article_people or _is_people(number, clause)
    verb = _previous(number.first, clause)
    counts = any(m == measure and not c.article for c, m in zip(clause.counted, before, strict=False))
    singly = verb is not None and _lemma(verb) in words.singly
    return singly or (
        bool(at) and before[at - 1] == measure and (counts or clause.counted[at - 1].article) and measure != "strikes"
    )


def _state_counted(number: _Counted, clause: _Clause) -> str | None:
    """ "Nine dead", "15 of the wounded", "33 KIA": the state stands where the noun would."""
    token = number.head or number.last
    return _role(token, ("states",), clause)


def _behind(number: _Counted, clause: _Clause) -> str | None:
    """ "5 miners (were) killed", "21 wounded", "12 people who died": the first word behind that is no filler."""
    words = clause.words
    token = _next(number.last, clause, words.skips)
    if token is None:
        return None
    acts = _acts(token, number, clause)
    role = _role(token, ("states",), clause)
    passive = token.tag_ in ("VBN", "VBD", "JJ") and not acts
    if role and not acts:
        return role
    if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD"):
        if passive and _passive_between(number.last, token, clause):
            return _role(token, ("undergoers",), clause, number)
        return _role(token, ("subjects",), clause)
    return None


def _acts(verb: Token, number: _Counted, clause: _Clause) -> bool:
    """Whether the verb behind has an object of its own, so that the number in front of it is who did it."""
    if any(c.dep_ in ("auxpass", "agent") for c in verb.children):
        return False
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if following is None or following.i not in clause.inside:
        return False
    if any(following.i == c.first.i for c in clause.counted):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl"):
        return False
    return following.pos_ in ("NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON") and following.dep_ not in (
        "npadvmod",
        "advmod",
        "nmod",
    )


def _passive_between(last: Token, verb: Token, clause: _Clause) -> bool:
    """An auxiliary of the passive stands between, or nothing that would make the verb active ("has", "who")."""
    between = list(verb.doc[last.i + 1 : verb.i])
    if any(t.lemma_.lower() in clause.words.passive for t in between):
        return True
    return verb.tag_ in ("VBN", "VBD", "JJ") and not any(t.tag_ in ("WP", "WDT", "TO") or t.lemma_ == "have" for t in between)


def _ahead(number: _Counted, clause: _Clause) -> str | None:
    """ "killed 5", "wounding another 40", "the death of 12", "the toll at 16": the word in front, over prepositions."""
    token = _previous(number.first, clause)
    if token is None:
        return None
    if token.pos_ == "ADP" or token.dep_ in ("prep", "agent"):
        return _role(_previous(token, clause), ("losses",), clause) if token.lower_ in clause.words.over else None
    if token.pos_ == "VERB" or token.tag_ in ("JJ", "VBN", "VBD"):
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
        return None if passive else _told(token, clause) or _role(token, ("undergoers",), clause, number)
    if number.head is None and token.i < number.first.i - 1:  # "air strikes -- eight"
        return _role(token, ("counted",), clause)
    return None


def _told(verb: Token, clause: _Clause) -> str | None:
    """ "Kidnapped and killed 11": of two verbs with one object the one that tells this clause's happening."""
    other = clause.trigger
    joined = (verb.head.i == other.i and verb.dep_ == "conj") or (other.head.i == verb.i and other.dep_ == "conj")
    between = range(min(verb.i, other.i), max(verb.i, other.i))
    if not joined or other.pos_ != "VERB" or any(c.first.i in between for c in clause.counted):
        return None
    return _role(other, ("undergoers",), clause)


def _noun(number: _Counted, clause: _Clause, role: str) -> str | None:
    """The counted noun is itself the measure: "9 strikes", "40 casualties"."""
    head = number.head
    if head is None:
        return None
    for name, measure in clause.words.roles.get(_lemma(head), ()):
        if name == role and (role == "counted" or clause.kind in clause.words.measures[measure].kinds):
            return measure
    return None


def _governed(number: _Counted, clause: _Clause) -> str | None:
    """The parse: what the noun is object or subject of, what is said of it, and so up through lists and sub-totals."""
    token = number.head or number.last
    for _ in range(8):
        said = next((m for c in token.children if c.dep_ in ("acl", "relcl", "amod") and (m := _said(c, clause, number))), None)
        if said and token is (number.head or number.last):
            return said
        governor = token.head
        if governor.i == token.i or governor.i not in clause.inside:
            return None
        found = _by_relation(token, governor, clause, number)
        if found:
            return found
        if token.dep_ not in (
            "conj",
            "appos",
            "pobj",
            "prep",
            "nmod",
            "compound",
            "nummod",
            "amod",
            "quantmod",
            "attr",
            "dep",
            "poss",
        ):
            return None
        token = governor
    return None


def _said(child: Token, clause: _Clause, number: _Counted) -> str | None:
    if child.tag_ == "VBN" or (child.dep_ == "relcl" and any(c.dep_ == "auxpass" for c in child.children)):
        return _role(child, ("states", "undergoers"), clause, number)
    if child.dep_ == "relcl":
        return _role(child, ("subjects",), clause)
    return _role(child, ("states",), clause)


def _by_relation(token: Token, governor: Token, clause: _Clause, number: _Counted) -> str | None:
    passive = any(c.dep_ == "auxpass" for c in governor.children)
    elided = governor.tag_ == "VBN" and not any(c.dep_ in ("aux", "dobj") for c in governor.children)
    if token.dep_ in ("dobj", "nsubjpass", "oprd", "attr") or (token.dep_ == "nsubj" and (passive or elided)):
        if governor.pos_ == "VERB" or governor.tag_.startswith("VB"):
            return _role(governor, ("undergoers", "states") if token.dep_ != "dobj" else ("undergoers",), clause, number)
    if token.dep_ == "nsubj":
        complement = [c for c in governor.children if c.dep_ in ("acomp", "attr", "oprd")]
        said = next((m for c in complement if (m := _role(c, ("states",), clause))), None)
        return said or _role(governor, ("subjects",), clause) or _role(governor, ("states",), clause)
    if token.dep_ == "pobj" and governor.lower_ in clause.words.over:
        return _role(governor.head, ("losses",), clause)
    return None


def _listed(at: int, clause: _Clause, before: Sequence[str | None], glue: frozenset[str]) -> str | None:
    """A further part of a list ("three tanks, two trucks"), or a sub-total ("12 people including four children")."""
    measure = before[at - 1] if at else None
    if measure is None or clause.counted[at].head is None:
        return None
    between = _between(clause.counted[at - 1], clause.counted[at])
    if glue > clause.words.glue:
        opener = next((i for i, t in enumerate(between) if t.lower_ in clause.words.openers), None)
        if opener is not None and all(t.lower_ in glue for t in between[opener:]):
            told = _role(between[opener - 1], ("undergoers", "subjects", "states"), clause) if opener else None
            return told or (measure if opener <= _FAR else None)
    return measure if all(t.lower_ in glue or t.is_space for t in between) and len(between) <= _NEAR else None


def _led(at: int, clause: _Clause, measures: Sequence[str | None]) -> str | None:
    """The first parts of a list whose last part has the verb ("four children and one man killed"), or a sub-total in front
    ("six children were among 12 killed").
    """
    number, following = clause.counted[at], clause.counted[at + 1]
    measure = measures[at + 1]
    between = _between(number, following)
    words = clause.words
    fits = bool(between) and all(t.lower_ in words.glue or t.lower_ in words.parts or t.pos_ == "AUX" for t in between)
    if measure is None or not fits or len(between) > 4 or number.head is None or measure == "strikes":
        return None
    same = _is_people(number, clause) == _is_people(following, clause)
    return measure if same and (not number.article or words.measures[measure].article) else None


def _between(a: _Counted, b: _Counted) -> list[Token]:
    return [*a.first.doc[a.last.i + 1 : b.first.i]]


def _risen(number: _Counted, clause: _Clause) -> str | None:
    """A number that a total has ("the toll rose to 33", "the victims included 5 pupils"), or a bare one in a clause whose
    kind is such a total.
    """
    left = [t for t in number.first.doc[max(0, number.first.i - 14) : number.first.i] if t.i in clause.inside]
    verb = next((t for t in reversed(left) if t.pos_ in ("VERB", "AUX")), None)
    moves = any(t.lemma_.lower() in clause.words.rises for t in left)
    lists = verb is not None and verb.lemma_.lower() in clause.words.lists and number.first.i - verb.i <= 2
    if not (lists or (moves and number.head is None)):
        return None
    nouns = (t for t in reversed(left) if t.pos_ != "VERB" and (lists or t.dep_ != "pobj"))
    total = next((m for t in nouns if (m := _role(t, ("losses", "counted", "states"), clause))), None)
    default = [m for m, w in clause.words.measures.items() if clause.kind == "casualties" and clause.kind in w.kinds]
    return total or (default[0] if default and number.head is None else None)


def _distant(number: _Counted, clause: _Clause) -> str | None:
    """People at the head of a clause, and the only verb behind them that measures people, with no number between."""
    if not _is_people(number, clause) or number.head is None or number.head.dep_ == "pobj":
        return None
    stop = min((c.first.i for c in clause.counted if c.first.i > number.last.i), default=len(number.first.doc))
    for token in number.first.doc[number.last.i + 1 : min(stop, number.last.i + 25)]:
        if token.i in clause.inside and any(c.dep_ == "auxpass" for c in token.children):
            return _role(token, ("undergoers",), clause, number)
    return None


def _is_people(number: _Counted, clause: _Clause) -> bool:
    head = number.head
    return head is None or _lemma(head) in clause.words.people or head.text in clause.words.people


# ---------------------------------------------------------------- words


def _role(token: Token | None, roles: Sequence[str], clause: _Clause, number: _Counted | None = None) -> str | None:
    """The measure that a word gives in one of these roles; verbs told in one breath give their common one."""
    if token is None or token.i not in clause.inside:
        return None
    pairs = [p for form in (_lemma(token), token.lower_, token.text) for p in clause.words.roles.get(form, ())]
    known = clause.words.measures
    measures = [m for role, m in pairs if role in roles and not (known[m].only and clause.kind not in known[m].kinds)]
    if not measures:
        return None
    if token.i in clause.lumped:
        return clause.lumped[token.i]
    split = clause.words.by_class.get(_lemma(token))
    if split and number is not None:
        return split["people" if _is_people(number, clause) else "things"]
    return measures[0]


def _lumps(tokens: Sequence[Token], counted: Sequence[_Counted], words: Figures) -> dict[int, str]:
    """Words of two measures joined by "or" or "and" with no number between them: "killed or wounded"."""
    numbered = {i for c in counted for i in range(c.first.i, c.last.i + 1)}
    lumped: dict[int, str] = {}
    found = [
        (t, {m for r, m in words.roles.get(_lemma(t), ()) + words.roles.get(t.lower_, ()) if r in ("undergoers", "states")})
        for t in tokens
    ]
    for (a, first), (b, second) in _neighbours([f for f in found if f[1]]):
        between = a.doc[a.i + 1 : b.i]
        if any(t.i in numbered for t in between) or not any(t.lower_ in ("or", "and", "/", "and/or") for t in between):
            continue
        for lump, (x, y) in words.lumps.items():
            if (x in first and y in second) or (y in first and x in second):
                lumped[a.i] = lumped[b.i] = lump
    return lumped


def _neighbours(found: Sequence[tuple[Token, set[str]]]) -> list[tuple[tuple[Token, set[str]], tuple[Token, set[str]]]]:
    """Words at most four tokens apart, so that "destroyed or heavily damaged" is one breath."""
    return [(a, b) for a, b in itertools.pairwise(found) if b[0].i - a[0].i <= 4]


def _lemma(token: Token) -> str:
    return token.lemma_ if token.lemma_ in ("KIA", "WIA", "VBIED") else token.lemma_.lower()


def _next(token: Token, clause: _Clause, skips: frozenset[str]) -> Token | None:
    """The first word behind that is not skipped, within the clause and before the next number."""
    starts = {c.first.i for c in clause.counted}
    for following in token.doc[token.i + 1 : token.i + 9]:
        if following.i not in clause.inside or following.i in starts:
            return None
        if following.lower_ not in skips and following.lemma_.lower() not in skips and following.pos_ != "AUX":
            return following
    return None


def _previous(token: Token, clause: _Clause) -> Token | None:
    for earlier in reversed(token.doc[max(0, token.i - 3) : token.i]):
        if earlier.i not in clause.inside:
            return None
        if earlier.pos_ not in ("ADV", "DET", "PUNCT", "SPACE") or earlier.text in (",", ";"):
            return earlier
    return None


def _of(at: int, clause: _Clause, measures: Sequence[str | None]) -> str | None:
    """What was counted as said; "40 others" and "3 of them" count what the number before them counts."""
    number = clause.counted[at]
    if number.number.of:
        return number.number.of
    earlier = (c.number.of for c, m in zip(clause.counted[:at][::-1], measures[:at][::-1], strict=False) if m in _PEOPLE)
    return next((of for of in earlier if of), None) if measures[at] in _PEOPLE else None
