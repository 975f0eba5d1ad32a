"""Where the language model is reached and how it is asked: the section `[llm]` of `rashomon.toml`."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct

KEY = "RASHOMON_LLM_KEY"
"""The environment's name for the key of a hosted server: secrets stand in no file."""

MILLION = 1_000_000

Seconds = Annotated[float, Meta(gt=0, le=86_400)]
Price = Annotated[float, Meta(ge=0)]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One OpenAI-compatible server and one of its models.

    `url` is the server ("http://127.0.0.1:8080"), with its path where it is not `/v1`. `temperature` 0 gives the same answer
    again on most servers. `max_tokens` bounds one answer. `timeout` is the most seconds for one request, `total` for one
    document with all retries. `piece` is how many code points of text are asked about at once. `price_in` and `price_out` are
    per million tokens. `allow_remote` must be true before any text is sent to another machine.
    """

    url: str
    model: Annotated[str, Meta(min_length=1)]
    temperature: Annotated[float, Meta(ge=0, le=2)] = 0.0
    max_tokens: Annotated[int, Meta(ge=16)] = 4096
    timeout: Seconds = 120.0
    total: Seconds = 1800.0
    piece: Annotated[int, Meta(ge=200)] = 4000
    price_in: Price | None = None
    price_out: Price | None = None
    allow_remote: bool = False

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("llm.url must be http:// or https:// with a host")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError(f"llm.url may hold no name, password or query; a key belongs into the environment, {KEY}")

    @property
    def endpoint(self) -> str:
        """The address that questions are posted to."""
        base = self.url.rstrip("/")
        if base.endswith("/chat/completions"):
            return base
        return f"{base}/chat/completions" if urlsplit(base).path else f"{base}/v1/chat/completions"

    @property
    def host(self) -> str:
        """The server's host."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the server is this machine, so that no text leaves it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def is_open(self) -> bool:
        """Whether the text goes over the network unencrypted."""
        return not self.is_local and urlsplit(self.url).scheme == "http"

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """What these tokens cost, where both prices are set."""
        if self.price_in is None or self.price_out is None:
            return None
        return (tokens_in * self.price_in + tokens_out * self.price_out) / MILLION
