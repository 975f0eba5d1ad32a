"""Rumours: what a text says is told without evidence."""

from __future__ import annotations

import pytest

from tests.read.read_values import document, engine


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, certainty and evidence of the claims of a text."""
    return [(c.kind, c.certainty, c.evidence) for c in engine().read(document(text)).claims]


@pytest.mark.parametrize(
    "doubt",
    [
        "The rebels gave no photo and no video as evidence.",
        "They provided no proof of these claims.",
        "There is no evidence for this.",
        "The rebels released no footage to support the claim.",
    ],
)
def test_a_sentence_without_evidence_speaks_of_what_was_claimed_before_it(doubt: str) -> None:
    text = f"Local rebels claimed on Monday that their drones had destroyed nine tanks near Goma. {doubt}"
    first = told(text)[0]
    assert first[1:] == ("unsupported", ("none",))


@pytest.mark.parametrize(
    "text",
    [
        "Local rebels claimed that their drones had destroyed nine tanks near Goma. There is no evidence of a plot.",
        "Nine tanks were destroyed near Goma. The mayor showed no photo of the wedding.",
        "Local rebels claimed that their drones had destroyed nine tanks near Goma. The army released no footage.",
        "The army shelled Goma, officials said.\n\nA cold night.\n\nRain.\n\nThey gave no proof.",
    ],
)
def test_others_keep_what_they_said(text: str) -> None:
    assert told(text)[0][1] == "certain"


def test_these_claims_are_all_that_the_same_voice_told() -> None:
    text = "Local rebels said the army shelled Goma. They said troops bombed Basra. There is no proof of these claims."
    assert [t[1] for t in told(text)][:2] == ["unsupported", "unsupported"]


@pytest.mark.parametrize(
    "text",
    [
        "Rumours that the army shelled Goma spread on Monday.",
        "Without evidence, the militia claimed that its drones had hit the base in Goma.",
        "Unconfirmed reports said that rebels shelled Kunduz.",
        "There is no proof that the army shelled Goma.",
        "The militia claimed without offering any proof that it had killed nine soldiers.",
    ],
)
def test_what_is_said_without_evidence_is_unsupported(text: str) -> None:
    assert told(text)[0][1] == "unsupported"


def test_silence_is_told_and_not_denied() -> None:
    claims = engine().read(document("Neither the rebels nor the police has issued a statement.")).claims
    assert [(c.kind, c.stance) for c in claims] == [("no-comment", "assert")]
