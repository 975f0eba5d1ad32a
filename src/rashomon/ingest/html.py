"""A page to text and blocks: every visible paragraph, each with what the markup says it is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from rashomon.ingest.block import Block, ended
from rashomon.ingest.html_main import folded, main_numbers
from rashomon.ingest.html_meta import Metadata, metadata_of
from rashomon.ingest.html_tree import tree_of
from rashomon.ingest.html_walk import Piece, Walk
from rashomon.model import Role

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
RUNNING = 25
"""Characters from which a paragraph inside a place for comments is taken for somebody's words where nothing else tells."""


class Page(Struct, frozen=True, kw_only=True):
    """A document's text and blocks, and what it says of itself. `markup`: the roles come from a page's markup."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    site_name: str | None = None
    byline: str | None = None
    published: tuple[str, str] | None = None
    markup: bool = False


def read_page(html: str, about: str) -> Page:
    """The page. The text is made here: one paragraph a line, a blank line between them. Raises IngestError."""
    root = tree_of(html, about)
    about_itself = metadata_of(root)
    walk = Walk()
    pieces = _with_words(walk.over(root))
    main = main_numbers(html, root, pieces)
    text, spans = _text(pieces)
    blocks = [
        Block(
            start=start,
            end=end,
            text=piece.text,
            above=1,
            role=_role(piece, n in main or (piece.caption and _between(n, main)), about_itself),
            author=walk.authors.get(piece.comment) if piece.comment is not None and not piece.meta else None,
            depth=piece.depth if piece.comment is not None and not piece.meta else None,
            linked=piece.linked,
            titled=piece.tag in HEADINGS,
        )
        for n, (piece, (start, end)) in enumerate(zip(pieces, spans, strict=True))
    ]
    return Page(
        text=text,
        blocks=tuple(_one_comment_one_block(pieces, blocks)),
        title=about_itself.title,
        site_name=about_itself.site_name,
        byline=about_itself.byline,
        published=about_itself.published,
        markup=True,
    )


def _with_words(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces; where no name in the markup tells the words of the comments from what surrounds them, running text
    is taken for the words: in a comment that would have none, and in a place for comments that would have no comment.
    """
    spoken = {piece.comment for piece in pieces if piece.comment is not None and not piece.meta}
    found: list[Piece] = []
    for n, piece in enumerate(pieces):
        running = piece.zone and not piece.away and piece.linked < 0.3 and len(piece.text) >= RUNNING
        if running and not spoken:
            found.append(structs.replace(piece, comment=-n, meta=False))
        elif running and piece.meta and piece.comment not in spoken:
            found.append(structs.replace(piece, meta=False))
        else:
            found.append(piece)
    return found


def _text(pieces: Sequence[Piece]) -> tuple[str, list[tuple[int, int]]]:
    """The text of the document and each piece's offsets in it."""
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        spans.append((at, at + len(piece.text)))
        at += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in pieces), spans


def _role(piece: Piece, main: bool, page: Metadata) -> Role | None:
    """The role by markup; None: a paragraph of the report, whose role the passes find."""
    if piece.zone:
        return "comment" if piece.comment is not None and not piece.meta else "other"
    if piece.tag == "h1" and page.title and folded(piece.text) and folded(piece.text) in folded(page.title):
        return "headline"
    if not main:
        return "other"
    if piece.quoted:
        return "quote"
    if piece.caption:
        return "caption"
    if piece.tag in HEADINGS:
        return "other" if piece.text.endswith("?") or piece.linked > 0.5 else None
    return "other" if piece.linked > 0.9 and not ended(piece.text) else None


def _between(n: int, main: set[int]) -> bool:
    """Does the report go on just before and just after this piece?"""
    return any(n - step in main for step in (1, 2)) and any(n + step in main for step in (1, 2))


def _one_comment_one_block(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Block]:
    """Neighbouring paragraphs of one comment joined."""
    joined: list[tuple[int | None, Block]] = []
    for piece, block in zip(pieces, blocks, strict=True):
        if joined and block.role == "comment" == joined[-1][1].role and joined[-1][0] == piece.comment:
            last = joined[-1][1]
            joined[-1] = (
                piece.comment,
                Block(start=last.start, end=block.end, text=last.text, role="comment", author=last.author, depth=last.depth),
            )
        else:
            joined.append((piece.comment, block))
    return [block for _, block in joined]
