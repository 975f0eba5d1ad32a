"""kill -9 at any moment of add, read or reconcile loses nothing and doubles nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rashomon.case import SAMPLE, new, open_case
from tests.case.test_same_exports import exports

KILLS = 54
FOLDER = SAMPLE / "documents" / "kramatorsk-2022"

STEPS = """
import sys
from rashomon.case import open_case
with open_case(sys.argv[1]) as case:
    if "{name}" == "read":
        case.reader().prepare()
    print("ready", flush=True)
    {step}
"""
CODE = {"add": "case.add(sys.argv[2])", "read": "case.read(workers=1)", "reconcile": "case.reconcile()"}


def seconds(step: str, folder: Path) -> float:
    """How long the step takes once it has begun, so that kills fall all over it."""
    process = start(step, folder)
    begun = time.monotonic()
    process.wait()
    return time.monotonic() - begun


def start(step: str, folder: Path) -> subprocess.Popen[str]:
    """A process that is about to do the step (its imports and models are loaded)."""
    code = STEPS.format(name=step, step=CODE[step])
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(FOLDER)], stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.mark.slow
def test_fifty_kills(tmp_path: Path) -> None:
    case = new(tmp_path / "whole" / "case")
    case.add(FOLDER)
    case.read(workers=1)
    case.reconcile()
    expected = exports(case, tmp_path / "expected")
    entries = len(list(case.ledger.entries()))
    case.close()
    rng = random.Random(20200227)
    stages = {}
    empty = tmp_path / "empty" / "case"
    new(empty).close()
    for step in CODE:
        stages[step] = shutil.copytree(empty, tmp_path / f"before-{step}")
        took = seconds(step, empty)
        for n in range(KILLS // len(CODE)):
            folder = Path(shutil.copytree(stages[step], tmp_path / f"{step}-{n}"))
            process = start(step, folder)
            time.sleep(rng.uniform(0, took))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            case = open_case(folder)
            assert case.verify() == [], f"{step}, kill {n}"
            case.add(FOLDER)
            case.read(workers=1)
            case.reconcile()
            assert case.verify() == []
            assert len(list(case.ledger.entries())) == entries, "something is there twice or not at all"
            assert exports(case, folder / "out") == expected
            case.close()
            shutil.rmtree(folder)
