"""Serving the desk on this machine: one process, an address that only this machine can reach."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from rashomon.case import CaseError
from rashomon.desk.web import app

HOST = "127.0.0.1"


def serve(folder: Path, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serve until it is interrupted. `port` 0: any that is free; `browser`: open the desk in the reader's browser. `say` is
    told where it is. Raises CaseError where the port is taken.
    """
    with _listening(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        say(f"The desk: {address} (this machine only; Ctrl-C ends it)")
        if browser:
            threading.Timer(0.6, webbrowser.open, [address]).start()
        config = uvicorn.Config(app(folder), log_level="warning", access_log=False, server_header=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise CaseError(f"port {port} cannot be used ({error.strerror}); name another with --port") from error
    return listener
