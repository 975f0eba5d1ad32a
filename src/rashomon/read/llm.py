"""The engine of a language model: any OpenAI-compatible server, local or hosted. See docs/llm.md.

A document is asked about piece by piece; what comes back is held against the text (`llm_check.py`), and the raw answers are
kept beside the reading. A piece whose answer is cut off or has no shape is asked about again in halves. A document of which a
piece stays unread is a failure and no reading: "read, nothing found" must not mean "half of it was not read".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from msgspec import Struct

from rashomon.model import Claim, Document, Exchange, Method, Reading, digest, digest_bytes, reading_id
from rashomon.read import llm_prompt, nlp
from rashomon.read.engine import Estimate, Record, StoppedError, UnreadError
from rashomon.read.found import Finder
from rashomon.read.keying import keyed
from rashomon.read.lexicon import Lexicon
from rashomon.read.llm_check import checked, claims_in, mentions
from rashomon.read.llm_http import Client, Reply
from rashomon.read.llm_pieces import BEFORE, OPENING, Piece, halves, pieces, sentences
from rashomon.read.llm_settings import Settings
from rashomon.read.llm_shape import schema
from rashomon.vocabulary import Vocabulary

VERSION = "1"
"""Raised when an answer is held against the text in another way."""

HALVINGS = 3
"""How often a piece is halved whose answer is of no use: at most fifteen questions instead of one."""

PER_TOKEN = 4
"""Code points of English text a token, about: only for the estimate."""

TOLD = 1.8
"""Tokens of claims a token of text, about (a claim every second sentence): only for the estimate."""


class LLM:
    """Engine of a language model. `is_place` helps to part capitals from names where a text comes in capitals.

    Raises StoppedError where no server is set, or a remote one without `allow_remote`.
    """

    def __init__(self, vocabulary: Vocabulary, is_place: Callable[[str], bool], settings: Settings | None = None) -> None:
        self.settings = _allowed(settings)
        self.vocabulary = vocabulary
        loaded = nlp.pipeline()
        self.finder = Finder(vocabulary, is_place, Lexicon(vocabulary.language.triggers, is_place), loaded)
        self.system = llm_prompt.system(vocabulary)
        shape = schema(vocabulary)
        self.client = Client(self.settings, shape)
        prompt = digest([llm_prompt.prompt_digest(vocabulary), shape], 8)
        asked = [self.settings.model, self.settings.temperature, self.settings.max_tokens, self.settings.piece]
        parser = [loaded.meta["name"], loaded.meta["version"], nlp.PIECE, OPENING, BEFORE]
        self.method = Method(
            name="llm",
            version=f"{VERSION}+{self.settings.model}+{prompt}",
            config=digest([*asked, prompt, *parser, vocabulary.version]),
        )

    def read(self, document: Document) -> Reading:
        """Claims of all passages that the model tells and the text bears out."""
        return self.recorded(document)[0]

    def recorded(self, document: Document) -> tuple[Reading, Record]:
        """The reading with the exchanges that it rests on. Raises UnreadError with those made up to then."""
        run = _Run(self, document)
        for piece in pieces(sentences(document, self.finder.pieces(document)), self.settings.piece):
            run.read(piece)
        return run.reading(), run.record()

    def estimate(self, documents: Sequence[Document]) -> Estimate:
        """About what it takes to read these, from the lengths of their texts."""
        lengths = [len(document.text) for document in documents]
        requests = sum(-(-length // self.settings.piece) for length in lengths)
        text = sum(lengths) // PER_TOKEN
        tokens_in = text + requests * (len(self.system) // PER_TOKEN)
        most_out = requests * self.settings.max_tokens
        out = min(round(text * TOLD), most_out)
        cost, most = self.settings.cost(tokens_in, out), self.settings.cost(tokens_in, most_out)
        return Estimate(len(documents), requests, tokens_in, out, most_out, cost, most)


class _Run(Struct):
    """The reading of one document, as far as it has come."""

    engine: LLM
    document: Document
    until: float = 0.0
    claims: list[Claim] = []
    exchanges: list[Exchange] = []
    answers: list[bytes] = []

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.engine.settings.total

    def read(self, piece: Piece, halved: int = 0) -> None:
        """Ask about a piece and keep what holds; in halves where the answer is of no use."""
        words = self.engine.vocabulary
        question = llm_prompt.user(self.document, piece, words)
        messages = ({"role": "system", "content": self.engine.system}, {"role": "user", "content": question})
        reply = self.engine.client.ask(messages, self.until)
        told = claims_in(reply.content) if reply.problem is None and reply.content else None
        if told is not None:
            found = checked(told, self.document, piece, words)
            self.claims += found.claims
            self._keep(piece, reply, found.refused)
            return
        self._keep(piece, reply, {"answer": 1})
        parts = halves(piece) if reply.problem != "none" and halved < HALVINGS else ()
        if not parts:
            raise UnreadError(self._reason(piece, reply), self.record())
        for part in parts:
            self.read(part, halved + 1)

    def _reason(self, piece: Piece, reply: Reply) -> str:
        at = f"{self.document.address}: could not be read by {self.engine.settings.model} (at {piece.start}-{piece.end})"
        if reply.problem == "none":
            return f"{at}: {reply.reason}; `rashomon read --with llm` tries again"
        if reply.problem == "long":
            return (
                f"{at}: the answer was cut off or the piece too long; raise llm.max_tokens or lower llm.piece in rashomon.toml"
            )
        return f"{at}: the answer holds no claims in JSON; its raw bytes are kept, try again or ask another model"

    def _keep(self, piece: Piece, reply: Reply, refused: dict[str, int]) -> None:
        self.answers.append(reply.body)
        self.exchanges.append(
            Exchange(
                about=self.document.address,
                reading=reading_id(self.document.address, self.engine.method, self.document.reading_input),
                input=self.document.reading_input,
                start=piece.start,
                end=piece.end,
                request=digest_bytes(reply.request),
                answer=digest_bytes(reply.body),
                status=reply.status,
                tokens_in=reply.tokens_in,
                tokens_out=reply.tokens_out,
                refused=refused,
            )
        )

    def record(self) -> Record:
        """What was asked and answered so far."""
        return Record(tuple(self.exchanges), tuple(self.answers))

    def reading(self) -> Reading:
        """All claims with their keys, in the order of the text."""
        told = sorted(self.claims, key=lambda c: (c.anchor.start, c.anchor.end, c.kind))
        return Reading(
            address=self.document.address,
            method=self.engine.method,
            input=self.document.reading_input,
            claims=keyed(told, self.engine.vocabulary.kinds),
            mentions=mentions(told),
        )


def _allowed(settings: Settings | None) -> Settings:
    if settings is None:
        raise StoppedError("no language model is set; name a server and a model under [llm] in rashomon.toml (docs/llm.md)")
    if not settings.is_local and not settings.allow_remote:
        raise StoppedError(
            f"llm.url is on another machine ({settings.host}), and text of the case would leave this one; "
            "set allow_remote = true under [llm] in rashomon.toml if that may be"
        )
    return settings
