"""Stance and certainty: every group of hedges by its example, and how they go together."""

from __future__ import annotations

import pytest

from rashomon.read import modality
from rashomon.vocabulary.hedges import HedgeGroup
from tests.read.said import language, read, unmarked


def of(example: str) -> tuple[str, str]:
    """Stance and certainty of the predicate in square brackets, in the clause of its own words."""
    text, start, _ = unmarked(example)
    one = read(text)
    token = next(t for t in one.pieces[0][0] if t.idx == start)
    clause = token.left_edge.idx, token.right_edge.idx + len(token.right_edge)
    return modality.modality(token, *clause, one.sayings, language())


@pytest.mark.parametrize("group", language().hedges.groups, ids=lambda g: f"{g.place}-{g.words[0]}")
def test_every_group_of_hedges_by_its_example(group: HedgeGroup) -> None:
    assert of(group.example) == (group.stance or "assert", group.certainty or "certain")


@pytest.mark.parametrize(
    ("example", "stance", "certainty"),
    [
        ("The army [took] the hill.", "assert", "certain"),
        ("The army did not [take] the hill.", "deny", "certain"),
        ("No soldiers were [killed].", "deny", "certain"),
        ("Neither side [withdrew] from the hill.", "deny", "certain"),
        ("The army failed to [take] the hill.", "deny", "certain"),
        ("The ministry denied that its aircraft [bombed] the port.", "deny", "certain"),
        ("Colombia denied [shelling] the port.", "deny", "certain"),
        ("We will [retake] the hill.", "intend", "certain"),
        ("The president vowed to [retake] the hill.", "intend", "certain"),
        ("The general said he would [retake] the hill.", "intend", "certain"),
        ("The talks will be [held] in May.", "predict", "certain"),
        ("The analyst expects that the town will [fall].", "predict", "certain"),
        ("The envoy demanded that both sides [stop] the fighting.", "demand", "certain"),
        ("The reporter reckons that the strike [hit] a depot.", "assert", "probable"),
        ("It is unclear whether rebels [shot] the pilot.", "dispute", "possible"),
        ("Was the port [shelled]?", "question", "certain"),
        ("Rebels [shelled] the port, why did nobody stop them?", "assert", "certain"),
        ("There [were] no soldiers in the port.", "deny", "certain"),
        ("The army no longer [shells] the port.", "deny", "certain"),
        ("All statements about a missile [strike] on the port are a provocation and are untrue.", "deny", "certain"),
        ("Claims that rebels [shelled] the port are false.", "deny", "certain"),
        ("Reports that rebels [shelled] the port are true.", "assert", "probable"),
        ("It could be the rebels who [shelled] the port.", "assert", "possible"),
        ("The jets supposedly [bombed] the port.", "assert", "probable"),
        ("The team found nothing to suggest that a bomb was [dropped].", "assert", "unsupported"),
        ("The rebels may have [shot] the pilot and reportedly fled.", "assert", "possible"),
        ("Rebels vowed to retake the town that [fell] in March.", "assert", "certain"),
        ("The envoy called for an end to the [shelling] of the port.", "assert", "certain"),
    ],
)
def test_stance_and_certainty(example: str, stance: str, certainty: str) -> None:
    assert of(example) == (stance, certainty)


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("If the rebels [attacked], the army would respond.", True),
        ("If the rebels attacked, the army would [respond].", True),
        ("The army would have [respond]ed.", True),
        ("Unless the rebels [leave], the truce is dead.", True),
        ("Should the rebels [attack], the truce is dead.", True),
        ("The rebels [attacked] the port.", False),
        ("The general said he would [respond].", False),
        ("The reporter asked if the rebels had [attacked].", False),
    ],
)
def test_conditions_claim_nothing(example: str, expected: bool) -> None:
    text, start, _ = unmarked(example)
    token = next(t for t in read(text).pieces[0][0] if t.idx == start)
    assert modality.is_hypothetical(token) is expected


@pytest.mark.parametrize(
    "example",
    [
        "The minister refused to say who [shelled] the port.",
        "The army neither confirmed nor denied that it [shelled] the port.",
        "The army did not confirm that it [shelled] the port.",
    ],
)
def test_what_nobody_would_say_is_open(example: str) -> None:
    assert of(example)[0] == "dispute"
