"""What a document is about, as far as its words for nobody in particular need it: "the regime", "the militants"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property

from rashomon.link.matcher import Hit, Matcher
from rashomon.link.sides import FIGHTING, Sides
from rashomon.link.ties import begun, holds, side_of
from rashomon.link.words import Word, words
from rashomon.model import EVIDENCE_ROLES, Document
from rashomon.vocabulary import Party, Vocabulary

OPPOSITION = "OPP"

DOMINANT = 0.6
"""Share of all mentions of armed groups that makes one of them the group that the text is about."""

NEAR = 240
"""Characters before an office ("the minister") in which the state it belongs to is looked for."""


NAMED = 4
"""Mentions of a state, or of groups that fight it, beyond which more of them say no more of where a text happens."""


HINTED = 2
"""What a country's name in the publisher's name counts, in mentions of a place."""


class Setting:
    """One document's conflict. `countries` are the alpha-3 codes of its linked places with how often they are named, most
    frequent first.
    """

    def __init__(
        self, document: Document, vocabulary: Vocabulary, matcher: Matcher, countries: Mapping[str, int] | Sequence[str] = ()
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self._matcher = matcher
        self.words = vocabulary.language.actors
        self.row: tuple[Word, ...] = words(document.text)
        apart = [p for p in document.passages if p.role not in EVIDENCE_ROLES]  # readers' comments say nothing of the conflict
        said = [hit for hit in matcher.hits(self.row) if not any(p.start <= self.row[hit.first].start < p.end for p in apart)]
        self._countries = countries if isinstance(countries, Mapping) else dict.fromkeys(countries, 2)
        self.conflicts = self._told_of(said)
        self.hits: tuple[Hit, ...] = tuple(hit for hit in said if self.fits(hit, self.row))
        self.day = document.published.value[:10] if document.published else None
        self.aliases: dict[str, str] = {}

    def _told_of(self, hits: Sequence[Hit]) -> frozenset[str]:
        """The conflicts of everybody whom the text names beyond doubt, and of the countries of its places."""
        named = [hit.ids[0] for hit in hits if len(hit.ids) == 1 and not self._abbreviation(hit, self.row)]
        return frozenset(
            c for party in (*named, *self._countries) if party in self.parties for c in self.parties[party].conflicts
        )

    def _abbreviation(self, hit: Hit, row: Sequence[Word]) -> bool:
        return hit.last == hit.first + 1 and row[hit.first].key in self.words.abbreviations

    def fits(self, hit: Hit, row: Sequence[Word]) -> bool:
        """Whether a hit in a row of words is a name here: "KIA" is an army of Myanmar only where the text is about Myanmar."""
        return not self._abbreviation(hit, row) or any(self.conflicts & set(self.parties[party].conflicts) for party in hit.ids)

    @cached_property
    def sides(self) -> Sides:
        """Who fights whom here."""
        return Sides(self)

    @property
    def parties(self) -> Mapping[str, Party]:
        """The vocabulary's parties."""
        return self.vocabulary.parties

    def kind(self, party: str) -> str:
        """The kind of a party, empty for an unknown one."""
        return self.parties[party].kind if party in self.parties else ""

    def armed(self, party: str) -> bool:
        """Whether it is a named armed group."""
        return self.kind(party) == "armed group" and party != OPPOSITION

    @cached_property
    def mentioned(self) -> Counter[str]:
        """How often the text names each party (a name that several share counts for none)."""
        return Counter(hit.ids[0] for hit in self.hits if len(hit.ids) == 1)

    @cached_property
    def country(self) -> str | None:
        """The state on whose ground it happens: that of the linked places, unless others are named far more often; one whose
        enemies are named, or that the publisher's name tells; else the one named most.
        """
        weights = self._weights()
        if weights:
            order = list(weights)
            return self._of_the_day(max(weights, key=lambda country: (weights[country], -order.index(country))))
        states = [p for p, _ in _ranked(self.mentioned) if self.kind(p) == "state" and p != self.document.source.party]
        return states[0] if states else self.publisher_state

    def _of_the_day(self, country: str) -> str:
        """The state that has become another one since, where the text is on that one: South Vietnam until 1975."""
        for tie in self.parties[country].ties if country in self.parties else ():
            if tie.type == "successor_of" and not begun(tie, self.day or "9999"):
                fought = sum(times for group, times in self.groups.items() if self.opposed(group, tie.to))
                return tie.to if self.mentioned[tie.to] + fought > self.mentioned[country] else country
        return country

    def _weights(self) -> Counter[str]:
        """How much speaks for a country: its places, how often its state is named, and groups named that fight it."""
        weights = Counter(self._countries)
        hinted = {hit.ids[0] for hit in self._publisher if self.kind(hit.ids[0]) == "state"} - {self.document.source.party}
        for group, times in self.groups.items():
            fought = [s for s in self._fought(group) if s != self.document.source.party]
            for state in fought if len(fought) == 1 else [s for s in fought if self.mentioned[s]]:
                weights[state] += min(times, NAMED)
        weights.update(dict.fromkeys(sorted(hinted), HINTED))
        own = self.document.source.party  # who publishes for a state names its officials wherever it happens
        abroad = any(n >= self._countries.get(own or "", 0) for state, n in self._countries.items() if state != own)
        for state in weights:
            weights[state] += 0 if state == own and abroad else min(self.mentioned[state], NAMED)
        return weights

    def _fought(self, group: str) -> Iterator[str]:
        """States that a group fights on the day in a conflict of theirs."""
        here = set(self.parties[group].conflicts)
        for key, party in self.parties.items():
            if party.kind == "state" and here & set(party.conflicts) and self.opposed(group, key):
                yield key

    @cached_property
    def _publisher(self) -> tuple[Hit, ...]:
        """Parties named in the publisher's name."""
        return tuple(hit for hit in self._matcher.hits(words(self.document.source.name)) if len(hit.ids) == 1)

    def opposed(self, one: str, other: str) -> bool:
        """Whether two parties fight each other on the day."""
        return any(
            tie.type == "opposes" and tie.to == b and holds(tie, self.day)
            for a, b in ((one, other), (other, one))
            if a in self.parties
            for tie in self.parties[a].ties
        )

    def fighting(self, party: str) -> bool:
        """Whether a party fights anybody on the day."""
        return any(tie.type == "opposes" and holds(tie, self.day) for tie in self.parties[party].ties)

    @property
    def publisher_state(self) -> str | None:
        """The state that publishes, if a state does."""
        party = self.document.source.party
        return party if party and self.kind(party) == "state" else None

    @cached_property
    def voice(self) -> str | None:
        """The side that publishes: the known publisher's, else the one whose organ the publisher's name says that it is."""
        return self.document.source.party or self.organ

    @cached_property
    def organ(self) -> str | None:
        """The side whose organ an unknown publisher is by its name."""
        source = self.document.source
        if source.party or source.id in self.vocabulary.sources:
            return None
        own = [hit for hit in self._publisher if self.kind(hit.ids[0]) in FIGHTING]
        name = " ".join(word.key for word in words(source.name)) if own else ""
        official = any(f" {word} " in f" {name} " for word in self.words.organs)
        return own[0].ids[0] if own and (official or own[0].form == "organ" or self.armed(own[0].ids[0])) else None

    @cached_property
    def groups(self) -> Counter[str]:
        """Mentions of named armed groups."""
        return Counter({p: n for p, n in self.mentioned.items() if self.armed(p)})

    @cached_property
    def called(self) -> dict[str, Counter[str]]:
        """Which group the text calls by which common word: "Houthi rebels", "the terrorist group ISIL"."""
        found: dict[str, Counter[str]] = {}
        for hit in self.hits:
            if len(hit.ids) == 1 and self.armed(hit.ids[0]):
                for word in (*self._common_from(hit.last, 1), *self._common_from(hit.first - 1, -1)):
                    found.setdefault(_singular(word), Counter())[hit.ids[0]] += 1
        return found

    def _common_from(self, i: int, step: int) -> Iterator[str]:
        """Common words for fighters that stand directly beside a name, outwards from it."""
        while 0 <= i < len(self.row) and self.row[i].key in self._common:
            between = sorted((self.row[i], self.row[i - step]), key=lambda word: word.start)
            if self.document.text[between[0].end : between[1].start].strip(" -") or self.ends(between[0]):
                return
            yield self.row[i].key
            i += step

    def ends(self, word: Word) -> bool:
        """Whether a sentence ends with a word: the full stop counts as part of it, as in "U.S."."""
        return self.document.text[word.start : word.end].endswith(".")

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset((*self.words.rebels, *self.words.fighters, *self.words.loaded))

    def group_called(self, word: str) -> str | None:
        """The group that this text itself calls so, if it is one."""
        called = self.called.get(_singular(word))
        return _dominant(called) if called else None

    @cached_property
    def main_group(self) -> str | None:
        """The one armed group that the text is about, if there is one."""
        return _dominant(self.groups)

    @cached_property
    def coalition(self) -> str | None:
        """The alliance that "the coalition" means: the one named, else the one of the conflict."""
        named = [p for p, _ in _ranked(self.mentioned) if self.kind(p) == "coalition"]
        if named:
            return named[0]
        here = {c for p in (self.country or "", *self.groups) if p in self.parties for c in self.parties[p].conflicts}
        fitting = [p for p, party in self.parties.items() if party.kind == "coalition" and here & set(party.conflicts)]
        return fitting[0] if fitting else None

    @cached_property
    def uprising(self) -> str | None:
        """The armed opposition, where on the day it fights the government on whose ground the text happens."""
        country = self.country
        ties = self.parties[OPPOSITION].ties if OPPOSITION in self.parties else ()
        return OPPOSITION if any(t.type == "opposes" and t.to == country and holds(t, self.day) for t in ties) else None

    @cached_property
    def rising(self) -> str | None:
        """Whom "the rebels" means: the armed opposition where on the day it fights the government, else the group that the text
        is about, else the only one that does; where none does, or several, the armed opposition without a name.
        """
        if self.uprising:
            return self.uprising
        country = self.country or ""
        own = set(self.parties[country].conflicts) if country in self.parties else set()
        main = self.main_group
        if main and self.opposed(main, country):
            return main
        fights = [k for k, p in self.parties.items() if self.armed(k) and own & set(p.conflicts) and self.opposed(k, country)]
        return fights[0] if len(fights) == 1 else None

    @cached_property
    def governing(self) -> frozenset[str]:
        """The government on whose ground the text happens, with its allies on the day."""
        return side_of(self.country or "", self.day, self.parties)

    def antecedent(self, offset: int, apart: Container[str] = ()) -> str | None:
        """Whom "its" at an offset points back to: the last party that the sentence names before it as somebody who acts, by
        name and not by an adjective alone ("Syrian aircraft"); never one of `apart`.
        """
        begun = max(self.document.text.rfind(mark, 0, offset) for mark in (". ", "\n", "! ", "? "))
        for hit in reversed(self.hits):
            word = self.row[hit.last - 1]
            nominal = hit.form != "adjective" or word.key.endswith("s")
            if begun < word.start < offset and nominal and hit.ids[0] not in apart:
                return hit.ids[0]
        return None

    def state_before(self, offset: int) -> str | None:
        """The state named last before an offset and near it."""
        states = [hit for hit in self.hits if self.kind(hit.ids[0]) == "state"]
        near = [hit.ids[0] for hit in states if 0 < offset - self.row[hit.first].start <= NEAR]
        return near[-1] if near else None


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _dominant(counts: Counter[str]) -> str | None:
    if not counts:
        return None
    best, times = _ranked(counts)[0]
    return best if times >= DOMINANT * counts.total() else None


def _singular(word: str) -> str:
    return word.removesuffix("s")
