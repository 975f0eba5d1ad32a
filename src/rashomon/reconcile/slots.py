"""Slots: which answers a claim gives to which open questions.

Only like is compared with like: each measure, each side's losses and each kind of thing is a question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from rashomon.model import Bounds, Claim, Quantity, Value
from rashomon.reconcile.changes import NEGATIVE, as_meant
from rashomon.reconcile.spacetime import Spot, folded
from rashomon.reconcile.telling import (
    ACCUSATION,
    DENIAL,
    NO_EVIDENCE,
    PRECISE,
    Told,
    charges,
    happened_at,
    happened_in,
    lasting,
    own,
    sides,
    stem,
    whose,
)
from rashomon.reconcile.voices import TAIL, Voicing, said_at, voicing
from rashomon.reconcile.wording import at_the_end, is_part, plural, things, whole
from rashomon.vocabulary import Vocabulary
from rashomon.vocabulary.comparing import ReferringWords, referring_words, same_kinds

BEFORE, AFTER = 36, 40
"""How many characters beside a figure are searched for words that make it a part or an earlier value."""

HAPPENED, ACTOR, TARGET, KIND, WEAPON, PLACE, TIME = "happened", "actor", "target", "kind", "weapon", "place", "time"
PRESENCE, NOTIFIED = "presence", "notified"
UNSUPPORTED = "unsupported"
"""What is answered to whether it happened by who finds no evidence; no position, but a note on the point."""

_PEOPLE = "people"
_ENDS = re.compile(r"[.;:!?]\s|\n")
_AHEAD = frozenset({"intend", "predict", "demand", "question", "dispute"})


class Answer(Struct, frozen=True, kw_only=True):
    """What a claim answers, before it is known who says so. `part`: a part of a total, or an addition to it, then
    also `more`; `given_up`: an
    earlier value of which the text itself says that it was replaced; `spot` for places; `start`: where a
    figure stands; `counted_as`: what it counts, in the text's words; `sure` where a place or time stands in the claim's
    own sentence.
    """

    slot: str
    value: Value
    party: str | None = None
    of: str | None = None
    part: bool = False
    more: bool = False
    given_up: bool = False
    spot: Spot | None = None
    hedge: str | None = None
    start: int = 0
    counted_as: str | None = None
    sure: bool = True


class Holding(Answer, frozen=True, kw_only=True):
    """One answer of one voice in one claim. `source`: of a headline, whose words it sums up."""

    voice: Voicing
    told: Told
    said: float | None
    source: Voicing | None = None

    @property
    def question(self) -> tuple[str, str | None, str | None]:
        """What is asked."""
        return self.slot, self.party, self.of

    @property
    def order(self) -> tuple[float, bool, int, str]:
        """By time of saying, then what the text itself calls a revision, then place in the text."""
        said = float("-inf") if self.said is None else self.said
        return said, self.told.claim.revises, self.told.claim.anchor.start, self.told.claim.key


def holdings(claims: Iterable[Told], vocabulary: Vocabulary) -> list[Holding]:
    """Every answer that these claims give, in the order of saying. Running totals answer no question about an incident."""
    claims, found = as_meant(claims, referring_words(vocabulary.language.code)), list[Holding]()
    kinds = {told.claim.kind for told in claims}
    violent = not kinds.isdisjoint(same_kinds().groups["violence"])
    swapped = {second for first, second in same_kinds().counterparts if first in kinds}
    leads = _leads(claims)
    for told in (_of_the_whole(one, kinds) for one in claims):
        voice, said = voicing(told, vocabulary), said_at(told)
        lead = leads.get(told.document.address) if told.claim.section == "headline" and voice.own else None
        source = voicing(lead, vocabulary) if lead is not None else None
        answers = _answers(told, voice, vocabulary)
        if violent and told.claim.kind in same_kinds().groups["stationed"]:
            answers = (answer for answer in answers if answer.slot in (PRESENCE, NOTIFIED))
        if told.claim.kind in swapped:
            answers = map(_other_end, answers)
        found += [Holding(**structs.asdict(a), voice=voice, told=told, said=said, source=source) for a in answers]
    return sorted(_like(found, vocabulary), key=lambda h: (h.order, h.slot, str(h.value)))


def _of_the_whole(told: Told, kinds: set[str]) -> Told:
    """Who denies that an aircraft was lost denies that it was shot down, where that is what is told."""
    air = same_kinds().groups["in-the-air"]
    told_of = [kind for kind in air if kind in kinds and kind not in same_kinds().mutual]
    if told.claim.stance != "deny" or not told_of or told.claim.kind not in same_kinds().mutual:
        return told
    things = all(f.measure == "destroyed" for f in told.claim.figures)
    return structs.replace(told, claim=structs.replace(told.claim, kind=told_of[0])) if things else told


def _leads(claims: Iterable[Told]) -> dict[str, Told]:
    """The claim that each report begins with, below its headline."""
    found: dict[str, Told] = {}
    for told in claims:
        first = found.get(told.document.address)
        if told.claim.section != "headline" and (first is None or told.claim.anchor.start < first.claim.anchor.start):
            found[told.document.address] = told
    return found


def _other_end(answer: Answer) -> Answer:
    """What who withdraws answers to who advanced: he is the one who was driven out."""
    other = {ACTOR: TARGET, TARGET: ACTOR}.get(answer.slot, answer.slot)
    return structs.replace(answer, slot=other)


def _answers(told: Told, voice: Voicing, vocabulary: Vocabulary) -> Iterator[Answer]:
    claim = told.claim
    kinds, words = same_kinds(), referring_words(vocabulary.language.code)
    if claim.kind in kinds.about:
        yield from _said_of_it(claim, words)
    elif claim.stance not in _AHEAD:
        yield from _disowned(claim) if _disowns(claim, voice) else _happening(claim, words)
        yield from _whereabouts(told)
    if claim.stance in ("assert", "deny") and claim.kind in kinds.groups["stationed"]:
        answer = "no" if claim.stance == "deny" else "yes"
        yield from (Answer(slot=PRESENCE, value=answer, party=party) for party in _parties(claim.actors))
    if whole(words.informing).search(claim.anchor.quote):
        no = claim.stance == "deny" or NEGATIVE.search(claim.anchor.quote) is not None
        yield Answer(slot=NOTIFIED, value="no" if no else "yes")
    if claim.stance not in _AHEAD and not lasting(told):
        for quantity in claim.figures:
            if not quantity.cumulative and not _lifeless(quantity, vocabulary, words):
                yield _measure(told, quantity, vocabulary, words)


def _said_of_it(claim: Claim, words: ReferringWords) -> Iterator[Answer]:
    """What words about a happening answer: who is accused of it, and who says that he had no part in it. Who is accused of
    lying, or denies a loss, is not said to have done it or not.
    """
    if not charges(claim, words):
        return
    accusers, accused = set(_parties(claim.actors)), set(_parties(claim.targets))
    if claim.kind == ACCUSATION and claim.stance == "assert" and not accusers & accused:
        yield from (Answer(slot=ACTOR, value=party) for party in sorted(accused))
        yield from (Answer(slot=WEAPON, value=folded(w.text)) for w in claim.weapons if _told(w.text, words))
    if claim.kind == DENIAL:
        yield from (Answer(slot=ACTOR, value=f"not {party}") for party in sorted(accusers))
    if claim.kind == NO_EVIDENCE:
        yield Answer(slot=HAPPENED, value=UNSUPPORTED)


def _disowns(claim: Claim, voice: Voicing) -> bool:
    """Whether the one who speaks denies the own part ("our aircraft did not strike there"): that says who, not whether."""
    return claim.stance == "deny" and voice.party is not None and _parties(claim.actors) == [voice.party]


def _disowned(claim: Claim) -> Iterator[Answer]:
    yield from (Answer(slot=ACTOR, value=f"not {party}") for party in _parties(claim.actors))


def _happening(claim: Claim, words: ReferringWords) -> Iterator[Answer]:
    """Whether, who, to whom, how, with what."""
    denied = claim.stance == "deny"
    if claim.certainty == "unsupported":
        if claim.speakers and not denied:
            yield Answer(slot=HAPPENED, value="yes")
        return
    actors, targets, _ = sides(claim)
    if not (denied and claim.figures and claim.kind in same_kinds().mutual):
        yield Answer(slot=HAPPENED, value="no" if denied else "yes")
    if denied and claim.kind in same_kinds().groups["stationed"]:
        return  # that nobody was there says nothing of who else did what
    for party in sorted(actors):
        yield Answer(slot=ACTOR, value=f"not {party}" if denied else party)
    if claim.kind not in same_kinds().general:
        yield Answer(slot=KIND, value=f"not {claim.kind}" if denied else claim.kind)
    if not denied and claim.kind not in same_kinds().mutual:
        yield from (Answer(slot=TARGET, value=party) for party in sorted(targets))
    if not denied:
        yield from (Answer(slot=WEAPON, value=folded(weapon.text)) for weapon in claim.weapons if _told(weapon.text, words))


def _told(weapon: str, words: ReferringWords) -> bool:
    """Whether the name says which weapon it was."""
    return any(word not in words.ammunition for word in folded(weapon).split())


def _whereabouts(told: Told) -> Iterator[Answer]:
    """Where and when; the denial of a happening gives no answer to either."""
    claim = told.claim
    where, when = happened_at(told), happened_in(told)
    if claim.stance == "deny" and claim.kind not in same_kinds().groups["stationed"]:
        return
    if where is not None:
        yield Answer(slot=PLACE, value=where.label, spot=where, sure=where.sure)
    if when is not None and claim.when is not None and when.length <= PRECISE:
        first, last = claim.when.earliest or "", claim.when.latest or ""
        yield Answer(slot=TIME, value=first if first == last else f"{first}/{last}", sure=own(told, claim.when.start))


def _parties(actors: Iterable[object]) -> list[str]:
    return sorted({party for actor in actors if (party := getattr(actor, "party", None))})


def _lifeless(quantity: Quantity, vocabulary: Vocabulary, words: ReferringWords) -> bool:
    """Whether things are counted where people are asked for: "two shells fell, killing three" counts no two dead."""
    measure, names = vocabulary.measures.get(quantity.measure), folded(TAIL.split(quantity.of or "", maxsplit=1)[0]).split()
    if measure is None or measure.counts != _PEOPLE or not names:
        return False
    known = things(tuple(words.things.values()), words.lifeless, words.ammunition)
    return names[-1] in known or names[-1].removesuffix("s") in known


def _measure(told: Told, quantity: Quantity, vocabulary: Vocabulary, words: ReferringWords) -> Answer:
    text = told.document.text
    before = _ENDS.split(text[max(0, quantity.start - BEFORE) : quantity.start].casefold())[-1]
    after = _ENDS.split(text[quantity.end : quantity.end + AFTER].casefold())[0]
    own = quantity.text.casefold()
    bounds = Bounds(low=quantity.low, high=quantity.high)
    if told.claim.stance == "deny" and not quantity.high:
        bounds = Bounds(low=0, high=0)
    people = vocabulary.measures[quantity.measure].counts == _PEOPLE if quantity.measure in vocabulary.measures else True
    part = is_part(before[-18:], own, after, words)
    return Answer(
        slot=quantity.measure,
        value=bounds,
        party=whose(quantity, told.claim),
        of=counted(quantity.of, words, people),
        part=part,
        more=part and is_part(before[-18:], own, after, words, frozenset(words.increments)),
        given_up=at_the_end(words.earlier).search(before) is not None,
        hedge=quantity.hedge,
        start=quantity.start,
        counted_as=folded(quantity.of) if quantity.of else None,
    )


def counted(of: str | None, words: ReferringWords, people: bool) -> str | None:
    """What was counted, as a class that is compared: a part of the people ("children"), a kind of thing ("tank")."""
    names = folded(of or "")
    if people:
        return next((stem(word) for word in names.split() if word in words.subgroups), None)
    for thing, members in words.things.items():
        if plural(members).search(names):
            return thing
    return stem(names.split()[-1]) if names else None


def _like(found: list[Holding], vocabulary: Vocabulary) -> list[Holding]:
    """Figures under the questions that they answer: without a side, without a part, where only one can be meant."""
    words = referring_words(vocabulary.language.code)
    figures = [h for h in found if isinstance(h.value, Bounds)]
    return [h for h in found if not isinstance(h.value, Bounds)] + [_placed(h, figures, words) for h in figures]


def _placed(holding: Holding, figures: list[Holding], words: ReferringWords) -> Holding:
    alike = [h for h in figures if h.slot == holding.slot]
    party = _whose(holding, alike, words)
    same = [h for h in alike if h.party == holding.party]
    of = holding.of if any(h.of is None for h in same) or len({h.of for h in same}) > 1 else None
    return structs.replace(holding, party=party, of=holding.of if _thing(holding) else of)


def _thing(holding: Holding) -> bool:
    return holding.slot in ("destroyed", "damaged", "destroyed_or_damaged", "deployed")


def _whose(holding: Holding, alike: list[Holding], words: ReferringWords) -> str | None:
    """Whose losses a figure counts where it does not say so: those of the side for which the same number is given, or of the
    only one that its voice, its report, or anybody counts; and people of no side are counted together with civilians where no
    side's losses are told. A count of nobody in particular ("dozens killed as a missile hits Ukraine") is that of the people
    whom its report goes on to count.
    """
    sides = {h.party for h in alike if h.party and h.party != "CIV"}
    civilians = any(h.party == "CIV" for h in alike)
    anybody = bool(holding.counted_as) and set((holding.counted_as or "").split()) <= set(words.anybody)
    here = [h for h in alike if h.voice.address == holding.voice.address]
    if holding.party and not holding.counted_as:
        meant = {h.party for h in here if h.party and h.counted_as and _overlap(h, holding)}
        return meant.pop() if len(meant) == 1 else holding.party
    if holding.party and (holding.party != "CIV" or sides):
        return holding.party
    if not sides:
        return "CIV" if civilians else None
    equal = sorted(h.party for h in alike if h.party and h.value == holding.value)
    if equal:
        return equal[0]
    if holding.counted_as and not anybody:
        return next(iter(sides)) if len(sides) == 1 and not civilians else None
    for near in ([h for h in alike if h.voice.tokens == holding.voice.tokens], here, alike):
        parties = {h.party for h in near if h.party and h.counted_as} or {h.party for h in near if h.party and near is alike}
        if parties:
            return parties.pop() if len(parties) == 1 else None
    return None


def _overlap(a: Holding, b: Holding) -> bool:
    """Whether two ranges have a number in common."""
    (alow, ahigh), (blow, bhigh) = (
        (value.low or 0.0, float("inf") if value.high is None else value.high)
        for value in (a.value, b.value)
        if isinstance(value, Bounds)
    )
    return max(alow, blow) <= min(ahigh, bhigh)
