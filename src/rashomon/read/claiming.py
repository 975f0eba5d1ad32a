"""A clause that tells a happening to a claim: each of the reader's questions is asked once, and its answer put in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from rashomon.model import Actor, Anchor, Claim, Document, Span, Speaker, When
from rashomon.model.claim import ActorRole
from rashomon.read import (
    context,
    coreference,
    grammar,
    how_many,
    inferring,
    modality,
    participants,
    placing,
    proof,
    tense,
    untold,
    voices,
    when,
)
from rashomon.read.coreference import Mention
from rashomon.read.found import Found
from rashomon.read.happening import Happening, armed
from rashomon.read.inferring import Place, Sensed, Told
from rashomon.read.lexicon import Lexicon
from rashomon.read.namebook import NameBook
from rashomon.read.parts import Saying
from rashomon.read.where import Spot
from rashomon.vocabulary import Language
from rashomon.vocabulary.closed import closed_words

GROUND = frozenset(
    {"territory-taken", "advance", "withdrawal", "siege", "presence", "displacement", "air-strike", "shelling", "attack"}
)
"""Kinds whose object is often the place itself ("took the town", "the town was shelled")."""

LEAST = 0.1
SURE = 1.5
"""Least rating of a place for talks and other words between parties: only "in Geneva", never "the Geneva process"."""

SAID_AT = 8
"""Words behind those of saying that may tell where it was said ("…, the governor told reporters in Reyhanli")."""

YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
DAY = re.compile(r"\b\d{1,2}\b")


class Claiming:
    """Makes the claims of one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        words: Language,
        known: Sequence[Mention],
        book: NameBook,
        publisher: str | None,
        told: Mapping[Place, Told],
    ) -> None:
        self.document, self.lexicon, self.words = document, lexicon, words
        self.known, self.book, self.publisher = known, book, publisher
        self.told = told

    def claims(self, found: Found) -> Iterator[context.Setting]:
        """The claims of one piece, each with what ties it to its neighbours."""
        for sentence in found.piece.doc.sents:
            told = self.told[found.piece.base, sentence.start]
            for happening in told.happenings:
                claim = self._claim(found, sentence, happening, told.sensed)
                if claim is not None:
                    yield self._setting(found, happening, claim)

    def _setting(self, found: Found, told: Happening, claim: Claim) -> context.Setting:
        """A claim with what ties it to its neighbours."""
        again = self.lexicon.is_in(told.hit.token, ("again",))
        back = points_back(told)
        off = tense.off_scene(told.predicate, bool(claim.speakers), claim.kind not in ("casualties", "losses"))
        foes, things = self._aimed(found, told)
        return context.Setting(
            claim,
            points_back=back,
            general=again and (told.hit.trigger.open or told.kind == "attack"),
            entry=found.piece.passage.posted,
            off_scene=off or (told.nominal and not back and told.predicate.dep_ != "ROOT"),
            foes=foes,
            things=things,
        )

    def _claim(self, found: Found, sentence: Tokens, told: Happening, sensed: Sensed | None) -> Claim | None:
        sides = participants.sides(told, self.lexicon, found.sides, found.no_sides)
        sides = inferring.sided(sides, told, sensed) if sensed else sides
        barred = frozenset(t.i for t in (*sides.actors, *sides.targets))
        on_ground = told.kind in context.SETTING
        words = frozenset({told.predicate.i} | {hit.token.i for hit in told.hits} | {c.i for c in told.carriers})
        ask = placing.Ask(words, barred, told.kind in GROUND, told.kind in context.STRIKES)
        spot = placing.best(found.spots, told.first, told.last, ask, LEAST if on_ground else SURE)
        if untold.thin(told, sides, spot is not None):
            return None
        sides = participants.real(sides, self.lexicon)
        if spot is None and on_ground:
            spot = placing.best(beside_saying(found, told), sentence.start, sentence.end - 1, ask, SURE)
        clause = list(found.piece.doc[told.first : told.last + 1])
        start, end = trimmed(*found.span(told.first, told.last), found.piece.base + told.predicate.idx, found.sayings)
        dated = when.of_clause(clause, start, end, found.times, found.piece.base, self.words)
        stance, certainty = modality.modality(told.predicate, start, end, found.sayings, self.words)
        kind, stance = modality.silence(_kind(told, sides), stance)
        speakers = voices.speakers(start, end, found.sayings, found.piece.passage, self.book)
        if kind == "refusal":  # who refuses and who asked are told of, they do not tell it
            speakers = tuple(each for each in speakers if not start <= each.start < end)
            stance = "assert" if stance == "deny" else stance
        guess = partial(inferring.counted, sensed=sensed) if sensed else None
        figures = how_many.figures(clause, told.predicate, told.kind, found.numbers, found.piece.base, self.words, guess)
        done_to = sides.targets and (not told.nominal or told.hit.trigger.frame == "acts-on")
        if told.kind == "casualties" and not (figures or sides.actors or done_to):
            return None
        if stance == "deny":  # "no soldiers were killed": none is what the stance says
            figures = tuple(f for f in figures if f.high != 0)
        return Claim(
            key="",
            anchor=self._anchor(found, sentence, start, end),
            section=found.piece.passage.role,
            kind=kind,
            stance=stance,
            certainty=certainty,
            speakers=speakers,
            actors=tuple(self._actor(t, found, speakers, sides.roles.get(t.i)) for t in sides.actors),
            targets=tuple(self._actor(t, found, speakers) for t in sides.targets),
            weapons=self._weapons(found, told),
            place=found.place(spot) if spot else None,
            when=dated,
            background=background(dated),
            figures=figures,
            revises=bool(figures) and any(t.lemma_.lower() in self.lexicon.classes["revising"] for t in clause),
            evidence=proof.evidence(start, end, sentence, found.sayings, self.words),
        )

    def _aimed(self, found: Found, told: Happening) -> tuple[tuple[Actor, ...], bool]:
        """The sides by name that a happening is aimed at, and whether it hits nothing but things."""
        sides = participants.sides(told, self.lexicon, found.sides, found.no_sides)
        foes = [t for t in sides.targets if not found.sides.isdisjoint(range(t.left_edge.i, t.i + 1))]
        strikes = any(hit.nominal and hit.kind in context.STRIKES for hit in told.hits)
        struck = bool(sides.actors) or strikes
        things = struck and bool(sides.targets) and all(self.lexicon.is_in(t, ("thing", "equipment")) for t in sides.targets)
        return tuple(self._actor(t, found, ()) for t in foes), things and not foes

    def _weapons(self, found: Found, told: Happening) -> tuple[Span, ...]:
        """What was used: weapon words of the clause that are neither the happening itself nor what was hit."""
        things = ("munition", "bomb")
        doc = told.predicate.doc
        ranges = armed(told.hits, told.carriers, told.first, told.last, self.lexicon)
        nouns = [(a, b) for _, a, b in ranges if not grammar.verbal(doc[b])]
        used = [(a, b) for a, b in nouns if self.lexicon.is_in(doc[b], things) or not self.lexicon.acts(doc[a], doc[b])]
        spans = (found.span(a, b) for a, b in used)
        return tuple(Span(start=a, end=b, text=self.document.text[a:b]) for a, b in spans)

    def _anchor(self, found: Found, sentence: Tokens, start: int, end: int) -> Anchor:
        a, b = found.piece.offsets(sentence)
        text = self.document.text
        return Anchor(address=self.document.address, sentence=text[a:b], quote=text[start:end], start=start, end=end)

    def _actor(self, head: Token, found: Found, speakers: Sequence[Speaker], role: ActorRole | None = None) -> Actor:
        """A side as said; where it is a pronoun, as it was named before."""
        if head.lower_ in coreference.SELF and speakers:
            said = speakers[0]
            return Actor(text=said.text, start=said.start, end=said.end, role=role)
        at = found.piece.base + head.idx
        named = coreference.resolve(head, at, self.known, self.lexicon.classes["called"])
        named = named or coreference.own_voice(head, self.publisher, self.known)
        if named is not None:
            return Actor(text=named.text, start=named.start, end=named.end, role=role)
        start, end = found.span(*participants.phrase(head))
        return Actor(text=self.document.text[start:end], start=start, end=end, role=role)


def beside_saying(found: Found, told: Happening) -> list[Spot]:
    """The places of a piece without those that only tell where it was said ("told reporters outside the hospital in P")."""
    at = found.piece.base + told.predicate.idx
    barred: set[int] = set()
    for said in found.sayings:
        words = [found.piece.tokens(w.start, w.end) for w in (said.source, said.cue) if w is not None]
        if words and said.content.start <= at < said.content.end:
            content = found.piece.tokens(said.content.start, said.content.end)
            first, last = min(w.start for w in words), max(w.stop for w in words)
            barred.update(range(first, content.start) if first < content.start else range(content.stop, last + SAID_AT))
    return [spot for spot in found.spots if spot.name_first not in barred]


def _kind(told: Happening, sides: participants.Sides) -> str:
    """People killed by somebody are an attack; people killed are casualties."""
    by_somebody = told.kind == "casualties" and sides.actors and told.hit.trigger.frame == "acts-on"
    return "attack" if by_somebody else told.kind


def background(said: When | None) -> bool:
    """Whether a time tells history: a year is named, and no day in it. Reports date their news by the day."""
    return said is not None and bool(YEAR.search(said.text)) and not DAY.search(said.text)


def trimmed(start: int, end: int, at: int, sayings: Sequence[Saying]) -> tuple[int, int]:
    """A clause without the words that only say who says it. `at` is the offset of the word that tells the happening."""
    for said in sayings:
        words = [w for w in (said.source, said.cue) if w is not None]
        if not words or not said.content.start <= at < said.content.end:
            continue
        if all(start <= w.start and w.end <= said.content.start for w in words):
            start = said.content.start
        elif all(said.content.end <= w.start and w.end <= end for w in words):
            end = said.content.end
    return start, end


def points_back(told: Happening) -> bool:
    """Whether a happening is named as one that the report has told before: "the attack", "this strike"."""
    if not told.hit.nominal:
        return False
    return any(c.dep_ in ("det", "poss") and c.lower_ in closed_words().pointing for c in told.hit.token.children)
