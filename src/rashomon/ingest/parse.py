"""An item to its capture and document."""

from __future__ import annotations

import re

from rashomon.ingest.block import MAX_BLOCKS, Block, paragraphs
from rashomon.ingest.decode import decode
from rashomon.ingest.errors import IngestError
from rashomon.ingest.html import Page, read_page
from rashomon.ingest.item import MAX_BYTES, Item
from rashomon.ingest.language import language_of
from rashomon.ingest.markdown import mark_markdown
from rashomon.ingest.published import published_of
from rashomon.ingest.publisher import source_of
from rashomon.ingest.segment import segment
from rashomon.ingest.sniff import binary
from rashomon.ingest.words import words_of
from rashomon.model import Capture, Document, digest_bytes
from rashomon.vocabulary import Vocabulary


def parse(item: Item, vocabulary: Vocabulary) -> tuple[Capture, Document]:
    """The capture (its bytes' id) and the document with its passages. A value of the item and the vocabulary alone.

    Raises IngestError, one clear sentence, for what cannot be read; never anything else, whatever the bytes are.
    """
    page = _page(item)
    words = words_of(vocabulary.language.segments)
    if len(page.blocks) > MAX_BLOCKS:
        raise IngestError(item.where, f"it has {len(page.blocks):,} paragraphs; one document may have {MAX_BLOCKS:,}, split it")
    published = published_of(
        page.text, words, stated=item.published, basis=item.published_basis, metadata=page.published, url=item.url
    )
    parts = segment(
        page.blocks, words, title=item.title or page.title, published=published.value if published else None, markup=page.markup
    )
    document = Document(
        address=item.address,
        name=item.name,
        source=source_of(vocabulary, item.publisher, item.url, page.site_name),
        capture=digest_bytes(item.data),
        text=page.text,
        passages=parts.passages,
        lang=language_of(_prose(page), words, item.lang),
        title=item.title or page.title or parts.headline,
        byline=page.byline or parts.byline,
        url=item.url,
        published=published,
    )
    return Capture(id=document.capture, mime=item.mime, size=len(item.data), url=item.url), document


def _page(item: Item) -> Page:
    """Text and blocks of the item, by its type."""
    if len(item.data) > MAX_BYTES:
        raise IngestError(
            item.where, f"it has {len(item.data):,} bytes; one document may have {MAX_BYTES:,}, split it into reports"
        )
    if not item.charset and (problem := binary(item.data)):
        raise IngestError(item.where, problem)
    markup = item.mime == "text/html"
    text = decode(item.data, item.where, item.charset, markup)
    if markup:
        page = read_page(text, item.where)
    else:
        if text.count("\n") + text.count("\r") > 4 * MAX_BLOCKS:
            raise IngestError(item.where, f"it has more than {4 * MAX_BLOCKS:,} lines; split it into reports")
        blocks = paragraphs(text)
        page = Page(text=text, blocks=tuple(mark_markdown(blocks) if item.mime == "text/markdown" else blocks))
    if not page.blocks:
        raise IngestError(item.where, "there is no text in it; fill it or leave it out")
    return page


def _prose(page: Page) -> str:
    """The text without what markup says is no report: the language of the report decides, not of the menu."""
    kept = [block for block in page.blocks if block.role not in ("other", "comment")]
    return re.sub(r"\s+", " ", " ".join(_of(page, block) for block in (kept or page.blocks)[:60]))


def _of(page: Page, block: Block) -> str:
    return page.text[block.start : block.end]
