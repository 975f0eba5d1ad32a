"""Who holds for a clause, by the fullest name that the document gives them."""

from __future__ import annotations

import pytest
from msgspec import structs

from rashomon.read import voices
from tests.read.read_values import document, engine
from tests.read.said import Read, read


def names(text: Read, clause: str) -> list[str]:
    start, end = text.at(clause)
    return [s.name for s in voices.speakers(start, end, text.sayings, text.passage(start), text.book)]


def test_the_publisher_speaks_where_nobody_is_named() -> None:
    assert names(read("Nine fighters died near the port on Monday."), "Nine fighters died") == []


@pytest.mark.parametrize(
    ("text", "clause", "name"),
    [
        (
            "Ada Lovelace, head of the charity, said nine died. Lovelace said the port burned.",
            "the port burned",
            "Ada Lovelace",
        ),
        ("Ada Lovelace said nine died. She said a ship sank.", "a ship sank", "Ada Lovelace"),
        (
            "A senior Cuban official said nine died. The official said the port burned.",
            "the port burned",
            "senior Cuban official",
        ),
        (
            "Chile's Interior Ministry said nine died. The ministry said the port burned.",
            "the port burned",
            "Chile's Interior Ministry",
        ),
        ("The Chilean Red Cross said nine died. It added that a ship sank.", "a ship sank", "Chilean Red Cross"),
        ("The defence minister, Ada Lovelace, said that the port burned.", "the port burned", "Ada Lovelace"),
        ("Local officials said nine died. They said a ship sank.", "a ship sank", "Local officials"),
    ],
)
def test_names_are_resolved(text: str, clause: str, name: str) -> None:
    assert names(read(text), clause) == [name]


def test_a_spokesman_is_not_who_he_speaks_for() -> None:
    assert names(read("Ada Lovelace's spokesman said that the port burned."), "the port burned") == ["Ada Lovelace's spokesman"]


def test_the_one_who_claims_comes_before_who_relays() -> None:
    assert names(read("Harbour officials told Example News that the port burned."), "the port burned") == [
        "Harbour officials",
        "Example News",
    ]
    nested = read("The agency reported that the harbour master said the port burned.")
    assert names(nested, "the port burned") == ["harbour master", "agency"]


def test_a_clause_that_is_the_saying_itself() -> None:
    text = read("The militia claimed responsibility for the attack on the port.")
    assert names(text, "The militia claimed responsibility for the attack on the port") == ["militia"]


def test_minds_and_wills_make_no_speaker() -> None:
    assert names(read("The commander knew that the convoy was coming."), "the convoy was coming") == []


def test_the_speaker_is_cut_at_its_apposition_and_stands_in_the_text() -> None:
    text = read("Ada Lovelace, who heads the charity, said nine died.")
    start, end = text.at("nine died")
    (speaker,) = voices.speakers(start, end, text.sayings, text.passage(start), text.book)
    assert speaker.text == "Ada Lovelace" == text.document.text[speaker.start : speaker.end]
    assert speaker.cue is not None
    assert speaker.cue.text == "said"


def test_a_block_quotation_is_spoken_by_the_source_of_its_lead_in() -> None:
    lead, block = "The Chilean Navy maintained that it was attacked:", "A patrol came under fire at night."
    text = f"{lead}\n\n{block}"
    one = read(text, ("body", 0, len(lead)), ("quote", len(lead) + 2, len(text)))
    quote = structs.replace(one.document.passages[1], lead_in=(0, len(lead)))
    start, end = one.at(block)
    assert [s.name for s in voices.speakers(start, end, one.sayings, quote, one.book)] == ["Chilean Navy"]
    authored = structs.replace(quote, lead_in=None, author="The Chilean Navy")
    assert [s.text for s in voices.speakers(start, end, one.sayings, authored, one.book)] == ["The Chilean Navy"]


def test_who_was_only_the_minister_is_named_behind_a_pronoun_too() -> None:
    text = read('Defence Minister Ada Lovelace said nine died. "It burned," the minister said. She said a ship sank.')
    assert names(text, "a ship sank") == ["Ada Lovelace"]


def test_a_report_by_somebody_is_his() -> None:
    assert names(read("An inquiry by the Chilean Red Cross found that nine died."), "nine died") == ["Chilean Red Cross"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Our channel reported that the port burned.", "the port burned"),
        ("The village said that the port burned.", "the port burned"),
        ("VALDIVIA, Chile (Example News) - Nobody said that the port burned.", "the port burned"),
    ],
)
def test_no_speakers(text: str, clause: str) -> None:
    assert names(read(text), clause) == []


def test_a_paper_of_several_words_that_was_told_passes_it_on() -> None:
    assert names(read("Harbour officials told Middle East Eye that the port burned."), "the port burned") == [
        "Harbour officials",
        "Middle East Eye",
    ]


def paragraphs(*parts: tuple[str, str]) -> Read:
    """A document whose paragraphs are passages of these roles."""
    text = "\n\n".join(part for _, part in parts)
    at, passages = 0, []
    for role, part in parts:
        passages.append((role, at, at + len(part)))
        at += len(part) + 2
    return read(text, *passages)  # type: ignore[arg-type]


def test_a_block_quotation_without_lead_in_belongs_to_who_spoke_last_before_it() -> None:
    text = paragraphs(
        ("body", "The port burned at night. Nine died, governor Ada Lovelace said."),
        ("quote", "They wanted to burn the ships."),
        ("quote", "They wanted to burn the town."),
    )
    assert names(text, "They wanted to burn the ships") == ["Ada Lovelace"]
    assert names(text, "They wanted to burn the town") == ["Ada Lovelace"]


def test_a_speech_goes_on_over_paragraphs_that_open_again() -> None:
    text = paragraphs(
        ("body", "Ada Lovelace said: “Nine sailors died at night."),
        ("body", "“A ship sank near the port."),
        ("body", "“We mourn them.”"),
        ("body", "A tank burned near the dam."),
    )
    assert names(text, "A ship sank near the port") == ["Ada Lovelace"]
    assert names(text, "We mourn them") == ["Ada Lovelace"]
    assert names(text, "A tank burned near the dam") == []


def test_he_is_the_commander_of_something() -> None:
    text = read("The commander of the sector told our correspondent that nine died. He said that a ship sank.")
    assert names(text, "a ship sank") == ["commander of the sector"]


@pytest.mark.parametrize(
    ("text", "clause", "name"),
    [
        ("The hospital put the toll at nine. The ministry said a ship sank.", "a ship sank", "ministry"),
        ("The mayor said nine died. The hospital had no light. It said a ship sank.", "a ship sank", "hospital"),
        ("One of the videos shared by the Chilean Red Cross shows that a ship sank.", "a ship sank", "Chilean Red Cross"),
    ],
)
def test_bodies_stay_apart(text: str, clause: str, name: str) -> None:
    assert names(read(text), clause) == [name]


def test_places_and_reporters_are_not_who_spoke() -> None:
    told = read("The governor told the agency's reporter that nine died. The governor said that a ship sank.")
    assert names(told, "a ship sank") == ["governor"]
    claims = engine().read(document("Nine soldiers were killed in Herat. The army shelled Goma, the statement said.")).claims
    assert "Herat" not in {s.name for c in claims for s in c.speakers}


def test_we_behind_a_mere_report_is_the_publisher() -> None:
    text = paragraphs(
        ("body", "Nine died near the port. The navy says that a ship sank."),
        ("body", "North of the dam our units withdrew."),
    )
    assert names(text, "North of the dam our units withdrew") == []
