"""What the text itself says backs a clause: video, photo, document, witness, none.

Evidence counts where it speaks ("footage shows that ..."), where it is the source of a saying that holds the clause, and
where the sentence brings it forward ("released a video of ..."), not wherever its word stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Span, Token

from rashomon.read import grammar
from rashomon.read.modality import holds
from rashomon.read.parts import Saying
from rashomon.vocabulary.evidence import EvidenceWords
from rashomon.vocabulary.language import Language

NONE = "none"


class Kinds:
    """Compiled words of evidence: by the first word, the further ones and the label, longest first."""

    def __init__(self, words: EvidenceWords) -> None:
        self.words = words
        self.first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group in words.groups:
            for phrase in group.words:
                first, *rest = phrase.split(" ")
                self.first.setdefault(first, []).append((tuple(rest), group.label))
        for entries in self.first.values():
            entries.sort(key=lambda e: -len(e[0]))

    def label(self, token: Token) -> tuple[str, int] | None:
        """The label of the evidence whose words begin at a token, and the index of the last of them."""
        for rest, label in self.first.get(token.lemma_.lower(), ()):
            following = token.doc[token.i + 1 : token.i + 1 + len(rest)]
            if tuple(t.lemma_.lower() for t in following) == rest:
                return label, token.i + len(rest)
        return None


@lru_cache(maxsize=4)
def _compiled(words: EvidenceWords) -> Kinds:
    return Kinds(words)


def evidence(start: int, end: int, sentence: Span, sayings: Sequence[Saying], words: Language) -> tuple[str, ...]:
    """Labels of the evidence for the clause [start, end) of the document in its sentence, in the order of the text;
    ("none",) where the text says that there is none.
    """
    kinds = _compiled(words.evidence)
    found: dict[str, None] = {}
    told = [s.source.text.lower() for s in sayings if s.source is not None and s.voiced and holds(s, start, end)]
    last = -1
    for token in sentence:
        if token.i <= last or token.pos_ not in ("NOUN", "PROPN", "ADJ") or _in_name(token):
            continue
        named = kinds.label(token)
        if named is None:
            if token.lemma_.lower() in kinds.words.proofs and _lacking(token, kinds):
                found[NONE] = None
            continue
        label, last = named
        if _lacking(token, kinds):
            found[NONE] = None
        elif token.lower_ in " ".join(told) or _brought(token, kinds):
            found[label] = None
    return (NONE,) if NONE in found else tuple(found)


def _in_name(token: Token) -> bool:
    """Whether a word is part of somebody's name: "Rights Record said"."""
    before = token.nbor(-1) if token.i else None
    return token.pos_ == "PROPN" and token.text.istitle() and before is not None and before.pos_ == "PROPN"


def lacking(sentence: Span, words: Language) -> Token | None:
    """The first word for evidence in a sentence of which it says that there is none."""
    kinds = _compiled(words.evidence)
    if not any(t.lower_ in kinds.words.lacking or t.dep_ == "neg" for t in sentence):
        return None
    return next((t for t in sentence if is_evidence(t, words) and _lacking(t, kinds)), None)


def is_evidence(token: Token, words: Language) -> bool:
    """Whether a noun names evidence, of a sort or of none."""
    kinds = _compiled(words.evidence)
    return token.pos_ == "NOUN" and (token.lemma_.lower() in kinds.words.proofs or kinds.label(token) is not None)


def is_lacking(token: Token, words: Language) -> bool:
    """Whether there is none of the evidence that a noun names."""
    return _lacking(token, _compiled(words.evidence))


def _lacking(token: Token, kinds: Kinds) -> bool:
    """ "provided no photo or video", "without documents"."""
    node = token
    for _ in range(3):
        if any(
            c.lower_ in kinds.words.lacking and c.dep_ in ("det", "neg", "amod") and c.lower_ != "any" for c in node.children
        ):
            return True
        if node.head.lower_ in kinds.words.lacking:
            return True
        if node.dep_ not in ("conj", "compound", "nmod", "amod"):
            verb = node.head
            denied = grammar.child(verb, "neg") is not None or (
                verb.dep_ == "pcomp" and verb.head.lower_ in kinds.words.lacking
            )
            return node.dep_ == "dobj" and denied and verb.lemma_.lower() in kinds.words.giving
        node = node.head
    return False


def _brought(token: Token, kinds: Kinds) -> bool:
    """Whether evidence speaks or is brought forward at this token."""
    head = token
    while head.dep_ in ("compound", "nmod", "amod", "conj") and head.head != head:
        head = head.head
    seen = head.dep_ == "pobj" and head.head.lower_ in ("in", "on")
    return seen or any(_speaks(verb, head, kinds) for verb in _verbs(head))


def _verbs(head: Token) -> Iterator[Token]:
    """The verbs that a noun stands by: its governor, and those of the clauses that hang on it."""
    if grammar.verbal(head.head):
        yield head.head
    if head.dep_ == "pobj" and grammar.verbal(head.head.head):
        yield head.head.head
    yield from (c for c in head.children if c.dep_ in ("relcl", "acl"))


def _speaks(verb: Token, head: Token, kinds: Kinds) -> bool:
    lemma = verb.lemma_.lower()
    if head.dep_ in ("nsubj", "nsubjpass") or verb.dep_ in ("relcl", "acl"):
        return lemma in kinds.words.showing or lemma in kinds.words.giving
    return lemma in kinds.words.giving
