"""Reviewing a case: verdicts, undo, a second reviewer, challenges, corrections, merges and splits, the queue, agreement."""

from __future__ import annotations

import shutil
from functools import lru_cache
from itertools import permutations
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec import structs

from rashomon.case import Case, ReviewError, UnknownNameError, open_case
from rashomon.case.review_about import challenged, seen
from rashomon.case.review_alpha import agreement, alpha
from rashomon.case.review_correct import Room, body_of, written
from rashomon.case.review_queue import GROUPS
from rashomon.case.review_text import as_text
from rashomon.ledger import Ledger
from rashomon.model import Body, Incident, Reading, Verdict, corrected
from rashomon.model.correction import SLOTS


@pytest.fixture
def case(sample: Case, tmp_path: Path) -> Case:
    """A copy of the sample that a test may judge as it likes."""
    return open_case(shutil.copytree(sample.folder, tmp_path / "case"))


def two(case: Case) -> tuple[Incident, Incident]:
    """The two largest incidents."""
    a, b = sorted(case.incidents(), key=lambda i: (-len(i.claims), i.id))[:2]
    return a, b


def clusters(case: Case) -> set[frozenset[str]]:
    return {frozenset(incident.claims) for incident in case.incidents()}


def reread(case: Case, key: str, **changes: Any) -> None:
    """A later version of the linker reads one claim otherwise; with `gone=True` not at all."""
    case.ledger.append([other_reading(case, key, **changes)], "test", "2030-01-01")


def other_reading(case: Case, key: str, gone: bool = False, **changes: Any) -> Reading:
    reading = next(r for r in case.ledger.standing().as_read if any(c.key == key for c in r.claims))
    claims = tuple(structs.replace(c, **changes) if c.key == key else c for c in reading.claims if not (gone and c.key == key))
    method = structs.replace(reading.method, version=f"{reading.method.version}+{len(list(case.ledger.entries()))}")
    return structs.replace(reading, method=method, claims=claims)


# ------------------------------------------------------------ verdicts and undo


def test_undo_puts_back_what_was_said_before_and_again_takes_that_back(case: Case) -> None:
    key = case.view().claims()[0].key
    for decision in ("accept", "reject"):
        case.judge(key, decision, by="anna")  # type: ignore[arg-type]
    said = []
    for _ in range(3):
        case.undo("anna")
        said.append(case.view().judgements[key].decision)
    assert said == ["accept", "reject", "accept"]
    assert len([e for e in case.history(key) if e.kind == "verdict"]) == 5
    assert case.verify() == []


def test_undo_of_a_first_verdict_withdraws_it(case: Case) -> None:
    key = case.view().claims()[0].key
    case.judge(key, "reject", by="anna")
    assert [v.decision for v in case.undo("anna")] == ["withdrawn"]
    assert case.view().judgements[key].state == "open"
    assert key in {item.about for item in case.queue()} | {k for i in case.incidents() for k in i.claims}
    assert case.undo("anna", key)[0].decision == "reject"


def test_undo_is_of_ones_own_words(case: Case) -> None:
    key = case.view().claims()[0].key
    case.judge(key, "reject", by="anna")
    with pytest.raises(ReviewError, match="boris has given no verdict"):
        case.undo("boris")
    with pytest.raises(ReviewError, match="no verdict"):
        case.undo("anna", case.view().claims()[1].key)


def test_saying_the_same_again_records_nothing(case: Case) -> None:
    key = case.view().claims()[0].key
    first = case.judge(key, "accept", by="anna")
    assert case.judge(key, "accept", by="anna") == first
    assert [e.kind for e in case.history(key)].count("verdict") == 1


def test_a_verdict_is_signed(case: Case) -> None:
    for name in ("", "  ", "an\x1bna"):
        with pytest.raises(ReviewError, match="--as NAME"):
            case.review(name)
    (case.folder / "rashomon.toml").write_text('name = "x"\n[review]\nreviewer = "anna"\n')
    assert open_case(case.folder).review().by == "anna"


@pytest.mark.parametrize(
    ("names", "decision", "sentence"),
    [
        ((0,), "same", "name both"),
        ((0, 1), "accept", "same, different, unsure"),
        ((0, 0), "same", "one and the same"),
        (("incident",), "reject", "said of its claims"),
        (("nothing of the kind",), "accept", "no incident of that name"),
        ((0, 1, 2), "same", "about one thing, or about two"),
        ((0,), "correct", "says what is right"),
        (("point:nothing",), "accept", "is written point:"),
        (("point:nothing/killed//",), "accept", "no question of that name"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(case: Case, names: Any, decision: Any, sentence: str) -> None:
    claims, incident = case.view().claims(), case.incidents()[0]
    about = [claims[n].key if isinstance(n, int) else incident.id if n == "incident" else n for n in names]
    before = len(list(case.ledger.entries()))
    with pytest.raises((ReviewError, UnknownNameError), match=sentence):
        case.judge(about, decision, by="anna")
    assert len(list(case.ledger.entries())) == before


def test_names_may_be_shortened_and_incidents_stand_for_their_oldest_account(case: Case) -> None:
    a, b = two(case)
    verdict = case.judge([a.id[:9], b.id], "different", by="anna")
    assert verdict.about == "|".join(sorted((a.claims[0], b.claims[0])))
    assert case.judge(a.claims[1][:10], "accept", by="anna").about == a.claims[1]
    own = case.judge([a.id, a.claims[0]], "unsure", by="anna").about
    assert own == "|".join(sorted(a.claims[:2]))


def test_a_rejected_claim_is_no_account_of_anything(case: Case, tmp_path: Path) -> None:
    a, _ = two(case)
    key = a.claims[0]
    case.judge(key, "reject", by="anna")
    assert all(key not in i.claims for i in case.incidents())
    case.view().export("claims", tmp_path / "claims.jsonl")
    assert key not in (tmp_path / "claims.jsonl").read_text()
    assert case.view().unsettled
    case.reconcile()
    assert not case.view().unsettled
    assert key in {c.key for c in case.view().claims()}, "it is still there to be taken back"
    case.undo("anna")
    assert not case.view().unsettled, "the earlier comparison holds again"
    assert case.incident(a.id).claims == a.claims


# ------------------------------------------------------------ corrections


def room(case: Case, key: str) -> Room:
    claim, document = case.view().claim(key)
    return Room(claim, document, case.vocabulary(), case._named)


def test_a_correction_changes_what_is_told_and_counted(case: Case) -> None:
    point = next(
        (i, p)
        for i in case.incidents()
        for p in i.points
        if p.slot == "killed" and p.standing == "contested" and p.party == "TUR"
    )
    key = point[1].positions[0].voices[0].claim
    case.judge(key, "correct", by="anna", body={"figures": "killed TUR 4444"})
    values = [p.value for q in case.incident(key).points if (q.slot, q.party) == ("killed", "TUR") for p in q.positions]
    assert any(getattr(value, "low", None) == 4444 for value in values)
    assert case.view().as_read[key].figures[0].low != 4444
    assert case.view().unsettled


def test_every_slot_can_be_corrected(case: Case) -> None:
    key = two(case)[0].claims[0]
    claim, document = case.view().claim(key)
    body = {
        "kind": "shelling",
        "stance": "deny",
        "certainty": "possible",
        "speakers": "Hulusi Akar (TUR); a nurse",
        "actors": "RUS; SYR (operator)",
        "targets": "CIV",
        "weapons": claim.anchor.sentence.split()[0],
        "place": "Balyun @ 35.71, 36.52",
        "time": "2020-02-26/2020-02-27",
        "figures": "killed TUR 33; wounded 32-36; destroyed SYR 5+ tanks; displaced 900,000 in total",
        "evidence": "video",
        "against_interest": "yes",
        "background": "no",
        "revises": "yes",
    }
    assert set(body) == set(SLOTS)
    case.judge(key, "correct", by="anna", body=body)
    now = case.view().claim(key)[0]
    assert (now.kind, now.stance, now.certainty, now.against_interest, now.background, now.revises) == (
        "shelling", "deny", "possible", True, False, True,
    )  # fmt: skip
    assert [(s.name, s.party) for s in now.speakers] == [("Hulusi Akar", "TUR"), ("a nurse", None)]
    assert [(a.party, a.role) for a in now.actors] == [("RUS", None), ("SYR", "operator")]
    assert [(a.party, a.id) for a in now.targets] == [("CIV", None)]
    assert (now.place and (now.place.lat, now.place.lon, now.place.name)) == (35.71, 36.52, "Balyun")
    assert (now.when and (now.when.earliest, now.when.latest)) == ("2020-02-26", "2020-02-27")
    assert [(f.measure, f.low, f.high, f.party, f.of, f.cumulative) for f in now.figures] == [
        ("killed", 33, 33, "TUR", None, False),
        ("wounded", 32, 36, None, None, False),
        ("destroyed", 5, None, "SYR", "tanks", False),
        ("displaced", 900000, 900000, None, None, True),
    ]
    assert now.evidence == ("video",)
    assert now.anchor == claim.anchor
    spans = [*now.actors, *now.targets, *now.figures, *now.weapons, *now.speakers, now.place, now.when]
    assert all(document.text[s.start : s.end] == s.text for s in spans if s is not None)
    case.judge(key, "correct", by="anna", body={"place": "-", "time": "-", "actors": "-", "figures": []})
    now = case.view().claim(key)[0]
    assert (now.place, now.when, now.actors, now.figures) == (None, None, (), ())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("kind=shellling", "did you mean shelling"),
        ("stance=maybe", "'maybe' is no stance"),
        ("certainty=sure", "no certainty"),
        ("actors=RSU", "no party.*RUS"),
        ("targets=the men of nowhere at all", "no such words"),
        ("place=Xyzzyville", "write it with its coordinates"),
        ("place=X @ 135.0, 36.0", "is nowhere"),
        ("time=27 February", "is no date"),
        ("time=2020-02-30", "is no date"),
        ("time=2020-03-01/2020-02-27", "is before"),
        ("figures=33 killed", "write MEASURE"),
        ("figures=kiled 33", "did you mean.*killed"),
        ("figures=killed XYZ 33", "'XYZ' is no party"),
        ("figures=killed 33-9", "lower number first"),
        ("weapons=a trebuchet", "sentence's own words"),
        ("evidence=hearsay", "sort of evidence"),
        ("background=perhaps", "neither yes nor no"),
        ("colour=red", "no such slot"),
        ("kind", "write SLOT=VALUE"),
    ],
)
def test_what_is_wrong_with_a_correction_is_one_sentence(sample: Case, line: str, sentence: str) -> None:
    key = two(sample)[0].claims[0]
    with pytest.raises(ReviewError, match=sentence) as told:
        body_of(written([line]), room(sample, key))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ({"figures": [{"measure": "killed"}]}, "no number"),
        ({"figures": [{"measure": "killed", "high": -3}]}, "no range"),
        ({"place": {"name": "X", "lat": 3.0}}, "one coordinate"),
        ({"place": {"name": " "}}, "has a name"),
        ({"actors": [{}]}, "a party, a name"),
        ({"speakers": [{"name": ""}]}, "has a name"),
        ({"stance": 3}, "stance"),
        ({"place": {"name": "X", "color": 1}}, "unknown field"),
        ({}, "says what is right"),
    ],
)
def test_so_it_is_for_json(sample: Case, slots: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ReviewError, match=sentence):
        body_of(slots, room(sample, two(sample)[0].claims[0]))


def test_a_part_of_the_world_gets_no_point(sample: Case) -> None:
    place = body_of({"place": "Europe"}, room(sample, two(sample)[0].claims[0]))["place"]
    assert (place["name"], place.get("lat"), place.get("lon")) == ("Europe", None, None)


def test_what_was_read_can_be_written_as_a_correction(sample: Case) -> None:
    """The text of a slot, given as a correction, sets the slot to what it was: for each claim of the sample."""
    view = sample.view()
    named = lru_cache(sample._named)
    for key, claim in view.as_read.items():
        document = view.claim(key)[1]
        held = Room(claim, document, view.words, named)
        for slot, said in as_text(claim).items():
            if slot == "time" and said.startswith("("):
                continue  # no ISO day is known
            made = corrected(claim, body_of({slot: said}, held), document.text)
            assert as_text(made)[slot] == said, (key, slot)


# ------------------------------------------------------------ challenges


def test_a_changed_reading_challenges_and_the_human_value_stands(case: Case) -> None:
    key = two(case)[0].claims[0]
    case.judge(key, "correct", by="anna", body={"kind": "shelling"})
    reread(case, key, stance="question")
    view = case.view()
    assert view.claim(key)[0].kind == "shelling"
    first = case.queue("anna")[0]
    assert (first.group, first.about) == ("challenged", key)
    assert "reads differently now" in first.why
    session = case.review("anna")
    assert session.shown(first.verdicts[0])[0].stance != "question"
    session.judge(key, "accept")
    assert key not in {item.about for item in case.queue("anna")}
    assert case.view().claim(key)[0].kind != "shelling"


def test_a_claim_that_is_not_read_any_more_stays_if_a_person_accepted_it(case: Case) -> None:
    a, _ = two(case)
    key = a.claims[1]
    case.judge(key, "accept", by="anna")
    reread(case, key, gone=True)
    case.reconcile()
    assert key in {k for i in case.incidents() for k in i.claims}
    item = case.queue()[0]
    assert (item.group, item.about) == ("challenged", key)
    assert "not read any more" in item.why
    case.judge(key, "accept", by="anna")
    assert key not in {i.about for i in case.queue()}
    case.judge(key, "reject", by="anna")
    assert key not in {k for i in case.incidents() for k in i.claims}


def test_a_verdict_on_an_incident_or_a_question_is_challenged_when_it_changes(case: Case) -> None:
    contested = next(item for item in case.queue() if item.group == "contested")
    assert contested.incident is not None
    case.judge(contested.about, "accept", by="anna")
    case.judge(contested.incident, "accept", by="anna")
    assert contested.about not in {item.about for item in case.queue()}
    assert not challenged(case.view())
    case.judge(contested.claims[0], "reject", by="anna")
    again = {item.about for item in case.queue() if item.group == "challenged"}
    assert contested.about in again
    assert len(again) == 2
    assert case.view().judgements[contested.about].decision == "accept"
    assert {e.about for e in case.history(contested.incident) if e.kind == "verdict"} >= again


# ------------------------------------------------------------ two reviewers, the queue


def test_two_reviewers_keep_their_words_and_a_dispute_goes_to_the_queue(case: Case) -> None:
    key = two(case)[0].claims[0]
    case.judge(key, "reject", by="anna")
    assert not [i for i in case.incidents() if key in i.claims]
    case.judge(key, "accept", by="boris")
    assert [i for i in case.incidents() if key in i.claims], "nothing of a dispute stands"
    assert [item.about for item in case.queue("anna") if item.group == "disputed"] == [key]
    assert [item.about for item in case.queue() if item.group == "disputed"] == [key]
    assert key not in {item.about for item in case.queue("boris")}, "who spoke last knows of it"
    disputed = next(item for item in case.queue("anna") if item.about == key)
    case.review("anna").agree(disputed.verdicts[1])
    assert case.view().judgements[key].decision == "accept"
    assert key not in {item.about for item in case.queue("anna")}


def test_a_second_reviewer_is_asked_without_being_told(case: Case) -> None:
    key = two(case)[0].claims[0]
    case.judge(key, "correct", by="anna", body={"kind": "shelling"}, note="see the footage")
    assert key not in {item.about for item in case.queue("boris")}
    blind = next(item for item in case.queue("boris", second=True) if item.about == key)
    assert (blind.group, blind.verdicts) == ("second", ())
    assert key not in {item.about for item in case.queue("anna", second=True)}
    case.judge(key, "unsure", by="boris")
    assert case.view().judgements[key].decision == "correct", "who cannot tell disputes nothing"


def test_who_cannot_tell_asks_the_others(case: Case) -> None:
    key = two(case)[0].claims[0]
    case.judge(key, "unsure", by="anna")
    assert [i.about for i in case.queue("boris") if i.group == "unsure"] == [key]
    assert key not in {i.about for i in case.queue("anna")}


def test_the_queue_is_in_its_order_and_complete(case: Case) -> None:
    items = case.queue()
    ranks = [GROUPS.index(item.group) for item in items]
    assert ranks == sorted(ranks)
    assert len({item.about for item in items}) == len(items)
    contested = [sum(len(p.voices) for p in i.point.positions) for i in items if i.point]
    assert contested
    asked = {item.about for item in items}
    assert {key for incident in case.incidents() for key in incident.claims} <= asked
    for item in items:
        assert item.seen == seen(case.view(), item.about)
    for item in items[:40]:
        decision = "unsure" if "|" in item.about else "accept"
        case.judge(item.about, decision, by="anna")  # type: ignore[arg-type]
    assert not asked.intersection(i.about for i in case.queue("anna")) & {i.about for i in items[:40]}


def test_contradicting_words_about_pairs_are_shown(case: Case) -> None:
    a, b = two(case)
    x, y, z = a.claims[0], a.claims[1], b.claims[0]
    case.judge([x, z], "same", by="anna")
    case.judge([y, z], "same", by="anna")
    case.judge([x, y], "different", by="boris")
    assert "contradiction" in {item.group for item in case.queue()}


def test_a_merge_against_the_word_of_another_is_refused(case: Case) -> None:
    a, b = two(case)
    case.judge([a.claims[1], b.claims[1]], "different", by="boris")
    before = len(list(case.ledger.entries()))
    with pytest.raises(ReviewError, match="cannot come together"):
        case.merge(a.id, b.id, by="anna")
    assert len(list(case.ledger.entries())) == before


# ------------------------------------------------------------ merges and splits


def test_a_merge_brings_all_accounts_together_and_old_names_resolve(case: Case) -> None:
    a, b = two(case)
    case.merge(a.id, b.id, by="anna")
    one = case.incident(a.id)
    assert set(one.claims) >= {*a.claims, *b.claims}
    assert case.incident(b.id) == one
    assert [e for e in case.history(b.id) if e.kind == "verdict"]
    with pytest.raises(ReviewError, match="one incident already"):
        case.merge(a.id, b.id, by="anna")
    before = clusters(case)
    case.undo("anna")
    assert {i.claims for i in case.incidents()} >= {a.claims, b.claims}
    assert clusters(case) != before


def test_a_split_takes_these_claims_out_and_leaves_the_others(case: Case) -> None:
    a, _ = two(case)
    out = a.claims[1:4]
    case.split(a.id, out, by="anna")
    home = {key: i.id for i in case.incidents() for key in i.claims}
    assert len({home[key] for key in out}) == 1
    rest = [key for key in a.claims if key not in out]
    assert all(home[key] != home[out[0]] for key in rest if key in home)
    assert case.incident(a.id).claims[0] == a.claims[0]
    with pytest.raises(ReviewError, match="nothing would be left"):
        case.split(a.id, case.incident(a.id).claims, by="anna")
    with pytest.raises(ReviewError, match="names claims of the incident"):
        case.split(a.id, [out[0]], by="anna")
    case.undo("anna")
    assert case.incident(a.id).claims == a.claims


def test_a_split_takes_out_what_a_merge_had_brought_in(case: Case) -> None:
    a, _ = two(case)
    alone = next(i for i in case.incidents() if len(i.claims) == 1)
    case.merge(a.id, alone.id, by="anna")
    out = [a.claims[1], a.claims[2], alone.claims[0]]
    case.split(a.id, out, by="anna")
    home = {key: i.id for i in case.incidents() for key in i.claims}
    assert not {home[key] for key in out} & {home[key] for key in a.claims if key not in out}


def test_a_name_outlives_the_account_that_gave_it(case: Case) -> None:
    a, _ = two(case)
    case.judge(a.claims[0], "reject", by="anna")
    case.reconcile()
    now = case.incident(a.id)
    assert now.id != a.id
    assert a.claims[1] in now.claims
    alone = next(i for i in case.incidents() if len(i.claims) == 1)
    case.judge(alone.claims[0], "reject", by="anna")
    with pytest.raises(UnknownNameError, match="anna rejected its only account"):
        case.incident(alone.id)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_merges_and_splits_in_any_order(sample: Case, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """After any of them: what was said holds, every name there ever was resolves, undo goes back, a rebuild gives the same."""
    folder = shutil.copytree(sample.folder, tmp_path_factory.mktemp("any") / "case")
    with open_case(folder) as case:
        names = {i.id for i in case.incidents()}
        for _ in range(data.draw(st.integers(1, 3))):
            before = clusters(case)
            found = sorted(case.incidents(), key=lambda i: i.id)
            large = [i for i in found if len(i.claims) > 2]
            if data.draw(st.booleans()):
                a, b = data.draw(st.permutations(found))[:2]
                try:
                    case.merge(a.id, b.id, by="anna")
                except ReviewError:
                    assert clusters(case) == before
                    continue
                assert {*a.claims, *b.claims} <= set(case.incident(a.id).claims)
            else:
                a = data.draw(st.sampled_from(large))
                out = data.draw(st.lists(st.sampled_from(a.claims[1:]), min_size=1, max_size=3, unique=True))
                case.split(a.id, out, by="anna")
                home = {key: i.id for i in case.incidents() for key in i.claims}
                assert not {home.get(key) for key in out} & {home.get(key) for key in a.claims if key not in out} - {None}
            after = clusters(case)
            names |= {i.id for i in case.incidents()}
            assert all(case.incident(name) for name in names)
            case.undo("anna")
            assert clusters(case) == before
            case.undo("anna")
            assert clusters(case) == after
        bodies = list(case.ledger.entries())
        with Ledger.open(folder.parent / "again.sqlite") as again:
            for entry in bodies:
                body: Body = entry.body
                again.append([body], entry.made_by, entry.recorded_at)
            assert again.standing() == case.ledger.standing()
        for name in names:
            assert case.incident(name)


def test_reconciling_after_each_verdict_or_once_gives_the_same(case: Case, tmp_path: Path) -> None:
    a, b = two(case)
    other = open_case(shutil.copytree(case.folder, tmp_path / "other"))
    words = [
        (a.claims[0], "reject", None),
        (a.claims[1], "correct", {"kind": "shelling", "time": "2020-02-20"}),
        (b.claims[0], "correct", {"place": "-"}),
        ([a.claims[2], b.claims[1]], "different", None),
    ]
    for about, decision, body in words:
        case.judge(about, decision, by="anna", body=body)  # type: ignore[arg-type]
        case.reconcile()
    for about, decision, body in words:
        other.judge(about, decision, by="anna", body=body)  # type: ignore[arg-type]
    other.reconcile()
    assert case.incidents() == other.incidents()


# ------------------------------------------------------------ agreement

A = ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."]
B = ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"]
C = [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."]
D = ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."]


@pytest.mark.parametrize(
    ("observers", "published"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        ((A, B, C, D), 0.743),
    ],
)
def test_alpha_is_that_of_the_published_examples(observers: Any, published: float) -> None:
    """Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): examples A, B and C."""
    units = [[value for value in unit if value != "."] for unit in zip(*observers, strict=True)]
    found = alpha(units)
    assert found is not None
    assert round(found, 3) == published


units_ = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=12)


@given(units_, st.randoms(use_true_random=False))
def test_alpha_knows_no_order_and_no_names(units: list[list[str]], random: Any) -> None:
    mixed = [random.sample(unit, len(unit)) for unit in units]
    random.shuffle(mixed)
    renamed = [[{"a": "x", "b": "y", "c": "z"}[value] for value in unit] for unit in mixed]
    one, other = alpha(units), alpha(renamed)
    assert (one is None) == (other is None)
    assert one is None or other is None or abs(one - other) < 1e-9


@given(units_)
def test_alpha_is_one_minus_observed_over_expected_disagreement(units: list[list[str]]) -> None:
    """By the definition: the mean disagreement within units over that of any two pairable values."""
    pairable = [unit for unit in units if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    found = alpha(units)
    if len(set(values)) < 2:
        assert found is None
        return
    n = len(values)
    within = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in pairable) / n
    between = sum(a != b for a, b in permutations(values, 2)) / (n * (n - 1))
    assert found is not None
    assert abs(found - (1 - within / between)) < 1e-9
    assert found <= 1


def test_agreement_compares_what_two_said_of_the_same_reading(case: Case) -> None:
    keys = list(case.incidents()[0].claims) + list(case.incidents()[1].claims)
    for n, key in enumerate(keys[:4]):
        case.judge(key, "accept", by="anna")
        case.judge(key, "reject" if n == 3 else "accept", by="boris")
    case.judge(keys[0], "correct", by="boris", body={"kind": "shelling"})
    found = {row.what: row for row in case.agreement()}
    assert (found["claims"].units, found["claims"].same, found["claims"].reviewers) == (4, 2, ("anna", "boris"))
    assert found["claims"].alpha is not None
    assert (found["kind"].units, found["kind"].same) == (3, 2)
    assert found["stance"].alpha is None
    assert "one and the same value" in (found["stance"].why or "")
    one, two_ = (Verdict(about="k", seen=s, decision="accept", by=b) for s, b in (("1", "anna"), ("2", "boris")))
    assert [(row.units, row.alpha) for row in agreement([one, two_]) if row.what == "claims"] == [(0, None)]
    assert agreement([]) == ()
