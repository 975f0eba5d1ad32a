"""As said to as known: actors, places, dates, figures."""

from rashomon.link.gazetteer import Gazetteer, GazetteerError, default_path
from rashomon.link.linker import Linker

__all__ = ["Gazetteer", "GazetteerError", "Linker", "default_path"]
