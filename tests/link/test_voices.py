"""Speakers: known publishers under their own names, and the publisher's own voice, which is no speaker."""

from __future__ import annotations

import pytest

from rashomon.link.actors import Actors
from rashomon.link.voices import is_publisher
from rashomon.model import Speaker
from tests.link.link_values import claim, document, linker, reading, speaker, vocabulary


@pytest.mark.parametrize(
    ("text", "kind", "party", "own"),
    [
        ("The United States", "state organ", "USA", True),
        ("US", "state organ", "USA", True),
        ("Example", "state organ", "USA", True),  # the name of the test's publisher
        ("an American diplomat", "state organ", "USA", False),
        ("the envoy of the United States", "state organ", "USA", False),
        ("Hulusi Akar", "state organ", "TUR", False),
        ("Ankara", "state organ", "TUR", False),
        ("Russia", "state organ", "USA", False),
        ("The United States", "outlet", "USA", False),
        ("Example", "state media", "USA", False),
    ],
)
def test_on_the_page_of_an_organ_the_state_itself_is_no_speaker(text: str, kind: str, party: str, own: bool) -> None:
    said = Speaker(text=text, start=0, end=len(text), name=text)
    about = document(f"{text} condemns it.", party=party, kind=kind)
    assert is_publisher(said, about, Actors(vocabulary()).matcher) is own


def test_the_publishers_own_voice_is_dropped_and_the_others_stay() -> None:
    text = "The United States condemns what ISIS claimed."
    told = claim("attack", speakers=(speaker("ISIS", text), speaker("The United States", text)))
    (linked,) = linker().link(reading([told]), document(text, party="USA", kind="state organ")).claims
    assert [each.actor for each in linked.speakers] == ["ISIS"]
    alone = claim("attack", speakers=(speaker("The United States", text),))
    (linked,) = linker().link(reading([alone]), document(text, party="USA", kind="state organ")).claims
    assert linked.speakers == ()


def test_a_known_publisher_has_one_name() -> None:
    source = next(known for known in vocabulary().sources.values() if known.names and known.names[0] != known.name)
    text = f"{source.names[0]} reported it."
    told = claim("attack", speakers=(speaker(source.names[0], text),))
    (linked,) = linker().link(reading([told]), document(text)).claims
    (voice,) = linked.speakers
    assert voice.name == source.name or voice.party is not None  # a publisher that is a party is linked as that
    assert voice.text == source.names[0]
