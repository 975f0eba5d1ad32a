"""Is this text at all? Told by the first bytes, before anything is decoded."""

from __future__ import annotations

TO_TEXT = "convert it to plain text first and add that"

MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "extract its text (for example with pdftotext) and add that"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as plain text"),
    (b"PK\x05\x06", "an empty zip archive", "unpack it and add what was in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first"),
    (b"\x89PNG", "a PNG image", "type off or recognise its text, and add that"),
    (b"\xff\xd8\xff", "a JPEG image", "type off or recognise its text, and add that"),
    (b"GIF8", "a GIF image", "type off or recognise its text, and add that"),
    (b"II*\x00", "a TIFF image", "type off or recognise its text, and add that"),
    (b"MM\x00*", "a TIFF image", "type off or recognise its text, and add that"),
    (b"RIFF", "a sound, a video or a WebP image", "transcribe it and add the transcript"),
    (b"OggS", "a sound or a video", "transcribe it and add the transcript"),
    (b"ID3", "a sound", "transcribe it and add the transcript"),
    (b"\x1aE\xdf\xa3", "a video", "transcribe it and add the transcript"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text and add that"),
    (b"{\\rtf", "a rich-text document", "save it as plain text and add that"),
    (b"SQLite format 3", "an SQLite database", "export its documents as JSON lines"),
    (b"\x7fELF", "a program", "add only reports"),
    (b"MZ\x90", "a program", "add only reports"),
)
"""First bytes, what they mean, what to do (the public file signatures)."""

BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def byte_order_mark(data: bytes) -> str | None:
    """The encoding that a byte order mark announces, or None. The codec named strips the mark."""
    return next((codec for mark, codec in BOMS if data.startswith(mark)), None)


def binary(data: bytes) -> str | None:
    """Why these bytes are no text (one clause and what to do), or None where they may be text."""
    for magic, what, todo in MAGIC:
        if data.startswith(magic):
            return f"this is {what}, not text; {todo}"
    if data[4:8] == b"ftyp":
        return "this is a video or an image, not text; transcribe it and add the transcript"
    if b"\x00" in data and not byte_order_mark(data) and not wide(data):
        return f"this is a binary file (byte {data.index(0) + 1} is NUL), not text; {TO_TEXT}"
    return None


def wide(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where the zero bytes stand as they do in such a text without a mark, else None."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    half = len(sample) // 2
    for codec, zero, other in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if zero > 0.4 * half and other <= 0.05 * half:
            text = sample.decode(codec, "replace")
            return None if any(c < " " and c not in "\t\n\r\f" for c in text) else codec
    return None
