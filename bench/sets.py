"""The sets: documents in, exports out, the public scorers over them. The scorers are those beside the gold, never ours."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rashomon.case import Case, new

SHARED = Path(__file__).parents[2] / "shared"
FORMATS = ("documents", "claims", "mentions", "incidents")


def export(case: Case, folder: Path) -> None:
    """Read, reconcile and write the four exports."""
    case.read(workers=0)
    case.reconcile()
    view = case.view()
    folder.mkdir(parents=True, exist_ok=True)
    for format in FORMATS:
        view.export(format, folder / f"{format}.jsonl")


def figures(output: str) -> dict[str, float]:
    """`name value` lines of a scorer."""
    found = (re.match(r"(\w+) (-?\d+(?:\.\d+)?)\b", line) for line in output.splitlines())
    return {match[1]: float(match[2]) for match in found if match}


def score(*command: str | Path) -> dict[str, float]:
    """Run a scorer and take its figures."""
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    return figures(done.stdout)


@dataclass(frozen=True)
class PublicSet:
    """One folder of the bench, scored by its own scorer on every `step`-th document."""

    name: str
    wanted: tuple[str, ...]
    step: int = 1
    documents: str = "documents.jsonl"

    def run(self) -> dict[str, float] | None:
        """The wanted figures, or None where the set is not there."""
        folder = SHARED / "bench" / self.name
        if not folder.is_dir():
            return None
        with tempfile.TemporaryDirectory() as scratch:
            gold, out = Path(scratch) / "gold", Path(scratch) / "out"
            gold.mkdir()
            self._cut(folder, gold)
            with new(Path(scratch) / "case") as case:
                case.add(gold / "documents.jsonl")
                export(case, out)
            found = score(SHARED / "bench" / "score.py", self.name, gold, out)
        return {f"{self.name} {figure}": found[figure] for figure in self.wanted}

    def _cut(self, folder: Path, gold: Path) -> None:
        lines = (folder / self.documents).read_text().splitlines()[:: self.step]
        names = {json.loads(line)["name"] for line in lines}
        (gold / "documents.jsonl").write_text("\n".join(lines) + "\n")
        rows = [line for line in (folder / "gold.jsonl").read_text().splitlines() if json.loads(line)["document"] in names]
        (gold / "gold.jsonl").write_text("\n".join(rows) + "\n")


class Idlib:
    """The five articles against the hand-made gold."""

    def run(self) -> dict[str, float] | None:
        """The share of facts found, and the claims that are certainly noise."""
        if not (SHARED / "gold").is_dir():
            return None
        with tempfile.TemporaryDirectory() as scratch, new(Path(scratch) / "case") as case:
            case.add(SHARED / "corpus" / "idlib")
            export(case, Path(scratch) / "out")
            found = score(
                SHARED / "tools" / "score_claims.py", SHARED / "gold" / "idlib.jsonl", Path(scratch) / "out/claims.jsonl"
            )
        return {f"idlib {name}": found[name] for name in ("facts", "noise")}


class Reports:
    """The 108 short reports of which every claim is annotated."""

    def run(self) -> dict[str, float] | None:
        """Slots, claims and figures."""
        folder = SHARED / "gold" / "reports"
        if not folder.is_dir():
            return None
        with tempfile.TemporaryDirectory() as scratch, new(Path(scratch) / "case") as case:
            case.add(folder / "documents.jsonl")
            export(case, Path(scratch) / "out")
            found = score(SHARED / "tools" / "score_gold.py", folder / "gold.jsonl", Path(scratch) / "out" / "claims.jsonl")
        return {f"reports {name}": found[name] for name in ("slots_f1", "claim_f1", "figures_f1", "incident_b3")}


class Dossiers:
    """Made-up dossiers whose truth is known; each is a case of its own, with its own parties."""

    def run(self) -> dict[str, float] | None:
        """The headline and its parts."""
        folder = SHARED / "bench" / "dossiers"
        if not folder.is_dir():
            return None
        with tempfile.TemporaryDirectory() as scratch:
            for path in sorted(folder.glob("[0-9]*.json")):
                self._one(json.loads(path.read_text()), Path(scratch) / "cases" / path.stem, Path(scratch) / "out" / path.stem)
            found = score(SHARED / "tools" / "score_dossiers.py", folder, Path(scratch) / "out")
        wanted = ("dossiers", "grouping", "apart", "points", "positions", "origins", "revisions")
        return {f"dossiers {name}": found[name] for name in wanted}

    def _one(self, dossier: dict[str, object], folder: Path, out: Path) -> None:
        new(folder).close()
        parties = {
            key: {"name": names[0], "kind": "armed group", "names": names}
            for key, names in dossier.get("parties", {}).items()  # type: ignore[attr-defined]
        }
        (folder / "parties.yaml").write_text(json.dumps(parties))
        settings = (folder / "rashomon.toml").read_text().replace('# parties = "parties.yaml"', 'parties = "parties.yaml"')
        (folder / "rashomon.toml").write_text(settings)
        feed = folder / "feed.jsonl"
        feed.write_text("".join(json.dumps(row) + "\n" for row in dossier["documents"]))  # type: ignore[attr-defined]
        with Case(folder) as case:
            case.add(feed)
            export(case, out)
        shutil.rmtree(folder)


SETS: dict[str, Idlib | Reports | Dossiers | PublicSet] = {
    "idlib": Idlib(),
    "reports": Reports(),
    "dossiers": Dossiers(),
    "attribution": PublicSet("attribution", ("content_f1", "attribution_f1"), step=12),
    "victims": PublicSet("victims", ("victims",), step=2),
    "ranges": PublicSet("ranges", ("ranges",), step=2),
    "places": PublicSet("places", ("recognition_f1", "places"), step=6),
    "event-place": PublicSet("event-place", ("event_place_f1",)),
    "times": PublicSet("times", ("value_f1",)),
    "certainty": PublicSet("certainty", ("certainty",), step=4),
    "sections": PublicSet("sections", ("sections",)),
    "actors": PublicSet("actors", ("actors_f1",), step=2),
    "frames": PublicSet("frames", ("frames_f1",), step=20, documents="documents-mixed.jsonl"),
    "grouping": PublicSet("grouping", ("coverage", "same_together", "different_apart", "grouping"), step=4),
}
