"""Incidents and claims to files, one format a file."""

from rashomon.export.formats import FORMATS, ExportError, Format, rows, save, write

__all__ = ["FORMATS", "ExportError", "Format", "rows", "save", "write"]
