"""Single keys from a terminal, none of them lost: what is typed ahead waits for its turn."""

from __future__ import annotations

import os
import select
import sys
from types import TracebackType
from typing import Any

import click

try:
    import termios
    import tty
except ImportError:  # no Unix: keys come one at a time, what is typed ahead may be lost
    termios = tty = None  # type: ignore[assignment]

ESCAPE_SECONDS = 0.05
"""How long the rest of an arrow key may take."""


class Keys:
    """The terminal hands over each key as it is pressed for as long as this is entered; a line is read in the usual way."""

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno()
        self._usual: list[Any] | None = None

    def __enter__(self) -> Keys:
        if termios is not None and os.isatty(self._fd):
            self._usual = termios.tcgetattr(self._fd)
            self._by_key()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._by_line()

    def key(self) -> str:
        """The next key; an arrow as its escape sequence. Raises KeyboardInterrupt for Ctrl-C, EOFError where the terminal is
        gone.
        """
        if self._usual is None:
            return click.getchar()
        data = os.read(self._fd, 1)
        if not data:
            raise EOFError
        while self._is_begun(data):
            data += os.read(self._fd, 1)
        return data.decode(errors="replace")

    def line(self, label: str) -> str:
        """A line of text."""
        self._by_line()
        try:
            text: str = click.prompt(label, default="", show_default=False)
        except click.Abort:
            return ""
        finally:
            self._by_key()
        return text.strip()

    def _is_begun(self, data: bytes) -> bool:
        """Whether these bytes are the beginning of a key: of an escape sequence, or of a letter beyond ASCII."""
        if data[0] == 0x1B:
            ended = len(data) > 2 and data[-1:].isalpha()
            return not ended and len(data) < 8 and bool(select.select([self._fd], [], [], ESCAPE_SECONDS)[0])
        return len(data) < (4 if data[0] >= 0xF0 else 3 if data[0] >= 0xE0 else 2 if data[0] >= 0xC0 else 1)

    def _by_key(self) -> None:
        if self._usual is not None:
            tty.setcbreak(self._fd, termios.TCSADRAIN)  # drain, not flush: nothing that was typed is thrown away

    def _by_line(self) -> None:
        if self._usual is not None:
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._usual)
