"""What class names, ids and tags say of an element: a place for comments, one comment, its author, a menu, a hidden part.

The names are those of WordPress, Blogger, Movable Type, Disqus, Drupal, TYPO3, vBulletin and HTML's own elements.
"""

from __future__ import annotations

import re

from lxml import etree

_DROPPED = """
head script style noscript template svg math iframe object embed applet canvas audio video select option
optgroup button input textarea datalist map area dialog progress meter frame frameset
"""
DROPPED = frozenset(_DROPPED.split())
"""Elements whose text nobody reads as a report."""

_BLOCKS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table
tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin on a new line."""

AWAY = frozenset(("nav", "footer", "aside", "menu"))
"""Elements that hold no report (a `footer` inside an article may hold its by-line, and nothing else)."""

COMMENT = re.compile(
    r"(?:js|blog|user|reader|leser)?(?:comments?|commentary|kommentare?|commentaires?|comentarios?|leserbriefe?|talkback|disqus|dsq)"
)
"""A part of a class name or id (between its hyphens) that stands for readers' comments."""

GROWN = re.compile(
    r"(?:mtn|blog|user|reader|post|wp)?(comment|kommentar)(s|e|list|area|box|item|entry|wrap|section|thread|body|text|content)"
)
"""The same, grown together with what it is ("commentlist")."""

_MANY = (
    "s e list lists area areas section sections thread threads wrapper container block items entries tree module widget zone"
)
MANY = frozenset(_MANY.split())
"""Parts that make it the place of many comments."""

CONTENT = frozenset(("body", "text", "content", "message", "inner", "copy", "description"))
"""Parts that make it the words of one comment."""

_META = """
author meta metadata date time timestamp datum zeit reply answer antworten permalink avatar edit vote votes voting like likes
rating share action actions tool tools link links byline vcard fn says gravatar nickname username user name head header
footer info moderation number count counter toolbar control controls button buttons respond pagination navigation nav title
form open closed status feed rss policy login sort filter label toggle icon teaser off enabled disabled recent latest
"""
META = frozenset(_META.split())
"""Parts of names of what surrounds the words of a comment: who, when, reply, like."""

AUTHOR = frozenset(("author", "fn", "nickname", "username", "poster", "commenter", "name", "user"))
FORM = re.compile(
    r"respond|.*(?:comment|reply|kommentar)[-_]?form(?:ular)?.*|leave[-_]?a?[-_]?(?:comment|reply)|(?:add|post|write)[-_]?comment"
)
ITEM_TAGS = frozenset(("li", "div", "article", "section", "dl", "dd", "tr", "table", "blockquote"))
ZONE_TAGS = frozenset(("div", "section", "ol", "ul", "aside", "article", "table", "tbody", "dl", "footer", "main"))
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
UNSEEN = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "element-invisible"))
"""Class names of text that is there for machines that read aloud."""


def names_of(element: etree._Element) -> list[str]:
    """Class names and id in lower case, "commentBox" as "comment-box"; at most 20 of at most 60 characters."""
    both = f"{element.get('class') or ''} {element.get('id') or ''}"[:1200]
    return [HUMP.sub("-", name).lower() for name in both.split()[:20] if len(name) <= 60]


def tag_of(element: etree._Element) -> str:
    """The tag's name, "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def dropped(element: etree._Element, tag: str) -> bool:
    """Never shown: by its tag, or hidden by an attribute."""
    if tag in DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return (style is not None and HIDDEN.search(style[:500]) is not None) or any(name in UNSEEN for name in names_of(element))


def parts_of(name: str) -> list[str]:
    """The parts of a class name or id: "comment-list-2" is comment, list, 2; "commentlist" is comment, list."""
    parts = [part for part in re.split(r"[-_:]+", name) if part]
    grown = [GROWN.fullmatch(part) for part in parts]
    return [piece for part, found in zip(parts, grown, strict=True) for piece in ((found[1], found[2]) if found else (part,))]


def is_zone(element: etree._Element, tag: str, names: list[str]) -> bool:
    """Does this element hold the comments? Not where the page's own heading stands in it."""
    return tag in ZONE_TAGS and any(_comments(parts_of(name)) for name in names) and element.find(".//h1") is None


def _comments(parts: list[str]) -> bool:
    """Names of a place for comments: "comments", "comment-list", "disqus_thread", "kb-comments"."""
    place = [part for part in parts if COMMENT.fullmatch(part)]
    if not place or META.intersection(parts) or len(parts) > 6:
        return False
    return bool(MANY.intersection(parts)) or any(
        part.endswith(("s", "e", "disqus", "dsq", "commentary", "talkback")) for part in place
    )


def is_item(tag: str, names: list[str]) -> bool:
    """Is this element one comment ("comment", "comment-17", "xenforo-comment", "mo-comment-card")?"""
    return tag in ITEM_TAGS and any(_comment(parts_of(name)) for name in names)


def _comment(parts: list[str]) -> bool:
    if (parts and parts[0] in ("depth", "thread")) or not any(COMMENT.fullmatch(part) for part in parts):
        return len(parts) == 2 and parts[0] == "depth" and parts[1].isdigit()
    return not (META.intersection(parts) or CONTENT.intersection(parts) or _comments(parts) or len(parts) > 6)


def is_numbered(names: list[str]) -> bool:
    """Does this element carry the number of a comment of its own ("comment-17"), or the depth of one?"""
    return any(re.fullmatch(r"(?:li-)?(?:dsq-)?comment[-_]?\d+|depth-\d+", name) for name in names)


def is_form(names: list[str]) -> bool:
    """Is this where a comment is typed in?"""
    return any(FORM.fullmatch(name) for name in names)


def is_words(names: list[str]) -> bool:
    """Inside a comment: are these its words ("comment-content", "field--name-comment-body")?"""
    return any(
        CONTENT.intersection(parts := parts_of(name)) and any(COMMENT.fullmatch(part) for part in parts) for name in names
    )


def is_meta(tag: str, names: list[str]) -> bool:
    """Inside a comment: who, when, reply, like."""
    return tag in ("time", "cite", "footer", "form", "header", "h1", "h2", "h3", "h4", "h5", "h6") or any(
        META.intersection(parts_of(name)) for name in names
    )


def is_author(tag: str, names: list[str]) -> bool:
    """Inside a comment: the name of who wrote it."""
    return tag == "cite" or any(AUTHOR.intersection(parts_of(name)[-1:]) or "author" in parts_of(name) for name in names)
