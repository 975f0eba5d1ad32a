"""The trained encoder: its pieces of words, its answers, and that it stays at home."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.encoder import Encoder, Seen, softmax, wordpieces

VOCABULARY = {word: n for n, word in enumerate(["[UNK]", "shell", "##ed", "##ing", "-", "a", "idlib"])}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def seen(text: str) -> Seen:
    words = tuple(text.split())
    return Seen(words, ("",) * len(words), ("",) * len(words), ("",) * len(words))


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Shelled", (1, 2)),
        ("shelling", (1, 3)),
        ("a-a", (5, 4, 5)),
        ("Ídlib", (6,)),
        ("xyz", (0,)),
        ("", (0,)),
        ("\u0301", (0,)),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces(word: str, pieces: tuple[int, ...]) -> None:
    assert wordpieces(word, VOCABULARY) == pieces


@given(st.text(max_size=40))
def test_every_word_has_pieces(word: str) -> None:
    assert all(0 <= piece < len(VOCABULARY) for piece in wordpieces(word, VOCABULARY))
    assert wordpieces(word, VOCABULARY)


def test_shares_sum_to_one() -> None:
    assert np.allclose(softmax(np.array([[1.0, 2.0, 900.0]], dtype=np.float32)).sum(axis=-1), 1.0)


def test_what_tells_is_told_apart_from_what_does_not(encoder: Encoder) -> None:
    [sense] = encoder.senses([seen("Gunmen shelled the harbour town on Monday .")])
    assert sense.telling(1) > 0.5 > max(sense.telling(i) for i in (0, 2, 3, 4, 5, 6, 7))
    assert sense.kind(1)[0] == "shelling"
    assert sense.role(1, 0, "actor") > sense.role(1, 4, "actor")
    assert sum(sense.stance(1).values()) == pytest.approx(1, abs=1e-4)
    assert sum(sense.certainty(1).values()) == pytest.approx(1, abs=1e-4)


def test_the_neighbours_of_a_sentence_change_nothing(encoder: Encoder) -> None:
    texts = ("Rebels took the bridge .", "It rained .", "Six sailors died when a mine blew up in Kest harbour .")
    sentences = [seen(text) for text in texts]
    for sense, each in zip(encoder.senses(sentences), sentences, strict=True):
        [alone] = encoder.senses([each])
        words = range(len(each.words))
        assert [sense.telling(i) for i in words] == [alone.telling(i) for i in words]


def test_a_sentence_without_end_and_one_without_words(encoder: Encoder) -> None:
    long, empty = encoder.senses([seen("fire " * 500), seen("")])
    assert 0 < len(long) < 500
    assert len(empty) == 0
    assert encoder.senses([]) == []


def test_it_opens_no_socket_and_leaves_no_file(tmp_path: Path) -> None:
    """Some wheels of the runtime send telemetry; the pinned one must not, and is told not to."""
    code = """
import os, socket
def refuse(*_, **__): raise SystemExit("a socket was opened")
socket.socket.connect = socket.create_connection = refuse
from rashomon.read.encoder import Encoder, Seen
Encoder().senses([Seen(("Rebels", "fled"), ("", ""), ("", ""), ("", ""))])
import onnxruntime
assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
assert tuple(map(int, onnxruntime.__version__.split(".")[:2])) < (1, 29)
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, cwd=tmp_path)
    assert list(tmp_path.rglob("*")) == []
