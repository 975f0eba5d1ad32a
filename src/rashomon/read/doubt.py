"""What a sentence that evidence is lacking says of the claims before it: "They gave no photo", "There is no proof of this".

Such a sentence tells no happening. It makes what it speaks of unsupported: the claims of the same voice in the sentence
before it, in its paragraph or the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs
from spacy.tokens import Span, Token

from rashomon.model import Claim
from rashomon.read import grammar, proof
from rashomon.vocabulary.evidence import EvidenceWords
from rashomon.vocabulary.language import Language

SAID = frozenset({"no-evidence", "no-comment", "statement"})
"""Kinds of claims that such a sentence may itself be."""

REACH = 500
"""Most code points between the last claim and a sentence that speaks of it: about two sentences."""


class Doubt(Struct, frozen=True):
    """A sentence at `start:end` of the document that evidence is lacking. `all` whether it speaks of several claims, `told`
    whether it names what it speaks of ("for this"), `giver` who brought no evidence, in lower case; "" if nobody is named.
    """

    start: int
    end: int
    all: bool
    told: bool
    giver: str


def doubts(sentences: Iterable[tuple[Span, int]], words: Language) -> Iterator[Doubt]:
    """The sentences that say so, of those given with the document offset of their parsed text's first character."""
    for sentence, base in sentences:
        noun = proof.lacking(sentence, words)
        if noun is None:
            continue
        pointed = list(_pointed(noun, sentence, words.evidence))
        if pointed or not _elsewhere(noun, words.evidence):
            yield Doubt(
                base + sentence.start_char,
                base + sentence.end_char,
                any(t.tag_ == "NNS" or t.lower_ in ("these", "those", "them") for t in pointed),
                bool(pointed),
                _giver(noun),
            )


def unbacked(word: Token, words: Language) -> bool:
    """Whether a word of saying goes without evidence: "claimed without proof", "unconfirmed reports said", "no proof that"."""
    sources = (c for c in word.children if c.dep_ in ("nsubj", "nsubjpass", "agent"))
    if any(_unsure(noun, words) for noun in (word, *sources)):
        return True
    if word.pos_ == "NOUN":
        return word.lemma_.lower() in words.evidence.proofs and proof.is_lacking(word, words)
    behind = [c for prep in word.children if prep.lower_ == "without" for c in prep.children if c.dep_ in ("pobj", "pcomp")]
    things = [d for c in behind for d in (c, *c.children) if d.pos_ == "NOUN"]
    return any(proof.is_evidence(noun, words) for noun in things)


def _unsure(noun: Token, words: Language) -> bool:
    """Whether an adjective calls a noun unsupported."""
    lent = (g for g in words.hedges.groups if g.place == "adjective" and g.certainty == "unsupported")
    known = frozenset(w for g in lent for w in g.words)
    return noun.pos_ == "NOUN" and any(c.dep_ == "amod" and c.lower_ in known for c in noun.children)


def marked(claims: Sequence[Claim], doubts: Iterable[Doubt], text: str) -> dict[int, Claim]:
    """By their index, the claims that a doubt speaks of, made unsupported. `claims` stand in the order of the text."""
    found: dict[int, Claim] = {}
    for doubt in doubts:
        for i in _spoken_of(claims, doubt, text):
            found[i] = structs.replace(claims[i], certainty="unsupported", evidence=(proof.NONE,))
    return found


def _spoken_of(claims: Sequence[Claim], doubt: Doubt, text: str) -> Iterator[int]:
    """The claims of one voice just before a doubt; none where its own sentence tells something."""
    if any(doubt.start <= c.anchor.start < doubt.end and c.kind not in SAID for c in claims):
        return
    before = [i for i, c in enumerate(claims) if c.anchor.end <= doubt.start and c.kind != "no-evidence"]
    if not before or doubt.start - claims[before[-1]].anchor.end > REACH:
        return
    last = claims[before[-1]]
    if not last.speakers or not _of_voice(doubt, last.speakers[0].name):
        return
    for i in reversed(before):
        claim = claims[i]
        if text.count("\n\n", claim.anchor.end, doubt.start) > 1 or claim.section != last.section:
            return
        if [s.name for s in claim.speakers[:1]] != [last.speakers[0].name]:
            return
        if claim.anchor.sentence == last.anchor.sentence or doubt.all:
            yield i


def _of_voice(doubt: Doubt, speaker: str) -> bool:
    """Whether those who brought no evidence are who spoke: the same words, a pronoun, or nobody named."""
    giver = doubt.giver.split()
    return (
        not giver or (len(giver) == 1 and doubt.told) or bool({w for w in giver if len(w) > 3} & set(speaker.lower().split()))
    )


def _pointed(noun: Token, sentence: Span, words: EvidenceWords) -> Iterator[Token]:
    """The words by which the sentence names what it speaks of."""
    for token in sentence[max(noun.i - sentence.start, 0) :]:
        if token.dep_ not in ("pobj", "dobj", "nsubj"):
            continue
        governor = token.head.head if token.dep_ == "pobj" else token.head
        near = governor.i == noun.i or governor.lemma_.lower() in words.backing or token.head.i == noun.i
        if near and (token.lower_ in words.pointing or token.lemma_.lower() in words.claims):
            yield token


def _elsewhere(noun: Token, words: EvidenceWords) -> bool:
    """Whether the evidence that is lacking is of something that the sentence itself names ("no evidence of life")."""
    if any(c.dep_ in ("acl", "relcl", "ccomp") and c.i > noun.i and not _backs(c, words) for c in noun.children):
        return True
    return any(prep in ("of", "for", "about", "on", "from") for prep, _ in grammar.prepositional(noun))


def _backs(verb: Token, words: EvidenceWords) -> bool:
    return verb.lemma_.lower() in words.backing


def _giver(noun: Token) -> str:
    """The subject of the verb that the evidence is the object of."""
    node = noun
    for _ in range(4):
        if grammar.verbal(node.head):
            break
        node = node.head
    verb = node.head
    subject = grammar.subject(verb) if grammar.verbal(verb) and node.dep_ in ("dobj", "pobj", "conj", "prep") else None
    if subject is None or subject.dep_ == "expl" or subject.lower_ == "there" or subject.pos_ == "PRON":
        return ""
    return " ".join(t.lower_ for t in subject.subtree if t.i <= subject.i and t.pos_ in ("NOUN", "PROPN", "ADJ"))
