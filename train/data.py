"""Annotated reports to training examples: the words of each sentence as the rules see them, and what is true of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from spacy.tokens import Span, Token

import rashomon
from rashomon.model import EVIDENCE_ROLES, Claim, Document
from rashomon.read.encoder import Seen
from rashomon.read.found import Finder, Found
from rashomon.read.happening import hits
from rashomon.read.lexicon import Lexicon
from rashomon.read.seeing import seen
from train import corpus

ROLES = ("actor", "target", "weapon", "place", "time", "speaker")
STANCES = ("assert", "deny", "dispute", "predict", "intend", "demand", "question")
CERTAINTIES = ("certain", "probable", "possible", "unsupported")


class Tells(Struct, frozen=True):
    """What a word of a sentence tells: the answers that the model is to learn. `roles` are pairs (word, role); `asked` the
    roles that the annotation speaks of.
    """

    word: int
    kind: str
    stance: str = "assert"
    certainty: str = "certain"
    background: bool = False
    roles: tuple[tuple[int, str], ...] = ()
    asked: tuple[str, ...] = ROLES


class Example(Struct, frozen=True):
    """One sentence with what it tells. `whole` says that every happening in it is annotated; `group` is what must not be split
    between training and scoring (a theatre of war, a document).
    """

    seen: Seen
    tells: tuple[Tells, ...]
    group: str
    whole: bool = True
    measures: tuple[tuple[int, str], ...] = ()


def examples(document: Document, claims: Sequence[Mapping[str, Any]], finder: Finder, group: str) -> list[Example]:
    """The sentences of a document with the claims that stand in them."""
    made = []
    for found in finder.find(document):
        if found.piece.passage.role not in EVIDENCE_ROLES:
            continue
        for sentence in found.piece.doc.sents:
            a, b = found.piece.offsets(sentence)
            told = [c for c in claims if a <= _at(c)[0] < b or (a <= c["start"] < b and "trigger" not in c)]
            made.append(
                Example(
                    seen(sentence, finder.lexicon),
                    tuple(_tells(sentence, found, told, finder.lexicon)),
                    group,
                    measures=tuple(_measures(sentence, found, claims)),
                )
            )
    return made


def _measures(sentence: Span, found: Found, claims: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, str]]:
    """What the figures that stand in a sentence count: at the word of the number, else at the head of its text."""
    told: dict[int, str] = {}
    for figure in (figure for claim in claims for figure in claim["figures"]):
        word = _word(sentence, found, figure)
        if word is not None:
            indices = found.piece.tokens(figure["start"], figure["end"])
            number = next((i - sentence.start for i in indices if found.piece.doc[i].pos_ == "NUM"), word)
            told.setdefault(number, figure["measure"])
    return sorted(told.items())


def _at(claim: Mapping[str, Any]) -> tuple[int, int]:
    """Where a claim's trigger stands; of a claim without one, its quote."""
    start, end = claim.get("trigger") or (claim["start"], claim["end"])
    return start, end


def _tells(sentence: Span, found: Found, claims: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> Iterable[Tells]:
    taken: dict[int, Tells] = {}
    for claim in claims:
        token = _trigger(sentence, found, claim, lexicon)
        roles = [
            (word, role)
            for role, field in (("actor", "actors"), ("target", "targets"), ("weapon", "weapons"), ("speaker", "speakers"))
            for mention in claim[field]
            if (word := _word(sentence, found, mention)) is not None
        ]
        for role in ("place", "time"):
            word = _word(sentence, found, claim[role]) if claim[role] else None
            roles += [(word, role)] if word is not None else []
        at = token.i - sentence.start
        if at in taken:
            roles += taken[at].roles
        taken[at] = Tells(
            at,
            claim["kind"],
            claim["stance"],
            claim["certainty"],
            bool(claim["background"]),
            tuple(sorted(set(roles))),
        )
    return taken.values()


def _trigger(sentence: Span, found: Found, claim: Mapping[str, Any], lexicon: Lexicon) -> Token:
    """The word that tells a claim: the annotated one, else the rules' trigger of its kind in it, else the quote's head."""
    start, end = _at(claim)
    indices = [i for i in found.piece.tokens(start, end) if sentence.start <= i < sentence.end]
    span = found.piece.doc[indices[0] : indices[-1] + 1]
    if "trigger" in claim:
        return span.root
    seen_ = [hit for hit in hits(sentence, lexicon) if indices[0] <= hit.token.i <= indices[-1]]
    same = [hit.token for hit in seen_ if hit.kind == claim["kind"]]
    return (same or [span.root])[0]


def _word(sentence: Span, found: Found, mention: Mapping[str, Any]) -> int | None:
    """The head word of a mention, counted in the sentence; None where it stands in another one."""
    indices = [i for i in found.piece.tokens(mention["start"], mention["end"]) if sentence.start <= i < sentence.end]
    if not indices or mention["start"] < found.piece.base:
        return None
    return found.piece.doc[indices[0] : indices[-1] + 1].root.i - sentence.start


def document(report: corpus.Report) -> Document:
    """A report of the corpus as a document. Raises CorpusError where parsing would change its text, which moves offsets."""
    published = report.published.isoformat()
    made = rashomon.parse(report.text, name=report.name, publisher=report.publisher, published=published, mime="text/plain")
    if made.text != report.text:
        raise corpus.CorpusError(f"{report.name}: its text is not kept as it is when it is parsed; look for odd spaces")
    return made


def record(claim: Claim) -> dict[str, Any]:
    """A claim of the rules in the form of an annotated one."""

    def spans(parts: Sequence[object]) -> list[dict[str, int]]:
        return [{"start": part.start, "end": part.end} for part in parts]  # type: ignore[attr-defined]

    return {
        "start": claim.anchor.start,
        "end": claim.anchor.end,
        "kind": claim.kind,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "background": claim.background,
        "speakers": spans(claim.speakers),
        "actors": spans(claim.actors),
        "targets": spans(claim.targets),
        "weapons": spans(claim.weapons),
        "place": next(iter(spans([claim.place] if claim.place else [])), None),
        "time": next(iter(spans([claim.when] if claim.when else [])), None),
        "figures": [{"measure": f.measure, "start": f.start, "end": f.end} for f in claim.figures],
    }
