"""What a text says backs a claim."""

from __future__ import annotations

import pytest

from rashomon.read import proof
from rashomon.vocabulary.evidence import EvidenceGroup
from tests.read.said import language, read


def of(text: str, clause: str) -> tuple[str, ...]:
    one = read(text)
    start, end = one.at(clause)
    sentence = next(s for s in one.pieces[0][0].sents if s.start_char <= start < s.end_char)
    return proof.evidence(start, end, sentence, one.sayings, language())


@pytest.mark.parametrize("group", language().evidence.groups, ids=lambda g: g.label)
def test_every_group_of_evidence_by_its_example(group: EvidenceGroup) -> None:
    clause = group.example.split(" that ", 1)[1].rstrip(".")
    assert of(group.example, clause) == (group.label,)


@pytest.mark.parametrize(
    ("text", "clause", "labels"),
    [
        ("The port burned on Monday.", "The port burned", ()),
        ("The navy released footage of the strike on the port.", "the strike on the port", ("video",)),
        ("The activists provided no photo or video of the strike.", "the strike", ("none",)),
        ("Witnesses and satellite images confirm that the port burned.", "the port burned", ("witness", "satellite")),
        ("The photo studio in the harbour burned.", "The photo studio in the harbour burned", ()),
        ("Guards marched nine prisoners through the camp in the video.", "Guards marched nine prisoners", ("video",)),
    ],
)
def test_evidence_counts_where_it_speaks_or_is_brought_forward(text: str, clause: str, labels: tuple[str, ...]) -> None:
    assert of(text, clause) == labels
