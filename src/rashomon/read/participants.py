"""Who did it, and to whom: the participants of a happening as noun phrases of the text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from spacy.tokens import Token

from rashomon.read import grammar
from rashomon.read.happening import Happening
from rashomon.read.hosts import HARM, VIOLENT
from rashomon.read.lexicon import Hit, Lexicon, forms

TOWARD = frozenset({"on", "against", "at", "upon", "toward", "towards", "into", "to"})
AGAINST = frozenset({"against", "on", "upon", "at"})
NOUN_SIDES = frozenset({"PROPN", "NOUN", "ADJ"})


class Sides(Struct, frozen=True):
    """Head tokens of those who acted and of those acted upon."""

    actors: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()


def sides(told: Happening, lexicon: Lexicon, named: frozenset[int], places: frozenset[int] = frozenset()) -> Sides:
    """Actors and targets from all words that tell the happening, without doubles, without the happening itself and
    without the tokens that only name a place. `named` are the tokens of parties' names.
    """
    actors: list[Token] = []
    targets: list[Token] = []
    for hit in told.hits:
        a, t = _of_noun(hit, named, lexicon) if hit.nominal else _of_verb(hit, told)
        actors += a
        targets += t
    for verb in told.carriers:
        a, t = _of_carrier(verb, told, lexicon)
        actors += a
        targets += t
    own: set[int] = {hit.token.i for hit in told.hits} | {v.i for v in told.carriers} | places
    own |= {t.i for t in (*actors, *targets) if t.lemma_.lower() in lexicon.classes["hour"]}
    actors = [a for a in _clean(actors, own) if a.pos_ != "NUM"]
    targets = [t for t in _clean(targets, own) if t.i not in {a.i for a in actors}]
    return Sides(tuple(actors), tuple(targets))


def _clean(tokens: list[Token], own: set[int]) -> list[Token]:
    seen: dict[int, Token] = {}
    for token in tokens:
        for each in grammar.conjuncts(token):
            if (
                each.i not in own
                and each.pos_ in grammar.NOMINAL
                and each.tag_ not in ("WDT", "WP", "EX")
                and not each.is_punct
                and not _is_time(each)
            ):
                seen.setdefault(each.i, each)
    return [seen[i] for i in sorted(seen)]


def _members(token: Token) -> Iterator[Token]:
    """A side with all that is coordinated with it or named as a part of it ("rebels including the Front")."""
    for each in grammar.conjuncts(token):
        yield each
        for prep, noun in grammar.prepositional(each):
            if prep in ("including", "like", "notably"):
                yield noun
        yield from (c for c in each.children if c.dep_ == "appos" and c.pos_ in ("PROPN", "NOUN") and c.i > each.i)


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _of_verb(hit: Hit, told: Happening) -> tuple[list[Token], list[Token]]:
    """Participants of a verb by its frame; active and passive are one."""
    verb, frame = hit.token, hit.trigger.frame
    preps = list(grammar.prepositional(verb))
    by = [noun for prep, noun in preps if prep == "by"]
    subject = grammar.subject(verb)
    doers = [subject] if subject is not None else []
    things = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ in grammar.NOMINAL]
    for c in verb.children:
        if c.dep_ == "ccomp" and c.pos_ == "ADJ":
            things += [left for left in c.children if left.dep_ == "nsubj"]
    if grammar.child(verb, "expl") is not None:
        doers = [c for c in verb.children if c.dep_ == "attr"]
    is_passive = grammar.passive(verb)
    if is_passive:
        things, doers = [*doers, *things], by
    if frame == "suffers":
        return by + [
            noun for prep, noun in preps if prep == "from" and told.kind in VIOLENT
        ], doers if not is_passive else things
    if frame in ("acts-on", "tells-to"):
        if not is_passive and not things and frame == "acts-on" and hit.kind in HARM and verb.tag_ in ("VBN", "VBD"):
            return by, doers
        extra = [noun for prep, noun in preps if prep in (("on", "upon", "to") if frame == "tells-to" else ("against",))]
        return doers, things + extra
    if frame == "acts-at":
        return doers, [noun for prep, noun in preps if prep in TOWARD] or [
            noun for c in verb.children if c.dep_ == "dobj" for prep, noun in grammar.prepositional(c) if prep in TOWARD
        ]
    if frame == "takes-from":
        losers = [noun for prep, noun in preps if prep == "from"]
        losers += [noun for thing in things for prep, noun in grammar.prepositional(thing) if prep == "from"]
        return doers, losers
    if is_passive and frame in ("mutual", "moves") and not by:
        return [subject] if subject is not None else [], [noun for prep, noun in preps if prep in ("with", "against")]
    if frame == "falls-to":
        return [noun for prep, noun in preps if prep == "to"], []
    if frame == "mutual":
        return doers, things + [noun for prep, noun in preps if prep in ("with", "against", "to")]
    if frame == "gives-to":
        datives = [c for c in verb.children if c.dep_ == "dative" and c.pos_ in grammar.NOMINAL]
        return doers, datives + [noun for prep, noun in preps if prep in ("to", "for", "with")] or things
    return doers, []


def _of_noun(hit: Hit, named: frozenset[int], lexicon: Lexicon) -> tuple[list[Token], list[Token]]:
    """Participants around a noun: "the shelling of P by A", "A's attack on B", "clashes between A and B"."""
    noun, frame = hit.token, hit.trigger.noun_frame or hit.trigger.frame
    preps = list(grammar.prepositional(noun))
    actors = [n for prep, n in preps if prep == "by"]
    for c in noun.children:
        if c.dep_ == "acl" and c.tag_ == "VBN":
            actors += [n for prep, n in grammar.prepositional(c) if prep in ("by", "between")]
    targets: list[Token] = []
    owners = [
        c for c in noun.children if c.i < noun.i and c.dep_ in ("poss", "compound", "amod", "nmod") and _side(c, named, lexicon)
    ]
    for prep, n in preps:
        if prep == "of":
            (targets if frame in ("acts-on", "suffers") else actors if frame in ("moves", "mutual", "holds") else []).append(n)
        elif prep in AGAINST and frame not in ("mutual", "moves", "holds"):
            targets.append(n)
        elif prep in ("between", "among", "amongst"):
            actors.append(n)
        elif (prep in ("with", "against") and frame == "mutual") or (
            prep in ("to", "for") and frame in ("gives-to", "tells-to")
        ):
            targets.append(n)
        elif prep == "from" and frame in ("takes-from", "gives-to"):
            (targets if frame == "takes-from" else actors).append(n)
    (targets if frame == "suffers" else actors).extend(owners)
    return actors, targets


def _side(token: Token, named: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether a word before a noun can name a side: a party's name, a nationality, a possessor, "rebel", "regime"."""
    if token.dep_ == "poss" or token.i in named or token.ent_type_ in ("NORP", "ORG", "GPE", "PERSON"):
        return True
    return any(form in lexicon.classes["side"] for form in forms(token))


def _of_carrier(verb: Token, told: Happening, lexicon: Lexicon) -> tuple[list[Token], list[Token]]:
    """Participants of a verb that carries a noun: who "carried out" it, who "came under" it."""
    role = lexicon.carrier(verb)
    is_passive = grammar.passive(verb)
    subject = grammar.subject(verb)
    nouns = {hit.token.i for hit in told.hits}
    doers = [noun for prep, noun in grammar.prepositional(verb) if prep == "by"] if is_passive else [subject] if subject else []
    doers = [d for d in doers if d.i not in nouns and not any(t.i in nouns for t in grammar.conjuncts(d))]
    against = [noun for prep, noun in grammar.prepositional(verb) if prep in ("against", "on") and not _is_time(noun)]
    if role == "undergoes":
        return [], [subject] if subject is not None else []
    if role == "occurs":
        return [], against
    return doers, against


def phrase(head: Token) -> tuple[int, int]:
    """Token range of the noun phrase of a participant, without a leading number and without a half of a hyphenated pair."""
    doc = head.doc
    first, last = grammar.noun_phrase(head)
    while first > 1 and doc[first - 1].text == "-":
        first -= 2
    while first < head.i and (doc[first].pos_ == "NUM" or doc[first].dep_ in ("quantmod", "advmod", "nummod", "punct")):
        first += 1
    return grammar.bare(doc, first, last)
