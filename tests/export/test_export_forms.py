"""Briefs in Markdown, Word and PDF: the same content and citations, the same bytes, and hostile text stays text."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zlib
from collections import Counter
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from msgspec import structs

from rashomon.export import ExportError
from rashomon.export.brief import FORMS, Index, Line, Policy, Rule, form_of, gathered, pictures, words, write
from rashomon.export.brief.markdown import escaped
from rashomon.export.brief.page import Page
from rashomon.model import Standing
from rashomon.vocabulary import load
from tests.export.hostile import STRINGS, infected
from tests.export.values import INCIDENTS, STANDING

pytest.importorskip("typst")
pytest.importorskip("docx")

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "src/rashomon/export/assets/fonts"
MOMENT = "2023-06-01T12:30:00+02:00"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=64)
def told(standing: Standing = STANDING, title: str = "Two rivers") -> Page:
    return gathered(Index(standing, load()), title)


@lru_cache(maxsize=64)
def made(form: str, standing: Standing = STANDING, title: str = "Two rivers") -> bytes:
    return write(told(standing, title), form, MOMENT)


def markdown(text: str) -> list:
    """Tokens of a reader that lets HTML through and knows tables, inner ones laid flat."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def document(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read(part))


def words_of(data: bytes) -> str:
    return " ".join("".join(run.text or "" for run in p.iter(f"{W}t")) for p in document(data).iter(f"{W}p"))


def opened(data: bytes) -> bytes:
    """A PDF with its streams inflated."""
    found = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


# ------------------------------------------------------------ the same bytes


@pytest.mark.parametrize("form", FORMS)
def test_another_process_with_other_hashes_writes_the_same_bytes(form: str) -> None:
    code = f"""import sys; sys.path.insert(0, '.')
from tests.export.test_export_forms import made
sys.stdout.buffer.write(made({form!r}))"""
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "99", "PYTHONPATH": str(ROOT / "src")}
    other = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, check=True)
    assert other.stdout == made(form)


def test_the_moment_is_the_only_date() -> None:
    assert b"D:20230601103000" in opened(made("pdf"))
    core = ZipFile(BytesIO(made("docx"))).read("docProps/core.xml").decode()
    assert core.count("2023-06-01T10:30:00Z") == 2
    bare = {form: write(told(), form) for form in FORMS}
    assert b"CreationDate" not in opened(bare["pdf"])
    for data in (made("docx"), bare["docx"]):
        files = ZipFile(BytesIO(data)).infolist()
        assert {info.date_time for info in files} == {(1980, 1, 1, 0, 0, 0)}
        names = [info.filename for info in files]
        assert names == sorted(names, key=lambda name: (name != "[Content_Types].xml", name))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured where the system tells it")
def test_many_documents_take_no_more_memory_than_one() -> None:
    code = """import sys; sys.path.insert(0, '.')
from tests.export.test_export_forms import told, write
def held(): return int(open('/proc/self/statm').read().split()[1]) // 256
for n in range(3): write(told(title=f'first {n}'), 'pdf')
before = held()
for n in range(12): write(told(title=f'then {n}'), 'pdf')
print(held() - before)"""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 25  # MiB; what Typst remembers of twelve is several times that


# ------------------------------------------------------------ the same content


@pytest.mark.parametrize("form", ["md", "docx"])
def test_every_answer_and_sentence_is_there(form: str) -> None:
    page = told()
    text = words_of(made("docx")) if form == "docx" else made("md").decode()
    said = (lambda part: part) if form == "docx" else escaped
    for story in page.stories:
        for question in story.questions:
            assert said(question.asked) in text
            assert all(said(answer.value) in text for answer in question.answers)
            assert all(said(holder.name) in text for answer in question.answers for holder in answer.holders)
    for entry in page.entries:
        assert said(entry.quote) in text
        assert f"characters {entry.start}–{entry.end}" in text
        assert said(entry.publisher) in text
        assert said(entry.said) in text
    assert said("<script>") not in text  # it stands in a comment


def test_every_citation_of_markdown_has_its_footnote_and_back() -> None:
    text = made("md").decode()
    given = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert given == [str(entry.number) for entry in told().entries]
    assert used == set(given)


def test_every_citation_of_word_leads_to_its_sentence() -> None:
    tree = document(made("docx"))
    links = Counter(link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink") if link.get(f"{W}anchor"))
    marks = [mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert set(links) <= set(marks)
    assert {f"q_{entry.number}" for entry in told().entries} <= set(links)
    assert all(re.fullmatch(r"[a-z]\w{0,39}", mark) for mark in marks)  # what Word allows
    ids = [mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "bidi", "spacing", "ind", "jc", "outlineLvl", "rPr"],
    "rPr": ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "shd", "vertAlign", "rtl"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"],
    "p": ["pPr", "bookmarkStart", "bookmarkEnd", "r", "hyperlink"],
}
"""How the standard orders the parts of what is written here; Word refuses files that order them otherwise."""


def test_the_parts_of_word_stand_in_their_order() -> None:
    names = "كفر نبل"
    for part in document(made("docx", infected(names), names)).iter():
        name = etree.QName(part).localname
        inside = [etree.QName(child).localname for child in part]
        if name in ORDER and name != "p":
            assert inside == sorted(inside, key=ORDER[name].index), (name, inside)
            assert len(inside) == len(set(inside))
        elif name == "p":
            assert set(inside) <= set(ORDER["p"])
            assert "pPr" not in inside[1:]


def test_every_citation_of_a_pdf_leads_to_its_sentence() -> None:
    """Typst sets no page where a link has no place to lead to; this counts the links that it set."""
    assert len(re.findall(rb"/Subtype\s*/Link", opened(made("pdf")))) > len(told().entries)


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
def test_charts_and_maps_are_in_it(form: str) -> None:
    page = told()
    drawn = len(page.maps) + sum(len(story.panels) for story in page.stories)
    assert drawn > 2
    if form == "md":
        images = [token for token in markdown(made("md").decode()) if token.type == "image"]
        assert len(images) == drawn
        assert all(str(image.attrs["src"]).startswith("data:image/png;base64,iVBOR") for image in images)
        assert all(image.content for image in images)
    elif form == "docx":
        names = [name for name in ZipFile(BytesIO(made("docx"))).namelist() if name.startswith("word/media/")]
        assert len(names) == drawn
        told_in_words = [p.get("descr") for p in document(made("docx")).iter() if etree.QName(p).localname == "docPr"]
        assert len(told_in_words) == drawn
        assert all(told_in_words)
    else:
        assert len(re.findall(rb"/S\s*/Figure", opened(made("pdf")))) >= drawn
        assert b"/Subtype/Image" not in opened(made("pdf")).replace(b" ", b"")  # they are vectors


def test_pictures_need_nothing_beside_them() -> None:
    page = told()
    drawn = [pictures.chart(panel) for story in page.stories for panel in story.panels]
    for svg in (*drawn, *(pictures.map_(map_) for map_ in page.maps)):
        tree = etree.fromstring(svg.encode())
        assert not {"a", "image", "use", "script", "foreignObject"} & {etree.QName(part).localname for part in tree.iter()}
        assert "var(" not in svg
        assert "url(" not in svg
        assert "href" not in svg
    assert drawn[0].count("#1f5fa8") > 1  # colours are written out


def test_numbers_of_a_policy_stand_beside_the_answers_with_their_sentences() -> None:
    key = INCIDENTS[0].claims[0]
    policy = Policy(Rule("A rule", "The lowest count.", "A book"), lambda i: [Line("Killed", "low 9", "because", (key,))])
    page = gathered(Index(STANDING, load()), policy=policy)
    assert page.policy == policy.rule
    assert all(story.ruled[0].cites for story in page.stories)
    for form in FORMS:
        data = write(page, form)
        text = words_of(data) if form == "docx" else data.decode() if form != "pdf" else ""
        assert form == "pdf" or ("Under the rule: A rule" in text and "low 9" in text and "The lowest count." in text)


def test_a_case_without_incidents_has_a_brief_in_every_form() -> None:
    empty = gathered(Index(Standing(), load()))
    assert all(write(empty, form) for form in FORMS)


# ------------------------------------------------------------ hostile text stays text


@pytest.mark.parametrize("string", STRINGS)
def test_hostile_text_is_no_markdown(string: str) -> None:
    text = made("md", infected(string), string).decode()
    tokens = markdown(text)
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "code_inline", "code_block", "fence", "hr"}
    for token in tokens:
        if token.type == "link_open":
            assert re.match(r"https?://", str(token.attrs["href"]))
            assert "evil" not in str(token.attrs["href"])
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == len([t for t in markdown(made("md").decode()) if t.type == "heading_open"])
    plain = "".join(token.content for token in tokens if token.type in {"text", "text_special"})
    assert words.plain(string) in plain


@pytest.mark.parametrize(
    "sign", ["# x", "- x", "1. x", "1) x", "+ x", "> x", "| x | y |", "[a](b)", "![a](b)", "[^1]: x", "***", "~~~"]
)
def test_signs_of_markdown_are_text_wherever_they_stand(sign: str) -> None:
    for text in (escaped(sign), f"- {escaped(sign)}", f"a {escaped(sign)}"):
        tokens = markdown(text)
        assert {t.type for t in tokens} <= {
            "paragraph_open", "inline", "text", "text_special", "paragraph_close", "bullet_list_open", "list_item_open",
            "list_item_close", "bullet_list_close",
        }  # fmt: skip
        assert "".join(t.content for t in tokens if t.type in {"text", "text_special"}).endswith(sign)
        assert len([t for t in tokens if t.type == "list_item_open"]) == text.startswith("- ")


@pytest.mark.parametrize("text", ["x | y", "| |", "x \\| y", "x \\"])
def test_a_cell_stays_one_cell(text: str) -> None:
    tokens = markdown(f"| a | b |\n|---|---|\n| {escaped(text)} | z |\n")
    cells = [token for token in tokens if token.type == "td_open"]
    inside = [t.content for t in tokens if t.type in {"text", "text_special"}]
    assert len(cells) == 2
    assert inside[-1] == "z"
    assert "".join(inside[2:-1]) == text


@pytest.mark.parametrize("string", STRINGS)
def test_hostile_text_is_no_field_and_no_link_of_word(string: str) -> None:
    data = made("docx", infected(string), string)
    tree = document(data)
    parts = {name: ZipFile(BytesIO(data)).read(name) for name in ZipFile(BytesIO(data)).namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            fields = [e.get(f"{W}instr") for e in root.iter(f"{W}fldSimple")]
            assert fields == (["PAGE"] if "footer" in name else [])
            assert not list(root.iter(f"{W}instrText", f"{W}object", f"{W}altChunk"))
    outward = [r.get("Target") for r in etree.fromstring(parts["word/_rels/document.xml.rels"]) if r.get("TargetMode")]
    assert all(re.match(r"https?://", address) and "evil" not in address for address in outward)
    assert words.plain(string) in words_of(data)
    assert len(list(tree.iter(f"{W}tbl"))) == len(list(document(made("docx")).iter(f"{W}tbl")))


@pytest.mark.parametrize(
    "string", [*STRINGS, '#link("https://evil.example")[x]', '#read("/etc/passwd")', "$ x $", "@q-1", "<q-1>"]
)
def test_hostile_text_is_no_command_of_a_pdf(string: str) -> None:
    found = opened(made("pdf", infected(string), string))
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/SubmitForm|/EmbeddedFile|/OpenAction", found)
    assert all(b"evil" not in uri for uri in re.findall(rb"/URI\s*\(([^)]*)\)", found))
    assert b"root:" not in found


def test_an_address_cannot_end_its_link() -> None:
    document = structs.replace(STANDING.documents[0], url="https://news.example/a b>) [x](https://evil.example)<\\\"'")
    standing = structs.replace(STANDING, documents=(document, *STANDING.documents[1:]))
    text = write(told(standing), "md").decode()
    links = {str(token.attrs["href"]) for token in markdown(text) if token.type == "link_open"}
    assert all(link.startswith("https://") and not link.startswith("https://evil") for link in links)
    assert any(link.startswith("https://news.example/a%20b%3E%29") for link in links)
    assert write(told(standing), "docx")
    assert write(told(standing), "pdf")


# ------------------------------------------------------------ letters


def test_letters_of_many_scripts_have_their_typefaces() -> None:
    names = "كفر نبل שלום Қазақ Հայ ქართ አማርኛ मराठी မြန်မာ"
    found = opened(made("pdf", infected(names), names))
    fonts = {name.decode() for name in re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+)", found)}
    for script in ("Arabic", "Hebrew", "Armenian", "Georgian", "Ethiopic", "Devanagari", "Myanmar"):
        assert any(font.startswith(f"NotoSans{script}") for font in fonts), (script, fonts)
    tree = document(made("docx", infected(names), names))
    assert list(tree.iter(f"{W}bidi"))
    assert list(tree.iter(f"{W}rtl"))
    assert not list(document(made("docx")).iter(f"{W}bidi"))


def test_the_typefaces_are_those_of_the_list() -> None:
    listed = dict(re.findall(r"\| `([\w-]+\.ttf)` \| `([0-9a-f]{64})` \|", (FONTS / "README.md").read_text()))
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}


# ------------------------------------------------------------ which form


@pytest.mark.parametrize(
    ("name", "form"), [("a.html", "html"), ("a", "html"), ("a.MD", "md"), ("a.docx", "docx"), ("a.pdf", "pdf"), ("a.odt", None)]
)
def test_the_ending_says_the_form(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form


def test_without_the_packages_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.export.brief import engrave

    engrave._fonts.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExportError, match=r"rashomon\[documents\]"):
        write(told(), "pdf")
    monkeypatch.setitem(sys.modules, "rashomon.export.brief.word_file", None)
    with pytest.raises(ExportError, match=r"rashomon\[documents\]"):
        write(told(), "docx")
