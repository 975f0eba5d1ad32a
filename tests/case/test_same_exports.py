"""The order of arrival, repeated arrivals and the number of processes change no byte of any export."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.case import SAMPLE, Case, new
from rashomon.export import FORMATS
from tests.conftest import ROOT, SHARED

FILES = [p for p in sorted((SAMPLE / "documents" / "idlib-2020").iterdir()) if p.suffix in (".txt", ".html")][:5]


def exports(case: Case, folder: Path) -> dict[str, bytes]:
    """Every export of a case, as bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    view = case.view()
    for format in FORMATS:
        view.export(format, folder / format)
    return {format: (folder / format).read_bytes() for format in FORMATS}


def run(folder: Path, batches: list[list[Path]], workers: int = 1) -> dict[str, bytes]:
    """A case to which the batches were added one after another, each read before the next."""
    case = new(folder)
    for batch in batches:
        case.add(*batch)
        case.read(workers=workers)
        case.reconcile()
    result = exports(case, folder / "out")
    assert case.verify() == []
    case.close()
    return result


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return run(tmp_path_factory.mktemp("order") / "case", [FILES])


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(FILES), cut=st.integers(0, len(FILES)), again=st.sampled_from(FILES))
def test_order_and_repetition(
    expected: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, order: list[Path], cut: int, again: Path
) -> None:
    batches = [batch for batch in (order[:cut], order[cut:], [again, again]) if batch]
    assert run(tmp_path_factory.mktemp("order") / "case", batches) == expected


@pytest.mark.slow
def test_four_processes(expected: dict[str, bytes], tmp_path: Path) -> None:
    assert run(tmp_path / "case", [FILES], workers=4) == expected


ONCE = """
import sys
from pathlib import Path
from rashomon.case import new
from tests.case.test_same_exports import exports
with new(Path(sys.argv[1]) / "case") as case:
    case.add(*sys.argv[2:])
    case.read(workers=1)
    case.reconcile()
    exports(case, Path(sys.argv[1]) / "out")
"""


@pytest.mark.slow
def test_the_seed_of_hashes_changes_nothing(tmp_path: Path) -> None:
    """The order of a set differs from process to process; nothing may depend on it."""
    gold = SHARED / "gold" / "reports" / "documents.jsonl"
    inputs = [str(SAMPLE / "documents"), *([str(gold)] if gold.exists() else [])]
    made = []
    for seed in ("0", "3"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", ONCE, str(folder), *inputs], check=True, env=environment, cwd=ROOT)
        made.append({format: (folder / "out" / format).read_bytes() for format in FORMATS})
    assert made[0] == made[1]
