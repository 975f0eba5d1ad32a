"""One walk over a page: its text, paragraph by paragraph, and what the markup around each paragraph says.

The walk is iterative, so no nesting can exhaust the stack. White space is collapsed as browsers do it; no-break spaces
stay. A `<br>` is a new line, two are a new paragraph.
"""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct

from rashomon.ingest import html_marks as marks

SPACE = re.compile(r"[ \t\n\r\f]+")


class Piece(Struct, frozen=True, kw_only=True):
    """One paragraph of a page. `tag` is that of its nearest block element; `comment` the number of the comment it stands
    in (None: in none), `depth` the nesting of that one, `meta` true for its author line, date and buttons; `zone` true
    inside the place for comments; `away` inside a menu, a footer or a form; `linked` the share of letters in links.
    """

    text: str
    tag: str
    comment: int | None = None
    depth: int = 0
    meta: bool = False
    zone: bool = False
    away: bool = False
    quoted: bool = False
    caption: bool = False
    linked: float = 0.0


class _State(Struct, frozen=True):
    """What holds inside an element."""

    tag: str = "body"
    comment: int | None = None
    item: str = ""
    depth: int = -1
    meta: bool = False
    zone: bool = False
    away: bool = False
    quoted: bool = False
    caption: bool = False
    link: bool = False
    pre: bool = False
    author: bool = False


class Walk:
    """Collects pieces. One use: `Walk().over(root)`."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.authors: dict[int, str] = {}
        self._buffer: list[tuple[str, bool]] = []
        self._comments = 0
        self._stack: list[_State] = [_State()]

    def over(self, root: etree._Element) -> list[Piece]:
        """The pieces of a page, in its order."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = False
        for event, element in walker:
            tag = marks.tag_of(element)
            if event == "start":
                skipped = not tag or marks.dropped(element, tag)
                if skipped:
                    walker.skip_subtree()
                else:
                    self._enter(element, tag)
            elif skipped:
                skipped = False
                self._add(element.tail)
            else:
                self._leave(element, tag)
        self._flush()
        return self.pieces

    def _enter(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._buffer.append(("\n", False))
        outer = self._stack[-1]
        inner = self._inside(element, tag, outer)
        if tag in marks.BLOCKS or inner.meta != outer.meta or inner.comment != outer.comment:
            self._flush()
        self._stack.append(inner)
        self._add(element.text)

    def _leave(self, element: etree._Element, tag: str) -> None:
        inner, outer = self._stack[-1], self._stack[-2]
        if tag in marks.BLOCKS or inner.meta != outer.meta or inner.comment != outer.comment:
            self._flush()
        self._stack.pop()
        self._add(element.tail)

    def _inside(self, element: etree._Element, tag: str, outer: _State) -> _State:
        """What holds inside this element."""
        names = marks.names_of(element)
        zone = outer.zone or (tag not in ("body", "html") and marks.is_zone(element, tag, names))
        comment, item, depth, meta, author = outer.comment, outer.item, outer.depth, outer.meta, outer.author
        if self._begins_comment(element, tag, names, zone) and (comment is None or tag == item or marks.is_numbered(names)):
            self._comments += 1
            comment, item, depth, meta, author = self._comments, tag, depth + 1, False, False
        elif comment is not None:
            meta = (meta or marks.is_meta(tag, names)) and not marks.is_words(names)
            author = author or marks.is_author(tag, names)
        return _State(
            tag=tag if tag in marks.BLOCKS else outer.tag,
            comment=comment,
            item=item,
            depth=depth,
            meta=meta,
            zone=zone or comment is not None,
            away=outer.away or tag in marks.AWAY or marks.is_form(names),
            quoted=outer.quoted or tag == "blockquote",
            caption=outer.caption or tag == "figcaption" or any(name.endswith("caption-text") for name in names),
            link=outer.link or tag == "a",
            pre=outer.pre or tag == "pre",
            author=author,
        )

    def _begins_comment(self, element: etree._Element, tag: str, names: list[str], zone: bool) -> bool:
        """By its names; or, in a place for comments whose entries have none, as an item of a list."""
        if marks.is_item(tag, names):
            return element.find(".//h1") is None
        return zone and tag in ("li", "article") and not marks.is_form(names)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        state = self._stack[-1]
        if state.author and state.comment is not None and text.strip():
            self.authors.setdefault(state.comment, " ".join(text.split())[:80])
        self._buffer.append((text if state.pre else SPACE.sub(" ", text), state.link))

    def _flush(self) -> None:
        """Close the paragraph that was being collected."""
        buffer, self._buffer = self._buffer, []
        state = self._stack[-1]
        raw = "".join(text for text, _ in buffer)
        if not raw.strip():
            return
        linked = sum(len(text.strip()) for text, link in buffer if link) / max(1, sum(len(text.strip()) for text, _ in buffer))
        for part in re.split(r"\n[ \n]*\n", raw):
            lines = [re.sub(r" {2,}", " ", line).strip(" \t\f") for line in part.split("\n")]
            text = "\n".join(line for line in lines if line.strip())
            if text.strip():
                self.pieces.append(self._piece(text, state, linked))

    def _piece(self, text: str, state: _State, linked: float) -> Piece:
        return Piece(
            text=text,
            tag=state.tag,
            comment=state.comment,
            depth=max(0, state.depth),
            meta=state.meta,
            zone=state.zone,
            away=state.away,
            quoted=state.quoted,
            caption=state.caption,
            linked=linked,
        )
