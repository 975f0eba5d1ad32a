"""What an assistant may ask of a case over the Model Context Protocol: read only, every answer with its citations."""

from rashomon.mcp.tools import TOOLS, answer

__all__ = ["TOOLS", "answer"]
