"""What the trained encoder sees told where the rules find nothing: happenings, their sides, and what their numbers count.

The rules speak first, and where they find a happening in a sentence the encoder is not asked: there it made more mistakes
than it mended, and asking it costs time. `docs/model.md` tells how this was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.model import EVIDENCE_ROLES
from rashomon.read import grammar
from rashomon.read.encoder import Encoder, Sense
from rashomon.read.found import Found
from rashomon.read.happening import Happening, gather, nominal_range
from rashomon.read.lexicon import Hit, Lexicon
from rashomon.read.modality import is_hypothetical
from rashomon.read.participants import Sides
from rashomon.read.seeing import seen
from rashomon.read.tally import Counted
from rashomon.vocabulary import Language
from rashomon.vocabulary.triggers import Trigger

ADD = 0.88
"""Probability from which a word tells a happening. Lower values find more on other wars and invent more on any."""

PART = 0.5
"""Probability from which a word has a part in what another tells."""

COUNTS = 0.6
"""Probability from which a number that no rule measures counts what the encoder says."""

TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
"""Parts of speech that can tell a happening."""

LEAST = 4
"""Words that a sentence has at least in which the encoder looks for a happening."""


class Sensed(Struct, frozen=True):
    """A sentence with the encoder's answers."""

    span: Span
    sense: Sense

    def at(self, token: Token) -> int | None:
        """A token's place in the sentence; None where the encoder has no answer for it."""
        return token.i - self.span.start if 0 <= token.i - self.span.start < len(self.sense) else None


class Told(Struct, frozen=True):
    """The happenings of a sentence; `sensed` where it was the encoder that found them."""

    happenings: tuple[Happening, ...]
    sensed: Sensed | None = None


Place = tuple[int, int]
"""Where a sentence stands: the base of its piece, its first token."""


def told(found: Iterable[Found], lexicon: Lexicon, words: Language, encoder: Encoder | None) -> Mapping[Place, Told]:
    """The happenings of each sentence of a document: the rules', and where they find none, the encoder's."""
    sentences = {(f.piece.base, s.start): (f, s) for f in found for s in f.piece.doc.sents}
    ruled = {place: Told(tuple(gather(s, lexicon, words))) for place, (_, s) in sentences.items()}
    if encoder is None:
        return ruled
    open_ = {place: s for place, (f, s) in sentences.items() if not ruled[place].happenings and _asked(f, s)}
    senses = encoder.senses([seen(s, lexicon) for s in open_.values()])
    sensed = {place: Sensed(s, sense) for (place, s), sense in zip(open_.items(), senses, strict=True)}
    return ruled | {
        place: Told(tuple(h for h in inferred(each) if not is_hypothetical(h.predicate, words)), each)
        for place, each in sensed.items()
    }


def _asked(found: Found, sentence: Span) -> bool:
    """Whether the encoder is asked about a sentence: not about readers' comments, nor questions, nor a stray word or two."""
    return (
        found.piece.passage.role in EVIDENCE_ROLES
        and len(sentence) >= LEAST
        and not sentence.text.rstrip().endswith("?")
        and any(token.pos_ in TELLING for token in sentence)
    )


def inferred(sensed: Sensed) -> Iterator[Happening]:
    """The happenings that the encoder sees in a sentence, each by the word that tells it."""
    words = [token for token in sensed.span[: len(sensed.sense)] if token.pos_ in TELLING]
    telling = [token for token in words if sensed.sense.telling(token.i - sensed.span.start) >= ADD]
    verbs = frozenset(token.i for token in telling if grammar.verbal(token))
    for token in telling:
        kind, _ = sensed.sense.kind(token.i - sensed.span.start)
        yield _happening(token, kind, verbs - {token.i})


def _happening(token: Token, kind: str, others: frozenset[int]) -> Happening:
    nominal = not grammar.verbal(token)
    hit = Hit(token, Trigger(kind=kind, frame="acts-on", examples=()), token.i, token.i, nominal)
    if nominal:
        first, last = nominal_range(token, others)
    else:
        first, last = grammar.clause(grammar.raised(token, others), others, frozenset({token.i}))
    return Happening(kind, hit, token, (hit,), (), first, last)


def sided(sides: Sides, happening: Happening, sensed: Sensed) -> Sides:
    """The sides of a happening that the encoder found: by the encoder, and by the rules where it names none."""
    word = sensed.at(happening.predicate)
    if word is None:
        return sides
    actors = tuple(_with_part("actor", word, sensed)) or sides.actors
    targets = tuple(_with_part("target", word, sensed)) or sides.targets
    return Sides(actors, tuple(t for t in targets if t not in actors), sides.roles)


def _with_part(role: str, word: int, sensed: Sensed) -> Iterator[Token]:
    for at, token in enumerate(sensed.span[: len(sensed.sense)]):
        if at != word and token.pos_ in grammar.NOMINAL and sensed.sense.role(word, at, role) >= PART:
            yield token


def counted(number: Counted, sensed: Sensed) -> str | None:
    """The measure of a number that no rule measures, where the encoder is sure of one."""
    words = number.first.doc[number.first.i : number.last.i + 1]
    figure = next((word for word in words if word.pos_ == "NUM"), number.first)
    at = sensed.at(figure)
    if at is None:
        return None
    measure, sure = sensed.sense.measure(at)
    return measure if sure >= COUNTS else None
