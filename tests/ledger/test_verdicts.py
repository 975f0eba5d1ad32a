"""What stands of people's verdicts: one standing for every order of arrival, nobody overruled, nothing lost by a re-reading."""

from __future__ import annotations

from random import Random
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from msgspec import structs

from rashomon.ledger import Ledger, seen_digest, settle
from rashomon.model import Body, Claim, Document, Judgement, Reading, Verdict, judgements, latest, ruling
from rashomon.model.correction import corrected, holds
from rashomon.model.verdict import things
from tests.ledger import values as v
from tests.ledger.test_ledger_settle import entries

PEOPLE = ("anna", "boris", "chen")
DECISIONS = ("accept", "reject", "correct", "unsure", "withdrawn")
BODIES = ({"kind": "shelling"}, {"kind": "air-strike"}, {"stance": "deny"}, {"kind": "shelling", "stance": "deny"})


def chained(acts: list[tuple[str, str, dict[str, Any] | None]], about: str = "k", seen: str = "s") -> list[Verdict]:
    """These acts as the ledger gets them: each replaces the same person's last one."""
    last: dict[str, str] = {}
    made = []
    for by, decision, body in acts:
        verdict = Verdict(about=about, seen=seen, decision=decision, by=by, body=body, replaces=last.get(by))  # type: ignore[arg-type]
        last[by] = verdict.id
        made.append(verdict)
    return made


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, str, dict[str, Any] | None]]:
    """What up to three people say one after the other."""
    decision = draw(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(DECISIONS)), max_size=8))
    return [(by, d, draw(st.sampled_from(BODIES)) if d == "correct" else None) for by, d in decision]


def essence(found: dict[str, Judgement]) -> dict[str, Any]:
    """A judgement without the order of its verdicts."""
    return {a: (j.state, j.decision, j.body, j.slots, {x.id for x in j.verdicts}) for a, j in found.items()}


@given(acts(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_folds_to_one_standing(said: Any, random: Random) -> None:
    verdicts = chained(said)
    expected = essence(judgements(verdicts))
    mixed = verdicts * 2
    random.shuffle(mixed)
    assert essence(judgements(mixed)) == expected


@given(acts())
def test_the_rule_in_words(said: Any) -> None:
    """The last word of each person; one decision stands where all who decided agree, and nothing where they do not."""
    last = {by: (decision, body) for by, decision, body in said}
    found = judgements(chained(said)).get("k")
    if found is None:
        assert not said
        return
    assert {x.by: (x.decision, x.body) for x in found.verdicts} == last
    deciding = {by: said for by, said in last.items() if said[0] not in ("unsure", "withdrawn")}
    decisions = {decision for decision, _ in deciding.values()}
    if not decisions:
        assert (found.state, found.decision) == ("open", None)
    elif len(decisions) > 1:
        assert (found.state, found.decision, found.body) == ("disputed", None, {})
    elif decisions == {"correct"}:
        bodies = [body for _, body in deciding.values()]
        for slot in {slot for body in bodies for slot in body}:
            values = {body[slot] for body in bodies if slot in body}
            assert (slot in found.body) == (len(values) == 1)
            assert (slot in found.slots) == (len(values) > 1)
    else:
        assert (found.state, found.decision) == ("stands", decisions.pop())


def test_accept_reject_accept_are_three_lines_and_one_word() -> None:
    verdicts = chained([("anna", "accept", None), ("anna", "reject", None), ("anna", "accept", None)])
    assert len({x.id for x in verdicts}) == 3
    assert latest(verdicts) == (verdicts[2],)
    assert [x.decision for x in ruling(verdicts)] == ["accept"]


def test_nobody_replaces_the_word_of_another() -> None:
    anna = Verdict(about="k", seen="s", decision="accept", by="anna")
    boris = Verdict(about="k", seen="s", decision="reject", by="boris", replaces=anna.id)
    assert latest([anna, boris]) == (anna, boris)
    assert judgements([anna, boris])["k"].state == "disputed"


def test_of_two_last_words_made_in_two_copies_the_later_line_counts() -> None:
    one, two = (Verdict(about="k", seen="s", decision=d, by="anna") for d in ("accept", "reject"))  # type: ignore[arg-type]
    assert latest([one, two]) == (two,)
    assert latest([two, one]) == (one,)


@pytest.mark.parametrize(
    ("about", "names"),
    [("k", ("k",)), ("a|b", ("a", "b")), ("incident:n", ("n",)), ("point:n/killed/TUR/", ("n",))],
)
def test_a_verdict_is_found_under_what_it_is_about(about: str, names: tuple[str, ...]) -> None:
    assert things(about) == names


# ------------------------------------------------------------ corrections and re-readings


def linked(doc: Document, engine: Reading, killed: float = 3, version: str = "1", found: bool = True) -> Reading:
    """A linked reading whose offsets hold; `found`: whether it finds the claim."""
    reading = v.linked(doc, engine, killed, structs.replace(v.LINK, version=version))
    figures = tuple(structs.replace(f, text="", end=f.start) for c in reading.claims for f in c.figures)
    claims = tuple(structs.replace(claim, figures=figures) for claim in reading.claims)
    return structs.replace(reading, claims=claims if found else ())


def only(reading: Reading) -> Claim:
    assert len(reading.claims) == 1
    return reading.claims[0]


def test_a_correction_is_laid_over_what_was_read_and_outlives_a_re_reading() -> None:
    doc = v.document("a", b"The army shelled it.")
    engine = v.said(doc)
    one, two = linked(doc, engine, 3), linked(doc, engine, 9, "2")
    right = v.verdict(only(one).key, seen_digest(only(one)), "correct", body={"kind": "air-strike", "stance": "deny"})
    before, after = settle(entries(doc, engine, one, right)), settle(entries(doc, engine, one, right, two))
    for standing, low in ((before, 3), (after, 9)):
        claim = only(standing.readings[0])
        assert (claim.kind, claim.stance, claim.figures[0].low) == ("air-strike", "deny", low)
        assert only(standing.as_read[0]).kind == "shelling"
    assert (before.challenged, after.challenged) == ((), (right.id,))
    assert before.judged
    assert before.judged == after.judged


def test_where_two_differ_it_is_as_it_was_read() -> None:
    doc = v.document("a", b"The army shelled it.")
    engine = v.said(doc)
    reading = linked(doc, engine)
    claim = only(reading)
    mine = v.verdict(claim.key, seen_digest(claim), "correct", body={"kind": "air-strike"})
    yours = structs.replace(mine, by="Other", decision="accept", body=None)
    standing = settle(entries(doc, engine, reading, mine, yours))
    assert only(standing.readings[0]).kind == "shelling"
    assert standing.judged == ""
    assert standing.verdicts == (mine, yours)


def test_an_accepted_claim_stays_where_a_later_reading_does_not_find_it() -> None:
    doc = v.document("a", b"The army shelled it.")
    engine = v.said(doc)
    reading = linked(doc, engine)
    blind = linked(doc, engine, 3, "2", found=False)
    claim = only(reading)
    accepted = v.verdict(claim.key, seen_digest(claim))
    standing = settle(entries(doc, engine, reading, accepted, blind))
    assert standing.readings[0].claims == (claim,)
    assert standing.as_read[0].claims == ()
    assert standing.challenged == (accepted.id,)
    again = structs.replace(accepted, seen=seen_digest(), replaces=accepted.id)
    renewed = settle(entries(doc, engine, reading, accepted, blind, again))
    assert renewed.readings[0].claims == (claim,), "who saw that it is gone and kept to it is not asked again"
    assert renewed.challenged == ()
    rejected = structs.replace(accepted, decision="reject", replaces=accepted.id)
    assert settle(entries(doc, engine, reading, accepted, blind, rejected)).readings[0].claims == ()


def test_words_that_left_the_document_are_kept_in_the_ledger_only() -> None:
    doc, new = v.document("a", b"The army shelled it."), v.document("a", b"Nothing here.", "2023-04-16")
    engine, other = v.said(doc), v.said(new)
    reading, later = linked(doc, engine), linked(new, other, found=False)
    accepted = v.verdict(only(reading).key, seen_digest(only(reading)))
    standing = settle(entries(doc, engine, reading, accepted, new, other, later))
    assert standing.readings[0].claims == ()
    assert (standing.verdicts, standing.challenged) == ((accepted,), (accepted.id,))
    assert not holds(only(reading), new.text)


versions = st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=4)


@settings(max_examples=80)
@given(versions, acts(), st.integers(0, 4))
def test_no_human_value_is_lost(readings: Any, said: Any, at: int) -> None:
    """However often it is read again, with whatever result: each last word is there, and what stands of it holds."""
    doc = v.document("a", b"The army shelled it.")
    engine = v.said(doc)
    made: list[Body] = [doc, engine]
    for n, (killed, found) in enumerate(readings):
        made.append(linked(doc, engine, killed, str(n), found or n == 0))
    first = made[2]
    assert isinstance(first, Reading)
    verdicts = chained(said, only(first).key, seen_digest(only(first)))
    lines = [*made[: 3 + at], *verdicts, *made[3 + at :]]
    standing = settle(entries(*lines))
    assert {(x.by, x.decision) for x in standing.verdicts} == {(by, d) for by, d in {b: d for b, d, _ in said}.items()}
    kept = {claim.key: claim for claim in standing.readings[0].claims}
    for judgement in judgements(standing.verdicts).values():
        if judgement.decision in ("accept", "correct"):
            claim = kept[judgement.about]
            for slot, value in judgement.body.items():
                assert getattr(claim, slot) == value
    changed = {j.about for j in judgements(verdicts).values() if j.decision in ("accept", "correct")}
    assert changed <= kept.keys()
    asked = set(standing.challenged)
    for verdict in standing.verdicts:
        now = [c for c in standing.as_read[0].claims if c.key == verdict.about]
        assert (verdict.id in asked) == (verdict.decision != "withdrawn" and seen_digest(*now) != verdict.seen)


def test_a_redacted_reading_gives_nothing_back() -> None:
    """What had to be removed is not put back by a verdict that once accepted it."""
    doc = v.document("a", b"The army shelled it.")
    engine = v.said(doc)
    reading = linked(doc, engine)
    blind = linked(doc, engine, 3, "2", found=False)
    accepted = v.verdict(only(reading).key, seen_digest(only(reading)))
    lines = [line for line in entries(doc, engine, reading, accepted, blind) if line.body not in (engine, reading)]
    lines += entries(structs.replace(engine, claims=()))  # the engine's line, so that the linked one is fitting
    assert settle(lines).readings[0].claims == ()


def test_a_takedown_covers_what_people_wrote_about_it(ledger: Ledger) -> None:
    doc = v.document("a", b"The army shelled it.")
    engine = v.said(doc)
    reading = linked(doc, engine)
    key, seen = only(reading).key, seen_digest(only(reading))
    note = v.verdict(key, seen, note="I know the driver")
    plain = structs.replace(note, by="Other", note="")
    data = doc.text.encode()
    ledger.append([v.capture(data), doc, engine, reading, note, plain], "t", v.T[0], blobs=[data])
    ledger.redact(doc.capture, "asked for", "editor", v.T[1])
    assert [e.id for e in ledger.entries(kind="verdict") if isinstance(e.body, Verdict)] == [plain.id]
    assert ledger.verify() == []


TEXT = "Ankara said on Friday that 1,200 shells and 33 rockets fell near Tell Zayn."


def test_corrections_are_pinned_to_the_words_of_the_sentence() -> None:
    of = v.document("a", TEXT.encode())
    start = TEXT.index("33 rockets")
    quote = "33 rockets fell near Tell Zayn"
    anchor = structs.replace(v.claim("a", TEXT).anchor, quote=quote, start=start, end=start + len(quote))
    claim = structs.replace(v.claim("a", TEXT), anchor=anchor, actors=(), figures=())
    body = {
        "place": {"name": "Tell Zayn", "country": "SYR"},
        "actors": [{"name": "Ankara", "party": "TUR"}, {"party": "SYR"}],
        "figures": [{"measure": "killed", "low": 33, "high": 33}, {"measure": "killed", "low": 3}],
        "time": None,
        "weapons": ["rockets"],
        "speakers": [{"name": "Ankara", "party": "TUR"}],
    }
    made = corrected(claim, body, of.text)
    spans = [*made.actors, *made.figures, *made.weapons, *made.speakers, made.place]
    assert all(of.text[s.start : s.end] == s.text for s in spans if s is not None)
    assert [s.text for s in spans if s] == ["Ankara", "", "33", "", "rockets", "Ankara", "Tell Zayn"]
    assert made.when is None
    assert holds(made, of.text)
    assert made.actors[1].name == "SYR"


def test_a_body_of_another_shape_corrects_nothing() -> None:
    claim = v.claim("a", "The army shelled it.")
    for body in (None, {}, {"colour": "red"}, {"figures": "many"}, {"stance": "perhaps"}):
        assert corrected(claim, body, "The army shelled it.") == claim
