"""The words of saying as an index over lemmas, and the cue that a token of a parsed text is.

Compiled once per vocabulary; holds no state of any document.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.vocabulary.language import Language
from rashomon.vocabulary.saying import SayingGroup, SayingWords, Takes

Rest = tuple[str, ...]


class Cue(Struct, frozen=True):
    """A token that is a word of saying: its head, the tokens of its further words, and the groups it may belong to."""

    token: Token
    parts: tuple[Token, ...]
    groups: tuple[SayingGroup, ...]
    words: SayingWords

    def taking(self, *kinds: Takes) -> SayingGroup | None:
        """The first group that takes one of these complements."""
        return next((g for g in self.groups if any(k in g.takes for k in kinds)), None)


class Index:
    """Compiled words of saying of one language."""

    def __init__(self, words: SayingWords) -> None:
        self.words = words
        self.verbs = _by_head(words.verbs)
        self.nouns = _by_head(words.nouns)
        self.citing = words.citing
        self.phrases: dict[str, list[Rest]] = defaultdict(list)
        for phrase in words.phrases:
            first, *rest = phrase.split(" ")
            self.phrases[first].append(tuple(rest))

    def verb(self, token: Token) -> Cue | None:
        """The cue that a verb is, with its longest fitting phrase."""
        return _cue(self.verbs.get(token.lemma_.lower()), token, self.words)

    def noun(self, token: Token) -> Cue | None:
        """The cue that a noun is."""
        return _cue(self.nouns.get(token.lemma_.lower()), token, self.words)

    def phrase(self, token: Token) -> Token | None:
        """The last token of a phrase before a source ("according to") that begins here."""
        for rest in self.phrases.get(token.lower_, ()):
            last = token.i + len(rest)
            if last < len(token.doc) and tuple(t.lower_ for t in token.doc[token.i + 1 : last + 1]) == rest:
                return token.doc[last]
        return None


@lru_cache(maxsize=4)
def _compiled(words: SayingWords) -> Index:
    return Index(words)


def index(words: Language) -> Index:
    """The index of a language's words of saying."""
    return _compiled(words.saying)


def _by_head(groups: tuple[SayingGroup, ...]) -> dict[str, list[tuple[Rest, SayingGroup]]]:
    found: dict[str, list[tuple[Rest, SayingGroup]]] = defaultdict(list)
    for group in groups:
        for word in group.words:
            head, *rest = word.split(" ")
            found[head].append((tuple(rest), group))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(found)


def _cue(entries: list[tuple[Rest, SayingGroup]] | None, token: Token, words: SayingWords) -> Cue | None:
    """The groups of the longest phrase that fits; those of the bare word where no phrase does."""
    if not entries:
        return None
    groups: list[SayingGroup] = []
    parts: tuple[Token, ...] = ()
    longest = -1
    for rest, group in entries:
        if len(rest) < longest:
            break
        fitting = _parts(token, rest)
        if fitting is not None:
            longest, parts = len(rest), fitting
            groups.append(group)
    return Cue(token, parts, tuple(groups), words) if groups else None


def _parts(token: Token, rest: Rest) -> tuple[Token, ...] | None:
    """The tokens of a phrase's further words, in order, each hanging on the verb or on one of them; None if they do not."""
    found: list[Token] = []
    hooks = [token]
    for word in rest:
        match = next(
            (c for h in reversed(hooks) for c in h.children if c.i > token.i and _is(c, word) and c not in found), None
        )
        if match is None:
            opened = (m for c in token.children if c.i > token.i for m in c.children)
            match = next((m for m in opened if m.dep_ == "mark" and m.lower_ == word), None)
        if match is None and len(rest) > 1:
            nearby = token.doc[token.i + 1 : token.i + 5]
            match = next((t for t in nearby if _is(t, word) and t not in found and t.i > hooks[-1].i), None)
        if match is None:
            return None
        found.append(match)
        hooks.append(match)
    return tuple(found)


def sentence_start(token: Token, titles: frozenset[str]) -> int:
    """First token of a token's sentence, over the ends that the parser saw behind a title ("Navy Capt. | Jeff Davis")."""
    start = token.sent.start
    while start > 1 and titled(token.doc, start, titles):
        start = token.doc[start - 1].sent.start
    return start


def titled(doc: Doc, start: int, titles: frozenset[str]) -> bool:
    """Whether a title cut short stands before a sentence start."""
    before = doc[start - 1]
    word = doc[start - 2] if before.text == "." and start > 1 else before
    return (before.text == "." or before.text.endswith(".")) and word.lower_.rstrip(".") in titles


def _is(token: Token, word: str) -> bool:
    return token.lower_ == word or token.lemma_.lower() == word
