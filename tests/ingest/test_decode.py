"""Encodings: without loss, or one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest import IngestError
from rashomon.ingest.decode import codec_of, decode

RUSSIAN = "Во вторник над гаванью был сбит вертолёт. Адмиралтейство сообщило, что экипаж погиб; жители видели дым."
TEXTS = {
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "cp1252": "Le ministère a démenti jeudi l’attaque — « rien n’a été touché » — près du port, où l’armée était déployée.",
    "cp1256": "قال المتحدث باسم الوزارة إن الطائرة أسقطت صباح الثلاثاء قرب الميناء، وقتل طاقمها. وأضاف أن التحقيق مستمر",
    "shift_jis": "国防省は火曜日、港の近くでヘリコプターが撃墜されたと発表した。乗組員は死亡したという。",
    "gb18030": "国防部星期二说,一架直升机在港口附近被击落,机组人员死亡。当地居民看到港口上空冒烟。",
    "cp1253": "Το υπουργείο Άμυνας ανακοίνωσε την Τρίτη ότι το ελικόπτερο καταρρίφθηκε πάνω από το λιμάνι.",
    "cp1255": "משרד הביטחון הודיע ביום שלישי כי המסוק הופל מעל הנמל. הצוות נהרג, אמרו תושבים.",
    "cp1254": "Savunma Bakanlığı, helikopterin Salı sabahı limanda düşürüldüğünü açıkladı. Çatışmalar sürüyor.",
    "cp1250": "Ministerstvo obrany v úterý oznámilo, že vrtulník byl sestřelen nad přístavem. Posádka zahynula.",
}


@pytest.mark.parametrize("codec", TEXTS)
def test_a_text_in_an_old_encoding_is_told(codec: str) -> None:
    assert decode(TEXTS[codec].encode(codec), "f.txt") == TEXTS[codec]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(codec: str) -> None:
    text = "A shell fell on the harbour — three people died."
    assert decode(text.encode(codec), "f.txt") == text


def test_an_english_text_with_typographic_quotes() -> None:
    text = "The minister’s “café” was hit on Tuesday — nobody was hurt."
    assert decode(text.encode("cp1252"), "f.txt") == text


@pytest.mark.parametrize(
    "head",
    ['<meta charset="windows-1251">', "<meta http-equiv='Content-Type' content='text/html; charset=Windows-1251'>"],
)
def test_a_page_says_its_encoding(head: str) -> None:
    page = f"<html><head>{head}</head><body>Шум</body></html>"
    assert decode(page.encode("cp1251"), "f.html", markup=True) == page


def test_latin_1_on_the_web_is_windows_1252() -> None:
    page = '<meta charset="iso-8859-1"><p>“quoted” \x81</p>'
    data = b'<meta charset="iso-8859-1"><p>\x93quoted\x94 \x81</p>'
    assert decode(data, "f.html", markup=True) == page


@pytest.mark.parametrize(
    "label", ["unicode_escape", "rot13", "base64", "utf-7", "idna", "zlib", "no-such", "x" * 40, "undefined"]
)
def test_only_encodings_of_text_are_obeyed(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize(("data", "charset"), [(b"\xff\xfe\x00", None), (b"\xef\xbb\xbf\xff", None), (b"\xff", "utf-8")])
def test_what_cannot_be_decoded_says_where(data: bytes, charset: str | None) -> None:
    with pytest.raises(IngestError, match=r"f\.txt: .*save it as UTF-8"):
        decode(data, "f.txt", charset)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_without_loss_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "f.txt")
    except IngestError as error:
        assert str(error).startswith("f.txt: ")  # noqa: PT017
    else:
        assert isinstance(text, str)
        assert not data or text or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
