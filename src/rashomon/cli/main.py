"""`rashomon`: the command line.

Exit codes: 0 all went well; 1 some inputs failed and the rest went on (or `verify` found something); 2 nothing was done.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rashomon.case import Case, CaseError, RashomonError, Report, View, new, open_case
from rashomon.case.config import find
from rashomon.case.migrate import migrate
from rashomon.cli import changed, compare, output, policies, show
from rashomon.export import FORMATS, ExportError
from rashomon.export.brief import FORMS, form_of
from rashomon.ledger import LedgerError
from rashomon.ledger.address import has_secret
from rashomon.reconcile import RULES
from rashomon.vocabulary import VocabularyError

F = TypeVar("F", bound=Callable[..., Any])

PARTIAL = 1
FAILED = 2


class Commands(click.Group):
    """Turns the project's errors into one sentence and an exit code; lists commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (RashomonError, LedgerError, VocabularyError, ExportError) as error:
            output.say(f"rashomon: {error}")
            sys.exit(FAILED)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of the pipe has seen enough; Python would complain at exit
            sys.exit(0)


def in_case(command: F) -> F:
    """Give a command the option --case DIR; without it the case is the folder that one stands in."""
    text = "The case folder (default: the one you stand in)."
    return click.option("--case", "folder", type=click.Path(path_type=Path, file_okay=False), default=None, help=text)(command)


def as_of(command: F) -> F:
    """Give a reading command the option --as-of T."""
    text = "Show the case as it was known then: an ISO date (its end) or time. Entries recorded later take no part."
    return click.option("--as-of", "moment", metavar="T", default=None, help=text)(command)


def under_policy(command: F) -> F:
    """Give a reading command the option --policy NAME."""
    text = "One number or grade by this rule where positions give many (docs/policies.md). Default: none, all positions."
    return click.option("--policy", type=click.Choice(sorted(RULES)), default=None, help=text)(command)


def publishing(command: F) -> F:
    """Give a command that writes something the options of editions."""
    options = (
        click.option("--edition", is_flag=True, help="Byte for byte what was published last (with --as-of: by then)."),
        click.option("--publish", is_flag=True, help="Keep what is written in the ledger, as an edition."),
        click.option("--note", default="", help="With --publish: what it was published for."),
        click.option("--by", default=None, help="With --publish: who publishes (default: your login name)."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def as_edition(
    case: Case,
    format: str,
    path: Path,
    moment: str | None,
    edition: bool,
    publish: bool,
    note: str,
    by: str | None,
    **told: Any,
) -> bool:
    """Write an edition that is there, or make one and write it; whether either was asked for. `told`: what a brief tells."""
    if edition and publish:
        raise click.UsageError("--edition gives what was published before; --publish makes a new one: ask for one of them")
    if not publish and (note or by):
        raise click.UsageError("--note and --by belong to --publish")
    if publish:
        looked_at(case, moment)
        made = case.publish(format, by or getpass.getuser(), note, moment, **told)
        output.say(f"Edition {made.id}: {format}, {made.size} bytes.")
        changed.give(case.edition(made.id), path)
    elif edition:
        changed.give(case.edition(format, moment), path)
    return edition or publish


def located(folder: Path | None) -> Path:
    """The case folder named by --case, before or after the command, or the one around the working folder."""
    given: Path | None = folder or click.get_current_context().find_root().params.get("case_folder")
    return given or find(Path.cwd())


def opened(folder: Path | None) -> Case:
    """The case in that folder."""
    return open_case(located(folder))


def looked_at(case: Case, moment: str | None) -> View:
    """The case now or as of a moment; says so where something is not in the picture yet."""
    view = case.asof(moment) if moment else case.view()
    if not view.documents:
        first = next(iter(case.ledger.entries()), None) if moment else None
        then = f"the first entry was recorded at {first.recorded_at}" if first else "add reports with `rashomon add PATH`"
        output.say(f"Nothing in the case{' as of ' + moment if moment else ''}: {then}.")
    elif left := view.unreconciled():
        output.say(f"{left} documents were read after the last reconciling; `rashomon reconcile` takes them in.")
    elif view.unsettled:
        output.say("Verdicts changed what claims say after the last reconciling; `rashomon reconcile` groups them anew.")
    return view


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--case", "case_folder", type=click.Path(path_type=Path, file_okay=False), default=None, help="The case folder.")
@click.option("--tables/--json", "tables", default=None, help="Tables or JSON lines (default: tables on a terminal only).")
@click.version_option(package_name="rashomon")
def main(case_folder: Path | None, tables: bool | None) -> None:
    """Read contradictory reports; keep who claims what, on what evidence, where accounts agree, differ and move.

    \b
    A case from nothing:
      rashomon new idlib && cd idlib
      rashomon add ../articles
      rashomon read && rashomon reconcile
      rashomon show
    """
    output.force_tables(tables)


@main.command("new", epilog="Example: rashomon new idlib")
@click.argument("name", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="Copy the documents of the shipped sample into the case, in the folder sample/.")
@click.option("--database", metavar="URL", default=None, help="Keep the ledger on a server: postgresql://user@host/name.")
def new_command(name: Path, sample: bool, database: str | None) -> None:
    """Make the case folder NAME with its settings and an empty ledger."""
    with new(name, sample, database) as case:
        lines = case.ledger.last()[0]
        where = f", its ledger in {case.ledger.name}" if database else ""
    joined = f" It has {lines} entries already, which this folder joins." if lines else ""
    output.say(
        f"{name}: a new case{where}.{joined}"
        + (f" Next: rashomon --case {name} add {name / 'sample' / 'documents'}" if sample else "")
    )
    secret_left_out(database)


def secret_left_out(database: str | None) -> None:
    """Says where a password goes that was given on the command line."""
    if database and has_secret(database):
        output.say("The password was used and not written down: set PGPASSWORD, or write a line in ~/.pgpass.")


@main.command(
    "migrate", epilog="Example: rashomon migrate --to postgresql://anna@db.example/idlib; rashomon migrate --to sqlite"
)
@click.option(
    "--to", metavar="URL", required=True, help="postgresql://user@host/name, or sqlite for a file in the case folder."
)
@in_case
def migrate_command(to: str, folder: Path | None) -> None:
    """Move the ledger to a database server, or back into the case folder: the same lines, seals and exports."""
    done = migrate(located(folder), to)
    output.say(f"{done.lines} entries were copied to {done.target} and checked; the last seal is {done.seal or 'none yet'}.")
    output.say(f"{done.source} is marked as moved and refuses further use; delete it when you need it no more.")
    secret_left_out(to)


@main.command(epilog="Example: rashomon add articles/ feed.jsonl statement.html")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@in_case
def add(paths: tuple[Path, ...], folder: Path | None) -> None:
    """Take in reports: files (text, HTML), folders (with manifest.json), JSON lines."""
    with opened(folder) as case, output.progress("adding") as step:
        report = case.add(*paths, progress=step)
    finish(report)


@main.command(epilog="Example: rashomon read --workers 4")
@click.option("--workers", type=click.IntRange(0), default=None, help="Processes that read (0 or nothing: as many as pays).")
@click.option("--stale", is_flag=True, help="Read again what an earlier version, vocabulary or gazetteer read.")
@click.option("--with", "engine", metavar="ENGINE", default=None, help="Read with this engine: embedded, or llm (docs/llm.md).")
@click.option("--estimate", is_flag=True, help="With llm: only say what it would be asked and what that would cost.")
@in_case
def read(workers: int | None, stale: bool, engine: str | None, estimate: bool, folder: Path | None) -> None:
    """Read the claims of every document that has not been read."""
    with opened(folder) as case:
        expected = case.estimate(engine, stale) if engine else None
        if expected and case.config.llm:
            show.estimate(expected, case.config.llm, only=estimate)
        if estimate:
            return output.say("Nothing was read or sent.")
        if stale:
            output.say(f"{case.stale(engine)} documents were read by an earlier method and are read again.")
        wanted = case.config.read.workers if workers is None else workers
        with output.progress("reading") as step:
            report = case.read(wanted or 1 if expected else wanted, stale, step, engine)
        if expected and case.config.llm:
            show.spent(report, case.config.llm)
    if report.stale:
        again = f"rashomon read{f' --with {engine}' if engine else ''} --stale"
        output.say(f"{report.stale} documents were read by an earlier method; `{again}` reads them again.")
    return finish(report)


@main.command("compare-engines", epilog="Example: rashomon compare-engines embedded llm")
@click.argument("a", default="embedded")
@click.argument("b", default="llm")
@as_of
@in_case
def compare_engines(a: str, b: str, moment: str | None, folder: Path | None) -> None:
    """What two engines read in the same documents, claim by claim: both, only A, only B, and where they differ."""
    with opened(folder) as case:
        names = {document.address: document.name for document in case.ledger.standing(moment).documents}
        compare.comparison(case.compare_engines(a, b, moment), names)


@main.command(epilog="Example: rashomon reconcile")
@in_case
def reconcile(folder: Path | None) -> None:
    """Group claims into incidents; find what is agreed, contested and revised."""
    with opened(folder) as case:
        report = case.reconcile()
        found = len(case.incidents())
    finish(report, incidents=found)


@main.command(epilog="Example: rashomon incidents --as-of 2026-11-24; rashomon incidents --policy airwars")
@under_policy
@as_of
@in_case
def incidents(policy: str | None, moment: str | None, folder: Path | None) -> None:
    """List the incidents with their standing at a glance, or what a policy makes of each."""
    with opened(folder) as case:
        view = looked_at(case, moment)
        if policy:
            return policies.incidents(view, policy)
        return show.incidents(view)


@main.command("show", epilog="Example: rashomon show 3fa9c1 (an incident); rashomon show (the whole case)")
@click.argument("name", required=False)
@under_policy
@as_of
@in_case
def show_command(name: str | None, policy: str | None, moment: str | None, folder: Path | None) -> None:
    """What is agreed, contested and revised: in the case, or in the incident NAME (its id or the beginning of it)."""
    with opened(folder) as case:
        view = looked_at(case, moment)
        if not name:
            return policies.incidents(view, policy) if policy else show.overview(view)
        found = view.incident(name)
        if not found.id.startswith(name) and not view.has_claim(name):
            output.say(f"{name} is now {found.id}: {found.title}.")
        return policies.incident(view, found, policy) if policy else show.incident(view, found)


@main.command(epilog="Example: rashomon why 3fa9c1e07b2d4a55 9b2c71d0 (claims by their keys, incidents by their names)")
@click.argument("a")
@click.argument("b")
@as_of
@in_case
def why(a: str, b: str, moment: str | None, folder: Path | None) -> None:
    """Why A and B are told of one incident, or are not: the features that were weighed and the rule that decided."""
    with opened(folder) as case:
        view = looked_at(case, moment)
        show.why(view, view.why(a, b))


@main.command(epilog="Example: rashomon origins 3fa9c1")
@click.argument("name")
@as_of
@in_case
def origins(name: str, moment: str | None, folder: Path | None) -> None:
    """From how many independent origins the incident NAME is told: which voices hang together, why, and who repeats whom."""
    with opened(folder) as case:
        view = looked_at(case, moment)
        show.origins(view, view.incident(name))


@main.command(epilog="Example: rashomon history 3fa9c1e07b2d4a55")
@click.argument("key")
@as_of
@in_case
def history(key: str, moment: str | None, folder: Path | None) -> None:
    """Every entry of the ledger about a claim, a document or an incident, oldest first."""
    with opened(folder) as case:
        show.history(case.history(key, moment), key)


@main.command(epilog="Example: rashomon diff --from 2026-11-20 --to 2026-11-24")
@click.option("--from", "since", metavar="T1", required=True, help="What was known then: an ISO date (its end) or time.")
@click.option("--to", "until", metavar="T2", default=None, help="Against what was known then (default: now).")
@in_case
def diff(since: str, until: str | None, folder: Path | None) -> None:
    """What is new, newly contested or corroborated, revised, settled and withdrawn between two moments of our knowing."""
    with opened(folder) as case:
        changed.changes(case.diff(since, until), case.asof(until) if until else case.view())


@main.command(epilog="Example: rashomon editions; rashomon editions 3fa9c1 -o brief-as-published.html")
@click.argument("edition", required=False)
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default=Path("-"))
@as_of
@in_case
def editions(edition: str | None, path: Path, moment: str | None, folder: Path | None) -> None:
    """What was published; with an edition's id (or an export's name: its latest), those bytes as they were given out."""
    with opened(folder) as case:
        if edition:
            return changed.give(case.edition(edition, moment), path)
        return changed.editions(case.editions(moment))


@main.command(epilog="Example: rashomon brief -o brief.html; rashomon brief 3fa9c1 9b2c71 --policy ucdp -o strike.pdf")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--since", metavar="DAY", default=None, help="Incidents of a period: from this day (2020-02-01) ...")
@click.option("--until", metavar="DAY", default=None, help="... to this day, both included.")
@click.option("--title", default=None, help="What stands above it (default: the name of the case).")
@click.option("--form", type=click.Choice(list(FORMS)), default=None, help="The form (default: by the ending of the file).")
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file [brief.html]."
)
@publishing
@under_policy
@as_of
@in_case
def brief(
    names: tuple[str, ...], since: str | None, until: str | None, title: str | None, form: str | None, path: Path | None,
    policy: str | None, moment: str | None, folder: Path | None, **edition: Any,
) -> None:  # fmt: skip
    """Write a brief of the incidents NAME... (ids or beginnings of them), of a period, or of the weightiest: one file, every
    figure with its sentence, as HTML, Markdown, Word or PDF.
    """
    path = path or Path(f"brief.{form or 'html'}")
    written = form or form_of(path)
    if written is None:
        endings = ", ".join(ending for each in FORMS.values() for ending in each.endings)
        raise click.UsageError(f"{path}: no form of a brief ends so ({endings}); say which with --form")
    with opened(folder) as case:
        period = (case.asof(moment) if moment else case.view()).between(since, until) if since or until else []
        if (since or until) and not period and not names:
            raise CaseError(f"no incident is known from {since or 'the beginning'} to {until or 'the end'}")
        chosen = list(dict.fromkeys([*names, *period])) or None
        told: dict[str, Any] = {"chosen": chosen, "title": title, "policy": policy}
        if not as_edition(case, FORMS[written].about, path, moment, **edition, **told):
            changed.give(looked_at(case, moment).brief(chosen, title, written, policy), path)
    output.say(f"{path}: written.")


@main.command(epilog="Example: rashomon export claims -o claims.jsonl")
@click.argument("format", type=click.Choice(sorted(FORMATS)))
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default=Path("-"))
@publishing
@as_of
@in_case
def export(format: str, path: Path, moment: str | None, folder: Path | None, **edition: Any) -> None:
    """Write an export (`docs/file-formats.md` describes each field) to a file, or to the standard output."""
    with opened(folder) as case:
        if as_edition(case, format, path, moment, **edition):
            return
        rows = looked_at(case, moment).export(format, sys.stdout.buffer if str(path) == "-" else path)
        sys.stdout.flush()
    if str(path) != "-":
        output.say(f"{path}: {rows} rows.")


@main.command(epilog="Example: rashomon verify")
@in_case
def verify(folder: Path | None) -> None:
    """Check every hash and every reference of the ledger, and name its last seal: who notes that elsewhere can prove later that
    nothing before it was changed.
    """
    with opened(folder) as case:
        problems, seal = case.verify(), case.ledger.head
    for problem in problems:
        click.echo(output.plain(problem))
    output.say(f"{len(problems)} problems." if problems else f"The ledger holds; its last seal is {seal or 'none yet'}.")
    sys.exit(PARTIAL if problems else 0)


@main.command(epilog="Example: rashomon methods")
@as_of
@in_case
def methods(moment: str | None, folder: Path | None) -> None:
    """What reads, links and reconciles here, with versions, and how many documents each has read."""
    with opened(folder) as case:
        show.methods(case.methods(moment))


def finish(report: Report, **more: int) -> None:
    """Show what a step did, each failure in one sentence, and leave with the exit code that tells it."""
    for failure in report.failures:
        output.say(failure.reason)
    for path in report.passed:
        output.say(f"{path}: passed over, it is no report (hidden, or about its folder).")
    show.report(report, **more)
    if report.failures:
        sys.exit(PARTIAL)
    return
