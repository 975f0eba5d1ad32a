"""Where a claim's happening was: the reader's choice, unless that names who acts or where the report was filed; the finer of
two places that the clause itself names one inside the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rashomon.link.heads import Heads
from rashomon.link.setting import Setting
from rashomon.link.site import kilometres_between
from rashomon.link.words import words
from rashomon.model import Actor, Claim, Document, Place, Speaker

Span = tuple[int, int]

DATELINE = 60
"""Most characters that are read after a name for a dateline's dash, or for the organ that "Russia's" owns."""

BESIDE = 40
"""Characters before a name in which the word of place stands that governs it."""

QUARTER_KM = 30.0
"""Distance within which a quarter, a base or a village lies in a city or a district."""

_FILED = re.compile(r"((?:[,/] ?[\w. ]{1,30})?)((?: ?\([^()\n]{1,60}\))?)(?: ?(?:--|[–—])| -) ?")
_ENDING = re.compile(r"(?:ing|ed|es|e|s|d)$")
_IN = re.compile(r",? (?:of|in) (?:the )?|, ")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_RANK = {"country": 0, "province": 1, "district": 2, "settlement": 3, "exact": 4}
_ORGANS = frozenset({"government", "office", "military", "ranks", "fighters"})
_LOOK_AHEAD = 4
"""Words after "Russia's" in which the organ stands that it owns ("Russia's Defence Ministry")."""


class Whereabouts:
    """The places of one document that can be where something happened."""

    def __init__(
        self, document: Document, setting: Setting, located: Mapping[Span, Place], heads: Heads, claims: Sequence[Claim]
    ) -> None:
        self._text, self._heads, self._located = document.text, heads, located
        self._words, self._kinds = setting.words, setting.vocabulary.kinds
        said = (word for group in setting.vocabulary.language.saying.verbs for word in group.words)
        self._saying = frozenset(_stem(word) for word in said)
        self._states = tuple(_states(setting))
        self._acting = frozenset(
            (part.start, part.end) for claim in claims for part in _parts(claim, self._family(claim) == "violence")
        )
        self._held = {span: place for span, place in sorted(located.items()) if not (self._filed(place) or self._acts(place))}

    def of(self, claims: Sequence[Claim]) -> list[Place | None]:
        """The place of each claim. A place that can be none gives way to another that the clause names, else to that of a
        deed told before: where somebody spoke is nothing to where he fought.
        """
        chosen: list[Place | None] = []
        last: dict[str, Place] = {}
        for claim in claims:
            chosen.append(self._one(claim, last.get(claim.section)))
            if chosen[-1] and self._family(claim) != "words":
                last[claim.section] = chosen[-1]
        return chosen

    def _family(self, claim: Claim) -> str:
        kind = self._kinds.get(claim.kind)
        return kind.family if kind else ""

    def _one(self, claim: Claim, before: Place | None) -> Place | None:
        said = claim.place
        if said is None:
            return None
        place = self._located[said.start, said.end]
        inside = list(self._clause(claim))
        if (said.start, said.end) not in self._held:
            return max(inside, key=_fineness, default=before)
        if not claim.anchor.start <= said.start < claim.anchor.end:
            return place
        return max((p for p in inside if lies_in(p, place) and not self._around(p, place)), key=_fineness, default=place)

    def _around(self, outer: Place, inner: Place) -> bool:
        """Whether the text says that it is the other way round: "the Barada valley of Damascus"."""
        between = self._text[inner.end : outer.start]
        return inner.start <= outer.start and (outer.start < inner.end or bool(_IN.fullmatch(between)))

    def _clause(self, claim: Claim) -> Iterator[Place]:
        """Places that a clause itself names, without those that it only measures from ("south of Idlib") or joins to others
        ("the Damascus-Aleppo highway").
        """
        for (start, end), place in self._held.items():
            if claim.anchor.start <= start and end <= claim.anchor.end and place.id and not self._measured(start, end):
                yield place

    def _measured(self, start: int, end: int) -> bool:
        before = self._before(start)
        joined = "-" in (self._text[end : end + 1], self._text[max(0, start - 1) : start])
        return (
            joined
            or before[-1:] == ["from"]
            or (before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in self._words.bearings)
        )

    def _before(self, start: int) -> list[str]:
        return [word.lower() for word in _WORD.findall(self._text, max(0, start - BESIDE), start)][-2:]

    def _filed(self, place: Place) -> bool:
        """Whether it stands in a dateline: "KYIV, April 8 (Agency) - ", "BEIRUT — "."""
        found = _FILED.match(self._text, place.end, place.end + DATELINE)
        begun = self._text.rfind("\n", 0, place.start) + 1
        if not found or self._text[begun : place.start].strip(' (“"'):
            return False
        return place.text.isupper() or bool(found[2]) or any(char.isdigit() for char in found[1])

    def _acts(self, place: Place) -> bool:
        """Whether the name of a state or its capital means a government here and not a place: somebody who acts or speaks
        ("Ankara claims"), who owns a force or an organ ("Damascus troops", "Russia's Defence Ministry"), or whom somebody
        speaks to or of ("accused Russia"). After a word of place ("in Ankara"), and where nothing else is said, it is a place.
        """
        if not any(start <= place.start and place.end <= end for start, end in self._states):
            return False
        before = [word for word in self._before(place.start) if word != "the"][-1:]
        if before and before[0] in self._words.locatives:
            return False
        if self._owns(place) or self._subject(place):
            return True
        return before != ["of"] and (self._acted(place) or self._object(before))

    def _subject(self, place: Place) -> bool:
        """Whether a finite verb follows: "the UK has flown"."""
        after = _WORD.match(self._text, place.end + 1)
        return self._text[place.end : place.end + 1] == " " and after is not None and after[0] in self._words.finite

    def _object(self, before: list[str]) -> bool:
        """Whether a verb of saying, or a word after which somebody acts, governs the name: "accused Russia", "by Turkey"."""
        return bool(before) and (before[0] in self._words.opposite or _stem(before[0]) in self._saying)

    def _acted(self, place: Place) -> bool:
        """Whether it is part of what the reader found acting, hit or speaking."""
        return any(start <= place.start and place.end <= end for start, end in self._acting)

    def _owns(self, place: Place) -> bool:
        """Whether what follows is an organ or a force of it."""
        after = words(self._text[place.end : place.end + DATELINE])
        owned = self._text[place.end : place.end + 2] in ("'s", "’s")
        keys = [word.key for word in after if word.key != "s"][: _LOOK_AHEAD if owned else 1]
        pairs = (" ".join(keys[i : i + 2]) for i in range(len(keys) - 1))
        return any(self._heads.by_phrase.get(phrase) in _ORGANS for phrase in (*keys, *pairs))


def _stem(verb: str) -> str:
    """A verb without its ending: "accused", "accuses" and "accuse" are one."""
    return _ENDING.sub("", verb)


def _parts(claim: Claim, violent: bool) -> Iterator[Actor | Speaker]:
    yield from claim.actors
    yield from claim.speakers
    if not violent:
        yield from claim.targets


def _states(setting: Setting) -> Iterator[Span]:
    """Where the text names a state by its name, its capital or its seat of government."""
    for hit in setting.hits:
        if hit.form in ("name", "metonym") and setting.kind(hit.ids[0]) == "state":
            yield setting.row[hit.first].start, setting.row[hit.last - 1].end


def _fineness(place: Place) -> tuple[int, int]:
    return _RANK.get(place.precision or "", -1), -place.start


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether one place is a finer one inside another, as far as units and distance tell."""
    if _RANK.get(inner.precision or "", -1) <= _RANK.get(outer.precision or "line", 9) or inner.id == outer.id:
        return False
    if not inner.country or inner.country != outer.country:
        return False
    if outer.precision == "country":
        return True
    if outer.precision == "province":
        return bool(inner.admin1) and inner.admin1 == outer.admin1
    return _apart(inner, outer) <= QUARTER_KM


def _apart(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return kilometres_between(a.lat, a.lon, b.lat, b.lon)
