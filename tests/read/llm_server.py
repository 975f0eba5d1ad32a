"""A small real HTTP server on loopback that gives recorded answers, and what the tests of the language-model engine share."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct

from rashomon.read import engine
from rashomon.read.llm import LLM
from rashomon.read.llm_settings import Settings
from rashomon.vocabulary import load
from tests.read.read_values import PLACES


class Given(Struct, frozen=True, kw_only=True):
    """A recorded answer. `before` seconds pass before it begins; with `drip`, its bytes come one by one, that many seconds
    apart.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}
    before: float = 0.0
    drip: float = 0.0


def completion(content: str | None, finish: str = "stop", usage: tuple[int, int] | None = (100, 20)) -> Given:
    """A well-formed answer with this content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    told: dict[str, Any] = {"id": "c", "object": "chat.completion", "choices": [choice]}
    if usage:
        told["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    return Given(body=json.dumps(told, ensure_ascii=False).encode())


def telling(*claims: dict[str, Any], **more: Any) -> Given:
    """A well-formed answer with these claims."""
    return completion(json.dumps({"claims": claims}), **more)


class Server:
    """`url`, and the requests that came: their headers and their decoded bodies."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.headers: list[dict[str, str]] = []
        self.asked: list[dict[str, Any]] = []

    @property
    def forms(self) -> list[str | None]:
        """The form of answers that each request asked for."""
        return [(asked.get("response_format") or {}).get("type") for asked in self.asked]

    def data(self, n: int = 0) -> dict[str, Any]:
        """The data line of a request."""
        found: dict[str, Any] = json.loads(self.asked[n]["messages"][1]["content"].split("\n")[1])
        return found


@contextmanager
def serving(*answers: Given) -> Iterator[Server]:
    """A server that gives these answers in turn, the last one again and again."""
    left: list[Given] = list(answers)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
                server.asked.append(json.loads(body))
                given = left.pop(0) if len(left) > 1 else left[0]
            time.sleep(given.before)
            try:
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(given.body)))
                self.end_headers()
                for part in [given.body[n : n + 1] for n in range(len(given.body))] if given.drip else [given.body]:
                    self.wfile.write(part)
                    self.wfile.flush()
                    time.sleep(given.drip)
            except OSError:  # the client has gone, as it should
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Silence."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def asking(url: str, **more: Any) -> LLM:
    """The engine over a server."""
    settings = Settings(url=url, model="a-model", **more)
    made = engine("llm", load(), lambda name: name.casefold() in PLACES, settings=settings)
    assert isinstance(made, LLM)
    return made


def claim(sentence: int, quote: str, kind: str = "shelling", **more: Any) -> dict[str, Any]:
    """A claim as a model tells it, every field there."""
    whole: dict[str, Any] = {
        "sentence": sentence, "quote": quote, "kind": kind, "stance": "assert", "certainty": "certain", "speakers": [],
        "actors": [], "targets": [], "weapons": [], "place": None, "time": None, "figures": [], "evidence": [],
        "background": False, "revises": False,
    }  # fmt: skip
    return whole | more


def texts(claims: Sequence[Any]) -> list[str]:
    """Quotes of claims."""
    return [each.anchor.quote for each in claims]
