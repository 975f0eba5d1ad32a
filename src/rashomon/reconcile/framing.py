"""Framing: the loaded names of `vocabulary/framing.yaml` as they stand in a report, and whose words they are.

A word in what somebody is quoted or reported as saying is that speaker's, as the report passes it on; one in a claim is that of
the voice that makes it; any other is the publisher's. Readers' comments and links to other stories take no part, and what
stands in a block quotation whose speaker tells no claim is nobody's. A party's own name is none of them, whatever words it has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from rashomon.model import EVIDENCE_ROLES, Actor, Document, Reading, Span
from rashomon.reconcile.spacetime import folded
from rashomon.reconcile.telling import Told
from rashomon.reconcile.voices import Voicing, publisher, voicing
from rashomon.vocabulary import Loaded, Vocabulary


class Use(Struct, frozen=True, kw_only=True):
    """One use of a loaded word: where it stands (`document.text[start:end] == text`), the entry of the vocabulary, the party
    that it names where that is known, and the claim of the same voice that it stands in, if any.
    """

    word: str
    text: str
    document: str
    start: int
    end: int
    party: str | None = None
    claim: str | None = None


def uses(document: Document, reading: Reading, told: Mapping[str, Told], vocabulary: Vocabulary) -> list[tuple[Voicing, Use]]:
    """Every loaded word of a report with the voice whose word it is, in the order of the text."""
    claims = [told[claim.key] for claim in reading.claims if claim.key in told]
    voices = [(one.claim.anchor.start, one.claim.anchor.end, voicing(one, vocabulary), one.claim.key) for one in claims]
    spoken = _spoken(reading, claims, vocabulary)
    actors = [*reading.mentions.actors, *(a for one in claims for a in (*one.claim.actors, *one.claim.targets))]
    found: list[tuple[Voicing, Use]] = []
    for word, span, role in loaded(document, vocabulary.framing):
        if _proper(span, actors, vocabulary):
            continue
        around = [entry for entry in voices if entry[0] <= span.start and span.end <= entry[1]]
        voice = _whose(span, spoken) or next((entry[2] for entry in around), None)
        if voice is None and role != "quote":
            voice = publisher(document, vocabulary)
        if voice is not None:
            key = next((entry[3] for entry in around if _same(entry[2], voice)), None)
            found.append((voice, _use(word, span, document, _meant(span, actors, vocabulary.framing[word]), key)))
    return found


def _use(word: str, span: Span, document: Document, party: str | None, claim: str | None) -> Use:
    return Use(word=word, text=span.text, document=document.address, start=span.start, end=span.end, party=party, claim=claim)


def loaded(document: Document, words: Mapping[str, Loaded]) -> Iterator[tuple[str, Span, str]]:
    """The loaded words of a report's evidence, each with its entry and the role of its passage. Of words within each other the
    longest counts.
    """
    pattern = _pattern(tuple(words))
    for passage in document.passages:
        if passage.role not in EVIDENCE_ROLES:
            continue
        for match in pattern.finditer(document.text, passage.start, passage.end):
            word = _entry(match[0], words)
            if word is not None:
                yield word, Span(start=match.start(), end=match.end(), text=match[0]), passage.role


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in longest)})(?!\w)", re.IGNORECASE)


def _entry(text: str, words: Mapping[str, Loaded]) -> str | None:
    """The entry of a word as it stands: a capital counts only where the entry has one, or at the beginning."""
    return next((form for form in (text, text[:1].lower() + text[1:]) if form in words), None)


def _spoken(reading: Reading, claims: Sequence[Told], vocabulary: Vocabulary) -> list[tuple[Span, Voicing]]:
    """What is quoted or reported in this report, with the voice that says it, where that voice tells a claim."""
    by_place: dict[tuple[int, int], Voicing] = {}
    by_name: dict[str, set[Voicing]] = defaultdict(set)
    for one in claims:
        if one.claim.speakers:
            voice = voicing(one, vocabulary)
            by_place[one.claim.speakers[0].start, one.claim.speakers[0].end] = voice
            by_name[one.claim.speakers[0].text.casefold()].add(voice)
    found: list[tuple[Span, Voicing]] = []
    for saying in reading.mentions.attributions:
        if saying.source is None:
            continue
        named = by_name[saying.source.text.casefold()]
        one_name = next(iter(named)) if len(named) == 1 else None
        speaking = by_place.get((saying.source.start, saying.source.end), one_name)
        found += [(saying.content, speaking)] if speaking is not None else []
    return found


def _whose(span: Span, spoken: Iterable[tuple[Span, Voicing]]) -> Voicing | None:
    """The speaker of the innermost saying around a word."""
    around = [(s.end - s.start, voice) for s, voice in spoken if s.start <= span.start and span.end <= s.end]
    return min(around, key=lambda entry: entry[0])[1] if around else None


def _same(a: Voicing, b: Voicing) -> bool:
    return (a.name, a.address, a.own) == (b.name, b.address, b.own)


def _proper(span: Span, actors: Iterable[Actor], vocabulary: Vocabulary) -> bool:
    """Whether a word is only a part of a party's own name ("Mujahideen Shura Council")."""
    return any(
        a.start <= span.start and span.end <= a.end and len(a.text) > len(span.text) and _is_name(a, vocabulary) for a in actors
    )


def _is_name(actor: Actor, vocabulary: Vocabulary) -> bool:
    party = vocabulary.parties.get(actor.id or actor.party or "")
    return party is not None and folded(actor.text) in {folded(name) for name in party.names}


def _meant(span: Span, actors: Iterable[Actor], word: Loaded) -> str | None:
    """The party that a loaded word names: that of its entry, else that of the actor of whose name it is a part."""
    if word.party is not None:
        return word.party
    over = [a for a in actors if a.party and a.start < span.end and span.start < a.end]
    return min(over, key=lambda a: (a.end - a.start, a.start, a.party or "")).party if over else None
