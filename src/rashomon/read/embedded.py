"""The embedded engine: a document read with a small pipeline and the vocabulary, on any machine, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import structs

from rashomon.model import Attribution, Document, Mentions, Method, Reading, digest
from rashomon.read import context, doubt, nlp, saying
from rashomon.read.claiming import Claiming
from rashomon.read.encoder import Encoder
from rashomon.read.found import Finder, Found, antecedents, main_place
from rashomon.read.inferring import told
from rashomon.read.keying import keyed
from rashomon.read.lexicon import Lexicon
from rashomon.vocabulary import Vocabulary

VERSION = "2"
"""Raised when the engine reads differently with the same pipeline and vocabulary."""


class Embedded:
    """Engine of this package. `is_place` is the gazetteer's word on what is a place name; it overrules the recogniser.

    `pipeline` names an installed spaCy package to be used instead of the best one found.
    """

    name = "embedded"

    def __init__(self, vocabulary: Vocabulary, is_place: Callable[[str], bool], pipeline: str | None = None) -> None:
        self.vocabulary = vocabulary
        self.encoder = self._encoder()
        self.lexicon = Lexicon(vocabulary.language.triggers, is_place)
        loaded = nlp.pipeline(pipeline)
        self.finder = Finder(vocabulary, is_place, self.lexicon, loaded)
        weights = self.encoder.labels.version if self.encoder else ""
        settings = [loaded.meta["name"], loaded.meta["version"], vocabulary.version, nlp.PIECE, context.REACH, weights]
        self.method = Method(name=self.name, version=VERSION, config=digest(settings))

    def _encoder(self) -> Encoder | None:
        return Encoder()

    def read(self, document: Document) -> Reading:
        """Claims and mentions of all passages. A clause that tells nothing makes none."""
        found = self.finder.find(document)
        claiming = Claiming(
            document,
            self.lexicon,
            self.vocabulary.language,
            antecedents(found),
            self.finder.book(document, found),
            self.finder.publisher(document),
            told(found, self.lexicon, self.vocabulary.language, self.encoder),
        )
        settings = [setting for each in found for setting in claiming.claims(each)]
        settings.sort(key=lambda s: (s.claim.anchor.start, s.claim.anchor.end, s.claim.kind))
        sentences = ((sentence, each.piece.base) for each in found for sentence in each.piece.doc.sents)
        doubted = doubt.marked([s.claim for s in settings], doubt.doubts(sentences, self.vocabulary.language), document.text)
        settings = [structs.replace(s, claim=doubted.get(i, s.claim)) for i, s in enumerate(settings)]
        return Reading(
            address=document.address,
            method=self.method,
            input=document.reading_input,
            claims=keyed(context.inherit(settings, main_place(found)), self.vocabulary.kinds),
            mentions=_mentions(found),
        )


class Rules(Embedded):
    """The same engine without the trained encoder: what the encoder is measured against, and trained beside."""

    name = "rules"

    def _encoder(self) -> Encoder | None:
        return None


def _mentions(found: Iterable[Found]) -> Mentions:
    found = list(found)
    return Mentions(
        attributions=tuple(
            Attribution(content=s.content, source=s.source, cue=s.cue) for f in found for s in saying.told(f.sayings)
        ),
        places=tuple(f.place(spot) for f in found for spot in f.spots),
        times=tuple(time for f in found for time in f.times),
        actors=tuple(actor for f in found for actor in f.actors),
    )
