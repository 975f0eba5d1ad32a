"""Who says what: every construction, every group of the vocabulary, and spans that stand in the text to the letter."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read import quotation, saying
from rashomon.read.parts import Saying
from rashomon.vocabulary.saying import SayingGroup
from tests.conftest import SHARED
from tests.read.read_values import document
from tests.read.said import language, read, unmarked

WORDS = language().saying
REPORTS = SHARED / "gold" / "reports" / "documents.jsonl"


def found(text: str) -> list[tuple[str | None, str]]:
    """(source, content) of each saying."""
    return [(s.source.text if s.source else None, s.content.text) for s in read(text).sayings]


def overlap(saying: Saying, start: int, end: int) -> float:
    shared = min(saying.content.end, end) - max(saying.content.start, start)
    return shared / (max(saying.content.end, end) - min(saying.content.start, start))


@pytest.mark.parametrize("group", [*WORDS.verbs, *WORDS.nouns], ids=lambda g: f"{g.kind}-{g.words[0]}-{'-'.join(g.takes)}")
def test_every_group_of_the_vocabulary_by_its_example(group: SayingGroup) -> None:
    text, start, end = unmarked(group.example)
    best = max(read(text).sayings, key=lambda s: overlap(s, start, end))
    assert overlap(best, start, end) > 0.7
    assert (best.kind, best.stance, best.certainty, best.voiced) == (group.kind, group.stance, group.certainty, group.voiced)


@pytest.mark.parametrize("word", ["said", "claimed", "announced", "reported", "confirmed", "stated", "admitted", "alleged"])
@pytest.mark.parametrize("that", [" that", ""])
def test_a_clause_behind_its_verb(word: str, that: str) -> None:
    source, content = found(f"The army {word}{that} two bridges were destroyed near the dam.")[0]
    assert source == "The army"
    assert content.endswith("two bridges were destroyed near the dam")


@pytest.mark.parametrize("comma", [",", ""])
@pytest.mark.parametrize(
    "end", ["an official said", "a spokesman told reporters", "the agency reported on Monday", "said a doctor"]
)
def test_a_source_behind_what_it_says_with_and_without_a_comma(comma: str, end: str) -> None:
    source, content = found(f"Rebels shelled the airport on the eve of the feast{comma} {end}.")[0]
    assert source is not None
    assert source in end
    assert content == "Rebels shelled the airport on the eve of the feast"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("According to the monitor, nine fighters died.", "the monitor", "nine fighters died"),
        ("Nine fighters died near the port, according to the monitor.", "the monitor", "Nine fighters died near the port"),
        ("Colombia accused Peru of shelling the town.", "Colombia", "Peru of shelling the town"),
        ("The mayor blamed the militia for the fire.", "The mayor", "the militia for the fire"),
        ("The ministry denied that its aircraft were involved.", "The ministry", "that its aircraft were involved"),
        (
            "A claim by the militia that it had taken the airport could not be checked.",
            "the militia",
            "that it had taken the airport",
        ),
        ("In a statement, the union said three nurses were killed.", "the union", "three nurses were killed"),
        ("As the mayor said, the bridge was destroyed by a flood.", "the mayor", "the bridge was destroyed by a flood"),
        (
            "On Friday, the army said, two posts fell to the rebels.",
            "the army",
            "On Friday, the army said, two posts fell to the rebels",
        ),
        ("Ottawa said two posts fell.", "Ottawa", "two posts fell"),
        ("The data show that the river rose.", "The data", "that the river rose"),
        ("According to information provided by Lima, no troops were there.", "Lima", "no troops were there"),
    ],
)
def test_constructions(text: str, source: str, content: str) -> None:
    assert (source, content) in found(text)


def test_a_passive_names_its_agent_and_none_without_one() -> None:
    assert ("two witnesses", "that the bridge fell") in found("It was reported by two witnesses that the bridge fell.")
    sources = [source for source, _ in found("The rebels are said to have fled the town.")]
    assert sources == [None]


def test_a_chain_names_the_source_and_who_relays_it() -> None:
    (saying,) = [s for s in read("Officials told Example News that the bridge fell.").sayings if s.kind == "say"]
    assert saying.source is not None
    assert saying.source.text == "Officials"
    assert [r.text for r in saying.relays] == ["Example News"]
    (cited,) = read("The road was cut, the agency reported, citing the transport ministry.").sayings
    assert cited.source is not None
    assert cited.source.text == "the transport ministry"
    assert [r.text for r in cited.relays] == ["the agency"]
    quoted = [s for s in read("The newspaper quoted a witness as saying that the bridge fell.").sayings if s.relays]
    assert [(s.source.text if s.source else "", s.relays[0].text) for s in quoted] == [("a witness", "The newspaper")]


def test_what_was_not_said_makes_no_voice() -> None:
    for text in ("The army did not say that the bridge fell.", "The army refused to confirm that the bridge fell."):
        assert not any(s.voiced and s.stance == "assert" for s in read(text).sayings)


def test_quotations_run_over_sentences_and_speakers() -> None:
    text = '"The bridge is gone and nobody can cross," said Ada Lovelace. "We lost everything that we had there."'
    quoted = [s for s in read(text).sayings if s.quoted]
    assert len(quoted) == 1
    assert quoted[0].content.text == text
    apart = read('The mayor spoke. "The bridge is gone, nobody can cross it." He added: "We lost everything here."')
    assert any(s.source and s.source.text == "He" and "We lost everything" in s.content.text for s in apart.sayings)


@pytest.mark.parametrize(
    "text",
    [
        "In other words: ‘you were warned and have nothing to complain about’.",
        'The "victory" that the "heroes" won was a lost village.',
        'This is what one calls a "special operation" these days.',
    ],
)
def test_mock_quotations_are_nobodys_words(text: str) -> None:
    assert not any(s.quoted and s.source for s in read(text).sayings)


def test_a_statement_without_quotation_marks_behind_its_lead_in() -> None:
    text = "The minister, Ada Lovelace, said:\n\nWe will send aid to the port.\n\nOur ships left the harbour yesterday."
    block = [s for s in read(text).sayings if s.quoted]
    assert [s.content.text for s in block] == ["We will send aid to the port.\n\nOur ships left the harbour yesterday."]


def test_headlines_name_who_speaks() -> None:
    line = "Ministry: two villages were shelled overnight"
    (saying,) = read(line, ("headline", 0, len(line))).sayings
    assert (saying.source and saying.source.text, saying.content.text) == ("Ministry", "two villages were shelled overnight")
    behind = "Nine killed in raid on the market - monitor"
    (saying,) = read(behind, ("headline", 0, len(behind))).sayings
    assert (saying.source and saying.source.text, saying.content.text) == ("monitor", "Nine killed in raid on the market")


@given(st.text(alphabet="ab “”‘’\"'\n.,", max_size=60))
def test_quotations_never_overlap_and_open_with_a_mark(text: str) -> None:
    quotes = quotation.quotes(text)
    assert all(text[q.start] in "“‘\"'" for q in quotes)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)


PARTS = [
    "The army",
    "said",
    "that",
    "\n",
    "“",
    "”",
    '"',
    "he added",
    ",",
    ".",
    ":",
    "nine died",
    "according to",
    "Rome",
    "\u00a0",
    "’s",
    "(",
    "claimed",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=24))
def test_spans_stand_in_the_text_to_the_letter(parts: list[str]) -> None:
    text = " ".join(parts)
    if not text.strip():
        return
    given_document = document(text)
    for s in read(text, given=given_document).sayings:
        for span in (s.content, s.source, s.cue, *s.relays):
            assert span is None or text[span.start : span.end] == span.text != ""


@pytest.mark.skipif(not REPORTS.exists(), reason="the reports are not beside the repository")
def test_spans_stand_in_real_reports_to_the_letter() -> None:
    for line in REPORTS.read_text(encoding="utf-8").splitlines()[:25]:
        text = json.loads(line)["text"]
        for s in read(text).sayings:
            assert all(x is None or text[x.start : x.end] == x.text for x in (s.content, s.source, s.cue, *s.relays))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'The ministry said that the militia had said that "no child was hurt".',
            ['that the militia had said that "no child was hurt"'],
        ),
        ("There were reports of shelling near the dam.", []),
        ("The general is in charge of the garrison.", []),
        ("The ministry's statement that the depot was destroyed surprised many.", ["that the depot was destroyed"]),
    ],
)
def test_a_text_tells_the_outermost_sayings(text: str, wanted: list[str]) -> None:
    assert [s.content.text for s in saying.told(read(text).sayings)] == wanted


def test_a_quotation_goes_on_behind_a_speaker_with_a_title() -> None:
    text = '"We held the bridge for two days," said Gen. Mora, who led the defence. "Then the shells came from the north."'
    (told,) = saying.told(read(text).sayings)
    assert told.content.start == 0
    assert told.content.end == len(text)
