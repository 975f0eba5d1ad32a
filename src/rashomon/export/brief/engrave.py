"""Pages and pictures by Typst, with the typefaces that are shipped and no others, so that every machine sets the same.

A source is ours and constant; whatever comes from a document goes in as data (`sys.inputs`), which is never read as markup. No
package, no file and no network is asked for: the source stands in memory and imports nothing, and its root is the folder of the
typefaces.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.export.errors import ExportError

if TYPE_CHECKING:
    import typst

FAMILIES = (
    "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Armenian", "Noto Sans Georgian", "Noto Sans Ethiopic",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Sinhala", "Noto Sans Myanmar",
)  # fmt: skip
"""Typefaces in assets/fonts, in the order in which a letter is looked for."""

PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""

PER_INCH = 216.0
"""Points of a picture an inch: three to a unit of the drawing, enough for print."""


def missing() -> ExportError:
    """What to say where the packages of the extra are not there."""
    return ExportError("a brief in Markdown, Word or PDF needs two more packages: pip install 'rashomon[documents]'")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    try:
        import typst
    except ImportError as error:
        raise missing() from error
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_folder()])


def _folder() -> Path:
    with as_file(files("rashomon.export").joinpath("assets/fonts")) as folder:
        return folder


def _compiler(source: bytes) -> typst.Compiler:
    fonts = _fonts()
    import typst

    return typst.Compiler(source, root=_folder(), font_paths=fonts)


def pdf(source: bytes, data: dict[str, str], moment: datetime | None) -> bytes:
    """A tagged PDF of a source with its data; `moment` for its metadata, None: none is told."""
    made = _compiler(source).compile(format="pdf", sys_inputs=data, timestamp=moment or datetime.fromisoformat(EPOCH))
    _forget()
    return _one(made)


AGE = 11
"""Runs after which Typst gives up what it remembers of one that was not needed again; it keeps ten."""


def _forget() -> None:
    """Let Typst forget a document: else a server that writes many would hold the last ten of them in memory."""
    for _ in range(AGE):
        _compiler(b" ").compile(format="svg")


EPOCH = "1980-01-01T00:00:00+00:00"
"""What stands in for "now" where something asks for it; the source itself asks for no date."""


def png(svg: str, width: float) -> bytes:
    """A drawing as a picture of points; `width` of the drawing in units."""
    return _one(_compiler(PICTURE).compile(format="png", ppi=PER_INCH, sys_inputs={"svg": svg, "width": f"{width:g}"}))


def _one(made: bytes | list[bytes] | None) -> bytes:
    if isinstance(made, bytes):
        return made
    raise ExportError("the pages could not be set")
