"""The shape of a language model's answer, and the JSON schema that a server holds it to.

An answer holds words of the text, never offsets and never numbers: where a quote stands and how many it says is worked out
here from the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from rashomon.model import Certainty, Stance
from rashomon.vocabulary import Vocabulary

MOST = 60
"""Claims that an answer about one piece may hold; what comes behind them is counted and left."""


MOST_PARTS = 8
"""Entries of one slot of a claim: small models go on for ever where nothing stops them."""


class ToldActor(Struct, frozen=True):
    """A side in the words of the text; `party` is an id of the vocabulary, used where the linker knows nothing better."""

    text: str
    party: str | None = None


class ToldSpeaker(Struct, frozen=True):
    """Who says it: the words beside the saying, the fullest name in the text, the words of saying."""

    text: str
    name: str | None = None
    cue: str | None = None


class ToldFigure(Struct, frozen=True):
    """A number in the words of the text, and what it is a number of."""

    measure: str
    text: str
    of: str | None = None
    cumulative: bool = False


class Told(Struct, frozen=True):
    """One claim as a model tells it. `sentence` is the number of the sentence that `quote` was copied from."""

    sentence: int
    quote: str
    kind: str
    stance: Stance = "assert"
    certainty: Certainty = "certain"
    speakers: tuple[ToldSpeaker, ...] = ()
    actors: tuple[ToldActor, ...] = ()
    targets: tuple[ToldActor, ...] = ()
    weapons: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    figures: tuple[ToldFigure, ...] = ()
    evidence: tuple[str, ...] = ()
    background: bool = False
    revises: bool = False


class Answer(Struct, frozen=True):
    """All claims of one piece, in the order of the text."""

    claims: Annotated[tuple[Told, ...], Meta(max_length=MOST)]


class Loose(Struct, frozen=True):
    """An answer whose claims are looked at one by one, so that a crooked one does not spoil the others."""

    claims: tuple[msgspec.Raw, ...]


def evidence_labels(words: Vocabulary) -> list[str]:
    """What may stand as evidence."""
    return [*dict.fromkeys(group.label for group in words.language.evidence.groups), "none"]


def schema(words: Vocabulary) -> dict[str, Any]:
    """The JSON schema of `Answer` with the vocabulary's words as the only ones allowed, in the strict form that servers want:
    every field required, no further ones.
    """
    (_,), parts = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    for name, shape in parts.items():
        shape["required"] = list(shape["properties"])
        shape["additionalProperties"] = False
        for field in shape["properties"].values():
            field.pop("default", None)
            if name != "Answer" and field.get("type") == "array":
                field["maxItems"] = MOST_PARTS
    told = parts["Told"]["properties"]
    told["kind"] = _one_of(words.kinds)
    told["evidence"] = {"type": "array", "items": _one_of(evidence_labels(words)), "maxItems": MOST_PARTS}
    parts["ToldFigure"]["properties"]["measure"] = _one_of(words.measures)
    for shape in parts.values():
        shape.pop("description", None)
        shape.pop("title", None)
    return {**parts.pop("Answer"), "$defs": parts}


def _one_of(names: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": sorted(names)}
