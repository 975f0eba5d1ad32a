"""The commands of reviewing: the queue, verdicts, undo, merges and splits, and how far reviewers agree."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import click

from rashomon.case import Case, RashomonError
from rashomon.case.review_about import challenged
from rashomon.case.review_correct import written
from rashomon.case.review_queue import GROUPS, Item
from rashomon.cli import output, review_rows
from rashomon.cli.main import PARTIAL, as_of, in_case, looked_at, main, opened
from rashomon.cli.review_keys import Keys
from rashomon.cli.review_terminal import Terminal
from rashomon.model import Decision

F = TypeVar("F", bound=Callable[..., Any])

DECISIONS = tuple(word for word in get_args(Decision) if word != "withdrawn")


def signed(command: F) -> F:
    """Give a command the option --as NAME."""
    text = "Who gives the verdict (default: RASHOMON_REVIEWER, else `reviewer` in rashomon.toml)."
    return click.option("--as", "by", metavar="NAME", envvar="RASHOMON_REVIEWER", default=None, help=text)(command)


def noted(command: F) -> F:
    """Give a command the option --note TEXT."""
    return click.option("--note", metavar="TEXT", default="", help="Why, in your own words.")(command)


@main.command(epilog="Example: rashomon review --as anna; rashomon review --csv > queue.csv; rashomon review --from queue.csv")
@click.argument("name", required=False)
@signed
@click.option("--second", is_flag=True, help="Also what others have judged and you have not, without what they said.")
@click.option("--only", type=click.Choice(GROUPS), default=None, help="Only this group of the queue.")
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many.")
@click.option("--csv", "table", is_flag=True, help="Write the queue as a table for a spreadsheet.")
@click.option("--from", "file", type=click.Path(path_type=Path), default=None, help="Take verdicts from JSON lines or CSV.")
@in_case
def review(
    name: str | None,
    by: str | None,
    second: bool,
    only: str | None,
    limit: int | None,
    table: bool,
    file: Path | None,
    folder: Path | None,
) -> None:
    """Look over what was read, most useful first: on a terminal one key a verdict; piped, the queue as JSON lines.

    NAME: only what is about this incident.
    """
    with opened(folder) as case:
        if file is not None:
            return taken_in(case, file, by)
        looked_at(case, None)
        signer = by or case.config.review.reviewer or None
        items = wanted(case, case.queue(signer, second), name, only)
        chosen = list(islice(items, limit))
        if table:
            review_rows.queue_table(case.view(), chosen)
        elif not (output.is_terminal() and sys.stdin.isatty()):
            output.json_lines(review_rows.queue_rows(case.view(), chosen))
        else:
            sitting(case, chosen, by)
    return None


def wanted(case: Case, items: tuple[Item, ...], name: str | None, only: str | None) -> list[Item]:
    """Those of one incident, those of one group."""
    incident = case.incident(name).id if name else None
    return [item for item in items if incident in (None, item.incident) and only in (None, item.group)]


def sitting(case: Case, items: list[Item], by: str | None) -> None:
    """A person at a terminal."""
    if not items:
        return output.say("Nothing asks for a look.")
    session = case.review(by)
    with Keys() as keys:
        given = Terminal(session, items, keys).run()
    counts = ", ".join(f"{number} {what}" for what, number in given.items())
    output.say(f"{counts or 'No verdict'}; everything is kept.")
    if case.view().unsettled:
        output.say("Verdicts changed what claims say; `rashomon reconcile` groups them anew.")
    return None


def taken_in(case: Case, file: Path, by: str | None) -> None:
    """Verdicts from a file: what became of it, a sentence a bad row."""
    done = case.take_in(file, by)
    for sentence in done.bad:
        output.say(sentence)
    counts = {"recorded": len(done.verdicts), "present": done.present, "open": done.open, "bad": len(done.bad)}
    if output.is_terminal():
        output.say(f"{file}: " + ", ".join(f"{n} {what}" for what, n in counts.items()) + ".")
    else:
        decisions = Counter(verdict.decision for verdict in done.verdicts)
        output.json_lines([{"step": "review", **counts, "decisions": decisions}])
    if done.bad:
        sys.exit(PARTIAL)


@main.command(epilog="Example: rashomon judge 3fa9c1e07b2d4a55 correct kind=shelling place='Balyun, SYR' --as anna")
@click.argument("words", nargs=-1, required=True, metavar="THING [THING] DECISION [SLOT=VALUE]...")
@signed
@noted
@in_case
def judge(words: tuple[str, ...], by: str | None, note: str, folder: Path | None) -> None:
    """Say of a THING (a claim by its key, an incident by its name, a question) accept, reject, correct or unsure, of two same,
    different or unsure.
    """
    at = next((n for n, word in enumerate(words) if word in DECISIONS and n), None)
    if at is None:
        raise RashomonError(f"{' '.join(words)}: no decision among these words; there are {', '.join(DECISIONS)}")
    with opened(folder) as case:
        session = case.review(by)
        verdict = session.judge(words[:at], cast(Decision, words[at]), written(words[at + 1 :]), note)
        review_rows.given([verdict])


@main.command(epilog="Example: rashomon undo --as anna; rashomon undo 3fa9c1e07b2d4a55 --as anna")
@click.argument("things", nargs=-1)
@signed
@in_case
def undo(things: tuple[str, ...], by: str | None, folder: Path | None) -> None:
    """Put back what you said before: of the THING (or two) named, else all of your last step. Again takes it back."""
    with opened(folder) as case:
        review_rows.given(case.review(by).undo(*things))


@main.command(epilog="Example: rashomon merge 3fa9c1 9b2c71 --as anna")
@click.argument("names", nargs=-1, required=True)
@signed
@noted
@in_case
def merge(names: tuple[str, ...], by: str | None, note: str, folder: Path | None) -> None:
    """Say that these incidents (or claims) are one happening; their old names go on resolving."""
    with opened(folder) as case:
        review_rows.given(case.review(by).merge(*names, note=note))
        now_in(case, names)


@main.command(epilog="Example: rashomon split 3fa9c1 9b2c71d04455aa10 77d0c1aa51e2b3f4 --as anna")
@click.argument("name")
@click.argument("keys", nargs=-1, required=True)
@signed
@noted
@in_case
def split(name: str, keys: tuple[str, ...], by: str | None, note: str, folder: Path | None) -> None:
    """Say that the claims of these KEYS are of another happening than the other accounts of the incident NAME."""
    with opened(folder) as case:
        review_rows.given(case.review(by).split(name, keys, note))
        now_in(case, (name, *keys))


def now_in(case: Case, names: tuple[str, ...]) -> None:
    """Which incidents these names are of now."""
    view = case.view()
    found = {incident.id: incident for incident in (view.incident(name) for name in names)}
    for incident in found.values():
        output.say(f"{incident.id}: {incident.title}, {len(incident.claims)} claims.")


@main.command(epilog="Example: rashomon verdicts; rashomon verdicts 3fa9c1e07b2d4a55 --all")
@click.argument("thing", required=False)
@click.option("--all", "every", is_flag=True, help="Every verdict that was ever given, those replaced included.")
@as_of
@in_case
def verdicts(thing: str | None, every: bool, moment: str | None, folder: Path | None) -> None:
    """What people said, of everything or of one THING, and what of it stands, is disputed or challenged."""
    with opened(folder) as case:
        view = looked_at(case, moment)
        if every:
            return review_rows.every_verdict(case.ledger.entries(kind="verdict", about=thing, asof=moment))
        found = [j for j in view.judgements.values() if thing is None or any(thing in v.about for v in j.verdicts)]
        return review_rows.verdicts(found, challenged(view), view)


@main.command(epilog="Example: rashomon agreement")
@as_of
@in_case
def agreement(moment: str | None, folder: Path | None) -> None:
    """How far reviewers agree beyond chance: Krippendorff's alpha on decisions, then slot by slot."""
    with opened(folder) as case:
        found = case.agreement(moment)
    if not found:
        output.say("No verdicts yet; `rashomon review` begins.")
    review_rows.agreement(found)
