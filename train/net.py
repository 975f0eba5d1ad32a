"""The network: a cut-down MiniLM with heads for triggers, modality and roles, as torch module and as ONNX graph."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

RANK = 48
"""Size of the vectors that two words are compared by for one role: enough for six roles, small enough to be cheap."""


class Net(nn.Module):
    """`pieces` (batch, pieces, 4: id, hit, entity, dependency) and `mask` to scores.

    Gives kinds (batch, pieces, kinds + 1), modality (…, stances + certainties + 1), heads and tails (…, roles, RANK), measures
    (…, measures + 1). The score of word t's role in what word h tells is the inner product of head h and tail t.
    """

    def __init__(self, base: Path, layers: int, sizes: dict[str, int]) -> None:
        super().__init__()
        from transformers import BertConfig, BertModel

        config = BertConfig.from_pretrained(base, num_hidden_layers=layers, attn_implementation="eager")
        self.bert = BertModel.from_pretrained(base, config=config, add_pooling_layer=False)
        width = config.hidden_size
        self.marks = nn.ModuleList([nn.Embedding(sizes[name], width, padding_idx=0) for name in ("hits", "entities", "deps")])
        for table in self.marks:
            nn.init.normal_(table.weight, std=0.02)
            with torch.no_grad():
                table.weight[0].zero_()
        self.drop = nn.Dropout(0.1)
        self.kinds = nn.Linear(width, sizes["kinds"] + 1)
        self.modal = nn.Linear(width, sizes["stances"] + sizes["certainties"] + 1)
        self.measures = nn.Linear(width, sizes["measures"] + 1)
        self.roles = sizes["roles"]
        self.heads = nn.Linear(width, self.roles * RANK)
        self.tails = nn.Linear(width, self.roles * RANK)
        self.bias = nn.Parameter(torch.full((self.roles,), -3.0))

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        words = self.bert.embeddings.word_embeddings(pieces[..., 0])
        for n, table in enumerate(self.marks):
            words = words + table(pieces[..., n + 1])
        where = self.bert.embeddings.position_embeddings(torch.arange(pieces.shape[1], device=pieces.device))
        kind = self.bert.embeddings.token_type_embeddings.weight[0]
        hidden = self.bert.embeddings.LayerNorm(words + where + kind)
        hidden = self.bert.embeddings.dropout(hidden)
        shut = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        for layer in self.bert.encoder.layer:
            hidden = _layer(layer, hidden, shut)
        hidden = self.drop(hidden)
        shape = (*hidden.shape[:2], self.roles, RANK)
        heads, tails = self.heads(hidden).view(shape), self.tails(hidden).view(shape)
        # The bias of a role rides on the first place of the two vectors, so that the reader needs nothing but their product.
        heads = torch.cat([heads[..., :1] * 0 + 1.0, heads[..., 1:]], -1)
        tails = torch.cat([tails[..., :1] + self.bias[:, None], tails[..., 1:]], -1)
        return self.kinds(hidden), self.modal(hidden), heads, tails, self.measures(hidden)


def _layer(layer: nn.Module, hidden: Tensor, shut: Tensor) -> Tensor:
    """One BERT layer written out, so that the graph is the same whatever the library's version."""
    own = layer.attention.self
    batch, length, width = hidden.shape
    size = width // own.num_attention_heads

    def split(made: Tensor) -> Tensor:
        return made.view(batch, length, own.num_attention_heads, size).transpose(1, 2)

    scores = split(own.query(hidden)) @ split(own.key(hidden)).transpose(-1, -2) / size**0.5 + shut
    mixed = (own.dropout(scores.softmax(-1)) @ split(own.value(hidden))).transpose(1, 2).reshape(batch, length, width)
    after = layer.attention.output
    hidden = after.LayerNorm(after.dropout(after.dense(mixed)) + hidden)
    grown = nn.functional.gelu(layer.intermediate.dense(hidden))
    return layer.output.LayerNorm(layer.output.dropout(layer.output.dense(grown)) + hidden)
