"""Who a pronoun or "the group" is: the last mention in the document that fits. Simple on purpose, and always a quote."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Token

PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THING = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves", "these", "those", "both"})
SELF = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves"})
GROUP = frozenset(
    {"group", "organisation", "organization", "militants", "extremists", "terrorists", "jihadists", "fighters", "movement", "faction", "militia", "insurgents"}
)  # fmt: skip
BODY = frozenset({"government", "country", "state", "alliance", "coalition", "ministry", "army", "military", "agency"})


class Mention(Struct, frozen=True):
    """A name that may stand behind a later pronoun. `sort` person | group | state | body; `subject` whether it was one."""

    start: int
    end: int
    text: str
    sort: str
    subject: bool
    plural: bool


def wanted(token: Token) -> tuple[str, ...] | None:
    """The sorts of mention that a pronoun or definite noun may stand for; None where it stands for itself."""
    lower = token.lower_
    if token.pos_ in ("PRON", "DET"):
        if lower in PERSON:
            return ("person",)
        if lower in THING:
            return ("state", "body", "group")
        if lower in MANY:
            return ("group", "body", "state", "people")
        return None
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these") for c in token.children)
    plain = not any(c.dep_ in ("compound", "amod", "poss", "nmod") and c.pos_ in ("PROPN", "NOUN") for c in token.children)
    if definite and plain and lower in GROUP:
        return ("group",)
    return None


def resolve(token: Token, at: int, mentions: Sequence[Mention]) -> Mention | None:
    """The mention before document offset `at` that a pronoun or definite noun stands for: a recent subject first."""
    sorts = wanted(token)
    if sorts is None:
        return None
    before = [m for m in mentions if m.end <= at and m.sort in sorts and at - m.end < 1200]
    if not before:
        return None
    recent = before[-6:]
    subjects = [m for m in recent if m.subject and at - m.end < 400]
    if token.lower_ in MANY:
        plural = [m for m in subjects if m.plural] or [m for m in recent if m.plural]
        return (plural or subjects or recent)[-1]
    return (subjects or recent)[-1]
