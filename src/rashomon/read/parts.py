"""What the questions of the embedded engine hand to each other. Offsets are always those of the whole document."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rashomon.model import Certainty, Span, Stance

SayingKind = Literal["say", "claim", "deny", "accuse", "demand", "intend", "predict", "question", "doubt", "order", "announce"]


class Saying(Struct, frozen=True, kw_only=True):
    """One attribution. `content` is what is said; `source` who says it (None: nobody named), `relays` who passes it on
    ("officials told Middle East Eye": source officials, relays Middle East Eye; "the agency reported, citing the ministry":
    source the ministry, relays the agency), `cue` the words of saying. `stance` and `certainty` are what the cue lends to
    its content ("denied": deny; "said": assert; "vowed": intend; "is believed to": probable). `voiced` is false for minds and
    wills ("plans to", "knew that") and for what somebody did not say: they lend stance and make no speaker. `nominal`: the
    cue is a noun.
    """

    content: Span
    source: Span | None = None
    cue: Span | None = None
    relays: tuple[Span, ...] = ()
    kind: SayingKind = "say"
    stance: Stance = "assert"
    certainty: Certainty = "certain"
    quoted: bool = False
    voiced: bool = True
    nominal: bool = False


class Number(Struct, frozen=True, kw_only=True):
    """A number with its bounds and what it counts. `start:end` covers the hedge, the number and the noun phrase counted;
    `head` is the offset of the counted noun (or of the number where none is said), `of` that noun phrase without the
    number, `low`/`high` inclusive bounds with None = open.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    hedge: str | None = None
    of: str | None = None
    head: int = 0
