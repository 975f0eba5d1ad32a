"""What a dependency parse says about who stands where: subjects, objects, noun phrases, clauses. Nothing about conflict."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.vocabulary.closed import closed_words

SUBJECT = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"})
APART = frozenset({"advcl", "ccomp", "parataxis", "relcl", "acl", "conj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
INSIDE = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "case", "punct", "neg", "predet"}
)
"""Dependents on the left of a noun that belong to its name."""

JOINING = closed_words().of_name
"""Prepositions whose phrase belongs to the name on their left: "members of the tribe", "workers from the city"."""


def verbal(token: Token) -> bool:
    """Whether a token stands as a verb."""
    return token.pos_ in ("VERB", "AUX")


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependency labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def conjuncts(token: Token) -> Iterator[Token]:
    """A token and all that is coordinated behind it, in the order of the text."""
    yield token
    for c in token.children:
        if c.dep_ == "conj" and not verbal(c):
            yield from conjuncts(c)


def passive(verb: Token) -> bool:
    """Whether a verb's subject undergoes: a passive auxiliary or subject, or a reduced participle after its noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and not child(verb, "nsubj", "aux") and verb.head.tag_ == "VBN":
        return passive(verb.head) and not child(verb, "dobj")
    bare = verb.tag_ == "VBN" and not child(verb, "dobj", "aux")
    if not bare or child(verb, "nsubj") is None:
        return bare and verb.dep_ in ("acl", "amod", "ROOT", "advcl")
    return headline(verb)


def headline(verb: Token) -> bool:
    """Whether a past form is the passive of a headline, which has no auxiliary and no full stop: "Helicopter downed in P"."""
    past = verb.dep_ == "ROOT" and verb.tag_ in ("VBN", "VBD") and child(verb, "dobj", "aux", "auxpass") is None
    return past and not verb.sent.text.rstrip().endswith((".", "!", "?", '"'))


def own_subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself."""
    found = child(verb, "nsubj", "nsubjpass", "csubj")
    if found is not None and found.tag_ in ("WDT", "WP", "IN"):
        return verb.head if verb.dep_ == "relcl" else found
    return found


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject of a verb: its own, the antecedent of its relative clause, or the one that it shares."""
    found = own_subject(verb)
    if found is not None or depth > 4:
        return found
    head = verb.head
    if verb.dep_ == "conj" and verbal(head):
        return subject(head, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in NOMINAL:
        return head
    if verb.dep_ == "relcl":
        return head if any(c.tag_ in ("WDT", "WP") and c.dep_.startswith("nsubj") for c in verb.children) else None
    if verb.dep_ == "xcomp" and verbal(head):
        controlled = child(head, "dobj")
        return controlled if controlled is not None else subject(head, depth + 1)
    if verb.dep_ == "pcomp" and head.dep_ == "agent":
        return None
    joined = child(verb, "mark") is None or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    if verb.dep_ in ("advcl", "pcomp", "ccomp") and verb.tag_ in ("VBG", "VB", "VBN") and joined:
        while not verbal(head) and head.dep_ != "ROOT":
            head = head.head
        return subject(head, depth + 1) if verbal(head) and head != verb else None
    return None


def antecedent(verb: Token) -> Token | None:
    """The noun that is the object of a relative clause: "the town which the army took", "the town the army took"."""
    if verb.dep_ != "relcl" or verb.head.pos_ not in NOMINAL:
        return None
    relative = [c for c in verb.children if c.tag_ in ("WDT", "WP", "WRB") or (c.lower_ == "that" and c.dep_ == "dobj")]
    if any(c.dep_ == "dobj" for c in relative):
        return verb.head
    own = child(verb, "nsubj")
    reduced = own is not None and not relative and child(verb, "dobj", "auxpass", "mark") is None
    return verb.head if reduced and not any(child(c, "pobj") is None for c in verb.children if c.dep_ == "prep") else None


def prepositional(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) pairs that hang on a token, coordinated nouns apart."""
    for prep in token.children:
        if prep.dep_ in ("prep", "agent", "dative") and prep.pos_ in ("ADP", "SCONJ", "VERB"):
            for noun in prep.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    for each in conjuncts(noun):
                        yield prep.lower_, each
                elif noun.dep_ == "prep":
                    for deeper in noun.children:
                        if deeper.dep_ == "pobj":
                            yield noun.lower_, deeper


def agent(verb: Token) -> Token | None:
    """Who is named behind "by"."""
    return next((noun for prep, noun in prepositional(verb) if prep == "by"), None)


def noun_phrase(head: Token) -> tuple[int, int]:
    """Token range [first, last] of the noun phrase of a head: its left dependents and what "of" and "from" join to it."""
    first = last = head.i
    for c in head.children:
        if c.i < head.i and c.dep_ in INSIDE and c.left_edge.i < first and c.dep_ != "punct":
            first = c.left_edge.i
        if c.i > head.i and c.dep_ == "prep" and c.lower_ in JOINING:
            noun = child(c, "pobj")
            if noun is not None:
                last = max(last, *(noun_phrase(each)[1] for each in conjuncts(noun)))
        close = c.dep_ in ("case", "nummod") or (c.dep_ == "appos" and c.pos_ == "PROPN")
        if c.i > head.i and close and c.left_edge.i == last + 1:
            last = c.i
    return first, last


def bare(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """A token range without white space and punctuation at its edges (brackets and quotes that open and close in it stay)."""
    while first < last and (doc[first].is_space or (doc[first].is_punct and doc[first].text not in "\"'([“")):
        first += 1
    while last > first and (doc[last].is_space or (doc[last].is_punct and doc[last].text not in "\"')]”%")):
        last -= 1
    return first, last


def listing(noun: Token) -> Token | None:
    """The verb that lists who a subject is: "nations which took part include A, B and C"."""
    return noun.head if noun.dep_ == "nsubj" and noun.head.lemma_ in ("include", "comprise") else None


def raised(verb: Token, cut: frozenset[int]) -> Token:
    """The verb whose clause an infinitive completes: "managed to retake", "are able to attack", "was forced to flee";
    the verb that lists those who did it, where a relative clause says what they did.
    """
    if verb.dep_ == "relcl":
        return listing(verb.head) or verb
    while verb.dep_ == "xcomp" and verb.head.i not in cut and (verbal(verb.head) or verb.head.dep_ == "acomp"):
        verb = verb.head
    return verb


def clause(verb: Token, cut: frozenset[int] = frozenset(), keep: frozenset[int] = frozenset()) -> tuple[int, int]:
    """Token range of the clause of a verb: its subject to its last complement, without a leading conjunction, and
    without coordinated clauses. `cut` holds the indices of verbs whose clauses are told apart, `keep` of those that belong
    to this one.
    """
    first, last = verb.left_edge.i, verb.right_edge.i
    for c in verb.children:
        if c.i > verb.i and c.dep_ == "conj" and verbal(c) and c.i not in keep and (c.i in cut or own_subject(c) is not None):
            last = min(last, _before(c))
        if c.i < verb.i and (c.i in cut or c.dep_ == "parataxis") and c.right_edge.i + 1 <= verb.i:
            first = max(first, c.right_edge.i + 1)
    last = _without(verb, last, cut)
    while first < verb.i and (verb.doc[first].dep_ in ("cc", "mark") and verb.doc[first].lower_ not in ("who", "which")):
        first += 1
    if verb.dep_ in ("relcl", "acl"):
        noun = verb.head
        while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head.head
        first = min(first, noun_phrase(noun)[0])
    return bare(verb.doc, first, max(last, verb.i))


def _without(verb: Token, last: int, cut: frozenset[int]) -> int:
    """The last token of a clause when the clauses at its end that are told apart are taken off, one after the other."""
    doc = verb.doc
    while True:
        ends = [
            doc[i].left_edge.i
            for i in cut
            if verb.i < i <= last
            and doc[i].dep_ in APART
            and verb.is_ancestor(doc[i])
            and doc[i].left_edge.i > verb.i
            and all(t.is_punct or t.is_space for t in doc[doc[i].right_edge.i + 1 : last + 1])
        ]
        if not ends:
            return last
        last = min(ends) - 1
        while last > verb.i and (doc[last].is_punct or doc[last].dep_ in ("cc", "mark")):
            last -= 1


def _before(conj: Token) -> int:
    """Index before a coordinated clause and its conjunction."""
    at = conj.left_edge.i - 1
    while at > 0 and (conj.doc[at].dep_ == "cc" or conj.doc[at].is_punct):
        at -= 1
    return at
