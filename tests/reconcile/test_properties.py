"""What must hold for any set of accounts: order and repetition change nothing, comparing is symmetric, verdicts are kept."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from msgspec import structs

from rashomon.model import Claim, Document, Reading, Verdict
from rashomon.reconcile import explain, incidents, pair
from rashomon.reconcile.compare import compare
from rashomon.reconcile.telling import Told, telling
from rashomon.vocabulary import shipped
from rashomon.vocabulary.comparing import referring_words
from tests.reconcile.accounts import claim, document, figure, reading, speaker

SENTENCES = ("Guns hit the ridge.", "Nine porters died.", "The mill burned all night.", "Jets came back.", "Nobody was there.")
KINDS = ("shelling", "air-strike", "attack", "casualties", "talks", "displacement", "presence", "denial", "shootdown")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Accounts = tuple[list[Document], list[Reading]]


@st.composite
def details(draw: st.DrawFn) -> dict[str, Any]:
    """Everything about a claim but its text."""
    day = date(2020, 3, 1) + timedelta(days=draw(st.integers(0, 3)))
    last = day + timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 6))))
    low = draw(st.integers(0, 20))
    count = figure(
        draw(st.sampled_from(("killed", "wounded", "killed_or_wounded", "destroyed"))),
        low,
        draw(st.sampled_from((low, None, low + 5))),
        party=draw(st.sampled_from((None, "TUR", "CIV"))),
        of=draw(st.sampled_from((None, "tanks", "children"))),
        cumulative=draw(st.sampled_from((False, False, True))),
    )
    return {
        "kind": draw(st.sampled_from(KINDS)),
        "place": draw(st.sampled_from((None, "Tell Zayn", "Tal Zein", "Deir Qasra", "Idlib", "Orlovka farm"))),
        "when": draw(st.sampled_from((None, str(day), f"{day}/{last}"))),
        "actors": draw(st.lists(st.sampled_from(("TUR", "SYR", "RUS")), max_size=2, unique=True)),
        "targets": draw(st.lists(st.sampled_from(("TUR", "SYR", "CIV")), max_size=1)),
        "stance": draw(st.sampled_from(("assert", "assert", "deny", "intend"))),
        "figures": draw(st.sampled_from(((), (count,)))),
        "speakers": draw(st.sampled_from(((), (speaker("the ministry", "TUR"),), (speaker("a nurse"),)))),
        "section": draw(st.sampled_from(("body", "body", "headline", "comment"))),
        "revises": draw(st.booleans()),
        "background": draw(st.booleans()),
    }


@st.composite
def accounts(draw: st.DrawFn) -> Accounts:
    """Up to five reports with up to four claims each."""
    documents, readings = [], []
    for n in range(draw(st.integers(1, 5))):
        published = draw(st.sampled_from(("2020-03-02", "2020-03-03T10:00", "2020-03-05", None)))
        of = document(f"{n}.txt", " ".join(SENTENCES), published, draw(st.sampled_from(("Courier", "Herald", "Ministry"))))
        claims: list[Claim] = []
        for sentence in draw(st.lists(st.sampled_from(SENTENCES), max_size=4, unique=True)):
            more = draw(details())
            claims.append(claim(of, sentence.rstrip("."), more.pop("kind"), **more))
        documents.append(of)
        readings.append(reading(of, *claims))
    return documents, readings


def reconciled(documents: list[Document], readings: list[Reading], *verdicts: Verdict) -> tuple[Any, Any]:
    """Pairing and incidents."""
    pairing = pair(documents, readings, shipped())
    return pairing, incidents(documents, readings, pairing, shipped(), verdicts)


@FEW
@given(accounts(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(told: Accounts, random: Any) -> None:
    """Equal output for every order of documents, readings and claims, and for doubled input."""
    documents, readings = told
    expected = reconciled(documents, readings)
    mixed, turned = documents * 2, readings * 2
    random.shuffle(mixed)
    random.shuffle(turned)
    assert reconciled(mixed, turned) == expected
    backwards = [reading(d, *reversed(r.claims)) for d, r in zip(documents, readings, strict=True)]
    assert reconciled(documents, backwards) == expected


@FEW
@given(accounts())
def test_comparing_is_symmetric(told: Accounts) -> None:
    """The score and its reasons are the same from both sides."""
    documents, readings = told
    words = referring_words("en")
    views = [telling(Told(c, d), words) for d, r in zip(documents, readings, strict=True) for c in r.claims]
    for a, b in combinations(views, 2):
        assert compare(a, b) == compare(b, a)


@FEW
@given(accounts())
def test_every_claim_is_in_one_incident_at_most(told: Accounts) -> None:
    """Incidents share no claim, hold no comment, and their names differ."""
    documents, readings = told
    _, made = reconciled(documents, readings)
    keys = [key for incident in made for key in incident.claims]
    assert len(keys) == len(set(keys))
    comments = {c.key for r in readings for c in r.claims if c.section == "comment"}
    assert comments.isdisjoint(keys)
    assert len({incident.id for incident in made}) == len(made)


@FEW
@given(accounts(), st.data())
def test_verdicts_are_kept(told: Accounts, data: st.DataObject) -> None:
    """What a person parted is apart, what a person joined is together, what a person rejected is gone."""
    documents, readings = told
    keys = sorted({c.key for r in readings for c in r.claims if c.section != "comment"})
    if len(keys) < 3:
        return
    a, b, gone = data.draw(st.permutations(keys))[:3]
    decision = data.draw(st.sampled_from(("same", "different")))
    about = "|".join(sorted((a, b)))
    verdicts = (
        Verdict(about=about, seen="", decision=decision, by="reviewer"),
        Verdict(about=gone, seen="", decision="reject", by="reviewer"),
    )
    _, made = reconciled(documents, readings, *verdicts)
    homes = {key: incident.id for incident in made for key in incident.claims}
    assert gone not in homes
    if decision == "different":
        assert a not in homes or b not in homes or homes[a] != homes[b]
    elif a in homes or b in homes:
        assert homes.get(a) == homes.get(b)


@FEW
@given(accounts(), st.data())
def test_the_explanation_says_what_the_incidents_show(told: Accounts, data: st.DataObject) -> None:
    """Two claims are explained as one incident exactly where they are of one, whichever is named first; features add up."""
    documents, readings = told
    pairing, made = reconciled(documents, readings)
    homes = {key: incident.id for incident in made for key in incident.claims}
    if len(homes) < 2:
        return
    a, b = data.draw(st.permutations(sorted(homes)))[:2]
    found = explain((a,), (b,), documents, readings, pairing, shipped())
    turned = explain((b,), (a,), documents, readings, pairing, shipped())
    assert found.together == (homes[a] == homes[b])
    assert (found.together, found.rule, found.score) == (turned.together, turned.rule, turned.score)
    assert found.score == round(sum(f.weight for f in found.features), 3)
    assert found.rule


@FEW
@given(accounts(), st.integers(0, 5))
def test_what_a_far_report_tells_changes_nothing_here(told: Accounts, cut: int) -> None:
    """Of two reports of other centuries and in other words it makes no difference which one a case holds besides."""
    documents, readings = told

    def beside(text: str, year: int) -> list[tuple[str, str, float]]:
        far = document("z.txt", text, f"{year}-03-02", "Gazette")
        alone = reading(far, claim(far, text.rstrip("."), "attack", place="Orlovka farm", when=f"{year}-03-01"))
        pairing, _ = reconciled([*documents[:cut], far, *documents[cut:]], [alone, *readings])
        return [(p.a, p.b, p.score) for p in pairing.pairs]

    assert beside("Quarry gates rusted.", 1811) == beside("Lanterns swung.", 1911)


def pinned(of: Claim) -> Claim:
    """The claim with place and time in its own sentence."""
    at = of.anchor.start
    where = structs.replace(of.place, start=at, end=at) if of.place else None
    return structs.replace(of, place=where, when=structs.replace(of.when, start=at, end=at) if of.when else None)


@settings(FEW, max_examples=200)
@given(accounts(), st.data())
def test_one_more_vague_claim_parts_nothing(told: Accounts, data: st.DataObject) -> None:
    """What tells a place, a day or a count of its own stays together when a report is found to say one more vague thing."""
    documents, readings = told
    readings = [reading(d, *map(pinned, r.claims)) for d, r in zip(documents, readings, strict=True)]
    n = data.draw(st.integers(0, len(documents) - 1))
    said = {c.anchor.quote for c in readings[n].claims}
    free = [sentence for sentence in SENTENCES if sentence.rstrip(".") not in said]
    if not free:
        return
    quote, kind = data.draw(st.sampled_from(free)).rstrip("."), data.draw(st.sampled_from(KINDS))
    actors = data.draw(st.lists(st.sampled_from(("TUR", "SYR", "RUS")), max_size=1))
    one_more = claim(documents[n], quote, kind, actors=actors, stance=data.draw(st.sampled_from(("assert", "deny"))))
    _, before = reconciled(documents, readings)
    _, after = reconciled(documents, [*readings[:n], reading(documents[n], *readings[n].claims, one_more), *readings[n + 1 :]])
    homes = {key: incident.id for incident in after for key in incident.claims}
    firm = {c.key for r in readings for c in r.claims if c.place or c.when or c.figures}
    for incident in before:
        assert len({homes.get(key) for key in incident.claims if key in firm}) <= 1


@FEW
@given(accounts())
def test_points_are_sound(told: Accounts) -> None:
    """Every position has a voice, a claim of the incident or of a neighbour that tells of presence, and at least one origin."""
    documents, readings = told
    _, made = reconciled(documents, readings)
    known = {c.key for r in readings for c in r.claims}
    for incident in made:
        for point in incident.points:
            assert point.positions
            for position in point.positions:
                assert position.voices
                assert 1 <= position.origins <= len(position.voices)
                assert {voice.claim for voice in position.voices} <= known
                if point.slot != "presence":
                    assert {voice.claim for voice in position.voices} <= set(incident.claims)
            if point.standing in ("single", "superseded"):
                assert all(position.origins == 1 for position in point.positions)
