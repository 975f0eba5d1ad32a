"""Verdicts: what people say of what was read, and what of it stands.

The rule in words. Each person's last verdict on a thing counts; nobody replaces another's. What all who decided agree on
stands; "unsure" and a verdict that was taken back decide nothing. Where they differ nothing of it stands, the thing is
disputed, and it is as it was read until they agree. Two corrections of different slots stand together; where two correct one
slot otherwise, that slot is disputed and the others stand. Where two give different grades, no grade stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct, structs

from rashomon.model.key import canonical_json, digest

Decision = Literal["accept", "reject", "correct", "same", "different", "assess", "unsure", "withdrawn"]
"""`assess`: a grade of the Admiralty code, in `body["grade"]`. `withdrawn`: a verdict that was taken back where nothing was
said before it.
"""

State = Literal["stands", "disputed", "open"]

INCIDENT, POINT = "incident:", "point:"
"""How `about` begins for an incident (`incident:NAME`) and for one of its questions (`point:NAME/slot/party/of`)."""

RELIABILITY, CREDIBILITY = "reliability:", "credibility:"
"""How it begins for an assessment: of a source (`reliability:NAME`, one of its names), of what a claim says (`credibility:KEY`)
or of an incident (`credibility:incident:NAME`).
"""


class Verdict(Struct, frozen=True, kw_only=True):
    """A person's judgement. `about` is a claim's key, two keys `a|b` with a < b, `incident:NAME`, `point:NAME/slot/party/of`,
    or what is assessed (see `RELIABILITY`); `seen` the digest of what the reviewer saw; `body` the corrected slots for
    `correct` (the shape of `Correction`), the grade for `assess`; `replaces` the id of the person's own verdict that it takes
    the place of, so that accept, reject, accept again are three entries and not one.
    """

    about: str
    seen: str
    decision: Decision
    by: str
    body: dict[str, Any] | None = None
    note: str = ""
    replaces: str | None = None

    @property
    def id(self) -> str:
        """Digest of everything."""
        return digest(["verdict", self])


class Judgement(Struct, frozen=True, kw_only=True):
    """What people's verdicts on one thing come to. `decision` is what stands of them, None for nothing; `body` the corrected
    slots that stand; `slots` those in dispute among corrections; `verdicts` each person's last one, in the order of the ledger.
    """

    about: str
    state: State
    decision: Decision | None
    verdicts: tuple[Verdict, ...]
    body: dict[str, Any] = {}
    slots: tuple[str, ...] = ()


def things(about: str) -> tuple[str, ...]:
    """The names under which a verdict is found: the claim, both claims of a pair, the incident, the source."""
    if about.startswith(RELIABILITY):
        return (about.removeprefix(RELIABILITY),)
    about = about.removeprefix(CREDIBILITY)
    if about.startswith(INCIDENT):
        return (about.removeprefix(INCIDENT),)
    if about.startswith(POINT):
        return (about.removeprefix(POINT).split("/")[0],)
    return tuple(about.split("|"))


def of_claims(about: str) -> bool:
    """Whether it is about a claim or a pair of claims, which a reading holds, and not about what is derived from them."""
    return not about.startswith((INCIDENT, POINT, RELIABILITY, CREDIBILITY))


def assessing(about: str) -> bool:
    """Whether it is an assessment: it says how far somebody or something is to be believed, and changes nothing."""
    return about.startswith((RELIABILITY, CREDIBILITY))


def latest(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Each person's last verdict on each thing, in the order given (that of the ledger). Those are the ones that none of the
    same person on the same thing replaces; of several (made in two copies of a case) the last one.
    """
    given = tuple({verdict.id: verdict for verdict in verdicts}.values())
    replaced = {(v.by, v.about, v.replaces) for v in given if v.replaces}
    last: dict[tuple[str, str], Verdict] = {}
    for verdict in given:
        if (verdict.by, verdict.about, verdict.id) not in replaced:
            last.pop((verdict.by, verdict.about), None)  # so that the order of the dict is that of the last verdicts
            last[verdict.by, verdict.about] = verdict
    return tuple(last.values())


def judgements(verdicts: Iterable[Verdict]) -> dict[str, Judgement]:
    """What stands of each thing that somebody has judged, by what it is about."""
    by_thing: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in latest(verdicts):
        by_thing[verdict.about].append(verdict)
    return {about: _judgement(about, given) for about, given in sorted(by_thing.items())}


def ruling(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """One verdict for each thing on which a decision stands; of a correction with all slots that stand."""
    found = [j for j in judgements(verdicts).values() if j.decision is not None]
    return tuple(structs.replace(_first(j), body=j.body or None) for j in found)


def _first(judgement: Judgement) -> Verdict:
    return next(verdict for verdict in judgement.verdicts if verdict.decision == judgement.decision)


def _judgement(about: str, given: Sequence[Verdict]) -> Judgement:
    deciding = [verdict for verdict in given if verdict.decision not in ("unsure", "withdrawn")]
    decisions = {verdict.decision for verdict in deciding}
    state: State = "open" if not decisions else "stands" if len(decisions) == 1 else "disputed"
    decision = deciding[0].decision if state == "stands" else None
    body, slots = _merged(deciding) if decision in ("correct", "assess") else ({}, ())
    if slots:
        state, decision = "disputed", decision if body else None
    return Judgement(about=about, state=state, decision=decision, verdicts=tuple(given), body=body, slots=slots)


def _merged(corrections: Sequence[Verdict]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The slots on which no two differ, and the names of the others."""
    values: dict[str, dict[bytes, Any]] = defaultdict(dict)
    for verdict in corrections:
        for slot, value in (verdict.body or {}).items():
            values[slot][canonical_json(value)] = value
    agreed = {slot: next(iter(said.values())) for slot, said in sorted(values.items()) if len(said) == 1}
    return agreed, tuple(sorted(slot for slot, said in values.items() if len(said) > 1))
