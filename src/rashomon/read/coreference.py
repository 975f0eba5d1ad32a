"""Who a pronoun or "the group" is: the last mention in the document that fits. Simple on purpose, and always a quote."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Token

from rashomon.vocabulary.closed import closed_words

PERSON = closed_words().persons
THING = closed_words().things
MANY = closed_words().many
SELF = closed_words().selves
FAR, NEAR = 1200, 400
"""Code points over which a pronoun reaches back at most, and to a subject rather than to the last name: about six sentences
and two."""


class Mention(Struct, frozen=True):
    """A name that may stand behind a later pronoun. `sort` person | armed | group | state | body | people; `party` its id
    where it is a party's own name; `subject` whether it was one.
    """

    start: int
    end: int
    text: str
    sort: str
    subject: bool
    plural: bool
    party: str | None = None


def wanted(token: Token, groups: frozenset[str]) -> tuple[str, ...] | None:
    """The sorts of mention that a pronoun or definite noun may stand for; None where it stands for itself. `groups` are
    nouns that mean an armed group named before ("the militants")."""
    lower = token.lower_
    if any(c.dep_ in ("prep", "relcl", "acl") for c in token.children):
        return None
    if token.pos_ in ("PRON", "DET"):
        if lower in PERSON:
            return ("person",)
        if lower in THING:
            return ("state", "body", "group", "armed")
        if lower in MANY:
            return ("group", "body", "state", "people", "armed")
        return None
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these") for c in token.children)
    plain = not any(c.dep_ in ("compound", "poss", "nmod") or c.pos_ == "PROPN" for c in token.children)
    return ("armed",) if definite and plain and lower in groups else None


def resolve(token: Token, at: int, mentions: Sequence[Mention], groups: frozenset[str]) -> Mention | None:
    """The mention before document offset `at` that a pronoun or definite noun stands for: a recent subject first."""
    sorts = wanted(token, groups)
    if sorts is None:
        return None
    reach = FAR if token.pos_ in ("PRON", "DET") else NEAR
    before = [m for m in mentions if m.end <= at and m.sort in sorts and at - m.end < reach]
    if not before:
        return None
    recent = before[-6:]
    subjects = [m for m in recent if m.subject and at - m.end < NEAR]
    if token.lower_ in MANY:
        plural = [m for m in subjects if m.plural] or [m for m in recent if m.plural]
        return (plural or subjects or recent)[-1]
    return (subjects or recent)[-1]


def own_voice(token: Token, party: str | None, mentions: Sequence[Mention]) -> Mention | None:
    """The first mention of the party that "we" and "our" mean in a text of its own."""
    if token.lower_ not in SELF or party is None:
        return None
    return next((m for m in mentions if m.party == party), None)
