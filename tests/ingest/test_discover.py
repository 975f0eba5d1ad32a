"""Paths to items: addresses, folders, manifests, links, and one clear sentence for each file that cannot be taken."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rashomon.ingest import MAX_BYTES, Item, discover, parse
from rashomon.model import Failure
from rashomon.vocabulary import load

SENTENCE = "A shell fell on the harbour and nobody was hurt."


def items(*paths: Path) -> list[Item]:
    return [found for found in discover(paths) if isinstance(found, Item)]


def failures(*paths: Path) -> list[Failure]:
    return [found for found in discover(paths) if isinstance(found, Failure)]


def write(path: Path, content: str | bytes = SENTENCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_has_the_same_address_singly_and_by_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "port" / "b.txt")
    write(tmp_path / "port" / "sub" / "a.txt")
    assert [item.address for item in items(tmp_path / "port")] == ["port/b.txt", "port/sub/a.txt"]
    assert [item.address for item in items(tmp_path / "port" / "b.txt")] == ["port/b.txt"]
    assert [item.name for item in items(tmp_path / "port")] == ["b.txt", "a.txt"]


def test_a_folder_named_by_a_relative_path_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "port" / "b.txt")
    monkeypatch.chdir(tmp_path / "port")
    assert [item.address for item in items(Path("."), Path("b.txt"))] == ["port/b.txt"]


def test_hidden_files_the_manifest_and_the_readme_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "README.md", "LICENSE", "a.txt"):
        write(tmp_path / "port" / name)
    write(tmp_path / "port" / ".git" / "x.txt")
    write(tmp_path / "port" / "manifest.json", "[]")
    assert [found.where for found in items(tmp_path / "port")] == [str(tmp_path / "port" / "a.txt")]
    assert failures(tmp_path / "port") == []


def test_a_manifest_states_and_misses(tmp_path: Path) -> None:
    port = tmp_path / "port"
    for name in ("a.txt", "b.txt", "c.txt"):
        write(port / name)
    manifest = [
        {"file": "a.txt", "publisher": "Strait Wire", "published": "2031-05-06", "basis": "not stated in the file; 'Tuesday'"},
        {"file": "b.txt", "title": "Pier hit", "lang": "en", "url": "https://example.org/b", "published": "2031-05-06T09:00Z"},
        {"file": "gone.txt"},
        {"file": "../up.txt"},
        {"file": "b.txt"},
        {"file": "c.txt", "published": "6 May"},
        {"publisher": "nobody"},
        "c.txt",
        {"file": "c.txt", "publisher": 7},
    ]
    write(port / "manifest.json", json.dumps(manifest))
    found = {item.name: item for item in items(port)}
    assert sorted(found) == ["a.txt", "b.txt", "c.txt"]
    assert (found["a.txt"].publisher, found["a.txt"].published) == ("Strait Wire", "2031-05-06")
    assert (found["b.txt"].title, found["b.txt"].published) == ("Pier hit", "2031-05-06T09:00Z")
    assert found["c.txt"].published is None
    published = parse(found["a.txt"], load())[1].published
    assert published is not None
    assert (published.basis, published.reason) == ("inferred", "not stated in the file; 'Tuesday'")
    entries = {failure.about.rsplit(" ", 1)[1]: failure.reason for failure in failures(port)}
    assert sorted(entries) == ["3", "4", "5", "6", "7", "8", "9"]
    assert "not in the folder" in entries["3"]
    assert "outside the folder" in entries["4"]
    assert "ISO date" in entries["6"]
    assert "publisher" in entries["9"]


def test_a_manifest_speaks_for_a_file_that_is_added_singly(tmp_path: Path) -> None:
    write(tmp_path / "port" / "a.txt")
    write(tmp_path / "port" / "manifest.json", json.dumps([{"file": "a.txt", "publisher": "Strait Wire"}]))
    assert items(tmp_path / "port" / "a.txt")[0].publisher == "Strait Wire"


@pytest.mark.parametrize("content", ["{", '{"a": 1}', "null", "[" * 50_000, "\ufeff[", b"\xff\xfe"])
def test_a_broken_manifest_costs_only_itself(tmp_path: Path, content: str | bytes) -> None:
    write(tmp_path / "port" / "a.txt")
    write(tmp_path / "port" / "manifest.json", content)
    assert len(items(tmp_path / "port")) == 1
    (failure,) = failures(tmp_path / "port")
    assert "manifest.json" in failure.reason
    assert "taken in without it" in failure.reason


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "report.pdf": (b"%PDF-1.7 x", "a PDF"),
    "really_a_pdf.txt": (b"%PDF-1.7 x", "a PDF"),
    "office.docx": (b"PK\x03\x04....", "zip archive"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n", "PNG image"),
    "program.txt": (b"\x7fELF\x02", "a program"),
    "nul.txt": (b"abc\x00def\x00\x01" * 9, "NUL"),
    "lines.jsonl": (b"\x00\x01\x02\x03" * 9, "NUL"),
    "notes.odg": (b"hello", "'.odg'"),
    "noending": (b"hello", "without an ending"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_sentence_for_what_is_no_text(tmp_path: Path, name: str) -> None:
    write(tmp_path / "port" / "good.txt")
    write(tmp_path / "port" / name, BAD[name][0])
    assert [item.name for item in items(tmp_path / "port")] == ["good.txt"]
    (failure,) = failures(tmp_path / "port")
    assert name in failure.reason
    assert BAD[name][1] in failure.reason
    assert failure.stage == "add"
    assert "\n" not in failure.reason


def test_fifty_megabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
        stream.write(b"word word\n" * 1000)
    (failure,) = failures(path)
    assert "50,000,000" in failure.reason
    assert f"{MAX_BYTES:,}" in failure.reason


def test_links_and_odd_files(tmp_path: Path) -> None:
    port = tmp_path / "port"
    write(tmp_path / "outside.txt")
    write(port / "a.txt")
    os.symlink(tmp_path / "outside.txt", port / "out.txt")
    os.symlink(tmp_path, port / "up")
    os.symlink(port / "a.txt", port / "inner.txt")
    os.symlink("nowhere", port / "broken.txt")
    os.mkfifo(port / "fifo.txt")
    assert [item.name for item in items(port)] == ["a.txt"]
    reasons = {Path(failure.about).name: failure.reason for failure in failures(port)}
    assert sorted(reasons) == ["broken.txt", "fifo.txt", "out.txt", "up"]
    assert "leads out of the folder" in reasons["out.txt"]
    assert "leads to nothing" in reasons["broken.txt"] or "to nothing" in reasons["broken.txt"]
    assert "no regular file" in reasons["fifo.txt"]
    assert [item.address for item in items(port / "out.txt")] == ["port/out.txt"]


def test_missing_paths_empty_folders_and_a_bare_manifest(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    write(tmp_path / "m" / "manifest.json", "[]")
    gone, none, bare = failures(tmp_path / "gone.txt", tmp_path / "none", tmp_path / "m" / "manifest.json")
    assert "no such file" in gone.reason
    assert "no file that is read" in none.reason
    assert "add the folder" in bare.reason


def test_an_unreadable_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "port" / "a.txt")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser reads everything: let the system call itself refuse
        monkeypatch.setattr(Path, "read_bytes", lambda self: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    (failure,) = failures(path)
    assert "permission denied" in failure.reason


def test_two_files_of_one_address_are_no_versions_of_each_other(tmp_path: Path) -> None:
    write(tmp_path / "x" / "port" / "a.txt", "One shell fell on the harbour.")
    write(tmp_path / "y" / "port" / "a.txt", "Two shells fell on the harbour.")
    assert len(items(tmp_path / "x" / "port", tmp_path / "y" / "port")) == 1
    (failure,) = failures(tmp_path / "x" / "port", tmp_path / "y" / "port")
    assert "port/a.txt" in failure.reason
    assert failures(tmp_path / "x" / "port", tmp_path / "x" / "port" / "a.txt") == []


def test_json_in_the_wrong_encoding_is_one_failure(tmp_path: Path) -> None:
    for codec in ("utf-16", "utf-16-le"):
        path = write(tmp_path / f"{codec}.jsonl", ('{"name": "a", "text": "x"}\n' * 5).encode(codec))
        (failure,) = failures(path)
        assert "save it as UTF-8" in failure.reason


def test_json_lines_under_the_wrong_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", '{"name": "a", "text": "One here."}\n{"name": "b", "text": "Two here."}\n')
    assert [item.name for item in items(path)] == ["a", "b"]


def test_a_folder_that_cannot_be_opened_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "port" / "a.txt")
    monkeypatch.setattr(Path, "iterdir", lambda self: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    (failure,) = failures(tmp_path / "port")
    assert "permission denied" in failure.reason


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    (failure,) = failures(tmp_path / "a\x00b")
    assert "check the name" in failure.reason
