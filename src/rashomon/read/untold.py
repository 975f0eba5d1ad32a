"""What tells no happening although its words do: purposes, conditions, topics, and sayings that introduce something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs
from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.read.hosts import HARM, VIOLENT
from rashomon.read.lexicon import Hit
from rashomon.vocabulary.closed import closed_words

if TYPE_CHECKING:
    from rashomon.read.happening import Happening
    from rashomon.read.participants import Sides

OTHER_TIME = closed_words().other_time
"""Prepositions that bring another happening than the one told beside them."""

SPEECH = frozenset({"accusation", "denial", "threat", "condemnation", "statement", "refusal", "order", "demand", "request"})
"""Sayings that are a happening only where they tell no other one."""

ASKING = frozenset({"demand", "request", "threat", "order", "agreement", "talks", "refusal"})
"""Kinds whose infinitive is what is said ("ordered the army to withdraw"), not what it was done for."""

VAGUE = closed_words().vague

ASKED = frozenset({"request", "demand"})
"""Kinds that need somebody who asks: "are encouraged by", "was asked" tell none."""

ASKED_FOR = frozenset({"ceasefire", "talks", "aid", "withdrawal", "release", "evacuation"})
"""Kinds that are told by asking for them: "called for a ceasefire" is a ceasefire demanded, "for an end to attacks" is not."""

LOOSE = frozenset({"support", "armed-clash", "presence", "threat"})
"""Kinds whose participle behind a noun only describes it ("forces backed by an ally") unless it says where."""


def purpose(found: Sequence[Hit], others: Mapping[int, Hit]) -> bool:
    """Whether an infinitive only says what something else was for ("an offensive to retake the town", "efforts to end it")."""
    if any(hit.nominal for hit in found):
        return False
    verb = min((hit.token for hit in found), key=depth)
    while verb.dep_ == "conj" and grammar.verbal(verb.head):
        verb = verb.head
    if not any(c.tag_ == "TO" for c in verb.children):
        return False
    head = verb.head
    if verb.dep_ == "acl":
        return head.i not in others or others[head.i].kind not in ASKING
    return verb.dep_ in ("advcl", "xcomp") and head.i in others and others[head.i].kind not in ASKING


def depth(token: Token) -> int:
    """Steps from the root of the sentence."""
    return sum(1 for _ in token.ancestors)


def thin(told: Happening, sides: Sides, placed: bool) -> bool:
    """Whether words name a topic or describe something rather than tell what happened.

    A noun must have with it who, whom, where, when or how many: one of them, or two, as its trigger asks. A participle
    behind a noun ("forces backed by an ally") must say where.
    """
    if told.kind in LOOSE and told.predicate.dep_ == "acl" and not told.nominal and not placed:
        return True
    if told.kind in ASKED and told.predicate.dep_ != "acl" and grammar.passive(told.predicate):
        return True
    if told.kind == "arms-supply" and not sides.targets:
        return True
    if not all(hit.nominal for hit in told.hits):
        return False
    noun = told.hit.token
    if told.carriers and any(c.lower_ == "no" for c in noun.children):
        return False  # "There was no rocket fire" denies what was told
    dated = any(t.ent_type_ in ("DATE", "TIME") for t in noun.doc[told.first : told.last + 1])
    counted = any(
        c.dep_ == "nummod" or (hit.token.dep_ == "amod" and hit.token.head.pos_ == "NUM")
        for hit in told.hits
        for c in (*hit.token.children, hit.token)
    )
    known = bool(sides.actors) + bool(sides.targets) + placed + dated + counted
    known += noun.dep_ == "attr" and bool(sides.actors)
    known += placed and noun.dep_ == "dobj" and any(c.lower_ in ("the", "this") for c in noun.children)
    least = 1 if told.carriers else min(2 if hit.trigger.needs == "two" else 1 for hit in told.hits)
    return known < least + any(c.lower_ in VAGUE for c in noun.children)


def distinct(told: Sequence[Happening]) -> Iterator[Happening]:
    """Without sayings that only introduce another happening, and without a happening named again inside its own clause;
    the words that name it again then belong to that clause.
    """
    seen: set[tuple[int, int, str]] = set()
    for each in told:
        key = (each.first, each.last, each.kind)
        others = [o for o in told if o is not each]
        if key in seen or any(_introduces(each, o) or _repeats(each, o) or _agreed(each, o) for o in others):
            continue
        seen.add(key)
        outer = [o for o in told if o is not each and each.nominal and each.kind not in VIOLENT and _introduces(o, each)]
        if outer:
            each = structs.replace(each, first=outer[0].first, last=outer[0].last)
        again = [hit for o in told if o is not each and _repeats(o, each) for hit in o.hits]
        yield structs.replace(each, hits=(*each.hits, *again)) if again else each


def _introduces(each: Happening, other: Happening) -> bool:
    if each.kind not in SPEECH or other.kind in SPEECH or not (each.first <= other.first and other.last <= each.last):
        return False
    if other.nominal and (each.kind == "refusal" or (each.kind in ASKED) != (other.kind in ASKED_FOR)):
        return False
    return _said(other.predicate, each.predicate)


def _agreed(each: Happening, other: Happening) -> bool:
    """Whether talks are only what was agreed: "agreed to meet" is an agreement."""
    inside = other.first <= each.first and each.last <= other.last
    return each.kind == "talks" and other.kind == "agreement" and inside and _said(each.predicate, other.predicate)


def _repeats(each: Happening, other: Happening) -> bool:
    """Whether a noun inside another happening's clause names that happening, or nothing closer."""
    if not each.nominal or other.nominal or not (other.first <= each.first and each.last <= other.last):
        return False
    if each.predicate.dep_ == "pobj" and each.predicate.head.lower_ in OTHER_TIME:
        return False
    return each.kind == other.kind or (each.kind in HARM | {"attack"} and other.kind in VIOLENT)


def _said(inner: Token, outer: Token) -> bool:
    """Whether a clause is what a saying says, and not something added to it ("accused them of lying, saying that …")."""
    while inner != outer:
        if inner.dep_ in ("advcl", "relcl", "ROOT"):
            return False
        inner = inner.head
    return True
