"""Every example of the trigger vocabulary reads as its own kind, with its own participants."""

from __future__ import annotations

import pytest

from rashomon.read.embedded import Embedded
from rashomon.vocabulary import load
from tests.read.read_values import document, engine

CASES = [
    pytest.param(trigger.kind, example, id=f"{name}-{n}")
    for name, trigger in load().language.triggers.triggers.items()
    for n, example in enumerate(trigger.examples)
]


@pytest.fixture(scope="module")
def reader() -> Embedded:
    return engine()


@pytest.mark.parametrize(("kind", "example"), CASES)
def test_an_example_reads_as_its_kind(reader: Embedded, kind: str, example: object) -> None:
    claims = reader.read(document(example.text)).claims
    found = [c for c in claims if c.kind == kind]
    assert found, [(c.kind, c.anchor.quote) for c in claims]
    if example.actor:
        assert any(example.actor in a.text for c in found for a in c.actors), [c.actors for c in found]
    if example.target:
        assert any(example.target in a.text for c in found for a in c.targets), [c.targets for c in found]


def test_every_kind_of_the_vocabulary_has_a_trigger() -> None:
    words = load()
    assert {t.kind for t in words.language.triggers.triggers.values()} == set(words.kinds)


def test_classes_that_triggers_name_exist() -> None:
    triggers = load().language.triggers
    named = {name for t in triggers.triggers.values() for name in (*t.object, *t.subject)}
    assert named <= set(triggers.classes)


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("Two bullets killed a nurse in Goma.", [], ["nurse"]),
        ("The army attacked our freedom in Goma on Friday.", ["army"], []),
        ("The mayor's murder in Goma shocked the town.", [], ["mayor's"]),
        ("A bomb exploded in front of the embassy in Goma.", [], ["the embassy"]),
    ],
)
def test_who_acts_and_what_is_hit(text: str, actors: list[str], targets: list[str]) -> None:
    claims = engine().read(document(text)).claims
    assert [a.text.removeprefix("The ") for c in claims for a in c.actors] == actors
    assert [t.text.removeprefix("The ").removeprefix("a ") for c in claims for t in c.targets] == targets


def test_a_word_inside_a_bodys_name_tells_nothing() -> None:
    text = "The spokesman of the National Liberation Front of Gorda is a tall man."
    assert engine().read(document(text)).claims == ()
