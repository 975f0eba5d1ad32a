"""Quotes are found to the letter, else but for typography; what is found is always a stretch of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.llm_find import Where, find, nearest, within

TEXT = "“We\u00a0didn’t fire,” he said – twice.\nThe U.S. told us; us\u00adage fell in Çiftlik."


@pytest.mark.parametrize(
    ("words", "found", "match"),
    [
        ("he said – twice", "he said – twice", "exact"),
        ("We didn't fire,", "We\u00a0didn’t fire,", "normalised"),
        ('"We didn\'t fire," he said - twice.', "“We\u00a0didn’t fire,” he said – twice.", "normalised"),
        ("he  said — twice. The U.S.", "he said – twice.\nThe U.S.", "normalised"),
        ('"he said – twice…"', "he said – twice", "normalised"),
        ("usage fell", "us\u00adage fell", "normalised"),
        ("C\u0327iftlik", "Çiftlik", "normalised"),
    ],
)
def test_found(words: str, found: str, match: str) -> None:
    hit = find(words, TEXT, 0, len(TEXT))
    assert hit is not None
    assert TEXT[hit.start : hit.end] == found
    assert hit.match == match


@pytest.mark.parametrize(
    "words", ["he said once", "", "   ", "...", "We did fire", "HE SAID – TWICE", "told us; usage fell in Ankara"]
)
def test_not_found(words: str) -> None:
    assert find(words, TEXT, 0, len(TEXT)) is None


def at(hit: Where | None) -> int:
    assert hit is not None
    return hit.start


def test_a_name_is_a_whole_word() -> None:
    text = "Users of the bus told us in the US."
    assert at(within("us", text, 0, len(text))) == text.index("us in")
    assert within("ser", text, 0, len(text)) is None


def test_a_name_is_taken_from_its_sentence_then_from_before_then_from_behind() -> None:
    text = "The army came. The ARMY left. It said so. The army is back."
    middle = text.index("It said"), text.index(" The army is")
    assert at(nearest("the army", text, 0, 14)) == 0
    assert at(nearest("army", text, *middle)) == 4  # to the letter before other letters
    assert at(nearest("is back", text, *middle)) == text.index("is back")
    assert nearest("navy", text, *middle) is None


@given(st.text(min_size=1), st.data())
def test_every_stretch_is_found_where_it_stands_or_at_its_like(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end].strip()
    hit = find(words, text, 0, len(text))
    assert (hit is None) == (not words)
    if hit:
        assert text[hit.start : hit.end] == words
        assert hit.match == "exact"


@given(st.text(), st.text())
def test_what_is_found_lies_inside(words: str, text: str) -> None:
    for found in (find(words, text, 0, len(text)), within(words, text, 0, len(text))):
        assert found is None or 0 <= found.start < found.end <= len(text)
