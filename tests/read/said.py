"""What the tests of saying, voices, modality and proof share: a sentence parsed, with its sayings."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.model import Document, Passage
from rashomon.model.document import Role
from rashomon.read import nlp, saying
from rashomon.read.namebook import NameBook
from rashomon.read.parts import Saying
from rashomon.vocabulary import load
from rashomon.vocabulary.language import Language
from tests.read.read_values import document


class Read(Struct):
    """A document of our own words, parsed passage by passage."""

    document: Document
    pieces: list[tuple[Doc, int, Passage]]
    sayings: list[Saying]
    book: NameBook

    def at(self, words: str) -> tuple[int, int]:
        """Offsets of the first place where these words stand."""
        start = self.document.text.index(words)
        return start, start + len(words)

    def token(self, words: str) -> Token:
        """The token that begins where these words stand."""
        start, _ = self.at(words)
        return next(t for doc, base, _ in self.pieces for t in doc if base + t.idx == start)

    def passage(self, start: int) -> Passage:
        """The passage at an offset."""
        return next(p for _, _, p in self.pieces if p.start <= start < p.end)


@lru_cache(maxsize=1)
def language() -> Language:
    """The shipped English words."""
    return load().language


def read(text: str, *passages: tuple[Role, int, int], given: Document | None = None) -> Read:
    """A text with its sayings and its names."""
    doc = given or document(text, *passages)
    pieces = [(p.doc, p.base, p.passage) for p in nlp.parse(doc, nlp.pipeline(), lambda _: None)]
    found = [(d, base, saying.sayings(d, base, p, doc, language())) for d, base, p in pieces]
    return Read(doc, pieces, [s for _, _, ss in found for s in ss], NameBook(doc, found, language()))


def unmarked(example: str) -> tuple[str, int, int]:
    """An example without the square brackets around one stretch of it, and that stretch's offsets."""
    start = example.index("[")
    end = example.index("]") - 1
    return example.replace("[", "").replace("]", ""), start, end
