"""The trained encoder: what it makes of the words of a sentence. Its questions, data and scores are in `weights/card.md`.

One small transformer sees each sentence once. It is given, beside the words, what the rules already see in them: the kind of
a trigger, the entity type, the place in the parse. It answers, for each word: does it tell a happening, of which kind, with
which stance and certainty, as news or as history; and for each other word: what part it has in that happening.
"""

from __future__ import annotations

import math
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # nothing here calls home; read by onnxruntime when it is imported

LONGEST = 160
"""Longest sentence in word pieces; words behind it get no answer and are left to the rules."""

_PART = re.compile(r"\w+|[^\w\s]")


class Labels(Struct, frozen=True):
    """What the numbers of the model stand for, in their order; written beside the weights when they are trained."""

    kinds: tuple[str, ...]
    stances: tuple[str, ...]
    certainties: tuple[str, ...]
    roles: tuple[str, ...]
    measures: tuple[str, ...]
    hits: tuple[str, ...]
    entities: tuple[str, ...]
    deps: tuple[str, ...]
    version: str = ""


class Seen(Struct, frozen=True):
    """A sentence as the model is given it: one entry a word, aligned. `hits` holds the kind of the rules' trigger at a word or
    "", `entities` its entity type or "", `deps` its dependency label.
    """

    words: tuple[str, ...]
    hits: tuple[str, ...]
    entities: tuple[str, ...]
    deps: tuple[str, ...]


class Sense:
    """The model's answers for one sentence. Words are counted within the sentence."""

    def __init__(self, labels: Labels, kinds: Floats, modal: Floats, heads: Floats, tails: Floats, measures: Floats) -> None:
        self._labels, self._kinds, self._modal = labels, kinds, modal
        self._heads, self._tails, self._measures = heads, tails, measures

    def __len__(self) -> int:
        """How many words have an answer."""
        return len(self._kinds)

    def telling(self, word: int) -> float:
        """Probability that the word tells a happening that a claim is made of."""
        return 1.0 - float(self._kinds[word, 0])

    def kind(self, word: int) -> tuple[str, float]:
        """The likeliest kind of what the word tells, and its share among the kinds."""
        best = int(self._kinds[word, 1:].argmax())
        return self._labels.kinds[best], float(self._kinds[word, 1 + best] / max(1e-9, 1.0 - self._kinds[word, 0]))

    def share(self, word: int, kind: str) -> float:
        """The share of a kind among the kinds."""
        at = 1 + self._labels.kinds.index(kind)
        return float(self._kinds[word, at] / max(1e-9, 1.0 - self._kinds[word, 0]))

    def stance(self, word: int) -> dict[str, float]:
        """Probabilities of the stances of what the word tells."""
        return dict(zip(self._labels.stances, softmax(self._modal[word, : len(self._labels.stances)]).tolist(), strict=True))

    def certainty(self, word: int) -> dict[str, float]:
        """Probabilities of the certainties of what the word tells."""
        at = len(self._labels.stances)
        row = self._modal[word, at : at + len(self._labels.certainties)]
        return dict(zip(self._labels.certainties, softmax(row).tolist(), strict=True))

    def background(self, word: int) -> float:
        """Probability that what the word tells is history beside the news."""
        return _sigmoid(float(self._modal[word, -1]))

    def measure(self, word: int) -> tuple[str, float]:
        """The likeliest measure of a number word, and its probability (against all others and none)."""
        best = int(self._measures[word, 1:].argmax())
        return self._labels.measures[best], float(self._measures[word, 1 + best])

    def roles(self, word: int) -> Floats:
        """Probability of each role (columns, in the order of `Labels.roles`) of each word (rows) in what `word` tells."""
        scores = np.einsum("rd,wrd->wr", self._heads[word], self._tails)
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)

    def role(self, word: int, other: int, role: str) -> float:
        """Probability that `other` has a role in what `word` tells."""
        at = self._labels.roles.index(role)
        return _sigmoid(float(self._heads[word, at] @ self._tails[other, at]))


class Coder:
    """Sentences to the numbers that the model takes."""

    def __init__(self, labels: Labels, vocabulary: Sequence[str]) -> None:
        self._vocabulary = {word: n for n, word in enumerate(vocabulary)}
        self._pieces = lru_cache(maxsize=65_536)(partial(wordpieces, vocabulary=self._vocabulary))
        self._hits = {name: n for n, name in enumerate(labels.hits)}
        self._entities = {name: n for n, name in enumerate(labels.entities)}
        self._deps = {name: n for n, name in enumerate(labels.deps)}

    def coded(self, sentence: Seen) -> tuple[Ints, Ints]:
        """(piece rows: id, hit, entity, dep; index of each word's first piece)."""
        rows, firsts = [(self._vocabulary["[CLS]"], 0, 0, 0)], []
        for word, hit, entity, dep in zip(sentence.words, sentence.hits, sentence.entities, sentence.deps, strict=True):
            pieces = self._pieces(word)
            if len(rows) + len(pieces) >= LONGEST:
                break
            firsts.append(len(rows))
            marks = self._hits.get(hit, 0), self._entities.get(entity, 0), self._deps.get(dep, 0)
            rows += [(pieces[0], *marks), *((piece, 0, 0, 0) for piece in pieces[1:])]
        rows.append((self._vocabulary["[SEP]"], 0, 0, 0))
        return np.asarray(rows, dtype=np.int64), np.asarray(firsts, dtype=np.int64)


class Encoder:
    """The shipped model, ready to answer. Holds no state of any document."""

    def __init__(self, folder: Traversable | None = None) -> None:
        import onnxruntime

        home = folder or files("rashomon.read") / "weights"
        self.labels = msgspec.json.decode((home / "labels.json").read_bytes(), type=Labels)
        self._coder = Coder(self.labels, (home / "vocab.txt").read_text("utf-8").split("\n"))
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # a sentence is too small to share, and the parser needs the other cores
        self._session = onnxruntime.InferenceSession(
            (home / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def senses(self, sentences: Sequence[Seen]) -> list[Sense]:
        """An answer for each sentence, in the order given.

        Each is asked by itself: the eight-bit weights round by the largest number of what they are given together, so that in a
        batch one sentence would change the answers for its neighbours.
        """
        return [self._sense(*self._coder.coded(sentence)) for sentence in sentences]

    def _sense(self, pieces: Ints, firsts: Ints) -> Sense:
        mask = np.ones((1, len(pieces)), dtype=np.int64)
        answers = self._session.run(None, {"pieces": pieces[np.newaxis], "mask": mask})
        kinds, modal, heads, tails, measures = (answer[0][firsts] for answer in answers)
        return Sense(self.labels, softmax(kinds), modal, heads, tails, softmax(measures))


def wordpieces(word: str, vocabulary: Mapping[str, int]) -> tuple[int, ...]:
    """WordPiece ids of one word, small and without accents: the longest known beginning, again and again (Wu et al. 2016)."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    unknown = vocabulary["[UNK]"]
    found = [piece for part in _PART.findall(plain) for piece in _of_part(part, vocabulary, unknown)]
    return tuple(found) or (unknown,)


def _of_part(part: str, vocabulary: Mapping[str, int], unknown: int) -> list[int]:
    found, at = [], 0
    while at < len(part):
        lead = "##" if at else ""
        end = next((e for e in range(min(len(part), at + 32), at, -1) if lead + part[at:e] in vocabulary), None)
        if end is None:
            return [unknown]
        found.append(vocabulary[lead + part[at:end]])
        at = end
    return found


def softmax(scores: Floats) -> Floats:
    """Scores to shares that sum to one along the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float32)


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))
