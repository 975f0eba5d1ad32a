"""The case at one moment: what a reader, a page or an export is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from msgspec import structs

from rashomon.case import briefs
from rashomon.case.errors import UnknownNameError
from rashomon.case.flow import told
from rashomon.case.rows import Rows
from rashomon.export import FORMATS, Format, content, feed, save
from rashomon.export.brief import FORMS, Index, gathered, page, write
from rashomon.model import (
    Claim,
    Document,
    Incident,
    Judgement,
    Pairing,
    Point,
    Position,
    Reading,
    Standing,
    Verdict,
    incident_name,
    judgements,
    ruling,
)
from rashomon.model.verdict import CREDIBILITY, INCIDENT, RELIABILITY, things
from rashomon.reconcile import (
    RULES,
    Deciding,
    Explanation,
    Interest,
    Origin,
    Record,
    Suggestion,
    Under,
    accounts,
    credibility,
    deciding,
    explain,
    interests,
    lineage,
    of_claim,
    overall,
    records,
    reliability,
    stakes,
    under,
)
from rashomon.reconcile.telling import Told
from rashomon.vocabulary import Vocabulary


class View:
    """A standing, with look-ups by name. Frozen: it shows the same thing for ever. `past` gives earlier pairings, which know
    what a name meant whose account is gone; `recorded` when each verdict was recorded, by its id.
    """

    def __init__(
        self,
        standing: Standing,
        name: str,
        words: Vocabulary,
        past: Callable[[], Iterable[Pairing]] = tuple,
        recorded: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self.standing = standing
        self.name = name
        self.words = words
        self._past = past
        self._recorded = recorded
        self._told_in: dict[str, dict[str, Told]] = {}

    @property
    def documents(self) -> Rows[Document]:
        """The current version of every document."""
        return Rows.of(self.standing.documents)

    def claims(self) -> Rows[Claim]:
        """Every claim of every current reading, comments and links to other stories included."""
        return Rows.of(claim for reading in self.standing.readings for claim in reading.claims)

    def incidents(self) -> Rows[Incident]:
        """What the claims were grouped into, oldest happening first."""
        return Rows.of(self.standing.incidents)

    def find(self, name: str) -> Incident | None:
        """The incident of exactly that id, now or before a merge; None for a claim's key and for anything else."""
        return None if name in self._claims else self._names.get(name)

    def incident(self, name: str) -> Incident:
        """The incident of that id, of an id that it had before a merge, of a claim's key, or of a unique beginning of one."""
        found = self._names.get(name) or self._by_beginning(name) or self._of_a_gone_account(name)
        if found is None:
            raise UnknownNameError(self._nothing(name))
        return found

    def claim(self, key: str) -> tuple[Claim, Document]:
        """The claim of that key, with its document."""
        if key not in self._claims:
            raise UnknownNameError(f"{key}: no claim of that key; `rashomon export claims` lists them")
        claim = self._claims[key]
        return claim, self._documents[claim.anchor.address]

    def why(self, a: str, b: str) -> Explanation:
        """Why two claims are told of one incident, or are not; each by its key, or an incident by its name (then the two claims
        that are most alike are spoken of). Raises UnknownNameError for another name, and where nothing is reconciled yet.
        """
        pairing = self.standing.pairing
        one, other = ((name,) if name in self._claims else self.incident(name).claims for name in (a, b))
        if pairing is None:
            raise UnknownNameError(f"{a}, {b}: nothing is compared yet; `rashomon reconcile` does")
        readings = list(self._paired.values())
        return explain(one, other, self.standing.documents, readings, pairing, self.words, self.rulings)

    def deciding(self) -> tuple[Deciding, ...]:
        """The pairs that decide how claims are grouped, those on which most hangs first; none where nothing is reconciled."""
        pairing = self.standing.pairing
        if pairing is None:
            return ()
        return deciding(self.standing.documents, list(self._paired.values()), pairing, self.words, self.rulings)

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """What people said of each thing, and what of it stands."""
        return judgements(self.standing.verdicts)

    @cached_property
    def assessed_as(self) -> dict[str, str]:
        """For each incident that people assessed, by its name now, the name that it had then: its own before any other."""
        begin = CREDIBILITY + INCIDENT
        names = [about.removeprefix(begin) for about in self.judgements if about.startswith(begin)]
        heirs = [(self._names.get(name) or self._of_a_gone_account(name), name) for name in names]
        found = {heir.id: name for heir, name in reversed(heirs) if heir is not None}
        return found | {name: name for heir, name in heirs if heir is not None and heir.id == name}

    @cached_property
    def rulings(self) -> tuple[Verdict, ...]:
        """The verdicts that stand."""
        return ruling(self.standing.verdicts)

    @property
    def unsettled(self) -> bool:
        """Whether verdicts changed what claims say since the last reconciling."""
        pairing = self.standing.pairing
        return pairing is not None and pairing.judged != self.standing.judged

    def origins(self, name: str) -> Rows[Origin]:
        """The independent origins of what is said of an incident: which voices hang together, why, and who repeats whom."""
        incident = self.incident(name)
        told = [address for address in sorted(self._voiced(incident)) if address in self._paired]
        documents, readings = [self._documents[address] for address in told], [self._paired[address] for address in told]
        return Rows.of(lineage(incident, documents, readings, self.words))

    def under(self, name: str, policy: str) -> Under:
        """An incident under a policy ("ucdp"): its numbers, answers and grades, each with the claims behind it. The rules in
        words are `rashomon.vocabulary.policies.policies()`. Raises UnknownNameError for another name of either.
        """
        incident = self.incident(name)
        return self._under(incident, policy, self._told(self._voiced(incident)))

    def all_under(self, policy: str) -> Rows[Under]:
        """Every incident under a policy, in the order of `incidents`."""
        told = self._told({document.address for document in self.standing.documents})
        return Rows.of(self._under(incident, policy, told) for incident in self.standing.incidents)

    def _under(self, incident: Incident, policy: str, told: Mapping[str, Told]) -> Under:
        self._known(policy)
        return under(incident, policy, told, self.words, self._doubted)

    def _known(self, policy: str | None) -> None:
        if policy is not None and policy not in RULES:
            raise UnknownNameError(f"{policy}: no policy of that name; there are {', '.join(sorted(RULES))}")

    @cached_property
    def _doubted(self) -> frozenset[str]:
        """The claims of sources whom people judged not usually reliable or worse, where that stands."""
        judged = [(about, j) for about, j in self.judgements.items() if about.startswith(RELIABILITY) and j.state == "stands"]
        names = {things(about)[0] for about, judgement in judged if judgement.body.get("grade") in ("D", "E")}
        known = [record for record in self.sources() if names & set(record.names)] if names else []
        return frozenset(key for record in known for key in (*record.claimed, *record.denied, *record.conceded))

    def sources(self, name: str | None = None) -> Rows[Record]:
        """The record of every voice: what it claimed, conceded, denied and revised, what others bore out or contradicted later,
        whom it repeats, its words for each side; those with most claims first. `name`: the voices whose id begins so, or one of
        whose names has these words. Raises UnknownNameError where there are none.
        """
        found = self._records
        if name is not None:
            words = " ".join(name.split()).casefold()
            found = tuple(r for r in found if r.id.startswith(name) or any(words in n.casefold() for n in r.names))
            if not found or not words:
                raise UnknownNameError(f"{name}: no voice of that name; `rashomon sources` lists them")
        return Rows.of(found)

    def voice(self, name: str) -> Record:
        """The record of the one voice of that name, id, or part of a name. Raises UnknownNameError for none and for several."""
        found = self._voices.get(name) or self.sources(name)
        if len(found) > 1:
            names = "; ".join(record.name for record in found[:5])
            raise UnknownNameError(f"{name}: there are several voices of that name ({names}); `rashomon sources` has their ids")
        return found[0]

    def teller(self, key: str) -> Record | None:
        """The record of the voice that makes the claim of this key; None where it asserts and denies nothing."""
        return self._tellers.get(key)

    @cached_property
    def _tellers(self) -> dict[str, Record]:
        return {key: record for record in self._records for key in (*record.claimed, *record.denied, *record.conceded)}

    @cached_property
    def _voices(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self._records:
            for name in dict.fromkeys((record.id, *record.names)):
                found[name].append(record)
        return dict(found)

    def reliability(self, name: str) -> Suggestion:
        """The grade (B to F) that is suggested for a source, with its reason and claims: what became of what it said here."""
        return reliability(self.voice(name))

    def credibility(self, name: str) -> tuple[Suggestion, ...]:
        """The grades (1 to 6) that are suggested for an incident or a claim: first for the whole, then for every answer."""
        incident = self.incident(name)
        accounts_ = self._told(self._voiced(incident))
        found = credibility(incident, accounts_, self.words)
        mine = of_claim(name, found, accounts_) if name in self._claims else found
        first = mine[0] if name in self._claims and mine else overall(mine)
        return (first, *mine) if first else ()

    def interests(self, name: str) -> Rows[Interest]:
        """What the voices of an incident would gain or lose by the answers that they give: own and enemy losses, blame, by
        dated ties. Answers in which nobody has a stake are left out.
        """
        incident = self.incident(name)
        return Rows.of(interests(incident, self._told(self._voiced(incident)), self.words))

    def beside(self, point: Point, position: Position) -> tuple[str, ...]:
        """The same for one answer, in words."""
        told = self._told({voice.document for voice in position.voices})
        return tuple(stake.reason for stake in stakes(point, position, told, self.words))

    @cached_property
    def recorded(self) -> Mapping[str, str]:
        """When each verdict was recorded, by its id."""
        return self._recorded()

    @cached_property
    def _records(self) -> tuple[Record, ...]:
        return records(self.standing.incidents, self.standing.documents, told(self.standing), self.words)

    def _voiced(self, incident: Incident) -> set[str]:
        """The documents in which anybody speaks of it."""
        voices = (voice for point in incident.points for position in point.positions for voice in position.voices)
        return {*incident.documents, *(voice.document for voice in voices)}

    def _told(self, addresses: Collection[str]) -> dict[str, Told]:
        """The claims of these documents that may count, as they were reconciled."""
        found: dict[str, Told] = {}
        for address in sorted(addresses):
            if address not in self._told_in and address in self._documents:
                reading = [self._paired[address]] if address in self._paired else []
                self._told_in[address] = accounts([self._documents[address]], reading)
            found |= self._told_in.get(address, {})
        return found

    @cached_property
    def _paired(self) -> dict[str, Reading]:
        """The readings that were reconciled, by address."""
        paired = set(self.standing.pairing.readings) if self.standing.pairing else set()
        return {reading.address: reading for reading in self.standing.readings if reading.id in paired}

    def unreconciled(self) -> int:
        """How many readings came after the last reconciling."""
        return len(self.standing.readings) - len(self._paired)

    def export(self, format: str, to: Path | str | BinaryIO) -> int:
        """Write the export of that name to a path or an open file; returns the number of rows. Raises UnknownNameError for
        another format.
        """
        if isinstance(to, str | Path):
            return save(self._format(format), self._shown, Path(to))
        return feed(self._format(format), self._shown, to)

    def content(self, format: str) -> bytes:
        """The export of that name, to the byte what `export` writes. Raises UnknownNameError for another format."""
        return content(self._format(format), self._shown)

    def brief(
        self, chosen: Sequence[str] | None = None, title: str | None = None, form: str = "html", policy: str | None = None
    ) -> bytes:
        """The brief of the incidents of these names (default: the weightiest ones), under that title (default: the case's
        name), as "html", "md", "docx" or "pdf"; with a policy, the numbers that it gives stand beside the answers. The same
        view gives the same bytes. Raises UnknownNameError for another name, form or policy, ExportError where the packages of
        `rashomon[documents]` are wanted.
        """
        if form not in FORMS:
            raise UnknownNameError(f"{form}: no form of a brief; there are {', '.join(FORMS)}")
        self._known(policy)
        ids = None if chosen is None else [self.incident(name).id for name in chosen]
        index = Index(self._shown, self.words, self.beside)
        rule = briefs.policy(policy, self.under, index) if policy else None
        return write(gathered(index, title or self.name, ids, policy=rule), form, self.standing.asof)

    def between(self, since: str | None = None, until: str | None = None) -> list[str]:
        """Names of the incidents that may have happened in a period (ISO days, both included), oldest first, for `brief`.
        Raises CaseError for what is no day.
        """
        return briefs.between(self.standing.incidents, since, until)

    @cached_property
    def _shown(self) -> Standing:
        """What exports show: claims that people rejected are none."""
        return structs.replace(self.standing, readings=told(self.standing))

    def _format(self, format: str) -> Format:
        if format not in FORMATS:
            raise UnknownNameError(f"{format}: no export of that name; there are {', '.join(sorted(FORMATS))}")
        return self._brief() if format == "brief" else FORMATS[format]

    def _brief(self) -> Format:
        """The brief with this case's name and its own parties' names."""

        def feed(standing: Standing) -> Iterator[bytes]:
            made = page(standing, title=self.name, vocabulary=self.words, beside=self.beside)
            yield made.encode("utf-8", "replace")

        return structs.replace(FORMATS["brief"], feed=feed)

    def has_claim(self, key: str) -> bool:
        """Whether a claim has this key."""
        return key in self._claims

    def claim_key(self, name: str) -> str | None:
        """A claim's key, by itself or by the beginning of it (four characters or more) where no incident begins so."""
        if name in self._claims:
            return name
        incidents = self.find(name) is not None or any(i.id.startswith(name) for i in self.standing.incidents)
        found = [key for key in self._claims if key.startswith(name)] if len(name) >= 4 and not incidents else []
        return found[0] if len(found) == 1 else None

    @cached_property
    def as_read(self) -> dict[str, Claim]:
        """The claims by key as they were read, without people's corrections."""
        return {claim.key: claim for reading in self.standing.as_read for claim in reading.claims}

    def _of_a_gone_account(self, name: str) -> Incident | None:
        """The incident that now has the accounts which stood beside the one that gave this name, where that one was rejected or
        is not read any more: by the latest pairing that knew it.
        """
        for pairing in reversed(list(self._past())):
            beside: dict[str, list[tuple[float, str]]] = {}
            for pair in pairing.pairs:
                beside.setdefault(pair.a, []).append((-pair.score, pair.b))
                beside.setdefault(pair.b, []).append((-pair.score, pair.a))
            start = next((key for key in beside if name in (key, incident_name(key))), None)
            waiting, seen = [start] if start else [], set[str]()
            while waiting:
                key = waiting.pop(0)
                if key in self._names:
                    return self._names[key]
                seen.add(key)
                waiting += [other for _, other in sorted(beside.get(key, ())) if other not in seen]
        return None

    def _nothing(self, name: str) -> str:
        """Why there is no incident of that name."""
        for verdict in self.rulings:
            if verdict.decision == "reject" and name in (verdict.about, incident_name(verdict.about)):
                return f"{name}: no incident any more; {verdict.by} rejected its only account"
        return f"{name}: no incident of that name; `rashomon incidents` lists them"

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.key: claim for claim in self.claims()}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.address: document for document in self.standing.documents}

    @cached_property
    def _names(self) -> dict[str, Incident]:
        return dict(self._every_name())

    def _every_name(self) -> Iterator[tuple[str, Incident]]:
        for incident in self.standing.incidents:
            for key in incident.claims:
                yield key, incident
                yield incident_name(key), incident
        for incident in self.standing.incidents:
            yield incident.id, incident

    def _by_beginning(self, name: str) -> Incident | None:
        found = {incident.id: incident for full, incident in self._names.items() if name and full.startswith(name)}
        return next(iter(found.values())) if len(found) == 1 else None
