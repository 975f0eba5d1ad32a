"""What the form of a verb says of when: whether a clause tells the day's news, or what lasts, recurs or lies before it."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.vocabulary.closed import closed_words

OFTEN = closed_words().often


def off_scene(predicate: Token, said: bool, lasting: bool) -> bool:
    """Whether a clause tells something that is not of the day that the report has set: it goes on ("are shelling"), recurs
    ("regularly hit"), or lies before ("had fled"), where no saying has set the tense back. `lasting`: a perfect counts too
    ("has clashed"), as it does for all but fresh losses ("have died").
    """
    verb = (
        next((c for c in predicate.children if c.dep_ in ("acl", "relcl")), predicate)
        if predicate.pos_ == "NOUN"
        else predicate
    )
    if not grammar.verbal(verb):
        return False
    if any(c.lower_ in OFTEN for c in verb.children):
        return True
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    have = next((c for c in helpers if c.lemma_ == "have"), None)
    if have is not None:
        return (have.tag_ == "VBD" and not said) or (have.tag_ in ("VBZ", "VBP") and lasting)
    going = verb.tag_ == "VBG" and any(c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in helpers)
    return going or any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in helpers)
