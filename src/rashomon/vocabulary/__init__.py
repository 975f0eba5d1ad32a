"""The words allowed: YAML that a non-programmer can edit, and one loader."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from msgspec import Struct, structs

from rashomon.model.key import digest
from rashomon.vocabulary.actors import ActorWords
from rashomon.vocabulary.closed import closed_words
from rashomon.vocabulary.evidence import EvidenceWords
from rashomon.vocabulary.figures import Figures
from rashomon.vocabulary.framing import Loaded
from rashomon.vocabulary.hedges import HedgeWords
from rashomon.vocabulary.kinds import Kind
from rashomon.vocabulary.language import Language
from rashomon.vocabulary.loader import VocabularyError, load_yaml, packaged
from rashomon.vocabulary.measures import Measure
from rashomon.vocabulary.numbers import Numbers
from rashomon.vocabulary.parties import Party, Tie, loose_ties
from rashomon.vocabulary.places import PlaceWords
from rashomon.vocabulary.saying import SayingWords
from rashomon.vocabulary.segments import Segments
from rashomon.vocabulary.sources import KnownSource
from rashomon.vocabulary.times import Times
from rashomon.vocabulary.triggers import Triggers

__all__ = [
    "Kind",
    "KnownSource",
    "Language",
    "Loaded",
    "Measure",
    "Party",
    "Tie",
    "Vocabulary",
    "VocabularyError",
    "load",
    "shipped",
]


class Vocabulary(Struct, frozen=True):
    """Everything that reading, linking and reconciling know of words. A value: passed in, never looked up globally."""

    kinds: dict[str, Kind]
    measures: dict[str, Measure]
    parties: dict[str, Party]
    sources: dict[str, KnownSource]
    framing: dict[str, Loaded]
    language: Language

    @property
    def version(self) -> str:
        """Digest of the whole content: part of the configuration of every reading."""
        return digest(self)


@lru_cache(maxsize=4)
def shipped(code: str = "en") -> Vocabulary:
    """The vocabulary that comes with the package."""
    return Vocabulary(
        kinds=packaged("kinds", dict[str, Kind]),
        measures=packaged("measures", dict[str, Measure]),
        parties=packaged("countries", dict[str, Party]) | packaged("parties", dict[str, Party]),
        sources=packaged("sources", dict[str, KnownSource]),
        framing=packaged("framing", dict[str, Loaded]),
        language=Language(
            code=code,
            closed=closed_words(code),
            places=packaged(f"languages/{code}/places", PlaceWords),
            actors=packaged(f"languages/{code}/actors", ActorWords),
            saying=packaged(f"languages/{code}/saying", SayingWords),
            hedges=packaged(f"languages/{code}/hedges", HedgeWords),
            evidence=packaged(f"languages/{code}/evidence", EvidenceWords),
            segments=packaged(f"languages/{code}/segments", Segments),
            triggers=packaged(f"languages/{code}/triggers", Triggers),
            times=packaged(f"languages/{code}/times", Times),
            numbers=packaged(f"languages/{code}/numbers", Numbers),
            figures=packaged(f"languages/{code}/figures", Figures),
        ),
    )


def load(parties: Path | None = None, sources: Path | None = None, code: str = "en") -> Vocabulary:
    """The shipped vocabulary, with a case's own parties and sources laid over it (same shapes as the shipped files).

    An id that is shipped already is replaced whole. Raises VocabularyError for a file that does not have the shape, and
    for a tie to a party that no file knows.
    """
    words = shipped(code)
    if parties:
        words = structs.replace(words, parties=words.parties | load_yaml(parties, dict[str, Party]))
        loose = loose_ties(words.parties)
        if loose:
            raise VocabularyError(f"{parties}: a tie to an unknown party ({'; '.join(loose)}); mend its `to`")
    if sources:
        words = structs.replace(words, sources=words.sources | load_yaml(sources, dict[str, KnownSource]))
    return words
