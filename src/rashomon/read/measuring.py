"""Measures: by which word a number becomes a number of killed, destroyed, strikes.

One function a reading, from the surest to the weakest: `measured` takes the first that applies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.read.series import is_share, listed
from rashomon.read.tally import Clause, Counted, is_people, lemma, measure_of, next_word, previous_word

AREA = "km²"
"""What `Number.of` says of an area (counting.py)."""


def measured(at: int, clause: Clause, before: Sequence[str | None]) -> str | None:
    """The first reading that applies, from the surest to the weakest."""
    number = clause.counted[at]
    if number.number.of == AREA:
        return "area_km2"
    if at and is_share(clause.counted[at - 1], number, clause.words):
        return None
    beside: tuple[Callable[[], str | None], ...] = (lambda: _ahead(number, clause), lambda: _behind(number, clause))
    readings: tuple[Callable[[], str | None], ...] = (
        lambda: _state_counted(number, clause),
        *(beside if number.head is not None else beside[::-1]),
        lambda: _noun(number, clause, "counted"),
        lambda: listed(at, clause, before, clause.words.glue),
        lambda: _governed(number, clause),
        lambda: listed(at, clause, before, clause.words.glue | clause.words.parts),
        lambda: None if number.article else _noun(number, clause, "weakly"),
        lambda: None if number.article else _risen(number, clause),
        lambda: None if number.article else _distant(number, clause),
    )
    measure = next((m for reading in readings if (m := reading())), None)
    return measure if measure and _allowed(number, measure, at, clause, before) else None


def _allowed(number: Counted, measure: str, at: int, clause: Clause, before: Sequence[str | None]) -> bool:
    if not number.article:
        return True
    words = clause.words.measures[measure]
    if words.article and number.last.dep_ != "appos" and not (number.head is not None and number.head.dep_ == "appos"):
        return not words.article_people or is_people(number, clause)
    verb = previous_word(number.first, clause)
    counts = any(m == measure and not c.article for c, m in zip(clause.counted, before, strict=False))
    singly = verb is not None and lemma(verb) in words.singly
    return singly or (
        bool(at) and before[at - 1] == measure and (counts or clause.counted[at - 1].article) and measure != "strikes"
    )


def _state_counted(number: Counted, clause: Clause) -> str | None:
    """ "Nine dead", "15 of the wounded", "33 KIA": the state stands where the noun would."""
    token = number.head or number.last
    return measure_of(token, ("states",), clause)


def _ahead(number: Counted, clause: Clause) -> str | None:
    """ "killed 5", "wounding another 40", "the death of 12", "the toll at 16": the word in front, over prepositions."""
    token = previous_word(number.first, clause)
    if token is None:
        return None
    if token.pos_ == "ADP" or token.dep_ in ("prep", "agent"):
        return measure_of(previous_word(token, clause), ("losses",), clause) if token.lower_ in clause.words.over else None
    if token.pos_ == "VERB" or token.tag_ in ("JJ", "VBN", "VBD") or token.text.istitle():
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
        return None if passive else _told(token, clause) or measure_of(token, ("undergoers",), clause, number)
    if token.i == number.first.i - 1:  # "the latest toll 44"
        return measure_of(token, ("losses",), clause) if token.pos_ == "NOUN" else None
    return measure_of(token, ("counted",), clause) if number.head is None else None  # "air strikes -- eight"


def _told(verb: Token, clause: Clause) -> str | None:
    """ "Kidnapped and killed 11": of two verbs with one object the one that tells this clause's happening."""
    other = clause.trigger
    joined = (verb.head.i == other.i and verb.dep_ == "conj") or (other.head.i == verb.i and other.dep_ == "conj")
    between = range(min(verb.i, other.i), max(verb.i, other.i))
    if not joined or other.pos_ != "VERB" or any(c.first.i in between for c in clause.counted):
        return None
    return measure_of(other, ("undergoers",), clause)


def _behind(number: Counted, clause: Clause) -> str | None:
    """ "5 miners (were) killed", "21 wounded", "12 people who died": the first word behind that is no filler."""
    words = clause.words
    token = next_word(number.last, clause, words.skips)
    if token is None:
        return None
    if token.lower_ in words.openers:  # "were among the dead"
        return _member(token, clause)
    acts = _acts(token, number, clause)
    role = measure_of(token, ("states",), clause)
    passive = token.tag_ in ("VBN", "VBD", "JJ") and not acts
    if role and not acts:
        return role
    if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD"):
        if passive and _passive_between(number.last, token, clause):
            return measure_of(token, ("undergoers",), clause, number)
        gone = measure_of(token, ("undergoers",), clause, number) if token.lemma_.lower() in clause.words.alone else None
        return gone or measure_of(token, ("subjects",), clause)
    return None


def _member(opener: Token, clause: Clause) -> str | None:
    """ "Were among the dead", "among those killed": what those are among whom the counted are."""
    skipped = clause.words.parts | clause.words.skips
    token = next((t for t in opener.doc[opener.i + 1 : opener.i + 4] if t.lower_ not in skipped or t.tag_ == "JJ"), None)
    if token is None or any(c.first.i == token.i for c in clause.counted):
        return None
    return measure_of(token, ("states", "undergoers", "losses"), clause)


def _acts(verb: Token, number: Counted, clause: Clause) -> bool:
    """Whether the verb behind has an object of its own, so that the number in front of it is who did it."""
    if any(c.dep_ in ("auxpass", "agent") for c in verb.children):
        return False
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if following is None or following.i not in clause.inside:
        return False
    if verb.tag_ == "JJ":
        return False
    other = next((c for c in clause.counted if c.first.i == following.i), None)
    if other is not None:  # "15 rebels killed 9 guards", but "9 killed 21 wounded"
        behind = verb.doc[other.last.i + 1] if other.last.i + 1 < len(verb.doc) else None
        return number.head is not None and measure_of(behind, ("states",), clause) is None
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl"):
        return False
    return following.pos_ in ("NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON") and following.dep_ not in (
        "npadvmod",
        "advmod",
        "nmod",
    )


def _passive_between(last: Token, verb: Token, clause: Clause) -> bool:
    """An auxiliary of the passive stands between, or nothing that would make the verb active ("has", "who")."""
    between = list(verb.doc[last.i + 1 : verb.i])
    if any(t.lemma_.lower() in clause.words.passive for t in between):
        return True
    return verb.tag_ in ("VBN", "VBD", "JJ") and not any(t.tag_ in ("WP", "WDT", "TO") or t.lemma_ == "have" for t in between)


def _noun(number: Counted, clause: Clause, role: str) -> str | None:
    """The counted noun is itself the measure: "9 strikes", "40 casualties"."""
    head = number.head
    if head is None:
        return None
    for name, measure in clause.words.roles.get(lemma(head), ()):
        if name == role and (role == "counted" or clause.kind in clause.words.measures[measure].kinds):
            return measure
    return None


def _governed(number: Counted, clause: Clause) -> str | None:
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


def _said(child: Token, clause: Clause, number: Counted) -> str | None:
    if child.tag_ == "VBN" or (child.dep_ == "relcl" and any(c.dep_ == "auxpass" for c in child.children)):
        return measure_of(child, ("states", "undergoers"), clause, number)
    if child.dep_ == "relcl":
        return measure_of(child, ("subjects",), clause)
    return measure_of(child, ("states",), clause)


def _by_relation(token: Token, governor: Token, clause: Clause, number: Counted) -> str | None:
    passive = any(c.dep_ == "auxpass" for c in governor.children)
    elided = governor.tag_ == "VBN" and not any(c.dep_ in ("aux", "dobj") for c in governor.children)
    undergoes = token.dep_ in ("dobj", "nsubjpass", "oprd", "attr") or (token.dep_ == "nsubj" and (passive or elided))
    if undergoes and (governor.pos_ == "VERB" or governor.tag_.startswith("VB")):
        return measure_of(governor, ("undergoers", "states") if token.dep_ != "dobj" else ("undergoers",), clause, number)
    if token.dep_ == "nsubj":
        complement = [c for c in governor.children if c.dep_ in ("acomp", "attr", "oprd")]
        said = next((m for c in complement if (m := measure_of(c, ("states",), clause))), None)
        said = said or measure_of(governor, ("subjects",), clause)
        acts = grammar.child(governor, "dobj") is not None
        return said or (None if acts else measure_of(governor, ("states",), clause))
    if token.dep_ == "pobj" and governor.lower_ in clause.words.over:
        return measure_of(governor.head, ("losses",), clause)
    return None


def _risen(number: Counted, clause: Clause) -> str | None:
    """A number that a total has ("the toll rose to 33", "the victims included 5 pupils"), or a bare one in a clause whose
    kind is such a total.
    """
    left = [t for t in number.first.doc[max(0, number.first.i - 14) : number.first.i] if t.i in clause.inside]
    verb = next((t for t in reversed(left) if t.pos_ in ("VERB", "AUX")), None)
    moves = verb is None or any(t.lemma_.lower() in clause.words.rises for t in left)
    lists = verb is not None and verb.lemma_.lower() in clause.words.lists and number.first.i - verb.i <= 2
    if not (lists or (moves and number.head is None)):
        return None
    nouns = [t for t in reversed(left) if t.pos_ != "VERB"]
    nouns.sort(key=lambda t: t.dep_ == "pobj")
    total = next((m for t in nouns if (m := measure_of(t, ("losses", "counted", "states"), clause))), None)
    default = [m for m, w in clause.words.measures.items() if clause.kind == "casualties" and clause.kind in w.kinds]
    return total or (default[0] if default and verb is not None and number.head is None else None)


def _distant(number: Counted, clause: Clause) -> str | None:
    """People at the head of a clause, and the only verb behind them that measures people, with no number between."""
    if not is_people(number, clause) or number.head is None or number.head.dep_ == "pobj":
        return None
    stop = min((c.first.i for c in clause.counted if c.first.i > number.last.i), default=len(number.first.doc))
    for token in number.first.doc[number.last.i + 1 : min(stop, number.last.i + 25)]:
        if token.i in clause.inside and any(c.dep_ == "auxpass" for c in token.children):
            return measure_of(token, ("undergoers",), clause, number)
    return None
