"""What a document holds before any claim is made of it: names, places, times, numbers and sayings, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec import structs
from spacy.language import Language as Pipeline

from rashomon.model import Actor, Document, Place, Span, When
from rashomon.read import how_many, mentions, nlp, saying, when, where
from rashomon.read.coreference import Mention
from rashomon.read.lexicon import Lexicon
from rashomon.read.namebook import NameBook
from rashomon.read.names import Named, PartyNames
from rashomon.read.nlp import Piece
from rashomon.read.parts import Number, Saying
from rashomon.vocabulary import Language, Vocabulary


def _heads(words: Language, lexicon: Lexicon) -> dict[str, str]:
    """Nouns that name somebody without a name, with the kind of actor that they are."""
    things = lexicon.classes["facility"] | lexicon.classes["place-sort"] | lexicon.classes["ground"] | lexicon.classes["count"]
    kinds = {
        "people": lexicon.classes["person"],
        "organisation": frozenset(words.actors.government),
        "person": frozenset(words.actors.office),
        "military": lexicon.classes["military"]
        | frozenset((*words.actors.rebels, *words.actors.fighters, *words.actors.coalition)),
    }
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns if noun not in things}


T = TypeVar("T", When, Number, Span)


class Found:
    """One parsed piece of a document with everything that stands in it."""

    def __init__(
        self,
        piece: Piece,
        text: str,
        named: Sequence[Named],
        spots: Sequence[where.Spot],
        times: Sequence[When],
        numbers: Sequence[Number],
        sayings: Sequence[Saying],
        heads: Mapping[str, str],
    ) -> None:
        self.piece, self.text, self.named, self.spots = piece, text, named, spots
        self.times, self.numbers, self.sayings = times, numbers, sayings
        self.actors: list[Actor] = mentions.actors(piece, text, named, spots, heads)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Document offsets of a token range."""
        return self.piece.offsets(self.piece.doc[first : last + 1])

    def place(self, spot: where.Spot) -> Place:
        """A place name as said, with the words of its sort."""
        start, end = self.span(spot.first, spot.last)
        return Place(text=self.text[start:end], start=start, end=end)

    @cached_property
    def sides(self) -> frozenset[int]:
        """Indices of the tokens of parties' names; a capital before a noun is a place ("the Damascus raids")."""
        doc = self.piece.doc
        tokens = ((n, doc[i]) for n in self.named for i in range(n.first, n.last + 1))
        return frozenset(t.i for n, t in tokens if n.form != "metonym" or t.dep_ != "compound")

    @cached_property
    def no_sides(self) -> frozenset[int]:
        """Indices of tokens that are no side: those of expressions of time and of names that are only places."""
        dated = frozenset(i for w in self.times for i in self.piece.tokens(w.start, w.end))
        return dated | where.only_places(self.spots, self.named)


class Finder:
    """Finds all of it in a document. Built once per engine; holds no state of any document."""

    def __init__(self, vocabulary: Vocabulary, is_place: Callable[[str], bool], lexicon: Lexicon, pipeline: Pipeline) -> None:
        self.words = vocabulary.language
        self.is_place = is_place
        self.heads = _heads(self.words, lexicon)
        self.lexicon = lexicon
        self.pipeline = pipeline
        self.names = PartyNames(vocabulary.parties)
        self.places = where.PlaceFinder(is_place, lexicon.classes["place-sort"], lexicon.classes["facility"], lexicon.taking)

    def find(self, document: Document) -> list[Found]:
        """The pieces of a document. What one sentence shows to be a place is one in all others."""
        pieces = self.pieces(document)
        named = [list(self.names.find(piece.doc)) for piece in pieces]
        spots = [self.places.find(piece.doc, names) for piece, names in zip(pieces, named, strict=True)]
        confirmed = where.confirmed(spot for each in spots for spot in each)
        return [self._found(piece, document, names, confirmed) for piece, names in zip(pieces, named, strict=True)]

    def pieces(self, document: Document) -> list[Piece]:
        """The parsed passages of a document, whose sentences every engine's claims are anchored to."""
        return list(nlp.parse(document, self.pipeline, self._spelling, self.lexicon.has))

    def _spelling(self, word: str) -> str | None:
        """How a party's or a place's name is written, for a text that came in capitals."""
        return self.names.spelled.get(word.casefold()) or (
            word.title() if len(word) > 3 and self.is_place(word.title()) else None
        )

    def _found(self, piece: Piece, document: Document, named: Sequence[Named], confirmed: frozenset[str]) -> Found:
        doc, base = piece.doc, piece.base
        spots = self.places.find(doc, named, confirmed)
        return Found(
            piece,
            document.text,
            named,
            [s for s in spots if not self.lexicon.told_by(doc[s.name_first])],
            [_written(w, document.text) for w in when.times(doc, base, self.words)],
            [_written(n, document.text) for n in how_many.numbers(doc, base, self.words)],
            [_all_written(s, document.text) for s in saying.sayings(doc, base, piece.passage, document, self.words)],
            self.heads,
        )

    def book(self, document: Document, found: Iterable[Found]) -> NameBook:
        """The document's book of who may speak."""
        pieces = list(found)
        places = {f.place(spot).text for f in pieces for spot in f.spots if not spot.country}
        return NameBook(document, [(f.piece.doc, f.piece.base, f.sayings) for f in pieces], self.words, places)

    def publisher(self, document: Document) -> str | None:
        """The party that a publisher is or speaks for, as its name tells: "UK Government"."""
        found = next(self.names.find(self.pipeline.make_doc(document.source.name)), None)
        return document.source.party or (found.party if found else None)


def _written(part: T, text: str) -> T:
    """A part with its text as the document has it: the parser saw plain quotes and spaces, of the same length."""
    return structs.replace(part, text=text[part.start : part.end])


def _all_written(said: Saying, text: str) -> Saying:
    return structs.replace(
        said,
        content=_written(said.content, text),
        source=_written(said.source, text) if said.source else None,
        cue=_written(said.cue, text) if said.cue else None,
        relays=tuple(_written(relay, text) for relay in said.relays),
    )


def main_place(found: Iterable[Found]) -> Place | None:
    """The place that a document names most often, countries apart, at its first mention; None where none is named twice."""
    places = [f.place(spot) for f in found for spot in f.spots if not spot.country]
    counted = Counter(place.text.casefold() for place in places)
    name, times = next(iter(counted.most_common(1)), ("", 0))
    return next(place for place in places if place.text.casefold() == name) if times > 1 else None


def antecedents(found: Iterable[Found]) -> list[Mention]:
    """All mentions of a document that a pronoun may stand for, in the order of the text."""
    return sorted(
        (m for f in found for m in mentions.antecedents(f.piece, f.text, f.actors, f.named, f.spots)), key=lambda m: m.start
    )
