"""What the trained encoder is given of a sentence: its words, and what the rules see in them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from rashomon.read.encoder import Seen
from rashomon.read.happening import hits
from rashomon.read.lexicon import Hit, Lexicon


def seen(sentence: Span, lexicon: Lexicon, found: Sequence[Hit] | None = None) -> Seen:
    """A sentence as the model takes it. `found` are its triggers where they are known already."""
    kinds = {hit.token.i: hit.kind for hit in (hits(sentence, lexicon) if found is None else found)}
    return Seen(
        tuple(token.text for token in sentence),
        tuple(kinds.get(token.i, "") for token in sentence),
        tuple(token.ent_type_ for token in sentence),
        tuple(token.dep_ for token in sentence),
    )
