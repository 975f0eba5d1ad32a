"""Look-ups over a standing: claims by key, documents by address, names of parties and kinds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from rashomon.export.brief import words
from rashomon.export.pieces import names
from rashomon.model.claim import Claim
from rashomon.model.document import EVIDENCE_ROLES, Document, Passage
from rashomon.model.incident import Bounds, Incident, Point, Position, Revision, Tally, Value, Voice
from rashomon.model.standing import Standing
from rashomon.vocabulary import Vocabulary

NOT = "not "
"""How reconciling marks a value that a voice only rules out (docs/reconciling.md)."""

Beside = Callable[[Point, Position], Sequence[str]]
"""What is to be said beside an answer: the interest of those who give it, a sentence each."""


class Index:
    """What the pages of a brief look up. Holds claims of evidence only, so that a comment cannot be cited."""

    def __init__(self, standing: Standing, vocabulary: Vocabulary, beside: Beside | None = None) -> None:
        self.beside = beside
        self.standing = standing
        self.vocabulary = vocabulary
        self.documents = {document.address: document for document in standing.documents}
        self.names = names(standing.documents)
        self.claims: dict[str, Claim] = {
            claim.key: claim for reading in standing.readings for claim in reading.claims if claim.section in EVIDENCE_ROLES
        }

    def document(self, claim: Claim) -> Document:
        """The document that tells a claim."""
        return self.documents[claim.anchor.address]

    def passage(self, claim: Claim) -> Passage | None:
        """The passage that a claim stands in."""
        at = claim.anchor.start
        return next((p for p in self.document(claim).passages if p.start <= at < p.end), None)

    def told(self, incident: Incident) -> list[Claim]:
        """An incident's claims that count as evidence, in the order of the incident."""
        return [self.claims[key] for key in incident.claims if key in self.claims]

    def told_by(self, incident: Incident) -> list[Document]:
        """The documents of these claims, in the order of their addresses."""
        addresses = {claim.anchor.address for claim in self.told(incident)}
        return [self.documents[address] for address in sorted(addresses)]

    def reported(self, claim: Claim) -> str | None:
        """When a claim was said to the world: the time of its update, else its document's."""
        passage, document = self.passage(claim), self.document(claim)
        if passage and passage.posted:
            return passage.posted
        return document.published.value if document.published else None

    def voice(self, claim: Claim) -> str:
        """Who makes a claim: the speaker, or the publisher in its own voice."""
        return claim.speakers[0].name if claim.speakers else self.document(claim).source.name

    def own_bounds(self, key: str, point: Point) -> Bounds | None:
        """The figure that a claim itself gives for a question. A position may hold several that agree ("at least 12", 17)."""
        claim = self.claims.get(key)
        figures = [f for f in claim.figures if f.measure == point.slot] if claim else []
        fitting = [f for f in figures if f.party == point.party and f.of == point.of]
        fitting = fitting or [f for f in figures if f.party == point.party] or figures
        return Bounds(low=fitting[0].low, high=fitting[0].high) if fitting else None

    def side(self, voice: Voice) -> str | None:
        """The party that a voice belongs to, as far as it is known."""
        claim = self.claims.get(voice.claim)
        if claim is None:
            return None
        if claim.speakers:
            return claim.speakers[0].party
        return self.document(claim).source.party

    @cached_property
    def _said_names(self) -> dict[str, str]:
        """Names of parties that only this case knows, as its documents name them most often."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in self.claims.values():
            for actor in (*claim.actors, *claim.targets):
                if actor.id and actor.name:
                    seen[actor.id][actor.name] += 1
        return {id_: min(counts, key=lambda name: (-counts[name], name)) for id_, counts in seen.items()}

    def party(self, id_: str) -> str:
        """A party's name; of one that somebody says it was not ("not RUS"), "not Russia"."""
        if id_.startswith(NOT):
            return NOT + self.party(id_.removeprefix(NOT))
        known = self.vocabulary.parties.get(id_)
        return words.plain(known.name if known else self._said_names.get(id_, id_))

    def kind(self, id_: str) -> str:
        """A kind's title, or what somebody says it was not."""
        if id_.startswith(NOT):
            return NOT + self.kind(id_.removeprefix(NOT)).lower()
        known = self.vocabulary.kinds.get(id_)
        return known.title if known else id_.replace("-", " ")

    def measure(self, id_: str) -> str:
        """A measure's title, "killed or wounded"."""
        known = self.vocabulary.measures.get(id_)
        return (known.title if known else id_).replace("_", " ")

    def question(self, point: Point | Revision | Tally) -> str:
        """What a point asks: "Who did it?", "Killed: soldiers (Turkey)"."""
        return self.asked(point.measure if isinstance(point, Tally) else point.slot, point.party, point.of)

    def asked(self, slot: str, party: str | None, of: str | None) -> str:
        """The same by its parts."""
        asked = words.QUESTIONS.get(slot)
        if asked is None:
            measured = self.measure(slot)
            asked = measured[:1].upper() + measured[1:]
        detail = words.plain(of) if of and of.casefold() != "people" else ""
        side = self.party(party) if party else ""
        if detail and side and detail.casefold() not in side.casefold():
            return f"{asked}: {detail} ({side})"
        return f"{asked}: {side or detail}" if side or detail else asked

    def value(self, value: Value | None, slot: str) -> str:
        """A position's value in words."""
        if value is None:
            return "nothing in its place"
        if isinstance(value, Bounds):
            return words.bounds(value)
        if slot in {"actor", "target", "presence"}:
            return self.party(value)
        if slot == "kind":
            return self.kind(value)
        if slot == "time":
            return words.interval(*(value.split("/", 1) if "/" in value else (value, value)))
        return {"yes": "yes", "no": "no"}.get(value, words.plain(value))
