"""Phrases to parties: "five Turkish soldiers", "Russian-regime offensive", "the militants".

Rules, in their order (each is tested by name): what is only backed, opposed or fought does not act; who is fleeing, shopping
or ill takes no part; a named group is finer than the state or people named beside it; parties joined by a hyphen or "and"
are all meant; a word for nobody is understood from the document's setting, or stays unlinked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from rashomon.link.heads import LONGEST_HEAD, Heads
from rashomon.link.matcher import Hit, Matcher
from rashomon.link.setting import OPPOSITION, Setting
from rashomon.link.sides import LIKELY
from rashomon.link.ties import affiliates, helpers, part_of
from rashomon.link.words import Word, words
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.closed import closed_words

CIVILIANS = "CIV"
_BREAKS = closed_words().breaks
_RANK = {"armed group": 3, "coalition": 2, "organisation": 2, "people": 1, "state": 1}


_AGED = re.compile(r"(?:[A-Z][\w'’-]+ ){1,3}?[A-Z][\w'’-]+, \d{1,2}")
"""A name with an age."""


class Link(Struct, frozen=True):
    """A party that a phrase means. `id` the vocabulary's; `kind` person | organisation | military | nationality | people."""

    id: str
    kind: str


class Whose(Struct, frozen=True):
    """Whom possessives mean: `own` the side of the voice ("our"), `its` the party named before in the sentence ("its")."""

    own: str | None = None
    its: str | None = None


NOBODY = Whose()
_FORCES = frozenset({"government", "rebels", "fighters", "military", "office", "ranks"})
"""Classes of heads that are somebody's own people or arms."""


class _Part(Struct, frozen=True):
    """One conjunct of a phrase: its words and the names in it (indices count within the part)."""

    row: tuple[Word, ...]
    hits: tuple[Hit, ...]


class Actors:
    """Links phrases of documents. One per vocabulary; holds no state of any document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.matcher = Matcher(vocabulary.parties)
        self.language = vocabulary.language.actors
        self.heads = Heads(self.language)
        self._backing = frozenset(self.language.backing)
        self._theirs = frozenset((*self.language.first_person, *self.language.third_person))
        self._forces = frozenset(self.language.military) - {"police", "army"}
        self._vague = frozenset((*closed_words().vague, "another", "other", "some"))
        self._stops = frozenset(self.language.prepositions)

    def resolve(
        self, phrase: str, start: int, setting: Setting, target: bool = False, whose: Whose = NOBODY
    ) -> tuple[Link, ...]:
        """The parties that `phrase`, which stands at `start` of the document, means there; none if it names nobody.

        `target`: it is what the thing was done to, which decides whether "Syrians" are people or their state; `whose`: who is
        meant by "our" and by "its".
        """
        row = words(phrase)
        hits = tuple(hit for hit in self.matcher.hits(row) if setting.fits(hit, row))
        owner = self._possessor(row, whose) if row and not hits else None
        if owner:
            return (owner,)
        found: dict[str, Link] = {}
        for part in self._parts(row, hits):
            heard = whose if whose.its else Whose(whose.own, next(iter(found), None))
            for link in self._part(part, start, setting, target, heard):
                found.setdefault(link.id, link)
        if not found:
            found.update(self._known_person(row, setting))
        if not found and target and _AGED.fullmatch(phrase):
            return (Link(CIVILIANS, "people"),)  # "Ann Miller, 27" was killed: of soldiers the rank is told
        if len(found) > 1 and CIVILIANS in found:
            found = {CIVILIANS: found[CIVILIANS]} if self._civil_first(row) else found
        return tuple(self._own(link) for link in found.values())

    def head(self, phrase: str) -> str:
        """The head word or phrase of a phrase, empty where none is known."""
        found = self.heads.last([word.key for word in self._core(words(phrase), ())])
        return found[0] if found else ""

    def nation(self, phrase: str) -> str | None:
        """The state whose nationals a phrase means that has no other head: "eight Americans"."""
        row = words(phrase)
        hits = self.matcher.hits(row)
        sole = len(hits) == 1 and len(hits[0].ids) == 1 and hits[0].form == "adjective" and hits[0].last == len(row)
        kind = self.vocabulary.parties[hits[0].ids[0]].kind if sole else ""
        return hits[0].ids[0] if kind == "state" and self.heads.last([word.key for word in row]) is None else None

    def bare(self, phrase: str) -> str:
        """The class of the head of a phrase that names nobody, neither anybody known nor a unit: "the tanks", but not "Syrian
        tanks" or "the Third Division"; empty for all others.
        """
        row = words(phrase)
        core = self._core(row, ())
        if not core or self.matcher.hits(row) or self._office([word.key for word in row]) or core[0].key in self._theirs:
            return ""
        head = self.heads.last([word.key for word in core])
        proper = any(word.capital and not word.upper for word in core[1:])
        return head[1] if head and not proper else ""

    def _own(self, link: Link) -> Link:
        instead = self.matcher.instead.get(link.id)
        return Link(instead, link.kind) if instead else link

    def _possessor(self, row: Sequence[Word], whose: Whose) -> Link | None:
        """Whom "our troops" or "its men" belong to."""
        if whose.own and (self._first_person(row) or row[0].key in self.language.friendly):
            return Link(whose.own, "organisation")
        head = self.heads.last([word.key for word in row[1:]])
        armed = head is not None and (head[1] in _FORCES or head[0] in self.language.hands)
        return Link(whose.its, "military") if whose.its and armed and row[0].key in self.language.third_person else None

    def _first_person(self, row: Sequence[Word]) -> bool:
        """ "We", "our troops"; not "US", nor "our" before an alliance or civilians, who have a party of their own."""
        head = self.heads.last([word.key for word in row[1:]])
        spoken = row[0].key in self.language.first_person and not (row[0].upper and len(row[0].key) > 1)
        kept = head and head[1] in ("coalition", "civil", "nobody", "allies") and head[0] not in self.language.hands
        return spoken and not kept

    def _civil_first(self, row: Sequence[Word]) -> bool:
        head = self.heads.last([word.key for word in self._core(row, ())])
        return bool(head and head[1] == "civil")

    def _known_person(self, row: Sequence[Word], setting: Setting) -> Iterator[tuple[str, Link]]:
        for word in row[-1:]:
            if word.capital and word.key in setting.aliases:
                party = setting.aliases[word.key]
                yield party, Link(party, "organisation" if setting.kind(party) == "organisation" else "person")

    def _parts(self, row: tuple[Word, ...], hits: tuple[Hit, ...]) -> Iterator[_Part]:
        """The conjuncts of a phrase. A break inside a name ("Iraq and the Levant") is none."""
        inside = {i for hit in hits for i in range(hit.first, hit.last)}
        first = 0
        for i in [*(i for i, word in enumerate(row) if word.key in _BREAKS and i not in inside), len(row)]:
            if i > first:
                own = tuple(Hit(h.first - first, h.last - first, h.ids, h.form) for h in hits if first <= h.first < i)
                yield _Part(row[first:i], own)
            first = i + 1

    def _core(self, row: Sequence[Word], hits: Iterable[Hit]) -> Sequence[Word]:
        """The noun phrase before its first preposition or relative clause."""
        inside = {i for hit in hits for i in range(hit.first, hit.last)}
        for i, word in enumerate(row):
            if i and word.key in self._stops and i not in inside and not (row[i - 1].glued or word.glued):
                return row[:i]
        return row

    def _part(self, part: _Part, start: int, setting: Setting, target: bool, whose: Whose = NOBODY) -> list[Link]:
        core = self._core(part.row, part.hits)
        acting = [hit for hit in part.hits if hit.last <= len(core) and self._acts(hit, part.row, setting)]
        head = self.heads.last([word.key for word in core])
        pointing = len(core) == 1 and core[0].key in self.language.pointing
        owned = self._whose(part, core)
        if pointing and not owned and not target and self._told(part, core):
            return []  # of "those who fired" nothing is known but their deed
        if (owned if pointing else head is None) and not acting and len(core) < len(part.row):  # "members of the tribe"
            rest = _Part(part.row[len(core) + 1 :], self._shifted(part, len(core) + 1))
            links = self._part(rest, start, setting, target, whose) if rest.row else []
            if links or not pointing:
                return links
        if head and head[1] == "allies" and core[-1].key == head[0].split()[-1]:
            return self._allied(acting, core, head, start, setting, whose)
        named_head = any(hit.last == len(core) for hit in acting)  # "the White House" is no house
        office = self._office([word.key for word in core], setting)
        if head and head[1] == "civil" and self._martial(core, head):
            head, acting = ("army", "government"), [hit for hit in acting if hit.ids != (CIVILIANS,)]
        if head and head[1] == "civil" and not named_head and not office and not self._holds(acting, core, setting):
            return [Link(CIVILIANS, "people")]
        named = self._named(acting, part.row, setting)
        kin = self._people([word.key for word in core], setting) if len(named) == 1 and named[0].kind == "nationality" else None
        if kin and named[0].id != setting.country and setting.kind(named[0].id) == "state" and setting.fighting(kin):
            return [Link(kin, "military")]
        if named:
            return self._with_head(named, acting, core, head, setting, target)
        return self._branches(part, core, setting) or self._unnamed(part, core, head, start, setting, whose)

    def _martial(self, core: Sequence[Word], head: tuple[str, str]) -> bool:
        """Whether a word of the forces stands before a civil head: "an army doctor", "military buildings"."""
        before = len(core) - len(head[0].split()) - 1
        return (
            before >= 0 and " ".join(w.key for w in core[before + 1 :]) == head[0] and core[before].key in self.language.martial
        )

    def _told(self, part: _Part, core: Sequence[Word]) -> bool:
        """Whether nothing follows, or a clause that tells what they did."""
        return len(part.row) == len(core) or part.row[len(core)].key in self.language.relative

    def _allied(
        self, hits: Sequence[Hit], core: Sequence[Word], head: tuple[str, str], start: int, setting: Setting, whose: Whose
    ) -> list[Link]:
        """ "Its jihadi allies" by the word for them; "Syria's allies" by the ties of the day, of those whom the text names."""
        before = self.heads.last([word.key for word in core[: -len(head[0].split())]])
        if before and before[1] in ("rebels", "loaded", "fighters"):
            return [Link(setting.group_called(before[0]) or OPPOSITION, "military")]
        people = self._people([word.key for word in core], setting)
        if people:
            return [Link(people, "military")]
        owners = [self._chosen(hit, setting) for hit in hits] or [whose.its or ""]
        tied = {party for owner in owners for party in helpers(owner, setting.day, setting.parties)}
        return [Link(party, "organisation") for party in sorted(tied - set(owners)) if setting.mentioned[party]]

    def _branches(self, part: _Part, core: Sequence[Word], setting: Setting) -> list[Link]:
        """ "An al-Qaeda affiliate": the branch of that day in the conflict of the document's country."""
        of = [hit for hit in part.hits if hit.last <= len(core) and self._branch(hit, part.row, setting)]
        whole = next((hit.ids[0] for hit in of if setting.armed(hit.ids[0])), None)
        if whole is None:
            return []
        country = setting.parties.get(setting.country or "")
        former = any(word.key in self.language.former for word in core)
        found = affiliates(whole, setting.day, setting.parties, country.conflicts if country else (), former)
        return [Link(max(found, key=lambda key: (setting.mentioned[key], key), default=whole), "military")]

    def _shifted(self, part: _Part, by: int) -> tuple[Hit, ...]:
        return tuple(Hit(h.first - by, h.last - by, h.ids, h.form) for h in part.hits if h.first >= by)

    def _branch(self, hit: Hit, row: Sequence[Word], setting: Setting) -> bool:
        """Whether a name only says whose or what branch somebody is: both of those in "al-Qaeda's Syrian affiliate"."""
        after = [word.key for word in row[hit.last : hit.last + 2]]
        return any(key in self.language.affiliates for key in (after if setting.armed(hit.ids[0]) else after[:1]))

    def _acts(self, hit: Hit, row: Sequence[Word], setting: Setting) -> bool:
        """False for the backer in "US-backed", the opponent in "anti-Assad" and the whole in "al-Qaeda affiliate"."""
        if self._branch(hit, row, setting):
            return False
        after = row[hit.last].key if hit.last < len(row) else ""
        before = row[hit.first - 1] if hit.first else None
        if hit.form == "adjective" and before and before.glued and before.key in ("al", "el"):
            return False  # "Abu Omar al-Iraqi" is a man's name
        if after in self._backing or (after == "back" and row[hit.last - 1].glued):
            return False
        return not (before and before.key in self.language.against and before.glued)

    def _holds(self, hits: Sequence[Hit], core: Sequence[Word], setting: Setting) -> bool:
        """Whether what stands under a civil head belongs to an armed side: "ISIL-held buildings", "Daesh vehicles"."""
        held = any(word.key in ("held", "controlled", "run", "occupied") for word in core)
        return held or any(setting.armed(party) for hit in hits for party in hit.ids)

    def _named(self, hits: Sequence[Hit], row: Sequence[Word], setting: Setting) -> list[Link]:
        links = []
        for hit in hits:
            party = self._chosen(hit, setting)
            kind = "person" if hit.form == "person" else "nationality" if hit.form == "adjective" else "organisation"
            links.append(Link(party, kind))
        glued = [hit for hit in hits if self._umbrella(hit, row)]
        if len({link.id for link in links}) < 2 or len(glued) > 1 or not links:
            return links
        best = max(self._rank(link, setting) for link in links)
        return [[link for link in links if self._rank(link, setting) == best][-1]]

    def _umbrella(self, hit: Hit, row: Sequence[Word]) -> bool:
        """Whether a hyphen ties this name to another name ("Kurdish-Arab", "Turkish-Russian")."""
        tied_after = row[hit.last - 1].glued and hit.last < len(row) and row[hit.last].key not in self.language.joining
        return tied_after or bool(hit.first and row[hit.first - 1].glued)

    def _rank(self, link: Link, setting: Setting) -> tuple[int, int]:
        return _RANK.get(setting.kind(link.id), 0), int(link.kind != "nationality")

    def _chosen(self, hit: Hit, setting: Setting) -> str:
        """Of parties that share a name, the one that the document speaks of most, or whose country it is."""
        if len(hit.ids) == 1:
            return hit.ids[0]
        country = setting.country or ""
        return max(
            hit.ids, key=lambda party: (setting.mentioned[party], party == country, _tied(party, country, setting), party)
        )

    def _with_head(
        self,
        named: list[Link],
        hits: Sequence[Hit],
        core: Sequence[Word],
        head: tuple[str, str] | None,
        setting: Setting,
        target: bool,
    ) -> list[Link]:
        extra = [link for link in self._tied_words(hits, core, setting) if link.id not in {n.id for n in named}]
        if extra:
            return [*named, *extra]
        last = named[-1]
        if named == [Link(OPPOSITION, "nationality")] and head and head[1] == "rebels":
            return [Link(self._rebels(head[0], setting), "military")]
        state = setting.kind(last.id) == "state"
        if state and head and last.kind != "person":
            if head[1] == "rebels":
                return [Link(self._rebels(head[0], setting), "military")]
            if head[1] == "coalition" and setting.coalition:
                return [Link(setting.coalition, "military")]
            if head[1] in ("fighters", "loaded") and last.kind == "nationality" and head[0] not in self.language.military:
                other = self._of_group(head[0], setting)
                return [Link(other, "military")] if other else named
        people = last.kind == "nationality" and state and target and head is None and core[-1].key.endswith("s")
        if people and not (last.id != setting.country and setting.sides.fights(last.id)):
            return [Link(CIVILIANS, "people")]  # "Syrians" who were killed are people, not their state
        military = head is not None and head[1] in ("military", "government", "fighters", "ranks")
        return [Link(link.id, "military" if military and link.kind != "person" else link.kind) for link in named]

    def _tied_words(self, hits: Sequence[Hit], core: Sequence[Word], setting: Setting) -> Iterator[Link]:
        """The unnamed half of an umbrella: "regime" of "Russian-regime", "rebel" of "Turkish-rebel"."""
        named = {i for hit in hits for i in range(hit.first, hit.last)}
        for i, word in enumerate(core):
            tied = (i and core[i - 1].glued and i - 1 in named) or (word.glued and i + 1 in named)
            head = self.heads.last([word.key]) if tied and i not in named else None
            if head and head[1] == "government" and setting.country:
                yield Link(setting.country, "military")
            elif head and head[1] == "rebels":
                yield Link(OPPOSITION, "military")

    def _opposed(self, part: _Part, core: Sequence[Word], setting: Setting) -> bool:
        """Whether it fights a government: "anti-Assad", "anti-regime"; "counter-terrorism" and "anti-aircraft" do not."""
        for i, word in enumerate(core[:-1]):
            if word.key in self.language.against and word.glued:
                state = any(hit.first == i + 1 and setting.kind(hit.ids[0]) == "state" for hit in part.hits)
                head = self.heads.last([core[i + 1].key])
                if state or (head and head[1] == "government"):
                    return True
        return False

    def _against(self, core: Sequence[Word], head: tuple[str, str]) -> bool:
        """Whether the head stands in "anti-terrorist": that names nobody."""
        return any(word.key in self.language.against and word.glued and after.key == head[0] for word, after in pairwise(core))

    def _unnamed(
        self,
        part: _Part,
        core: Sequence[Word],
        head: tuple[str, str] | None,
        start: int,
        setting: Setting,
        whose: Whose = NOBODY,
    ) -> list[Link]:
        keys = [word.key for word in core]
        people = self._people(keys, setting)
        if people:
            return [Link(people, "military")]
        office = self._office(keys, setting)
        if office:
            return [Link(office, "organisation")]
        if self._opposed(part, core, setting) and not (head and head[1] == "coalition"):
            return [Link(OPPOSITION, "military")]
        if head is None or self._against(core, head):
            return []
        after = [hit for hit in part.hits if hit.first >= len(core) and self._acts(hit, part.row, setting)]
        if (
            after
            and head[1] in ("government", "office", "ranks", "military", "fighters", "loaded", "rebels")
            and self._belongs(part, core, after[0])
        ):
            return [Link(self._chosen(after[0], setting), "military" if head[1] != "office" else "person")]
        if head[0] in self.language.members and self._whose(part, core):
            inner = _Part(part.row[len(core) + 1 :], self._shifted(part, len(core) + 1))
            return self._part(inner, start, setting, target=True, whose=whose) or self._inner_office(inner)
        if head[1] == "loaded" and " ".join(keys[-len(head[0].split()) :]) != head[0]:
            return []  # a "terrorist attack" is nobody
        if head[1] == "military" and keys[0] in self._vague:
            return []  # "another base" is none that was told of
        whole = [word.key for word in part.row[len(core) + 1 :]] if self._whose(part, core) else []
        party = self._generic(self._owner(keys, head, whole), start, setting, whose.own)
        kind = {"office": "person", "ranks": "person", "government": "organisation"}.get(head[1], "military")
        return [Link(party, kind)] if party else []

    def _owner(self, keys: Sequence[str], head: tuple[str, str], whole: Sequence[str]) -> tuple[str, str]:
        """Of "regime fighter planes" and "soldiers of the regime" the "regime": a common word for a side beside a word for its
        forces and things. `whole`: the words of whom it is.
        """
        if head[1] not in ("military", "fighters", "office") and head[0] not in self._forces:
            return head
        beside = (self.heads.last(keys[: -len(head[0].split())]), self.heads.last(whole))
        sides = (side for side in beside if side and side[0] not in self._forces)
        return next((side for side in sides if side[1] in ("government", "rebels", "loaded", "coalition", "hostile")), head)

    def _whose(self, part: _Part, core: Sequence[Word]) -> bool:
        """Whether "of" or "from" follows the core: "members of the coalition", "an alliance of rebels"."""
        return len(part.row) > len(core) + 1 and part.row[len(core)].key in ("of", "from")

    def _inner_office(self, inner: _Part) -> list[Link]:
        office = self._office([word.key for word in inner.row])
        return [Link(office, "organisation")] if office else []

    def _holder(self, core: Sequence[Word], setting: Setting) -> str | None:
        """Who holds what the phrase names by a common word: "government-held quarters", "rebel-controlled villages"."""
        for word, after in pairwise(core):
            if word.glued and after.key in self.language.joining:
                head = self.heads.last([word.key])
                if head and head[1] in ("government", "rebels"):
                    return setting.country if head[1] == "government" else OPPOSITION
        return None

    def _belongs(self, part: _Part, core: Sequence[Word], hit: Hit) -> bool:
        """Whether a name after the head says whose it is ("militants from the Nusra Front"), not where or against whom."""
        link = part.row[len(core)].key
        return (
            link in ("of", "from", "tied", "linked", "loyal", "belonging", "affiliated")
            and hit.first - len(core) <= LONGEST_HEAD + 1
        )

    def _people(self, keys: Sequence[str], setting: Setting) -> str | None:
        for key in keys:
            by_country = self.language.peoples.get(key)
            party = (by_country or {}).get(setting.country or "")
            if party and party in setting.parties:
                return party
        return None

    def _office(self, keys: Sequence[str], setting: Setting | None = None) -> str | None:
        text = f" {' '.join(keys)} "
        fitting = [phrase for phrase in self.language.offices if f" {phrase} " in text and self._only(phrase, setting)]
        return self.language.offices[max(fitting, key=len)] if fitting else None

    def _only(self, phrase: str, setting: Setting | None) -> bool:
        """Whether an office is one state's here: many have marines."""
        state = self.language.offices[phrase]
        named = setting is None or setting.mentioned[state] > 0 or state in (setting.country, setting.voice)
        return named or phrase not in self.language.shared

    def _generic(self, head: tuple[str, str], start: int, setting: Setting, own: str | None = None) -> str | None:
        word, kind = head
        if kind == "hostile":
            return setting.sides.foe(own or setting.voice) or self._of_group(word, setting)
        if kind == "government":
            return self._regulars(word, start, setting)
        if kind == "rebels":
            return self._rebels(word, setting)
        if kind == "loaded" and own and setting.kind(own) == "state" and own != setting.country:
            foe = setting.sides.foe(own)
            if foe and setting.armed(foe):
                return foe
        if kind in ("fighters", "loaded"):
            return self._of_group(word, setting) or (self._rising(word, kind, setting, own))
        if kind == "coalition":
            return setting.coalition
        if kind in ("office", "ranks"):
            organ = setting.publisher_state if setting.document.source.kind == "state organ" else None
            return organ or setting.state_before(start) or setting.publisher_state or setting.country
        return setting.sides.forces(word, start) if kind == "military" else None

    def _regulars(self, word: str, start: int, setting: Setting) -> str | None:
        """Whose "troops" or "army": of whom the text has named them, else of the state on whose ground it happens, unless the
        forces of another state are there too.
        """
        if word not in self._forces:
            return setting.country
        return setting.sides.forces(word, start) or (None if setting.sides.crowded else setting.country)

    def _rebels(self, word: str, setting: Setting) -> str:
        """Whom "rebels" means: whom the text itself calls so, else those who fight the government, named or not."""
        return setting.group_called(word) or setting.rising or OPPOSITION

    def _of_group(self, word: str, setting: Setting) -> str | None:
        """Whom "militants" or "terrorists" means: whom the text itself calls so, else the group it is about, else rebels."""
        called, main = setting.group_called(word), setting.main_group
        if main and not called and setting.mentioned[OPPOSITION] > setting.groups[main]:
            return OPPOSITION
        if main and not called and setting.groups[main] < LIKELY and part_of(main, OPPOSITION, setting.day, setting.parties):
            return OPPOSITION
        return called or main or (OPPOSITION if setting.mentioned[OPPOSITION] else None)

    def _rising(self, word: str, kind: str, setting: Setting, own: str | None) -> str | None:
        """Those who fight the government of the document's country on the day, for a voice without a side or of its side: to
        others "terrorists" are somebody else.
        """
        fighting = kind == "loaded" or word in self.language.military
        return setting.rising if fighting and (own is None or own in setting.governing) else None


def _tied(party: str, country: str, setting: Setting) -> bool:
    return any(tie.to == country for tie in setting.parties[party].ties)
