"""`text[start:end] == quote` for every exported object of every document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.case import Case, new
from tests.conftest import SHARED


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of an export that has offsets."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def check(case: Case, folder: Path) -> int:
    """All spans of all exports against the texts; returns how many there were."""
    for format in ("documents", "claims", "mentions"):
        case.view().export(format, folder / f"{format}.jsonl")
    rows = {f: [json.loads(line) for line in (folder / f"{f}.jsonl").open()] for f in ("documents", "claims", "mentions")}
    texts = {row["name"]: document.text for row, document in zip(rows["documents"], case.documents(), strict=True)}
    seen = 0
    for row in rows["claims"] + rows["mentions"] + rows["documents"]:
        text = texts[row["document"]["name"] if "document" in row else row["name"]]
        for span in spans(row):
            quote = span.get("quote", span.get("text"))
            assert quote is None or text[span["start"] : span["end"]] == quote, span
            seen += 1
    return seen


def test_sample(sample: Case, tmp_path: Path) -> None:
    assert check(sample, tmp_path) > 500


def test_five_articles(idlib: Case, tmp_path: Path) -> None:
    assert check(idlib, tmp_path) > 500


@pytest.mark.slow
def test_gold_reports(tmp_path: Path) -> None:
    path = SHARED / "gold" / "reports" / "documents.jsonl"
    if not path.exists():
        pytest.skip("the gold is not beside this checkout")
    case = new(tmp_path / "gold")
    assert not case.add(path).failures
    case.read()
    case.reconcile()
    rows = [json.loads(line) for line in path.open()]
    assert {d.name: d.text for d in case.documents()} == {row["name"]: row["text"] for row in rows}
    assert check(case, tmp_path) > 3000
    case.close()
