"""The made-up war of the scale bench: the same each time, the longer one begins with the shorter one, offsets hold."""

from __future__ import annotations

from itertools import islice

from bench.generate import war


def test_the_same_seed_gives_the_same_war() -> None:
    """Documents and readings are equal, and a longer war begins with the shorter one."""
    short = list(war(300))
    assert short == list(islice(war(900), len(short)))
    assert short != list(islice(war(300, seed=1), len(short)))


def test_every_offset_points_at_its_words() -> None:
    """What a claim quotes stands in its document, and every key is its own."""
    keys: list[str] = []
    for made in war(600):
        text = made.document.text
        for claim in made.linked.claims:
            keys.append(claim.key)
            assert text[claim.anchor.start : claim.anchor.end] == claim.anchor.quote
            assert claim.anchor.quote in claim.anchor.sentence
            named = [*claim.speakers, *claim.actors, *claim.targets, *claim.figures, claim.place, claim.when]
            for part in (part for part in named if part is not None):
                assert text[part.start : part.end] == part.text
    assert len(keys) == len(set(keys))
    assert len(keys) >= 600
