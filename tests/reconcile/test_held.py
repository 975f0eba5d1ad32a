"""What counts as a change of a figure."""

from __future__ import annotations

import pytest

from rashomon.model import Bounds
from rashomon.reconcile.held import _vaguer


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((57, 57), (24, 99), True),  # "57", then "dozens"
        ((57, 57), (50, None), True),  # "57", then "at least 50"
        ((30, None), (24, 99), True),
        ((39, None), (50, None), False),  # a toll that rises
        ((50, None), (39, None), False),
        ((24, 99), (57, 57), False),  # more exact is no less
        ((9, 9), (33, 33), False),
    ],
)
def test_a_vaguer_figure_takes_the_earlier_one_in(
    before: tuple[float, float | None], after: tuple[float, float | None], expected: bool
) -> None:
    assert _vaguer(Bounds(low=before[0], high=before[1]), Bounds(low=after[0], high=after[1])) is expected
