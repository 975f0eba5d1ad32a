"""Fits the network to examples and says what it gets right on others."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor, nn

from rashomon.read.encoder import Coder, Labels
from train.data import Example
from train.net import Net

BATCH = 16
SEED = 7
SORTS = ("kinds", "stances", "certainties", "roles", "measures", "hits", "entities", "deps")


Coded = tuple[NDArray[np.int64], NDArray[np.int64]]
Row = tuple[Coded, Example]


class Pace(Struct, frozen=True):
    """How often the examples are seen, and the highest learning rates of the encoder and of the heads above it."""

    epochs: int
    encoder: float
    heads: float


def fit(
    coder: Coder, labels: Labels, data: Sequence[Example], base: Path, layers: int, pace: Pace, start: Net | None = None
) -> Net:
    """A network fitted to the examples, from the base or from another network. Same examples and machine, same weights."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    net = Net(base, layers, sizes(labels))
    if start is not None:
        net.load_state_dict(start.state_dict())
    rows = [(coded, e) for e in data if len((coded := coder.coded(e.seen))[1])]
    slow = [p for n, p in net.named_parameters() if n.startswith("bert")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("bert")]
    groups = [{"params": slow, "lr": pace.encoder}, {"params": fast, "lr": pace.heads}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = pace.epochs * ((len(rows) + BATCH - 1) // BATCH)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / (0.1 * steps), max(0.0, 1 - s / steps)))
    net.train()
    for epoch in range(pace.epochs):
        rng.shuffle(rows)
        for batch in batches(rows, rng):
            optimiser.zero_grad()
            loss = _loss(net, labels, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            plan.step()
        print(f"epoch {epoch + 1} of {pace.epochs}", flush=True)
    return net.eval()


def sizes(labels: Labels) -> dict[str, int]:
    return {
        name: len(getattr(labels, name))
        for name in ("kinds", "stances", "certainties", "roles", "measures", "hits", "entities", "deps")
    }


def batches(rows: Sequence[Row], rng: random.Random) -> list[list[Row]]:
    """Batches of sentences of like length, in random order."""
    pools = [sorted(rows[i : i + 50 * BATCH], key=lambda r: len(r[0][0])) for i in range(0, len(rows), 50 * BATCH)]
    made = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    rng.shuffle(made)
    return made


def padded(coded: Sequence[Coded]) -> tuple[Tensor, Tensor]:
    """Coded sentences as one batch of pieces with its mask."""
    longest = max(len(rows) for rows, _ in coded)
    pieces = torch.zeros(len(coded), longest, 4, dtype=torch.long)
    mask = torch.zeros(len(coded), longest, dtype=torch.long)
    for n, (rows, _) in enumerate(coded):
        pieces[n, : len(rows)] = torch.from_numpy(rows)
        mask[n, : len(rows)] = 1
    return pieces, mask


def _loss(net: Net, labels: Labels, batch: Sequence[Row]) -> Tensor:
    pieces, mask = padded([coded for coded, _ in batch])
    kinds, modal, heads, tails, measures = net(pieces, mask)
    total = kinds.sum() * 0
    ns, nc = len(labels.stances), len(labels.certainties)
    triggers: list[Tensor] = []
    counts: list[Tensor] = []
    wanted: list[int] = []
    counted: list[int] = []
    for n, ((_, firsts), example) in enumerate(batch):
        told = {t.word: t for t in example.tells if t.word < len(firsts)}
        if example.whole:
            counts.append(measures[n, firsts])
            of = dict(example.measures)
            counted += [1 + labels.measures.index(of[w]) if w in of else 0 for w in range(len(firsts))]
            triggers.append(kinds[n, firsts])
            wanted += [1 + labels.kinds.index(told[w].kind) if w in told else 0 for w in range(len(firsts))]
        for t in told.values():
            at = firsts[t.word]
            if example.whole:
                stance = torch.tensor([labels.stances.index(t.stance)])
                sure = torch.tensor([labels.certainties.index(t.certainty)])
                total = total + nn.functional.cross_entropy(modal[n, at : at + 1, :ns], stance) * 0.5
                total = total + nn.functional.cross_entropy(modal[n, at : at + 1, ns : ns + nc], sure) * 0.5
                old = torch.tensor(float(t.background))
                total = total + nn.functional.binary_cross_entropy_with_logits(modal[n, at, -1], old) * 0.3
            scores = torch.einsum("rd,wrd->wr", heads[n, at], tails[n, firsts])
            truth = torch.zeros_like(scores)
            for word, role in t.roles:
                if word < len(firsts):
                    truth[word, labels.roles.index(role)] = 1.0
            asked = torch.tensor([1.0 if r in t.asked else 0.0 for r in labels.roles])
            each = nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none")
            total = total + (each * asked).sum() * 0.15
    if triggers:
        scores = torch.cat(triggers)
        total = total + nn.functional.cross_entropy(scores, torch.tensor(wanted), reduction="sum")
        total = total + nn.functional.cross_entropy(torch.cat(counts), torch.tensor(counted), reduction="sum") * 0.5
    return total / len(batch)
