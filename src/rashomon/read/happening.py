"""Which clauses of a sentence tell a happening, and of what kind. One happening told by one speaker is one claim.

Several words often tell one happening ("killed five and wounded nine in an air strike"): they are gathered here, the
most specific of them names the kind, and what is left are happenings that a reader would count apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.read import grammar, hosts, untold
from rashomon.read.hosts import OPEN
from rashomon.read.lexicon import Hit, Lexicon, forms
from rashomon.read.modality import is_hypothetical
from rashomon.vocabulary import Language

NOT_FLOWN = frozenset({"shelling", "drone-strike"})
"""What a "strike" is when it came from no pilot."""


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
            if (
                hit is not None
                and not _modifier(hit)
                and not _titular(token)
                and (hit.token.pos_ != "VERB" or hit.first < hit.last or _as_noun(hit.token))
            ):
                found.append(hit)
                covered = hit.last
                continue
        if grammar.verbal(token) and token.dep_ not in ("amod", "compound", "aux", "auxpass") and not _people(token):
            hit = lexicon.verb_hit(token)
            if hit is not None:
                found.append(hit)
    phrases = [hit for hit in found if hit.rest]
    return [hit for hit in found if not any(_inside(hit, phrase) for phrase in phrases)]


def _inside(hit: Hit, phrase: Hit) -> bool:
    """Whether a noun is one of the words of a verb phrase ("control" in "took control of")."""
    token = hit.token
    near = phrase.token in (token.head, token.head.head)
    return hit.nominal and near and any(form in phrase.rest for form in forms(token))


def _as_noun(token: Token) -> bool:
    """Whether a participle stands as a noun: "government shelling", "the bombing"."""
    if any(c.dep_ in ("det", "amod", "compound", "poss") for c in token.children):
        return True
    before = token.nbor(-1) if token.i else None
    named = (
        before is not None and before.pos_ in ("NOUN", "PROPN", "ADJ") and before.dep_ in ("pobj", "compound", "amod", "nsubj")
    )
    return named and token.tag_ == "VBG" and grammar.child(token, "dobj", "aux", "auxpass") is None


def _people(token: Token) -> bool:
    """Whether a participle names people: "the wounded", "those killed" is told by its own words."""
    return token.tag_ == "VBN" and any(c.dep_ == "det" and c.i == token.i - 1 for c in token.children)


def _titular(token: Token) -> bool:
    """Whether a noun is a part of a body's name: "the National Liberation Front"."""
    if token.ent_type_ != "ORG" or not token.text.istitle():
        return False
    return token.ent_iob_ == "I" or (token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I")


def _modifier(hit: Hit) -> bool:
    """Whether a noun only says what sort of thing another noun is: "attack aircraft", "the strike group"."""
    token = hit.token
    return token.dep_ in ("compound", "amod", "nmod") and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i


def gather(sentence: Span, lexicon: Lexicon, words: Language) -> list[Happening]:
    """The happenings that a sentence tells, each with its kind and its clause."""
    if sentence.text.rstrip().endswith("?"):
        return []
    found = hits(sentence, lexicon)
    by_token = {hit.token.i: hit for hit in found}
    group = {hit.token.i: hit.token.i for hit in found}
    carriers: dict[int, tuple[Token, ...]] = {}
    for hit in [h for h in found if h.nominal]:
        host = hosts.of_noun(hit, by_token, lexicon)
        carriers[hit.token.i] = host.carriers
        _join(group, hit, host.hit)
    carried = {c.i: by_token[i] for i, verbs in carriers.items() for c in verbs}
    others = carried | by_token
    for hit in [h for h in found if not h.nominal]:
        _join(group, hit, hosts.of_verb(hit, others).hit)
    members: dict[int, list[Hit]] = {}
    for hit in found:
        members.setdefault(_root(group, hit.token.i), []).append(hit)
    idle = {i for i, each in members.items() if untold.purpose(each, others)}
    apart = {i: hit for i, hit in others.items() if _root(group, hit.token.i) not in idle}
    told = [
        _happening(each, [c for hit in each for c in carriers.get(hit.token.i, ())], apart, lexicon)
        for i, each in members.items()
        if i not in idle
    ]
    return list(untold.distinct([each for each in told if not is_hypothetical(each.predicate, words)]))


def _root(group: dict[int, int], i: int) -> int:
    while group[i] != i:
        i = group[i]
    return i


def _join(group: dict[int, int], hit: Hit, host: Hit | None) -> None:
    """Put a hit into the group of its host."""
    if host is not None:
        group[_root(group, hit.token.i)] = _root(group, host.token.i)


def _happening(found: list[Hit], carriers: list[Token], others: dict[int, Hit], lexicon: Lexicon) -> Happening:
    best = max(found, key=lambda hit: (lexicon.rank(hit.kind), hit.nominal, -hit.token.i))
    verbs = [hit.token for hit in found if not hit.nominal] + [c for c in carriers if grammar.verbal(c)]
    mine = {hit.token.i for hit in found} | {c.i for c in carriers}
    cut = frozenset(i for i in others if i not in mine and grammar.verbal(found[0].token.doc[i]))
    if verbs:
        predicate = min(verbs, key=lambda t: (untold.depth(t), t.i))
        if best.nominal and all(v.dep_ in ("acl", "relcl") and v.head == best.token for v in verbs):
            predicate = best.token
    else:
        predicate = min((hit.token for hit in found), key=lambda t: (untold.depth(t), t.i))
    if grammar.verbal(predicate):
        first, last = grammar.clause(grammar.raised(predicate, cut), cut, frozenset(mine))
    else:
        first, last = nominal_range(predicate, cut)
    kind = best.kind
    if kind in OPEN or kind == "shelling" or best.trigger.open:
        kind = _armed_kind(best, [each for each, _, _ in armed(found, carriers, first, last, lexicon)], lexicon)
    return Happening(kind, best, predicate, tuple(found), tuple(carriers), first, last)


def nominal_range(noun: Token, cut: frozenset[int]) -> tuple[int, int]:
    """Token range of a happening told by a noun: its whole phrase, up to a clause that tells another one."""
    if noun.dep_ == "amod" and noun.head.pos_ == "NUM":  # "six dead in the market"
        noun = noun.head
    last = noun.i
    for c in noun.children:
        if c.i > noun.i and not (c.i in cut or (c.dep_ == "conj" and grammar.verbal(c))):
            last = max(last, c.right_edge.i)
    return grammar.bare(noun.doc, noun.left_edge.i, last)


def _armed_kind(best: Hit, weapons: Sequence[str], lexicon: Lexicon) -> str:
    """The kind that the weapons of a clause (in the order of the text) make of its trigger: the closest one, of equals the
    first named; a mere "strike" is from the air unless only other weapons are named.
    """
    if best.trigger.open:
        others = [weapon for weapon in weapons if weapon in NOT_FLOWN]
        return max(others, key=lexicon.rank) if others and best.kind not in weapons else best.kind
    closest = max(weapons, key=lexicon.rank, default=best.kind)
    return closest if lexicon.rank(closest) > lexicon.rank(best.kind) else best.kind


def armed(
    found: Sequence[Hit], carriers: Sequence[Token], first: int, last: int, lexicon: Lexicon
) -> Iterator[tuple[str, int, int]]:
    """(kind, first, last) of each weapon word or phrase in a token range that is not what was acted upon."""
    tokens = [hit.token for hit in found] + list(carriers)
    doc = tokens[0].doc
    barred = {t.i for verb in tokens for t in _undergoer(verb)}
    barred |= {t.i for hit in found if hit.trigger.frame == "suffers" and not hit.nominal for t in _sufferer(hit.token)}
    at = first
    while at <= last:
        weapon = lexicon.weapon(doc[at]) if at not in barred else None
        if weapon is None:
            at += 1
            continue
        kind, end = weapon
        if not any(i in barred for i in range(at, end + 1)):
            yield kind, at, end
        at = end + 1


def _sufferer(verb: Token) -> Iterator[Token]:
    """Tokens of the subject of a verb of suffering: "two helicopters failed to return"."""
    subject = grammar.own_subject(verb)
    if subject is not None and not any(prep == "of" for prep, _ in grammar.prepositional(subject)):
        yield from (t for t in subject.subtree if t.i <= subject.i)


def _undergoer(verb: Token) -> Iterator[Token]:
    """Tokens of what a verb acts on."""
    if not grammar.verbal(verb):
        for prep, noun in grammar.prepositional(verb):
            if prep in ("against", "on", "at"):
                yield from noun.subtree
        return
    yield from (t for prep, noun in grammar.prepositional(verb) if prep in ("against", "at") for t in noun.subtree)
    nouns = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if not nouns and grammar.passive(verb):
        shared = grammar.subject(verb)
        nouns = [shared] if shared is not None else []
    for noun in nouns:
        for c in noun.children:
            if c.dep_ not in ("relcl", "acl"):
                yield from c.subtree
        yield noun


__all__ = ["Happening", "armed", "gather", "hits"]
