"""The web desk and its API, served from the case folder on this machine. Each route calls one function of the library."""

from rashomon.desk.serve import serve
from rashomon.desk.web import app

__all__ = ["app", "serve"]
