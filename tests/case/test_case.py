"""The case: settings, as-of, verdicts that outlive a re-reading, names that keep resolving."""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon as rn
from rashomon.case import Case, CaseError, UnknownNameError, new, now, open_case
from rashomon.case.config import find, load

TEXT = "An air strike killed five people in Kramatorsk on 8 April 2022, the governor said.\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "a.txt").write_text(TEXT)
    case = new(tmp_path / "case")
    case.add(tmp_path / "a.txt")
    case.read(workers=1)
    case.reconcile()
    return case


def test_new_refuses_a_case(case: Case) -> None:
    with pytest.raises(CaseError, match="a case already"):
        new(case.folder)


def test_unknown_setting_is_refused(tmp_path: Path) -> None:
    new(tmp_path / "x").close()
    (tmp_path / "x" / "rashomon.toml").write_text('name = "x"\ncolour = "red"\n')
    with pytest.raises(CaseError, match=r"rashomon\.toml.*colour"):
        open_case(tmp_path / "x")


def test_setting_that_names_a_missing_file(tmp_path: Path) -> None:
    new(tmp_path / "x").close()
    (tmp_path / "x" / "rashomon.toml").write_text('name = "x"\n[vocabulary]\nparties = "gone.yaml"\n')
    with pytest.raises(CaseError, match=r"gone\.yaml"):
        open_case(tmp_path / "x").vocabulary()


def test_no_case_here(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="rashomon new"):
        find(tmp_path)
    with pytest.raises(CaseError, match="rashomon new"):
        load(tmp_path)


def test_found_from_a_folder_below(case: Case) -> None:
    (case.folder / "below").mkdir()
    assert find(case.folder / "below") == case.folder


def test_asof_shows_the_past(case: Case, tmp_path: Path) -> None:
    then = now()
    past = case.asof(then).standing
    (tmp_path / "b.txt").write_text("Two more people died in Kramatorsk on 9 April 2022.\n")
    case.add(tmp_path / "b.txt")
    case.read(workers=1)
    case.reconcile()
    assert len(case.documents()) == 2
    assert case.asof(then).standing == past
    assert len(case.asof("2019-01-01").documents) == 0


def test_repeating_every_step_adds_nothing(case: Case, tmp_path: Path) -> None:
    before = list(case.ledger.entries())
    assert case.add(tmp_path / "a.txt").present == 1
    assert case.read(workers=1).present == 1
    assert case.reconcile().done == 0
    assert list(case.ledger.entries()) == before


def test_verdicts_replace_each_other_and_survive_rereading(case: Case) -> None:
    key = case.view().claims()[0].key
    case.judge(key, "accept", by="anna")
    case.judge(key, "reject", by="anna")
    case.judge(key, "accept", by="anna", note="seen the footage")
    assert [v.decision for v in case.view().standing.verdicts] == ["accept"]
    case.read(workers=1, stale=True)
    assert [v.note for v in case.view().standing.verdicts] == ["seen the footage"]
    assert [e.kind for e in case.history(key)].count("verdict") == 3


def test_an_incident_is_found_by_any_of_its_names(case: Case) -> None:
    incident = case.incidents()[0]
    assert case.incident(incident.id) == incident
    assert case.incident(incident.id[:6]) == incident
    assert case.incident(incident.claims[0]) == incident
    with pytest.raises(UnknownNameError):
        case.incident("nothing of the kind")


def test_a_data_frame(case: Case) -> None:
    frame = case.incidents().to_pandas()
    assert list(frame["id"]) == [i.id for i in case.incidents()]


def test_a_corrected_dateline_is_linked_again_and_not_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "dated"
    folder.mkdir()
    (folder / "a.txt").write_text("Shells killed two people in Kramatorsk on Friday, police said.\n")
    (folder / "manifest.json").write_text('[{"file": "a.txt", "published": "2022-04-09"}]')
    case = new(tmp_path / "case")
    case.add(folder)
    case.read(workers=1)
    engine = next(case.ledger.entries(kind="reading")).body.method.name
    first = case.view().claims()[0].when
    (folder / "manifest.json").write_text('[{"file": "a.txt", "published": "2022-04-16"}]')
    case.add(folder)
    case.read(workers=1)
    methods = [e.body.method.name for e in case.ledger.entries(kind="reading")]
    assert methods.count(engine) == 1
    second = case.view().claims()[0].when
    assert (first.earliest, second.earliest) == ("2022-04-08", "2022-04-15")


def test_the_public_face_reads_without_a_store() -> None:
    document = rn.parse(TEXT, published="2022-04-09")
    reading = rn.read(document)
    assert [f.low for claim in reading.claims for f in claim.figures] == [5]
    assert all(document.text[c.anchor.start : c.anchor.end] == c.anchor.quote for c in reading.claims)


def test_every_name_of_the_public_face_is_there() -> None:
    assert all(getattr(rn, name) is not None for name in rn.__all__)


def test_history_of_an_incident_is_that_of_its_oldest_account_and_stops_at_a_moment(case: Case) -> None:
    incident = case.incidents()[0]
    then = now()
    case.judge(incident.claims[0], "accept", by="anna")
    assert case.history(incident.id) == case.history(incident.claims[0])
    assert [e.kind for e in case.history(incident.id)].count("verdict") == 1
    assert "verdict" not in [e.kind for e in case.history(incident.id, then)]
