"""Fits the network to examples and says what it gets right on others."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from rashomon.read.encoder import Coder, Labels
from train.data import Example
from train.net import Net

BATCH = 16
RATE = 1e-4
HEAD_RATE = 1e-3


def fit(coder: Coder, labels: Labels, data: Sequence[Example], base: Path, layers: int, epochs: int, seed: int = 7,
        start: dict | None = None, rate: float = RATE, head_rate: float = HEAD_RATE) -> Net:
    """A network fitted to the examples. The same examples, seed and machine give the same weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Net(base, layers, sizes(labels))
    if start is not None:
        net.load_state_dict(start)
    rows = [(coder.coded(e.seen), e) for e in data]
    rows = [(c, e) for c, e in rows if len(c[1])]
    slow = [p for n, p in net.named_parameters() if n.startswith("bert")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("bert")]
    steps = epochs * ((len(rows) + BATCH - 1) // BATCH)
    optimiser = torch.optim.AdamW([{"params": slow, "lr": rate}, {"params": fast, "lr": head_rate}], weight_decay=0.01)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / (0.1 * steps), max(0.0, 1 - s / steps)))
    net.train()
    import time as _t; _b=_t.time()
    for _e in range(epochs):
        print("epoch", _e, round(_t.time()-_b), flush=True)
        rng.shuffle(rows)
        for batch in batches(rows, rng):
            optimiser.zero_grad()
            loss = _loss(net, labels, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            plan.step()
    return net.eval()


def sizes(labels: Labels) -> dict[str, int]:
    return {name: len(getattr(labels, name)) for name in ("kinds", "stances", "certainties", "roles", "measures", "hits", "entities", "deps")}


def batches(rows: list, rng: random.Random) -> list[list]:
    """Batches of sentences of like length, in random order."""
    pools = [sorted(rows[i : i + 50 * BATCH], key=lambda r: len(r[0][0])) for i in range(0, len(rows), 50 * BATCH)]
    made = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    rng.shuffle(made)
    return made


def padded(coded: Sequence) -> tuple[Tensor, Tensor]:
    longest = max(len(rows) for rows, _ in coded)
    pieces = torch.zeros(len(coded), longest, 4, dtype=torch.long)
    mask = torch.zeros(len(coded), longest, dtype=torch.long)
    for n, (rows, _) in enumerate(coded):
        pieces[n, : len(rows)] = torch.from_numpy(rows)
        mask[n, : len(rows)] = 1
    return pieces, mask


def _loss(net: Net, labels: Labels, batch: list) -> Tensor:
    pieces, mask = padded([coded for coded, _ in batch])
    kinds, modal, heads, tails, measures = net(pieces, mask)
    total = kinds.sum() * 0
    ns, nc = len(labels.stances), len(labels.certainties)
    triggers, wanted, counts, counted = [], [], [], []
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
        total = total + nn.functional.cross_entropy(scores, torch.tensor(wanted), reduction="sum") * 1.0
        total = total + nn.functional.cross_entropy(torch.cat(counts), torch.tensor(counted), reduction="sum") * 0.5
    return total / len(batch)


@torch.no_grad()
def scores(net: Net, coder: Coder, labels: Labels, data: Sequence[Example], least: float = 0.5) -> dict[str, float]:
    """Trigger F1, kinds, modality and roles of the examples: plain shares, for a look while developing."""
    n: Counter[str] = Counter()
    for at in range(0, len(data), 32):
        part = [(coder.coded(e.seen), e) for e in data[at : at + 32]]
        part = [(c, e) for c, e in part if len(c[1])]
        kinds, modal, heads, tails, measures = net(*padded([c for c, _ in part]))
        ns, nc = len(labels.stances), len(labels.certainties)
        for i, ((_, firsts), e) in enumerate(part):
            told = {t.word: t for t in e.tells if t.word < len(firsts)}
            shares = kinds[i, firsts].softmax(-1).numpy()
            found = {w for w in range(len(firsts)) if 1 - shares[w, 0] >= least}
            n["found"] += len(found)
            n["gold"] += len(told)
            n["both"] += len(found & set(told))
            for w, t in told.items():
                n["kind"] += labels.kinds[shares[w, 1:].argmax()] == t.kind
                n["stance"] += labels.stances[int(modal[i, firsts[w], :ns].argmax())] == t.stance
                n["odd stance"] += t.stance != "assert"
                n["odd stance right"] += t.stance != "assert" and labels.stances[int(modal[i, firsts[w], :ns].argmax())] == t.stance
                n["sure"] += labels.certainties[int(modal[i, firsts[w], ns : ns + nc].argmax())] == t.certainty
                n["old"] += (float(modal[i, firsts[w], -1]) > 0) == t.background
            got_m, of = measures[i, firsts].argmax(-1).tolist(), dict(e.measures)
            n["m found"] += sum(m > 0 for m in got_m)
            n["m gold"] += len([w for w in of if w < len(firsts)])
            n["m both"] += sum(w < len(firsts) and got_m[w] == 1 + labels.measures.index(m) for w, m in of.items())
            for w, t in told.items():
                got = torch.einsum("rd,wrd->wr", heads[i, firsts[w]], tails[i, firsts]).numpy() > 0
                want = np.zeros_like(got)
                for word, role in t.roles:
                    if word < len(firsts):
                        want[word, labels.roles.index(role)] = True
                for r, role in enumerate(labels.roles):
                    n[role + " both"] += int((got & want)[:, r].sum())
                    n[role + " found"] += int(got[:, r].sum())
                    n[role + " gold"] += int(want[:, r].sum())
    out = {"trigger": f1(n["both"], n["found"], n["gold"]), "precision": n["both"] / max(1, n["found"]), "recall": n["both"] / n["gold"]}
    out |= {name: n[name] / n["gold"] for name in ("kind", "stance", "sure", "old")}
    out["odd stance"] = n["odd stance right"] / max(1, n["odd stance"])
    out["measure"] = f1(n["m both"], n["m found"], n["m gold"])
    out |= {role: f1(n[role + " both"], n[role + " found"], n[role + " gold"]) for role in labels.roles}
    return out


def f1(both: int, found: int, gold: int) -> float:
    return 2 * both / max(1, found + gold)
