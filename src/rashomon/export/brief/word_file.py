"""Paragraphs, runs and tables of a Word document, by python-docx; links inside the document by hand."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from rashomon.export.brief import words

COLUMN = 170.0
"""Breadth of the text in millimetres: A4 with margins of 20."""

FONT = "Noto Sans"
"""Asked for by name; a word processor that lacks it takes its own, and its own for other scripts."""

COLOURS = {
    "contested": RGBColor(0x9A, 0x34, 0x12),
    "corroborated": RGBColor(0x0B, 0x5F, 0x56),
    "superseded": RGBColor(0x5A, 0x3D, 0x96),
    "revised": RGBColor(0x5A, 0x3D, 0x96),
    "single": RGBColor(0x55, 0x55, 0x55),
}
SOFT = RGBColor(0x55, 0x55, 0x55)
LINK = "1D4F91"
UNTOLD = datetime(1980, 1, 1)
"""What stands in the properties where no moment is told: the earliest that a zip knows."""


class Words:
    """One paragraph to which runs of text are added; each method gives the paragraph back. Empty text adds nothing."""

    def __init__(self, paragraph: Any, paper: Paper) -> None:
        self._paragraph = paragraph
        self._paper = paper

    def plain(self, text: str) -> Words:
        """Text as it is."""
        self._run(text)
        return self

    def bold(self, text: str) -> Words:
        """Text that stands out."""
        if run := self._run(text):
            run.bold = True
        return self

    def soft(self, text: str) -> Words:
        """Text in the second rank."""
        if run := self._run(text):
            run.font.color.rgb = SOFT
        return self

    def tag(self, text: str, kind: str) -> Words:
        """A word about standing, in its colour."""
        if run := self._run(text):
            run.font.color.rgb, run.bold, run.font.size = COLOURS[kind], True, Pt(8.5)
        return self

    def marked(self, text: str) -> Words:
        """The words of a quote."""
        if run := self._run(text):
            shade = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", "FFF0B8")):
                shade.set(qn(f"w:{name}"), value)
            run._r.get_or_add_rPr().insert_element_before(shade, "w:vertAlign", "w:rtl", "w:cs", "w:lang")
        return self

    def cite(self, *numbers: int) -> Words:
        """The numbers of sentences, each of which leads to its own."""
        for n, number in enumerate(numbers):
            self.link(f"q_{number}", f", {number}" if n else str(number), raised=True)
        return self

    def line(self) -> Words:
        """A new line of the same paragraph."""
        self._paragraph.add_run().add_break()
        return self

    def link(self, mark: str, text: str, raised: bool = False) -> Words:
        """A link to a mark in this document."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), mark)
        return self._linked(link, text, raised)

    def outward(self, address: str, text: str) -> Words:
        """A link out of the document. The address must have been looked at (`cites.safe_url`)."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return self._linked(link, text, False)

    def _linked(self, link: Any, text: str, raised: bool) -> Words:
        run = self._run(text)
        if run is not None:
            run.font.color.rgb = RGBColor.from_string(LINK)
            run.font.superscript = raised or None
            self._paragraph._p.append(link)
            link.append(run._r)
        return self

    def _run(self, text: str) -> Any:
        if not text:
            return None
        run = self._paragraph.add_run(words.visible(text))
        if words.from_right(text):
            run.font.rtl = True
        return run


class Table:
    """A table to which rows are added."""

    def __init__(self, table: Any, paper: Paper) -> None:
        self._table = table
        self._paper = paper

    def row(self) -> list[Words]:
        """A new row's cells."""
        row = self._table.add_row()
        kept = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(kept)
        for cell, column in zip(row.cells, self._table.columns, strict=True):
            cell.width = column.width
        return [self._paper.within(cell) for cell in row.cells]


def _lines() -> Any:
    """Light lines between the rows and none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        drawn = edge in ("top", "bottom", "insideH")
        for name, value in (("val", "single" if drawn else "nil"), ("sz", "4"), ("space", "0"), ("color", "C9C4B8")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


class Paper:
    """The document that is written, from its top."""

    def __init__(self, title: str, moment: datetime | None) -> None:
        self._document = Document()
        self._end = self._document.element.body.sectPr
        self._styles = {style.name: style.style_id for style in self._document.styles}
        self._marks = 0
        self._describe(words.visible(title), moment)
        self._lay_out()
        self._number_pages()

    def _describe(self, title: str, moment: datetime | None) -> None:
        known = self._document.core_properties
        known.title, known.author, known.last_modified_by, known.comments = title[:250], "rashomon", "rashomon", ""
        known.created = known.modified = (moment or UNTOLD).replace(tzinfo=None)
        known.revision, known.language = 1, "en"

    def _lay_out(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
        for name, size, above in (("Normal", 9.5, 0), ("Title", 26, 0), ("Heading 1", 16, 18), ("Heading 2", 12, 12)):
            style = self._document.styles[name]
            style.font.size, style.font.name = Pt(size), FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{script}"), None)
            for script in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(script), FONT)
            if name != "Normal":
                style.font.color.rgb = RGBColor(0, 0, 0)
                style.paragraph_format.space_before = Pt(above)
        self._document.styles["Normal"].paragraph_format.space_after = Pt(5)
        for name in ("List Bullet", "List Bullet 2"):
            self._document.styles[name].paragraph_format.space_after = Pt(2)

    def _number_pages(self) -> None:
        """The number of the page at its foot: the one field of the document, and none of anybody's text."""
        run = self._document.sections[0].footer.paragraphs[0].add_run()
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        run._r.addprevious(field)
        field.append(run._r)

    def gap(self) -> None:
        """Some room, below a table."""
        self._paragraph(None).paragraph_format.space_after = Pt(0)

    def heading(self, text: str, level: int, kind: str | None = None, mark: str | None = None) -> None:
        """A heading: 0 the title, 1 a part, 2 below it; `mark` is what links lead to."""
        paragraph = self._document.add_heading("", level)
        run = paragraph.add_run(words.visible(text))
        if kind:
            run.font.color.rgb = COLOURS[kind]
        if mark:
            self._mark(paragraph, mark)

    def text(
        self, style: str | None = None, mark: str | None = None, rtl: bool = False, tight: bool = False, together: bool = False
    ) -> Words:
        """A new paragraph; `tight`: no room below it; `together`: on one page with what follows."""
        paragraph = self._paragraph(style)
        if tight:
            paragraph.paragraph_format.space_after = Pt(1)
        if together:
            paragraph.paragraph_format.keep_with_next = True
        if rtl:
            before: Any = paragraph._p.get_or_add_pPr()
            before.insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:jc")
        if mark:
            self._mark(paragraph, mark)
            paragraph.paragraph_format.space_before = Pt(8)
        return Words(paragraph, self)

    def _paragraph(self, style: str | None) -> Paragraph:
        """A paragraph at the end; python-docx looks for the end, and for the style, from the beginning each time."""
        made: Any = OxmlElement("w:p")
        self._end.addprevious(made)
        if style:
            made.style = self._styles[style]
        return Paragraph(made, self._document._body)

    def within(self, cell: Any) -> Words:
        """The paragraph of a table's cell."""
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        return Words(paragraph, self)

    def table(self, heads: tuple[str, ...], shares: tuple[int, ...]) -> Table:
        """A table with its head, which stands again on every page; `shares` of the breadth in per cent."""
        table = self._document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        table._tbl.tblPr.insert_element_before(_lines(), "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(COLUMN * share / 100)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self.within(cell).soft(head)
        return Table(table, self)

    def picture(self, png: bytes, width: float, told: str) -> None:
        """A picture over at most the whole column, with what it shows in words."""
        run = self._paragraph(None).add_run()
        run.add_picture(BytesIO(png), width=Mm(min(COLUMN, width * COLUMN / 680)))
        for about in run._r.iter(qn("wp:docPr")):
            about.set("descr", words.visible(told))

    def _mark(self, paragraph: Any, name: str) -> None:
        """What a link may lead to."""
        self._marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:name"), name)
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._marks))
        paragraph._p.append(start)
        paragraph._p.append(end)

    def bytes(self) -> bytes:
        """The file, as python-docx packs it."""
        buffer = BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()
