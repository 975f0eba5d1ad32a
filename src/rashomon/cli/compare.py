"""What `rashomon compare-engines` shows: tables for a person, JSON lines for a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rashomon.case.compare import Compared, Comparison
from rashomon.cli import output
from rashomon.model import Claim


def comparison(found: Comparison, names: Mapping[str, str]) -> None:
    """The counts and the agreement slot by slot, then every claim that is not the same in both."""
    if not output.is_terminal():
        return output.json_lines(_rows(found))
    both = found.both()
    only_a, only_b = (sum(getattr(row, side) is None for row in found.claims) for side in ("b", "a"))
    counts = [(found.documents, len(both), sum(not row.differences for row in both), only_a, only_b)]
    columns = ("documents", "claims of both", "the same in every slot", f"only {found.a}", f"only {found.b}")
    output.table(f"{found.a} and {found.b}", columns, counts)
    agreement = [(row.slot, row.same, row.told, _share(row.same, row.told)) for row in found.agreement()]
    output.table("Agreement in the claims of both", ("slot", "same", "told by one or both", "share"), agreement)
    for title, rows in (
        ("They differ", [row for row in both if row.differences]),
        (f"Only {found.a}", [row for row in found.claims if row.b is None]),
        (f"Only {found.b}", [row for row in found.claims if row.a is None]),
    ):
        output.table(title, ("document", "sentence", "claim"), [_cells(row, names, found) for row in rows])
    return None


def _share(same: int, told: int) -> str:
    return f"{same / told:.2f}" if told else "–"


def _cells(row: Compared, names: Mapping[str, str], found: Comparison) -> tuple[str, str, list[str]]:
    claim = row.a or row.b
    told = [f"{d.slot}: {found.a} {d.a or '–'} | {found.b} {d.b or '–'}" for d in row.differences]
    if claim is None:
        return names.get(row.document, row.document), "", told
    head = f"{claim.kind}, {claim.stance}: “{claim.anchor.quote}”"
    return names.get(row.document, row.document), claim.anchor.sentence, [head, *told]


def _rows(found: Comparison) -> Iterator[dict[str, Any]]:
    """One line a claim, then one a slot."""
    for row in found.claims:
        in_ = "both" if row.a and row.b else "a" if row.a else "b"
        claim = row.a or row.b
        yield {
            "type": "claim",
            "document": row.document,
            "in": in_,
            "sentence": claim.anchor.sentence if claim else None,
            "a": _claim(row.a),
            "b": _claim(row.b),
            "differences": row.differences,
        }
    for slot in found.agreement():
        yield {"type": "slot", "a": found.a, "b": found.b, "slot": slot.slot, "same": slot.same, "told": slot.told}


def _claim(claim: Claim | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    return {
        "id": claim.key,
        "kind": claim.kind,
        "quote": claim.anchor.quote,
        "start": claim.anchor.start,
        "end": claim.anchor.end,
    }
