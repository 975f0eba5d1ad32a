"""What a verdict is about: names that people write, to the one form in the ledger, and the digest of what they saw."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from rashomon.case import assessing
from rashomon.case.errors import ReviewError, UnknownNameError
from rashomon.case.view import View
from rashomon.ledger import seen_digest
from rashomon.model import Claim, Decision, Incident, Point, digest
from rashomon.model.verdict import CREDIBILITY, INCIDENT, POINT, RELIABILITY, of_claims, things

ON_CLAIM: tuple[Decision, ...] = ("accept", "reject", "correct", "unsure")
ON_PAIR: tuple[Decision, ...] = ("same", "different", "unsure")
ON_DERIVED: tuple[Decision, ...] = ("accept", "unsure")
"""What can be said of an incident as a whole, or of one of its questions: that it is rightly told so. What is wrong with it is
said of its claims, or of a pair of them.
"""

ON_ASSESSED: tuple[Decision, ...] = ("assess", "unsure")
"""What can be said of a source's reliability, and of how credible it is what a claim or an incident says."""


def point_name(incident: Incident, point: Point) -> str:
    """How a verdict is about a question of an incident: `point:NAME/slot/party/of`."""
    parts = (incident.id, point.slot, point.party or "", point.of or "")
    return POINT + "/".join(quote(part, safe="") for part in parts)


def resolved(view: View, *names: str) -> str:
    """The one form of what is named: a claim by its key or the beginning of it, an incident by any of its names, or two of
    them, of which an incident stands for its oldest account. Raises UnknownNameError, and ReviewError for a thing with itself.
    """
    if len(names) == 1 and "|" in names[0]:
        return resolved(view, *names[0].split("|"))
    if len(names) == 1:
        return _single(view, names[0])
    if len(names) != 2:
        raise ReviewError("a verdict is about one thing, or about two that are the same or different")
    a, b = _accounts(view, names[0]), _accounts(view, names[1])
    two = next(((one, other) for one in a for other in b if one != other), None)
    if two is None:
        raise ReviewError(f"{names[0]}, {names[1]}: that is one and the same claim; name two")
    return "|".join(sorted(two))


def _single(view: View, name: str) -> str:
    if name.startswith(POINT):
        incident, point = question(view, name)
        if incident is None or point is None:
            raise UnknownNameError(f"{name}: no question of that name; `rashomon review` lists them")
        return point_name(incident, point)
    if name.startswith(RELIABILITY):
        return assessing.thing(view, name, "reliability")
    if name.startswith(CREDIBILITY):
        return assessing.thing(view, name, "credibility")
    if name.startswith(INCIDENT):
        return INCIDENT + view.incident(name.removeprefix(INCIDENT)).id
    key = view.claim_key(name)
    if key is not None:
        return key
    if any(name in things(v.about) for v in view.standing.verdicts if of_claims(v.about)):
        return name  # judged before, and not read any more
    return INCIDENT + view.incident(name).id


def _accounts(view: View, name: str) -> tuple[str, ...]:
    key = view.claim_key(name)
    return (key,) if key is not None else view.incident(name.removeprefix(INCIDENT)).claims


def question(view: View, name: str) -> tuple[Incident | None, Point | None]:
    """The incident and the point that `point:NAME/slot/party/of` is about now; None where it is gone."""
    parts = [unquote(part) for part in name.removeprefix(POINT).split("/")]
    if len(parts) != 4:
        raise UnknownNameError(f"{name}: a question is written point:INCIDENT/slot/party/of, the last two may be empty")
    try:
        incident = view.incident(parts[0])
    except UnknownNameError:
        return None, None
    wanted = (parts[1], parts[2] or None, parts[3] or None)
    return incident, next((p for p in incident.points if (p.slot, p.party, p.of) == wanted), None)


def seen(view: View, about: str) -> str:
    """The digest of what a reviewer is shown of it now: the claims as they are read, the accounts of an incident, or the
    answers to a question with the claims behind them.
    """
    if about.startswith((RELIABILITY, CREDIBILITY)):
        return assessing.seen(view, about)
    if about.startswith(INCIDENT):
        incident = view.find(about.removeprefix(INCIDENT))
        return digest(["incident", sorted(incident.claims) if incident else []])
    if about.startswith(POINT):
        return digest(["point", _answers(question(view, about)[1])])
    return seen_digest(*as_read(view, about))


def as_read(view: View, about: str) -> list[Claim]:
    """The claims that it is about, as they are read now: none for one that is not read any more."""
    read: Mapping[str, Claim] = view.as_read
    return [read[key] for key in things(about) if key in read]


def _answers(point: Point | None) -> list[tuple[object, list[str]]]:
    if point is None:
        return []
    return sorted(((p.value, sorted({v.claim for v in p.voices})) for p in point.positions), key=str)


def challenged(view: View) -> frozenset[str]:
    """Ids of the verdicts whose reviewers saw something else than what is there now, incidents and questions included."""
    derived = [v for v in view.standing.verdicts if not of_claims(v.about) and v.decision != "withdrawn"]
    return frozenset(view.standing.challenged) | {v.id for v in derived if v.seen != seen(view, v.about)}


def check(about: str, decision: Decision) -> None:
    """Raises ReviewError where that cannot be said of it."""
    if about.startswith((RELIABILITY, CREDIBILITY)):
        allowed, what, why = ON_ASSESSED, "an assessment", ""
    elif not of_claims(about):
        allowed, what = ON_DERIVED, "an incident or a question"
        why = "; what is wrong with it is said of its claims (reject, correct) or of two of them (same, different)"
    elif "|" in about:
        allowed, what, why = ON_PAIR, "two claims", ""
    else:
        allowed, what, why = ON_CLAIM, "one claim", "; same and different are said of two: name both"
    if decision not in allowed:
        raise ReviewError(f"{decision!r} cannot be said of {what}: there are {', '.join(allowed)}{why}")
