"""The queue: what is worth a person's look, most useful first.

The order, and within each group what comes first:

1. challenged: a verdict whose claim reads differently now, or is not read any more; those whose value still holds up most
   people's word first.
2. contradiction: "same" and "different" that cannot all hold.
3. disputed: reviewers differ; what most reviewers judged first.
4. contested: an open question whose answers exclude each other; most voices first.
5. pair: two accounts that a verdict would join or part; what moves most claims first, then the closest call.
6. doubtful: a claim of an incident that is hedged, loosely quoted, counts the losses of nobody, or names a place that no
   gazetteer knows; most doubts first, then the largest incident.
7. unsure: somebody looked and could not tell.
8. second (only when asked for): what others judged and this reviewer has not; what they said is not shown.
9. open: the other claims of incidents, the largest incidents first.

What a reviewer judged is not asked of him again, until it is challenged or another one differs after him. Nothing that is
settled asks for attention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from rashomon.case.review_about import as_read, challenged, point_name, seen
from rashomon.case.view import View
from rashomon.model import EVIDENCE_ROLES, Claim, Incident, Judgement, Pair, Point, Verdict
from rashomon.model.verdict import assessing, of_claims, things
from rashomon.vocabulary.comparing import same_kinds

Group = Literal[
    "challenged", "contradiction", "disputed", "contested", "pair", "doubtful", "unsure", "second", "open"
]  # fmt: skip
GROUPS: tuple[Group, ...] = get_args(Group)

CLOSE = 0.6
"""A pair whose score is this near to what is asked is a close call; a third of the weight of one strong feature."""


class Item(Struct, frozen=True, kw_only=True):
    """One thing to look at. `why` in a sentence; `about` and `seen` as a verdict on it has them; `claims` their keys (of a
    question those behind its answers); `incident` where it belongs to one; `verdicts` what people said of it, none for a blind
    second look.
    """

    group: Group
    about: str
    why: str
    seen: str
    claims: tuple[str, ...]
    incident: str | None = None
    point: Point | None = None
    pair: Pair | None = None
    together: bool | None = None
    verdicts: tuple[Verdict, ...] = ()


def queue(view: View, by: str | None = None, second: bool = False) -> list[Item]:
    """Everything that is worth a look, in the order above."""
    return list(_Queue(view, by, second).items())


class _Queue:
    """The making of a queue from one view."""

    def __init__(self, view: View, by: str | None, second: bool) -> None:
        self.view, self.by, self.second = view, by, second
        self.challenged = challenged(view)
        self.home = {key: incident for incident in view.standing.incidents for key in incident.claims}

    def items(self) -> Iterator[Item]:
        shown: set[str] = set()
        for item in self._all():
            if item.about not in shown:
                shown.add(item.about)
                yield item

    def _all(self) -> Iterator[Item]:
        judged = [j for j in self.view.judgements.values() if not assessing(j.about)]  # `rashomon assess` shows those
        yield from self._challenged(judged)
        yield from self._contradictions(judged)
        yield from self._disputed(judged)
        yield from self._contested()
        yield from self._pairs()
        yield from self._doubtful()
        yield from self._unsure(judged)
        if self.second:
            yield from self._second(judged)
        yield from self._open()

    # ------------------------------------------------------------ judged before

    def _challenged(self, judged: Sequence[Judgement]) -> Iterator[Item]:
        found = [j for j in judged if self._is_challenged(j)]
        for judgement in sorted(found, key=lambda j: (-len(j.verdicts), j.about)):
            who = ", ".join(dict.fromkeys(v.by for v in judgement.verdicts if v.id in self.challenged))
            gone = of_claims(judgement.about) and len(as_read(self.view, judgement.about)) < len(things(judgement.about))
            how = "is not read any more" if gone else "reads differently now" if of_claims(judgement.about) else "has changed"
            yield self._item("challenged", judgement.about, f"what {who} judged {how}; the verdict stands until it is renewed")

    def _is_challenged(self, judgement: Judgement) -> bool:
        """Somebody's verdict is challenged, and nobody has decided on what is there now."""
        said = [v for v in judgement.verdicts if v.decision != "withdrawn"]
        fresh = any(v.id not in self.challenged for v in said)
        return not fresh and any(v.id in self.challenged for v in said)

    def _contradictions(self, judged: Sequence[Judgement]) -> Iterator[Item]:
        for judgement in judged:
            if judgement.decision != "same":
                continue
            a, b = (self.home.get(key) for key in judgement.about.split("|"))
            if a is not None and b is not None and a is not b:
                why = "said to be the same, but other verdicts keep the two apart: one of them must give way"
                yield self._item("contradiction", judgement.about, why)

    def _disputed(self, judged: Sequence[Judgement]) -> Iterator[Item]:
        found = [j for j in judged if j.state == "disputed" and not self._had_the_last_word(j)]
        for judgement in sorted(found, key=lambda j: (-len(j.verdicts), j.about)):
            said = "; ".join(f"{v.by}: {v.decision}" for v in judgement.verdicts if v.decision not in ("unsure", "withdrawn"))
            slots = f" of {', '.join(judgement.slots)}" if judgement.slots else ""
            yield self._item("disputed", judgement.about, f"reviewers differ{slots} ({said})")

    def _had_the_last_word(self, judgement: Judgement) -> bool:
        """Whether nobody has said anything after this reviewer, who knows of the dispute."""
        return self.by is not None and judgement.verdicts[-1].by == self.by

    def _unsure(self, judged: Sequence[Judgement]) -> Iterator[Item]:
        for judgement in judged:
            who = [v.by for v in judgement.verdicts if v.decision == "unsure"]
            if judgement.state == "open" and who and self.by not in who:
                yield self._item("unsure", judgement.about, f"{', '.join(who)} could not tell")

    def _second(self, judged: Sequence[Judgement]) -> Iterator[Item]:
        for judgement in judged:
            said = [v for v in judgement.verdicts if v.decision != "withdrawn"]
            if said and all(v.by != self.by for v in said) and self._is_there(judgement.about):
                yield self._item("second", judgement.about, "somebody else has judged it; what do you say?", blind=True)

    def _is_there(self, about: str) -> bool:
        return not of_claims(about) or len(as_read(self.view, about)) == len(things(about))

    # ------------------------------------------------------------ not judged yet

    def _contested(self) -> Iterator[Item]:
        found = [(i, p) for i in self.view.standing.incidents for p in i.points if p.standing == "contested"]
        for incident, point in sorted(found, key=lambda e: (-_voices(e[1]), -len(e[1].positions), e[0].id, point_name(*e))):
            about = point_name(incident, point)
            if not self._done(about):
                what = " ".join(filter(None, (point.slot, point.party, point.of)))
                why = f"{_voices(point)} voices give {len(point.positions)} answers to one question ({what})"
                yield self._item("contested", about, why, incident=incident, point=point)

    def _pairs(self) -> Iterator[Item]:
        for found in self.view.deciding():
            about = f"{found.pair.a}|{found.pair.b}"
            if found.margin > CLOSE or self._done(about):
                continue
            if found.together:
                why = f"they score {found.pair.score:.1f}, a close call that brings in {_count(found.claims)}"
            else:
                because = found.reason or f"they score {found.pair.score:.1f}"
                why = f"kept apart: {because}; with it {_count(found.claims)} would move"
            yield self._item("pair", about, why, pair=found.pair, together=found.together)

    def _doubtful(self) -> Iterator[Item]:
        found = [(doubts(claim), incident, claim) for incident, claim in self._claims()]
        kept = [(said, incident, claim) for said, incident, claim in found if said]
        for said, incident, claim in sorted(kept, key=lambda e: (-len(e[0]), -len(e[1].claims), e[2].key)):
            yield self._item("doubtful", claim.key, "; ".join(said), incident=incident)

    def _open(self) -> Iterator[Item]:
        for incident, claim in sorted(self._claims(), key=lambda e: (-len(e[0].claims), e[0].id)):
            yield self._item("open", claim.key, "nobody has looked at it yet", incident=incident)

    def _claims(self) -> Iterator[tuple[Incident, Claim]]:
        """The claims of incidents that are still to be judged."""
        for incident in self.view.standing.incidents:
            for key in incident.claims:
                claim = self.view.as_read.get(key)
                if claim is not None and claim.section in EVIDENCE_ROLES and not self._done(key):
                    yield incident, claim

    def _done(self, about: str) -> bool:
        """Whether it was judged: by anybody. To be asked once more what others judged is the group `second`."""
        judgement = self.view.judgements.get(about)
        return judgement is not None and any(v.decision != "withdrawn" for v in judgement.verdicts)

    def _item(
        self, group: Group, about: str, why: str, incident: Incident | None = None, blind: bool = False, **more: Any
    ) -> Item:
        judgement = self.view.judgements.get(about)
        point: Point | None = more.get("point")
        claims = tuple(dict.fromkeys(v.claim for p in point.positions for v in p.voices)) if point else None
        if incident is None:
            incident = next((self.home[key] for key in things(about) if key in self.home), None) or self._named(about)
        return Item(
            group=group,
            about=about,
            why=why,
            seen=seen(self.view, about),
            claims=claims if claims is not None else things(about) if of_claims(about) else incident.claims if incident else (),
            incident=incident.id if incident else None,
            verdicts=() if blind or judgement is None else judgement.verdicts,
            **more,
        )

    def _named(self, about: str) -> Incident | None:
        return None if of_claims(about) else self.view.find(things(about)[0])


def doubts(claim: Claim) -> list[str]:
    """What makes a claim worth a second look, in words."""
    said = []
    if claim.certainty in ("possible", "unsupported"):
        said.append(f"the text calls it {claim.certainty}")
    if claim.anchor.match == "normalised":
        said.append("the quote stands in the text in other typography")
    if any(f.measure in same_kinds().harms and f.party is None for f in claim.figures) and not claim.targets:
        said.append("a loss is counted and nobody is named who suffered it")
    if claim.place is not None and claim.place.lat is None:
        said.append(f"no gazetteer knows {claim.place.text or claim.place.name}")
    return said


def _voices(point: Point) -> int:
    return len({(voice.name, voice.document) for position in point.positions for voice in position.voices})


def _count(claims: int) -> str:
    return "1 claim" if claims == 1 else f"{claims} claims"
