"""The tools: a name, what it is for, what it takes and what it gives. Each calls one function over a scene of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.case import RashomonError
from rashomon.desk.query import QueryError
from rashomon.desk.scenes import Scene, Scenes
from rashomon.ledger import LedgerError
from rashomon.mcp import asked, documents, incidents, record


class Tool(Struct, frozen=True):
    """One tool. `made` answers what was asked of a scene."""

    title: str
    words: str
    asked: type[Struct]
    given: type[Struct]
    made: Callable[[Scene, Any], Struct]

    def takes(self) -> dict[str, Any]:
        """JSON schema of the arguments."""
        return schema(self.asked)

    def gives(self) -> dict[str, Any]:
        """JSON schema of the answer."""
        return schema(self.given)


class RefusedError(Exception):
    """What was asked cannot be answered: one clear sentence."""


TOOLS: dict[str, Tool] = {
    "list_incidents": Tool(
        "List incidents",
        "Incidents of the case, oldest happening first, with how many of their questions are contested or corroborated. Filter "
        "by party, kind, place, standing and period.",
        asked.ListIncidents,
        incidents.Incidents,
        incidents.incidents,
    ),
    "incident": Tool(
        "One incident",
        "One incident: every question with all answers that are given, by whom, in which words; revisions; independent "
        "origins. With a policy, also the numbers that a named rule makes of the answers.",
        asked.OneIncident,
        incidents.OneOf,
        incidents.incident,
    ),
    "document": Tool(
        "One document",
        "The text of a report, section by section, with its claims. Readers' comments are left out; where they are asked for, "
        "names in them are masked. They are no evidence.",
        asked.OneDocument,
        documents.DocumentAnswer,
        documents.document,
    ),
    "claim": Tool(
        "One claim",
        "One claim by its key: who says it, how certain, on what evidence, its sentence, figures, place and time.",
        asked.OneClaim,
        documents.ClaimAnswer,
        documents.claim,
    ),
    "search": Tool(
        "Search",
        "Full-text search over claims and over the passages of documents. Comments of readers are not searched.",
        asked.Search,
        documents.Found,
        documents.search,
    ),
    "sources": Tool(
        "Sources",
        "What each voice claimed, conceded, denied and revised in this case, what others bore out or contradicted later, whom "
        "it repeats, its loaded words. It describes and ranks nobody by truth.",
        asked.Sources,
        record.Voices,
        record.sources,
    ),
    "why": Tool(
        "Why one happening or two",
        "Why two claims (or incidents) are told of one incident, or are not: the rule, and every feature that was weighed.",
        asked.Why,
        record.Because,
        record.why,
    ),
    "history": Tool(
        "History",
        "Every line of the ledger about a claim, a document or an incident: what was recorded when, and by whom or what.",
        asked.History,
        record.Lines,
        record.history,
    ),
    "diff": Tool(
        "What changed",
        "What is new, newly contested or corroborated, revised, settled and withdrawn between two moments of knowing.",
        asked.Diff,
        record.Changes,
        record.diff,
    ),
}


def answer(scenes: Scenes, name: str, arguments: dict[str, Any]) -> Struct:
    """The answer of a tool. Raises KeyError for another name, RefusedError for what cannot be answered."""
    tool = TOOLS[name]
    try:
        wanted = msgspec.convert(arguments, tool.asked)
        return tool.made(scenes.at(getattr(wanted, "as_of", "") or None), wanted)
    except msgspec.ValidationError as error:
        raise RefusedError(f"{name}: {error}") from None
    except (RashomonError, LedgerError, QueryError) as error:
        raise RefusedError(str(error)) from None


def schema(kind: type[Struct]) -> dict[str, Any]:
    """JSON schema of a value as an object, what it refers to beside it."""
    (root,), parts = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    name = root["$ref"].rpartition("/")[2]
    return {**parts.pop(name), **({"$defs": parts} if parts else {})}
