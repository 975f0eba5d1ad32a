"""Whose the people or things are that a figure counts."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.actors import Link
from rashomon.model import Actor, Quantity

OWN_SIDE = frozenset({"deployed", "participants", "strikes"})
"""Measures that count what the actor sends or does, not what is done to somebody."""

COUNTED = frozenset({"people", "things", "acts"})
"""What has a side; an area has none."""


def figure_party(
    figure: Quantity, counts: str, actors: Sequence[Actor], targets: Sequence[Actor], of: Sequence[Link]
) -> str | None:
    """The party of what is counted: named by the counted words ("Turkish soldiers"), else the target's if they are one side,
    for what an actor sends or does the actor's; None where the text leaves it open. `counts` is what the
    figure's measure counts.
    """
    if counts not in COUNTED:
        return None
    if len(of) == 1:
        return of[0].id
    sides = actors if figure.measure in OWN_SIDE else targets
    parties = {side.party for side in sides if side.party}
    return parties.pop() if len(parties) == 1 else None
