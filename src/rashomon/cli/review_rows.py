"""The queue and the verdicts as rows: JSON lines, a table for a spreadsheet, and tables on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import structs

from rashomon.case import View
from rashomon.case.review_alpha import Agreed
from rashomon.case.review_queue import Item
from rashomon.case.review_text import around, as_text, seen_claim
from rashomon.cli import output
from rashomon.export.tables import line
from rashomon.model import Claim, Document, Entry, Judgement, Verdict
from rashomon.model.correction import SLOTS

AROUND = 240
"""Characters of the text shown before and after a claim's sentence."""

COLUMNS = (
    "about", "decision", "note", *(f"new_{slot}" for slot in SLOTS), "group", "why", "incident", "document", "publisher",
    "published", "sentence", "quote", *SLOTS, "other_document", "other_sentence", "said", "seen",
)  # fmt: skip
"""Columns of the table: what a person fills in comes first, then what is asked about, as it was read."""


def queue_rows(view: View, items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    """One object an item. `decision` and `note` are there to be filled in; `rashomon review --from` reads it back."""
    titles = {incident.id: incident.title for incident in view.standing.incidents}
    for item in items:
        row: dict[str, Any] = {"about": item.about, "decision": None, "note": "", "group": item.group, "why": item.why}
        row |= {"incident": item.incident, "title": titles.get(item.incident or "")}
        row["claims"] = [_claim(*found) for key in item.claims if (found := seen_claim(view, key))]
        row |= {"point": item.point, "pair": item.pair, "together": item.together}
        row["verdicts"] = [_verdict(verdict) for verdict in item.verdicts]
        yield row | {"seen": item.seen}


def _claim(claim: Claim, document: Document) -> dict[str, Any]:
    before, after = around(claim, document, AROUND)
    told: dict[str, Any] = {"key": claim.key, "document": document.name, "publisher": document.source.name}
    told |= {"published": document.published.value if document.published else None}
    return (
        told
        | {"before": before, "sentence": claim.anchor.sentence, "after": after, "quote": claim.anchor.quote}
        | as_text(claim)
    )


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {"by": verdict.by, "decision": verdict.decision, "body": verdict.body, "note": verdict.note}


def queue_table(view: View, items: Iterable[Item]) -> None:
    """The queue as CSV on the standard output, for a spreadsheet; the columns to fill in come first."""
    out = sys.stdout.buffer
    out.write(line(COLUMNS))
    for row in queue_rows(view, items):
        claims = row["claims"] or [{}]
        cells: dict[str, Any] = {name: row.get(name) for name in ("about", "group", "why", "incident", "seen")}
        cells |= {name: claims[0].get(name) for name in ("document", "publisher", "published", "sentence", "quote", *SLOTS)}
        if row["pair"]:
            cells |= {f"other_{name}": claims[-1].get(name) for name in ("document", "sentence")}
        cells["said"] = "; ".join(f"{v['by']}: {v['decision']}" for v in row["verdicts"])
        out.write(line(output.plain(cells[name]) if cells.get(name) else "" for name in COLUMNS))
    out.flush()


def verdicts(judgements: Sequence[Judgement], challenged: frozenset[str], view: View) -> None:
    """What people said of each thing, and what of it stands."""
    if not output.is_terminal():
        return output.json_lines(_judgement(j, challenged) for j in judgements)
    rows = [(j.about, _state(j, challenged), [_line(v, challenged) for v in j.verdicts], _told(j, view)) for j in judgements]
    return output.table(f"{len(rows)} things judged", ("about", "standing", "by whom", "in these words"), rows)


def _judgement(judgement: Judgement, challenged: frozenset[str]) -> dict[str, Any]:
    row = structs.asdict(judgement)
    row["verdicts"] = [
        structs.asdict(verdict) | {"id": verdict.id, "challenged": verdict.id in challenged} for verdict in judgement.verdicts
    ]
    return row


def _state(judgement: Judgement, challenged: frozenset[str]) -> str:
    slots = f" ({', '.join(judgement.slots)})" if judgement.slots else ""
    state: str = judgement.decision if judgement.state == "stands" and judgement.decision else judgement.state
    state += f" {judgement.body['grade']}" if state == "assess" else ""
    return state + slots + (", challenged" if any(v.id in challenged for v in judgement.verdicts) else "")


def _line(verdict: Verdict, challenged: frozenset[str]) -> str:
    what = _body(verdict)
    return f"{verdict.by}: {verdict.decision}{f' {what}' if what else ''}{f' “{verdict.note}”' if verdict.note else ''}"


def _body(verdict: Verdict) -> str:
    """The grade of an assessment, the slots of a correction."""
    return verdict.body["grade"] if verdict.decision == "assess" and verdict.body else ", ".join(verdict.body or ())


def _told(judgement: Judgement, view: View) -> list[str]:
    keys = judgement.about.split("|")
    return [view.claim(key)[0].anchor.quote for key in keys if view.has_claim(key)]


def every_verdict(entries: Iterable[Entry]) -> None:
    """Every verdict that was ever given, those replaced included, oldest first."""
    given = [(entry, entry.body) for entry in entries if isinstance(entry.body, Verdict)]
    if not output.is_terminal():
        return output.json_lines(structs.asdict(v) | {"id": v.id, "seq": e.seq, "recorded_at": e.recorded_at} for e, v in given)
    rows = [(e.seq, e.recorded_at[:19], v.by, v.decision, v.about, v.note) for e, v in given]
    return output.table(f"{len(rows)} verdicts", ("seq", "recorded", "by", "decision", "about", "note"), rows)


def agreement(found: Sequence[Agreed]) -> None:
    """Krippendorff's alpha, one row a sort of question."""
    if not output.is_terminal():
        return output.json_lines(found)
    rows = [
        (a.what, a.units, a.same, "–" if a.alpha is None else f"{a.alpha:.3f}", ", ".join(a.reviewers), a.why) for a in found
    ]
    columns = ("about", "judged by two or more", "the same", "alpha", "reviewers", "")
    return output.table("Agreement (Krippendorff's alpha, nominal)", columns, rows)


def given(verdicts_: Sequence[Verdict]) -> None:
    """What was just recorded."""
    if not output.is_terminal():
        return output.json_lines(structs.asdict(v) | {"id": v.id} for v in verdicts_)
    for verdict in verdicts_:
        body = f" ({_body(verdict)})" if verdict.body else ""
        output.say(f"{verdict.about}: {verdict.decision}{body}, by {verdict.by}.")
    return None
