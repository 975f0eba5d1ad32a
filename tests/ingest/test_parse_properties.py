"""Whatever the bytes are: passages that cover the text in order, or an IngestError; never anything else."""

from __future__ import annotations

import pickle
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.ingest import IngestError, Item, parse
from rashomon.model import Document
from rashomon.vocabulary import load

LINES = [
    "UPDATE, 0930 GMT:", "COMMENTS (3)", "Old Salt says", "  1. Old Salt says", "    1. Ib says", "The mayor said:", "He left.",
    "Read Also", "“We were not there.”", "A Title in Title Case", "a b: c", "May 2", "  ", "", "http://x.example/2031/05/06/",
    "Anna Bell", "I think you are wrong!", "- a list", "(Photo: X)", "x" * 300, "The shell fell on the pier, officials said.",
    "ORIGINAL ENTRY: it began.", "UPDATED below", "By Ib Karsen", "14:10 The pier is shut.", "“", "”:", "(A B C D E F G H I)",
]  # fmt: skip
TAGS = [
    "<p>",
    "</p>",
    "</div>",
    "</li>",
    "<blockquote>",
    "<br>",
    "<h1>",
    "<script>",
    "<!--",
    "-->",
    "<article>",
    "<table><tr><td>",
    "&amp;",
    "&#0;",
    "&#xd800;",
    "\x00",
    "<div class=comment>",
    "<li id=comment-1>",
    "<ol class=commentlist>",
    "<a href=x>",
    "<p hidden>",
]


def item(data: bytes, mime: str = "text/plain", **stated: str) -> Item:
    return Item(address="a", name="a", where="a.txt", data=data, mime=mime, **stated)


def check(document: Document) -> None:
    at = 0
    for passage in document.passages:
        assert at <= passage.start < passage.end <= len(document.text)
        assert not document.text[at : passage.start].strip()
        assert document.text[passage.start : passage.end].strip()
        if passage.lead_in:
            assert document.text[slice(*passage.lead_in)].strip()
            assert passage.lead_in[1] <= passage.start
        at = passage.end
    assert not document.text[at:].strip()


def attempt(value: Item) -> None:
    try:
        capture, document = parse(value, load())
    except IngestError as error:
        assert str(error).startswith("a.txt: ")  # noqa: PT017
    else:
        assert document.capture == capture.id
        check(document)
        assert parse(value, load())[1] == document


@given(st.lists(st.sampled_from(LINES), max_size=25).map("\n".join), st.sampled_from(["text/plain", "text/markdown"]))
def test_any_order_of_lines(text: str, mime: str) -> None:
    attempt(item(text.encode(), mime, charset="utf-8", published="2031-05-06"))


@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html", "text/markdown"]))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes(data: bytes, mime: str) -> None:
    attempt(item(data, mime))


@given(st.lists(st.one_of(st.sampled_from(TAGS), st.sampled_from(LINES), st.text(max_size=8)), max_size=40).map("".join))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_page(html: str) -> None:
    attempt(item(html.encode("utf-8", "replace"), "text/html"))


LIMIT = 5.0 if sys.gettrace() is None else 30.0
"""Seconds of one core for two readings of a bomb (more where every line is traced for coverage)."""

BOMBS = {
    "deep": "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "attribute": '<p class="' + "a " * 2_000_000 + '">A sentence that stands in the page.</p>',
    "entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ) + "]><p>Here it is: &i; and nothing else.</p>",
    "ampersands": "<p>" + "&amp;" * 900_000 + "</p>",
    "elements": "<b>" * 1_200_000,
    "paragraphs": "<p>word and word" * 39_000,
    "many": "<p>word and word" * 45_000,
    "brackets": "<" * 4_000_000,
    "comments": "<!--" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_page_bombs_neither_crash_nor_hang(name: str) -> None:
    started = time.process_time()
    attempt(item(BOMBS[name].encode(), "text/html"))
    assert time.process_time() - started < LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "word\n" * 900_000,
        "word word, " * 400_000,
        "\n" * 4_000_000 + "x",
        "(" * 4_000_000,
        "1. " * 1_000_000,
        "A: " * 1_000_000,
    ],
)
def test_text_bombs_neither_crash_nor_hang(text: str) -> None:
    started = time.process_time()
    attempt(item(text.encode()))
    assert time.process_time() - started < LIMIT


def test_an_item_and_its_error_travel_between_processes() -> None:
    value = item(b"\x00\x01")
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(IngestError) as caught:
        parse(value, load())
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.about) == (str(caught.value), "a.txt")
