"""`brief`: where accounts of incidents agree and disagree, for a person; every figure leads to its verbatim sentence.

One HTML file without script or request, or Markdown, a Word document, a PDF (`forms`). Nothing of any comment is in it. The
same standing gives the same bytes.
"""

from rashomon.export.brief.forms import FORMS, Form, form_of, write
from rashomon.export.brief.index import Index
from rashomon.export.brief.page import feed, gathered, page
from rashomon.export.brief.ruled import Line, Policy, Rule

__all__ = ["FORMS", "Form", "Index", "Line", "Policy", "Rule", "feed", "form_of", "gathered", "page", "write"]
