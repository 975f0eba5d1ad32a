"""What must stay body: shapes of ordinary reports that look a little like comments, links or updates."""

from __future__ import annotations

import pytest

from rashomon.ingest import Item, parse
from rashomon.model import Document
from rashomon.vocabulary import load

REPORT = (
    "Harbour hit twice in one night\n\n"
    "Two shells fell on the harbour of Port Vell late on Tuesday and killed three dock workers, the harbour master said. "
    "It was the second attack on the port in a week, and the crane of the eastern pier was destroyed.\n\n"
    "The Admiralty denied that its guns had fired on that night. Its spokesman said that a mine had come loose in the storm "
    "and had drifted against the pier, which the harbour master called a fairy tale for children.\n\n"
)


def document(text: str, published: str | None = None) -> Document:
    item = Item(address="a", name="a", where="a.txt", data=text.encode(), mime="text/plain", published=published)
    return parse(item, load())[1]


def roles(text: str, published: str | None = None) -> list[str]:
    return [passage.role for passage in document(text, published).passages]


DEAD = (
    "Anna Bell\n\nA crane driver of 41 years. She leaves two sons.\n\n"
    "Boris Tarn\n\nHe had worked on the pier since 2009.\n\nIb Karsen\n\nHe was 19."
)
SIGNED = "Respectfully,\n\nThe Joint Harbour Committee\n\nPort Vell, 7 May"
TALK = "REPORTER: Who fired?\n\nHARMEN: I do not know. You should ask them!\n\nREPORTER: But you were there?\n\nHARMEN: No."
SECTION = "Discussion\n\nThe harbour office has counted nine attacks since March. All came at night. Four hit the pier."
WHEN = "21:10 - The first shell hits the pier.\n\n21:40 - The second one kills three men.\n\n22:15 - The lights go out."
LIST = "The office named three aims:\n\n- Mend the pier.\n\n- Move the guns.\n\n- Pay the widows."


@pytest.mark.parametrize(
    "tail", [DEAD, SIGNED, TALK, SECTION, WHEN, LIST], ids=["dead", "signed", "talk", "section", "when", "list"]
)
def test_no_comment_and_no_update_in_ordinary_reports(tail: str) -> None:
    found = roles(REPORT + tail, "2031-05-07")
    assert "comment" not in found
    assert "update" not in found
    assert found[:3] == ["headline", "body", "body"]


def test_nothing_is_missing_before_a_list() -> None:
    assert not any(passage.gap for passage in document(REPORT + LIST).passages)


def test_a_colon_at_the_end_is_a_gap() -> None:
    assert document(REPORT + "The minister was shown on television that evening:").passages[-1].gap


def test_a_paragraph_that_is_broken_at_a_width_is_one_passage() -> None:
    text = (
        "Harbour hit twice in one night\n\n"
        "The harbour office has counted nine attacks on the port\nsince the first of March, and all of them came late at\n"
        "night, when the tide was out and nobody could move the\nboats. The pier was hit four times and is shut.\n"
    )
    assert roles(text) == ["headline", "body"]


def test_lines_without_blank_lines_are_paragraphs() -> None:
    text = REPORT.replace("\n\n", "\n")
    assert roles(text) == ["headline", "body", "body"]


def test_one_flattened_paragraph_is_body() -> None:
    assert roles("Published May 7 2031 " + REPORT.replace("\n\n", " ") + "Tags harbour pier crane Read also Nothing") == [
        "body"
    ]


def test_a_live_report_over_midnight() -> None:
    text = (
        "Port Vell live\n\n00:40 The harbour is quiet.\n\n23:10 A third shell has hit the pier.\n\n"
        "Two more men are hurt.\n\n21:05 The first shell has fallen."
    )
    posted = [passage.posted for passage in document(text, "2031-05-07T01:00Z").passages]
    assert posted == [None, "2031-05-07T00:40", "2031-05-06T23:10", "2031-05-06T23:10", "2031-05-06T21:05"]


def test_a_day_that_an_update_names() -> None:
    text = (
        "UPDATE, 2 January, 0010 GMT:\n\nThe toll is five.\n\n"
        "UPDATE, 31 December, 2310 GMT: It is four.\n\nORIGINAL ENTRY, 2200 GMT: A shell fell."
    )
    found = [(passage.role, passage.posted) for passage in document(text, "2031-01-02").passages]
    assert found == [
        ("update", "2031-01-02T00:10Z"),
        ("update", "2031-01-02T00:10Z"),
        ("update", "2030-12-31T23:10Z"),
        ("body", "2030-12-31T22:00Z"),
    ]


def test_the_stated_title_is_the_headline_even_with_a_stop() -> None:
    item = Item(
        address="a",
        name="a",
        where="a",
        data=b"The pier was hit.\nIt burned all night.",
        mime="text/plain",
        title="The pier was hit",
    )
    assert [passage.role for passage in parse(item, load())[1].passages] == ["headline", "body"]


def test_markdown_marks_are_understood_and_kept() -> None:
    text = "# Pier hit\n\nA shell fell on the pier, he said.\n\n> We were not there.\n\n## What now\n\nThe pier is shut."
    item = Item(address="a", name="a", where="a", data=text.encode(), mime="text/markdown")
    found = parse(item, load())[1]
    assert [passage.role for passage in found.passages] == ["headline", "body", "quote", "other", "body"]
    assert found.text == text
    assert found.title == "Pier hit"


def test_a_byline_is_taken_and_a_correspondent_is_no_name() -> None:
    assert document("Pier hit\n\nBy Ib Karsen, Port Vell\n\n" + REPORT).byline == "Ib Karsen"
    assert document("Pier hit\n\nBy our correspondent, 28 May 2031\n\n" + REPORT).byline is None
