"""Every name of an actor that a text holds, before anything is decided about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from rashomon.model import Actor
from rashomon.read.coreference import Mention
from rashomon.read.names import Named
from rashomon.read.nlp import Piece
from rashomon.read.where import LOCATIVE, Spot, preposition

KINDS = {"PERSON": "person", "ORG": "organisation", "NORP": "nationality"}
SORTS = {"person": "person", "organisation": "body", "military": "group", "nationality": "people", "people": "people"}


def actors(piece: Piece, text: str, named: Sequence[Named], spots: Sequence[Spot], heads: Mapping[str, str]) -> list[Actor]:
    """Names of people, organisations, forces and nationalities, and nouns for them, in the order of the text, none inside
    another. `heads` gives the kind of such nouns. A country is an actor too where the text does not place something in it.
    """
    doc = piece.doc
    taken = {i for s in spots if not s.country for i in range(s.name_first, s.name_last + 1)}
    found: list[tuple[int, int, str]] = []
    for name in named:
        if name.kind == "state" and name.form in ("name", "metonym"):
            continue
        kind = {"person": "person", "adjective": "nationality"}.get(
            name.form, "military" if name.kind == "armed group" else "organisation"
        )
        found.append((name.first, name.last, kind))
    for ent in doc.ents:
        kind = KINDS.get(ent.label_, "")
        if kind and not ent.text.islower() and not any(i in taken for i in range(ent.start, ent.end)):
            if kind == "organisation" and any(heads.get(t.lower_) == "military" for t in ent):
                kind = "military"
            first = ent.start + (1 if ent[0].lower_ == "the" and len(ent) > 1 else 0)
            found.append((first, ent.end - 1, kind))
    found += [(s.name_first, s.name_last, "organisation") for s in spots if s.country and preposition(s) not in LOCATIVE]
    for token in doc:
        kind = heads.get(token.lower_) or heads.get(token.lemma_.lower()) or ""
        if kind and token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod"):
            first = token.i
            while first and doc[first - 1].dep_ in ("compound", "amod", "nmod") and doc[first - 1].head.i >= first:
                first -= 1
            found.append((first, token.i, kind))
    covered: set[int] = set()
    out: list[Actor] = []
    for first, last, kind in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if not any(i in covered for i in range(first, last + 1)):
            covered.update(range(first, last + 1))
            start, end = piece.offsets(doc[first : last + 1])
            out.append(Actor(text=text[start:end], start=start, end=end, kind=kind))
    return sorted(out, key=lambda a: a.start)


def antecedents(
    piece: Piece, text: str, found: Sequence[Actor], named: Sequence[Named], spots: Sequence[Spot]
) -> list[Mention]:
    """Mentions that a later pronoun may stand for."""
    doc = piece.doc
    states = {s.name_first: s for s in spots if s.country}
    groups = {n.first for n in named if n.kind == "armed group"}
    parties = {n.first: n.party for n in named if n.form in ("name", "organ")}
    out: list[Mention] = []
    for actor in found:
        tokens = piece.tokens(actor.start, actor.end)
        root = doc[tokens.start : tokens.stop].root
        sort = "armed" if tokens.start in groups else SORTS.get(actor.kind or "", "body")
        out.append(_mention(root, actor.start, actor.end, actor.text, sort, parties.get(tokens.start)))
    for spot in states.values():
        span = doc[spot.name_first : spot.name_last + 1]
        start, end = piece.offsets(span)
        out.append(_mention(span.root, start, end, text[start:end], "state", parties.get(span.start)))
    return sorted(out, key=lambda m: m.start)


def _mention(root: Token, start: int, end: int, text: str, sort: str, party: str | None) -> Mention:
    head = root
    while head.dep_ in ("compound", "amod", "nmod", "poss") and head.head.i > head.i:
        head = head.head
    subject = head.dep_ in ("nsubj", "nsubjpass") or (head.dep_ == "pobj" and head.head.dep_ == "agent")
    return Mention(
        start, end, text, sort, subject, head.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in head.children)
    )
