"""What every store of the ledger must do. Each test here runs on every database (`conftest.py`)."""

from __future__ import annotations

import pytest
from msgspec import structs

from rashomon.ledger import Ledger, LedgerError, moment, seen_digest
from rashomon.model import Capture, Document, Exchange, Redaction
from tests.ledger import values as v


class TestContract:
    # -------------------------------------------------------- appending

    def test_an_empty_ledger_is_good_and_empty(self, ledger: Ledger) -> None:
        assert (ledger.verify(), list(ledger.entries()), ledger.head) == ([], [], None)
        assert ledger.standing().documents == ()

    def test_what_is_appended_comes_back_in_order_and_whole(self, ledger: Ledger) -> None:
        bodies = [*v.step("a.txt", b"The army shelled the town."), v.failure("b.txt"), v.verdict("k", "s")]
        assert ledger.append(bodies, "test@1", v.T[0], blobs=[b"The army shelled the town."]) == 6
        entries = list(ledger.entries())
        assert [e.body for e in entries] == bodies
        assert [e.seq for e in entries] == [1, 2, 3, 4, 5, 6]
        assert [e.id for e in entries] == [b.id for b in bodies]
        assert [e.kind for e in entries] == ["capture", "document", "reading", "reading", "failure", "verdict"]
        assert {e.recorded_at for e in entries} == {"2023-04-01T12:00:00.000000Z"}
        assert {e.made_by for e in entries} == {"test@1"}
        assert ledger.verify() == []

    def test_appending_twice_adds_nothing(self, ledger: Ledger) -> None:
        bodies = v.step("a.txt", b"One.")
        ledger.append(bodies, "t", v.T[0], blobs=[b"One."])
        head = ledger.head
        assert ledger.append(bodies + bodies, "t", v.T[1], blobs=[b"One."]) == 0
        assert ledger.head == head

    def test_a_step_that_fails_leaves_nothing(self, ledger: Ledger) -> None:
        def bodies():  # type: ignore[no-untyped-def]
            yield v.document("a.txt", b"One.")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            ledger.append(bodies(), "t", v.T[0], blobs=[b"One."])
        assert list(ledger.entries()) == []
        with pytest.raises(LedgerError, match="no blob"):
            ledger.blob(v.capture(b"One.").id)
        assert ledger.verify() == []

    def test_time_of_knowing_never_runs_backwards(self, ledger: Ledger) -> None:
        ledger.append([v.failure("a")], "t", v.T[5])
        ledger.append([v.failure("b")], "t", v.T[2])
        assert [e.recorded_at for e in ledger.entries()] == [moment(v.T[5])] * 2

    def test_the_moments_at_which_it_grew(self, ledger: Ledger) -> None:
        assert ledger.moments() == []
        ledger.append([v.failure("a"), v.failure("b")], "t", v.T[0])
        ledger.append([v.failure("c")], "t", v.T[2])
        assert ledger.moments() == [moment(v.T[0]), moment(v.T[2])]
        assert ledger.moments(since=moment(v.T[0])) == [moment(v.T[2])]

    def test_what_a_model_answered_goes_with_the_document_and_alone(self, ledger: Ledger) -> None:
        raw, answer, other = b"One.", b'{"claims": []}', b"sorry"
        steps = v.step("a.txt", raw)
        document = next(body for body in steps if isinstance(body, Document))
        asked = Exchange(
            about="a.txt", reading="r", input=document.reading_input, start=0, end=4, request="q", answer=v.capture(answer).id,
            status=200, refused={"quote": 1},
        )  # fmt: skip
        again = structs.replace(asked, answer=v.capture(other).id)
        ledger.append([*steps, asked, again], "t", v.T[0], blobs=[raw, answer, other])
        assert [entry.body for entry in ledger.entries(about="r")] == [asked, again]
        assert ledger.redact(asked.answer, "asked", "me", v.T[1]) == (asked.answer,)
        assert ledger.blob(again.answer) == other
        assert again.answer in ledger.redact(document.capture, "asked", "me", v.T[2])
        assert ledger.verify() == []

    def test_an_exchange_without_its_raw_answer_is_told(self, ledger: Ledger) -> None:
        ledger.append(
            [Exchange(about="a", reading="r", input="i", start=0, end=1, request="q", answer="gone", status=200)], "t", v.T[0]
        )
        assert ledger.verify() == ["line 1 is an exchange whose raw answer gone is missing"]

    def test_a_capture_without_its_bytes_is_found(self, ledger: Ledger) -> None:
        ledger.append([Capture(id="feed", mime="text/plain", size=1)], "t", v.T[0])
        assert ledger.verify() == ["line 1 is a capture whose bytes feed are missing"]

    @pytest.mark.parametrize("data", [b"", b"abc", b"\x00\xff" * 5000, b"the same words again " * 4000])
    def test_a_blob_comes_back_to_the_byte(self, ledger: Ledger, data: bytes) -> None:
        assert ledger.blob(ledger.put_blob(data)) == data
        assert ledger.put_blob(data) == v.capture(data).id

    def test_a_second_thought_is_kept_beside_the_first(self, ledger: Ledger) -> None:
        first = v.verdict("k", "s", "accept")
        second = v.verdict("k", "s", "reject", replaces=first.id)
        third = v.verdict("k", "s", "accept", replaces=second.id)
        assert ledger.append([first, second, third], "t", v.T[0]) == 3
        assert ledger.standing().verdicts == (third,)

    # -------------------------------------------------------- asking

    def test_entries_by_kind_key_and_moment(self, ledger: Ledger) -> None:
        ledger.append(v.step("a.txt", b"One."), "t", v.T[0], blobs=[b"One."])
        ledger.append(v.step("b.txt", b"Two."), "t", v.T[1], blobs=[b"Two."])
        assert [e.seq for e in ledger.entries(kind="document")] == [2, 6]
        assert [e.seq for e in ledger.entries(about="b.txt")] == [6, 7, 8]
        assert [e.seq for e in ledger.entries(kind="reading", about="b.txt")] == [7, 8]
        assert [e.seq for e in ledger.entries(asof=v.T[0])] == [1, 2, 3, 4]
        assert [e.seq for e in ledger.entries(kind="reading", asof="2023-04-01", about="a.txt")] == [3, 4]
        with pytest.raises(LedgerError, match="the kinds are capture, document"):
            next(ledger.entries(kind="documents"))

    def test_a_long_ledger_is_read_to_its_end(self, ledger: Ledger) -> None:
        ledger.append((v.failure(str(i)) for i in range(1203)), "t", v.T[0])
        assert [e.seq for e in ledger.entries()] == list(range(1, 1204))
        assert ledger.verify() == []

    def test_history_of_a_claim_is_its_readings_and_verdicts(self, ledger: Ledger) -> None:
        bodies = v.step("a.txt", b"One.")
        key = bodies[3].claims[0].key  # type: ignore[union-attr]
        alone, pair = v.verdict(key, "s"), v.verdict(f"{key}|zz", "s", "same")
        ledger.append(
            [*bodies, *v.step("b.txt", b"Two."), alone, pair, v.verdict("other", "s")], "t", v.T[0], [b"One.", b"Two."]
        )
        assert [e.body for e in ledger.history(key)] == [bodies[2], bodies[3], alone, pair]
        assert [e.body for e in ledger.history("a.txt")] == bodies[1:]
        assert [e.body for e in ledger.history(bodies[0].id)] == bodies[:2]
        assert ledger.history("nobody") == []

    # -------------------------------------------------------- standing

    def test_the_past_is_as_it_was(self, ledger: Ledger) -> None:
        ledger.append(v.step("a.txt", b"One."), "t", v.T[0], blobs=[b"One."])
        then = ledger.standing()
        ledger.append([*v.step("a.txt", b"One, later."), v.failure("c")], "t", v.T[3], blobs=[b"One, later."])
        assert structs.replace(ledger.standing(asof=v.T[1]), asof=None) == then
        assert ledger.standing(asof="2023-03-31").documents == ()
        assert ledger.standing().documents[0].text == "One, later."

    def test_the_standing_says_which_moment_it_is_of(self, ledger: Ledger) -> None:
        assert ledger.standing().asof is None
        assert ledger.standing(asof="2023-04-01T15:00+03:00").asof == "2023-04-01T12:00:00.000000Z"

    def test_a_verdict_on_what_reads_differently_now_is_challenged(self, ledger: Ledger) -> None:
        doc = v.document("a.txt", b"One.")
        engine = v.said(doc)
        reading = v.linked(doc, engine)
        good = v.verdict(reading.claims[0].key, seen_digest(*reading.claims))
        gone = v.verdict("nobody", "s")
        ledger.append([v.capture(b"One."), doc, engine, reading, good, gone], "t", v.T[0], blobs=[b"One."])
        assert ledger.standing().challenged == (gone.id,)
        newer = structs.replace(v.LINK, version="2")
        ledger.append([v.linked(doc, engine, killed=4, method=newer)], "t", v.T[1])
        assert ledger.standing().challenged == (good.id, gone.id)

    # -------------------------------------------------------- redacting

    def test_a_takedown_covers_the_bytes_the_documents_and_the_readings(self, ledger: Ledger) -> None:
        data = b"A witness called Amal Haddad saw it."
        ledger.append(v.step("a.txt", data), "t", v.T[0], blobs=[data])
        ledger.append(v.step("b.txt", b"Two."), "t", v.T[1], blobs=[b"Two."])
        emptied = ledger.redact(v.capture(data).id, "the witness asked for it", "Editor", v.T[2])
        assert len(emptied) == 4
        assert ledger.verify() == []
        assert [d.address for d in ledger.standing().documents] == ["b.txt"]
        with pytest.raises(LedgerError, match="was redacted: the witness asked for it"):
            ledger.blob(v.capture(data).id)
        assert isinstance(ledger.history("a.txt")[0].body, Redaction)
        assert "Haddad" not in repr([e.body for e in ledger.entries()])

    def test_what_was_taken_down_does_not_come_back(self, ledger: Ledger) -> None:
        data = b"A witness called Amal Haddad saw it."
        ledger.append(v.step("a.txt", data), "t", v.T[0], blobs=[data])
        ledger.redact(v.capture(data).id, "asked", "Editor", v.T[1])
        reparsed = structs.replace(v.document("a.txt", data), title="Parsed by a newer version")
        assert ledger.append([*v.step("a.txt", data), reparsed], "t", v.T[2], blobs=[data]) == 0
        assert ledger.standing().documents == ()
        assert ledger.verify() == []

    def test_one_document_can_be_redacted_without_its_capture(self, ledger: Ledger) -> None:
        bodies = v.step("a.txt", b"One.")
        ledger.append(bodies, "t", v.T[0], blobs=[b"One."])
        assert len(ledger.redact(bodies[1].id, "why", "Editor", v.T[1])) == 3
        assert ledger.blob(bodies[0].id) == b"One."

    def test_one_reading_and_its_linked_one_can_be_redacted(self, ledger: Ledger) -> None:
        bodies = v.step("a.txt", b"One.")
        ledger.append(bodies, "t", v.T[0], blobs=[b"One."])
        assert len(ledger.redact(bodies[2].id, "why", "Editor", v.T[1])) == 2
        assert [type(e.body) for e in ledger.entries(kind="document")] == [Document]
        assert ledger.standing().readings == ()

    # -------------------------------------------------------- editions

    def test_an_edition_is_kept_to_the_byte_with_the_line_that_it_was_made_from(self, ledger: Ledger) -> None:
        ledger.append(v.step("a.txt", b"One."), "t", v.T[0], blobs=[b"One."])
        page = b"<html>One.</html>"
        edition = v.edition(page, *ledger.last())
        assert ledger.append([edition], "t", v.T[1], blobs=[page]) == 1
        again = v.edition(page, *ledger.last(), replaces=edition.id)
        assert ledger.append([again], "t", v.T[2], blobs=[page]) == 1
        assert ledger.verify() == []
        assert [e.body for e in ledger.entries(kind="edition", asof=v.T[1])] == [edition]
        assert ledger.blob(edition.blob) == page
        assert ledger.last(v.T[0]) == (edition.upto, edition.seal)
        assert ledger.last("2001-01-01") == (0, "")
        assert [e.body for e in ledger.entries(about=edition.blob)] == [edition, again]

    def test_an_edition_that_is_not_what_it_says_is_told(self, ledger: Ledger) -> None:
        ledger.append(v.step("a.txt", b"One."), "t", v.T[0], blobs=[b"One."])
        right = v.edition(b"page", *ledger.last())
        gone = structs.replace(right, blob="feed")
        longer = structs.replace(right, size=5)
        other = structs.replace(right, upto=1)
        later = structs.replace(right, upto=99, seal="")
        ledger.append([right, gone, longer, other, later], "t", v.T[1], blobs=[b"page"])
        assert ledger.verify() == [
            "line 6 is an edition whose bytes feed are missing",
            "line 7 is an edition of 5 bytes, and 4 are stored",
            "line 8 is an edition made from the lines up to 1, and these are others than it says",
            "line 9 is an edition made from the lines up to 99, and these are others than it says",
        ]

    def test_a_takedown_covers_the_editions_published_since(self, ledger: Ledger) -> None:
        ledger.append([v.edition(b"empty", *ledger.last())], "t", v.T[0], blobs=[b"empty"])
        ledger.append(v.step("a.txt", b"One."), "t", v.T[0], blobs=[b"One."])
        first, second = v.edition(b"page", *ledger.last()), v.edition(b"table", *ledger.last())
        ledger.append([first, second], "t", v.T[1], blobs=[b"page", b"table"])
        assert ledger.redact(first.id, "a slip", "Editor", v.T[2])[-1] == first.blob
        assert ledger.blob(second.blob) == b"table"
        assert second.blob in ledger.redact(v.capture(b"One.").id, "asked", "Editor", v.T[3])
        assert ledger.blob(v.capture(b"empty").id) == b"empty"
        assert ledger.verify() == []

    def test_redacting_nothing_is_said(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="nothing to redact"):
            ledger.redact("feed", "why", "Editor", v.T[0])
        assert list(ledger.entries()) == []

    # -------------------------------------------------------- one writer

    def test_a_writer_may_append_while_it_holds_the_pen(self, ledger: Ledger) -> None:
        with ledger.writing() as pen:
            assert pen.append([v.failure("a")], "t", v.T[0]) == 1
            with ledger.writing(wait=0):
                assert pen.put_blob(b"x")
        assert ledger.append([v.failure("b")], "t", v.T[0]) == 1
