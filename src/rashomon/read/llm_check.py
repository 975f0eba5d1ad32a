"""A model's answer held against the text: what does not stand there, or is not in the vocabulary, is refused and counted.

Invariant: every offset is worked out here; `text[start:end]` is what each part of a claim holds, and every bound of a figure
is read from the text's own number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from rashomon.model import Actor, Anchor, Attribution, Claim, Document, Mentions, Place, Quantity, Span, Speaker, When
from rashomon.read.llm_find import Where, find, nearest, within
from rashomon.read.llm_pieces import Piece, Sentence
from rashomon.read.llm_shape import MOST, Loose, Told, ToldActor, ToldFigure, ToldSpeaker, evidence_labels
from rashomon.vocabulary import Vocabulary

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)\n?\s*```", re.DOTALL)


def claims_in(content: str) -> tuple[msgspec.Raw, ...] | None:
    """The claims of an answer, each undecoded: the JSON object in it, whatever prose or code fence is around it; None where
    there is none.
    """
    content = _THOUGHT.sub("", content)
    for text in (content, *_FENCED.findall(content), content[content.find("{") : content.rfind("}") + 1]):
        try:
            return msgspec.json.decode(text, type=Loose).claims
        except (msgspec.MsgspecError, UnicodeError):
            continue
    return None


class Checked(Struct, frozen=True):
    """Claims that stand in the text, without their keys, and how many things were refused, by reason."""

    claims: tuple[Claim, ...]
    refused: dict[str, int]


def checked(raw: Sequence[msgspec.Raw], document: Document, piece: Piece, words: Vocabulary) -> Checked:
    """The claims of an answer about one piece that hold."""
    check = _Check(document, piece, words)
    claims: list[Claim] = []
    for claim in check.claims(raw):
        if claim in claims:
            check.refused["repeated"] += 1
        else:
            claims.append(claim)
    return Checked(tuple(claims), dict(sorted(check.refused.items())))


class _Check:
    """Holds one answer against one piece. `refused` counts by reason."""

    def __init__(self, document: Document, piece: Piece, words: Vocabulary) -> None:
        self.document, self.text, self.piece, self.words = document, document.text, piece, words
        self.evidence = frozenset(evidence_labels(words))
        self.starts = [sentence.start for sentence in piece.sentences]
        self.numbered = {sentence.number: sentence for sentence in piece.sentences}
        self.refused: Counter[str] = Counter()

    def claims(self, raw: Sequence[msgspec.Raw]) -> Iterator[Claim]:
        """Every claim that holds."""
        self.refused["too many"] += max(0, len(raw) - MOST)
        for each in raw[:MOST]:
            claim = self._decoded(each)
            if claim is not None:
                yield claim
        self.refused = +self.refused

    def _decoded(self, raw: msgspec.Raw) -> Claim | None:
        try:
            told = msgspec.json.decode(raw, type=Told)
        except (msgspec.MsgspecError, UnicodeError):
            self.refused["shape"] += 1
            return None
        if told.kind not in self.words.kinds:
            self.refused["kind"] += 1
            return None
        return self._claim(told)

    def _claim(self, told: Told) -> Claim | None:
        quote = self._quote(told)
        if quote is None:
            self.refused["quote"] += 1
            return None
        sentence = self._sentence(quote.start)
        start, end = quote.start, min(quote.end, sentence.end)
        place, time = self._part("place", told.place, sentence), self._part("time", told.time, sentence)
        return Claim(
            key="",
            anchor=Anchor(
                address=self.document.address, sentence=self.text[sentence.start : sentence.end],
                quote=self.text[start:end], start=start, end=end, match=quote.match,
            ),
            section=sentence.passage.role,
            kind=told.kind,
            stance=told.stance,
            certainty=told.certainty,
            speakers=tuple(self._speakers(told.speakers, sentence)),
            actors=tuple(self._actors("actor", told.actors, sentence)),
            targets=tuple(self._actors("target", told.targets, sentence)),
            weapons=tuple(span for word in told.weapons if (span := self._part("weapon", word, sentence))),
            place=Place(text=place.text, start=place.start, end=place.end) if place else None,
            when=When(text=time.text, start=time.start, end=time.end) if time else None,
            figures=tuple(self._figures(told.figures, sentence)),
            evidence=tuple(self._labels(told.evidence)),
            background=told.background,
            revises=told.revises,
        )  # fmt: skip

    def _quote(self, told: Told) -> Where | None:
        """Where the quote stands: in the sentence that the model names, else anywhere in the piece. One word is no quote
        unless it is the whole sentence.
        """
        said = self.numbered.get(told.sentence)
        found = find(told.quote, self.text, said.start, said.end) if said else None
        found = found or find(told.quote, self.text, self.piece.start, self.piece.end)
        if found is None:
            return None
        sentence = self._sentence(found.start)
        whole = found.start == sentence.start and found.end >= sentence.end
        return found if whole or len(self.text[found.start : min(found.end, sentence.end)].split()) > 1 else None

    def _sentence(self, at: int) -> Sentence:
        return self.piece.sentences[max(0, bisect_right(self.starts, at) - 1)]

    def _part(self, name: str, said: str | None, sentence: Sentence) -> Span | None:
        """The words of a part, in the sentence or nearest to it; counted where the document does not have them."""
        if not said:
            return None
        found = nearest(said, self.text, sentence.start, sentence.end)
        if found is None:
            self.refused[name] += 1
            return None
        return Span(start=found.start, end=found.end, text=self.text[found.start : found.end])

    def _actors(self, name: str, told: Iterable[ToldActor], sentence: Sentence) -> Iterator[Actor]:
        for each in told:
            span = self._part(name, each.text, sentence)
            party = each.party or None
            if party is not None and party not in self.words.parties:
                self.refused["party"] += 1
                party = None
            if span is not None:
                yield Actor(text=span.text, start=span.start, end=span.end, party=party)

    def _speakers(self, told: Iterable[ToldSpeaker], sentence: Sentence) -> Iterator[Speaker]:
        for each in told:
            span = self._part("speaker", each.text, sentence)
            if span is None:
                continue
            name, cue = self._part("name", each.name, sentence), self._part("cue", each.cue, sentence)
            yield Speaker(text=span.text, start=span.start, end=span.end, name=name.text if name else span.text, cue=cue)

    def _figures(self, told: Iterable[ToldFigure], sentence: Sentence) -> Iterator[Quantity]:
        for each in told:
            if each.measure not in self.words.measures:
                self.refused["measure"] += 1
                continue
            figure = self._figure(each, sentence)
            if figure is None:
                self.refused["figure"] += 1
            else:
                yield figure

    def _figure(self, told: ToldFigure, sentence: Sentence) -> Quantity | None:
        """The number of the text that the model's words hold, with the bounds that the text gives it."""
        found = within(told.text, self.text, sentence.start, sentence.end)
        if found is None:
            return None
        numerals = self.words.language.numbers.find(self.text[sentence.start : sentence.end])
        first, last = found.start - sentence.start, found.end - sentence.start
        inside = sorted((n for n in numerals if n.start < last and n.end > first), key=lambda n: n.article)
        if not inside:
            return None
        start, end = min(found.start, sentence.start + inside[0].start), max(found.end, sentence.start + inside[0].end)
        of = within(told.of, self.text, sentence.start, sentence.end) if told.of else None
        self.refused["of"] += bool(told.of and of is None)
        return Quantity(
            measure=told.measure, text=self.text[start:end], start=start, end=end, low=inside[0].low, high=inside[0].high,
            hedge=inside[0].hedge, of=self.text[of.start : of.end] if of else None, cumulative=told.cumulative,
        )  # fmt: skip

    def _labels(self, told: Iterable[str]) -> Iterator[str]:
        for label in dict.fromkeys(told):
            if label in self.evidence:
                yield label
            else:
                self.refused["evidence"] += 1


def mentions(claims: Sequence[Claim]) -> Mentions:
    """What the claims name, in the order of the text: an answer holds no other mentions."""
    actors = [actor for claim in claims for actor in (*claim.actors, *claim.targets)]
    places = {(p.start, p.end): p for claim in claims if (p := claim.place)}
    times = {(w.start, w.end): w for claim in claims if (w := claim.when)}
    sayings = [
        Attribution(
            content=Span(start=claim.anchor.start, end=claim.anchor.end, text=claim.anchor.quote),
            source=Span(start=claim.speakers[0].start, end=claim.speakers[0].end, text=claim.speakers[0].text),
            cue=claim.speakers[0].cue,
        )
        for claim in claims
        if claim.speakers
    ]
    return Mentions(
        attributions=tuple(dict.fromkeys(sayings)),
        places=tuple(places[at] for at in sorted(places)),
        times=tuple(times[at] for at in sorted(times)),
        actors=tuple({(a.start, a.end): a for a in sorted(actors, key=lambda a: (a.start, a.end))}.values()),
    )
