"""A claim with all that a reader needs to judge it: who says it through whom, how, on what evidence, in which words, where."""

from __future__ import annotations

import re

from msgspec import Struct

from rashomon.desk import links
from rashomon.desk.scenes import Scene, document_id
from rashomon.export.brief import words
from rashomon.export.brief.cites import said as told_by
from rashomon.model import Claim


class Said(Struct, frozen=True):
    """One claim as told. `before`, `quote` and `after` are its sentence around the clause that tells it, `start` and `end` its
    code points in the document's text. `side` is the speaker's party in words, `stance` and `certainty` only where they are
    not the ordinary ones.
    """

    claim: str
    voice: str
    said: str
    side: str | None
    kind: str
    stance: str | None
    certainty: str | None
    evidence: tuple[str, ...]
    against_interest: bool
    before: str
    quote: str
    after: str
    lang: str
    start: int
    end: int
    section: str
    document: str
    document_name: str
    publisher: str
    published: str | None
    reported: str
    incident: str | None
    link: str


def said(claim: Claim, scene: Scene) -> Said:
    """That claim; of its sentence as much as a reader needs."""
    index, document = scene.index, scene.index.document(claim)
    before, found, after = claim.anchor.sentence.partition(claim.anchor.quote)
    home = scene.homes.get(claim.key)
    party = claim.speakers[0].party if claim.speakers else document.source.party
    reported = index.reported(claim)
    return Said(
        claim=claim.key,
        voice=words.plain(index.voice(claim)),
        said=told_by(claim, document, index),
        side=index.party(party) if party else None,
        kind=index.kind(claim.kind),
        stance=words.STANCES.get(claim.stance),
        certainty=words.CERTAINTIES.get(claim.certainty),
        evidence=tuple(words.plain(each) for each in claim.evidence if each != "none"),
        against_interest=claim.against_interest,
        before=_flat(before) if found else "",
        quote=_flat(claim.anchor.quote),
        after=_flat(after),
        lang=document.lang,
        start=claim.anchor.start,
        end=claim.anchor.end,
        section=claim.section,
        document=document_id(document.address),
        document_name=words.plain(index.names[document.address]),
        publisher=words.plain(document.source.name),
        published=document.published.value if document.published else None,
        reported=words.instant(reported) if reported else "date not known",
        incident=home.id if home else None,
        link=links.document(document.address, claim.key),
    )


def _flat(text: str) -> str:
    """On one line, with its spaces at either end, so that the parts of a sentence fit together."""
    return words.visible(re.sub(r"\s+", " ", text))
