"""How values of the model are said in a line: used by the tables of the command line."""

from __future__ import annotations

from rashomon.model import Bounds, Document, Held, Point, Position, Revision, Value
from rashomon.reconcile import Change


def figure(low: float | None, high: float | None) -> str:
    """Bounds as a reader says them: "33", "at least 12", "at most 10", "9–12"."""
    if low is None and high is None:
        return "unknown"
    if low is None or (low == 0 and high):
        return f"at most {high:g}"
    if high is None:
        return f"at least {low:g}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"


def value(held: Value | None) -> str:
    """A position's value in words."""
    if held is None:
        return "nothing in its place"
    return figure(held.low, held.high) if isinstance(held, Bounds) else held


SLOTS = {
    "actor": "who did it",
    "happened": "did it happen",
    "target": "to whom",
    "weapon": "with what",
    "kind": "what it was",
}


def slot(name: str) -> str:
    """What is asked: "who did it", "killed or wounded"."""
    return SLOTS.get(name, name.replace("_", " "))


def question(point: Point | Revision | Change) -> str:
    """The open question: "killed (TUR)", "destroyed (SYR, tanks)", "who did it"."""
    return asked(point.slot or "", point.party, point.of)


def asked(slot_: str, party: str | None, of: str | None) -> str:
    """The same of a slot by its parts."""
    detail = ", ".join(part for part in (party, of) if part)
    return f"{slot(slot_)} ({detail})" if detail else slot(slot_)


DIRECTIONS = {"up": "raised", "down": "lowered", "withdrawn": "withdrawn", "other_measure": "into another measure"}

MOST_VOICES = 4
"""Voices named in a cell before "and N more": the incident's own page and the brief name all of them."""


def position(held: Position, names: dict[str, str]) -> str:
    """One line: the value, how many independent origins, then who holds it and where."""
    marks = [f"{held.origins} origins"] * (held.origins > 1) + ["against own interest"] * held.against_interest
    who = list(dict.fromkeys(_voice(voice.name, names.get(voice.document, voice.document)) for voice in held.voices))
    more = [f"and {len(who) - MOST_VOICES} more"] if len(who) > MOST_VOICES + 1 else []
    shown = who[:MOST_VOICES] if more else who
    return f"{value(held.value)}{' (' + ', '.join(marks) + ')' if marks else ''}: {'; '.join(shown + more)}"


def _voice(name: str, document: str) -> str:
    """A voice with its document; a publisher that speaks for itself is named once."""
    return document if document.startswith(name) else f"{name} [{document}]"


def held(value_held: Held, slot: str) -> str:
    """A value that was held, with its measure where that changed too."""
    other = f" {value_held.slot.replace('_', ' ')}" if value_held.slot and value_held.slot != slot else ""
    return value(value_held.value) + other


def short_names(documents: tuple[Document, ...]) -> dict[str, str]:
    """Address to what a table calls the document: its publisher and day."""
    return {d.address: f"{d.source.name}{', ' + d.published.value[:10] if d.published else ''}" for d in documents}
