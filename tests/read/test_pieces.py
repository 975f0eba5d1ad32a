"""Documents to parsed pieces: sentence starts, cuts, capitals, and offsets that never move."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read import nlp
from rashomon.read.capitals import lowered, recased
from tests.read.read_values import document

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)))


def sentences(text: str) -> list[str]:
    pieces = nlp.parse(document(text), nlp.pipeline(), lambda _: None)
    return [sentence.text.strip() for piece in pieces for sentence in piece.doc.sents if sentence.text.strip()]


@given(TEXTS)
def test_what_the_parser_sees_has_the_length_of_the_text(text: str) -> None:
    assert len(nlp.same_length(text)) == len(text)


@given(TEXTS)
def test_capitals_put_right_keep_the_length(text: str) -> None:
    assert len(recased(text.upper(), lambda _: None)) == len(text.upper())


@given(TEXTS, st.integers(min_value=8, max_value=60))
def test_cuts_cover_the_text_once_and_stay_below_the_limit(text: str, limit: int) -> None:
    stretches = list(nlp.cuts(text, limit))
    assert "".join(text[a:b] for a, b in stretches) == text
    assert all(b - a <= limit for a, b in stretches)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Talks fail\n\nRebels shelled Gao.", "Talks fail"),
        ("Day one\nRebels shelled Gao.", "Day one"),
        ("• Rebels shelled Gao\n• Jets bombed Goma", "• Rebels shelled Gao"),
        ("Published July 5 2016 Rebels shelled Gao.", "Published July 5 2016"),
        ("Nine dead in Gao AFP Thursday 2 Jul 2015 Rebels shelled Gao.", "Nine dead in Gao"),
    ],
)
def test_a_sentence_ends_where_the_page_ends_it(text: str, first: str) -> None:
    assert sentences(text)[0] == first


def test_a_line_wrapped_in_mid_sentence_does_not_end_it() -> None:
    text = (
        "The rebels shelled the market of the northern town of Gao on Sunday and the old\n"
        "Bamako road was closed by the army for the rest of the day and the night."
    )
    assert len(sentences(text)) == 1


def test_a_no_break_space_parts_words_and_no_sentence() -> None:
    assert len(sentences("Rebels\u00a0shelled the\u202fmarket of Gao on Sunday.")) == 1


def test_a_wire_in_capitals_is_put_into_usual_writing() -> None:
    text = "GUERRILLAS ATTACKED THE TOWN OF USULUTAN YESTERDAY. THE FMLN CLAIMED IT."
    known = {"usulutan": "Usulutan", "fmln": "FMLN"}
    expected = "Guerrillas attacked the town of Usulutan yesterday. The FMLN claimed it."
    assert recased(text, lambda word: known.get(word.casefold())) == expected


@pytest.mark.parametrize("text", ["NATO and the UN met in Geneva to discuss the war in the east.", "BREAKING"])
def test_a_text_that_is_not_in_capitals_stays(text: str) -> None:
    assert recased(text, lambda _: None) == text


def test_offsets_of_a_long_passage_go_on_through_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Rebels shelled the market of Gao. " * 40
    monkeypatch.setattr(nlp.cuts, "__defaults__", (200,))
    pieces = list(nlp.parse(document(text), nlp.pipeline(), lambda _: None))
    assert len(pieces) > 5
    for piece in pieces:
        for token in piece.doc:
            start, end = piece.offsets(token)
            assert text[start:end] == token.text


def test_tokens_at_offsets_are_found_again() -> None:
    text = "Rebels shelled the market of Gao."
    piece = next(nlp.parse(document(text), nlp.pipeline(), lambda _: None))
    start = text.index("market")
    assert [piece.doc[i].text for i in piece.tokens(start, start + len("market of"))] == ["market", "of"]


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(nlp.PipelineError, match="xx_none"):
        nlp.pipeline("xx_none")


@pytest.mark.parametrize(
    "dateline",
    [
        "GAO, April 8 (Sahel Press) - ",
        "GAO (Sahel Press) – ",
        "GAO, Mali, Nov 14 (Sahel Press) - ",
        "GAO, February 28, 2020. ",
        "GAO, May 11. SAHEL NEWS - ",
        "GAO. ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    assert sentences(f"{dateline}Rebels shelled the market.")[-1] == "Rebels shelled the market."


def test_a_designation_at_a_sentences_end_ends_it() -> None:
    assert sentences("The army hit the station with a Tochka-U. Dozens of people died.")[-1] == "Dozens of people died."


def test_a_headline_in_title_case_is_written_small_but_for_its_names() -> None:
    known = {"Kenya": "Kenya"}.get
    made = lowered("Kenya Hits Rebel Targets After Attack on Njoroge Station", known, lambda word: word != "njoroge")
    assert made == "Kenya hits rebel targets after attack on Njoroge station"


@given(TEXTS)
def test_title_case_undone_keeps_the_length(text: str) -> None:
    assert len(lowered(text, lambda _: None, lambda _: True)) == len(text)
