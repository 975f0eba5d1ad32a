"""What an engine found in one document, and what a linker made of it."""

from __future__ import annotations

from msgspec import Struct

from rashomon.model.anchor import Span
from rashomon.model.claim import Actor, Claim, Place, When
from rashomon.model.key import digest


class Attribution(Struct, frozen=True, kw_only=True):
    """Who said it (`source`, None where nobody is named), by which words (`cue`), and what exactly (`content`)."""

    content: Span
    source: Span | None = None
    cue: Span | None = None


class Mentions(Struct, frozen=True, kw_only=True):
    """What was read before anything was decided: every name of a place or an actor, every time, every saying."""

    attributions: tuple[Attribution, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    actors: tuple[Actor, ...] = ()


class Method(Struct, frozen=True, kw_only=True):
    """What made a value: `name` ("embedded", "link"), `version`, and `config`, the digest of everything else that its
    result depends on (model packages and their versions, vocabulary, gazetteer, settings).
    """

    name: str
    version: str
    config: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


class Reading(Struct, frozen=True, kw_only=True):
    """One method's result for one input; no claims means "read, nothing found".

    `input` is `Document.reading_input` for an engine, and for the linker the digest of the engine's reading id with the
    document id. The id is made of method and input, not of the result: present means done.
    """

    address: str
    method: Method
    input: str
    claims: tuple[Claim, ...] = ()
    mentions: Mentions = Mentions()

    @property
    def id(self) -> str:
        """Digest of address, method, configuration and input."""
        return reading_id(self.address, self.method, self.input)


def reading_id(address: str, method: Method, input_id: str) -> str:
    """The id that a reading of this input by this method will have."""
    return digest(["reading", address, method, input_id])
