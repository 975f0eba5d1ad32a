"""The tables of reconciling fit the rest of the vocabulary."""

from __future__ import annotations

import msgspec
import pytest

from rashomon.reconcile.slots import counted
from rashomon.vocabulary import shipped
from rashomon.vocabulary.comparing import referring_words, same_kinds


def test_every_kind_has_its_place() -> None:
    """A kind without a group could never be compared; a kind that does not exist is a misprint."""
    kinds, known = same_kinds(), set(shipped().kinds)
    assert known == set(kinds.groups_of) | set(kinds.about)
    pairs = {kind for pair in (*kinds.alike, *kinds.apart) for kind in pair}
    named = {*kinds.general, *kinds.mutual, *kinds.aftermath, *kinds.recurring, *kinds.finer, *kinds.finer.values(), *pairs}
    assert named <= known


def test_words_are_written_as_they_are_looked_for() -> None:
    """Lower case, no stray blanks, none twice in a list."""
    for name, words in msgspec.structs.asdict(referring_words("en")).items():
        lists = words.values() if isinstance(words, dict) else [words]
        for listed in lists:
            assert [w for w in listed if w != w.casefold().strip()] == [], name
            assert len(set(listed)) == len(listed), name


@pytest.mark.parametrize(
    ("of", "people", "expected"),
    [
        ("armoured personnel carriers", False, "armoured vehicle"),
        ("Sea Tiger boats", False, "boat"),
        ("fast attack craft", False, "boat"),
        ("Syrian helicopters", False, "helicopter"),
        ("grain silos", False, "silo"),
        (None, False, None),
        ("children", True, "children"),
        ("soldiers", True, None),
        (None, True, None),
    ],
)
def test_what_was_counted(of: str | None, people: bool, expected: str | None) -> None:
    """Things by their class, people as a part of all or not at all."""
    assert counted(of, referring_words("en"), people) == expected
