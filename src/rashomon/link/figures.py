"""Whose the people or things are that a figure counts."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.actors import Link
from rashomon.model import Actor, Quantity
from rashomon.vocabulary import Vocabulary

OWN_SIDE = frozenset({"deployed", "withdrawn", "participants", "strikes", "targets_hit"})
"""Measures that count what the actor uses or does, not what is done to somebody."""


def figure_party(
    figure: Quantity, actors: Sequence[Actor], targets: Sequence[Actor], of: Sequence[Link], vocabulary: Vocabulary
) -> str | None:
    """The party of what is counted: named by the counted words ("Turkish soldiers"), else the target's if they are one side,
    for what an actor sends or does the actor's; None where the text leaves it open.
    """
    if len(of) == 1:
        return of[0].id
    sides = actors if figure.measure in OWN_SIDE else targets
    parties = {side.party for side in sides if side.party}
    return parties.pop() if len(parties) == 1 else None
