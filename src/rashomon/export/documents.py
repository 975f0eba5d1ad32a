"""`documents`: what was read, with its sections, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.export.pieces import Record, basis, names, said_on
from rashomon.model.document import Document, Passage
from rashomon.model.standing import Standing


def rows(standing: Standing) -> Iterator[Record]:
    """The documents in the order of their addresses."""
    called = names(standing.documents)
    for document in standing.documents:
        yield {
            "name": called[document.address],
            "publisher": document.source.name,
            "published": said_on(document.published),
            "published_basis": basis(document.published),
            "title": document.title,
            "lang": document.lang,
            "sections": [_section(passage, document) for passage in document.passages],
        }


def _section(passage: Passage, document: Document) -> Record:
    """Role, offsets and text; author, depth and posted only where the page gives them."""
    text = document.text[passage.start : passage.end]
    extra = {"author": passage.author, "depth": passage.depth, "posted": passage.posted}
    given = {name: value for name, value in extra.items() if value is not None}
    return {"role": passage.role, "start": passage.start, "end": passage.end, "text": text, **given}
