"""`rashomon mcp`: the case for an assistant."""

from __future__ import annotations

import sys
from pathlib import Path

from rashomon.case import CaseError
from rashomon.cli import output
from rashomon.cli.main import in_case, main, opened


@main.command(epilog="Example: rashomon mcp --case /cases/idlib (started by an assistant's program)")
@in_case
def mcp(folder: Path | None) -> None:
    """Let an assistant ask the case over the Model Context Protocol, on the standard input and output. It can only read."""
    with opened(folder) as case:
        place = case.folder
    try:
        from rashomon.mcp.server import serve
    except ImportError as error:
        raise CaseError("the assistant's server needs one more package: pip install 'rashomon[mcp]'") from error
    if sys.stdin.isatty():
        output.say("Waiting for an assistant on the standard input (docs/mcp.md); Ctrl-C ends it.")
    serve(place)
