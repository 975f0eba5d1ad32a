"""The error report: the scorer's own figures, every error beside its text, hostile text harmless, one file and no script."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bench.report import SCORER, Errors, Row, errors, lines, main, scorer
from bench.report_page import page
from tests.conftest import ROOT

TEXT = "Rebels shelled Goma on Monday. <script>alert(1)</script> The army \u202etook Gao & left."
HAS_SCORER = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer does not stand beside this checkout")


def gold(quote: str, kind: str = "shelling", **more: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    slots: dict[str, Any] = {
        "stance": "assert",
        "certainty": "certain",
        "speakers": [],
        "actors": [],
        "targets": [],
        "weapons": [],
    }
    slots |= {"place": None, "time": None, "figures": [], "evidence": [], "incident": None}
    return (
        {"document": "d", "start": start, "end": start + len(quote), "quote": quote, "kind": kind, "section": "body"}
        | slots
        | more
    )


def found(quote: str, kind: str = "shelling", **more: Any) -> dict[str, Any]:
    return gold(quote, kind, **more) | {"document": {"name": "d"}, "id": quote}


MONDAY = {"text": "on Monday", "start": 20, "end": 29, "earliest": "2020-02-24", "latest": "2020-02-24"}
GOLD = [
    gold("Rebels shelled Goma", time=MONDAY, place={"text": "Goma", "start": 15, "end": 19}),
    gold("The army \u202etook Gao", "territory-taken"),
]
FOUND = [found("Rebels shelled Goma on Monday", "attack", place={"text": "Gao", "name": "Gao"}), found("alert(1)", "threat")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in (("documents", [{"name": "d", "text": TEXT}]), ("gold", GOLD), ("claims", FOUND)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


class Reader(HTMLParser):
    """Tags and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values[name] or "" for name in ("href", "src") if name in values]


@HAS_SCORER
def test_the_figures_are_the_scorer_s_own(folder: Path) -> None:
    found_ = errors("made up", folder, FOUND, scorer())
    paths = [str(folder / f"{name}.jsonl") for name in ("gold", "claims")]
    told = subprocess.run([sys.executable, str(SCORER), *paths], capture_output=True, text=True, check=True).stdout
    for slot, ((right, wanted, given), (_, _, f1)) in found_.totals.items():
        row = re.search(rf"^{slot}_f1 ([\d.]+) .*right (\d+), gold (\d+), found (\d+)", told, re.MULTILINE)
        assert row is not None
        assert (int(row[2]), int(row[3]), int(row[4])) == (right, wanted, given)
        assert float(row[1]) == pytest.approx(f1, abs=0.001)


@HAS_SCORER
def test_each_error_stands_in_its_slot_with_what_both_say(folder: Path) -> None:
    assert main(["reports", "--claims", str(folder / "claims.jsonl"), "-o", str(folder / "empty.html"), "--every", "1"]) == 0
    text = page(errors("made up", folder, FOUND, scorer()))
    claim, kind, place, time = (
        text.split(f'<section id="{slot}">')[1].split("</section>")[0] for slot in ("claim", "kind", "place", "time")
    )
    assert "Missed: 1" in claim
    assert "Invented: 1" in claim
    assert "territory-taken, assert" in claim
    assert "<dd>shelling</dd>" in kind
    assert "<dd>attack</dd>" in kind
    assert "<dd>Goma</dd>" in place
    assert "<dd>Gao</dd>" in place
    assert "on Monday [2020-02-24]" in time
    assert '<mark class="both">Rebels shelled Goma</mark><mark class="found"> on Monday</mark>' in kind


@HAS_SCORER
def test_ignored_stretches_and_comments_count_for_nothing(folder: Path) -> None:
    start = TEXT.index("alert(1)")
    comment = found("left", "withdrawal", section="comment")
    (folder / "ignore.json").write_text(json.dumps({"d": [[start, start + 8]]}))
    assert errors("x", folder, [*FOUND, comment], scorer()).totals["claim"][0] == (1, 2, 1)


def test_without_the_scorer_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="does not stand beside"):
        scorer(tmp_path / "score_gold.py")


def made(text: str, name: str = "d") -> str:
    record = {"document": name, "start": 0, "end": min(9, len(text)), "quote": text[:9], "kind": text, "stance": text}
    record |= {"speakers": [{"text": text}], "actors": [{"text": text, "party": text}], "place": {"text": text}}
    slots = {"claim": (0, 1, 0), "kind": (0, 1, 0), "speaker": (0, 1, 0), "actors": (0, 1, 0), "place": (0, 1, 0)}
    rows = [Row(record, None, slots), Row(record, {**record, "document": {"name": name}}, slots)]
    return page(Errors(text, {name: text}, rows, {slot: (counts, (0.0, 0.0, 0.0)) for slot, counts in slots.items()}))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><iframe src='http://example.org'>",
        "{{ 7 * 7 }} {% raw %}",
        "\u202egnp.exe \u200b \x00 \x1b[31m \ud800",
    ],
)
def test_hostile_text_is_only_text(hostile: str) -> None:
    plain, text = Reader(), Reader()
    plain.feed(made("Rebels shelled Goma."))
    shown = made(hostile, name=hostile)
    text.feed(shown)
    assert set(text.tags) == set(plain.tags)
    assert not {"script", "img", "iframe", "link"} & set(text.tags)
    assert all(link.startswith("#") for link in text.links)
    assert not set(shown) & set("\u202e\u200b\x00\x1b\ud800")
    assert "49" not in shown.split("</style>")[1] or "49" in hostile
    shown.encode("utf-8")


def test_every_link_leads_somewhere_in_the_page() -> None:
    reader = Reader()
    reader.feed(made("Rebels shelled Goma."))
    assert {link[1:] for link in reader.links} <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))


def test_the_command_is_reached_through_the_bench(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "bench", "report", "-h"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--claims" in done.stdout


def test_lines_are_read_whatever_stands_in_them(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('{"a": "\u2028"}\n\n{"a": 2}\n', "utf-8")
    assert lines(tmp_path / "x") == [{"a": "\u2028"}, {"a": 2}]
