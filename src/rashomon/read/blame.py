"""Who is said to have done it by those who accuse: "A accused B of shelling P", "A blamed B for it", "B was behind it"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.read.lexicon import Lexicon
from rashomon.vocabulary.closed import closed_words

CHARGES = closed_words().charges
"""Prepositions by which an accusation brings what it is about."""

ON = closed_words().accused
"""Prepositions by which it brings the accused, where its object is the deed or a finger."""

STEPS = 8


def accused(predicate: Token, lexicon: Lexicon) -> tuple[Token, ...]:
    """Those whom the verb that governs a happening accuses of it; empty where none does."""
    for verb, path in _governors(predicate):
        if lexicon.is_blame(verb):
            return tuple(each for noun in _culprits(verb, path) for each in grammar.conjuncts(noun) if each != predicate)
    return ()


def _governors(token: Token) -> Iterator[tuple[Token, str]]:
    """Verbs above a token, each with the word by which the way up reaches it; a clause that is only added ends the way."""
    for _ in range(STEPS):
        if token.dep_ in ("ROOT", "relcl", "ccomp") or (token.dep_ == "advcl" and grammar.child(token, "mark") is not None):
            return
        path, token = token, token.head
        if grammar.verbal(token):
            yield token, path.lower_ if path.dep_ == "prep" else path.dep_


def _culprits(verb: Token, path: str) -> Iterator[Token]:
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ in grammar.NOMINAL]
    finger = [c for c in things if c.lower_ in ("finger", "fingers", "blame")]
    if finger or (path in ("dobj", "nsubjpass") and any(prep in ON for prep, _ in grammar.prepositional(verb))):
        around = [*grammar.prepositional(verb), *(pair for f in finger for pair in grammar.prepositional(f))]
        yield from (noun for prep, noun in around if prep in ON)
    elif path in CHARGES or path in ("dobj", "advcl", "pcomp", "xcomp", "conj"):
        yield from things
