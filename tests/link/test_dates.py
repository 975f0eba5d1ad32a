"""Dates: every example of the vocabulary, the rules of reference, and what must hold for any text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link import dates
from rashomon.model import Document, Passage, Published, Source, When
from rashomon.vocabulary import shipped
from rashomon.vocabulary.times import TimeExample

TIMES = shipped().language.times
EXAMPLES = [(name, e) for name, pattern in TIMES.patterns.items() for e in pattern.examples]


def _published(value: str | None) -> Published | None:
    return Published(value=value, basis="stated") if value else None


def _when(text: str) -> When:
    return When(text=text, start=0, end=len(text))


def _document(text: str, published: str | None, passages: tuple[Passage, ...] = ()) -> Document:
    whole = passages or (Passage(role="body", start=0, end=len(text)),)
    return Document(
        address="a", name="a", source=Source(id="s", name="s"), capture="c", text=text, passages=whole, lang="en",
        published=_published(published),
    )  # fmt: skip


def _found(text: str) -> tuple[When, ...]:
    return tuple(When(text=text[m.start : m.end], start=m.start, end=m.end, timex_type=m.type) for m in TIMES.find(text))


def _all(text: str, published: str | None) -> dict[str, tuple[str | None, str | None]]:
    return {w.text: (w.earliest, w.latest) for w in dates.resolve_all(_found(text), _document(text, published))}


def test_every_pattern_has_a_rule_and_every_rule_a_pattern() -> None:
    assert set(dates.RULES) == set(TIMES.patterns)


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}-{e.find}" for n, e in EXAMPLES])
def test_example(name: str, example: TimeExample) -> None:
    match = next(m for m in TIMES.find(example.text) if example.text[m.start : m.end] == example.find)
    published = _published(example.published)
    context = [dates.resolve(_when(example.after), published, None)] if example.after else []
    when = When(text=example.find, start=match.start, end=match.end, timex_type=match.type)
    done = dates.resolve(when, published, None, context, leaning=dates.leans(example.text, when, TIMES))
    assert match.name == name
    assert (done.earliest, done.latest) == (example.earliest, example.latest)
    assert done.timex_type == TIMES.patterns[name].type
    if example.value:
        assert done.value == example.value


def test_designations_are_no_times() -> None:
    text = "A Su-24, an M5, an S-400 and 33 KIA; resolution 2254; a T-72; they may march."
    assert _found(text) == ()


def test_without_a_day_of_writing_only_absolute_expressions_resolve() -> None:
    text = "On Tuesday he came. Yesterday he left. Last week was calm. In March 2011 it began. On 3 May 2012 it ended."
    resolved = {k: v for k, v in _all(text, None).items() if v != (None, None)}
    assert resolved == {"March 2011": ("2011-03-01", "2011-03-31"), "3 May 2012": ("2012-05-03", "2012-05-03")}


def test_a_day_without_a_year_takes_the_year_of_the_text() -> None:
    found = _all("He was seized in May 2006. The trial began on 10 May.", None)
    assert found["10 May"] == ("2006-05-10", "2006-05-10")


def test_the_next_day_counts_from_the_last_date_of_the_text() -> None:
    found = _all("On 27 February 2020 a post was hit. The next day talks began. Two days later they ended.", None)
    assert found["The next day"] == ("2020-02-28", "2020-02-28")
    assert found["Two days later"] == ("2020-03-01", "2020-03-01")


def test_an_update_is_seen_from_its_own_time() -> None:
    text = "A town fell yesterday. A town fell yesterday."
    passages = (
        Passage(role="update", start=0, end=22, posted="2020-02-12T09:00Z"),
        Passage(role="body", start=23, end=len(text)),
    )
    done = dates.resolve_all(_found(text), _document(text, "2020-02-10", passages))
    assert [w.earliest for w in done] == ["2020-02-11", "2020-02-09"]
    assert done[0].basis == "posted 2020-02-12"


def test_a_sentence_that_looks_ahead() -> None:
    found = _all("Delegations will meet on Friday. They met on Monday.", "2020-02-26")
    assert found == {"Friday": ("2020-02-28",) * 2, "Monday": ("2020-02-24",) * 2}


def test_a_weekday_in_a_date_fixes_the_year() -> None:
    done = dates.resolve(_when("Monday, Dec. 26"), _published("2017-08-20"), None)
    assert done.earliest == "2016-12-26"


def test_an_unknown_expression_comes_back_as_it_was() -> None:
    when = _when("in the fullness of things")
    assert dates.resolve(when, _published("2020-02-26"), None) is when


@pytest.mark.parametrize("text", ["30 February 2020", "31 June", "9999-99-99", "99 centuries ago", "January 1, 1500"])
def test_days_that_do_not_exist(text: str) -> None:
    done = dates.resolve(_when(text), _published("2020-02-26"), None)
    assert done.earliest is None or date.fromisoformat(done.earliest[:10])


VOCABULARY = """the a on in of and to from for since until by last next this early late end mid two 3 12 31 2011 2020 May June
Dec. Friday Monday night morning yesterday today ago later earlier days weeks year month hours past recent 10pm GMT 1115 now,
weekend first quarter summer every 1990s century soon - / ."""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(WORDS, st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str))
def test_resolving_never_raises_and_intervals_are_in_order(text: str, published: str | None) -> None:
    for when in dates.resolve_all(_found(text), _document(text, published)):
        assert text[when.start : when.end] == when.text
        for bound in (when.earliest, when.latest):
            assert bound is None or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d([+-]\d\d:\d\d)?)?", bound)
        if when.earliest and when.latest:
            assert when.earliest[:10] <= when.latest[:10]
        if published is None and when.earliest:
            assert re.search(r"\d", text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    document = _document(text, "2020-02-28")
    assert dates.resolve_all(_found(text), document) == dates.resolve_all(_found(text), document)


@settings(deadline=None, max_examples=40)
@given(WORDS, WORDS)
def test_a_document_does_not_depend_on_others(first: str, second: str) -> None:
    alone = dates.resolve_all(_found(second), _document(second, "2020-02-28"))
    dates.resolve_all(_found(first), _document(first, "1999-01-01"))
    assert dates.resolve_all(_found(second), _document(second, "2020-02-28")) == alone
