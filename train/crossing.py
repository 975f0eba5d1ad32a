"""Cross-validation over theatres of war: every report of the corpus is read with a network that never saw its war.

The score is that of whole claims, by the public scorer that stands beside the checkout, for the rules alone and for rules and
network together: what the network is worth on the next war.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import torch

from bench.reading import write_claims
from bench.sets import SHARED, score
from rashomon.case.reader import Reader
from rashomon.read.embedded import Embedded
from rashomon.read.encoder import Coder, Encoder, Labels, Seen, Sense, softmax
from train import corpus
from train.data import document
from train.fit import padded
from train.net import Net

SLOTS = ("claim_f1", "kind_f1", "speaker_f1", "actors_f1", "targets_f1", "place_f1", "time_f1", "figures_f1", "slots_f1")


class Unfrozen:
    """A network that answers as the shipped encoder does, before it is rounded and written."""

    def __init__(self, net: Net, coder: Coder, labels: Labels) -> None:
        self.net, self.coder, self.labels = net, coder, labels

    @torch.no_grad()
    def senses(self, sentences: Sequence[Seen]) -> list[Sense]:
        """As `Encoder.senses`, one sentence at a time."""
        return [self._sense(sentence) for sentence in sentences]

    def _sense(self, sentence: Seen) -> Sense:
        coded = self.coder.coded(sentence)
        kinds, modal, heads, tails, measures = (answer[0][coded[1]].numpy() for answer in self.net(*padded([coded])))
        return Sense(self.labels, softmax(kinds), modal, heads, tails, softmax(measures))


def crossed(
    reports: Sequence[corpus.Report], folds: Sequence[set[str]], fitted: Callable[[set[str]], Unfrozen]
) -> Iterator[str]:
    """Lines `name rules with-network` of each slot; `fitted` gives the network that has not seen the theatres of a fold."""
    prepared = Reader(engine="rules").prepare()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        corpus.write(reports, folder)
        rules, both = folder / "rules.jsonl", folder / "both.jsonl"
        write_claims(prepared, [(r.name, document(r)) for r in reports], rules)
        with both.open("w") as out:
            for fold in folds:
                cast(Embedded, prepared.engine).encoder = cast(Encoder, fitted(fold))
                part = folder / "part.jsonl"
                write_claims(prepared, [(r.name, document(r)) for r in reports if r.theatre in fold], part)
                out.write(part.read_text())
        scorer = SHARED / "tools" / "score_gold.py"
        before, after = (score(scorer, folder / "gold.jsonl", path) for path in (rules, both))
    yield from (f"{name} {before[name]:.3f} {after[name]:.3f}" for name in SLOTS)
