"""`rashomon desk`: the case in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.case import CaseError
from rashomon.cli import output
from rashomon.cli.main import in_case, main, opened

PORT = 8765


@main.command(epilog="Example: rashomon desk --port 9000")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Where it listens; 0: any.")
@click.option("--no-browser", is_flag=True, help="Do not open it in the browser; only say where it is.")
@in_case
def desk(port: int, no_browser: bool, folder: Path | None) -> None:
    """Show the case in the browser: incidents, documents, review. Only this machine can reach it."""
    with opened(folder) as case:
        place = case.folder
    try:
        from rashomon.desk import serve
    except ImportError as error:
        raise CaseError("the desk needs two more packages: pip install 'rashomon[desk]'") from error
    serve(place, port, not no_browser, output.say)
