"""`rashomon sources`: what each voice claimed, conceded, denied and revised, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from rashomon.case import Changed, Later, Record, View
from rashomon.cli import output, words
from rashomon.cli.main import as_of, in_case, looked_at, main, opened

COLUMNS = (
    "voice", "side", "claimed", "conceded", "denied", "revised", "borne out", "contradicted", "repeats", "loaded words",
)  # fmt: skip


@main.command(epilog='Example: rashomon sources; rashomon sources "defence ministry"')
@click.argument("name", required=False)
@as_of
@in_case
def sources(name: str | None, moment: str | None, folder: Path | None) -> None:
    """What each voice claimed, conceded, denied and revised, what others bore out or contradicted later, whom it repeats, and
    its words for each side: descriptive counts, no ranking. NAME: those voices, with every claim.
    """
    with opened(folder) as case:
        view = looked_at(case, moment)
        found = view.sources(name) if name else view.sources()
        if not output.is_terminal():
            return output.json_lines(found)
        if name is None:
            return output.table(f"{len(found)} voices", COLUMNS, map(_row, found))
        for record in found:
            _one(view, record)
    return None


def _row(record: Record) -> Sequence[object]:
    lists = (record.claimed, record.conceded, record.denied, record.revised, record.borne_out, record.contradicted)
    loaded = sum(len(word.uses) for word in record.words)
    return (record.name, record.party, *(len(found) or None for found in lists), len(record.repeats) or None, loaded or None)


def _one(view: View, record: Record) -> None:
    """Everything of one voice, each count with its claims in their words."""
    names = [f"also: {', '.join(n for n in record.names if n != record.name)}"] if len(record.names) > 1 else []
    side = f"speaks for {record.party}" if record.party else "of no side"
    title = f"{record.name}  [{record.id}]: {'; '.join(filter(None, (record.kind, side, *names)))}"
    told = {"claimed": record.claimed, "conceded": record.conceded, "denied": record.denied}
    rows = [(what, key, _document(view, key), _quote(view, key)) for what, keys in told.items() for key in keys]
    output.table(title, ("", "claim", "document", "in these words"), rows)
    output.table("Revised", ("question", "how", "before", "after"), map(_changed, record.revised))
    output.table("Borne out later", ("question", "answer", "claim", "by"), _later(view, record.borne_out))
    output.table("Contradicted later", ("question", "answer", "claim", "by"), _later(view, record.contradicted))
    repeats = [(one.whom, len(one.claims) or None, len(one.incidents) or None) for one in record.repeats]
    output.table("Repeats", ("whom", "claims passed on", "incidents in its own words"), repeats)
    staked = [(one.kind, one.other or None, len(one.claims), list(one.claims)) for one in record.interests]
    output.table("Its interest", ("what", "of whom", "claims", ""), staked)
    loaded = [(w.word, w.party, w.neutral, w.refers, len(w.uses)) for w in record.words]
    output.table("Its loaded words", ("word", "for", "a neutral text would say", "refers to", "times"), loaded)


def _changed(changed: Changed) -> Sequence[object]:
    how = f"{words.DIRECTIONS[changed.direction]}, {'announced' if changed.announced else 'silently'}"
    ends = ([words.held(end, changed.slot), end.claim] for end in (changed.before, changed.after))
    return words.asked(changed.slot, changed.party, changed.of), how, *ends


def _later(view: View, found: Iterable[Later]) -> Iterator[Sequence[object]]:
    names = words.short_names(view.documents)
    for later in found:
        by = list(dict.fromkeys(f"{v.name} [{names.get(v.document, v.document)}]" for v in later.by))
        yield words.asked(later.slot, later.party, later.of), words.value(later.value), later.claim, by


def _document(view: View, key: str) -> str:
    return view.claim(key)[1].name


def _quote(view: View, key: str) -> str:
    return view.claim(key)[0].anchor.quote
