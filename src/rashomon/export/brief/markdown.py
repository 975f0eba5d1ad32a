"""The brief as Markdown (CommonMark with GitHub's tables and footnotes): sentences as footnotes, pictures inside."""

from __future__ import annotations

import base64
import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.export.brief import engrave, maps, pictures, words
from rashomon.export.brief.cites import written
from rashomon.export.brief.page import Page
from rashomon.export.brief.pdf import closing

MARKS = re.compile(r"([\\`*_{}\[\]<>|~&$#@!^])")
"""Signs that mean something to one reader of Markdown or another wherever they stand."""

AT_START = re.compile(r"^(\s*\d+)([.)])|^(\s*)([-+=:])")
"""Signs that mean something at the beginning of a line."""

LINKS = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)")
"""What some readers take for an address without being asked."""


def markdown(page: Page) -> str:
    """The whole text, pictures at its end."""
    environment = Environment(
        loader=PackageLoader("rashomon.export.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"count": words.count, "signs": maps.SIGNS, "outlines": maps.OUTLINES}
    environment.globals |= {"closing": closing, "address": _address}
    charts = [[_picture(pictures.chart(panel), panel.width) for panel in story.panels] for story in page.stories]
    drawn = [_picture(pictures.map_(map_), map_.width) for map_ in page.maps]
    made = environment.get_template("brief.md.j2").render(page=page, charts=charts, maps=drawn)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def _picture(svg: str, width: float) -> Markup:
    """The address of a picture that stands in the text itself."""
    return Markup("data:image/png;base64," + base64.b64encode(engrave.png(svg, width)).decode())  # noqa: S704  # ours


def _address(url: str | None) -> Markup:
    """An address between < and >, neither of which it holds any more."""
    return Markup(written(url) or "")  # noqa: S704


def _shown(value: object) -> object:
    """Whatever the template prints: markup of our own as it is, anybody's text so that it stays text."""
    return Markup(escaped(value)) if isinstance(value, str) and not hasattr(value, "__html__") else value  # noqa: S704


def escaped(text: str) -> str:
    """Text on one line in which nothing is a mark of Markdown, of HTML, of a formula or of a site's own additions."""
    flat = MARKS.sub(r"\\\1", words.visible(re.sub(r"\s+", " ", text)))
    flat = LINKS.sub(r"\\\g<0>", flat)
    return AT_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"{found[3]}\\{found[4]}", flat)
