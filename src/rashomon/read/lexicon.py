"""The triggers of a language as an index over word forms, and the places in a parsed text where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.read import grammar
from rashomon.vocabulary.closed import closed_words
from rashomon.vocabulary.triggers import Trigger, Triggers

Words = tuple[str, ...]
T = TypeVar("T")
NAMES = frozenset({"GPE", "LOC", "FAC"})
STRUCK = frozenset({"attack", "air-strike", "shelling"})
BODILY = ("concrete", "thing", "ground", "facility", "place-sort", "person", "fighter", "party", "military", "side", "count",
          "equipment", "force", "column", "arms", "stood", "folk", "men", "body", "toll")  # fmt: skip
"""Classes of what can act or be hit."""

BODIES = frozenset({"ORG", "NORP", "GPE"})
SPOKEN_TO = frozenset(closed_words().addressed)
"""Pronouns that are no force and no fighter: "brings us closer", "got you there"."""


class Hit(Struct, frozen=True):
    """A trigger at its token. `first`, `last` are the token range of a noun phrase trigger."""

    token: Token
    trigger: Trigger
    first: int
    last: int
    nominal: bool
    rest: Words = ()

    @property
    def kind(self) -> str:
        """The kind of the trigger."""
        return self.trigger.kind


def forms(token: Token) -> tuple[str, ...]:
    """The forms under which a token may stand in the vocabulary: lemma, surface, and the singular of a name in capitals."""
    lower = token.lower_
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lower.endswith("s") and len(lower) > 3:
        return lemma, lower, lower[:-1]
    return (lemma, lower) if lemma != lower else (lower,)


class Lexicon:
    """Compiled triggers. Built once per engine; holds no state of any document."""

    def __init__(self, triggers: Triggers, is_place: Callable[[str], bool]) -> None:
        self.triggers = triggers
        self.is_place = is_place
        self.classes = {name: frozenset(words) for name, words in triggers.classes.items()}
        self.endings = tuple(triggers.classes["abstract-ending"])
        self.bodies = frozenset(word for name in BODILY for word in triggers.classes[name])
        self.taking = frozenset(
            phrase.split(" ")[0]
            for t in triggers.triggers.values()
            if t.frame in ("takes-from", "holds", "moves")
            for phrase in t.verbs
        )
        self.verbs: dict[str, list[tuple[Words, Trigger]]] = defaultdict(list)
        self.nouns: dict[str, list[tuple[Words, Trigger]]] = defaultdict(list)
        for trigger in triggers.triggers.values():
            for phrase in trigger.verbs:
                first, *rest = phrase.split(" ")
                self.verbs[first].append((tuple(rest), trigger))
            for phrase in trigger.nouns:
                words = tuple(phrase.replace("-", " ").split(" "))
                self.nouns[words[0]].append((words, trigger))
        self.weapons: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for kind, phrases in triggers.weapons.items():
            for phrase in phrases:
                words = tuple(phrase.replace("-", " ").split(" "))
                self.weapons[words[0]].append((words, kind))
        self.carriers: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for role, phrases in triggers.carriers.items():
            for phrase in phrases:
                first, *rest = phrase.split(" ")
                self.carriers[first].append((tuple(rest), role))
        for phrases_of in (self.nouns, self.weapons, self.carriers):
            for entries in phrases_of.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        for verbs in self.verbs.values():
            verbs.sort(key=lambda entry: (-len(entry[0]) - _limits(entry[1]), -_limits(entry[1])))

    def rank(self, kind: str) -> int:
        """How specific a kind is; of several kinds in one clause the highest wins."""
        return self.triggers.rank.get(kind, 2)

    def verb_hit(self, token: Token) -> Hit | None:
        """The trigger of a verb: the longest phrase whose further words and classes fit."""
        entries = self._entries(self.verbs, token)
        if not entries:
            return None
        close = near(token)
        carried = max((len(rest) for rest, _ in self._entries(self.carriers, token) if close.issuperset(rest)), default=0)
        for rest, trigger in entries:
            if close.issuperset(rest) and self._fits(token, trigger):
                return Hit(token, trigger, token.i, token.i, False, rest) if len(rest) >= carried else None
        return None

    def noun_hit(self, token: Token) -> Hit | None:
        """The trigger of a noun phrase that begins at this token."""
        for words, trigger in self._entries(self.nouns, token):
            last = run(token, words)
            if last is not None:
                head = _head(token.doc, token.i, last)
                return Hit(head, trigger, token.i, last, True)
        return None

    def carrier(self, verb: Token) -> str | None:
        """What a verb says of its noun ("does", "undergoes", "occurs"), if it is one of those that only carry."""
        found = self.carrier_phrase(verb)
        return found[1] if found else None

    def carrier_phrase(self, verb: Token) -> tuple[Words, str] | None:
        """The further words of a carrying verb ("responsibility", "for") and what it says of its noun."""
        entries = self._entries(self.carriers, verb)
        close = near(verb) if entries else set()
        return next(((rest, role) for rest, role in entries if close.issuperset(rest)), None)

    def is_blame(self, verb: Token) -> bool:
        """Whether a verb accuses somebody: "accuse", "point the finger at"."""
        return any(form in self.classes["blaming"] for form in forms(verb)) or bool(
            near(verb) & {"finger", "blame"} and verb.lemma_.lower() in ("point", "put", "lay", "pin", "place")
        )

    def weapon(self, token: Token) -> tuple[str, int] | None:
        """(kind, last token) of a weapon word or phrase that begins at this token."""
        for words, kind in self._entries(self.weapons, token):
            last = run(token, words)
            if last is not None:
                return kind, last
        return None

    def acts(self, *tokens: Token) -> bool:
        """Whether one of these tokens begins the name of a deed ("clash", "air raid"), and not that of a thing."""
        return any(form in self.nouns for token in tokens for form in forms(token)) or any(
            form in self.classes["event"] for token in tokens for form in forms(token)
        )

    def is_matter(self, noun: Token) -> bool:
        """Whether a common noun names neither anybody nor a thing: "extradition", "their actions"."""
        lemma = noun.lemma_.lower()
        if noun.pos_ != "NOUN" or lemma in self.bodies or noun.lower_ in self.bodies:
            return False
        return lemma in self.classes["matter"] or lemma.endswith(self.endings)

    def has(self, word: str) -> bool:
        """Whether a word, written small, begins a trigger or a weapon."""
        return any(form in index for form in (word, word.removesuffix("s")) for index in (self.verbs, self.nouns, self.weapons))

    def told_by(self, token: Token) -> bool:
        """Whether a word begins a trigger noun or a weapon: no such word is a place, however it is written."""
        return any(form in self.nouns or form in self.weapons for form in forms(token))

    def is_in(self, token: Token, names: tuple[str, ...]) -> bool:
        """Whether a noun, what it counts, or what is coordinated with it is of one of these word classes."""
        nouns = list(grammar.conjuncts(token))
        if token.pos_ == "NUM" or any(form in self.classes["count"] for form in forms(token)):
            nouns += [noun for prep, noun in grammar.prepositional(token) if prep == "of"]
        if "person" in names and token.pos_ == "NUM" and len(nouns) == 1:
            return True
        return any(self._is(noun, name) for noun in nouns for name in names)

    def _is(self, noun: Token, name: str) -> bool:
        words = self.classes.get(name, frozenset())
        if name != "tally" and any(form in words for form in forms(noun)):
            return True
        if name == "tally":
            return any(form in words for form in forms(noun)) and not any(c.dep_ == "prep" for c in noun.children)
        if name == "ground":
            if any(form in self.classes[c] for c in ("place-sort", "facility") for form in forms(noun)):
                return True
            return noun.pos_ == "PROPN" and (noun.ent_type_ in NAMES or self.is_place(noun.text))
        if name == "party" and any(form in self.classes[c] for c in ("military", "side", "fighter") for form in forms(noun)):
            return True
        if name == "party":
            return noun.ent_type_ in BODIES
        if name in ("force", "fighter"):
            return noun.ent_type_ in BODIES or (noun.tag_ in ("PRP", "WDT", "WP") and noun.lower_ not in SPOKEN_TO)
        return name == "person" and (noun.ent_type_ == "PERSON" or noun.tag_ in ("PRP", "WP"))

    def _fits(self, verb: Token, trigger: Trigger) -> bool:
        if trigger.kind in STRUCK and self._abstract(verb):
            return False
        if trigger.alone and (grammar.passive(verb) or grammar.child(verb, "dobj") is not None):
            return False
        if trigger.object and not any(self.is_in(noun, trigger.object) for noun in objects(verb)):
            return False
        if trigger.subject:
            found = grammar.agent(verb) if grammar.passive(verb) and trigger.frame != "suffers" else grammar.subject(verb)
            if grammar.child(verb, "expl") is not None:
                found = grammar.child(verb, "attr", "nsubj")
            if found is None and trigger.frame in ("holds", "moves"):
                found = grammar.subject(verb)
            if trigger.frame == "falls-to" and found is not None and found.pos_ == "PROPN":
                return True  # "Gorda fell to the insurgents"
            return found is not None and self.is_in(found, trigger.subject)
        return True

    def _abstract(self, verb: Token) -> bool:
        """Whether what hits or strikes is no thing and nobody: "news hit the markets", "prices were hit"."""
        subject = None if grammar.passive(verb) else grammar.own_subject(verb)
        return subject is not None and any(form in self.classes["abstract"] for form in forms(subject))

    @staticmethod
    def _entries(index: dict[str, list[tuple[Words, T]]], token: Token) -> list[tuple[Words, T]]:
        return next((index[form] for form in forms(token) if form in index), [])


def _limits(trigger: Trigger) -> int:
    """How many word classes a trigger asks for: the closer a trigger is defined, the earlier it is tried."""
    return bool(trigger.object) + bool(trigger.subject)


def objects(verb: Token) -> Iterator[Token]:
    """What a verb acts on: its object, its passive subject, or the subject that it shares with another verb."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "oprd", "attr") and c.tag_ not in ("WDT", "WP")]
    named = grammar.antecedent(verb)
    found += [named] if named is not None else []
    if not found and (grammar.passive(verb) or grammar.headline(verb)):
        shared = grammar.subject(verb)
        found = [shared] if shared is not None else []
    yield from found


def near(token: Token) -> set[str]:
    """Lemmas and surfaces of the close dependents of a verb: particles, objects, prepositions and their nouns."""
    found: set[str] = set()
    for c in token.children:
        if c.dep_ == "xcomp":
            found.update(forms(c))
        if (c.dep_ in grammar.CLAUSAL and c.pos_ != "ADJ") or c.dep_ in ("conj", "nsubj"):
            continue
        found.update(forms(c))
        if c.dep_ in ("dobj", "prep", "nsubjpass", "attr", "acomp", "oprd", "agent", "dative", "pobj", "xcomp"):
            for d in c.children:
                if d.dep_ not in grammar.CLAUSAL:
                    found.update(forms(d))
                    found.update(form for e in d.children if e.dep_ in ("pobj", "amod", "compound") for form in forms(e))
    return found


def run(token: Token, words: Words) -> int | None:
    """Index of the last token if the words stand in a row from this token on; hyphens between them do not count."""
    doc, at = token.doc, token.i
    for n, word in enumerate(words):
        while n and at < len(doc) and (doc[at].text == "-" or (words[n - 1] == "of" and doc[at].pos_ in ("DET", "PRON"))):
            at += 1
        if at >= len(doc) or word not in forms(doc[at]):
            return None
        at += 1
    return at - 1


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of a range that the others hang on."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last or token.head == token:
            return token
    return doc[last]
