"""Origins: reprints, owners, sides, witnesses of one report, relays."""

from __future__ import annotations

from typing import Any

from rashomon.model import Document, Passage
from rashomon.reconcile.lineage import lineage
from rashomon.reconcile.origins import SHARED, SHARED_WITH_ERRORS, count, errors, fingerprint, outlets, reprints, shared
from rashomon.reconcile.telling import Told
from rashomon.reconcile.voices import Voicing, identities, party_in, publisher, said_at, voicing
from rashomon.vocabulary import shipped
from tests.reconcile.accounts import Case, claim, document, figure, point, speaker

STORY = (
    "Mortar rounds fell on the fish market of the old harbour shortly before noon and killed six porters who were unloading "
    "crates of ice from a lorry, the harbour master said. A second salvo broke the windows of the customs house. Divers "
    "searched the basin until dusk, and the ferry to the islands was cancelled for the rest of the week."
)
REWORKED = (
    "Six porters were killed when mortar rounds fell on the fish market of the old harbour shortly before noon, the harbour "
    "master said; they were unloading crates of ice from a lorry. A second salvo broke windows of the customs house. Divers "
    "searched the basin until dark. The ferry to the islands was cancelled for the rest of the week. (agencies)"
)
OWN_WORDS = (
    "At least six people lost their lives as shells struck stalls near the water in the late morning. Witnesses saw smoke "
    "above the quay. The governor announced three days of mourning and asked fishermen to stay ashore; the clinic wants blood."
)


def told(text: str, name: str, publisher_name: str, day: str = "2020-03-02", **more: Any) -> Told:
    """The whole text as one claim."""
    of = document(name, text, day, publisher_name, about_source=more.pop("about_source", {}))
    return Told(claim(of, text.rstrip("."), "shelling", **more), of)


def test_reprints_go_back_to_the_first_publisher() -> None:
    """Reworked agency copy is a reprint; another report of the same is none; a publisher does not reprint itself."""
    first = document("first.txt", STORY, "2020-03-02T10:00", "Harbour Wire")
    second = document("second.txt", REWORKED, "2020-03-02T18:00", "Evening Sheet")
    third = document("third.txt", OWN_WORDS, "2020-03-02T11:00", "Island Radio")
    again = document("again.txt", STORY, "2020-03-03", "Harbour Wire")
    undated = document("undated.txt", STORY, None, "Pirate Copy")
    expected = {"first.txt": "first.txt", "second.txt": "first.txt", "third.txt": "third.txt", "undated.txt": "first.txt"}
    assert reprints([undated, third, second, first]) == expected
    assert reprints([first, again])["again.txt"] == "again.txt"


def test_fingerprints_leave_comments_out() -> None:
    """A comment that quotes the article makes no reprint; short texts cannot be recognised."""
    body = document("a.txt", STORY)
    passages = (
        Passage(role="body", start=0, end=len(OWN_WORDS)),
        Passage(role="comment", start=len(OWN_WORDS), end=len(OWN_WORDS) + len(STORY)),
    )
    quoting = document("b.txt", OWN_WORDS + STORY, passages=passages)
    assert shared(fingerprint(body), fingerprint(quoting)) < SHARED
    assert shared(fingerprint(document("c.txt", "Six died.")), fingerprint(document("d.txt", "Six died."))) == 0
    assert shared(fingerprint(body), fingerprint(document("e.txt", STORY))) == 1


def voices(*entries: Told) -> int:
    """Origins of these claims' voices."""
    spoken = [voicing(entry, shipped()) for entry in entries]
    names = identities(spoken)
    documents: dict[str, Document] = {entry.document.address: entry.document for entry in entries}
    return count([(voice, names[voice]) for voice in spoken], outlets(documents.values()))


def test_who_is_one_origin() -> None:
    """One ministry quoted twice, organs of one side, one owner, two witnesses of one report, a relay."""
    ministry = (speaker("a spokesman for the Defence Ministry", "TUR"),)
    staff = (speaker("the General Staff", "TUR"),)
    baker, nurse = (speaker("a baker"),), (speaker("a nurse"),)
    post = told("Shells fell.", "post.txt", "Morning Post", speakers=ministry)
    sheet = told("Guns fired.", "sheet.txt", "Evening Sheet", speakers=staff)
    assert voices(post, sheet) == 1
    assert voices(told("A.", "a.txt", "Post"), told("B.", "b.txt", "Sheet")) == 2
    owned = {"owner": "Brown Group"}
    assert voices(told("A.", "a.txt", "Post", about_source=owned), told("B.", "b.txt", "Sheet", about_source=owned)) == 1
    assert voices(told("A.", "a.txt", "Post", speakers=baker), told("A b.", "a.txt", "Post", speakers=nurse)) == 1
    assert voices(told("A.", "a.txt", "Post", speakers=baker), told("B.", "b.txt", "Sheet", speakers=nurse)) == 2
    relayed = (speaker("local sources"), speaker("Harbour Wire"))
    assert voices(told("A.", "a.txt", "Post", speakers=relayed), told("B.", "b.txt", "Sheet", speakers=relayed)) == 1
    doctor = (speaker("Doctor Amal Haddad"),)
    assert voices(told("A.", "a.txt", "Post", speakers=doctor), told("B.", "b.txt", "Sheet", speakers=doctor)) == 1


def test_who_passes_something_on_vouches_for_it_also_in_its_own_report() -> None:
    """ "Local sources told Harbour Wire" in another paper, and Harbour Wire's own report of what local sources say."""
    relayed = (speaker("local sources"), speaker("Harbour Wire"))
    owned = {"owner": "Brown Group"}
    post = told("A.", "a.txt", "Post", speakers=relayed)
    assert voices(post, told("B.", "b.txt", "Harbour Wire", speakers=(speaker("a porter"),), about_source=owned)) == 1
    assert voices(post, told("B.", "b.txt", "Sheet", speakers=(speaker("a porter"),))) == 2


PART = "Mortar rounds fell on the fish market of Sarabiq shortly before noon. "
SLIP = PART + (
    "The minister of fisheries flew home from a meeting abroad and will speak tomorrow in the assembly about compensation for "
    "those whose boats lie at the bottom of the basin."
)
COPY = PART + OWN_WORDS


def test_a_slip_that_two_reports_share_betrays_a_copy() -> None:
    """Some words in common are no reprint by themselves; with "Sarabiq" for "Saraqib" in both it is."""
    first = document("a.txt", SLIP, publisher="Post")
    second = document("b.txt", COPY, "2020-03-03", publisher="Sheet")
    right = [document(f"{n}.txt", f"Shells fell on Saraqib, says number {n}.", publisher=f"Paper {n}") for n in range(3)]
    likeness = shared(fingerprint(first), fingerprint(second))
    assert SHARED_WITH_ERRORS < likeness < SHARED
    assert errors([first, second, *right])[:2] == [frozenset({"Sarabiq"})] * 2
    assert reprints([first, second, *right])["b.txt"] == "a.txt"
    assert reprints([first, second, *right[:1]])["b.txt"] == "b.txt"  # one other spelling proves nothing
    spelt = [document(d.address, d.text.replace("Sarabiq", "Saraqib"), publisher=d.source.name) for d in (first, second)]
    assert reprints([*spelt, *right])["b.txt"] == "b.txt"


def test_lineage_says_why_voices_are_one_origin_and_who_repeats_whom() -> None:
    where = {"place": "Tell Zayn", "when": "2020-03-01", "figures": (figure("killed", 5),)}
    post = document("a.txt", "Five people were killed at Tell Zayn, the army said. At Tell Zayn five died.", publisher="Post")
    sheet = document("b.txt", "Five people were killed at Tell Zayn, the ministry said.", publisher="Sheet")
    other = document("c.txt", "Five people were killed at Tell Zayn.", publisher="Gazette")
    army = claim(post, "Five people were killed", "shelling", speakers=(speaker("the army", "SYR"),), **where)
    own = claim(post, "five died", "shelling", **where)
    state = claim(sheet, "Five people were killed", "shelling", speakers=(speaker("the ministry", "SYR"),), **where)
    alone = claim(other, "Five people were killed", "shelling", **where)
    case = Case((post, (army, own)), (sheet, (state,)), (other, (alone,)))
    (incident,) = case.incidents()
    found = lineage(incident, case.documents, case.readings, case.vocabulary)
    assert sorted(sorted(v.name for v in origin.voices) for origin in found) == [
        ["Gazette"],
        ["Post"],
        ["the army", "the ministry"],
    ]
    assert [(b.reason, sorted(b.claims)) for b in found[0].bonds] == [("all speak for SYR", sorted([army.key, state.key]))]
    [repeats] = [r for origin in found for r in origin.repeats]
    assert (repeats.who, repeats.document, repeats.whom) == ("Post", "a.txt", "the army")
    assert "killed" in repeats.slots


def test_names_of_one_voice() -> None:
    """Articles and "spokesman" do not tell voices apart; two sides are two; a witness is known in one outlet only."""

    def one(a: Told, b: Told) -> bool:
        x, y = voicing(a, shipped()), voicing(b, shipped())
        names = identities([x, y])
        return names[x] == names[y]

    def saying(name: str, side: str | None = None, report: str = "a.txt", outlet: str = "Post") -> Told:
        return told("Shells fell.", report, outlet, speakers=(speaker(name, side),))

    assert one(saying("the Health Ministry"), saying("A spokesman for the Health Ministry", None, "b.txt", "Sheet"))
    assert one(saying("The ministry", "TUR"), saying("the Defence Ministry", "TUR"))
    assert not one(saying("the Defence Ministry", "TUR"), saying("the Defence Ministry", "SYR", "b.txt", "Sheet"))
    assert not one(saying("residents"), saying("residents", None, "b.txt", "Sheet"))
    assert one(saying("the city hospital"), saying("the surgeon at the city hospital", None, "b.txt"))
    assert one(saying("the city hospital"), saying("the city hospital", None, "b.txt", "Sheet"))


def test_ambiguous_short_names_stay_in_their_report() -> None:
    """ "The ministry" beside two ministries is the one of its own report."""
    health = voicing(told("A.", "a.txt", "Post", speakers=(speaker("Health Ministry", "TUR"),)), shipped())
    defence = voicing(told("B.", "b.txt", "Sheet", speakers=(speaker("Defence Ministry", "TUR"),)), shipped())
    short = voicing(told("C.", "b.txt", "Sheet", speakers=(speaker("The Ministry", "TUR"),)), shipped())
    names = identities([health, defence, short])
    assert names[short] == names[defence] != names[health]


def test_publishers_that_are_a_side() -> None:
    """A side's ministry as publisher is that side; an observatory with a country in its name is not."""
    assert party_in("Ministry of Defence of Georgia", shipped()) == "GEO"
    assert party_in("Georgian Review of Books", shipped()) is None
    organ = publisher(
        document("a.txt", "x", publisher="Whoever", about_source={"kind": "state organ", "party": "TUR"}), shipped()
    )
    assert (organ.party, organ.organ) == ("TUR", True)
    outlet = publisher(document("a.txt", "x", publisher="Whoever", about_source={"kind": "outlet", "party": "TUR"}), shipped())
    assert (outlet.party, outlet.organ) == (None, False)


def test_named() -> None:
    """A proper name, an organ or a publisher is recognised elsewhere; "a doctor" is not."""

    def voice(name: str) -> Voicing:
        return voicing(told("A.", "a.txt", "Post", speakers=(speaker(name),)), shipped())

    assert voice("Doctor Amal").named
    assert not voice("a doctor").named
    assert publisher(document("a.txt", "x"), shipped()).named


def test_said_at() -> None:
    """An update is said at its own time; without any date nobody knows."""
    text = "Shells fell. More shells fell."
    passages = (
        Passage(role="update", start=0, end=12, posted="2020-03-02T15:00"),
        Passage(role="body", start=12, end=len(text)),
    )
    of = document("a.txt", text, "2020-03-02T09:00", passages=passages)
    update, body = claim(of, "Shells fell", "shelling"), claim(of, "More shells fell", "shelling")
    later, earlier = said_at(Told(update, of)), said_at(Told(body, of))
    assert later is not None
    assert earlier is not None
    assert later - earlier == 0.25
    unknown = document("b.txt", text, None, passages=(Passage(role="update", start=0, end=12, posted="at noon"),))
    assert said_at(Told(claim(unknown, "Shells fell", "shelling"), unknown)) is None


def test_a_reprint_moves_on_with_the_voice_that_it_repeats() -> None:
    """The hospital said 9, a reprint repeats 9, the hospital corrects to 12: nobody holds 9 any more, and one voice said so."""
    day: dict[str, Any] = {"place": "Tell Zayn", "when": "2020-03-01"}
    hospital = (speaker("the city hospital"),)
    of = document("a.txt", f"Nine died at Tell Zayn, the city hospital said. {STORY}", "2020-03-01T10:00", "Wire")
    copy = document("b.txt", f"NINE DEAD\nNine died at Tell Zayn, the city hospital said. {REWORKED}", "2020-03-02", "Sheet")
    new = document("c.txt", "The toll at Tell Zayn rose to 12, the city hospital said.", "2020-03-03", "Wire")
    first = claim(of, "Nine died at Tell Zayn", "shelling", speakers=hospital, figures=[figure("killed", 9)], **day)
    headline = claim(copy, "NINE DEAD", "casualties", section="headline", figures=[figure("killed", 9)])
    second = claim(copy, "Nine died at Tell Zayn", "shelling", speakers=hospital, figures=[figure("killed", 9)], **day)
    third = claim(new, "The toll at Tell Zayn rose to 12", "shelling", speakers=hospital, figures=[figure("killed", 12)], **day)
    incident = Case((of, (first,)), (copy, (headline, second)), (new, (third,))).home(first)
    assert incident is not None
    assert headline.key in incident.claims
    toll = point(incident, "killed")
    assert toll.standing == "superseded"
    assert [(p.value, p.origins) for p in toll.positions] == [(toll.positions[0].value, 1)]
    assert [(r.direction, r.voice) for r in incident.revisions if r.slot == "killed"] == [("up", "the city hospital")]
