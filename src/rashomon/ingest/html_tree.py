"""A page as a tree, within limits: a page that was built to break readers is refused in one sentence.

Nothing is executed, fetched or expanded: entities are those of HTML, no DTD is read, scripts and styles never reach the
text.
"""

from __future__ import annotations

import re

from lxml import etree

from rashomon.ingest.errors import IngestError

MAX_ELEMENTS = 40_000
"""Elements of one page: the largest page of our corpora has 9,000."""

INSTEAD = "save the report as plain text and add that"


def tree_of(html: str, about: str) -> etree._Element:
    """The root element. Raises IngestError for pages without content, too deep or with too many elements."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    if html.count("<") > 4 * MAX_ELEMENTS:
        raise IngestError(about, f"the page has more than {MAX_ELEMENTS:,} elements; {INSTEAD}")
    clean = re.sub(r"[\x00\ud800-\udfff]", "\ufffd", html)
    try:
        root = etree.fromstring(clean.encode("utf-8"), parser)
    except etree.LxmlError as error:
        raise IngestError(about, f"the page cannot be parsed ({_first(error)}); {INSTEAD}") from error
    if root is None:
        raise IngestError(about, f"the page has no content; {INSTEAD}")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise IngestError(about, f"the page nests its elements more than 255 deep, as no report does; {INSTEAD}")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise IngestError(about, f"the page has more than {MAX_ELEMENTS:,} elements; {INSTEAD}")
    return root


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
