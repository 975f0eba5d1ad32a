"""The open corpus: reports of our own with every claim annotated, in the compact form of `corpus/README.md`.

    python -m train.corpus [FILE ...]          checks the files (default: all of corpus/*.yaml) and counts what is in them
    python -m train.corpus --gold FOLDER       writes them as `documents.jsonl` and `gold.jsonl`, one record a line

A mention is a text of the report; it stands for the occurrence that is nearest to the claim's quote. What is not found in
the report, or not in the vocabulary, is named with its file, report and claim, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, ValidationError, convert, field

from rashomon.model.claim import Certainty, Precision, Stance
from rashomon.vocabulary import shipped

FOLDER = Path(__file__).parents[1] / "corpus"
FOLDS = 3
VOICES = ("wire", "ministry", "militia", "live", "social", "ngo", "state-agency", "newspaper", "radio", "un")


class Told(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One annotated claim, as written in the YAML (the keys are explained in `corpus/README.md`)."""

    q: str
    t: str
    kind: str
    n: int = 1
    stance: Stance = "assert"
    certainty: Certainty = "certain"
    speakers: tuple[str, ...] = ()
    cue: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    place: tuple[str, Precision] | None = None
    time: tuple[str, date | None, date | None] | None = None
    figures: tuple[tuple[Any, ...], ...] = ()
    evidence: tuple[str, ...] = ()
    interest: bool = False
    inc: str | None = None
    bg: bool = False
    also: Any = None


class Report(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One report of the corpus with all its claims."""

    name: str
    voice: str
    publisher: str
    published: date
    text: str
    claims: tuple[Told, ...] = field(default_factory=tuple)
    theatre: str = ""


class CorpusError(ValueError):
    """Something in the corpus that does not hold; the message names the file, the report and the claim."""


def load(paths: Iterable[Path] = ()) -> list[Report]:
    """All reports of the files (default: the whole corpus), in the order of the files' names.

    Raises CorpusError for a file that is not of the corpus's form.
    """
    reports: list[Report] = []
    for path in sorted(paths) or sorted(FOLDER.glob("*.yaml")):
        try:
            rows = yaml.load(path.read_text(), yaml.CSafeLoader) or []
        except yaml.YAMLError as error:
            raise CorpusError(f"{path.name}: no YAML: {' '.join(str(error).split())}") from None
        for n, row in enumerate(rows):
            try:
                reports.append(convert({**row, "theatre": path.stem}, Report))
            except (ValidationError, TypeError) as error:
                name = row.get("name", "?") if isinstance(row, dict) else "?"
                raise CorpusError(f"{path.name}: report {n + 1} ({name}): {error}") from None
    return reports


def gold(report: Report) -> list[dict[str, Any]]:
    """The report's claims as gold records with offsets (code points of `report.text`).

    Raises CorpusError, naming the claim, for a quote, trigger or mention that the text does not hold.
    """
    return [_record(report, told) for told in report.claims]


def problems(report: Report) -> Iterator[str]:
    """One sentence for each thing that does not hold in a report."""
    vocabulary = shipped()
    if report.voice not in VOICES:
        yield f"{report.name}: voice {report.voice!r} is none of {', '.join(VOICES)}"
    for told in report.claims:
        where = f"{report.name}: “{told.q[:50]}”"
        if told.kind not in vocabulary.kinds:
            yield f"{where}: no kind {told.kind!r}"
        for row in told.figures:
            if not 4 <= len(row) <= 8 or row[0] not in vocabulary.measures:
                yield f"{where}: figure {row} wants [measure, text, low, high, of, party, hedge, cumulative]"
        if told.also not in (None, "none") and not isinstance(told.also, dict):
            yield f"{where}: also is neither none nor a mapping of the keys that differ"
        if isinstance(told.also, dict) and (unknown := set(told.also) - set(Told.__struct_fields__)):
            yield f"{where}: also has unknown keys {sorted(unknown)}"
        try:
            _record(report, told)
        except CorpusError as error:
            yield str(error)


def _record(report: Report, told: Told) -> dict[str, Any]:
    where = f"{report.name}: “{told.q[:50]}”"
    starts = [m.start() for m in re.finditer(re.escape(told.q), report.text)]
    if len(starts) < told.n:
        raise CorpusError(f"{where}: the quote does not stand in the text")
    start = starts[told.n - 1]
    end = start + len(told.q)
    trigger = _within(told.t, report.text, start, end)
    if trigger is None:
        raise CorpusError(f"{where}: the trigger {told.t!r} does not stand in the quote")

    def near(text: str) -> dict[str, Any]:
        found = [m.start() for m in re.finditer(re.escape(text), report.text)]
        if not text or not found:
            raise CorpusError(f"{where}: {text!r} does not stand in the text")
        best = min(found, key=lambda at: (max(start - at - len(text), at - end, 0), at))
        return {"text": text, "start": best, "end": best + len(text)}

    def sided(mention: str) -> dict[str, Any]:
        text, _, party = mention.partition(" = ")
        return {**near(text.strip()), "party": party.strip() or None}

    return {
        "document": report.name,
        "start": start,
        "end": end,
        "quote": told.q,
        "section": "body",
        "trigger": trigger,
        "kind": told.kind,
        "stance": told.stance,
        "certainty": told.certainty,
        "speakers": [{**near(text.partition(" = ")[0]), "cue": None} for text in told.speakers],
        "actors": [sided(mention) for mention in told.actors],
        "targets": [sided(mention) for mention in told.targets],
        "weapons": [near(text.partition(" = ")[0]) for text in told.weapons],
        "place": {**near(told.place[0]), "precision": told.place[1]} if told.place else None,
        "time": {**near(told.time[0]), "earliest": _iso(told.time[1]), "latest": _iso(told.time[2])} if told.time else None,
        "figures": [_figure(row, near) for row in told.figures],
        "evidence": list(told.evidence),
        "against_interest": told.interest,
        "incident": f"{report.name}/{told.inc}" if told.inc else None,
        "background": told.bg,
        "also": told.also,
    }


def _figure(row: tuple[Any, ...], near: Any) -> dict[str, Any]:
    measure, text, low, high, of, party, hedge, total = (*row, *[None] * 8)[:8]
    return {
        "measure": measure,
        **near(str(text)),
        "low": low,
        "high": high,
        "of": of,
        "party": party,
        "hedge": hedge,
        "cumulative": total == "cumulative",
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _within(word: str, text: str, start: int, end: int) -> list[int] | None:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text[start:end])
    return [start + found.start(), start + found.end()] if found else None


def folds(theatres: Sequence[str]) -> list[set[str]]:
    """The theatres in FOLDS parts, by their order."""
    return [set(theatres[n::FOLDS]) for n in range(FOLDS)]


def sentences(reports: Iterable[Report]) -> int:
    """How many sentences the reports have, counted by their closing marks and line ends."""
    return sum(len([s for s in re.split(r"(?<=[.!?][\s\"”’])|\n", report.text) if len(s.split()) > 1]) for report in reports)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m train.corpus", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--gold", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    try:
        reports = load(arguments.files)
    except CorpusError as error:
        print(error)
        return 1
    wrong = [line for report in reports for line in problems(report)]
    doubled = [name for name, n in Counter(report.name for report in reports).items() if n > 1]
    wrong += [f"two reports are called {name}" for name in doubled]
    print(*wrong, sep="\n") if wrong else None
    claims = [told for report in reports for told in report.claims]
    print(f"reports {len(reports)}\nsentences {sentences(reports)}\nclaims {len(claims)}")
    print("doubtful", sum(told.also is not None for told in claims))
    print("kinds", len({told.kind for told in claims}), " theatres", len({report.theatre for report in reports}))
    if arguments.gold and not wrong:
        write(reports, arguments.gold)
    return 1 if wrong else 0


def write(reports: Iterable[Report], folder: Path) -> None:
    """`documents.jsonl` and `gold.jsonl` in a folder, in the form of the other gold."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "documents.jsonl").open("w") as documents, (folder / "gold.jsonl").open("w") as claims:
        for report in reports:
            row = {"name": report.name, "text": report.text, "publisher": report.publisher, "lang": "en"}
            documents.write(json.dumps({**row, "published": report.published.isoformat()}, ensure_ascii=False) + "\n")
            claims.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in gold(report))


if __name__ == "__main__":
    sys.exit(main())
