"""Incidents and claims to files, one format a file."""

from rashomon.export.formats import FORMATS, ExportError, Format, content, feed, rows, save, write

__all__ = ["FORMATS", "ExportError", "Format", "content", "feed", "rows", "save", "write"]
