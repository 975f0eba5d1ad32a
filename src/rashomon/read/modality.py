"""Whether and how surely a clause says that its happening happened.

Three things take part: the words at the predicate ("did not", "may have", "reportedly"), the words that govern it
("failed to", "is believed to", "it is unclear who"), and the sayings that hold the clause ("denied that", "vowed to").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Token

from rashomon.model import Certainty, Stance
from rashomon.read import grammar
from rashomon.read.cues import index
from rashomon.read.parts import Saying
from rashomon.vocabulary import shipped
from rashomon.vocabulary.closed import closed_words
from rashomon.vocabulary.hedges import HedgeGroup, HedgePlace, HedgeWords
from rashomon.vocabulary.language import Language

SURENESS: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unsupported": 3}
WEIGHT: dict[Stance, int] = {"assert": 0, "predict": 1, "intend": 2, "demand": 3, "question": 4, "dispute": 5, "deny": 6}
"""Of several stances the heaviest holds: what somebody denied that they planned is denied."""

GOVERNED = frozenset(
    {
        "xcomp",
        "ccomp",
        "pcomp",
        "acl",
        "csubj",
        "csubjpass",
        "pobj",
        "prep",
        "dobj",
        "conj",
        "acomp",
        "oprd",
        "attr",
        "nsubj",
        "nsubjpass",
        "relcl",
    }
)
DEPTH = 4
Lent = tuple[Stance, Certainty]
SELF = closed_words().speaker_subjects
AGAIN = closed_words().again


class Hedges:
    """Compiled hedges of one language, by where they stand."""

    def __init__(self, words: HedgeWords) -> None:
        self.words = words
        self.single: dict[tuple[HedgePlace, str], HedgeGroup] = {}
        self.phrases: dict[HedgePlace, list[tuple[frozenset[str], HedgeGroup]]] = {}
        for group in words.groups:
            for word in group.words:
                if " " in word:
                    self.phrases.setdefault(group.place, []).append((frozenset(word.split(" ")), group))
                else:
                    self.single.setdefault((group.place, word), group)

    def at(self, place: HedgePlace, token: Token) -> HedgeGroup | None:
        """The group of a single word."""
        return self.single.get((place, token.lower_)) or self.single.get((place, token.lemma_.lower()))

    def among(self, place: HedgePlace, near: frozenset[str]) -> HedgeGroup | None:
        """The group of a phrase whose words all stand near."""
        return next((g for parts, g in self.phrases.get(place, ()) if parts <= near), None)


@lru_cache(maxsize=4)
def _compiled(words: HedgeWords) -> Hedges:
    return Hedges(words)


def modality(token: Token, start: int, end: int, sayings: Sequence[Saying], words: Language) -> tuple[Stance, Certainty]:
    """Stance and certainty of the clause [start, end) of the document whose predicate is `token`."""
    hedges = _compiled(words.hedges)
    holding = [
        s for s in sayings if _is_cue(s, token, start, end) or (holds(s, start, end) and not _said_by(s, token, start, end))
    ]
    lent: list[Lent] = [(s.stance if _reaches(token, s, hedges) else "assert", s.certainty) for s in holding]
    own = list(_own(token, hedges, holding, words))
    if any(s == "deny" for s, _ in own) and any(s == "deny" for s, _ in lent):  # denied that it did not
        return "assert", "certain"
    if any(s in ("intend", "predict", "dispute") for s, _ in own):  # will not; is not clear
        own = [(s, c) for s, c in own if s != "deny"]
    own += _governed(token, hedges)
    if _untrue(token, hedges):
        own.append(("deny", "certain"))
    stances: list[Stance] = ["assert", *(s for s, _ in (*own, *lent))]
    surenesses: list[Certainty] = ["certain", *(c for _, c in (*own, *lent))]
    return max(stances, key=WEIGHT.__getitem__), max(surenesses, key=SURENESS.__getitem__)


def silence(kind: str, stance: Stance) -> tuple[str, Stance]:
    """Kind and stance of a claim whose negation is what it tells: "has issued no statement", "gave no proof"."""
    if stance == "deny" and kind in ("statement", "no-comment"):
        return "no-comment", "assert"
    return kind, "assert" if stance == "deny" and kind in ("no-evidence", "refusal") else stance


def holds(saying: Saying, start: int, end: int) -> bool:
    """Whether what is said holds most of a clause."""
    shared = min(end, saying.content.end) - max(start, saying.content.start)
    return 2 * shared > end - start


def _said_by(saying: Saying, token: Token, start: int, end: int) -> bool:
    """Whether the predicate is the verb of saying itself."""
    return saying.cue is not None and start <= saying.cue.start < end and token.text in saying.cue.text.split()


def _reaches(token: Token, saying: Saying, hedges: Hedges) -> bool:
    """Whether a saying's stance holds for a predicate: not in a relative clause of its content, which is taken for granted
    ("vowed to retake the town that fell"), nor for what somebody demands the end of.
    """
    cue = saying.cue.text.split() if saying.cue else []
    node = token
    for _ in range(8):
        if node.text in cue or node.dep_ == "ROOT":
            return True
        if node.dep_ in ("appos", "poss") or _attributive(node):
            return False
        node = node.head
        if saying.stance == "demand" and token.pos_ == "NOUN" and node.lemma_.lower() in hedges.words.ending:
            return False
    return True


def _attributive(verb: Token) -> bool:
    """Whether a clause only describes its noun: relative, or a participle; not "the claim that ..." nor "the plan to ..."."""
    if verb.dep_ == "acl":
        return verb.tag_ in ("VBN", "VBD", "VBG") and not any(c.dep_ == "mark" or c.tag_ == "TO" for c in verb.children)
    return verb.dep_ == "relcl"


def _is_cue(saying: Saying, token: Token, start: int, end: int) -> bool:
    """Whether the clause is that of the saying itself ("the envoy urged both sides to stop")."""
    cue = saying.cue
    return (
        cue is not None
        and (saying.voiced or saying.kind != "deny")
        and _said_by(saying, token, start, end)
        and saying.kind in ("demand", "deny", "intend", "predict")
    )


def is_hypothetical(token: Token, words: Language | None = None) -> bool:
    """Whether a predicate stands in a condition, or in what would be if: such clauses claim nothing."""
    hedges = (words or shipped().language).hedges
    node = token
    for _ in range(2 * DEPTH):
        if node.dep_ == "advcl" and _conditional(node, hedges):
            return True
        if any(c.dep_ == "advcl" and _conditional(c, hedges) for c in node.children) and _would(node, hedges):
            return True
        if node.dep_ in ("ccomp", "parataxis", "ROOT"):
            return node.dep_ == "ROOT" and _would(token, hedges) and any(c.lower_ == "have" for c in token.children)
        node = node.head
    return False


def _conditional(verb: Token, hedges: HedgeWords) -> bool:
    mark = any(c.dep_ in ("mark", "advmod") and c.lower_ in hedges.conditions for c in verb.children)
    first = verb.left_edge
    inverted = (
        first.dep_ in ("aux", "auxpass")
        and first.lower_ in hedges.conditions
        and any(c.dep_.startswith("nsubj") for c in verb.children)
    )
    return mark or (inverted and verb.sent[-1].text != "?")


def _would(verb: Token, hedges: HedgeWords) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in hedges.would for c in verb.children)


def _lent(group: HedgeGroup | None) -> Iterator[Lent]:
    if group is not None:
        yield group.stance or "assert", group.certainty or "certain"


def _own(token: Token, hedges: Hedges, holding: Sequence[Saying], words: Language) -> Iterator[Lent]:
    """What the words at the predicate say."""
    if _negated(token, hedges):
        yield "deny", "certain"
    if _asked(token):
        yield "question", "certain"
    for word in _around(token):
        if word.dep_ in ("aux", "auxpass") and word.lower_ in hedges.words.willing:
            yield _willing(token, holding, words), "certain"
        elif word.dep_ == "aux":
            yield from _lent(hedges.at("modal", word))
        elif word.dep_ in ("advmod", "npadvmod", "advcl", "intj", "prep"):
            yield from _lent(hedges.at("adverb", word))
        elif word.dep_ in ("amod", "compound") and word.i < token.i:
            yield from _lent(hedges.at("adjective", word))
    if token.tag_ == "VB" and token.dep_ in ("ROOT", "acl", "advcl", "relcl") and any(c.tag_ == "TO" for c in token.children):
        yield "intend", "certain"
    if token.pos_ in ("AUX", "ADJ"):
        disputed = hedges.among("governor", _near(token))
        if disputed is not None:
            asked = {t.lower_ for c in token.children for t in c.children if t.dep_ == "mark"} & {"if", "whether"}
            yield disputed.stance or "assert", "possible" if asked else "certain"
        yield from _lent(hedges.among("raising", _near(token)))
    near = frozenset(t.lower_ for t in token.doc[max(token.sent.start, token.i - 6) : token.i])
    yield from _lent(hedges.among("adverb", near))


def _asked(token: Token) -> bool:
    """Whether a predicate stands in the question that ends its sentence: not before the word that opens it ("There were no
    guards, why did they leave?").
    """
    sentence = token.sent
    last = next((t for t in reversed(sentence) if not (t.is_quote or t.is_space)), sentence[-1])
    if last.text != "?":
        return False
    opens = (
        t.i
        for t in sentence
        if t.i > sentence.start and t.tag_ in ("WRB", "WP", "WDT") and t.nbor(-1).text in (",", ";", ":", "-", "–", "—")
    )
    return token.i >= next(opens, sentence.start)


def _around(token: Token) -> Iterator[Token]:
    """Dependents of the predicate, those of its auxiliaries and nouns, and those that it shares with the verb before it."""
    node = token
    for _ in range(DEPTH):
        yield from node.children
        if token.pos_ == "NOUN" and node == token:
            yield from (c for r in node.children if r.dep_ == "relcl" for c in r.children if c.dep_ == "aux")
            yield from (c for c in node.head.children if c.dep_ == "aux" and node.dep_ == "nsubjpass")
        if node.dep_ != "conj" or grammar.own_subject(node) is not None or any(c.dep_ == "aux" for c in node.children):
            return
        node = node.head


def _negated(token: Token, hedges: Hedges) -> bool:
    """ "did not flee", "no soldiers were killed", "neither side withdrew", "without shelling"."""
    no = hedges.words.negations
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "det") and child.lower_ in no):
            return True
        if child.dep_ == "advmod" and any(c.lower_ == "no" for c in child.children):  # no longer
            return True
        existing = child.dep_ == "attr" and grammar.child(token, "expl") is not None
        if (existing or child.dep_ in ("nsubj", "nsubjpass", "dobj")) and (
            child.lower_ in no or any(c.lower_ in no and c.dep_ in ("det", "preconj", "neg", "cc") for c in child.children)
        ):
            return True
    if token.dep_ == "conj" and grammar.verbal(token) and grammar.own_subject(token) is None:
        return any(c.dep_ == "neg" for c in token.head.children) and any(c.lower_ in ("or", "nor") for c in token.head.children)
    return token.dep_ == "pcomp" and token.head.lower_ == "without"


def _willing(token: Token, holding: Sequence[Saying], words: Language) -> Stance:
    """ "will": the intent of whoever acts; a prediction where it is undergone, or said by somebody of another."""
    subject = grammar.subject(token)
    if subject is None or grammar.passive(token) or any(c.dep_ == "nsubjpass" for c in token.children):
        return "predict"
    if subject.lower_ in SELF:
        return "intend"
    spoken = [s for s in holding if s.source is not None and s.voiced]
    if spoken:
        named = any(subject.lower_ in (s.source.text.lower().split() if s.source else ()) for s in spoken)
        return "intend" if named or subject.lower_ in AGAIN else "predict"
    known = index(words).words
    lemma = subject.lemma_.lower()
    acts = (
        subject.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")
        or subject.pos_ == "PRON"
        or lemma in known.people
        or lemma in known.bodies
    )
    return "intend" if acts and subject.lower_ not in ("it", "this", "that", "there") else "predict"


def _governed(token: Token, hedges: Hedges) -> Iterator[Lent]:
    """What the words say that the predicate hangs on."""
    node = token
    for _ in range(DEPTH):
        if node.dep_ not in GOVERNED or node.head == node:
            return
        below, node = node, node.head
        if below.dep_ == "conj":
            continue
        aside = _attributive(below)
        if aside:
            yield from _cleft(below, node, hedges)
            if node.lower_ == "nothing" and any(c.tag_ == "TO" for c in below.children):  # found nothing to suggest that
                yield "assert", "unsupported"
        if aside or (below.dep_ == "nsubj" and node.pos_ not in ("AUX", "ADJ")):
            return
        near = _near(node)
        told = any(t.dep_ == "ccomp" for t in (token, *token.ancestors) if below.is_ancestor(t))
        if (
            not told
            and node.lemma_.lower() in hedges.words.failing
            and below.dep_ in ("xcomp", "ccomp")
            and below.tag_ in ("VB", "VBG")
        ):
            yield "deny", "certain"
        elif below.dep_ in ("xcomp", "ccomp", "csubj", "csubjpass", "pcomp", "acl", "advcl", "prep"):
            yield from _by_verb(node, below, near, hedges)
        yield from _by_noun(node, near, hedges)
        if below.dep_ == "prep" and node.pos_ in ("NOUN", "PROPN") and token.pos_ == "NOUN":
            return  # condolences for the victims of the attack: what governs those does not reach this


def _untrue(token: Token, hedges: Hedges) -> bool:
    """Whether a word stands in what somebody told and another calls untrue: "claims that rebels fled are false"."""
    node = token
    for _ in range(2 * DEPTH):
        if node.dep_ == "ROOT" or (node.pos_ in ("VERB", "AUX") and node.dep_ in ("conj", "ccomp", "parataxis")):
            return False
        if node.dep_ in ("nsubj", "dobj") and node != token and node.lemma_.lower() in hedges.words.told:
            return any(word.lemma_.lower() in hedges.words.untrue for word in (node.head, *_said_of(node.head)))
        node = node.head
    return False


def _said_of(copula: Token) -> Iterator[Token]:
    """What is said of the subject of "be", and of its coordinated verbs."""
    for verb in (copula, *(c for c in copula.children if c.dep_ == "conj" and c.lemma_ == "be")):
        for word in verb.children:
            if word.dep_ in ("attr", "acomp", "oprd", "prep"):
                yield word
                yield from (c for c in word.children if c.dep_ == "conj")


def _cleft(relative: Token, noun: Token, hedges: Hedges) -> Iterator[Lent]:
    """ "It could be the rebels who fled": the words at "be" are about what the relative clause tells."""
    copula = noun.head
    opened = any(c.lower_ in ("it", "that", "this") and c.dep_ == "nsubj" for c in copula.children)
    if relative.dep_ != "relcl" or noun.dep_ != "attr" or copula.lemma_ != "be" or not opened:
        return
    for word in copula.children:
        if word.dep_ == "aux":
            yield from _lent(hedges.at("modal", word))
        elif word.dep_ == "advmod":
            yield from _lent(hedges.at("adverb", word))


def _by_verb(node: Token, below: Token, near: frozenset[str], hedges: Hedges) -> Iterator[Lent]:
    found = (
        hedges.among("raising", near) if below.dep_ == "prep" else hedges.at("raising", node) or hedges.among("raising", near)
    )
    if found is None and grammar.passive(node) and node.tag_ == "VBN" and grammar.agent(node) is None:
        found = hedges.among("raising", near | {"be"}) or hedges.at("passive", node)
    yield from _lent(found)
    disputed = hedges.at("governor", node) or hedges.among("governor", near)
    if disputed is not None:
        open_question = any(c.lower_ in ("if", "whether") for c in below.children)
        yield disputed.stance or "assert", "possible" if open_question else disputed.certainty or "certain"


def _by_noun(node: Token, near: frozenset[str], hedges: Hedges) -> Iterator[Lent]:
    if node.pos_ != "NOUN":
        return
    yield from _lent(hedges.at("noun", node) or hedges.among("noun", near))
    for child in node.children:
        if child.dep_ in ("amod", "compound"):
            yield from _lent(hedges.at("adjective", child))


def _near(node: Token) -> frozenset[str]:
    """Lemmas of a governing word, its close dependents, and of the verb "be" that a predicate adjective or noun hangs on."""
    words = {node.lemma_.lower(), node.lower_}
    hooks = [node]
    if node.dep_ in ("acomp", "attr", "oprd", "dobj") or (node.dep_ == "amod"):
        hooks.append(node.head)
        words.add(node.head.lemma_.lower())
    for hook in hooks:
        for c in hook.children:
            if c.dep_ in ("neg", "acomp", "attr", "advmod", "det", "prep", "oprd", "auxpass", "expl"):
                words.add("not" if c.dep_ == "neg" else c.lemma_.lower())
                words.add(c.lower_)
    if node.dep_ == "pobj":
        words.add(node.head.lower_)
    return frozenset(words)
