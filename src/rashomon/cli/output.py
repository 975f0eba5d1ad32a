"""Tables on a terminal, JSON lines when piped, and no control character of anybody's text in either."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

PAGE_WIDTH = 140
"""Columns of a table that goes to a file or a log."""

HIDDEN = {"Cc", "Cf", "Cs", "Co"}
"""Unicode categories that can move a cursor, reverse a line or hide a letter: an article's text may hold any of them."""


def plain(text: object) -> str:
    """Text that is safe on a terminal: control and invisible format characters become U+FFFD, line breaks a space."""
    flat = " ".join(str(text).split())
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in HIDDEN else c for c in flat)


_forced: bool | None = None


def force_tables(tables: bool | None) -> None:
    """Tables (true) or JSON lines (false) wherever the output goes; None: tables on a terminal only."""
    global _forced
    _forced = tables


def is_terminal() -> bool:
    """Whether a person looks at the standard output."""
    return sys.stdout.isatty() if _forced is None else _forced


def json_lines(rows: Iterable[Any]) -> None:
    """One JSON object a line on the standard output."""
    for row in rows:
        sys.stdout.write(msgspec.json.encode(row).decode() + "\n")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on the terminal, with its title; nothing where there are no rows."""
    grid = Table(title=Text(plain(title)), title_justify="left", title_style="bold", show_lines=False, pad_edge=False)
    for n, column in enumerate(columns):
        grid.add_column(column, overflow="fold", ratio=None, no_wrap=n == 0 and len(columns) > 2)
    for row in rows:
        grid.add_row(*(_cell(value) for value in row))
    if grid.row_count:
        console = Console(width=None if sys.stdout.isatty() else PAGE_WIDTH)
        console.print(grid)
        console.print()


def _cell(value: object) -> Text:
    lines = value if isinstance(value, list | tuple) else [value]
    return Text("\n".join("–" if line is None else plain(line) for line in lines))


def say(sentence: str) -> None:
    """One sentence for the person at the terminal, on the standard error, so that pipes stay clean."""
    sys.stderr.write(plain(sentence) + "\n")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on the standard error where that is a terminal; silence elsewhere."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None, name="")

        def step(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total or None, name=Text(plain(name)[:40]).plain)

        yield step
