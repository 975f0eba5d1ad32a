"""Who did it, and to whom: the participants of a happening as noun phrases of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from spacy.tokens import Token

from rashomon.model.claim import ActorRole
from rashomon.read import blame, frames, grammar
from rashomon.read.happening import Happening
from rashomon.read.lexicon import Lexicon, forms
from rashomon.vocabulary.closed import closed_words

TIMES = ("DATE", "TIME")
STANDING = closed_words().locative


class Sides(Struct, frozen=True):
    """Head tokens of those who acted and of those acted upon; `roles` of actors by token, where the text tells them apart."""

    actors: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    roles: Mapping[int, ActorRole] = {}


def sides(told: Happening, lexicon: Lexicon, named: frozenset[int], places: frozenset[int] = frozenset()) -> Sides:
    """Actors and targets from all words that tell the happening, without doubles, without the happening itself and
    without the tokens that only name a place. `named` are the tokens of parties' names.
    """
    found = [frames.of_noun(h, named, lexicon) if h.nominal else frames.of_verb(h, told.kind) for h in told.hits]
    found += [_of_carrier(verb, told, lexicon) for verb in told.carriers]
    blamed = blame.accused(told.predicate, lexicon) if told.kind != "accusation" else ()
    actors = list(blamed) or [owner for acting, _ in found for t in acting for owner in _owners(t, named, lexicon)]
    targets = [asker for _, undergoing in found for t in undergoing for asker in _askers(t, lexicon)]
    targets += _stricken(told, lexicon) if told.kind == "bombing" and not targets else []
    own = {hit.token.i for hit in told.hits} | {v.i for v in told.carriers} | places
    own |= {c.i for hit in told.hits if hit.rest for c in hit.token.children if any(form in hit.rest for form in forms(c))}
    own |= {t.i for t in (*actors, *targets) if t.lemma_.lower() in lexicon.classes["hour"]}
    allies = [ally for t in actors for ally in _allies(t, lexicon)]
    acting = [a for a in _clean([*actors, *allies], own) if a.pos_ != "NUM"]
    undergoing = [t for t in _clean(targets, own) if t not in acting]
    roles: dict[int, ActorRole] = {t.i: "ally" for t in _clean(allies, own)}
    for verb in told.carriers:
        role = _role(verb, lexicon)
        subject = grammar.subject(verb)
        if role is not None and subject is not None:
            roles |= {t.i: role for t in grammar.conjuncts(subject)}
    return Sides(tuple(acting), tuple(undergoing), roles)


def real(found: Sides, lexicon: Lexicon) -> Sides:
    """The sides without what is nobody and no thing ("an end to extradition"), mere numbers ("50 were hurt") and weapons that
    act.
    """
    actors = tuple(t for t in found.actors if not lexicon.is_matter(t) and not _wielded(t, lexicon))
    targets = tuple(t for t in found.targets if not lexicon.is_matter(t) and not (t.like_num and not [*t.children]))
    return Sides(actors, targets, found.roles)


def _wielded(token: Token, lexicon: Lexicon) -> bool:
    """Whether an actor is what was thrown or fired: "two bullets hit him"."""
    return token.pos_ == "NOUN" and lexicon.weapon(token) is not None and lexicon.is_in(token, ("round", "charge"))


def _stricken(told: Happening, lexicon: Lexicon) -> list[Token]:
    """What stands where a bomb went off: "in front of the embassy", "in the basement of the hotel", "near a bank"."""
    tokens = [hit.token for hit in told.hits] + list(told.carriers)
    near = [noun for t in tokens for prep, noun in grammar.prepositional(t) if prep in STANDING]
    near += [inner for noun in near for prep, inner in grammar.prepositional(noun) if prep == "of"]
    return [noun for noun in near if noun.pos_ == "NOUN" and lexicon.is_in(noun, ("thing", "stood"))]


def _owners(actor: Token, named: frozenset[int], lexicon: Lexicon) -> Iterator[Token]:
    """Who stands behind an actor that is itself a deed or a weapon ("its response killed nine", "two shells hit the port"):
    those whose it is said to be, if any.
    """
    deed = any(form in lexicon.classes["event"] or form in lexicon.classes["round"] for form in forms(actor))
    if not deed or actor.pos_ == "PROPN":
        yield actor
        return
    yield from (noun for prep, noun in grammar.prepositional(actor) if prep in ("by", "of"))
    yield from (c for c in actor.children if c.i < actor.i and frames.side(c, named, lexicon))


def _askers(target: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Whom it concerns: of a request that is refused those who made it."""
    owner = grammar.child(target, "poss") if any(form in lexicon.classes["asked"] for form in forms(target)) else None
    yield owner if owner is not None else target


def _clean(tokens: Iterable[Token], own: set[int]) -> list[Token]:
    """Nouns and pronouns that may name somebody, with all that is coordinated with them, each once, in the text's order."""
    seen: dict[int, Token] = {}
    for token in tokens:
        for each in _members(token):
            fitting = each.pos_ in grammar.NOMINAL and each.tag_ not in ("WDT", "WP", "EX") and not each.is_punct
            if each.i not in own and fitting and each.ent_type_ not in TIMES:
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
        listing = grammar.listing(each)
        if listing is not None:
            yield from (one for c in listing.children if c.dep_ == "dobj" for one in grammar.conjuncts(c))


def _of_carrier(verb: Token, told: Happening, lexicon: Lexicon) -> frames.Sides:
    """Sides of a verb that carries a noun: who "carried out" it, who "came under" it."""
    role = lexicon.carrier(verb)
    around = frames.around(verb)
    nouns = {hit.token.i for hit in told.hits}
    against = around.behind("against", "on")
    if role == "undergoes":
        return around.behind("by", "from"), around.things if around.undergone else around.doers
    if role == "occurs":
        mutual = any(hit.trigger.frame == "mutual" for hit in told.hits)
        return around.behind("between"), against + (around.behind("with") if mutual else ())
    doers = around.behind("by") if around.undergone else around.doers
    return tuple(d for d in doers if not any(t.i in nouns for t in grammar.conjuncts(d))), against


def _allies(actor: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Those who back an actor ("forces backed by their ally")."""
    for c in actor.children:
        if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in lexicon.triggers.roles["ally"]:
            yield from (noun for prep, noun in grammar.prepositional(c) if prep == "by")


def _role(verb: Token, lexicon: Lexicon) -> ActorRole | None:
    """The part that a verb gives its subject in what was done: who planned it, who let it happen."""
    found: ActorRole
    for found in ("planner", "authoriser"):
        if verb.lemma_ in lexicon.triggers.roles[found]:
            return found
    return None


def phrase(head: Token) -> tuple[int, int]:
    """Token range of the noun phrase of a participant, without a leading number and without a half of a hyphenated pair."""
    doc = head.doc
    first, last = grammar.noun_phrase(head)
    while first > 1 and doc[first - 1].text == "-":
        first -= 2
    while first < head.i and (doc[first].pos_ == "NUM" or doc[first].dep_ in ("quantmod", "advmod", "nummod", "punct")):
        first += 1
    return grammar.bare(doc, first, last)
