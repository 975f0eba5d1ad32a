"""Which clauses of a sentence tell a happening, and of what kind. One happening told by one speaker is one claim.

Several words often tell one happening ("killed five and wounded nine in an air strike"): they are gathered here, the
most specific of them names the kind, and what is left are happenings that a reader would count apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.read import grammar
from rashomon.read.lexicon import Hit, Lexicon, near

HARM = frozenset({"casualties", "losses", "destruction"})
"""What an attack leaves behind: beside the attack itself these tell the same happening."""

OPEN = HARM | {"attack"}
"""Kinds that a weapon word makes specific."""

VIOLENT = HARM | {
    "air-strike", "drone-strike", "shelling", "bombing", "shooting", "armed-clash", "chemical-attack", "attack", "abuse",
    "execution", "abduction", "arrest", "shootdown", "air-defence-fire", "accident",
}  # fmt: skip

SPEECH = frozenset({"accusation", "denial", "threat", "condemnation", "statement", "refusal", "order", "demand", "request"})
"""Sayings that are a happening only where they tell no other one."""

ASKING = frozenset({"demand", "threat", "order", "agreement", "talks"})
"""Kinds whose infinitive is what is said ("ordered the army to withdraw"), not what it was done for."""

THROUGH = frozenset({"in", "by", "during", "from", "of", "with", "under", "as", "amid", "through", "via", "to", "into"})
"""Prepositions by which a clause names the attack that it is about ("killed in", "destroyed by")."""

WHEN = frozenset({"when", "after", "as", "while", "where"})
IF = frozenset({"if", "unless", "lest", "should"})


class Happening(Struct, frozen=True):
    """One happening told in one clause. `hit` names the kind, `predicate` is the verb (or noun) that the clause hangs on,
    `hits` all triggers gathered in it, `carriers` the verbs that only say it was done, `first:last` its token range.
    """

    kind: str
    hit: Hit
    predicate: Token
    hits: tuple[Hit, ...]
    carriers: tuple[Token, ...]
    first: int
    last: int

    @property
    def nominal(self) -> bool:
        """Whether no verb tells it ("the shelling of the town")."""
        return not self.carriers and all(hit.nominal for hit in self.hits)


def hits(sentence: Span, lexicon: Lexicon) -> list[Hit]:
    """All triggers of a sentence, in the order of the text."""
    found: list[Hit] = []
    covered = -1
    for token in sentence:
        if token.i <= covered or token.is_space or token.is_punct:
            continue
        if token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("VBG", "NN", "NNS"):
            hit = lexicon.noun_hit(token)
            if hit is not None and not _modifier(hit) and not (hit.token.pos_ == "VERB" and hit.first == hit.last):
                found.append(hit)
                covered = hit.last
                continue
        if grammar.verbal(token) and token.dep_ not in ("amod", "compound", "aux", "auxpass"):
            hit = lexicon.verb_hit(token)
            if hit is not None:
                found.append(hit)
    return found


def _modifier(hit: Hit) -> bool:
    """Whether a noun only says what sort of thing another noun is: "attack aircraft", "the strike group"."""
    token = hit.token
    return token.dep_ in ("compound", "amod", "nmod") and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i


def gather(sentence: Span, lexicon: Lexicon) -> list[Happening]:
    """The happenings that a sentence tells, each with its kind and its clause."""
    if sentence.text.rstrip().endswith("?"):
        return []
    found = hits(sentence, lexicon)
    by_token = {hit.token.i: hit for hit in found}
    group = {hit.token.i: hit.token.i for hit in found}
    carriers: dict[int, list[Token]] = {hit.token.i: [] for hit in found}

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for hit in found:
        host, carried = (_noun_host if hit.nominal else _verb_host)(hit, by_token, lexicon)
        carriers[hit.token.i] += carried
        if host is not None and host.token.i in group and root(host.token.i) != root(hit.token.i):
            group[root(hit.token.i)] = root(host.token.i)
    members: dict[int, list[Hit]] = {}
    for hit in found:
        members.setdefault(root(hit.token.i), []).append(hit)
    told = [
        _happening(each, [c for hit in each for c in carriers[hit.token.i]], by_token, lexicon) for each in members.values()
    ]
    return list(_distinct([each for each in told if not _unreal(each)]))


def _purpose(found: list[Hit], others: dict[int, Hit], carriers: dict[int, list[Token]]) -> bool:
    """Whether an infinitive only says what another happening was for ("launched an offensive to retake the town")."""
    if any(hit.nominal for hit in found):
        return False
    verb = min((hit.token for hit in found), key=_depth)
    if verb.dep_ not in ("advcl", "acl", "xcomp") or not any(c.tag_ == "TO" for c in verb.children):
        return False
    carrying = {c.i for each in carriers.values() for c in each}
    head = verb.head
    mine = {hit.token.i for hit in found}
    return (head.i in others and others[head.i].kind not in ASKING and head.i not in mine) or head.i in carrying


def _noun_host(hit: Hit, others: dict[int, Hit], lexicon: Lexicon) -> tuple[Hit | None, list[Token]]:
    """The hit that tells the same happening as a noun, or the verbs that say that it was done."""
    carried = [c for c in hit.token.children if c.dep_ in ("acl", "relcl") and c.i not in others and lexicon.carrier(c)]
    inner = [c for c in hit.token.children if c.dep_ in ("acl", "relcl") and c.i in others]
    for c in inner:
        if others[c.i].kind in OPEN and hit.kind in VIOLENT:
            return others[c.i], carried
    noun = hit.token
    while noun.dep_ in ("conj", "appos") and noun.head.i < noun.i and not grammar.verbal(noun.head):
        if noun.head.i in others and others[noun.head.i].kind in VIOLENT and hit.kind in VIOLENT:
            return others[noun.head.i], carried
        noun = noun.head
    verb, path = noun.head, noun.dep_
    steps = 0
    while path == "pobj" and steps < 3:
        prep = verb
        if prep.lower_ not in THROUGH:
            return None, carried
        verb, path = prep.head, "prep"
        while verb.dep_ == "prep":
            verb = verb.head
        if not grammar.verbal(verb) and verb.i not in others and verb.dep_ in ("dobj", "attr", "nsubj", "nsubjpass", "pobj"):
            if verb.dep_ == "pobj":
                verb, path = verb.head, "pobj"
            else:
                verb, path = verb.head, "far"
        steps += 1
    if verb.i in others:
        other = others[verb.i]
        if hit.kind in VIOLENT and (other.kind in OPEN or other.kind == hit.kind) and path != "far":
            return other, carried
        if hit.kind == other.kind:
            return other, carried
        if path in ("dobj", "nsubjpass") and lexicon.carrier(verb) and lexicon.rank(other.kind) < 2:
            return other, carried
        return None, carried
    if grammar.verbal(verb) and path in ("nsubj", "nsubjpass", "dobj", "attr", "prep", "far", "oprd"):
        role = lexicon.carrier(verb)
        if role and not (path in ("prep", "far") and role != "undergoes"):
            return None, [*carried, verb]
    return None, carried


def _verb_host(hit: Hit, others: dict[int, Hit], lexicon: Lexicon) -> tuple[Hit | None, list[Token]]:
    """The hit that tells the same happening as a verb."""
    verb = hit.token
    if hit.kind not in VIOLENT or verb.dep_ not in ("conj", "advcl", "xcomp", "dep", "pcomp", "acl", "relcl"):
        return None, []
    head = verb.head
    while head.i not in others and head.dep_ in ("conj", "xcomp", "prep", "pobj", "dobj") and head.head is not head:
        if head.dep_ in ("pobj", "dobj") and verb.dep_ not in ("advcl", "pcomp"):
            break
        head = head.head
    other = others.get(head.i)
    if other is None or other.kind not in VIOLENT or head is verb:
        return None, []
    own = grammar.own_subject(verb)
    if verb.dep_ in ("acl", "relcl"):
        return (other, []) if other.nominal and hit.kind in HARM else (None, [])
    marker = grammar.child(verb, "mark", "advmod")
    if own is not None and own.tag_ not in ("WDT", "WP"):
        together = other.kind in HARM and marker is not None and marker.lower_ in WHEN and grammar.agent(other.token) is None
        if verb.dep_ == "conj" and hit.kind in HARM and other.kind in HARM:
            return other, []
        return (other, []) if together else (None, [])
    shared = grammar.child(other.token, "dobj") is None and not other.nominal
    same = hit.kind in HARM or other.kind in HARM or hit.kind == other.kind or shared
    return (other, []) if same else (None, [])


def _happening(found: list[Hit], carriers: list[Token], others: dict[int, Hit], lexicon: Lexicon) -> Happening:
    best = max(found, key=lambda hit: (lexicon.rank(hit.kind), hit.nominal, -hit.token.i))
    verbs = [hit.token for hit in found if not hit.nominal] or [c for c in carriers if grammar.verbal(c)]
    mine = {hit.token.i for hit in found} | {c.i for c in carriers}
    cut = frozenset(i for i, hit in others.items() if i not in mine and not hit.nominal)
    if verbs:
        predicate = min(verbs, key=lambda t: (_depth(t), t.i))
        if all(v.dep_ in ("acl", "relcl") for v in verbs) and best.nominal:
            predicate = best.token
    else:
        predicate = best.token
    first, last = grammar.clause(predicate, cut) if grammar.verbal(predicate) else nominal_range(predicate, cut)
    kind = best.kind
    if kind in OPEN:
        kind = weapon_kind(found, carriers, first, last, lexicon) or kind
    return Happening(kind, best, predicate, tuple(found), tuple(carriers), first, last)


def nominal_range(noun: Token, cut: frozenset[int]) -> tuple[int, int]:
    """Token range of a happening told by a noun: its whole phrase, up to a clause that tells another one."""
    last = noun.i
    for c in noun.children:
        if c.i > noun.i and not (c.i in cut or (c.dep_ == "conj" and grammar.verbal(c))):
            last = max(last, c.right_edge.i)
    return grammar.bare(noun.doc, noun.left_edge.i, last)


def weapon_kind(found: Iterable[Hit], carriers: Iterable[Token], first: int, last: int, lexicon: Lexicon) -> str | None:
    """The kind that a weapon word of the clause gives to an open trigger; a weapon that was itself the target gives none."""
    hit_tokens = [hit.token for hit in found] + list(carriers)
    doc = hit_tokens[0].doc
    barred = {t.i for verb in hit_tokens for t in _undergoer(verb)}
    at, best = first, None
    while at <= last:
        weapon = lexicon.weapon(doc[at]) if at not in barred else None
        if weapon is not None:
            kind, end = weapon
            if not any(i in barred for i in range(at, end + 1)) and (best is None or lexicon.rank(kind) > lexicon.rank(best)):
                best = kind
            at = end
        at += 1
    return best


def _undergoer(verb: Token) -> Iterator[Token]:
    """Tokens of what a verb acts on."""
    if not grammar.verbal(verb):
        for prep, noun in grammar.prepositional(verb):
            if prep in ("against", "on", "at"):
                yield from noun.subtree
        return
    nouns = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if not nouns and grammar.passive(verb):
        shared = grammar.subject(verb)
        nouns = [shared] if shared is not None else []
    for noun in nouns:
        for c in noun.children:
            if c.dep_ not in ("relcl", "acl"):
                yield from c.subtree
        yield noun


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _unreal(told: Happening) -> bool:
    """Whether a clause is a condition, or what would follow from one: no happening."""
    token = told.predicate
    while True:
        if any(c.dep_ == "mark" and c.lower_ in IF for c in token.children):
            return True
        modal = any(c.tag_ == "MD" and c.lower_ in ("would", "could", "might") for c in token.children)
        if modal and any(c.dep_ == "advcl" and any(m.lower_ in IF for m in c.children) for c in token.children):
            return True
        if token.dep_ in ("ROOT", "ccomp", "parataxis") or token.head is token:
            return False
        token = token.head


def _said(inner: Token, outer: Token) -> bool:
    """Whether a clause is what a saying says, and not something added to it ("accused them of lying, saying that …")."""
    while inner is not outer:
        if inner.dep_ in ("advcl", "relcl", "ROOT") or inner.head is inner:
            return False
        inner = inner.head
    return True


def _distinct(told: list[Happening]) -> Iterator[Happening]:
    """Without sayings that only introduce another happening, and without the same clause twice for one kind."""
    seen: set[tuple[int, int, str]] = set()
    for each in told:
        inner = [o for o in told if o is not each and each.first <= o.first and o.last <= each.last]
        if each.kind in SPEECH and any(o.kind not in SPEECH and _said(o.predicate, each.predicate) for o in inner):
            continue
        key = (each.first, each.last, each.kind)
        if key not in seen:
            seen.add(key)
            yield each


__all__ = ["Happening", "gather", "hits", "near", "weapon_kind"]
