"""As of a moment is the past: a ledger that ends then shows the same, whatever is asked. Editions are the bytes of then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.case import SAMPLE, Case, UnknownNameError, new, now, open_case
from rashomon.cli import output
from rashomon.cli.main import main
from rashomon.export import FORMATS
from rashomon.ledger import Ledger, LedgerError
from rashomon.model import Capture, Edition, Entry

FILES = [p for p in sorted((SAMPLE / "documents" / "idlib-2020").iterdir()) if p.suffix in (".txt", ".html")][:4]

START = "2001-01-01"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case with a past: reports that came one by one, people's verdicts, things published in between."""
    case = new(tmp_path_factory.mktemp("asof") / "case")
    for file in FILES:
        case.add(file)
        case.read(workers=1)
        case.reconcile()
        case.publish("incidents", by="anna")
    first, second = case.incidents()[:2]
    case.judge(first.claims[0], "reject", by="anna")
    case.publish("brief", by="anna", note="for the board")
    case.judge(first.claims[0], "accept", by="anna")
    case.judge(f"{first.claims[-1]}|{second.claims[-1]}", "same", by="anna")
    return case


@pytest.fixture(scope="module")
def ended(lived: Case, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The same case with a ledger that ends at a moment, made anew line by line."""
    made: dict[int, Path] = {}

    def until(moment: str) -> Path:
        entries = list(lived.ledger.entries(asof=moment))
        if len(entries) not in made:
            folder = made[len(entries)] = tmp_path_factory.mktemp("ended") / "case"
            folder.mkdir()
            settings = (lived.folder / "rashomon.toml").read_text()
            (folder / "rashomon.toml").write_text(settings)
            with Ledger.open(folder / "ledger.sqlite") as ledger:
                for entry in entries:
                    ledger.append([entry.body], entry.made_by, entry.recorded_at, blobs=_raw(lived.ledger, entry))
                assert ledger.verify() == []
                assert ledger.head == lived.ledger.last(moment)[1] or not entries
        return made[len(entries)]

    return until


def _raw(ledger: Ledger, entry: Entry) -> list[bytes]:
    body = entry.body
    return [ledger.blob(body.id if isinstance(body, Capture) else body.blob)] if isinstance(body, Capture | Edition) else []


def moments(case: Case) -> list[str]:
    return sorted({entry.recorded_at for entry in case.ledger.entries()})


def commands(case: Case) -> dict[str, list[list[str]]]:
    """What is asked of each command that shows something as of a moment; a new one must be asked something too."""
    view = case.view()
    incident, key = view.incidents()[0], view.claims()[0].key
    other = view.incidents()[-1]
    return {
        "incidents": [[]],
        "show": [[], [incident.id], [incident.claims[-1]]],
        "why": [[key, incident.id], [incident.id, other.id], [incident.claims[0], other.claims[0]]],
        "origins": [[incident.id], [other.id]],
        "history": [[incident.id], [key], [view.documents[0].address]],
        "brief": [["-o", "-", "--edition"]],
        "export": [[name] for name in sorted(FORMATS) if name != "brief"] + [["incidents", "--edition"]],
        "sources": [[], [next(iter(view.sources())).id]],
        "assess": [[], [incident.id]],
        "editions": [[], ["brief"], ["incidents"]],
        "methods": [[]],
        "verdicts": [[], ["--all"], [incident.claims[0], "--all"]],
        "agreement": [[]],
        "compare-engines": [["embedded", "rules"], ["embedded@", "embedded"]],
    }


def said(folder: Path, *arguments: str) -> tuple[int, bytes]:
    try:
        done = CliRunner().invoke(main, ["--json", "--case", str(folder), *arguments])
    finally:
        output.force_tables(None)
    return done.exit_code, done.stdout_bytes


def test_every_command_that_takes_a_moment_is_asked(lived: Case) -> None:
    taking = {name for name, command in main.commands.items() if any("--as-of" in p.opts for p in command.params)}
    assert taking <= set(commands(lived)), "say in `commands` what is asked of it"


@pytest.mark.slow
@settings(max_examples=12)
@given(data=st.data())
def test_as_of_equals_the_past_for_every_command(lived: Case, ended: Callable[[str], Path], data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from([START, *moments(lived)]))
    folder = ended(moment)
    for name, askings in commands(lived).items():
        for asked in askings:
            now_, then = said(lived.folder, name, *asked, "--as-of", moment), said(folder, name, *asked)
            assert now_ == then, (name, asked, moment)
    since = data.draw(st.sampled_from([START, *(m for m in moments(lived) if m <= moment)]))
    assert said(lived.folder, "diff", "--from", since, "--to", moment) == said(folder, "diff", "--from", since)


@pytest.mark.slow
@settings(max_examples=12)
@given(data=st.data())
def test_as_of_equals_the_past_for_the_library(lived: Case, ended: Callable[[str], Path], data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from([START, *moments(lived)]))
    with open_case(ended(moment)) as past:
        view, now_ = past.view(), lived.asof(moment)
        assert structs.replace(now_.standing, asof=None) == view.standing
        assert now_.content("brief") == past.asof(moment).content("brief")
        assert lived.documents(moment) == past.documents()
        assert lived.incidents(moment) == past.incidents()
        assert [lived.incident(i.id, moment) for i in view.incidents()] == list(view.incidents())
        assert lived.editions(moment) == past.editions()
        assert lived.methods(moment) == past.methods()


# ---------------------------------------------------------------- editions


def test_an_edition_is_what_was_published_however_the_case_goes_on(lived: Case) -> None:
    entry = next(e for e in lived.editions() if e.about == "brief")
    assert isinstance(entry.body, Edition)
    published = lived.edition("brief", asof=entry.recorded_at)
    assert published == lived.edition(entry.id[:10]) == lived.edition("brief")
    assert b"for the board" not in published
    assert published != lived.view().content("brief")
    assert entry.body.size == len(published)
    assert lived.verify() == []


def test_what_was_published_is_found_by_its_moment(lived: Case) -> None:
    tables = [e for e in lived.editions() if e.about == "incidents"]
    assert len({e.body.blob for e in tables}) == len(FILES)  # type: ignore[union-attr]  # they are editions
    for entry in tables:
        assert lived.edition("incidents", asof=entry.recorded_at) == lived.ledger.blob(entry.body.blob)  # type: ignore[union-attr]
        assert lived.edition("incidents", asof=entry.recorded_at) == lived.asof(entry.recorded_at).content("incidents")
    with pytest.raises(UnknownNameError, match=r"no edition of that name was published by 2001-01-01"):
        lived.edition("incidents", asof=START)


def test_the_same_bytes_again_are_one_edition_and_a_return_to_old_ones_is_another(tmp_path: Path) -> None:
    with new(tmp_path / "case") as case:
        case.add(FILES[0])
        first = case.publish("documents", by="anna")
        assert case.publish("documents", by="ben") == first
        case.add(FILES[1])
        second = case.publish("documents", by="anna")
        third = case.publish("documents", by="anna", asof=case.editions()[0].recorded_at)
        assert (third.blob, third.replaces) == (first.blob, second.id)
        assert (third.upto, third.seal) != (second.upto, second.seal)
        assert [e.id for e in case.editions()] == [first.id, second.id, third.id]
        assert case.verify() == []


def test_a_takedown_reaches_what_was_published(tmp_path: Path) -> None:
    with new(tmp_path / "case") as case:
        case.add(FILES[0])
        made = case.publish("documents", by="anna")
        case.ledger.redact(case.documents()[0].capture, "a witness asked", "anna", now())
        with pytest.raises(LedgerError, match="a witness asked"):
            case.edition(made.id)
        assert [e.id for e in case.editions()] == [made.id]
        assert case.verify() == []
