"""Who says it: the noun phrase behind a verb or noun of saying. Ranges are inclusive token indices."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.read import grammar
from rashomon.read.cues import Cue, Index, titled
from rashomon.vocabulary.saying import SayingWords

Range = tuple[int, int]
TIMES = frozenset({"DATE", "TIME"})
NAMING = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART", "ADP", "PUNCT", "CCONJ", "X", "SYM"})
LONG = 14
"""Tokens after which a source is cut at its first relative clause: what is longer is mostly a misread sentence."""


def of_verb(cue: Cue) -> Range | None:
    """The source of a verb of saying: its subject, or the agent of its passive."""
    verb = cue.token
    if reduced(verb) or (grammar.passive(verb) and verb.tag_ == "VBN"):
        agent = grammar.agent(verb)
        return phrase(agent, verb, cue.words) if agent is not None else None
    subject = grammar.subject(verb)
    if subject is None:
        return inverted(verb, cue.words) or _neighbour(verb)
    if subject.lower_ == "there" or subject.dep_ in ("expl", "csubj", "ccomp") or grammar.verbal(subject):
        return None
    if subject.lower_ == "it" and grammar.own_subject(verb) is None and verb.dep_ in ("xcomp", "ccomp", "csubj", "acl"):
        return None
    found = issued(subject, verb, cue.words)
    if (
        found[0] <= subject.i <= found[1]
        and found[0] > verb.sent.start
        and verb.doc[found[0] - 1].pos_ == "ADP"
        and subject.i < verb.i
    ):
        return inverted(verb, cue.words) or found
    return _titled(verb.doc, found, cue.words.titles)


def _titled(doc: Doc, found: Range, titles: frozenset[str]) -> Range:
    """With the rank before it that the parser took for the end of a sentence: "Navy Capt. | Jeff Davis"."""
    first, last = found
    if first > 1 and doc[first].is_sent_start and titled(doc, first, titles):
        first -= 2 if doc[first - 1].text == "." else 1
    return first, last


def inverted(verb: Token, words: SayingWords) -> Range | None:
    """The noun phrase directly behind a verb of saying: "... said Abdel Rahman"."""
    doc, last = verb.doc, verb.i
    while (
        last + 1 < verb.sent.end
        and doc[last + 1].pos_ in ("PROPN", "NOUN", "DET", "ADJ", "PRON", "NUM")
        and doc[last + 1].ent_type_ not in TIMES
    ):
        last += 1
    while last > verb.i and doc[last].pos_ not in ("PROPN", "NOUN", "PRON"):
        last -= 1
    if last == verb.i:
        return None
    return verb.i + 1, max(last, phrase(doc[last], verb, words)[1])


def of_noun(cue: Cue) -> Range | None:
    """The source of a noun of saying: "X's claim", "a claim by X", "X made the claim"."""
    noun = cue.token
    owner = grammar.child(noun, "poss")
    if owner is not None and owner.ent_type_ not in TIMES:
        return behind_verb(phrase(owner, noun, cue.words), noun.doc, cue.words)
    for prep, who in grammar.prepositional(noun):
        if prep in ("by", "from"):
            return phrase(who, noun, cue.words)
    if noun.dep_ == "dobj" and grammar.verbal(noun.head) and noun.head.lemma_ not in cue.words.opposing:
        subject = grammar.subject(noun.head)
        if subject is not None and subject.dep_ != "expl" and not grammar.passive(noun.head):
            return phrase(subject, noun.head, cue.words)
    return None


def phrase(head: Token, cue: Token, words: SayingWords) -> Range:
    """The whole noun phrase of a source, without what a parser hung on it from the other side of the cue."""
    first, last = head.left_edge.i, head.right_edge.i
    if head.i < cue.i:
        last = min(last, cue.i - 1)
    else:
        first = max(first, cue.i + 1)
    doc = head.doc
    for token in doc[head.i + 1 : last + 1]:
        if _leaves(token, head, last - first, words):
            last = token.left_edge.i - 1
            break
    while first < head.i and (
        doc[first].ent_type_ in TIMES or doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "cc"
    ):
        first += 1
    while (
        last > head.i
        and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ == "case" or doc[last].lower_ == "'s")
        and doc[last].text not in ")\"'"
    ):
        last -= 1
    return min(first, head.i), max(last, head.i)


def _leaves(token: Token, head: Token, length: int, words: SayingWords) -> bool:
    """Whether the phrase ends before this dependent: a participle of saying, or a clause where the phrase is too long."""
    if token.head.i < head.i or token.dep_ not in ("relcl", "acl", "advcl", "conj", "appos", "parataxis"):
        return False
    if token.tag_ == "VBG" and token.lemma_ in words.going_on:
        return True
    clause = token.dep_ in ("relcl", "advcl", "parataxis")
    return (clause and length > LONG) or (token.dep_ == "conj" and grammar.verbal(token))


def _neighbour(verb: Token) -> Range | None:
    """The name that stands directly before a finite verb whose subject the parser missed."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    doc, last = verb.doc, verb.i - 1
    while last > verb.sent.start and doc[last].pos_ in ("AUX", "ADV"):
        last -= 1
    first = last + 1
    while (
        first > verb.sent.start
        and (doc[first - 1].pos_ in ("PROPN", "NOUN", "DET", "ADJ") or doc[first - 1].dep_ == "amod")
        and doc[first - 1].ent_type_ not in TIMES
    ):
        first -= 1
        if doc[first].pos_ == "DET" and not _belongs_to(doc, first, verb.sent.start):
            break
        if _belongs_to(doc, first, verb.sent.start):
            first -= 1
    return (first, last) if first <= last and any(t.pos_ in ("PROPN", "NOUN") for t in doc[first : last + 1]) else None


def _belongs_to(doc: Doc, at: int, start: int) -> bool:
    """Whether "of" and a noun stand before a token: "the headquarters of | the group"."""
    return at - 2 >= start and doc[at - 1].lower_ == "of" and doc[at - 2].pos_ in ("NOUN", "PROPN")


def reduced(verb: Token) -> bool:
    """A participle behind its noun, whatever the tagger thinks of it: "prisoners said to be officers"."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ in ("VBN", "VBD")
        and grammar.own_subject(verb) is None
        and grammar.child(verb, "dobj") is None
    )


def counted(head: Token) -> Token:
    """What a source is of which some speak: "one of the videos" is a video."""
    if head.pos_ in ("NUM", "DET", "PRON") or head.lower_ in ("most", "many", "some"):
        return next((noun for prep, noun in grammar.prepositional(head) if prep == "of"), head)
    return head


def issued(head: Token, cue: Token, words: SayingWords) -> Range:
    """The source, or who gave it out: "information provided by Ankara" is Ankara's."""
    whole, head = head, counted(head)
    for child in head.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in words.giving:
            agent = grammar.agent(child)
            if agent is not None:
                return phrase(agent, child, words)
    if head.lemma_.lower() in words.papers:
        for prep, author in grammar.prepositional(head):
            if prep in ("by", "from") and author.ent_type_ not in TIMES and _writes(author, words):
                return phrase(author, head, words)
    return phrase(whole, cue, words)


def _writes(author: Token, words: SayingWords) -> bool:
    """Whether "a report by X" is X's: a name, a person or a body, and no "video from the scene"."""
    lemma = author.lemma_.lower()
    return author.pos_ == "PROPN" or lemma in words.people or lemma in words.bodies


def behind_verb(found: Range, doc: Doc, words: SayingWords) -> Range:
    """What of a possessor stands behind a verb that the parser of a headline took for a name: "Peru Denies | Chile's"."""
    first, last = found
    for i in range(last - 1, first, -1):
        word = doc[i].lower_
        if doc[i].pos_ == "PROPN" and word.endswith("s") and {word[:-1], word[:-2], word[:-3] + "y"} & words.single_verbs:
            return i + 1, last
    return found


def is_paper(head: Token, index: Index) -> bool:
    """Whether a source is read or watched: a report, footage, data."""
    return head.lemma_.lower() in index.words.papers or head.lower_ in ("it", "which", "they")


def can_speak(head: Token, index: Index) -> bool:
    """Whether a source is a name, a person, a body or something that is read or watched."""
    known, lemma = index.words, head.lemma_.lower()
    if head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or head.tag_ in ("PRP", "WP"):
        return head.lower_ not in ("that", "this", "which")
    return lemma in known.people or lemma in known.bodies or lemma in known.papers or lemma in known.media


def is_medium(token: Token, index: Index) -> bool:
    """Whether a hearer is one who passes on what it hears: an agency, a paper, their correspondent."""
    phrase_words = {t.lower_ for t in token.subtree if t.dep_ in ("compound", "nmod", "amod") or t == token}
    lemma = token.lemma_.lower()
    if phrase_words & index.words.media or lemma in index.words.media:
        return True
    if lemma in index.words.bodies or token.ent_type_ in ("PERSON", "GPE", "NORP", "DATE", "TIME"):
        return False
    names = [t for t in token.subtree if t.pos_ == "PROPN" and t.dep_ in ("compound", "nmod")]
    if names and token.pos_ == "PROPN" and not phrase_words & index.words.titles:  # a title of several words
        return True
    return token.ent_type_ == "ORG" or (token.text.isupper() and 2 <= len(token.text) <= 6 and token.pos_ == "PROPN")


def relays(verb: Token, index: Index) -> list[Range]:
    """Those who were told and pass it on: "told X", "confirmed to X", "in an interview with X"."""
    found: list[Range] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and child.i > verb.i and child.pos_ != "ADP" and is_medium(child, index):
            found.append(phrase(child, verb, index.words))
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "in", "with", "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found += _through(noun, child, index)
    return found


def _through(noun: Token, prep: Token, index: Index) -> list[Range]:
    if prep.lower_ == "to" and is_medium(noun, index):
        return [phrase(noun, prep, index.words)]
    if noun.lemma_ in index.words.talks:
        hearers = [n for p, n in grammar.prepositional(noun) if p in ("to", "with") and is_medium(n, index)]
        return [phrase(n, noun, index.words) for n in hearers]
    return []
