"""How many: every example of the vocabulary, what is no figure, and what must hold for any text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from rashomon.model import Quantity
from rashomon.read import how_many, nlp
from rashomon.vocabulary import load
from rashomon.vocabulary.figures import FigureExample
from rashomon.vocabulary.numbers import NumberExample

LANGUAGE = load().language
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "reports"
FIGURES = [e for words in LANGUAGE.figures.measures.values() for e in words.examples]


def _figures(text: str, kind: str = "attack", base: int = 0) -> tuple[Quantity, ...]:
    doc = nlp.pipeline()(text)
    root = next(t for t in doc if t.dep_ == "ROOT")
    return how_many.figures(list(doc), root, kind, how_many.numbers(doc, base, LANGUAGE), base, LANGUAGE)


def _short(figure: Quantity) -> str:
    low, high = (f"{x:g}" if x is not None else "-" for x in (figure.low, figure.high))
    return f"{figure.measure} {low} {high}"


@pytest.mark.parametrize("example", LANGUAGE.numbers.examples, ids=lambda e: e.text)
def test_number(example: NumberExample) -> None:
    (found,) = LANGUAGE.numbers.find(example.text)
    assert (found.low, found.high, found.hedge) == (example.low, example.high, example.hedge)


@pytest.mark.parametrize("example", FIGURES, ids=lambda e: e.text)
def test_figure(example: FigureExample) -> None:
    wanted = [" ".join(f"{float(x):g}" if x[0].isdigit() else x for x in row.split()) for row in example.figures]
    assert [_short(f) for f in _figures(example.text, example.kind)] == wanted


def test_every_measure_of_the_vocabulary_has_words() -> None:
    assert set(LANGUAGE.figures.measures) == set(load().measures)


@pytest.mark.parametrize(
    "text",
    [
        "A Su-24 and an S-400 were seen near the M5.",
        "The council passed resolution 2254 by 12 percent of 30 km.",
        "The 47th brigade left on 3 March 2022 at 10 pm.",
        "They met on the 3rd for 72 hours.",
        "It was a 120 mm gun.",
    ],
)
def test_designations_sizes_and_times_are_no_figures(text: str) -> None:
    assert _figures(text) == ()


def test_others_count_what_was_counted_before() -> None:
    first, second = _figures("The raid killed 5 miners and wounded 12 others.")
    assert (first.of, second.of) == ("miners", "miners")


def test_a_running_total_is_cumulative() -> None:
    (running,) = _figures("More than 3,000 people have been killed since 2011.")
    (single,) = _figures("The blast killed 16 people.")
    assert running.cumulative
    assert not single.cumulative


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("Since the war began in April, 90 miners have been killed.", True),
        ("So far this month 90 miners have been killed.", True),
        ("More than 40,000 people have been killed.", True),
        ("The deaths bring to 12 the number of miners killed in the strike.", True),
        ("The deadliest raid since 2011 killed 12 miners.", False),
        ("A raid this week killed 12 miners.", False),
        ("The army killed 12 rebels in the past 24 hours.", False),
    ],
)
def test_only_totals_over_several_happenings_are_cumulative(text: str, cumulative: bool) -> None:
    assert [f.cumulative for f in _figures(text)] == [cumulative]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two car bombs killed at least 30 people.", ["strikes 2 2", "killed 30 -"]),
        ("Two gunmen killed nine guards.", ["killed 9 9"]),
        ("The five soldiers killed three rebels.", ["killed 3 3"]),
        ("Five mortar shells wounded 7 guards.", ["strikes 5 5", "wounded 7 7"]),
    ],
)
def test_those_who_kill_are_not_the_killed(text: str, figures: list[str]) -> None:
    assert [_short(f) for f in _figures(text, "bombing")] == figures


def test_a_state_is_nothing_that_was_counted() -> None:
    assert [f.of for f in _figures("The army suffered 33 KIA near the dam.")] == [None]
    (told,) = _figures("The deaths bring to 12 the number of young miners killed there.")
    assert told.of == "young miners"


def test_offsets_are_those_of_the_document() -> None:
    (figure,) = _figures("The blast killed at least 16 miners.", base=1000)
    assert (figure.start, figure.end, figure.text) == (1017, 1035, "at least 16 miners")
    assert figure.hedge == "at least"


def test_a_number_outside_the_clause_is_none_of_its_figures() -> None:
    doc = nlp.pipeline()("The blast killed 16 miners, and the raid wounded 7 guards.")
    numbers = how_many.numbers(doc, 0, LANGUAGE)
    first = how_many.figures(list(doc[:6]), doc[2], "bombing", numbers, 0, LANGUAGE)
    assert [_short(f) for f in first] == ["killed 16 16"]


VOCABULARY = """the a of and or to from killed wounded dead were 12 3.6 million 1,800 two dozen dozens hundreds soldiers tanks
strikes destroyed at least up to between more than some no one both least including among them toll rose , . - % km"""
PIECES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=16).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(PIECES)
def test_bounds_are_in_order_and_spans_exact(text: str) -> None:
    doc = nlp.pipeline()(text)
    for number in how_many.numbers(doc, 7, LANGUAGE):
        assert text[number.start - 7 : number.end - 7] == number.text
        assert number.low is None or number.high is None or number.low <= number.high
    if len(doc):
        for figure in how_many.figures(list(doc), doc[0], "attack", how_many.numbers(doc, 7, LANGUAGE), 7, LANGUAGE):
            assert figure.measure in load().measures
            assert text[figure.start - 7 : figure.end - 7] == figure.text


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    doc: Doc = nlp.pipeline()(text)
    assert all(text[n.start : n.end] == n.text for n in how_many.numbers(doc, 0, LANGUAGE))


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.exists(), reason="the annotated reports are not beside this checkout")
def test_figures_of_the_annotated_clauses() -> None:
    """Measured 0.93 when written; the clauses are given, so that only the counting is tested."""
    rows = [json.loads(line) for line in (GOLD / "gold.jsonl").read_text().splitlines()]
    texts = {d["name"]: d["text"] for d in map(json.loads, (GOLD / "documents.jsonl").read_text().splitlines())}
    docs = {name: nlp.pipeline()(text) for name, text in texts.items()}
    right = wanted = found = 0
    for row in rows:
        doc = docs[row["document"]]
        clause = doc.char_span(row["start"], row["end"], alignment_mode="expand")
        figures = how_many.figures(list(clause), clause.root, row["kind"], how_many.numbers(doc, 0, LANGUAGE), 0, LANGUAGE)
        gold = Counter((f["measure"], f["low"], f["high"]) for f in row["figures"])
        mine = Counter((f.measure, f.low, f.high) for f in figures)
        right, wanted, found = right + (gold & mine).total(), wanted + gold.total(), found + mine.total()
    assert 2 * right / (wanted + found) >= 0.88


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Soldiers shot dead 64 civilians.", ["killed 64 64"]),
        ("Soldiers shot down two helicopters.", ["destroyed 2 2"]),
        ("Three lorries burned near the dam.", ["destroyed 3 3"]),
    ],
)
def test_what_a_verb_does_to_people_and_to_things(text: str, figures: list[str]) -> None:
    assert [_short(f) for f in _figures(text)] == figures
