"""Who says what: the attributions of one passage.

Every finder below looks at one construction and gives drafts; nothing here knows of conflicts or of particular verbs,
which are the vocabulary's. Invariant: each span stands in the document to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs
from spacy.tokens import Doc, Token

from rashomon.model import Certainty, Document, Passage, Span, Stance
from rashomon.read import complements, doubt, grammar, leads, quotation, sources
from rashomon.read.cues import Cue, Index, index
from rashomon.read.draft import PHRASE, Draft, Range, chars
from rashomon.read.parts import Saying
from rashomon.vocabulary.language import Language
from rashomon.vocabulary.saying import SayingGroup

_EDGES = " \t\n\r\u00a0,;:–—-"
_SENT_FROM = r"(?:, [\w .]{0,30})?\s*(?:\([^)]*\)|[-–—]|,)"
BALANCE = 80
"""Most code points that a content is carried on to close a quotation."""


def sayings(doc: Doc, base: int, passage: Passage, document: Document, words: Language) -> tuple[Saying, ...]:
    """The attributions of a parsed passage whose first code point is document offset `base`, in the order of the text."""
    words_of_saying = index(words)
    text = document.text[base : base + len(doc.text)]
    drafts = list(_drafts(doc, words_of_saying))
    drafts += leads.headlines(text, doc, words_of_saying, passage.role == "headline")
    drafts = [structs.replace(d, voiced=False) if _spoken(d, text, words_of_saying) else d for d in drafts]
    drafts = [d for d in drafts if d.group.stance != "assert" or not _spoken(d, text, words_of_saying)]
    drafts = [_unbacked(d, doc, words) for d in drafts]
    drafts = quotation.attribute(drafts, text, doc, words_of_saying)
    drafts += leads.blocks(text, doc, words_of_saying, drafts)
    found = {s: None for d in drafts if (s := _written(d, text, base)) is not None}
    return tuple(sorted(found, key=lambda s: (s.content.start, -s.content.end, s.cue.start if s.cue else 0)))


def told(found: Sequence[Saying]) -> tuple[Saying, ...]:
    """The sayings that the text itself tells: those inside another's words are that speaker's, and a noun behind which
    nobody stands ("the reports of shelling") says how sure something is and not who said it.
    """
    own = [s for s in found if s.source is not None or not s.nominal]
    return tuple(s for s in own if not any(_within(s, other) for other in found))


def _within(inner: Saying, outer: Saying) -> bool:
    """Whether one saying, source and cue and all, stands in what another one says."""
    parts = [part for part in (inner.content, inner.source, inner.cue) if part is not None]
    if inner is outer or inner.cue is None:
        return False
    return all(outer.content.start <= part.start and part.end <= outer.content.end for part in parts) and not (
        outer.cue is not None and inner.content.start <= outer.cue.start < inner.content.end
    )


def _unbacked(draft: Draft, doc: Doc, words: Language) -> Draft:
    """A saying that goes without evidence lends no more than that."""
    if draft.group.certainty == "unsupported" or draft.cue[1] - draft.cue[0] < 2:
        return draft
    bare = doubt.unbacked(doc[quotation.first_token(doc, draft.cue[0])], words)
    return structs.replace(draft, group=structs.replace(draft.group, certainty="unsupported")) if bare else draft


def _spoken(draft: Draft, text: str, words: Index) -> bool:
    """ "I think", "we demand": somebody's own words, who is told apart; no attribution where they only assert."""
    source = text[draft.source[0] : draft.source[1]].lower() if draft.source else ""
    return source in (words.words.selves | words.words.nobody) and not draft.quoted


def _written(draft: Draft, text: str, base: int) -> Saying | None:
    content = _span(text, base, _balanced(text, draft.content if draft.quoted else _trimmed(text, draft.content)))
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
        nominal=draft.nominal,
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
    if end - start > 2 and text[end - 1] == "." and (text[end - 2].islower() or text[end - 2].isdigit()):
        end -= 1
    return start, end


def _balanced(text: str, where: Range) -> Range:
    """With the end of a quotation that its last words open: 'it was Syrian "shelling"'."""
    start, end = where
    inside = text[start:end]
    if inside.count("“") > inside.count("”"):
        close = text.find("”", end, end + BALANCE)
        end = close + 1 if close >= 0 and "\n" not in text[end:close] else end
    elif inside.count('"') % 2 and inside.endswith('"') and not inside.startswith('"'):
        close = text.find('"', end, end + BALANCE)
        end = close + 1 if close >= 0 and "\n" not in text[end:close] else end
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
            yield from _of_phrase(token, last, words)


def _of_verb(cue: Cue, words: Index) -> Draft | None:
    verb = cue.token
    doc = verb.doc
    source, relays = sources.of_verb(cue), sources.relays(verb, words)
    found = complements.of_verb(cue, source)
    if found is None or (source is not None and not _able(doc, source, grammar.subject(verb), found.group, words)):
        return None
    inner = words.verb(_inner(verb)) if not found.group.voiced and found.group.stance == "deny" else None
    if inner is not None and inner.taking("clause", "hearer") is not None:
        return None  # refused to say who did it
    if any(c.lower_ == "neither" for head in (verb, verb.head) for c in head.children if c.dep_ in ("preconj", "cc")):
        found = structs.replace(found, group=structs.replace(found.group, stance="dispute", voiced=False))
    cited = _cited(verb, words)
    if cited is not None:
        relays = ([source] if source else []) + relays
        source = cited
    elif verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_.lower() in words.citing:
        quoting = verb.head.head
        relays = [r for r in [_subject(quoting, words)] if r]
        source = _quoted(quoting, words)
    return Draft(
        content=chars(doc, (found.first, max(found.first, found.last))),
        cue=chars(doc, (verb.i, max([verb.i, *(p.i for p in cue.parts if p.i - verb.i < 6)]))),
        source=chars(doc, source) if source else None,
        relays=tuple(chars(doc, r) for r in relays),
        group=found.group,
        negated=_unsaid(verb, words),
    )


def _inner(verb: Token) -> Token:
    """The verb that a verb governs ("refused to say"), else the verb itself."""
    return grammar.child(verb, "xcomp", "ccomp") or verb


def _able(doc: Doc, source: Range, subject: Token | None, group: SayingGroup, words: Index) -> bool:
    """Whether a source can be one of this group's; of a paper that is somebody's ("the footage shared by the agency shows"),
    the `subject` of the verb.
    """
    named = doc[source[0] : source[1] + 1]
    if (
        _dateline(doc, source)
        or not any(t.is_alpha and t.text != "UPDATE" for t in named)
        or named.root.lemma_.lower() in words.words.mute
    ):
        return False
    if group.of == "anyone":
        return True
    root = named.root
    heads = (
        root,
        *(c for c in root.children if c.dep_ == "conj"),
        *((sources.counted(subject),) if subject is not None else ()),
    )
    if group.of == "paper":
        return any(sources.is_paper(t, words) for t in heads)
    return any(sources.can_speak(t, words) for t in heads)


def _dateline(doc: Doc, source: Range) -> bool:
    """Whether a source is the place that a report is sent from: "BAQUBA, Iraq (Agency) -"."""
    first, last = source
    opens = first == 0 or doc[first - 1].is_space or doc[first - 1].text in (".", ")")
    behind = doc[last + 1 : last + 9].text
    return opens and doc[first].text.isupper() and len(doc[first]) > 3 and re.match(_SENT_FROM, behind) is not None


def _unsaid(verb: Token, words: Index) -> bool:
    """Whether it was not said, or only might be: "did not confirm", "refused to acknowledge", "can always claim"."""
    node = verb
    for _ in range(3):
        if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in words.words.unsaid) for c in node.children):
            return True
        if node.dep_ == "pcomp" and node.head.lower_ == "without":
            return True
        if node.dep_ != "xcomp":
            return False
        node = node.head
        cue = words.verb(node)
        group = cue.taking("to") if cue is not None else None
        if group is not None and group.kind == "deny":
            return True
    return False


def _subject(verb: Token, words: Index) -> Range | None:
    subject = grammar.subject(verb)
    return sources.phrase(subject, verb, words.words) if subject is not None and not grammar.passive(verb) else None


def _quoted(verb: Token, words: Index) -> Range | None:
    """Who is quoted: "quoted a witness as saying", "a witness was quoted as saying"."""
    who = grammar.child(verb, "dobj", "nsubjpass")
    return sources.phrase(who, verb, words.words) if who is not None else None


def _cited(verb: Token, words: Index) -> Range | None:
    """The source named by "..., citing the ministry" behind a verb of saying."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in words.citing:
            who = grammar.child(child, "dobj")
            if who is not None:
                return sources.phrase(who, child, words.words)
    return None


def _citing(verb: Token, words: Index) -> Iterator[Draft]:
    """ "Citing the ministry, the agency said ..." where no verb of saying governs it, and "the agency cited the ministry"."""
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
        yield Draft(
            content=chars(doc, (first, last)),
            cue=chars(doc, (verb.i, verb.i)),
            source=chars(doc, sources.phrase(who, verb, words.words)),
            group=PHRASE,
        )


def _of_noun(cue: Cue) -> Draft | None:
    found = complements.of_noun(cue) if not _set_phrase(cue.token) else None
    if found is None:
        return None
    doc, source = cue.token.doc, sources.of_noun(cue)
    return Draft(
        content=chars(doc, (found.first, found.last)),
        cue=chars(doc, (cue.token.i, cue.token.i)),
        source=chars(doc, source) if source else None,
        group=found.group,
        nominal=True,
    )


def _set_phrase(noun: Token) -> bool:
    """Whether a noun is a bare part of a set phrase: "in charge of", "in order to"."""
    return noun.tag_ == "NN" and noun.dep_ == "pobj" and noun.i > 0 and noun.nbor(-1) == noun.head


def _of_phrase(first: Token, last: Token, words: Index) -> Iterator[Draft]:
    """ "According to X, ...": X says the clause that the phrase stands in."""
    doc = first.doc
    who = next((c for c in last.children if c.dep_ == "pobj"), None)
    if who is None:
        return
    source = sources.issued(who, last, words.words)
    head = first.head
    while head.dep_ not in ("ROOT", "ccomp", "parataxis") and not (head.dep_ == "conj" and grammar.own_subject(head)):
        head = head.head
    whole = max([source[1], *(c.right_edge.i for c in last.children)])
    start, end = _rest(head, first.i, whole)
    if start <= end:
        yield Draft(
            content=chars(doc, (start, end)), cue=chars(doc, (first.i, last.i)), source=chars(doc, source), group=PHRASE
        )


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
        return sent.start, first - 1
    if end - last <= 2 or last - start > 2 * (end - last):
        return start, first - 1
    return start, end
