"""What goes wrong when something is written."""


class ExportError(Exception):
    """An export could not be written: one clear sentence with the file, or with what is missing."""
