"""Floors of quality on the annotated reports: parties of phrases as annotated. Skips where the gold is absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.link import Linker
from rashomon.model import Actor, Document, Source
from rashomon.vocabulary import load
from tests.link.link_values import claim, gazetteer, reading

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "reports"

FLOOR = 0.85
"""Share of annotated actors and targets whose party is found: 0.88 in the first version, with the whole gazetteer and without
it within a point of each other, since the country is told by the parties that a text names as well.
"""


def texts() -> dict[str, dict[str, Any]]:
    lines = (GOLD / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["name"]: row for row in map(json.loads, lines)}


def source(publisher: str) -> Source:
    for key, known in load().sources.items():
        if publisher.casefold() in {name.casefold() for name in (key, known.name, *known.names)}:
            return Source(id=key, name=publisher, kind=known.kind, party=known.party)
    return Source(id="other", name=publisher)


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated reports are not beside the repository")
def test_parties_of_annotated_phrases() -> None:
    documents, linker = texts(), Linker(load(), gazetteer())
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in (GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        rows.setdefault(json.loads(line)["document"], []).append(json.loads(line))
    right = total = 0
    for name, told in rows.items():
        text, publisher = documents[name]["text"], documents[name]["publisher"] or ""
        about = Document(
            address=name, name=name, source=source(publisher), capture="0", text=text, passages=(), lang="en"
        )  # fmt: skip
        claims = [claim(row["kind"], actors=said(row["actors"]), targets=said(row["targets"])) for row in told]
        for row, linked in zip(told, linker.link(reading(claims), about).claims, strict=True):
            for wanted, found in ((row["actors"], linked.actors), (row["targets"], linked.targets)):
                for gold in wanted:
                    ours = {a.party for a in found if (a.start, a.end) == (gold["start"], gold["end"])}
                    right += gold["party"] in ours
                    total += 1
    assert right / total >= FLOOR, f"{right} of {total}"


def said(rows: list[dict[str, Any]]) -> tuple[Actor, ...]:
    return tuple(Actor(text=row["text"], start=row["start"], end=row["end"]) for row in rows)
