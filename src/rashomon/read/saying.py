"""Who says what: the attributions of one passage.

Every finder below looks at one construction and gives drafts; nothing here knows of conflicts or of particular verbs,
which are the vocabulary's. Invariant: each span stands in the document to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs
from spacy.tokens import Doc, Token

from rashomon.model import Certainty, Document, Passage, Span, Stance
from rashomon.read import complements, grammar, quotation, sources
from rashomon.read.cues import Cue, Index, index
from rashomon.read.draft import Draft, Range, chars
from rashomon.read.parts import Saying
from rashomon.vocabulary.language import Language
from rashomon.vocabulary.saying import SayingGroup

PHRASE = SayingGroup(words=(), takes=("clause",), example="")
"""What "according to" lends: nothing but a source."""
_EDGES = " \t\n\r\u00a0,;:–—-"
_HEADLINE = re.compile(r"^(?P<source>[^:\n]{2,45}): (?P<content>\S.{8,})$|^(?P<said>\S.{8,}?)(?:: | [-–—] )(?P<by>[^:\n–—]{2,35})$")
_LEAD_IN = re.compile(r":[ \t]*\n\s*")
MOST_OF_A_HEADING = 60
"""A shorter line "X: ..." in a body is a heading and not somebody's words."""
SPOKEN = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "one"})
_FIRST_PERSON = frozenset({"i", "we", "our", "us", "my"})


def sayings(doc: Doc, base: int, passage: Passage, document: Document, words: Language) -> tuple[Saying, ...]:
    """The attributions of a parsed passage whose first code point is document offset `base`, in the order of the text."""
    words_of_saying = index(words)
    text = document.text[base : base + len(doc.text)]
    drafts = list(_drafts(doc, words_of_saying))
    drafts += _headlines(text, doc, words_of_saying, passage.role == "headline")
    drafts = quotation.attribute(drafts, text, doc, words_of_saying)
    drafts = [structs.replace(d, voiced=False) if _spoken(d, text) else d for d in drafts]
    drafts = [d for d in drafts if d.voiced or d.group.stance != "assert" or not _spoken(d, text)]
    drafts += _blocks(text, doc, words_of_saying, drafts)
    found = {s: None for d in drafts if (s := _written(d, text, base)) is not None}
    return tuple(sorted(found, key=lambda s: (s.content.start, -s.content.end, s.cue.start if s.cue else 0)))


def _spoken(draft: Draft, text: str) -> bool:
    """ "I think", "we demand": somebody's own words, who is told apart; no attribution where they only assert."""
    source = text[draft.source[0] : draft.source[1]].lower() if draft.source else ""
    return source in SPOKEN and not draft.quoted


def _written(draft: Draft, text: str, base: int) -> Saying | None:
    content = _span(text, base, _trimmed(text, draft.content))
    if content is None:
        return None
    stance: Stance = draft.group.stance
    certainty: Certainty = draft.group.certainty
    voiced = draft.voiced and draft.group.voiced
    if draft.negated:
        stance, voiced = ("assert", voiced) if stance == "deny" else ("dispute", False)
    return Saying(
        content=content,
        source=_span(text, base, draft.source),
        cue=_span(text, base, draft.cue),
        relays=tuple(s for r in draft.relays if (s := _span(text, base, r)) is not None),
        kind=draft.group.kind,
        stance=stance,
        certainty=certainty,
        quoted=draft.quoted,
        voiced=voiced,
    )


def _span(text: str, base: int, where: Range | None) -> Span | None:
    if where is None or where[0] >= where[1]:
        return None
    return Span(start=base + where[0], end=base + where[1], text=text[where[0] : where[1]])


def _trimmed(text: str, where: Range) -> Range:
    start, end = where
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _drafts(doc: Doc, words: Index) -> Iterator[Draft]:
    """One pass over the tokens: verbs, nouns and phrases of saying."""
    for token in doc:
        if token.tag_[:2] == "VB" and token.dep_ not in ("amod", "compound", "prep", "aux", "auxpass"):
            if token.lemma_.lower() in words.citing:
                yield from _citing(token, words)
            cue = words.verb(token)
            draft = _of_verb(cue, words) if cue is not None else None
            if draft is not None:
                yield draft
        elif token.pos_ == "NOUN":
            noun = words.noun(token)
            draft = _of_noun(noun) if noun is not None else None
            if draft is not None:
                yield draft
        last = words.phrase(token)
        if last is not None:
            yield from _of_phrase(token, last)


def _of_verb(cue: Cue, words: Index) -> Draft | None:
    verb = cue.token
    doc = verb.doc
    source, relays = sources.of_verb(cue), sources.relays(verb, words)
    found = complements.of_verb(cue, source)
    if found is None:
        return None
    cited = _cited(verb, words)
    if cited is not None:
        relays = ([source] if source else []) + relays
        source = cited
    elif verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_.lower() in words.citing:
        quoting = verb.head.head
        relays = [r for r in [_subject(quoting)] if r]
        source = _quoted(quoting)
    return Draft(
        content=chars(doc, (found.first, max(found.first, found.last))),
        cue=chars(doc, (verb.i, max([verb.i, *(p.i for p in cue.parts if p.i - verb.i < 6)]))),
        source=chars(doc, source) if source else None,
        relays=tuple(chars(doc, r) for r in relays),
        group=found.group,
        voiced=not found.group.names or source is None or _able(doc, source, words),
        negated=grammar.child(verb, "neg") is not None,
    )


def _able(doc: Doc, source: Range, words: Index) -> bool:
    span = doc[source[0] : source[1] + 1]
    return sources.can_speak(span.root, words) or any(sources.can_speak(t, words) for t in span if t.dep_ == "conj")


def _subject(verb: Token) -> Range | None:
    subject = grammar.subject(verb)
    return sources.phrase(subject, verb) if subject is not None and not grammar.passive(verb) else None


def _quoted(verb: Token) -> Range | None:
    """Who is quoted: "quoted a witness as saying", "a witness was quoted as saying"."""
    who = grammar.child(verb, "dobj", "nsubjpass")
    return sources.phrase(who, verb) if who is not None else None


def _cited(verb: Token, words: Index) -> Range | None:
    """The source named by "..., citing the ministry" behind a verb of saying."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in words.citing:
            who = grammar.child(child, "dobj")
            if who is not None:
                return sources.phrase(who, child)
    return None


def _citing(verb: Token, words: Index) -> Iterator[Draft]:
    """"Citing the ministry, the agency said ..." where no verb of saying governs it, and "the agency cited the ministry"."""
    who = grammar.child(verb, "dobj")
    if who is None or verb.tag_ != "VBG" or words.verb(verb.head) is not None:
        return
    clause = verb.head
    outlet = grammar.subject(clause) if grammar.verbal(clause) else None
    if outlet is None:
        return
    doc = verb.doc
    first, last = _rest(clause, verb.left_edge.i, verb.right_edge.i)
    if first <= last:
        yield Draft(content=chars(doc, (first, last)), cue=chars(doc, (verb.i, verb.i)), source=chars(doc, sources.phrase(who, verb)), group=PHRASE)


def _of_noun(cue: Cue) -> Draft | None:
    found = complements.of_noun(cue)
    if found is None:
        return None
    doc, source = cue.token.doc, sources.of_noun(cue)
    return Draft(
        content=chars(doc, (found.first, found.last)),
        cue=chars(doc, (cue.token.i, cue.token.i)),
        source=chars(doc, source) if source else None,
        group=found.group,
    )


def _of_phrase(first: Token, last: Token) -> Iterator[Draft]:
    """"According to X, ...": X says the clause that the phrase stands in."""
    doc = first.doc
    who = next((c for c in last.children if c.dep_ == "pobj"), None)
    if who is None:
        return
    source = sources.phrase(who, last)
    head = first.head
    while head.dep_ not in ("ROOT", "ccomp", "parataxis") and not (head.dep_ == "conj" and grammar.own_subject(head)):
        head = head.head
    start, end = _rest(head, first.i, source[1])
    if start <= end:
        yield Draft(content=chars(doc, (start, end)), cue=chars(doc, (first.i, last.i)), source=chars(doc, source), group=PHRASE)


def _rest(clause: Token, first: int, last: int) -> Range:
    """What is left of a clause without the tokens first..last at its edge; the whole clause where they stand inside it."""
    sent = clause.sent
    start, end = clause.left_edge.i, clause.right_edge.i
    if clause.dep_ == "ROOT" or clause.dep_ == "conj":
        start, end = (sent.start if clause.dep_ == "ROOT" else start), sent.end - 1 if clause.dep_ == "ROOT" else end
    if first - start <= 2:
        return last + 1, end
    own = [c.left_edge.i for c in clause.children if c.dep_ == "conj" and c.i > last and grammar.own_subject(c) is not None]
    end = min([end, *(i - 1 for i in own)])
    if sent.end - 1 - last <= 1:
        return complements.sentence_start(clause), first - 1
    if end - last <= 2 or last - start > 2 * (end - last):
        return start, first - 1
    return start, end


def _headlines(text: str, doc: Doc, words: Index, headline: bool) -> Iterator[Draft]:
    """"Minister: ..." at the head of a line; in headlines "...: monitor" and "... - minister" as well."""
    at = 0
    for line in text.splitlines(keepends=True):
        match = _HEADLINE.match(line.strip("\n"))
        if match and (headline or (match["source"] and len(line) > MOST_OF_A_HEADING)):
            name, said = ("source", "content") if match["source"] else ("by", "said")
            where = at + match.start(name), at + match.end(name)
            if _speaks(doc, where, text[at + match.start(said) : at + match.end(said)], words, behind=name == "by"):
                colon = match.end("source") if match["source"] else match.end("said")
                yield Draft(
                    content=(at + match.start(said), at + match.end(said)), cue=(at + colon, at + colon + 1), source=where, group=PHRASE
                )
        at += len(line)


def _speaks(doc: Doc, where: Range, said: str, words: Index, behind: bool) -> bool:
    """Whether what stands before a headline's colon can speak: a person, a body, or a country that says "we"."""
    tokens = [t for t in doc if where[0] <= t.idx < where[1] and not t.is_punct]
    if not tokens or len(tokens) > 6:
        return False
    head, lower = tokens[-1], tokens[-1].lower_
    known = words.words
    if {head.lemma_.lower(), lower, lower.rstrip("s")} & (known.people | known.bodies | known.media):
        return True
    if behind:
        return head.ent_type_ in ("PERSON", "ORG")
    first = said.lstrip("‘“\"'").split(" ", 1)[0].lower()
    return head.ent_type_ in ("PERSON", "ORG") or (head.pos_ == "PROPN" and (first in _FIRST_PERSON or said[0] in "‘“\"'"))


def _blocks(text: str, doc: Doc, words: Index, drafts: list[Draft]) -> Iterator[Draft]:
    """"The minister said:" and then his statement, paragraphs without quotation marks."""
    for colon in _LEAD_IN.finditer(text):
        cue = _lead(doc, colon.start(), words)
        start = colon.end()
        if cue is None or text[start : start + 1] in quotation.OPENING:
            continue
        source = sources.of_verb(cue)
        group = cue.taking("clause", "quote", "object")
        end = _block_end(text, start, doc, drafts)
        if source and group and end > start:
            yield Draft(
                content=(start, end), cue=chars(doc, (cue.token.i, cue.token.i)), source=chars(doc, source), group=structs.replace(group, stance="assert"), quoted=True
            )


def _lead(doc: Doc, colon: int, words: Index) -> Cue | None:
    """The verb of saying right before a colon, or the one that gives "the following statement"."""
    before = [t for t in doc if t.idx < colon][-14:]
    following = any(t.lower_ == "following" for t in before)
    for n, token in enumerate(reversed(before)):
        if token.text in (".", "!", "?"):
            return None
        if token.pos_ == "VERB":
            cue = words.verb(token)
            if cue is not None and cue.taking("clause", "quote") and n < 4:
                return cue
            if following and token.lemma_ in ("release", "issue", "make", "give", "provide", "publish"):
                return Cue(token, (), (PHRASE,))
    return None


def _block_end(text: str, start: int, doc: Doc, drafts: list[Draft]) -> int:
    """Offset where an unquoted statement ends: before the first paragraph in which another one is reported to speak;
    `start` where nothing in it is said by an "I" or "we".
    """
    end = start
    spoken = [d.cue[0] for d in drafts if d.source and text[d.source[0] : d.source[1]].lower() not in _FIRST_PERSON and d.quoted]
    for match in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text[start:]):
        a, b = start + match.start(), start + match.end()
        if any(a <= at < b for at in spoken):
            break
        end = b
    own = any(t.lower_ in _FIRST_PERSON for t in doc if start <= t.idx < end)
    return end if own else start
