"""JSON lines: one bad line costs that line, and a text is what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest import Item, discover, parse
from rashomon.ingest.jsonl import MAX_LINE
from rashomon.model import Failure
from rashomon.vocabulary import load

GOOD = {"name": "good", "text": "A shell fell on the harbour."}


def found(path: Path, *lines: object) -> tuple[list[Item], list[Failure]]:
    rows = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(rows))
    everything = list(discover([path]))
    return [x for x in everything if isinstance(x, Item)], [x for x in everything if isinstance(x, Failure)]


BROKEN: list[tuple[object, str]] = [
    (b'{"name": "a", "text": ', "column 23: this is not JSON"),
    (b'{"name": "a" "text": "x"}', "column 14: this is not JSON"),
    (b"[" * 100_000, "nested too deep"),
    (b'{"name": "a", "text": "\xff"}', "byte 24 of the line is not UTF-8"),
    ([1, 2], "this is a list"),
    ("x", "this is a string"),
    (7, "this is a number"),
    ({"name": "a"}, "neither `text` nor `html`"),
    ({"name": "a", "text": 5}, "`text` must be a string, not a number"),
    ({"name": "a", "text": ["x"]}, "`text` must be a string, not a list"),
    ({"name": "a", "text": " \n"}, "`text` is empty"),
    ({"name": 5, "text": "x"}, "`name` must be a string"),
    ({"name": "a", "text": "x", "publisher": {}}, "`publisher` must be a string or null, not an object"),
    ({"name": "a", "text": "half \ud800"}, "character 6 of `text` is half of a surrogate pair"),
    ({"name": "\udfff", "text": "x"}, "`name` holds half of a surrogate pair"),
    ({"name": "good", "text": "again"}, "stands in line 1 already"),
    (b'{"text": "' + b"x" * MAX_LINE + b'"}', "longer than"),
    ({"name": "a", "text": "word " * 1_100_000}, "one document may have"),
]


@pytest.mark.parametrize(("line", "why"), BROKEN, ids=lambda value: value[:30] if isinstance(value, str) else "")
def test_a_broken_line_is_one_failure_and_the_others_go_on(tmp_path: Path, line: object, why: str) -> None:
    items, failures = found(tmp_path / "f.jsonl", GOOD, line, {"name": "last", "text": "The end is near."})
    assert [item.name for item in items] == ["good", "last"]
    (failure,) = failures
    assert "f.jsonl:2: " in failure.reason
    assert why in failure.reason


def test_names_addresses_and_what_is_stated(tmp_path: Path) -> None:
    items, failures = found(
        tmp_path / "f.ndjson",
        {"text": "No name, an address.", "url": "https://example.org/1"},
        {"text": "Neither of them."},
        b"",
        {"name": "x/y", "html": "<p>A page here.</p>", "publisher": "P", "title": None, "lang": "EN-gb", "other": [1]},
    )
    assert failures == []
    assert [(item.address, item.name) for item in items] == [
        ("https://example.org/1", "https://example.org/1"),
        ("f.ndjson:2", "f.ndjson:2"),
        ("x/y", "x/y"),
    ]
    document = parse(items[2], load())[1]
    assert (document.lang, document.source.name, document.text) == ("en", "P", "A page here.")


@pytest.mark.parametrize("value", ["2020-02-30", "yesterday", "2020", "20200228", "2020-02-28T25:00", "28.02.2020"])
def test_an_impossible_date_is_a_warning(tmp_path: Path, value: str) -> None:
    items, failures = found(tmp_path / "f.jsonl", GOOD | {"published": value})
    assert [item.published for item in items] == [None]
    assert "f.jsonl:1" in failures[0].reason
    assert value in failures[0].reason


@pytest.mark.parametrize("value", ["2020-02-28", "2020-02-28T11:15", "2020-02-28 11:15:00Z", "2020-02-28T11:15:00.5+02:00"])
def test_an_iso_date_is_stated(tmp_path: Path, value: str) -> None:
    items, failures = found(tmp_path / "f.jsonl", GOOD | {"published": value})
    published = parse(items[0], load())[1].published
    assert failures == []
    assert published is not None
    assert (published.value, published.basis) == (value.replace(" ", "T"), "stated")


@pytest.mark.parametrize("content", [[GOOD], {"documents": [GOOD], "more": 1}, GOOD])
def test_a_json_file_of_records(tmp_path: Path, content: object) -> None:
    path = tmp_path / "f.json"
    path.write_text(json.dumps(content, indent=1))
    (item,) = discover([path])
    assert isinstance(item, Item)
    assert item.name == "good"


def test_a_json_file_names_the_record(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(json.dumps([GOOD, {"name": "b"}], indent=1))
    assert "f.json, record 2" in next(x for x in discover([path]) if isinstance(x, Failure)).reason


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and not any("\ud800" <= c <= "\udfff" for c in text)))
def test_the_text_of_a_line_is_never_altered(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("lines") / "f.jsonl"
    path.write_text(json.dumps({"name": "n", "text": text}), encoding="utf-8")
    (item,) = discover([path])
    assert isinstance(item, Item)
    assert parse(item, load())[1].text == text


@pytest.mark.parametrize("text", ["\ufeffmark first", "  lead\r\n\r\n\u00a0n\u00f6 e\u0301\u2028x\x85y ", "a\x00b", "\x0c x"])
def test_awkward_texts_are_kept(tmp_path: Path, text: str) -> None:
    items, _ = found(tmp_path / "f.jsonl", {"name": "n", "text": text})
    assert parse(items[0], load())[1].text == text


def test_a_manifest_states_for_every_line_and_the_line_comes_first(tmp_path: Path) -> None:
    lines = [json.dumps(GOOD), json.dumps(GOOD | {"name": "own", "publisher": "Own", "published": "2031-05-07"})]
    (tmp_path / "f.jsonl").write_text("\n".join(lines))
    manifest = [{"file": "f.jsonl", "publisher": "All", "published": "2031-05-06", "basis": "not stated; by its text"}]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    good, own = (item for item in discover([tmp_path]) if isinstance(item, Item))
    assert (good.publisher, good.published, good.published_basis) == ("All", "2031-05-06", "not stated; by its text")
    assert (own.publisher, own.published, own.published_basis) == ("Own", "2031-05-07", None)
