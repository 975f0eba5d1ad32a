"""Reviewing: one person's verdicts on what was read, recorded in the ledger; undo; joining and parting incidents.

A verdict pins what its reviewer was shown. The session shows one view for its whole length, so what is pinned is what was
looked at, also where somebody else reads or judges meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from msgspec import structs

from rashomon.case.assessing import graded
from rashomon.case.errors import ReviewError
from rashomon.case.review_about import as_read, check, resolved, seen
from rashomon.case.review_correct import Room, body_of
from rashomon.case.view import View
from rashomon.ledger import Ledger, seen_digest
from rashomon.model import Claim, Decision, Entry, Reading, Verdict, latest, ruling
from rashomon.model.verdict import of_claims, things
from rashomon.reconcile import clustered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rashomon.link.site import Site

TAKEN_BACK: Decision = "withdrawn"


class Review:
    """A session of one reviewer over one view of a case. `named` looks a place up in the case's gazetteer."""

    def __init__(
        self,
        ledger: Ledger,
        view: View,
        by: str,
        clock: Callable[[], str],
        named: Callable[[str], Sequence[Site]],
    ) -> None:
        self.view = view
        self.by = " ".join(by.split())
        if not self.by or not self.by.isprintable():
            raise ReviewError("a verdict is signed: name its reviewer with --as NAME, or `reviewer` in rashomon.toml")
        self._ledger, self._clock, self._named = ledger, clock, named

    def judge(
        self,
        about: str | Sequence[str],
        decision: Decision,
        body: Mapping[str, Any] | None = None,
        note: str = "",
        seen_: str | None = None,
    ) -> Verdict:
        """Record this person's verdict on a claim, on two (`same`, `different`; an incident stands for its oldest account), on
        an incident or on one of its questions. It takes the place of the person's earlier one on the same thing; both stay in
        the ledger, and saying the same again records nothing. `body`: for `correct`, slots and what is right; `seen_`: what the
        reviewer was shown, where that was another reading than today's. Raises ReviewError or UnknownNameError with what is
        wrong.
        """
        return self.record([self.verdict(about, decision, body, note, seen_)])[0]

    def verdict(
        self,
        about: str | Sequence[str],
        decision: Decision,
        body: Mapping[str, Any] | None = None,
        note: str = "",
        seen_: str | None = None,
    ) -> Verdict:
        """The same, not recorded yet."""
        names = (about,) if isinstance(about, str) else tuple(about)
        thing = resolved(self.view, *names)
        check(thing, decision)
        if decision == "assess":
            body = graded(thing, body or {})
        elif body and decision != "correct":
            raise ReviewError(f"{', '.join(body)}: only `correct` says what is right; {decision!r} takes no slots")
        return Verdict(
            about=thing,
            seen=seen_ or seen(self.view, thing),
            decision=decision,
            by=self.by,
            body=self._body(thing, body or {}) if decision == "correct" else dict(body) if body else None,
            note=note,
        )

    def record(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Append these in one step, each in place of the person's last one on the same thing; gives back those that stand now.
        What says the same as that last one is not recorded again.
        """
        made: list[Verdict] = []
        with self._ledger.writing():
            mine = {verdict.about: verdict for verdict in self.given()}
            for verdict in verdicts:
                before = mine.get(verdict.about)
                if before is not None and structs.replace(verdict, replaces=before.replaces) == before:
                    made.append(before)
                    continue
                made.append(structs.replace(verdict, replaces=before.id if before else None))
                mine[verdict.about] = made[-1]
            self._ledger.append(made, self.by, self._clock())
        return made

    def agree(self, other: Verdict, note: str = "") -> Verdict:
        """Take over what somebody else said of a thing, on what is read today."""
        about, body = other.about, other.body
        verdict = Verdict(about=about, seen=seen(self.view, about), decision=other.decision, by=self.by, body=body, note=note)
        return self.record([verdict])[0]

    def undo(self, *about: str) -> list[Verdict]:
        """Put back what this person said before: of the thing that is named, else of everything in the last step (a verdict, a
        merge, a split, a file). Where nothing was said before, the verdict is withdrawn. Undo again takes the undo back.
        """
        entries = self._mine()
        if about:
            thing = resolved(self.view, *about)
            current = [verdict for verdict in self.given() if verdict.about == thing]
        else:
            current = _last_step(entries)
        if not current:
            raise ReviewError(f"{', '.join(about) or 'undo'}: {self.by} has given no verdict that could be taken back")
        known = {entry.id: entry.body for entry in entries if isinstance(entry.body, Verdict)}
        return self.record([_before(verdict, known) for verdict in current])

    def merge(self, *names: str, note: str = "") -> list[Verdict]:
        """Say that these incidents (or claims) are one happening: as many `same` as it takes for all their accounts to come
        together. Their old names go on resolving.
        """
        if len(names) < 2:
            raise ReviewError("a merge names two incidents or more")
        keys = list(dict.fromkeys(key for name in names for key in self._accounts(name)))
        firsts = list(dict.fromkeys(self._accounts(name)[0] for name in names))
        if len(firsts) < 2:
            raise ReviewError(f"{', '.join(names)}: that is one incident already")
        tried, waiting, said = {firsts[0]}, firsts[1:], list[Verdict]()
        while waiting:
            tried |= set(waiting)
            said += [self.verdict((firsts[0], key), "same", note=note) for key in waiting]
            home = self._together(keys, said)
            left = [key for key in keys if home[key] != home[firsts[0]]]
            waiting = [key for key in left if key not in tried][:1]
        if left:
            raise ReviewError(
                f"{' and '.join(names)} cannot come together: somebody said that accounts of them are of different happenings; "
                f"`rashomon verdicts` lists what was said, `rashomon undo` takes it back"
            )
        return self.record(said)

    def split(self, name: str, keys: Sequence[str], note: str = "") -> list[Verdict]:
        """Say that these claims of an incident are of another happening than its other accounts: `same` among them, and as many
        `different` as it takes for the others to stay.
        """
        all_ = self.view.incident(name).claims
        out = [resolved(self.view, key) for key in dict.fromkeys(keys)]
        stranger = next((key for key in out if key not in all_), None)
        rest = [key for key in all_ if key not in out]
        if stranger is not None or not out:
            raise ReviewError(f"{stranger or name}: a split names claims of the incident {name}; `rashomon show` lists them")
        if not rest:
            raise ReviewError(f"{name}: these are all of its claims, so that nothing would be left; name only those that go")
        said = [self.verdict((out[0], rest[0]), "different", note=note)]
        said += [self.verdict((out[0], key), "same", note=note) for key in out[1:]]
        for _ in all_:
            home = self._together(all_, said)
            first = home[out[0]]
            strays = [(out[0], key) for key in rest if home[key] == first]  # and those whom an earlier `same` holds back
            strays += [(one, key) for one in out if home[one] != first for key in rest if home[key] == home[one]]
            if not strays:
                break
            said += [self.verdict(pair, "different", note=note) for pair in strays]
        return self.record(said)

    def shown(self, verdict: Verdict) -> tuple[Claim, ...]:
        """The claims as the reviewer who gave this verdict saw them; empty where they are in the ledger no more (redacted)."""
        return seen_then(verdict, lambda key: self._ledger.entries(kind="reading", about=key))

    def given(self) -> tuple[Verdict, ...]:
        """This person's last verdict on each thing."""
        return latest(entry.body for entry in self._mine() if isinstance(entry.body, Verdict))

    def _accounts(self, name: str) -> Sequence[str]:
        about = resolved(self.view, name)
        return (about,) if self.view.has_claim(about) else self.view.incident(name).claims

    def _together(self, keys: Sequence[str], said: Sequence[Verdict]) -> dict[str, int]:
        """Which of these claims would come together, by the number of their cluster, were this said as well."""
        standing = self.view.standing
        if standing.pairing is None:
            raise ReviewError("nothing is reconciled yet; `rashomon reconcile` does")
        rulings = ruling((*standing.verdicts, *said))
        found = clustered(keys, standing.documents, standing.readings, standing.pairing, self.view.words, rulings)
        home = {key: n for n, cluster in enumerate(found) for key in cluster}
        return {key: home.get(key, -1) for key in keys}

    def _body(self, thing: str, slots: Mapping[str, Any]) -> dict[str, Any]:
        claims = as_read(self.view, thing) or [self.view.claim(thing)[0]]
        document = self.view.claim(thing)[1]
        return body_of(slots, Room(claims[0], document, self.view.words, self._named))

    def _mine(self) -> list[Entry]:
        return [entry for entry in self._ledger.entries(kind="verdict") if entry.made_by == self.by]


def _last_step(entries: Sequence[Entry]) -> list[Verdict]:
    """What was appended together last: of one moment and one line after the other."""
    found: list[Verdict] = []
    for n, entry in enumerate(reversed(entries)):
        if (entry.recorded_at, entry.seq) != (entries[-1].recorded_at, entries[-1].seq - n):
            break
        if isinstance(entry.body, Verdict):
            found.append(entry.body)
    return found[::-1]


def _before(verdict: Verdict, known: Mapping[str, Verdict]) -> Verdict:
    """What the same person said before; that it is withdrawn, where that was nothing."""
    earlier = known.get(verdict.replaces or "")
    if earlier is None:
        return structs.replace(verdict, decision=TAKEN_BACK, body=None, note="", replaces=None)
    return structs.replace(earlier, replaces=None)


def seen_then(verdict: Verdict, entries: Callable[[str], Iterable[Entry]]) -> tuple[Claim, ...]:
    """The claims as the reviewer who gave this verdict saw them, by the lines of the ledger about each."""
    found: dict[str, list[Claim]] = {}
    for key in things(verdict.about) if of_claims(verdict.about) else ():
        for entry in entries(key):
            if isinstance(entry.body, Reading):
                found.setdefault(key, []).extend(c for c in entry.body.claims if c.key == key)
    tried = product(*found.values()) if found else ()
    return next((claims for claims in tried if seen_digest(*claims) == verdict.seen), ())
