"""Bytes to text, without loss or not at all.

Order of belief: the encoding that the carrier fixes, a byte order mark, UTF-8 that is valid, what the page declares,
UTF-16 by its zero bytes, and last a guess (charset-normalizer, and the language that the result would be in). A text is
accepted only if encoding it again gives the same bytes, so that nothing is replaced silently.
"""

from __future__ import annotations

import re

import py3langid
from charset_normalizer import from_bytes

from rashomon.ingest.errors import IngestError
from rashomon.ingest.sniff import byte_order_mark, wide

AS_UTF8 = "save it as UTF-8 and add it again"

DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})""", re.I
)
HEAD = 4096
"""Bytes in which a page's declaration is looked for (browsers look at 1,024; saved pages put comments before it)."""

ALLOWED = re.compile(
    r"(utf_(8|16|32)(_[lb]e)?(_sig)?|cp\d{3,4}|iso8859_\d+|koi8_[rut]|shift_jis\w*|euc_\w+|gb\w+|big5\w*|johab|tis_620|mac_\w+|latin_1|ascii|hz|ptcp154|kz1048)"
)
"""Codecs that are encodings of text. Python has others ("unicode_escape", "rot13") that a page could ask for."""

AS_ON_THE_WEB = {
    "latin_1": "cp1252",
    "iso8859_1": "cp1252",
    "ascii": "cp1252",
    "iso8859_9": "cp1254",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
}
"""What a declared label means in fact (WHATWG Encoding Standard, section 4.2)."""

LATIN = {
    "cp1252": "en fr de es pt it nl sv no nb nn da fi is ca gl eu ga",
    "cp1250": "cs pl sk hu sl hr bs ro sq sr",
    "cp1254": "tr az",
    "cp1257": "lt lv et",
}
"""Code pages that differ in few letters, with the languages written in each: the language decides between them."""

OTHER_SCRIPTS = {"cp1253": "el", "cp1255": "he", "cp1251": "ru uk bg be mk sr", "cp1256": "ar fa ur", "koi8_r": "ru"}
"""Code pages of one other script each, which the guess by letters takes for Latin now and then."""


def decode(data: bytes, about: str, charset: str | None = None, markup: bool = False) -> str:
    """The text of these bytes. Raises IngestError where that would be a guess without ground or would lose something."""
    if charset:
        return _strictly(data, charset, about)
    if mark := byte_order_mark(data):
        return _strictly(data, mark, about)
    for codec in (wide(data), "utf-8", declared(data) if markup else None):
        if codec and (text := _attempt(data, codec)) is not None:
            return text
    text = _guessed(data)
    if text is None:
        raise IngestError(about, f"its encoding cannot be told (it is not UTF-8 from byte {_first_bad(data)} on); {AS_UTF8}")
    return text


def declared(data: bytes) -> str | None:
    """The codec that a page's own head declares, as browsers understand the label, or None."""
    found = DECLARED.search(data[:HEAD])
    return codec_of((found[1] or found[2]).decode("ascii", "replace")) if found else None


def codec_of(label: str) -> str | None:
    """The Python codec for a label, or None where that is no encoding of text."""
    name = label.strip().lower().replace("-", "_").replace("windows_", "cp")
    name = re.sub(r"^x_(?=sjis|mac)", "", name)
    name = re.sub(r"^iso_?8859_", "iso8859_", name)
    name = {"sjis": "shift_jis", "utf8": "utf_8", "latin1": "latin_1", "us_ascii": "ascii", "ks_c_5601_1987": "euc_kr"}.get(
        name, name
    )
    name = AS_ON_THE_WEB.get(name, name)
    if not ALLOWED.fullmatch(name):
        return None
    try:
        b"".decode(name)
    except LookupError:
        return None
    return name


def _strictly(data: bytes, codec: str, about: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise IngestError(about, f"it should be {codec} but is not from byte {error.start + 1} on; {AS_UTF8}") from error


def _attempt(data: bytes, codec: str) -> str | None:
    """The text, or None where it cannot be had without loss. Bytes that cp1252 leaves undefined become C1 controls, as
    browsers do it.
    """
    try:
        text = data.decode(codec)
        return text if text.encode(codec) == data else None
    except UnicodeError:
        return _with_c1(data) if codec == "cp1252" else None


def _with_c1(data: bytes) -> str:
    return "".join(_ONE_BYTE[byte] for byte in data)


_ONE_BYTE = [bytes([n]).decode("cp1252") if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(n) for n in range(256)]


def _guessed(data: bytes) -> str | None:
    """The likeliest text. None where no encoding gives one without loss."""
    best = from_bytes(data).best()
    if best is None:
        return None
    if best.encoding.startswith(ONE_BYTE_LATIN):
        text = _by_language(data, OTHER_SCRIPTS if _mostly_high(data) else LATIN)
        if text is not None:
            return text
    return _attempt(data, best.encoding)


ONE_BYTE_LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "iso8859_", "mac_", "latin", "cp8", "cp7", "cp437", "hp_")


def _mostly_high(data: bytes) -> bool:
    """Are most letters above ASCII? Then the script is not Latin."""
    high = sum(byte >= 0xC0 for byte in data[:8192])
    return high > sum(bytes((byte,)).isalpha() for byte in data[:8192])


def _by_language(data: bytes, pages: dict[str, str]) -> str | None:
    """The text under the first code page whose languages include the one that the text turns out to be in."""
    for codec, languages in pages.items():
        text = _attempt(data, codec)
        if text is None or re.search(r"[\x80-\x9f]", text):
            continue
        if py3langid.classify(text[:5000])[0] in languages.split():
            return text
    return None


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start + 1
    return 1
