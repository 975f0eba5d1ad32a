"""Incidents under a policy: tables that say the rule in words, JSON lines with every claim."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.case import Given, Number, Under, View
from rashomon.cli import output, words
from rashomon.model import Incident
from rashomon.vocabulary.policies import policies

GIVEN = ("question", "low", "best or answer", "high", "why", "claims")


def incidents(view: View, policy: str) -> None:
    """One row an incident: what the policy codes and counts."""
    found = view.all_under(policy)
    if not output.is_terminal():
        return output.json_lines(found)
    titles = {incident.id: incident.title for incident in view.incidents()}
    rows = [(u.incident[:8], titles[u.incident], _marks(u), list(_counts(u))) for u in found]
    output.table(f"{len(rows)} incidents: {policies()[policy].title}", ("id", "incident", "marks", "given"), rows)
    return output.say(_rule(policy))


def incident(view: View, found: Incident, policy: str) -> None:
    """One incident: every number, answer and mark that the policy gives, with why and the claims behind it."""
    made = view.under(found.id, policy)
    if not output.is_terminal():
        return output.json_lines([made])
    title = f"{found.title}  [{found.id}]: {policies()[policy].title}"
    output.table(title, GIVEN, [(_question(g), *_numbers(g), g.reason, _keys(g.claims)) for g in made.given])
    meanings = policies()[policy].marks
    rows = [
        (m.name.replace("_", " "), m.value, meanings[m.name].get(m.value or "", ""), m.reason, _keys(m.claims))
        for m in made.marks
    ]
    output.table("Beside it", ("mark", "value", "means", "why", "claims"), rows)
    return output.say(_rule(policy))


def _rule(policy: str) -> str:
    rule = policies()[policy]
    return f"{policy}: {rule.words} ({rule.source})"


def _question(given: Given) -> str:
    return words.asked(given.slot, given.party, given.of)


def _numbers(given: Given) -> tuple[object, object, object]:
    if given.value is not None:
        return None, given.value, None
    return _number(given.low), _number(given.best), _number(given.high)


def _number(number: Number | None) -> str | None:
    return None if number is None else f"{number.value:,.10g}"


def _keys(claims: tuple[str, ...]) -> list[str]:
    shown = list(claims[: words.MOST_VOICES])
    return shown + [f"and {len(claims) - len(shown)} more"] * (len(claims) > len(shown))


def _marks(under: Under) -> list[str]:
    return [f"{mark.name.replace('_', ' ')} {mark.value}" for mark in under.marks if mark.value is not None]


def _counts(under: Under) -> Iterator[str]:
    for given in under.given:
        numbers = [str(number) for number in dict.fromkeys(_numbers(given)) if number is not None]
        if numbers:
            yield f"{_question(given)}: {' / '.join(numbers)}"
