"""How far reviewers agree beyond chance: Krippendorff's alpha for nominal values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any

from msgspec import Struct

from rashomon.model import Verdict, canonical_json
from rashomon.model.correction import SLOTS
from rashomon.model.verdict import POINT, RELIABILITY, assessing, latest, of_claims


class Agreed(Struct, frozen=True, kw_only=True):
    """Agreement on one sort of question. `what`: "claims", "pairs", "incidents", "questions", "reliability" and "credibility"
    (grades), or a slot of claims ("kind"); `reviewers` who judged anything of it that another one judged too; `units` the
    things that two or more judged on the same reading; `same` those on which all of them said the same; `alpha` None where it
    is undefined, of which `why` tells.
    """

    what: str
    reviewers: tuple[str, ...]
    units: int
    same: int
    alpha: float | None
    why: str | None = None


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data, any number of observers, missing values left out. `units`: for each unit the
    values that its observers gave it.

    alpha = 1 - (n - 1) * sum_{c != k} o_ck / sum_{c != k} n_c * n_k, where o_ck counts, over all units u with m_u >= 2 values,
    the ordered pairs of values (c, k) in u, each weighted 1 / (m_u - 1); n_c = sum_k o_ck; n = sum_c n_c. 1 is perfect
    agreement, 0 what chance gives, below 0 less than that. None where no unit has two values or all values are the same, for
    which it is undefined. Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania,
    2011), section C, and "Content Analysis" (3rd ed., 2013), ch. 12.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        for pair in permutations(unit, 2):
            coincidences[pair] += 1 / (len(unit) - 1)  # type: ignore[assignment]  # a Counter of weights
    values: Counter[Hashable] = Counter()
    for (value, _), weight in coincidences.items():
        values[value] += weight
    total = sum(values.values())
    observed = sum(weight for (c, k), weight in coincidences.items() if c != k)
    expected = total * total - sum(count * count for count in values.values())
    if len(values) < 2:
        return None
    return 1 - (total - 1) * observed / expected


def agreement(verdicts: Iterable[Verdict]) -> tuple[Agreed, ...]:
    """The agreement of all reviewers: on decisions about claims, pairs, incidents and questions, then slot by slot over the
    claims that they accepted or corrected. Each person's last verdict counts; only verdicts on the same reading are compared;
    "unsure" is a missing value.
    """
    given: dict[str, dict[tuple[str, str], dict[str, Hashable]]] = defaultdict(lambda: defaultdict(dict))
    for verdict in latest(verdicts):
        if verdict.decision not in ("unsure", "withdrawn"):
            unit = (verdict.about, verdict.seen)
            said = verdict.decision if not assessing(verdict.about) else (verdict.body or {}).get("grade")
            given[_sort(verdict.about)][unit][verdict.by] = said
            for slot in SLOTS if verdict.decision in ("accept", "correct") else ():
                given[slot][unit][verdict.by] = _value(verdict.body, slot)
    return tuple(_agreed(what, list(given[what].values())) for what in (*SORTS, *SLOTS) if what in given)


SORTS = ("claims", "pairs", "incidents", "questions", "reliability", "credibility")


def _sort(about: str) -> str:
    if of_claims(about):
        return "pairs" if "|" in about else "claims"
    if assessing(about):
        return "reliability" if about.startswith(RELIABILITY) else "credibility"
    return "questions" if about.startswith(POINT) else "incidents"


def _value(body: Mapping[str, Any] | None, slot: str) -> bytes | None:
    """What a person says stands in a slot; None: what was read."""
    return canonical_json(body[slot]) if body and slot in body else None


def _agreed(what: str, units: Sequence[Mapping[str, Hashable]]) -> Agreed:
    shared = [unit for unit in units if len(unit) > 1]
    reviewers = sorted({by for unit in shared for by in unit})
    found = alpha([tuple(unit.values()) for unit in shared])
    why: str | None
    if not shared:
        why = "nobody judged what another one judged on the same reading"
    else:
        why = "everybody gave one and the same value, so that chance cannot be told from agreement" if found is None else None
    same = sum(len(set(unit.values())) == 1 for unit in shared)
    return Agreed(what=what, reviewers=tuple(reviewers), units=len(shared), same=same, alpha=found, why=why)
