"""Folding: current versions, fitting readings, settled verdicts, mended failures; as-of; moments."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from rashomon.ledger import LedgerError, moment, seen_digest, settle
from rashomon.ledger.settle import read_by
from rashomon.model import Body, Document, Entry, Published, Standing
from tests.ledger import values as v
from tests.ledger.places import Place, fresh


def entries(*bodies: Body) -> list[Entry]:
    return [
        Entry(seq=n, id=b.id, kind=type(b).__name__.lower(), about="", made_by="t", recorded_at=v.T[0], body=b)
        for n, b in enumerate(bodies, 1)
    ]


def texts(standing: Standing) -> list[str]:
    return [d.text for d in standing.documents]


# ------------------------------------------------------------ documents


@pytest.mark.parametrize(
    ("first", "second", "current"),
    [
        ("2023-04-15", "2023-04-16", "second"),
        ("2023-04-16", "2023-04-15", "first"),
        ("2023-04-15", "2023-04-15", "second"),
        ("2023-04-15", "2023-04-15T09:00", "second"),
        ("2023-04-15T09:00", "2023-04-15", "second"),
        ("2023-04-15T09:00:00Z", "2023-04-15T10:30:00+03:00", "first"),
        ("2023-04-15T09:00", "2023-04-15T10:00", "second"),
        ("2023-04-15", None, "second"),
        (None, "2023-04-15", "second"),
        ("2023-04-15T99:99", "2023-04-15T10:00", "first"),
    ],
)
def test_of_two_captures_the_later_published_is_current(first: str | None, second: str | None, current: str) -> None:
    one, two = v.document("a", b"first", first), v.document("a", b"second", second)
    found = texts(settle(entries(one, two)))
    assert found == [current]


def test_a_corrected_dateline_replaces_the_wrong_one_even_if_it_is_earlier() -> None:
    wrong, right = v.document("a", b"same", "2023-04-20"), v.document("a", b"same", "2023-04-15")
    assert settle(entries(wrong, right)).documents == (right,)


def test_after_the_correction_another_capture_may_be_the_later_one() -> None:
    wrong, other, right = (
        v.document("a", b"x", "2023-04-20"),
        v.document("a", b"y", "2023-04-17"),
        v.document("a", b"x", "2023-04-15"),
    )
    assert settle(entries(wrong, other, right)).documents == (other,)


def test_documents_stand_in_the_order_of_their_addresses() -> None:
    assert texts(settle(entries(v.document("b", b"B"), v.document("a", b"A")))) == ["A", "B"]


# ------------------------------------------------------------ readings


def test_a_reading_of_an_older_version_is_not_taken() -> None:
    old, new = v.document("a", b"One."), v.document("a", b"One.", "2023-04-16")
    engine = v.said(old)
    assert old.reading_input == new.reading_input
    assert settle(entries(old, engine, v.linked(old, engine), new)).readings == ()
    again = v.linked(new, engine)
    assert settle(entries(old, engine, v.linked(old, engine), new, again)).readings == (again,)


def test_the_latest_fitting_reading_is_taken() -> None:
    doc = v.document("a", b"One.")
    engine, other = v.said(doc), v.said(doc, 4, structs.replace(v.ENGINE, name="llm"))
    one, two = v.linked(doc, engine), v.linked(doc, other, 4)
    assert settle(entries(doc, engine, other, one, two)).readings == (two,)
    assert settle(entries(doc, engine, other, two, one)).readings == (one,)


def test_a_setting_may_say_whose_reading_counts() -> None:
    doc, alone = v.document("a", b"One."), v.document("b", b"Two.")
    engine, other = v.said(doc), v.said(doc, 4, structs.replace(v.ENGINE, name="llm", version="1+m"))
    one, two, three = v.linked(doc, engine), v.linked(doc, other, 4), v.linked(alone, v.said(alone))
    lines = entries(doc, alone, engine, other, v.said(alone), one, two, three)
    assert settle(lines, engine="embedded").readings == (one, three)
    assert settle(lines, engine="llm").readings == (two, three), "where that engine has read nothing, the other counts"
    assert settle(lines).readings == (two, three)
    assert read_by(lines, "llm") == read_by(lines, "llm@1+m") == [two]
    assert read_by(lines, "embedded") == [one, three]
    assert read_by(lines, "ll") == read_by(lines, "llm@2") == []


def test_a_linked_reading_whose_engine_reading_is_unknown_is_not_taken() -> None:
    doc = v.document("a", b"One.")
    assert settle(entries(doc, v.linked(doc, v.said(doc)))).readings == ()


# ------------------------------------------------------------ pairing


def test_the_pairing_of_just_these_readings_is_taken() -> None:
    a, b = v.document("a", b"A."), v.document("b", b"B.")
    said = [v.said(a), v.said(b)]
    one, two = v.linked(a, said[0]), v.linked(b, said[1])
    fits, other = v.pairing(one, two), v.pairing(one)
    assert settle(entries(a, b, *said, one, two, fits, other)).pairing == fits
    assert settle(entries(a, b, *said, one, two, other)).pairing == other
    assert settle(entries(a, b, *said, one, two)).pairing is None


# ------------------------------------------------------------ verdicts


def test_what_an_engine_moves_challenges_nobody_and_what_it_changes_does() -> None:
    before = v.claim("a", "The army shelled it.")
    moved = structs.replace(before, anchor=structs.replace(before.anchor, quote="army shelled it", start=4, end=19))
    assert seen_digest(before) == seen_digest(moved)
    assert seen_digest(before) != seen_digest(structs.replace(before, stance="deny"))
    assert seen_digest(before) != seen_digest(structs.replace(before, figures=()))


def test_a_pair_is_seen_in_either_order() -> None:
    one, two = v.claim("a", "One."), v.claim("b", "Two.")
    assert seen_digest(one, two) == seen_digest(two, one) != seen_digest(one)


def test_a_verdict_on_a_pair_is_challenged_when_one_of_it_changes() -> None:
    a, b = v.document("a", b"A."), v.document("b", b"B.")
    said = [v.said(a), v.said(b)]
    one, two = v.linked(a, said[0]), v.linked(b, said[1])
    keys = sorted([one.claims[0].key, two.claims[0].key])
    same = v.verdict("|".join(keys), seen_digest(*one.claims, *two.claims), "same")
    assert settle(entries(a, b, *said, one, two, same)).challenged == ()
    newer = v.linked(b, said[1], 9, structs.replace(v.LINK, version="2"))
    assert settle(entries(a, b, *said, one, two, same, newer)).challenged == (same.id,)


# ------------------------------------------------------------ failures


def test_a_failure_stands_until_its_address_is_taken_in() -> None:
    assert settle(entries(v.failure("a"))).failures == (v.failure("a"),)
    assert settle(entries(v.failure("a"), v.document("a", b"A."))).failures == ()
    assert settle(entries(v.document("a", b"A."), v.failure("a"))).failures == (v.failure("a"),)


def test_a_failed_reading_is_mended_by_a_reading_only() -> None:
    doc, failed = v.document("a", b"A."), v.failure("a", "read")
    assert settle(entries(failed, doc)).failures == (failed,)
    assert settle(entries(doc, failed, v.said(doc))).failures == ()


# ------------------------------------------------------------ moments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-02-27T23:00Z", "2020-02-27T23:00:00.000000Z"),
        ("2020-02-27T23:00:00", "2020-02-27T23:00:00.000000Z"),
        (" 2020-02-28T02:00:00+03:00 ", "2020-02-27T23:00:00.000000Z"),
        ("2020-02-27 23:00", "2020-02-27T23:00:00.000000Z"),
        ("2020-02-27", "2020-02-27T23:59:59.999999Z"),
        ("20200227", "2020-02-27T23:59:59.999999Z"),
        ("0099-02-27T00:00", "0099-02-27T00:00:00.000000Z"),
    ],
)
def test_moments_have_one_form(text: str, expected: str) -> None:
    assert moment(text) == expected
    assert len(expected) == 27


@pytest.mark.parametrize("text", ["", "yesterday", "2020-13-01", "2020-02-30T10:00", "0001-01-01T00:00+14:00"])
def test_what_is_no_moment_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(LedgerError, match="write an ISO date or time"):
        moment(text)


@given(st.datetimes(), st.datetimes())
def test_moments_compare_as_strings(a, b) -> None:  # type: ignore[no-untyped-def]
    assert (moment(a.isoformat("T")) < moment(b.isoformat("T"))) == (a < b)


# ------------------------------------------------------------ as-of equals the past

addresses = st.sampled_from("abc")
sentences = st.sampled_from(["The army shelled it.", "They deny it.", "Five died.", "It rained."])
dates = st.sampled_from([None, "2023-04-14", "2023-04-15", "2023-04-15T08:00"])
counts = st.integers(0, 3)


@st.composite
def batches(draw: st.DrawFn) -> list[Body]:
    """What one command may append: any mixture of versions, readings, verdicts, pairings and failures."""
    doc = v.document(draw(addresses), draw(sentences).encode(), draw(dates))
    engine = v.said(doc, draw(counts))
    reading = v.linked(doc, engine, draw(counts), structs.replace(v.LINK, version=str(draw(counts))))
    claim = reading.claims[0]
    judged = v.verdict(claim.key, seen_digest(claim), draw(st.sampled_from(["accept", "reject"])))
    again = v.verdict(claim.key, seen_digest(claim), "correct", replaces=judged.id)
    pool: list[Body] = [
        v.capture(doc.text.encode()),
        doc,
        engine,
        reading,
        judged,
        again,
        v.pairing(reading),
        v.failure(doc.address),
    ]
    return draw(st.lists(st.sampled_from(pool), max_size=8))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(batches(), min_size=1, max_size=6))
def test_asof_equals_the_past(place: Place, steps: list[list[Body]]) -> None:
    with fresh(place) as ledger:
        past = []
        for at, bodies in zip(v.T, steps, strict=False):
            ledger.append(bodies, "t", at, blobs=[d.text.encode() for d in bodies if isinstance(d, Document)])
            past.append((at, ledger.standing(), ledger.head))
        for at, then, _ in past:
            assert structs.replace(ledger.standing(asof=at), asof=None) == then


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(batches(), min_size=1, max_size=5))
def test_appending_everything_again_changes_nothing(place: Place, steps: list[list[Body]]) -> None:
    with fresh(place) as ledger:
        for bodies in steps:
            ledger.append(bodies, "t", v.T[0])
        before, head = ledger.standing(), ledger.head
        assert ledger.append([b for bodies in reversed(steps) for b in bodies], "t", v.T[1]) == 0
        assert (ledger.standing(), ledger.head) == (before, head)


def test_published_reason_takes_part_in_identity() -> None:
    doc = v.document("a", b"A.")
    other = structs.replace(doc, published=Published(value="2023-04-15", basis="inferred", reason="Friday"))
    assert doc.id != other.id
    assert settle(entries(doc, other)).documents == (other,)
