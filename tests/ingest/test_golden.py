"""The golden files: texts of our own in the shapes that real pages have, and what each paragraph of them is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.ingest import Item, discover, parse
from rashomon.model import Document
from rashomon.vocabulary import load

GOLDEN = Path(__file__).parent / "golden"
SOURCES = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.json"))
CUT = 44


def read(path: Path) -> Document:
    (item,) = discover([path])
    assert isinstance(item, Item)
    return parse(item, load())[1]


def rows(document: Document) -> list[dict[str, Any]]:
    """What the expectation files hold: one row a passage, empty fields left out."""
    kept = []
    for passage in document.passages:
        row: dict[str, Any] = {"role": passage.role, "text": document.text[passage.start : passage.end][:CUT]}
        row |= {name: value for name in ("posted", "author", "depth", "gap") if (value := getattr(passage, name))}
        if passage.lead_in:
            row["lead_in"] = document.text[slice(*passage.lead_in)][:CUT]
        kept.append(row)
    return kept


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_passages_are_as_expected(path: Path) -> None:
    expected = json.loads((path.parent / f"{path.name}.expected.json").read_text(encoding="utf-8"))
    assert rows(read(path)) == expected


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_passages_cover_the_text_in_order(path: Path) -> None:
    document = read(path)
    at = 0
    for passage in document.passages:
        assert at <= passage.start < passage.end
        assert not document.text[at : passage.start].strip()
        assert document.text[passage.start : passage.end].strip()
        at = passage.end
    assert not document.text[at:].strip()


def test_page_says_what_it_says_of_itself_and_nothing_more() -> None:
    document = read(GOLDEN / "page.html")
    assert document.title == "Pier of Port Vell hit again"
    assert document.source.id == "orlo-courier"
    assert document.published is not None
    assert (document.published.value, document.published.basis) == ("2031-05-06T09:30:00+02:00", "metadata")
    assert document.address == "golden/page.html"
    assert document.url is None
    for never in ("never", "color:red", "Hidden words", "evil.example"):
        assert never not in document.text


def test_update_times_need_a_date() -> None:
    (item,) = discover([GOLDEN / "blog.txt"])
    assert isinstance(item, Item)
    dated = parse(Item(**{f: getattr(item, f) for f in item.__struct_fields__} | {"published": "2031-05-06"}), load())[1]
    posted = [passage.posted for passage in dated.passages if passage.role == "update"]
    assert posted == ["2031-05-06T16:40", "2031-05-06T14:10", "2031-05-06T11:30"]
    assert all(passage.posted is None for passage in parse(item, load())[1].passages)
