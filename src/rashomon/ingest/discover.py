"""Paths to items: files, folders (with or without a manifest), JSON lines.

The address of a file is the name of the folder that was added and the path below it; of a single file its folder's name
and its own, so that both ways of adding it give the same lineage. Hidden files, the manifest and the files that describe
a folder (README, LICENSE) are passed over and said; everything else is taken in or is a failure that someone can count.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from rashomon.ingest import jsonl
from rashomon.ingest.errors import failure
from rashomon.ingest.item import MAX_BYTES, Item, PassedOver
from rashomon.ingest.manifest import NAME, Manifest, read_manifest
from rashomon.ingest.sniff import binary, byte_order_mark, wide
from rashomon.model import Failure, digest_bytes

MIMES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".json": "application/json",
}
"""Ends of file names and what they hold."""

RECORDS = ("application/jsonl", "application/json")
"""Files of many documents."""

ABOUT_THE_FOLDER = ("readme", "license", "licence", "copying", "notice", "changelog")
READ = "what is read is .txt, .md, .html, .htm, .xhtml, .jsonl, .ndjson and .json"


def discover(paths: Sequence[Path]) -> Iterator[Item | Failure | PassedOver]:
    """Every document under `paths` in their order (a folder's files sorted), a failure for each that is none, and what was
    passed over because it is no report.
    """
    taken: dict[str, tuple[str, str]] = {}
    for path in paths:
        for found in _path(Path(path)):
            if isinstance(found, Item):
                this = (found.where, digest_bytes(found.data))
                earlier = taken.setdefault(found.address, this)
                if earlier is not this:
                    if earlier != this:
                        yield failure(found.where, _taken(found.address, earlier[0]))
                    continue
            yield found


def _taken(address: str, where: str) -> str:
    return f"its address {address!r} is that of {where} already; rename one of them or add them to different cases"


def _path(path: Path) -> Iterator[Item | Failure | PassedOver]:
    """One path that a user named. A link that is named itself is followed."""
    whole = Path(os.path.abspath(path))
    try:
        mode = whole.stat().st_mode
    except FileNotFoundError:
        yield failure(str(path), "there is no such file or folder; check the name")
    except (OSError, ValueError) as error:
        yield failure(str(path), f"it cannot be opened ({_why(error)}); check the name and its permissions")
    else:
        if stat.S_ISDIR(mode):
            yield from _folder(whole)
        elif whole.name == NAME:
            yield failure(str(path), "a manifest is read together with its folder; add the folder")
        else:
            yield from _file(whole, f"{whole.parent.name}/{whole.name}".lstrip("/"), _stated_beside(whole))


def _stated_beside(path: Path) -> dict[str, str]:
    """What a manifest in the same folder says of a file that was added singly."""
    manifest = read_manifest(path.parent)
    return manifest.entries.get(path.name, {}) if manifest else {}


def _folder(root: Path) -> Iterator[Item | Failure | PassedOver]:
    """All files below `root`, sorted by their path, each with what the manifest of its folder or of one above says."""
    real = root.resolve()
    manifests: list[tuple[Path, Manifest]] = []
    empty = True
    for path, problem in _walk(root):
        if _passed_over(path):
            yield PassedOver(where=str(path))
            continue
        empty = False
        if problem:
            yield failure(str(path), problem)
        elif path.is_symlink() and not _inside(path, real):
            what = "that leads out of the folder; add the file itself" if path.exists() else "to nothing; mend or remove it"
            yield failure(str(path), f"it is a link {what}")
        elif path.name == NAME:
            manifest = read_manifest(path.parent)
            if manifest:
                manifests.append((path.parent, manifest))
                yield from manifest.failures
        elif not path.is_symlink():
            relative = path.relative_to(root).as_posix()
            yield from _file(path, f"{root.name}/{relative}".lstrip("/"), _stated(path, manifests))
    if empty:
        yield failure(str(root), f"the folder holds no file that is read; {READ}")


def _stated(path: Path, manifests: list[tuple[Path, Manifest]]) -> dict[str, str]:
    """What the nearest manifest says of a file."""
    for folder, manifest in reversed(manifests):
        if path.is_relative_to(folder) and (entry := manifest.entries.get(path.relative_to(folder).as_posix())) is not None:
            return entry
    return {}


def _walk(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Files below a folder (links are not followed), the manifest of a folder before its files; or a path and a problem."""
    pending = [folder]
    while pending:
        place = pending.pop()
        if place is not folder and (place.is_symlink() or not place.is_dir() or _passed_over(place)):
            yield place, None
            continue
        try:
            entries = sorted(place.iterdir(), key=lambda entry: (entry.name != NAME, entry.name))
        except OSError as error:
            yield place, f"the folder cannot be opened ({_why(error)}); check its permissions"
            continue
        pending += reversed(entries)


def _passed_over(path: Path) -> bool:
    """Hidden, or about the folder: no report."""
    return path.name.startswith(".") or path.name.split(".")[0].lower() in ABOUT_THE_FOLDER


def _inside(path: Path, root: Path) -> bool:
    """Does a link lead to something below `root`? (That is taken in where it lies.)"""
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _file(path: Path, address: str, values: dict[str, str]) -> Iterator[Item | Failure]:
    """The item or items of one file, or why there are none."""
    mime = MIMES.get(path.suffix.lower())
    try:
        problem = _unfit(path, mime)
        if problem:
            yield failure(str(path), problem)
        elif mime == "application/jsonl":
            yield from jsonl.lines(path, values)
        elif mime == "application/json":
            yield from jsonl.records(path, values)
        elif mime:
            data = path.read_bytes()
            if problem := binary(data):
                yield failure(str(path), problem)
            elif not data.strip():
                yield failure(str(path), "the file is empty; fill it or leave it out")
            else:
                yield Item(address=address, name=path.name, where=str(path), data=data, mime=mime, **values)
    except OSError as error:
        yield failure(str(path), f"it cannot be read ({_why(error)}); check its permissions")


def _unfit(path: Path, mime: str | None) -> str | None:
    """Why a file is not even opened, told by its kind, its size and its first bytes."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        return "it is no regular file; add a file or a folder"
    if about.st_size == 0:
        return "the file is empty; fill it or leave it out"
    with path.open("rb") as stream:
        head = stream.read(8192)
    problem = binary(head) if mime not in RECORDS or b"\x00" in head else None
    if problem:
        return problem
    if mime in RECORDS and ((byte_order_mark(head) or "utf-8-sig") != "utf-8-sig" or wide(head)):
        return "it is UTF-16 or UTF-32, JSON is UTF-8; save it as UTF-8"
    if mime is None:
        return f"files {f'that end in {path.suffix!r}' if path.suffix else 'without an ending'} are not read; {READ}"
    if mime != "application/jsonl" and about.st_size > MAX_BYTES:
        todo = "save its records as JSON lines" if mime == "application/json" else "split it into reports"
        return f"it has {about.st_size:,} bytes; one document may have {MAX_BYTES:,}, {todo}"
    return None


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
