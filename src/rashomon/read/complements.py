"""Where what is said stands around a verb or noun of saying. Ranges are inclusive token indices."""

from __future__ import annotations

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.read import grammar
from rashomon.read.cues import Cue, sentence_start
from rashomon.read.sources import reduced
from rashomon.vocabulary.saying import SayingGroup

Range = tuple[int, int]

RELATIVE = frozenset({"WDT", "WP", "WP$"})


class Complement(Struct, frozen=True):
    """What is said: its tokens, the group that its cue takes it by, and whether it stands before its cue."""

    first: int
    last: int
    group: SayingGroup
    before: bool = False


def of_verb(cue: Cue, source: Range | None) -> Complement | None:
    """What a verb of saying says. `source` is the noun phrase that says it: never part of the content."""
    if reduced(cue.token) or (grammar.passive(cue.token) and cue.token.dep_ != "conj"):
        return _passive(cue)
    return _clause(cue, source) or _infinitive(cue) or _object(cue) or _about(cue) or _as(cue) or _left(cue, source)


def of_noun(cue: Cue) -> Complement | None:
    """What a noun of saying says: "claim that ...", "call to ...", "reports of ..."."""
    noun = cue.token
    for child in noun.children:
        if child.i <= noun.i:
            continue
        clause = child.dep_ in ("acl", "ccomp", "relcl")
        if clause and _marked(child) and (group := cue.taking("clause")):
            return Complement(child.left_edge.i, child.right_edge.i, group)
        if clause and _to(child) and (group := cue.taking("to")):
            return Complement(child.left_edge.i, child.right_edge.i, group)
        group = cue.taking("about")
        if child.dep_ == "prep" and group and child.lower_ in group.prepositions:
            found = _behind(child)
            if found:
                return Complement(*found, group)
    return None


def _marked(verb: Token) -> bool:
    """Whether a clause is opened by "that" or "whether" as a conjunction, not as the subject of a relative clause."""
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether", "if") for c in verb.children)


def _to(verb: Token) -> bool:
    """Whether a verb is an infinitive: "to come", "to have come"."""
    perfect = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    return any(c.tag_ == "TO" for c in verb.children) and (verb.tag_ == "VB" or perfect)


def _hooks(cue: Cue) -> list[Token]:
    """All that can hang on a cue: the dependents of its verb and of its further words."""
    return [c for head in (cue.token, *cue.parts) for c in head.children if c not in cue.parts]


def _end(cue: Cue) -> int:
    return max(t.i for t in (cue.token, *cue.parts))


def _clause(cue: Cue, source: Range | None) -> Complement | None:
    group = cue.taking("clause")
    if group is None:
        return None
    clauses = [c for c in _hooks(cue) if c.dep_ in ("ccomp", "parataxis") or (c.dep_ == "xcomp" and _finite(c))]
    right = [c for c in clauses if c.i > cue.token.i and not (_to(c) and cue.taking("to"))]
    if right:
        first = max(min(c.left_edge.i for c in right[:1]), _end(cue) + 1)
        if source and first <= source[0] <= source[1] < right[0].i:
            first = source[1] + 1
        return Complement(first, _cut(cue, first, right[0].right_edge.i), group)
    left = [c for c in clauses if c.i < cue.token.i]
    if left and not _as_clause(cue.token):
        if source and _inside(cue, source, subordinate=any(c.dep_ == "mark" for c in left[0].children)):
            return Complement(cue.token.sent.start, cue.token.sent.end - 1, group, before=True)
        return _before(cue, source, group)
    return None


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.children if c.dep_.startswith("aux")
    )


def _cut(cue: Cue, first: int, last: int) -> int:
    """The content ends before a participle by which the same source goes on ("..., adding that ...")."""
    doc = cue.token.doc
    for token in doc[first : last + 1]:
        behind_quote = token.tag_ == "VBG" and token.i > first and doc[token.i - 1].text in ('"', "''")
        if behind_quote:
            return token.i - 1
        if token.tag_ == "VBG" and token.dep_ == "advcl" and token.lemma_ in cue.words.going_on:
            return max(first, token.left_edge.i - 1)
    return last


def _infinitive(cue: Cue) -> Complement | None:
    group = cue.taking("to")
    gerund = cue.taking("gerund")
    for child in _hooks(cue):
        if child.dep_ not in ("xcomp", "ccomp", "advcl") or child.i < cue.token.i:
            continue
        if group and _to(child) and child.dep_ != "advcl":
            hearer = grammar.child(cue.token, "dobj")
            first = min(child.left_edge.i, hearer.left_edge.i if hearer is not None and hearer.i > cue.token.i else child.i)
            return Complement(max(first, _end(cue) + 1), child.right_edge.i, group)
        if gerund and child.tag_ == "VBG" and child.dep_ in ("xcomp", "ccomp"):
            return Complement(child.left_edge.i, child.right_edge.i, gerund)
    return None


def _object(cue: Cue) -> Complement | None:
    group = cue.taking("object")
    if group is None:
        return None
    thing = next((c for c in _hooks(cue) if c.dep_ in ("dobj", "attr", "ccomp", "oprd") and c.i > cue.token.i), None)
    if thing is None:
        thing = next((p for p in cue.parts if p.dep_ == "dobj"), None)
    if thing is None or thing.lemma_.lower() in group.but_not or thing.tag_ in RELATIVE:
        return None
    last = thing.right_edge.i
    for child in cue.token.children:
        follows = child.i > thing.i and child.dep_ in ("prep", "oprd", "xcomp", "acomp", "dative")
        if child.dep_ in ("xcomp", "advcl") and _to(child) and child.left_edge.i == last + 1:
            last = child.right_edge.i
        whole = group.kind in ("accuse", "demand") or child.lower_ == "as" or child.dep_ == "oprd"
        if follows and (whole or (cue.parts and child.lower_ in ("to", "at"))):  # put the toll at nine
            last = max(last, child.right_edge.i)
    return Complement(max(thing.left_edge.i, cue.token.i + 1), last, group)


def _about(cue: Cue) -> Complement | None:
    group = cue.taking("about")
    if group is None:
        return None
    prep = next((p for p in reversed(cue.parts) if p.pos_ in ("ADP", "SCONJ", "PART")), None)
    if prep is None:
        prep = next((c for c in _hooks(cue) if c.dep_ == "prep" and c.i > cue.token.i and c.lower_ in group.prepositions), None)
    found = _behind(prep) if prep is not None else None
    if found is None and prep is not None and prep.dep_ == "mark":  # pressed for it to stop
        found = prep.i + 1, prep.head.right_edge.i
    noun = next((p for p in cue.parts if p.dep_ == "dobj"), None)
    if found is None and noun is not None and group.stance == "demand" and noun.right_edge.i > noun.i:  # the need for
        found = noun.i + 1, noun.right_edge.i
    if found is None:
        return None
    first, last = found
    for child in cue.token.children:
        beside = child.dep_ == "advcl" and child.left_edge.i == last + 1
        if child.i > first and (beside or child.dep_ in ("xcomp", "ccomp")) and _to(child):
            last = max(last, child.right_edge.i)
    return Complement(first, last, group)


def _behind(prep: Token) -> Range | None:
    """What a preposition governs."""
    found = [c for c in prep.children if c.i > prep.i and c.dep_ in ("pobj", "pcomp", "prep", "ccomp")]
    return (prep.i + 1, max(c.right_edge.i for c in found)) if found else None


def _passive(cue: Cue) -> Complement | None:
    """It was reported that; X is said to have; X was accused of; one claimed by X."""
    verb = cue.token
    if verb.tag_ != "VBN" and not reduced(verb):
        return None
    subject = grammar.child(verb, "nsubjpass")
    agent = grammar.agent(verb)
    inner = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "oprd") and c.i > verb.i), None)
    named = inner is not None and inner.dep_ == "oprd"
    if inner is not None and (group := cue.taking("object") if named else cue.taking("clause", "to", "object")):
        whole = (
            subject is not None
            and subject.lower_ not in ("it", "there")
            and cue.taking("hearer") is None
            and not _finite(inner)
        )
        first = subject.left_edge.i if whole and subject is not None else inner.left_edge.i
        return Complement(first, inner.right_edge.i, group)
    group = cue.taking("object")
    if group is None:
        return None
    if subject is not None and subject.tag_ not in RELATIVE:
        if group.kind == "accuse" and cue.parts == ():
            return Complement(
                subject.left_edge.i,
                max((c.right_edge.i for c in verb.children if c.dep_ == "prep"), default=subject.right_edge.i),
                group,
            )
        return Complement(subject.left_edge.i, min(subject.right_edge.i, verb.i - 1), group)
    if verb.dep_ in ("acl", "relcl") and agent is not None:
        return Complement(verb.head.left_edge.i, max(verb.head.i, verb.left_edge.i - 1), group)
    return None


def _as_clause(verb: Token) -> bool:
    """As the ministry said, ..."""
    return verb.dep_ == "advcl" and any(c.lower_ == "as" and c.i < verb.i for c in verb.children)


def _as(cue: Cue) -> Complement | None:
    group = cue.taking("clause")
    if group is None or not _as_clause(cue.token):
        return None
    sent, first, last = cue.token.sent, cue.token.left_edge.i, cue.token.right_edge.i
    if first - sent.start >= sent.end - last:
        return Complement(sent.start, first - 1, group, before=True)
    return Complement(last + 1, sent.end - 1, group) if last + 1 < sent.end else None


def _left(cue: Cue, source: Range | None) -> Complement | None:
    """The rest of the sentence before "... an official said", with or without a comma."""
    group = cue.taking("aside")
    if group is None and source is not None and _marked_off(cue.token.doc, source[0]):
        group = cue.taking("clause")
    if group is None or source is None or not _closes(cue, source):
        return None
    if any(c.dep_ == "advcl" and c.i < cue.token.i and not _stands(c) for c in cue.token.children):
        return None
    if _inside(cue, source):
        sent = cue.token.sent
        return Complement(sent.start, sent.end - 1, group, before=True)
    return _before(cue, source, group)


def _stands(clause: Token) -> bool:
    """Whether what a parser takes for a subordinate clause could stand alone: a subject of its own, and no "when" or "as"."""
    opened = any(c.dep_ == "mark" or c.tag_ in ("WRB", "IN") for c in clause.children if c.i < clause.i)
    return not opened and any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)


def _marked_off(doc: Doc, first: int) -> bool:
    """Whether a comma or a closing quotation mark stands before a source."""
    return first > 0 and doc[first - 1].text in (",", '"', "'", "--", "-", "–", "—")


def _inside(cue: Cue, source: Range, subordinate: bool = False) -> bool:
    """A source and its cue between commas in the midst of what is said: "On Friday, the army said, two posts fell"."""
    doc, after = cue.token.doc, _end(cue) + 1
    if after >= cue.token.sent.end or doc[after].text != "," or not _marked_off(doc, source[0]):
        return False
    sent = cue.token.sent
    left = any(t.pos_ in ("VERB", "AUX") for t in doc[sent.start : source[0]])
    verbs = [t for t in doc[after : sent.end] if t.pos_ in ("VERB", "AUX") and t.tag_ != "VBG"]
    parted = any(c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.i < source[0] for t in verbs for c in t.children)
    return parted or (bool(verbs) and (subordinate or not left))


def _closes(cue: Cue, source: Range) -> bool:
    """Whether nothing that could be said follows the cue in its sentence."""
    verb = cue.token
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or grammar.child(verb, "nsubj") is not None
    if not finite and not any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children):
        return False
    if any(c.dep_ in ("dobj", "mark") or (c.tag_ in RELATIVE and c.i < verb.i) for c in verb.children if c not in cue.parts):
        return cue.taking("hearer") is not None and not any(c.dep_ == "mark" or c.tag_ in RELATIVE for c in verb.children)
    after = max(_end(cue), source[1]) + 1
    if after >= verb.sent.end:
        return True
    token = verb.doc[after]
    return (
        token.is_punct
        or token.pos_ in ("ADP", "ADV", "CCONJ", "SCONJ", "SPACE")
        or bool(token.ent_type_)
        or token.dep_ in ("npadvmod", "nsubj")
        or token.tag_ == "VBG"
    )


def _before(cue: Cue, source: Range | None, group: SayingGroup) -> Complement | None:
    start = sentence_start(cue.token, cue.words.titles)
    edge = min([cue.token.i, *(c.i for c in cue.token.children if c.dep_ in ("aux", "advmod", "neg") and c.i < cue.token.i)])
    if source and source[0] < cue.token.i:
        edge = min(edge, source[0])
    last = edge - 1
    if last - start < 1 or not any(t.pos_ in ("VERB", "AUX", "NOUN", "PROPN") for t in cue.token.doc[start : last + 1]):
        return None
    return Complement(start, last, group, before=True)
