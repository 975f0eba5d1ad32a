"""What a brief is asked to tell: a period, and what a policy makes of the answers, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rashomon.case.errors import CaseError
from rashomon.export.brief import Index, Line, Policy, Rule
from rashomon.export.brief.words import number
from rashomon.model import Incident
from rashomon.reconcile import Given, Mark, Under
from rashomon.vocabulary.policies import policies


def between(incidents: Iterable[Incident], since: str | None, until: str | None) -> list[str]:
    """Ids of the incidents of a period, both days included: those that may have happened in it, by the time that is known of
    them. Raises CaseError for what is no ISO date.
    """
    first, last = _day(since), _day(until)
    if first and last and first > last:
        raise CaseError(f"{since} comes after {until}: the period ends before it begins")
    return [incident.id for incident in incidents if _within(incident, first, last)]


def _day(text: str | None) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise CaseError(f"{text}: no day; write it like 2020-02-27") from None


def _within(incident: Incident, first: str, last: str) -> bool:
    when = incident.when
    earliest, latest = (when.earliest or when.latest, when.latest or when.earliest) if when else (None, None)
    if earliest is None or latest is None:
        return False
    return latest[: len(first)] >= first and (not last or earliest[: len(last)] <= last)


def policy(name: str, under: Callable[[str, str], Under], index: Index) -> Policy:
    """The policy of that name for a brief; `under` gives an incident (by its id) under it."""
    rule = policies()[name]

    def lines(incident: Incident) -> Iterator[Line]:
        found = under(incident.id, name)
        for given in found.given:
            asked = index.asked(given.slot, given.party, given.of)
            yield Line(asked, _given(given, index), given.reason, given.claims)
        for mark in found.marks:
            yield Line(mark.name.replace("_", " "), _marked(mark, rule.marks.get(mark.name, {})), mark.reason, mark.claims)

    return Policy(Rule(rule.title, rule.words, rule.source), lines)


def _given(given: Given, index: Index) -> str:
    if given.value is not None:
        return index.value(given.value, given.slot)
    numbers = (("low", given.low), ("best", given.best), ("high", given.high))
    told = [f"{name} {number(found.value)}" for name, found in numbers if found is not None]
    return ", ".join(told) or "none"


def _marked(mark: Mark, meanings: dict[str, str]) -> str:
    if mark.value is None:
        return "none"
    means = meanings.get(mark.value)
    return f"{mark.value}: {means}" if means else mark.value
