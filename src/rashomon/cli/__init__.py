"""The commands. Each calls one function of the library and shows what it returns."""

from rashomon.cli import assess as assess
from rashomon.cli import desk as desk
from rashomon.cli import mcp as mcp
from rashomon.cli import review as review
from rashomon.cli import sources as sources
from rashomon.cli import user as user
from rashomon.cli.main import main

__all__ = ["main"]
