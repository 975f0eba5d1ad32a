"""`brief`: one self-contained HTML file for a person. No script, no request, nothing of any comment; every figure is linked
to its verbatim sentence. The same standing gives the same bytes.
"""

from rashomon.export.brief.page import feed, page

__all__ = ["feed", "page"]
