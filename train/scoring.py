"""What a network gets right of annotated sentences: plain shares, word by word, for a look at each question by itself.

What its answers are worth to the claims is measured by `make bench` and shown in `docs/model.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from rashomon.read.encoder import Coder, Labels
from train.data import Example, Tells
from train.fit import padded
from train.net import Net

LEAST = 0.5
"""Probability from which an answer counts as given."""


@torch.no_grad()
def scores(net: Net, coder: Coder, labels: Labels, data: Sequence[Example]) -> dict[str, float]:
    """F1 of triggers, measures and each role; of the annotated triggers the share with the right kind, stance and so on."""
    both: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for at in range(0, len(data), 32):
        part = [(coded, e) for e in data[at : at + 32] if len((coded := coder.coded(e.seen))[1])]
        for n, answers in enumerate(zip(*net(*padded([coded for coded, _ in part])), strict=True)):
            (_, firsts), example = part[n]
            for name, found, true in _compared([a[firsts] for a in answers], example, labels):
                given[name] += len(found)
                wanted[name] += len(true)
                both[name] += len(found & true)
    return {name: 2 * both[name] / max(1, given[name] + wanted[name]) for name in wanted}


Compared = tuple[str, set[tuple[int, str]], set[tuple[int, str]]]


def _compared(answers: Sequence[Tensor], example: Example, labels: Labels) -> Iterator[Compared]:
    """(question, answers given, answers wanted) for each question of one sentence."""
    kinds, modal, heads, tails, measures = answers
    told = [t for t in example.tells if t.word < len(kinds)]
    shares = kinds.softmax(-1)
    yield (
        "trigger",
        {(w, "") for w in range(len(kinds)) if 1 - float(shares[w, 0]) >= LEAST},
        {(t.word, "") for t in told},
    )
    counts = measures.argmax(-1).tolist()
    yield (
        "measure",
        {(w, labels.measures[m - 1]) for w, m in enumerate(counts) if m},
        {(w, measure) for w, measure in example.measures if w < len(kinds)},
    )
    for t in told:
        yield from _of_one(t, shares, modal, labels)
        scored = torch.einsum("rd,wrd->wr", heads[t.word], tails).sigmoid()
        for r, role in enumerate(labels.roles):
            found = {(w, role) for w in range(len(kinds)) if float(scored[w, r]) >= LEAST}
            yield role, found, {(w, name) for w, name in t.roles if name == role and w < len(kinds)}


def _of_one(t: Tells, shares: Tensor, modal: Tensor, labels: Labels) -> Iterator[Compared]:
    stances = len(labels.stances)
    row = modal[t.word]
    yield "kind", {(0, labels.kinds[int(shares[t.word, 1:].argmax())])}, {(0, t.kind)}
    stance = labels.stances[int(row[:stances].argmax())]
    yield "stance", {(0, stance)}, {(0, t.stance)}
    if t.stance != "assert":
        yield "stance other than assert", {(0, stance)}, {(0, t.stance)}
    yield "certainty", {(0, labels.certainties[int(row[stances:-1].argmax())])}, {(0, t.certainty)}
    yield "background", {(0, str(float(row[-1]) > 0))}, {(0, str(t.background))}
