"""The trained encoder's word beside the rules': which happenings count, which the rules missed, and what a number counts.

The rules speak first. What the encoder is nearly sure is no claim is dropped, what it is sure of and no rule found is added;
the bounds in between are the rules'. `docs/model.md` shows what each of these decisions is worth, and how it was measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs
from spacy.tokens import Span, Token

from rashomon.read import grammar
from rashomon.read.encoder import Sense
from rashomon.read.happening import Happening, nominal_range
from rashomon.read.lexicon import Hit
from rashomon.read.participants import Sides
from rashomon.read.tally import Counted
from rashomon.vocabulary.triggers import Trigger


KEEP = 0.03
"""A happening of the rules of which the encoder is surer than this that it is none is dropped."""

ADD = 0.85
"""A word that no rule knows tells a happening from this probability on."""

RENAME = 0.85
"""Share among the kinds from which the encoder's kind goes before the rules'."""

PART = 0.5
"""Probability from which a word has a part in a happening that only the encoder found."""

COUNTS = 0.6
"""Probability from which a number that no rule measures counts what the encoder says."""

TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
"""Parts of speech that can tell a happening."""


class Sensed(Struct, frozen=True):
    """A sentence with the encoder's answers."""

    span: Span
    sense: Sense

    def at(self, token: Token) -> int | None:
        """A token's place in the sentence; None where the encoder has no answer for it."""
        return token.i - self.span.start if 0 <= token.i - self.span.start < len(self.sense) else None

    def word(self, told: Happening) -> int | None:
        """The word by which the encoder sees a happening told: of all that tell it the surest."""
        tokens = (told.predicate, *(hit.token for hit in told.hits), *told.carriers)
        places = sorted({at for token in tokens if (at := self.at(token)) is not None})
        return max(places, key=self.sense.telling, default=None)


def weighed(told: Sequence[Happening], sensed: Sensed) -> list[Happening]:
    """The happenings of the rules that the encoder lets stand, and those that it adds."""
    kept = [_named(each, sensed) for each in told if _stands(each, sensed)]
    return [*kept, *_missed(told, sensed)]


def _stands(told: Happening, sensed: Sensed) -> bool:
    word = sensed.word(told)
    return word is None or sensed.sense.telling(word) >= KEEP


def _named(told: Happening, sensed: Sensed) -> Happening:
    """With the encoder's kind where it is sure both that this is told and of what kind it is."""
    word = sensed.word(told)
    if word is None or sensed.sense.telling(word) < 0.5:
        return told
    kind, share = sensed.sense.kind(word)
    return structs.replace(told, kind=kind) if share >= RENAME else told


def _missed(told: Sequence[Happening], sensed: Sensed) -> Iterator[Happening]:
    """Happenings that the encoder sees in words which tell none of those that the rules found."""
    span, sense = sensed.span, sensed.sense
    if span.text.rstrip().endswith("?"):
        return
    taken = {t.i for each in told for t in (each.predicate, *(hit.token for hit in each.hits), *each.carriers)}
    for token in span[: len(sense)]:
        at = token.i - span.start
        if token.i in taken or token.pos_ not in TELLING or sense.telling(at) < ADD:
            continue
        kind, _ = sense.kind(at)
        if not any(each.first <= token.i <= each.last and each.kind == kind for each in told):
            yield _inferred(token, kind, frozenset(i for i in taken if grammar.verbal(span.doc[i])))


def _inferred(token: Token, kind: str, others: frozenset[int]) -> Happening:
    nominal = not grammar.verbal(token)
    hit = Hit(token, Trigger(kind=kind, frame="acts-on", examples=()), token.i, token.i, nominal)
    if nominal:
        first, last = nominal_range(token, others)
    else:
        first, last = grammar.clause(grammar.raised(token, others), others, frozenset({token.i}))
    return Happening(kind, hit, token, (hit,), (), first, last, inferred=True)


def sided(sides: Sides, told: Happening, sensed: Sensed) -> Sides:
    """The sides of a happening: the rules', and the encoder's first for what only the encoder found."""
    word = sensed.word(told)
    if word is None or not told.inferred:
        return sides
    actors = tuple(_with_part("actor", word, sensed)) or sides.actors
    targets = tuple(t for t in tuple(_with_part("target", word, sensed)) or sides.targets if t not in actors)
    return Sides(actors, targets, sides.roles)


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
