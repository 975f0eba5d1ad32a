"""Charts and maps as pictures of their own: the drawings of the page, each as one SVG file that needs nothing beside it.

The page's style sheet gives their colours, as on paper: what it says by custom properties is written out, because only browsers
know those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rashomon.export.brief import words
from rashomon.export.brief.maps import Map
from rashomon.export.brief.toll import Panel

FAMILY = "Noto Sans"
"""The typeface of words in pictures; it is shipped, so that every machine draws the same."""

DRAWN = re.compile(r"\.chart |\.map |\.series |\.s\d |svg text$")
"""How the selectors of the style sheet begin that are about drawings."""

SERIES = range(8)


def chart(panel: Panel) -> str:
    """A toll over time."""
    return _alone("chart.html.j2", "drawing", panel, "chart")


def map_(drawn: Map) -> str:
    """A map."""
    return _alone("map.html.j2", "map_drawing", drawn, "map")


def _alone(template: str, macro: str, value: Panel | Map, kind: str) -> str:
    """The SVG of one macro with its size, its style and no links: a picture leads nowhere."""
    module = _environment().get_template(template).module
    drawn = str(getattr(module, macro)(value, "p")).strip()
    drawn = re.sub(r"</?a\b[^>]*>", lambda found: "</g>" if found[0].startswith("</") else "<g>", drawn)
    size = f'width="{value.width:g}" height="{value.height:g}" font-family="{FAMILY}" xmlns="http://www.w3.org/2000/svg"'
    head, body = drawn.split(">", 1)
    opened = head.replace("<svg", f"<svg {size}", 1)
    return f'{opened}><style>{style()}</style><g class="{kind}">{body.removesuffix("</svg>")}</g></svg>'


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.export.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: words.visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"count": words.count, "sentence": lambda cite: "#", "spot": lambda spot: "#"}
    return environment


@lru_cache(maxsize=1)
def style() -> str:
    """The rules of the page's style sheet that are about drawings, with the colours of paper."""
    sheet = files("rashomon.export.brief").joinpath("templates/style.css").read_text(encoding="utf-8")
    screen, _, paper = sheet.partition("@media print {")
    colours = _properties(screen) | _properties(paper)
    rules = re.findall(r"([^{}@;]+)\{([^{}]*)\}", screen.split("@media (max-width")[0])
    return "\n".join(line for selector, body in rules for line in _rules(selector.strip(), body.strip(), colours))


def _properties(sheet: str) -> dict[str, str]:
    """The custom properties of the first `:root`."""
    body = sheet.partition(":root {")[2].partition("}")[0]
    return {name: value.strip() for name, value in re.findall(r"--(\w+): ([^;]+);", body)}


def _rules(selector: str, body: str, colours: dict[str, str]) -> Iterator[str]:
    """A rule without custom properties: one that is coloured by series, once for each of them."""
    parts = [part.strip() for part in selector.split(",")]
    if ":" in selector or not all(DRAWN.match(part) for part in parts) or body.startswith("--"):
        return
    if "var(--c)" not in body:
        yield f"{selector} {{ {_plain(body, colours)} }}"
        return
    for n in SERIES:
        coloured = ", ".join(f".s{n}{part.removeprefix('.series')}" for part in parts)
        yield f"{coloured} {{ {_plain(body.replace('--c', f'--s{n}'), colours)} }}"


def _plain(body: str, colours: dict[str, str]) -> str:
    return re.sub(r"var\(--(\w+)\)", lambda found: colours.get(found[1], FAMILY), body)
