"""Who fights whom in a document: whose voice it is, who the enemy of a side is there, whose forces a common word means.

Evidence, in its order: dated ties of those whom the text names; who else is named where only two sides are; ties to somebody
of the conflict whom the text does not name, where there is only one. Where several answers are left there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from rashomon.link.ties import helpers, part_of, side_of, tied
from rashomon.vocabulary.closed import closed_words

if TYPE_CHECKING:
    from rashomon.link.matcher import Hit
    from rashomon.link.setting import Setting

FIGHTING = frozenset({"state", "armed group", "coalition"})
"""Kinds of parties that can be a side."""

CLEAR = 0.6
"""Share of the mentions of all possible enemies that makes one of them the enemy."""

LIKELY = 3
"""Mentions from which one group of an armed opposition, and not the whole of it, is what a text calls by a common word."""

BEYOND = 3
"""Words between a party's name and the word for its forces ("Syrian", "government", "fighter", "jets")."""

WORKING = frozenset({"name", "adjective", "organ", "person"})
"""Forms of a name that can stand before the word for somebody's forces."""


class Sides:
    """The sides of one document."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._foes: dict[str, str | None] = {}

    @cached_property
    def named(self) -> Counter[str]:
        """Mentions of all who can be a side; an armed opposition that nobody names by its own name is one too."""
        kinds = {party: self._setting.kind(party) for party in self._setting.mentioned}
        return Counter({p: n for p, n in self._setting.mentioned.items() if kinds[p] in FIGHTING})

    def foe(self, own: str | None) -> str | None:
        """The enemy of a side in this document, if there is one enemy only."""
        if not own or self._setting.kind(own) not in FIGHTING:
            return None
        if own not in self._foes:
            self._foes[own] = self._foe(own)
        return self._foes[own]

    def _foe(self, own: str) -> str | None:
        side = self._side(own)
        others = Counter({party: n for party, n in self.named.items() if party not in side})
        fought = Counter({party: n for party, n in others.items() if self._setting.opposed(party, own)})
        if fought:
            return self._whole(self._clear(fought), own)
        armed = Counter({p: n for p, n in others.items() if p in self._armed and self._setting.kind(p) != "coalition"})
        return self._clear(armed) or self._known(own)

    @cached_property
    def crowded(self) -> bool:
        """Whether the text names forces of other states than the one on whose ground it happens."""
        states = {party for party in self._armed if self._setting.kind(party) == "state"}
        return bool(states - {self._setting.country})

    def fights(self, party: str) -> bool:
        """Whether a party has forces in the text and an enemy there."""
        return party in self._armed and self.foe(party) is not None

    def _side(self, own: str) -> frozenset[str]:
        """A party with its allies; without a date, with all it ever had."""
        day, parties = self._setting.day, self._setting.parties
        ever = (other for other in self.named if day is None and (tied(own, other, parties) or tied(other, own, parties)))
        return side_of(own, day, parties) | frozenset(ever)

    def _whole(self, foe: str | None, own: str) -> str | None:
        """The armed opposition instead of one of its groups that the text hardly names."""
        setting, whole = self._setting, self._setting.uprising if own in self._setting.governing else None
        few = foe is not None and self.named[foe] < LIKELY
        return whole if foe and few and whole and part_of(foe, whole, setting.day, setting.parties) else foe

    @cached_property
    def _armed(self) -> frozenset[str]:
        """Armed groups, and states before whose forces the text names them."""
        groups = {party for party in self.named if self._setting.kind(party) != "state"}
        forces = {_bare(word) for word in self._setting.words.military}
        return frozenset(groups | {party for word, rows in self._owned.items() if word in forces for _, party in rows})

    def _clear(self, found: Counter[str]) -> str | None:
        if not found:
            return None
        best, times = min(found.items(), key=lambda item: (-item[1], item[0]))
        return best if times >= CLEAR * found.total() else None

    def _known(self, own: str) -> str | None:
        """The one party that is known to fight this side on the day in the conflict of the document's country, with those who
        fight beside it.
        """
        parties, country = self._setting.parties, self._setting.country or ""
        here = set(parties[own].conflicts) if own in parties else set()
        if self._setting.kind(own) == "state" and country in parties:
            here &= set(parties[country].conflicts)
        found = [
            key for key, party in parties.items() if here & set(party.conflicts) and self._setting.opposed(key, own)
        ]  # fmt: skip
        day = self._setting.day
        leads = (key for key in found if set(found) <= side_of(key, day, parties) | helpers(key, day, parties))
        states = [key for key in leads if self._setting.kind(key) == "state"]
        return found[0] if len(found) == 1 else states[0] if len(states) == 1 else None

    def forces(self, head: str, start: int) -> str | None:
        """Whose "tanks" or "battalion" a bare word means: of him before whose forces of that name the text has it last."""
        owners = self._owned.get(_bare(head), ())
        before = [party for at, party in owners if at < start]
        parties = {party for _, party in owners}
        return before[-1] if before else parties.pop() if len(parties) == 1 else None

    @cached_property
    def _owned(self) -> Mapping[str, tuple[tuple[int, str], ...]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for hit in self._setting.hits:
            if len(hit.ids) == 1 and hit.form in WORKING and self._setting.kind(hit.ids[0]) in FIGHTING:
                for word in self._after(hit):
                    found.setdefault(word, []).append((self._setting.row[hit.first].start, hit.ids[0]))
        return {word: tuple(rows) for word, rows in found.items()}

    @cached_property
    def _ending(self) -> frozenset[str]:
        """Words with which a noun phrase ends or another one begins."""
        closed = closed_words()
        return frozenset((*self._setting.words.prepositions, *closed.breaks, *closed.pointing, *closed.vague, "a", "an"))

    @cached_property
    def _begun(self) -> frozenset[int]:
        """Where in the text's words the name of a party begins."""
        return frozenset(hit.first for hit in self._setting.hits)

    def _after(self, hit: Hit) -> Iterator[str]:
        row = self._setting.row
        for i in range(hit.last, min(hit.last + BEYOND, len(row))):
            between = self._setting.document.text[row[i - 1].end : row[i].start].strip(" -’'")
            if between or row[i].key in self._ending or i in self._begun or self._setting.ends(row[i - 1]):
                return
            yield _bare(row[i].key)


def _bare(head: str) -> str:
    return head.rsplit(" ", 1)[-1].removesuffix("s")


def only(parties: Iterable[str | None]) -> str | None:
    """The party of all of several, if it is one."""
    found = {party for party in parties if party}
    return found.pop() if len(found) == 1 else None
