"""Who stands where around one trigger: the frames of `vocabulary/triggers.py` put to a parse."""

from __future__ import annotations

from msgspec import Struct
from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.read.hosts import HARM, VIOLENT
from rashomon.read.lexicon import Hit, Lexicon, forms
from rashomon.vocabulary.closed import closed_words

TOWARD = closed_words().toward
AGAINST = closed_words().opposed
BETWEEN = closed_words().between
WITH = closed_words().together


class Around(Struct, frozen=True):
    """What stands around a verb, active and passive made one: who does it, to what, and what its prepositions bring."""

    doers: tuple[Token, ...]
    things: tuple[Token, ...]
    preps: tuple[tuple[str, Token], ...]
    undergone: bool

    def behind(self, *words: str) -> tuple[Token, ...]:
        """Nouns behind these prepositions."""
        return tuple(noun for prep, noun in self.preps if prep in words)


Sides = tuple[tuple[Token, ...], tuple[Token, ...]]
"""(those who act, those acted upon)"""


def around(verb: Token) -> Around:
    """Subject, object and prepositional phrases of a verb; the subject of a passive is its object."""
    preps = tuple(grammar.prepositional(verb))
    by = tuple(noun for prep, noun in preps if prep == "by") + _hands(preps)
    subject = grammar.subject(verb)
    doers: tuple[Token, ...] = (subject,) if subject is not None else ()
    things = tuple(c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ in grammar.NOMINAL)
    named = grammar.antecedent(verb)
    things += (named,) if named is not None else ()
    things += tuple(
        left for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "ADJ" for left in c.children if left.dep_ == "nsubj"
    )
    if grammar.child(verb, "expl") is not None:
        doers = tuple(c for c in verb.children if c.dep_ == "attr")
    if grammar.passive(verb):
        return Around(by, doers + things, preps, True)
    return Around(doers, things, preps, False)


def _hands(preps: tuple[tuple[str, Token], ...]) -> tuple[Token, ...]:
    """Those at whose hands somebody suffers."""
    hands = [noun for prep, noun in preps if prep == "at" and noun.lower_ == "hands"]
    return tuple(noun for each in hands for prep, noun in grammar.prepositional(each) if prep == "of")


def of_verb(hit: Hit, kind: str) -> Sides:
    """Sides of a verb by its frame. `kind` is that of the whole happening."""
    verb, frame = hit.token, hit.trigger.frame
    near = around(verb)
    if frame == "suffers":
        by = near.behind("by") + (near.behind("from") if kind in VIOLENT else ())
        return by + _hands(near.preps), near.things if near.undergone else near.doers
    if frame == "acts-on":
        past = verb.tag_ in ("VBN", "VBD") and (hit.kind in HARM or grammar.headline(verb))
        headline = not near.undergone and not near.things and past
        return (near.behind("by"), near.doers) if headline else (near.doers, near.things + near.behind("against"))
    if frame == "tells-to":
        return near.doers, near.things + near.behind("on", "upon", "to")
    if frame == "acts-at":
        return near.doers, near.behind(*TOWARD) or _behind_things(near, *TOWARD)
    if frame == "counts":
        return (), tuple(n for each in near.things + near.doers for prep, n in grammar.prepositional(each) if prep == "of")
    if frame == "takes-from":
        return near.doers, near.behind("from") + _behind_things(near, "from")
    if frame == "falls-to":
        return near.behind("to"), ()
    if frame == "holds":
        stationed = near.things if near.undergone and hit.trigger.subject else ()
        return near.doers + near.behind("between") or stationed, ()
    if near.undergone and not near.doers:
        return near.things, near.behind(*WITH)
    if frame == "mutual":
        return near.doers, near.things + near.behind("with", "against", "to")
    if frame == "gives-to":
        datives = tuple(c for c in verb.children if c.dep_ == "dative" and c.pos_ in grammar.NOMINAL)
        return near.doers, datives + near.behind("to", "for", "with") or near.things
    return near.doers, ()


def _behind_things(near: Around, *words: str) -> tuple[Token, ...]:
    return tuple(noun for thing in near.things for prep, noun in grammar.prepositional(thing) if prep in words)


OF = {"acts-on": 1, "suffers": 1, "counts": 1, "moves": 0, "mutual": 0, "holds": 0}
"""Whom "of" brings by the frame of a noun: 0 those who act ("the advance of A"), 1 those acted upon ("the siege of B")."""


def of_noun(hit: Hit, named: frozenset[int], lexicon: Lexicon) -> Sides:
    """Sides around a noun: "the shelling of P by A", "A's attack on B", "clashes between A and B"."""
    noun, frame = hit.token, hit.trigger.noun_frame or hit.trigger.frame
    actors: list[Token] = [n for c in _participles(noun) for p, n in grammar.prepositional(c) if p in ("by", *BETWEEN)]
    targets: list[Token] = []
    for prep, n in grammar.prepositional(noun):
        if prep == "of" and frame in OF:
            (targets if OF[frame] else actors).append(n)
        elif prep in ("by", *BETWEEN) or (prep == "from" and frame == "gives-to"):
            actors.append(n)
        elif (prep in AGAINST and frame not in ("mutual", "moves", "holds")) or _brings_target(prep, frame):
            targets.append(n)
    for owner in _before(noun):
        if side(owner, named, lexicon):
            suffers = frame == "suffers" or _opposed(owner) or (not targets and _victim(owner, hit, named, lexicon))
            (targets if suffers else actors).append(owner)
    return tuple(actors), tuple(targets)


HARMING = frozenset({"casualties", "abduction", "execution", "release"})
"""Kinds whose noun may be its victim's: "the mayor's murder", "their kidnapping"."""


def _victim(owner: Token, hit: Hit, named: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether a possessor is whom it was done to: a person, and no side that has others under arms."""
    if hit.kind not in HARMING or owner.dep_ != "poss" or owner.i in named:
        return False
    return owner.tag_ == "PRP$" or lexicon.is_in(owner, ("person",))


def _opposed(owner: Token) -> bool:
    """Whether a word before a noun names whom it is against: "anti-government protests", "counter-insurgent operations"."""
    hyphen = owner.i > 1 and owner.nbor(-1).text == "-"
    return hyphen and owner.nbor(-2).lower_ in ("anti", "counter")


def _brings_target(prep: str, frame: str) -> bool:
    return (
        (prep in WITH and frame == "mutual")
        or (prep in ("to", "for") and frame in ("gives-to", "tells-to"))
        or (prep == "from" and frame == "takes-from")
    )


def _participles(noun: Token) -> list[Token]:
    """Participles behind a noun or behind what is coordinated with it ("attacks and raids carried out by A")."""
    return [c for each in grammar.conjuncts(noun) for c in each.children if c.dep_ == "acl" and c.tag_ == "VBN"]


def _before(noun: Token) -> list[Token]:
    """Words before a noun that may say whose it is."""
    own = [c for c in noun.children if c.i < noun.i and c.dep_ in ("poss", "compound", "amod", "nmod")]
    if noun.pos_ == "VERB" and noun.i and noun.nbor(-1) not in own:
        own.append(noun.nbor(-1))
    return own


def side(token: Token, named: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether a word before a noun can name a side: a party's name, a nationality, a possessor, "rebel", "regime"."""
    if token.dep_ == "poss" or token.i in named or token.ent_type_ in ("NORP", "ORG", "GPE", "PERSON"):
        return True
    return any(form in lexicon.classes["side"] for form in forms(token))
