"""The crew: results in order, whoever did the work; a worker that dies is one sentence."""

from __future__ import annotations

import os
from functools import partial

import pytest

from rashomon.case import CaseError
from rashomon.case.crew import WORTH_A_CREW, size, spread


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_the_order_of_the_work(workers: int) -> None:
    assert list(spread(partial(partial, pow, 2), list(range(40)), workers)) == [2**n for n in range(40)]


def test_a_worker_that_dies_is_one_sentence() -> None:
    with pytest.raises(CaseError, match="workers=1"):
        list(spread(partial(partial, os._exit), [1, 1, 1], 2))


def test_a_small_batch_needs_no_crew() -> None:
    assert size(0, WORTH_A_CREW - 1) == 1
    assert size(4, 2) == 2
    assert size(1, 1000) == 1
