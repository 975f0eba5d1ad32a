"""Whatever a person types is a search, and never an error of the database's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.case import Case
from rashomon.desk.finder import Finder, Hit, match
from rashomon.desk.scenes import Scene, Scenes


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


@pytest.fixture(scope="module")
def scene(sample: Case) -> Scene:
    return Scenes(sample.folder).at(None)


PARTS = st.sampled_from(
    ['"', "*", "-", "(", ")", ":", "^", "NEAR", "AND", "OR", "NOT", "words", "{", "+", "\x00", "_", "☃", "٣", "killed", " "]
)


@given(query=st.one_of(st.text(max_size=60), st.lists(PARTS, max_size=400).map("".join)))
def test_any_text_is_a_search(finder: Finder, scene: Scene, query: str) -> None:
    for claims in (True, False):
        for hit in finder.find(scene, query, claims):
            assert isinstance(hit, Hit)
            assert "".join(piece.text for piece in hit.text)
            break


def test_pieces_are_the_words_of_the_place(finder: Finder, scene: Scene) -> None:
    hits = list(finder.find(scene, '"turkish soldiers"', False))
    assert hits
    for hit in hits:
        text = scene.index.documents[hit.address].text[hit.first : hit.last]
        shown = "".join(piece.text for piece in hit.text).strip("…")
        assert shown in " ".join(text.split())
        assert [piece.text.casefold() for piece in hit.text if piece.hit][:1] in (["turkish soldiers"], ["turkish"])


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("air strike", '"air" AND "strike"'),
        ('"air strike" -drone', '"air strike" NOT "drone"'),
        ("bomb*", '"bomb"*'),
        ("-only", ""),
        ('"', ""),
        ("a:b OR c", '"a:b" AND "OR" AND "c"'),
    ],
)
def test_how_a_search_is_read(query: str, asked: str) -> None:
    assert match(query) == asked
