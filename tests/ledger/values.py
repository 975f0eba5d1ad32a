"""Small real values to put into a ledger. The words are our own."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rashomon.model import (
    Actor,
    Anchor,
    Body,
    Capture,
    Claim,
    Document,
    Edition,
    Failure,
    Method,
    Pair,
    Pairing,
    Passage,
    Published,
    Quantity,
    Reading,
    Source,
    Verdict,
    claim_key,
    digest,
    digest_bytes,
)

ENGINE = Method(name="embedded", version="1", config="c1")
LINK = Method(name="link", version="1", config="c1")
T = [f"2023-04-{day:02}T12:00:00Z" for day in range(1, 29)]
"""Twenty-eight moments, one a day."""


def capture(data: bytes) -> Capture:
    return Capture(id=digest_bytes(data), mime="text/plain", size=len(data))


def document(address: str, data: bytes, published: str | None = "2023-04-15", **more: Any) -> Document:
    text = data.decode()
    return Document(
        address=address,
        name=address,
        source=Source(id="wire", name="Wire"),
        capture=digest_bytes(data),
        text=text,
        passages=(Passage(role="body", start=0, end=len(text)),),
        lang="en",
        published=published and Published(value=published, basis="stated"),
        **more,
    )


def claim(address: str, sentence: str, killed: float = 3, kind: str = "shelling", **more: Any) -> Claim:
    anchor = Anchor(address=address, sentence=sentence, quote=sentence, start=0, end=len(sentence))
    return Claim(
        key=claim_key(address, sentence, "violence", 0),
        anchor=anchor,
        section="body",
        kind=kind,
        actors=(Actor(text="army", start=4, end=8, party="SDN"),),
        figures=(Quantity(measure="killed", text="three", start=0, end=5, low=killed, high=killed),),
        **more,
    )


def said(doc: Document, killed: float = 3, method: Method = ENGINE) -> Reading:
    claims = (claim(doc.address, doc.text, killed),)
    return Reading(address=doc.address, method=method, input=doc.reading_input, claims=claims)


def linked(doc: Document, engine: Reading, killed: float = 3, method: Method = LINK) -> Reading:
    claims = (claim(doc.address, doc.text, killed),)
    return Reading(address=doc.address, method=method, input=digest([engine.id, doc.id]), claims=claims)


def step(address: str, data: bytes, killed: float = 3) -> list[Body]:
    """Everything that one document leaves in a ledger."""
    doc = document(address, data)
    engine = said(doc, killed)
    return [capture(data), doc, engine, linked(doc, engine, killed)]


def pairing(*readings: Reading) -> Pairing:
    keys = sorted(c.key for r in readings for c in r.claims)
    pairs = tuple(Pair(a=a, b=b, score=1.0) for a, b in pairwise(keys))
    return Pairing(
        method=Method(name="pair", version="1", config="c"), readings=tuple(sorted(r.id for r in readings)), pairs=pairs
    )


def verdict(about: str, seen: str, decision: Any = "accept", **more: Any) -> Verdict:
    return Verdict(about=about, seen=seen, decision=decision, by="Reviewer", **more)


def failure(about: str, stage: str = "add") -> Failure:
    return Failure(about=about, stage=stage, reason=f"{about}: empty file")


def edition(data: bytes, upto: int = 0, seal: str = "", **more: Any) -> Edition:
    return Edition(about="brief", blob=digest_bytes(data), size=len(data), upto=upto, seal=seal, by="Editor", **more)
