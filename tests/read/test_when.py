"""When: the expressions of a passage, and the one that dates a clause."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read import nlp, when
from rashomon.vocabulary import load

LANGUAGE = load().language


def _times(text: str, base: int = 0) -> list[str]:
    return [w.text for w in when.times(nlp.pipeline()(text), base, LANGUAGE)]


def _dating(text: str, clause: str) -> str | None:
    doc = nlp.pipeline()(text)
    start = text.index(clause)
    tokens = list(doc.char_span(start, start + len(clause), alignment_mode="expand"))
    found = when.of_clause(tokens, start, start + len(clause), when.times(doc, 0, LANGUAGE), 0, LANGUAGE)
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They may march on the city.", []),
        ("The blast killed 1990 soldiers.", []),
        ("A Su-24 crossed the M5 near Base 46.", []),
        ("On Friday night a post was hit, the ministry said on Saturday.", ["Friday night", "Saturday"]),
        ("It fell in late May and was retaken four days later.", ["late May", "four days later"]),
        ("Between 11-13 Dec they lost it; on the 14th they came back.", ["Between 11-13 Dec"]),
        ("The convoy brought 200 trucks a day.", []),
        ("The battery stayed barely a month.", ["barely a month"]),
        ("A quarter of the brigade fled, three-quarters of its tanks were lost.", []),
        ("The gunner, 37 years old, fled soon after the raid.", []),
        ("The ministry's 1989 figures were wrong.", ["1989"]),
        ("The index stood at 1987.5 points.", []),
    ],
)
def test_what_is_a_time(text: str, wanted: list[str]) -> None:
    assert _times(text) == wanted


def test_offsets_are_those_of_the_document() -> None:
    doc = nlp.pipeline()("A convoy was hit on Friday.")
    (found,) = when.times(doc, 500, LANGUAGE)
    assert (found.start, found.end) == (520, 526)


@pytest.mark.parametrize(
    ("text", "clause", "wanted"),
    [
        ("On Monday a convoy was hit near the dam.", "On Monday a convoy was hit near the dam", "Monday"),
        ("On Monday a convoy was hit near the dam.", "a convoy was hit near the dam", "Monday"),
        ("The ministry said on Friday that a convoy was hit.", "a convoy was hit", None),
        ("The ministry said on Friday that a convoy was hit on Monday.", "a convoy was hit on Monday", "Monday"),
        ("The ministry said on Friday that a convoy was hit.", "The ministry said on Friday that a convoy was hit", None),
        ("Rebels now hold the town they took in May 2015.", "they took in May 2015", "May 2015"),
        ("Rebels left the town.", "Rebels left the town", None),
        ("Rebels now hold the town.", "Rebels now hold the town", None),
        ("Fighting continued on Monday.", "Fighting continued on Monday", "Monday"),
        ("Many died since the war began in March 2011.", "the war began in March 2011", "March 2011"),
        ("Many died since the war began in March 2011.", "Many died", "since the war began in March 2011"),
    ],
)
def test_which_time_dates_a_clause(text: str, clause: str, wanted: str | None) -> None:
    assert _dating(text, clause) == wanted


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("on Friday 3 May 2020 since the night of . , - 10pm now days"), max_size=80))
def test_spans_are_exact_and_do_not_overlap(text: str) -> None:
    found = when.times(nlp.pipeline()(text), 3, LANGUAGE)
    assert all(text[w.start - 3 : w.end - 3] == w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_time_right_before_after_dates_what_came_first() -> None:
    doc = nlp.pipeline()("The army bombed every post overnight after nine soldiers were killed on Monday.")
    found = when.times(doc, 0, LANGUAGE)
    first, second = list(doc[:5]), list(doc[6:14])
    outer = when.of_clause(first, 0, 31, found, 0, LANGUAGE)
    inner = when.of_clause(second, 42, len(doc.text), found, 0, LANGUAGE)
    assert (outer.text if outer else None, inner.text if inner else None) == ("overnight", "Monday")


def test_how_long_a_truce_lasts_is_not_when() -> None:
    doc = nlp.pipeline()("The council called for a 7-day truce.")
    assert when.of_clause(list(doc), 0, len(doc.text), when.times(doc, 0, LANGUAGE), 0, LANGUAGE) is None


@pytest.mark.parametrize(
    ("text", "clause", "wanted"),
    [
        ("The toll of Thursday's raid rose to 12 on Friday.", "The toll of Thursday's raid rose to 12 on Friday", "Thursday's"),
        ("Two shells fell within a minute.", "Two shells fell within a minute", None),
        ("It was the second time that the quarter was hit.", "the quarter was hit", None),
    ],
)
def test_what_tells_how_long_or_counts_is_not_when_it_happened(text: str, clause: str, wanted: str | None) -> None:
    assert _dating(text, clause) == wanted
