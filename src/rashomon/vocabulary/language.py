"""A language: the words by which saying, happening, hedging and counting are recognised.

Each part has its own YAML file in `languages/<code>/` and its own shape here.
"""

from __future__ import annotations

from msgspec import Struct

from rashomon.vocabulary.actors import ActorWords
from rashomon.vocabulary.closed import ClosedWords
from rashomon.vocabulary.evidence import EvidenceWords
from rashomon.vocabulary.figures import Figures
from rashomon.vocabulary.hedges import HedgeWords
from rashomon.vocabulary.numbers import Numbers
from rashomon.vocabulary.places import PlaceWords
from rashomon.vocabulary.saying import SayingWords
from rashomon.vocabulary.segments import Segments
from rashomon.vocabulary.times import Times
from rashomon.vocabulary.triggers import Triggers


class Language(Struct, frozen=True):
    """All parts of one language. `code` is ISO 639-1."""

    code: str
    closed: ClosedWords
    segments: Segments
    triggers: Triggers
    saying: SayingWords
    hedges: HedgeWords
    evidence: EvidenceWords
    places: PlaceWords
    actors: ActorWords
    times: Times
    numbers: Numbers
    figures: Figures
