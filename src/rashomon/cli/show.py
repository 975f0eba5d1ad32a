"""What the commands show: tables for a person, JSON lines for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.case import Report, View
from rashomon.cli import output, words
from rashomon.export import rows as exported
from rashomon.model import Claim, Entry, Incident, Method
from rashomon.read import Estimate
from rashomon.read.llm_settings import Settings
from rashomon.reconcile import Explanation

MEANINGS = {"contested": "contested", "corroborated": "agreed"}
"""Standings that the overview tells, in the order of their weight, and how it calls them."""

COLUMNS = ("standing", "question", "who says what")


def report(done: Report, **more: int) -> None:
    """What a step did, in one line."""
    counts = {"done": done.done, "present": done.present, "versions": done.versions, "claims": done.claims, **more}
    counts |= {"passed over": len(done.passed), "failed": len(done.failures)}
    if done.tokens_in or done.tokens_out or done.refused:
        counts |= {"tokens_in": done.tokens_in, "tokens_out": done.tokens_out, "refused": sum(done.refused.values())}
    if output.is_terminal():
        said = ", ".join(f"{number} {name}" for name, number in counts.items() if number or name == "done")
        output.say(f"{done.step}: {said}")
    else:
        output.json_lines([{"step": done.step, **counts}])


def estimate(expected: Estimate, settings: Settings, only: bool) -> None:
    """What a language model will be asked, before it is: how much, at what cost, and whether text leaves the machine."""
    if only and not output.is_terminal():
        output.json_lines([expected])
    if not settings.is_local and expected.documents:
        open_ = ", unencrypted" if settings.is_open else ""
        output.say(f"The text of {expected.documents} documents leaves this machine: it is sent to {settings.host}{open_}.")
    cost = "; no price is set" if expected.cost is None else f": about {expected.cost:.4f}, at most {expected.most:.4f}"
    output.say(
        f"{settings.model} is asked about {expected.documents} documents in about {expected.requests} requests, about "
        f"{expected.tokens_in:,} tokens in and {expected.tokens_out:,} out (at most {expected.most_out:,}){cost}."
    )


def spent(done: Report, settings: Settings) -> None:
    """What a language model's reading took, as its server counted, and what of its answers was refused."""
    cost = settings.cost(done.tokens_in, done.tokens_out)
    money = "" if cost is None else f": {cost:.4f} at the prices of rashomon.toml"
    if done.tokens_in or done.tokens_out:
        output.say(f"The server counted {done.tokens_in:,} tokens in and {done.tokens_out:,} out{money}.")
    elif done.done:
        output.say("The server did not count tokens.")
    if done.refused:
        reasons = ", ".join(f"{number} {reason}" for reason, number in done.refused.items())
        output.say(f"Refused, because it stands neither in the text nor in the vocabulary: {reasons}.")


def incidents(view: View) -> None:
    """One row an incident."""
    if not output.is_terminal():
        return output.json_lines(exported("incidents", view.standing))
    lines = [(i.id[:8], i.title, len(i.claims), len(i.documents), _standing(i)) for i in view.incidents()]
    return output.table(f"{len(lines)} incidents", ("id", "incident", "claims", "documents", "standing"), lines)


def _standing(incident: Incident) -> str:
    contested = sum(point.standing == "contested" for point in incident.points)
    agreed = sum(point.standing == "corroborated" for point in incident.points)
    parts = [f"{contested} contested"] * bool(contested) + [f"{agreed} agreed"] * bool(agreed)
    parts += [f"{len(incident.revisions)} revised"] * bool(incident.revisions)
    return ", ".join(parts) or "single"


def overview(view: View) -> None:
    """The whole case: documents, incidents, and of each what is contested, agreed, revised, with its sources."""
    if not output.is_terminal():
        return output.json_lines(_overview_rows(view))
    per_document = {reading.address: len(reading.claims) for reading in view.standing.readings}
    output.table(
        f"{len(view.documents)} documents, {len(view.claims())} claims, {len(view.incidents())} incidents",
        ("document", "publisher", "kind", "side", "published", "claims"),
        [
            (
                d.name,
                d.source.name,
                d.source.kind,
                d.source.party,
                d.published and d.published.value,
                per_document.get(d.address),
            )
            for d in view.documents
        ],
    )
    incidents(view)
    names = words.short_names(view.documents)
    for found in sorted(view.incidents(), key=lambda i: (-len(i.documents), -len(i.claims))):
        output.table(f"{found.title}  [{found.id[:8]}]", COLUMNS, _findings(found, names, MEANINGS))
    return None


def _findings(found: Incident, names: dict[str, str], standings: Iterable[str]) -> Iterator[Sequence[object]]:
    """Rows of an incident: its points of these standings, in their order, then how its figures moved."""
    for standing in standings:
        for p in found.points:
            if p.standing == standing:
                notes = [p.note] if p.note else []
                yield (
                    MEANINGS.get(standing, standing),
                    words.question(p),
                    [words.position(h, names) for h in p.positions] + notes,
                )
    for r in found.revisions:
        how = f"{words.DIRECTIONS[r.direction]}, {'announced' if r.announced else 'silently'}"
        yield "revised", words.question(r), f"{r.voice}: {words.held(r.before, r.slot)} → {words.held(r.after, r.slot)} ({how})"


def _overview_rows(view: View) -> Iterator[dict[str, Any]]:
    counts = {"documents": len(view.documents), "claims": len(view.claims()), "incidents": len(view.incidents())}
    yield {"type": "case", **counts}
    for row in exported("incidents", view.standing):
        about = {"incident": row["id"], "title": row["title"]}
        yield from ({"type": "point", **about, **point} for point in row["points"] if point["standing"] in MEANINGS)
        yield from ({"type": "revision", **about, **revision} for revision in row["revisions"])


def incident(view: View, found: Incident) -> None:
    """One incident: its points, how figures moved, and every claim with its sentence."""
    if not output.is_terminal():
        return output.json_lines(row for row in exported("incidents", view.standing) if row["id"] == found.id)
    names = words.short_names(view.documents)
    output.table(f"{found.title}  [{found.id}]", COLUMNS, _findings(found, names, (*MEANINGS, "superseded", "single")))
    beside = [
        (words.asked(i.slot, i.party, i.of), words.value(i.value), [stake.reason for stake in i.stakes])
        for i in view.interests(found.id)
    ]
    output.table("Whose interest", ("question", "answer", "what it is to those who say so"), beside)
    output.table(
        "Beside it",
        ("relation", "incident", "why"),
        [(r.type.replace("_", " "), r.incident, r.reason) for r in found.relations],
    )
    claims = [view.claim(key) for key in found.claims]
    output.table(
        "Claims",
        ("key", "document", "who", "stance", "in these words"),
        [
            (c.key, names[d.address], " ← ".join(s.name for s in c.speakers) or d.source.name, _judged(view, c), c.anchor.quote)
            for c, d in claims
        ],
    )
    return None


def _judged(view: View, claim: Claim) -> list[str]:
    """The stance, and what people said of the claim."""
    found = view.judgements.get(claim.key)
    said = [f"{v.by}: {v.decision}" for v in found.verdicts if v.decision != "withdrawn"] if found else []
    return [claim.stance, *said, *(["disputed"] if found and found.state == "disputed" else [])]


def why(view: View, found: Explanation) -> None:
    """The rule, the features that were weighed, and the chain of pairs from one claim to the other."""
    if not output.is_terminal():
        return output.json_lines([found])
    answer = "one incident" if found.together else "two incidents"
    claims = [(key, *view.claim(key)) for key in (found.a, found.b)]
    told = [(key, claim.kind, document.name, claim.anchor.quote) for key, claim, document in claims]
    output.table(f"{answer}: {found.rule}", ("key", "kind", "document", "in these words"), told)
    weighed = [(f.name, f"{f.weight:+.1f}", f.reason) for f in found.features]
    score = "–" if found.score is None else f"{found.score:.1f}"
    output.table(f"Weighed against each other: {score}", ("feature", "weight", "reason"), weighed)
    steps = [(p.a, p.b, f"{p.score:.1f}", "; ".join(f.reason for f in p.features)) for p in found.path]
    return output.table("From one to the other", ("claim", "claim", "score", "because"), steps)


def origins(view: View, found: Incident) -> None:
    """One row an origin: its voices, what makes them one, and who only repeats whom."""
    origins = view.origins(found.id)
    if not output.is_terminal():
        return output.json_lines(origins)
    names = words.short_names(view.documents)
    rows = [
        (
            n,
            list(dict.fromkeys(f"{v.name} [{names.get(v.document, v.document)}]" for v in origin.voices)),
            [bond.reason for bond in origin.bonds]
            + [f"{r.who} repeats {r.whom}: {', '.join(map(words.slot, r.slots))}" for r in origin.repeats],
        )
        for n, origin in enumerate(origins, start=1)
    ]
    title = f"{found.title}: {len(found.documents)} documents, {len(rows)} origins"
    return output.table(title, ("origin", "voices", "why they are one, and who repeats whom"), rows)


def history(entries: Sequence[Entry], key: str) -> None:
    """The ledger's entries about one thing."""
    if not output.is_terminal():
        fields = ("seq", "id", "kind", "about", "made_by", "recorded_at")
        return output.json_lines({name: getattr(e, name) for name in fields} for e in entries)
    rows = [(e.seq, e.recorded_at, e.kind, e.about, e.made_by, e.id) for e in entries]
    return output.table(f"{len(rows)} entries about {key}", ("seq", "recorded", "kind", "about", "by", "id"), rows)


def methods(rows: Sequence[tuple[Method, int]]) -> None:
    """The methods of a case, and how many readings each has left in the ledger."""
    if not output.is_terminal():
        return output.json_lines({"method": m.name, "version": m.version, "config": m.config, "readings": n} for m, n in rows)
    return output.table(
        "Methods", ("method", "version", "config", "readings"), [(m.name, m.version, m.config, n) for m, n in rows]
    )
