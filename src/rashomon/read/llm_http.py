"""Asking an OpenAI-compatible server over HTTP: time-outs, retries, bounds, and what to do with each way it can fail.

The only place of the project that opens a connection. It opens one only where an engine was made, which takes settings that
somebody wrote and a command that somebody gave. The key goes into the header of the request and nowhere else.
"""

from __future__ import annotations

import asyncio
import os
import re
import threading
import time
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from rashomon.read.engine import StoppedError
from rashomon.read.llm_prompt import Message
from rashomon.read.llm_settings import KEY, Settings

TRIES = 4
"""How often one question is asked before it is given up."""

PAUSES = (1.0, 3.0, 9.0)
"""Seconds between the tries where the server names none."""

LONGEST_PAUSE = 60.0
"""Most seconds waited because a server asks for it (Retry-After)."""

MOST_BYTES = 1 << 20
"""An answer longer than this is cut off: a few thousand tokens are a hundredth of it."""

IN_A_ROW = 3
"""Questions one after another that a server fails to answer, after which no more are asked."""

Form = Literal["json_schema", "json_object", "plain"]
FORMS: tuple[Form, ...] = ("json_schema", "json_object", "plain")
"""How strictly an answer's form is asked for; the next where a server refuses one."""

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED_FORM = frozenset({400, 404, 415, 422, 501})
_TOO_LONG = re.compile(r"context (?:length|size|window)|exceed_context|too (?:long|large)|maximum.{0,40}tokens", re.IGNORECASE)
_SHOWN = 200


class Reply(Struct, frozen=True):
    """What came of a question. `body` is the raw answer (without the key, should it repeat it), `status` 0 where none came;
    `content` the model's words, None where there are none; `problem` why it is of no use: the piece is too long for the model
    or its answer was cut off ("long"), it is not in the shape of an answer ("shape"), or none came ("none", `reason` says why).
    """

    request: bytes
    body: bytes = b""
    status: int = 0
    content: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    problem: Literal["long", "shape", "none"] | None = None
    reason: str = ""


class _Message(Struct):
    content: str | None = None


class _Choice(Struct):
    message: _Message | None = None
    delta: _Message | None = None
    finish_reason: str | None = None


class _Usage(Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(Struct):
    choices: tuple[_Choice, ...] = ()
    usage: _Usage | None = None


class _Raw(Struct, frozen=True):
    """One HTTP answer, or why there is none."""

    status: int = 0
    body: bytes = b""
    wait: str = ""
    failure: Literal["", "time-out", "no connection", "broken connection"] = ""
    why: str = ""


class Client:
    """Asks one server. Remembers which form of answers it takes, and how many questions it failed to answer in a row."""

    def __init__(self, settings: Settings, schema: dict[str, Any]) -> None:
        self._httpx = _library()
        self.settings, self.schema = settings, schema
        self._key = _key()
        self._form: Form = FORMS[0]
        self._odd: dict[str, Any] = {"max_tokens": settings.max_tokens, "temperature": settings.temperature}
        self._failed = 0

    def ask(self, messages: Sequence[Message], until: float) -> Reply:
        """The server's answer, after as many tries as it takes, until the moment `until` of the monotonic clock.

        Raises StoppedError where no further question will fare better: no server, a key or a model that is refused.
        """
        reply = self._asked(messages, until)
        self._failed = self._failed + 1 if reply.problem == "none" else 0
        if self._failed >= IN_A_ROW:
            raise StoppedError(
                f"{self._where}: {reply.reason}, {IN_A_ROW} times in a row; what was read is kept, try again later"
            )
        return reply

    @property
    def _where(self) -> str:
        return f"the language model at {self.settings.host}"

    def _asked(self, messages: Sequence[Message], until: float) -> Reply:
        forms = list(FORMS[FORMS.index(self._form) :])
        tries = 0
        while True:
            request = self._request(messages, forms[0])
            raw = self._posted(request, until)
            if raw.status == 200:
                self._form = forms[0]
                return _reply(request, raw)
            told = self._told(raw)
            if raw.status in (400, 413) and _TOO_LONG.search(told):
                return Reply(request, raw.body, raw.status, problem="long")
            if raw.status == 400 and self._adapted(told):
                continue
            if raw.status in _REFUSED_FORM and len(forms) > 1:
                forms.pop(0)
                continue
            self._stop_if_hopeless(raw, told, tries)
            tries += 1
            pause = _pause(raw.wait, tries)
            hopeless = not raw.failure and raw.status not in _AGAIN
            if hopeless or tries >= TRIES or time.monotonic() + pause >= until:
                return Reply(request, raw.body, raw.status, problem="none", reason=told)
            time.sleep(pause)

    def _request(self, messages: Sequence[Message], form: Form) -> bytes:
        asked: dict[str, Any] = {"model": self.settings.model, "messages": list(messages), "stream": False, **self._odd}
        if form == "json_schema":
            shape = {"name": "claims", "strict": True, "schema": self.schema}
            asked["response_format"] = {"type": form, "json_schema": shape}
        elif form == "json_object":
            asked["response_format"] = {"type": form}
        return msgspec.json.encode(asked)

    def _adapted(self, told: str) -> bool:
        """Whether a setting that the server's newer models do not take was changed: asking again may then help."""
        if "max_completion_tokens" in told and "max_tokens" in self._odd:
            self._odd["max_completion_tokens"] = self._odd.pop("max_tokens")
            return True
        return "temperature" in told and self._odd.pop("temperature", None) is not None

    def _stop_if_hopeless(self, raw: _Raw, told: str, tries: int) -> None:
        if raw.status in (401, 403):
            raise StoppedError(f"{self._where} refuses the key ({told}); set {KEY} in the environment")
        if raw.status == 404:
            asked = f"the model {self.settings.model!r} or the path of {self.settings.endpoint}"
            raise StoppedError(f"{self._where} does not know {asked} ({told}); mend [llm] in rashomon.toml")
        if 300 <= raw.status < 400:
            raise StoppedError(
                f"{self._where} sends us elsewhere ({told}), which is not followed; mend llm.url in rashomon.toml"
            )
        if raw.failure == "no connection" and tries + 1 >= TRIES:
            reason = f"no server answers at {self.settings.endpoint} ({raw.why})"
            raise StoppedError(f"{reason}; start it, or mend llm.url in rashomon.toml")

    def _told(self, raw: _Raw) -> str:
        """What went wrong, in a few words; a server's own are cut short."""
        if raw.failure:
            return raw.failure
        words = " ".join(raw.body[: 4 * _SHOWN].decode("utf-8", "replace").split())
        return f"HTTP {raw.status}" + (f": {words[:_SHOWN]}" if words else "")

    def _posted(self, request: bytes, until: float) -> _Raw:
        """One request. It is given up after `timeout` whatever the server does: it may send a byte now and then for ever."""
        seconds = min(self.settings.timeout, until - time.monotonic())
        if seconds <= 0:
            return _Raw(failure="time-out")
        done: list[_Raw | BaseException] = []

        def run() -> None:
            try:
                done.append(asyncio.run(self._post(request, seconds)))
            except BaseException as error:  # handed to the caller's thread
                done.append(error)

        # A thread of its own, because a notebook has an event loop already; a daemon, so that Ctrl-C need not wait for it.
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
        result = done[0]
        if isinstance(result, BaseException):
            raise result
        return result

    async def _post(self, request: bytes, seconds: float) -> _Raw:
        web = self._httpx
        try:
            async with (
                asyncio.timeout(seconds),
                web.AsyncClient(timeout=seconds, trust_env=False, follow_redirects=False) as client,
                client.stream("POST", self.settings.endpoint, content=request, headers=self._headers()) as answer,
            ):
                body = bytearray()
                async for part in answer.aiter_raw():
                    body += part
                    if len(body) > MOST_BYTES:
                        break
                wait = answer.headers.get("retry-after", "")
                return _Raw(answer.status_code, self._scrubbed(bytes(body[: MOST_BYTES + 1])), wait)
        except (TimeoutError, web.TimeoutException):
            return _Raw(failure="time-out")
        except web.ConnectError as error:
            return _Raw(failure="no connection", why=" ".join(str(error).split())[:_SHOWN])
        except (web.HTTPError, web.StreamError):
            return _Raw(failure="broken connection")

    def _headers(self) -> dict[str, str]:
        # No compression: a few bytes can unfold into more than a machine holds.
        plain = {"content-type": "application/json", "accept-encoding": "identity", "user-agent": "rashomon"}
        return plain | ({"authorization": f"Bearer {self._key}"} if self._key else {})

    def _scrubbed(self, body: bytes) -> bytes:
        return body.replace(self._key.encode(), b"[key]") if self._key else body


def _key() -> str:
    """The key of the environment. One that no header can hold is refused here: a library's message about it would show it."""
    key = os.environ.get(KEY, "").strip()
    if not re.fullmatch(r"[!-~]*", key):
        raise StoppedError(f"{KEY} in the environment holds blanks or characters that stand in no key; set it again")
    return key


def _library() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise StoppedError("reading with a language model needs one more package: pip install 'rashomon[llm]'") from error
    return httpx


def _pause(asked: str, tries: int) -> float:
    """Seconds before the next try: what the server asks for in seconds, else ours."""
    if asked.strip().isdigit():
        return min(float(asked), LONGEST_PAUSE)
    return PAUSES[min(tries, len(PAUSES)) - 1]


def _reply(request: bytes, raw: _Raw) -> Reply:
    """An answer taken apart. One that was cut off is too long; one that is none of ours has the wrong shape."""
    bad = Reply(request, raw.body, raw.status, problem="shape")
    if len(raw.body) > MOST_BYTES:
        return bad
    found = _streamed(raw.body) if raw.body.lstrip().startswith(b"data:") else _whole(raw.body)
    if found is None or not found.choices:
        return bad
    usage, choice = found.usage or _Usage(), found.choices[0]
    content = choice.message.content if choice.message else None
    problem: Literal["long", "shape"] | None = "long" if choice.finish_reason == "length" else None if content else "shape"
    return Reply(request, raw.body, raw.status, content, usage.prompt_tokens, usage.completion_tokens, problem)


def _whole(body: bytes) -> _Completion | None:
    try:
        return msgspec.json.decode(body, type=_Completion)
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _streamed(body: bytes) -> _Completion | None:
    """An answer in parts (server-sent events), which some servers give unasked, put together."""
    words, last, usage = "", None, None
    for line in body.splitlines():
        event = line.removeprefix(b"data:").strip()
        if not line.startswith(b"data:") or event == b"[DONE]":
            continue
        part = _whole(event)
        if part is None:
            return None
        usage = part.usage or usage
        for choice in part.choices[:1]:
            words += (choice.delta.content if choice.delta else None) or ""
            last = choice.finish_reason or last
    return _Completion((_Choice(_Message(words), None, last),), usage)
