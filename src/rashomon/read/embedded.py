"""The embedded engine: a document read with a small pipeline and the vocabulary, on any machine, without a network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct, structs
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from rashomon.model import (
    Actor,
    Anchor,
    Attribution,
    Claim,
    Document,
    Mentions,
    Method,
    Place,
    Reading,
    Speaker,
    When,
    claim_key,
    digest,
)
from rashomon.read import context, coreference, how_many, mentions, nlp, participants, saying, untold, when, where
from rashomon.read.coreference import Mention
from rashomon.read.happening import Happening, gather
from rashomon.read.lexicon import Lexicon
from rashomon.read.names import Named, PartyNames
from rashomon.read.nlp import Piece
from rashomon.read.parts import Number, Saying
from rashomon.vocabulary import Vocabulary

VERSION = "1"
"""Raised when the engine reads differently with the same pipeline and vocabulary."""

GROUND = frozenset(
    {"territory-taken", "advance", "withdrawal", "siege", "presence", "displacement", "air-strike", "shelling", "attack"}
)


class Read(Struct, frozen=True):
    """One piece with what was found in it before claims are made."""

    piece: Piece
    named: list[Named]
    spots: list[where.Spot]
    actors: list[Actor]
    times: tuple[When, ...]
    numbers: tuple[Number, ...]
    sayings: tuple[Saying, ...]

    @property
    def sides(self) -> frozenset[int]:
        """Indices of the tokens of parties' names; a capital before a noun is a place ("the Damascus raids")."""
        doc = self.piece.doc
        tokens = (
            doc[i] for n in self.named for i in range(n.first, n.last + 1) if n.form != "metonym" or doc[i].dep_ != "compound"
        )
        return frozenset(t.i for t in tokens)

    @property
    def dated(self) -> frozenset[int]:
        """Indices of the tokens that belong to an expression of time."""
        spans = (
            self.piece.doc.char_span(w.start - self.piece.base, w.end - self.piece.base, alignment_mode="expand")
            for w in self.times
        )
        return frozenset(t.i for span in spans if span is not None for t in span)


class Embedded:
    """Engine of this package. `is_place` is the gazetteer's word on what is a place name; it overrules the recogniser."""

    def __init__(self, vocabulary: Vocabulary, is_place: Callable[[str], bool], pipeline: str | None = None) -> None:
        self.vocabulary = vocabulary
        self.nlp = nlp.pipeline(pipeline)
        self.lexicon = Lexicon(vocabulary.language.triggers, is_place)
        self.names = PartyNames(vocabulary.parties)
        classes = self.lexicon.classes
        self.places = where.PlaceFinder(is_place, classes["place-sort"], classes["facility"])
        meta = self.nlp.meta
        self.method = Method(
            name="embedded",
            version=VERSION,
            config=digest([meta["name"], meta["version"], vocabulary.version, nlp.PIECE, context.REACH]),
        )

    def read(self, document: Document) -> Reading:
        """Claims and mentions of all passages. A clause that tells nothing makes none."""
        pieces = list(nlp.parse(document, self.nlp, document.passages))
        read = self._found(pieces, document)
        known = sorted(
            (m for r in read for m in mentions.antecedents(r.piece, r.actors, r.named, r.spots)), key=lambda m: m.start
        )
        told = [s for r in read for s in self._claims(r, document, known)]
        told.sort(key=lambda s: (s.claim.anchor.start, s.claim.anchor.end, s.claim.kind))
        claims = self._keyed(context.inherit(told))
        return Reading(
            address=document.address,
            method=self.method,
            input=document.reading_input,
            claims=tuple(claims),
            mentions=Mentions(
                attributions=tuple(Attribution(content=s.content, source=s.source, cue=s.cue) for r in read for s in r.sayings),
                places=tuple(place(r.piece, s) for r in read for s in r.spots),
                times=tuple(w for r in read for w in r.times),
                actors=tuple(a for r in read for a in r.actors),
            ),
        )

    def _found(self, pieces: Sequence[Piece], document: Document) -> list[Read]:
        """Names, places, times and sayings of every piece. What one sentence shows to be a place is one in all others."""
        named = [list(self.names.find(piece.doc)) for piece in pieces]
        first = [self.places.find(piece.doc, names) for piece, names in zip(pieces, named, strict=True)]
        confirmed = where.confirmed(spot for spots in first for spot in spots)
        words = self.vocabulary.language
        out = []
        for piece, names in zip(pieces, named, strict=True):
            spots = [
                s for s in self.places.find(piece.doc, names, confirmed) if not self.lexicon.told_by(piece.doc[s.name_first])
            ]
            out.append(
                Read(
                    piece,
                    names,
                    spots,
                    mentions.actors(piece, names, spots, self.lexicon.classes["military"]),
                    when.times(piece.doc, piece.base, words),
                    how_many.numbers(piece.doc, piece.base, words),
                    saying.sayings(piece.doc, piece.base, piece.passage, document, words),
                )
            )
        return out

    def _claims(self, read: Read, document: Document, known: Sequence[Mention]) -> list[context.Setting]:
        out = []
        for sentence in read.piece.doc.sents:
            for told in gather(sentence, self.lexicon, self.vocabulary.language):
                claim = self._claim(read, document, sentence, told, known)
                if claim is not None:
                    out.append(context.Setting(claim, points_back(told)))
        return out

    def _claim(
        self, read: Read, document: Document, sentence: Tokens, told: Happening, known: Sequence[Mention]
    ) -> Claim | None:
        piece, doc = read.piece, read.piece.doc
        sides = participants.sides(told, self.lexicon, read.sides, where.only_places(read.spots, read.named) | read.dated)
        barred = frozenset(t.i for t in (*sides.actors, *sides.targets))
        spot = where.best(
            read.spots, told.first, told.last, barred, told.kind in GROUND, 0.1 if told.kind in context.SETTING else 1.5
        )
        if all(hit.nominal for hit in told.hits) and not participants.enough(told, sides, spot is not None):
            return None
        if untold.described(told, spot is not None):
            return None
        if spot is None and told.kind in context.SETTING:
            spot = where.best(read.spots, sentence.start, sentence.end - 1, barred, False)
        start, end = piece.offsets(doc[told.first : told.last + 1])
        if end <= start:
            return None
        start, end = trimmed(start, end, told.predicate.idx + piece.base, read.sayings)
        a, b = piece.offsets(sentence)
        clause = list(doc[told.first : told.last + 1])
        found_when = when.of_clause(clause, start, end, read.times, piece.base)
        anchor = Anchor(
            address=document.address, sentence=document.text[a:b], quote=document.text[start:end], start=start, end=end
        )
        return Claim(
            key="",
            anchor=anchor,
            section=piece.passage.role,
            kind="attack" if sides.actors and told.kind == "casualties" and told.hit.trigger.frame == "acts-on" else told.kind,
            speakers=self._speakers(start, end, read, document, known),
            actors=tuple(self._actor(t, piece, document, known) for t in sides.actors),
            targets=tuple(self._actor(t, piece, document, known) for t in sides.targets),
            place=place(piece, spot) if spot else None,
            when=found_when,
            background=background(found_when),
            figures=how_many.figures(clause, told.predicate, told.kind, read.numbers, piece.base, self.vocabulary.language),
        )

    def _speakers(self, start: int, end: int, read: Read, document: Document, known: Sequence[Mention]) -> tuple[Speaker, ...]:
        out = []
        for s in sorted(read.sayings, key=lambda s: s.content.end - s.content.start):
            if s.source is not None and min(end, s.content.end) - max(start, s.content.start) > 0.6 * (end - start):
                out += [Speaker(text=x.text, start=x.start, end=x.end, name=x.text, cue=s.cue) for x in (s.source, *s.relays)]
        return tuple(out)

    def _actor(self, head: Token, piece: Piece, document: Document, known: Sequence[Mention]) -> Actor:
        at = piece.base + head.idx
        found = coreference.resolve(head, at, known) or coreference.own_voice(head, self._publisher(document), known)
        if found is not None:
            return Actor(text=found.text, start=found.start, end=found.end)
        first, last = next(participants.phrases((head,)))
        start, end = piece.offsets(piece.doc[first : last + 1])
        return Actor(text=document.text[start:end], start=start, end=end)

    def _publisher(self, document: Document) -> str | None:
        """The party that a publisher is or speaks for, as its name tells: "UK Government"."""
        found = next(self.names.find(self.nlp.make_doc(document.source.name)), None)
        return document.source.party or (found.party if found else None)

    def _keyed(self, claims: Sequence[Claim]) -> list[Claim]:
        seen: Counter[tuple[str, str]] = Counter()
        out = []
        for claim in claims:
            family = self.vocabulary.kinds[claim.kind].family
            nth = seen[(claim.anchor.sentence, family)]
            seen[(claim.anchor.sentence, family)] += 1
            key = claim_key(claim.anchor.address, claim.anchor.sentence, family, nth)
            out.append(structs.replace(claim, key=key))
        return out


YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
DAY = re.compile(r"\b\d{1,2}\b")


def background(said: When | None) -> bool:
    """Whether a time tells history: a year is named, and no day in it. Reports date their news by the day."""
    return said is not None and bool(YEAR.search(said.text)) and not DAY.search(said.text)


def trimmed(start: int, end: int, at: int, sayings: Sequence[Saying]) -> tuple[int, int]:
    """A clause without the words that only say who says it. `at` is the offset of the word that tells the happening."""
    for s in sayings:
        if not s.content.start <= at < s.content.end:
            continue
        words = [w for w in (s.source, s.cue) if w is not None]
        if words and all(start <= w.start and w.end <= s.content.start for w in words):
            start = s.content.start
        elif words and all(s.content.end <= w.start and w.end <= end for w in words):
            end = s.content.end
    return start, end


def points_back(told: Happening) -> bool:
    """Whether a happening is named as one that the report has told before: "the attack", "this strike", "they"."""
    noun = told.hit.token if told.hit.nominal else None
    if noun is None:
        return False
    return any(c.dep_ in ("det", "poss") and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)


def place(piece: Piece, spot: where.Spot) -> Place:
    """A place name as said, with the words of its sort."""
    start, end = piece.offsets(piece.doc[spot.first : spot.last + 1])
    return Place(text=piece.doc.text[spot_slice(piece, spot)], start=start, end=end)


def spot_slice(piece: Piece, spot: where.Spot) -> slice:
    """Character range of a place name in its piece."""
    span = piece.doc[spot.first : spot.last + 1]
    return slice(span.start_char, span.end_char)


__all__ = ["Embedded"]
