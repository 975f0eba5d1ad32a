"""Which words of a sentence tell the same happening: a noun and the verb that carries it, a harm and the attack that did it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.read.lexicon import Hit, Lexicon
from rashomon.vocabulary.closed import closed_words

HARM = frozenset({"casualties", "losses", "destruction"})
"""What an attack leaves behind: beside the attack itself these tell the same happening."""

OPEN = HARM | {"attack"}
"""Kinds that a weapon word makes specific."""

VIOLENT = OPEN | {
    "air-strike", "drone-strike", "shelling", "bombing", "shooting", "armed-clash", "chemical-attack", "abuse", "execution",
    "abduction", "arrest", "shootdown", "air-defence-fire", "accident",
}  # fmt: skip

THROUGH = closed_words().through
"""Prepositions by which a clause names the attack that it is about ("killed in", "destroyed by")."""

WHEN = closed_words().when
STEPS = 3


class Host(Struct, frozen=True):
    """The hit that a hit belongs to, if any, and the verbs that only say that it was done."""

    hit: Hit | None = None
    carriers: tuple[Token, ...] = ()


Hits = Mapping[int, Hit]


def of_noun(hit: Hit, others: Hits, lexicon: Lexicon) -> Host:
    """Where a noun belongs: to the harm that it did, to the attack it is coordinated with, or to the verb that carries it."""
    carried = tuple(
        c for c in hit.token.children if c.dep_ in ("acl", "relcl") and c.i not in others and lexicon.carrier(c) is not None
    )
    for c in hit.token.children:
        if c.dep_ in ("acl", "relcl") and c.i in others and others[c.i].kind in OPEN and hit.kind in VIOLENT:
            return Host(others[c.i], carried)
    noun = hit.token
    while noun.dep_ in ("conj", "appos") and noun.head.i < noun.i and not grammar.verbal(noun.head):
        beside = others.get(noun.head.i)
        if beside is not None and beside.kind in VIOLENT and hit.kind in VIOLENT:
            return Host(beside, carried)
        noun = noun.head
    governor, path = _governor(noun, others)
    if governor is None:
        return Host(None, carried)
    other = others.get(governor.i)
    if other is not None:
        return Host(other if _one(hit, other, path, governor, lexicon) else None, carried)
    carries = lexicon.carrier_phrase(governor) if grammar.verbal(governor) else None
    if carries is None:
        return Host(None, carried)
    rest, role = carries
    fits = role == "undergoes" or path not in ("prep", "far") or any(word in THROUGH for word in rest)
    return Host(None, (*carried, governor) if fits else carried)


def _governor(noun: Token, others: Hits) -> tuple[Token | None, str]:
    """The verb or trigger that a noun hangs on, through prepositions, and how."""
    governor, path = noun.head, noun.dep_
    if path in ("advcl", "pcomp") and noun.tag_ == "VBG":
        return governor, "prep"
    for _ in range(STEPS):
        if path != "pobj":
            break
        if governor.lower_ not in THROUGH:
            return None, path
        governor, path = governor.head, "prep"
        while governor.dep_ == "prep":
            governor = governor.head
        if not grammar.verbal(governor) and governor.i not in others and governor.dep_ in OBJECTS:
            path = "pobj" if governor.dep_ == "pobj" else "far"
            governor = governor.head
    if path == "prep" and governor.i not in others:
        participle = governor
        while participle.dep_ in ("amod", "acl", "conj", "xcomp") and participle.i not in others:
            participle = participle.head
        if participle.i in others:
            return participle, path
    return governor, path


OBJECTS = ("dobj", "attr", "nsubj", "nsubjpass", "pobj")


def _one(hit: Hit, other: Hit, path: str, governor: Token, lexicon: Lexicon) -> bool:
    """Whether a noun and the trigger that it hangs on tell one happening."""
    if hit.kind == other.kind:
        return True
    if hit.kind in VIOLENT and other.kind in OPEN:
        return path != "far"
    return path in ("dobj", "nsubjpass") and lexicon.carrier(governor) is not None and lexicon.rank(other.kind) < 2


def of_verb(hit: Hit, others: Hits) -> Host:
    """Where a verb belongs: harm to the attack that did it ("bombed the town, killing nine"), talks to their meeting."""
    verb = hit.token
    counted = _counted(hit, others)
    if counted is not None:
        return Host(counted)
    if verb.dep_ not in ("conj", "advcl", "xcomp", "dep", "pcomp", "acl", "relcl"):
        return Host()
    other = _above(verb, others)
    if other is None or other.token == verb:
        return Host()
    if hit.kind == "talks" == other.kind:
        return Host(other)
    if hit.kind not in VIOLENT or other.kind not in VIOLENT:
        return Host()
    return Host(other) if _same_attack(hit, other) else Host()


def _counted(hit: Hit, others: Hits) -> Hit | None:
    """The verb of counting whose clause a participle belongs to ("brings to nine the number of soldiers killed in Gao")."""
    head = hit.token.head
    if hit.kind not in HARM or hit.token.dep_ not in ("acl", "relcl", "amod"):
        return None
    for _ in range(STEPS + 1):
        if head.i in others:
            return others[head.i] if others[head.i].trigger.frame == "counts" else None
        head = head.head
    return None


def _above(verb: Token, others: Hits) -> Hit | None:
    """The nearest trigger, or verb that carries one, that a verb hangs on."""
    head = verb.head
    while head.i not in others and head.dep_ in ("conj", "xcomp", "prep", "agent", "pobj", "dobj"):
        if head.dep_ in ("pobj", "dobj") and verb.dep_ not in ("advcl", "pcomp"):
            break
        head = head.head
    return others.get(head.i)


def _same_attack(hit: Hit, other: Hit) -> bool:
    verb, own = hit.token, grammar.own_subject(hit.token)
    if verb.dep_ in ("acl", "relcl"):
        return other.nominal and hit.kind in HARM
    if own is not None and own.tag_ not in ("WDT", "WP"):
        if verb.dep_ == "conj":
            return hit.kind in HARM and other.kind in HARM
        marker = grammar.child(verb, "mark", "advmod")
        told_how = marker is not None and marker.lower_ in WHEN
        return told_how and other.kind in HARM and grammar.agent(other.token) is None
    shares_object = grammar.child(other.token, "dobj") is None and not other.nominal
    return hit.kind in HARM or other.kind in HARM or hit.kind == other.kind or shares_object
