"""A clause as the counting rules see it: its numbers among its tokens, and the measures that its words give."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Token

from rashomon.read.parts import Number
from rashomon.vocabulary.figures import Figures


class Counted(Struct, frozen=True):
    """A number of the clause among its tokens: its first and last token, and the noun it counts (None if none is said)."""

    number: Number
    first: Token
    last: Token
    head: Token | None
    article: bool


class Clause(Struct, frozen=True):
    """What the rules look at: the clause's tokens by index, its numbers, its kind, the words, and lumped verbs by index."""

    inside: frozenset[int]
    counted: tuple[Counted, ...]
    kind: str
    trigger: Token
    words: Figures
    lumped: dict[int, str]


def measure_of(token: Token | None, roles: Sequence[str], clause: Clause, number: Counted | None = None) -> str | None:
    """The measure that a word gives in one of these roles; verbs told in one breath give their common one."""
    if token is None or token.i not in clause.inside:
        return None
    pairs = [p for form in _forms(token, clause.words) for p in clause.words.roles.get(form, ())]
    known = clause.words.measures
    measures = [m for role, m in pairs if role in roles and not (known[m].only and clause.kind not in known[m].kinds)]
    if not measures:
        return None
    if token.i in clause.lumped:
        return clause.lumped[token.i]
    split = clause.words.by_class.get(lemma(token))
    if split and number is not None:
        down = any(c.lower_ == "down" for c in token.children)
        return split.get("people" if not down and is_people(number, clause) else "things")
    return measures[0]


def _forms(token: Token, words: Figures) -> tuple[str, ...]:
    """The lemma, and the word itself; of a capitalised word also what is left without an ending, because taggers take the
    verbs of headlines for names.
    """
    forms = (lemma(token), token.lower_, token.text)
    if token.pos_ != "PROPN":
        return forms
    return forms + tuple(token.lower_.removesuffix(end) for end in words.endings if token.lower_.endswith(end))


def lumps(tokens: Sequence[Token], counted: Sequence[Counted], words: Figures) -> dict[int, str]:
    """Words of two measures joined by "or" or "and" with no number between them: "killed or wounded"."""
    numbered = {i for c in counted for i in range(c.first.i, c.last.i + 1)}
    lumped: dict[int, str] = {}
    found = [
        (t, {m for r, m in words.roles.get(lemma(t), ()) + words.roles.get(t.lower_, ()) if r in ("undergoers", "states")})
        for t in tokens
    ]
    for (a, first), (b, second) in _neighbours([f for f in found if f[1]]):
        between = a.doc[a.i + 1 : b.i]
        if any(t.i in numbered for t in between) or not any(t.lower_ in words.joins for t in between):
            continue
        for lump, (x, y) in words.lumps.items():
            if (x in first and y in second) or (y in first and x in second):
                lumped[a.i] = lumped[b.i] = lump
    return lumped


def _neighbours(found: Sequence[tuple[Token, set[str]]]) -> list[tuple[tuple[Token, set[str]], tuple[Token, set[str]]]]:
    """Words at most four tokens apart, so that "destroyed or heavily damaged" is one breath."""
    return [(a, b) for a, b in itertools.pairwise(found) if b[0].i - a[0].i <= 4]


def lemma(token: Token) -> str:
    return token.lemma_ if token.lemma_ in ("KIA", "WIA", "VBIED") else token.lemma_.lower()


def next_word(token: Token, clause: Clause, skips: frozenset[str]) -> Token | None:
    """The first word behind that is not skipped, within the clause and before the next number."""
    starts = {c.first.i for c in clause.counted}
    for following in token.doc[token.i + 1 : token.i + 9]:
        if following.i not in clause.inside or following.i in starts:
            return None
        if following.lower_ not in skips and following.lemma_.lower() not in skips and following.pos_ != "AUX":
            return following
    return None


def previous_word(token: Token, clause: Clause) -> Token | None:
    for earlier in reversed(token.doc[max(0, token.i - 3) : token.i]):
        if earlier.i not in clause.inside:
            return None
        if earlier.pos_ not in ("ADV", "DET", "PUNCT", "SPACE") or earlier.text in (",", ";"):
            return earlier
    return None


def gap(a: Counted, b: Counted) -> list[Token]:
    return [*a.first.doc[a.last.i + 1 : b.first.i]]


def is_people(number: Counted, clause: Clause) -> bool:
    head = number.head
    return head is None or lemma(head) in clause.words.people or head.text in clause.words.people
