"""Dated ties between parties: who belonged to whom on the day of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rashomon.vocabulary import Party, Tie

OWN_TIES = frozenset({"part_of", "ally"})
"""Ties that make two parties one side."""

HELPING_TIES = frozenset({"ally", "supports"})
"""Ties of those whom a text calls somebody's allies."""


def holds(tie: Tie, day: str | None) -> bool:
    """Whether a tie holds on an ISO day; bounds may be a year, a month or a day, and count as a whole. Without a day only
    what has no bounds holds.
    """
    if day is None:
        return tie.since is None and tie.until is None
    return begun(tie, day) and (tie.until is None or day[: len(tie.until)] <= tie.until)


def begun(tie: Tie, day: str | None) -> bool:
    """Whether a tie held on a day or at some time before it."""
    return tie.since is None or (day is not None and tie.since <= day)


def side_of(party: str, day: str | None, parties: Mapping[str, Party], types: frozenset[str] = OWN_TIES) -> frozenset[str]:
    """A party, what it is part of and what is part of it, and its allies, on a day (None: undated ties only count)."""
    return frozenset({party, *_tied(party, types, day, parties)})


def helpers(party: str, day: str | None, parties: Mapping[str, Party]) -> frozenset[str]:
    """Those who are allied with a party or support it on a day, and whom it supports."""
    return frozenset(_tied(party, HELPING_TIES, day, parties))


def _tied(party: str, types: frozenset[str], day: str | None, parties: Mapping[str, Party]) -> Iterator[str]:
    for key, other in parties.items():
        for tie in other.ties:
            if (tie.to == party or key == party) and tie.type in types and holds(tie, day):
                yield tie.to if key == party else key


def tied(party: str, other: str, parties: Mapping[str, Party]) -> bool:
    """Whether a party was at any time on the side of another one or supported it."""
    types = OWN_TIES | HELPING_TIES
    return party in parties and any(tie.type in types and tie.to == other for tie in parties[party].ties)


def part_of(party: str, whole: str, day: str | None, parties: Mapping[str, Party]) -> bool:
    """Whether a group belongs to a wider party on a day."""
    return party in parties and any(
        tie.type == "part_of" and tie.to == whole and holds(tie, day) for tie in parties[party].ties
    )


def affiliates(
    party: str, day: str | None, parties: Mapping[str, Party], conflicts: Iterable[str], former: bool = False
) -> tuple[str, ...]:
    """Branches of a party in these conflicts: those that belong to it on the day; `former`, or where there is none any more,
    what those that did belong to it have become by then (the Nusra Front of 2015 is Hayat Tahrir al-Sham from 2017 on).
    """
    here = set(conflicts)
    branches = [
        (key, tie) for key, group in parties.items() if here & set(group.conflicts) for tie in group.ties
        if tie.type == "part_of" and tie.to == party and begun(tie, day)
    ]  # fmt: skip
    now = tuple(key for key, tie in branches if holds(tie, day))
    past = tuple(dict.fromkeys(_become(key, day, parties) for key, tie in branches if not holds(tie, day)))
    return (past or now) if former else (now or past)


def _become(party: str, day: str | None, parties: Mapping[str, Party]) -> str:
    """The last of a party's successors on a day; the party itself if it has none."""
    seen = {party}
    while True:
        heirs = [
            key for key, group in parties.items() if key not in seen
            and any(tie.type == "successor_of" and tie.to == party and begun(tie, day) for tie in group.ties)
        ]  # fmt: skip
        if not heirs:
            return party
        party = heirs[0]
        seen.add(party)
