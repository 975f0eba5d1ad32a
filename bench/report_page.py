"""The error report as one HTML page: no script, nothing fetched, every text escaped, light and dark."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from bench.report import Errors, Row

AROUND = 220
"""Code points of the text shown on either side of a claim."""

HIDDEN = {"Cc", "Cf", "Cs", "Co"}
"""Unicode categories that turn a line around or hide a letter; a report's text may hold any of them."""

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A stretch of text: in the gold's quote, in the quote that was found, in both, or in neither ("")."""

    text: str
    where: str


@dataclass(frozen=True)
class Case:
    """One error of a slot: what the gold says, what was found, and the text around."""

    document: str
    anchor: str
    text: Sequence[Part]
    gold: str | None
    found: str | None
    note: str


@dataclass(frozen=True)
class Slot:
    """One slot's section. `through` counts what is wrong in it only because the whole claim is missed or invented."""

    name: str
    right: int
    gold: int
    found: int
    precision: float
    recall: float
    f1: float
    missed: Sequence[Case]
    invented: Sequence[Case]
    through_missed: int
    through_invented: int


@dataclass(frozen=True)
class Side:
    """One line of a document's table: the gold's claim beside the one found, and the slots in which they differ."""

    gold: str | None
    found: str | None
    wrong: Sequence[str]


@dataclass(frozen=True)
class Whole:
    """A whole document with all its claims."""

    name: str
    anchor: str
    text: Sequence[Part]
    rows: Sequence[Side]


def page(errors: Errors) -> str:
    """The page."""
    anchors = {name: f"document-{n}" for n, name in enumerate(errors.texts, 1)}
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    template = environment.get_template("report.html.jinja")
    return template.render(
        title=clean(errors.title),
        slots=[_slot(name, errors, anchors) for name in errors.totals],
        wholes=[_whole(name, errors, anchors) for name in errors.texts],
    )


def _slot(name: str, errors: Errors, anchors: Mapping[str, str]) -> Slot:
    (right, gold, found), (precision, recall, f1) = errors.totals[name]
    missed, invented = [], []
    through = [0, 0]
    for row in errors.rows:
        correct, wanted, told = row.slots[name]
        if name != "claim" and (row.gold is None or row.found is None):
            through[0] += wanted
            through[1] += told
            continue
        if correct < wanted:
            missed.append(_case(name, row, errors, anchors))
        elif correct < told:
            invented.append(_case(name, row, errors, anchors))
    return Slot(name, right, gold, found, precision, recall, f1, missed, invented, *through)


def _case(name: str, row: Row, errors: Errors, anchors: Mapping[str, str]) -> Case:
    text = errors.texts[row.document]
    spans = [(r["start"], r["end"]) for r in (row.gold, row.found) if r]
    start, end = _around(text, min(spans)[0], max(e for _, e in spans))
    inside = _parts(text, start, end, [row.gold] if row.gold else [], [row.found] if row.found else [])
    parts = (*[Part("… ", "")] * (start > 0), *inside, *[Part(" …", "")] * (end < len(text)))
    record = row.gold or row.found
    assert record is not None
    note = "" if name in ("claim", "kind") else str(record["kind"])
    return Case(clean(row.document), anchors[row.document], parts, value(name, row.gold), value(name, row.found), clean(note))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """A claim's offsets with the words around it."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        first = min(start, text.find(" ", first, start) + 1 or start)
    if last < len(text):
        last = max(end, text.rfind(" ", end, last))
    return first, last


def _whole(name: str, errors: Errors, anchors: Mapping[str, str]) -> Whole:
    rows = sorted((row for row in errors.rows if row.document == name), key=lambda row: (row.gold or row.found or {})["start"])
    gold, found = [row.gold for row in rows if row.gold], [row.found for row in rows if row.found]
    text = errors.texts[name]
    sides = [Side(value("claim", row.gold), value("claim", row.found), _wrong(row)) for row in rows]
    return Whole(clean(name), anchors[name], tuple(_parts(text, 0, len(text), gold, found)), sides)


def _wrong(row: Row) -> list[str]:
    """The slots in which a matched claim is not right."""
    if row.gold is None or row.found is None:
        return []
    return [slot for slot, (right, gold, found) in row.slots.items() if right < max(gold, found)]


def _parts(text: str, start: int, end: int, gold: Sequence[Record], found: Sequence[Record]) -> Iterator[Part]:
    """text[start:end] cut where a quote begins or ends."""
    edges: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for side, records in enumerate((gold, found)):
        for record in records:
            edges[max(start, record["start"])][side] += 1
            edges[min(end, record["end"])][side] -= 1
    depth, at = [0, 0], start
    for edge in sorted({*edges, end}):
        if edge > at:
            where = {(True, True): "both", (True, False): "gold", (False, True): "found"}.get((depth[0] > 0, depth[1] > 0), "")
            yield Part(clean(text[at:edge]), where)
            at = edge
        depth = [d + change for d, change in zip(depth, edges.get(edge, [0, 0]), strict=True)]


def clean(text: str) -> str:
    """Text without what could hide or turn it around."""
    return "".join("\N{REPLACEMENT CHARACTER}" if c not in "\n\t" and unicodedata.category(c) in HIDDEN else c for c in text)


def value(slot: str, record: Record | None) -> str | None:
    """What a claim says in a slot, in a line; None where there is no claim."""
    if record is None:
        return None
    if slot == "claim":
        who = "; ".join(_name(each) for each in record.get("speakers") or ()) or "the publisher"
        return clean(f"{record['kind']}, {record['stance']}: “{record['quote']}” ({who})")
    if slot == "speaker":
        return clean(" ← ".join(_name(each) for each in record.get("speakers") or ()) or "the publisher")
    if slot in ("actors", "targets"):
        return clean(
            "; ".join(f"{each.get('party') or 'no party'} ({_name(each)})" for each in record.get(slot) or ()) or "nobody"
        )
    if slot == "figures":
        return clean("; ".join(_figure(each) for each in record.get("figures") or ()) or "none")
    found = record.get(slot)
    if slot in ("place", "time"):
        return clean(_stated(found)) if found else "none"
    return clean(str(found))


def _name(who: Record) -> str:
    names = dict.fromkeys(str(who[key]) for key in ("text", "name") if who.get(key))
    return " = ".join(names) or "?"


def _figure(figure: Record) -> str:
    low, high = ("open" if figure.get(edge) is None else f"{figure[edge]:g}" for edge in ("low", "high"))
    return f"{figure['measure']} {low if low == high else f'{low}–{high}'} (“{figure.get('text') or ''}”)"


def _stated(found: Record) -> str:
    """A place or a time: as said, as linked."""
    said = [str(found[key]) for key in ("text", "name") if found.get(key)]
    # The gold calls the bounds of a time earliest and latest, the export start and end; a place's are offsets.
    bounds = [found.get("earliest", found.get("start")), found.get("latest", found.get("end"))]
    dates = [edge for edge in bounds if isinstance(edge, str) and "earliest" in found] or [
        edge for edge in bounds if isinstance(edge, str)
    ]
    return " = ".join(dict.fromkeys(said)) + (f" [{' to '.join(dict.fromkeys(dates))}]" if dates else "")
