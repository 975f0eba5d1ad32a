"""The forms of a brief: the same content in HTML, Markdown, Word and PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from rashomon.export.brief.markdown import markdown
from rashomon.export.brief.page import Page, html
from rashomon.export.brief.pdf import pdf
from rashomon.export.brief.word import docx


class Form(Struct, frozen=True):
    """One form. `about` names its editions in the ledger, `endings` the files it is written to."""

    title: str
    about: str
    endings: tuple[str, ...]
    mime: str
    write: Callable[[Page, str | None], bytes]


FORMS: dict[str, Form] = {
    "html": Form(
        "one page, HTML in one file",
        "brief",
        (".html", ".htm"),
        "text/html; charset=utf-8",
        lambda page, _: html(page).encode("utf-8", "replace"),
    ),
    "md": Form(
        "Markdown in one file",
        "brief-md",
        (".md", ".markdown"),
        "text/markdown; charset=utf-8",
        lambda page, _: markdown(page).encode("utf-8", "replace"),
    ),
    "docx": Form(
        "a Word document",
        "brief-docx",
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
    "pdf": Form("a PDF", "brief-pdf", (".pdf",), "application/pdf", pdf),
}


def write(page: Page, form: str, moment: str | None = None) -> bytes:
    """The brief in a form; `moment` (ISO) goes into its metadata as its date; None: it has none, for the bytes depend on
    nothing but what is told. Raises KeyError for another form, ExportError where the packages for it are not there.
    """
    return FORMS[form].write(page, moment)


def form_of(path: Path) -> str | None:
    """The form by the ending of a file's name; a name without an ending is HTML; None for another ending."""
    ending = path.suffix.lower()
    return "html" if not ending else next((name for name, form in FORMS.items() if ending in form.endings), None)
