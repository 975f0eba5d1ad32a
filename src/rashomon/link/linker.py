"""As said to as known: one reading and its document in, the same reading with parties, places and dates out.

Invariant: pure; the result depends on the reading, the document, the vocabulary and the gazetteer, on no other document,
no clock and no order. Offsets and texts are never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import structs

from rashomon.link import dates, places
from rashomon.link.actors import CIVILIANS, NOBODY, Actors, Link, Whose
from rashomon.link.aliases import aliases
from rashomon.link.figures import figure_party
from rashomon.link.gazetteer import Gazetteer
from rashomon.link.importers import alpha3
from rashomon.link.interest import against_interest
from rashomon.link.opponents import nobody, opposed
from rashomon.link.resolve import stance
from rashomon.link.setting import Setting
from rashomon.link.voices import Voices, is_publisher
from rashomon.link.where import Whereabouts
from rashomon.model import Actor, Claim, Document, Method, Place, Quantity, Reading, Speaker, When, digest
from rashomon.vocabulary import Language, Vocabulary
from rashomon.vocabulary.closed import closed_words

VERSION = "5"
"""Raised whenever the rules of this room change their result."""

UNIDENTIFIED = "UNKNOWN"
"""The vocabulary's id for armed men whom nobody names: an actor, and no side."""

PRONOUNS = closed_words().nameless
"""Words that name nobody by themselves."""

_QUOTED = re.compile(r"(?<=\w)[\"“”]")
"""Where a quotation ends nothing more of a noun phrase follows."""

TOLL = "casualties"
"""The kind of a claim that counts the dead of no one attack."""

Span = tuple[int, int]


class Linker:
    """Links readings. Picklable; one per process is enough."""

    name = "link"

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        self.actors = Actors(vocabulary)
        self.voices = Voices(vocabulary.sources)
        self.method = Method(name=self.name, version=VERSION, config=digest([vocabulary.version, gazetteer.digest]))

    def link(self, reading: Reading, document: Document) -> Reading:
        """The reading with everything linked that can be; its input is the digest of the reading's and document's ids."""
        bare = Setting(document, self.vocabulary, self.actors.matcher)
        located = self._places(reading, document, bare)
        setting = Setting(document, self.vocabulary, self.actors.matcher, _countries(located.values()))
        setting.aliases = aliases(_phrases(reading), self.actors, setting)
        timed = _times(reading, document, self.vocabulary.language)
        whereabouts = Whereabouts(document, setting, located, self.actors.heads, reading.claims)
        work = _Work(self, document, setting, timed)
        sites = whereabouts.of(reading.claims)
        mentions = structs.replace(
            reading.mentions,
            places=tuple(located[p.start, p.end] for p in reading.mentions.places),
            times=tuple(timed.get((t.start, t.end, t.text), t) for t in reading.mentions.times),
            actors=tuple(actor for said in reading.mentions.actors for actor in work.actor(said)),
        )
        return Reading(
            address=reading.address, method=self.method, input=digest([reading.id, document.id]),
            claims=tuple(map(work.claim, reading.claims, sites)), mentions=mentions,
        )  # fmt: skip

    def _places(self, reading: Reading, document: Document, setting: Setting) -> dict[Span, Place]:
        said = [*reading.mentions.places, *(claim.place for claim in reading.claims if claim.place)]
        hints = places.Hints(_state_offsets(setting), _home(document, setting))
        return places.resolve(document, said, self.gazetteer, self.vocabulary.language.places, hints)


class _Work:
    """What is known of one document while its claims are linked."""

    def __init__(
        self,
        linker: Linker,
        document: Document,
        setting: Setting,
        timed: Mapping[tuple[int, int, str], When],
    ) -> None:
        self.linker, self.document, self.setting, self.timed = linker, document, setting, timed

    def links(self, text: str, start: int, target: bool = False, whose: Whose = NOBODY) -> tuple[Link, ...]:
        return self.linker.actors.resolve(text, start, self.setting, target, whose)

    def actor(self, said: Actor, target: bool = False, whose: Whose = NOBODY) -> tuple[Actor, ...]:
        """One actor for each party that the phrase means (an umbrella grows), or the phrase unlinked."""
        links = self.links(said.text, said.start, target, whose)
        return tuple(self._named(said, link) for link in links) or (said,)

    def _named(self, said: Actor, link: Link) -> Actor:
        if link.id == CIVILIANS:  # they are no body: the text's word for them says who they are
            return structs.replace(said, party=link.id, kind=link.kind)
        known = self.linker.vocabulary.parties.get(link.id)
        party = None if link.id == UNIDENTIFIED else link.id
        return structs.replace(said, name=known.name if known else link.id, id=link.id, party=party, kind=link.kind)

    def speaker(self, said: Speaker) -> Speaker:
        """The speaker as the party that the phrase means, else as a publisher that the vocabulary knows ("Middle East Eye")."""
        links = self.links(said.name, said.start) or self.links(said.text, said.start)
        if links:
            return structs.replace(said, actor=links[0].id, party=links[0].id)
        return self.linker.voices.linked(said)

    def speakers(self, claim: Claim) -> tuple[Speaker, ...]:
        """Who speaks, without the publisher itself."""
        matcher = self.linker.actors.matcher
        said = (each for each in claim.speakers if not is_publisher(each, self.document, matcher))
        return tuple(map(self.speaker, said))

    def whose(self, said: Actor, own: str | None, apart: Container[str] = ()) -> Whose:
        """Whom "our" and "its" mean in a phrase; `apart` are those whom "its" cannot mean."""
        first = said.text.split(" ", 1)[0].casefold()
        if first not in self.linker.actors.language.third_person:
            return Whose(own)
        back = self.setting.antecedent(said.start, apart)
        return Whose(own, back or (own if own not in apart else None))

    def claim(self, claim: Claim, place: Place | None) -> Claim:
        """The claim, which happened at `place`, with all its parts linked; what its speaker's own side would rather not say is
        marked.
        """
        words, speakers, toll = self.linker.vocabulary, self.speakers(claim), _is_toll(claim)
        own = (speakers[0].party if speakers else None) or self.setting.voice
        actors = tuple(a for said in claim.actors for a in self.actor(said, whose=self.whose(said, own)) if somebody(a))
        kind = words.kinds.get(claim.kind)
        if kind and kind.family == "violence":
            actors = tuple(nobody(actor) if self._plain(actor) else actor for actor in actors)
        enemies = {a.party for a in actors if a.party} if kind and kind.family == "violence" else set()
        targets = tuple(
            a for said in claim.targets for a in self.target(said, self.whose(said, own, enemies), toll) if somebody(a)
        )
        meant = opposed(claim, kind.family if kind else "", actors, targets, self.linker.actors, self.setting)
        linked = structs.replace(
            self._sided(claim, *meant, toll, own), speakers=speakers, place=place,
            when=self.timed.get((claim.when.start, claim.when.end, claim.when.text), claim.when) if claim.when else None,
        )  # fmt: skip
        linked = structs.replace(linked, stance=stance(linked, own, words.language.actors.resolving))
        said = structs.replace(linked, figures=claim.figures)  # a side that only follows from the deed concedes nothing
        told = linked if meant == (actors, targets) else self._sided(said, actors, targets, toll, own)
        return structs.replace(linked, against_interest=against_interest(told, self.document, words, self.setting.organ))

    def _sided(self, claim: Claim, actors: tuple[Actor, ...], targets: tuple[Actor, ...], toll: bool, own: str | None) -> Claim:
        """The claim with these sides, and its figures with whose they are."""
        figures = tuple(self.figure(figure, actors, targets, toll, own) for figure in claim.figures)
        return structs.replace(claim, actors=actors, targets=targets, figures=figures)

    def _plain(self, side: Actor) -> bool:
        """Whether somebody is called by nothing but a word for people ("four men"): who does violence is no bystander."""
        actors = self.linker.actors
        return side.party == CIVILIANS and actors.bare(side.text) == "civil" and actors.head(side.text) in actors.language.plain

    def target(self, said: Actor, whose: Whose, toll: bool) -> tuple[Actor, ...]:
        """Whom it was done to; the "people" of a war's toll are no one side's."""
        return (said,) if toll and self._anybody(said.text) else self.actor(said, True, whose)

    def figure(
        self, figure: Quantity, actors: Sequence[Actor], targets: Sequence[Actor], toll: bool, own: str | None
    ) -> Quantity:
        """The figure with whose it is."""
        if toll and self._anybody(figure.of or ""):
            return figure
        of = self.links(_QUOTED.split(figure.of or "", maxsplit=1)[0], figure.start, True, Whose(own))
        measure = self.linker.vocabulary.measures.get(figure.measure)
        return structs.replace(figure, party=figure_party(figure, measure.counts if measure else "", actors, targets, of))

    def _anybody(self, phrase: str) -> bool:
        return phrase.rsplit(" ", 1)[-1].casefold() in self.linker.actors.language.anybody


def somebody(side: Actor) -> bool:
    """Whether a side is one: a pronoun for which no party is found names nobody."""
    return side.party is not None or side.id is not None or side.text.casefold() not in PRONOUNS


def _is_toll(claim: Claim) -> bool:
    """Whether a claim counts the dead of a war so far: civilians and fighters alike."""
    return claim.kind == TOLL and any(figure.cumulative for figure in claim.figures)


def _phrases(reading: Reading) -> list[str]:
    """Everything in the reading that may be a person's full name."""
    claims = reading.claims
    said = [a.text for c in claims for a in (*c.actors, *c.targets)] + [s.name for c in claims for s in c.speakers]
    return sorted({*said, *(a.text for a in reading.mentions.actors)})


def _countries(located: Iterable[Place]) -> dict[str, int]:
    """Countries of the places where something can happen, most frequent first; a country's own name counts half."""
    counts: Counter[str] = Counter()
    for place in located:
        if place.country:
            counts[place.country] += 1 if place.precision == "country" else 2
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _state_offsets(setting: Setting) -> tuple[tuple[int, str, bool], ...]:
    states = [hit for hit in setting.hits if setting.kind(hit.ids[0]) == "state" and hit.form in ("name", "adjective")]
    return tuple((setting.row[hit.last - 1].end, hit.ids[0], hit.form == "adjective") for hit in states)


def _home(document: Document, setting: Setting) -> str | None:
    """The publisher's country: its party where that is a state, else the country code that its web host ends in."""
    host = urlsplit(document.url or document.source.url or "").hostname or document.source.name
    code = host.rsplit(".", 1)[-1].upper() if "." in host else ""
    return setting.publisher_state or alpha3({"UK": "GB"}.get(code, code))


def _times(reading: Reading, document: Document, language: Language) -> dict[tuple[int, int, str], When]:
    said: Sequence[When] = [*reading.mentions.times, *(claim.when for claim in reading.claims if claim.when)]
    unique = list({(when.start, when.end, when.text): when for when in said}.values())
    return dict(zip([(w.start, w.end, w.text) for w in unique], dates.resolve_all(unique, document, language), strict=True))
