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

AWAY = frozenset(("nav", "footer", "aside", "form", "menu"))
"""Elements that hold no report (a `footer` inside an article may hold its by-line, and nothing else)."""

ZONE = re.compile(
    r"(?:[a-z]{0,12}[-_]?)?(?:comments?|commentlist|kommentare?|commentaires?|comentarios|reader-?comments|disqus|dsq|talkback|leserbriefe)"
    r"(?:[-_]?(?:list|area|section|thread|wrap|wrapper|wrapping|container|block|box|content|holder|inner|outer|main|tree|module|template|view))*\d*",
)
ITEM = re.compile(
    r"(?:div-|li-|single-|dsq-|media-|article-|user-|blog|post)?(?:comment|kommentar|commentaire|comentario|comment-?item|comment-?entry|comment-?node|"
    r"comment-?single|commentbox|comment-?wrap|comment-?container|comment-?row|comment-?main|comment_container|comment-?block)(?:[-_]?\d+)?|"
    r"(?:even|odd)?thread-(?:even|odd)|dsq-comment-\d+|c-?\d{3,}|depth-\d+"
)
META = re.compile(
    r"(?:.*[-_])?(?:author|meta|metadata|date|time|timestamp|datum|zeit|reply|antworten|permalink|avatar|edit|vote|votes|voting|like|likes|rating|share|"
    r"actions?|tools?|links?|byline|vcard|fn|says|gravatar|nickname|username|user|name|head|header|footer|info|awaiting-moderation|number|count|"
    r"toolbar|controls?|buttons?|respond|pagination|navigation|nav|title|form)(?:[-_].*)?"
)
AUTHOR = re.compile(r"(?:.*[-_])?(?:author|fn|nickname|username|user-?name|poster|commenter|name)(?:[-_]?(?:name|link|url))?")
FORM = re.compile(
    r"respond|comment-?form.*|commentform.*|reply-?form|leave-?a?-?(?:comment|reply)|add-?comment|post-?comment|write-?comment|kommentar-?formular"
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
UNSEEN = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "element-invisible"))
"""Class names of text that is there for machines that read aloud."""


def names_of(element: etree._Element) -> list[str]:
    """Class names and id in lower case, at most 20 of at most 60 characters."""
    both = f"{element.get('class') or ''} {element.get('id') or ''}"[:1200].lower()
    return [name for name in both.split()[:20] if len(name) <= 60]


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


def is_zone(tag: str, names: list[str]) -> bool:
    """Does this element hold the comments?"""
    return tag in ("div", "section", "ol", "ul", "aside", "article", "table", "dl", "footer", "main") and any(
        ZONE.fullmatch(name) for name in names
    )


def is_item(tag: str, names: list[str]) -> bool:
    """Is this element one comment?"""
    return tag in ("li", "div", "article", "section", "dl", "dt", "dd", "tr", "table", "p", "blockquote") and any(
        ITEM.fullmatch(n) for n in names
    )


def is_form(names: list[str]) -> bool:
    """Is this where a comment is typed in?"""
    return any(FORM.fullmatch(name) for name in names)


def is_meta(tag: str, names: list[str]) -> bool:
    """Inside a comment: who, when, reply, like."""
    return tag in ("time", "cite", "footer", "form", "header", "h1", "h2", "h3", "h4", "h5", "h6") or any(
        META.fullmatch(n) for n in names
    )


def is_author(tag: str, names: list[str]) -> bool:
    """Inside a comment: the name of who wrote it."""
    return tag == "cite" or any(AUTHOR.fullmatch(name) for name in names)


def is_numbered(names: list[str]) -> bool:
    """Does this element carry the number of a comment of its own ("comment-17"), or the depth of one?"""
    return any(re.fullmatch(r"(?:li-)?(?:dsq-)?comment[-_]?\d+|depth-\d+|c-?\d{3,}", name) for name in names)
