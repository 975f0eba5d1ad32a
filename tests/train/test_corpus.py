"""The open corpus holds what its card says, and its checker names what does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from train import corpus

REPORT = """
- name: somewhere-1
  voice: wire
  publisher: Harbour News
  published: 1987-03-04
  text: |-
    Gunmen shelled Port Ansel on Tuesday, the governor said. Three people died.
  claims:
  - {q: "Gunmen shelled Port Ansel on Tuesday", t: shelled, kind: shelling, actors: ["Gunmen = OPP"],
     place: [Port Ansel, settlement], speakers: [the governor]}
  - {q: "Three people died", t: died, kind: casualties, figures: [[killed, Three people, 3, 3, people, CIV]]}
"""


def _load(folder: Path, text: str) -> list[corpus.Report]:
    path = folder / "somewhere.yaml"
    path.write_text(text)
    return corpus.load([path])


def test_every_report_of_the_corpus_holds() -> None:
    reports = corpus.load()
    assert [line for report in reports for line in corpus.problems(report)] == []
    assert len({report.name for report in reports}) == len(reports)
    assert corpus.sentences(reports) >= 1500
    for report in reports:
        for record in corpus.gold(report):
            assert report.text[record["start"] : record["end"]] == record["quote"]
            mentions = [*record["actors"], *record["targets"], *record["weapons"], *record["speakers"], *record["figures"]]
            for each in (*mentions, *filter(None, (record["place"], record["time"]))):
                assert report.text[each["start"] : each["end"]] == each["text"]


def test_a_record_says_where_everything_stands(tmp_path: Path) -> None:
    [report] = _load(tmp_path, REPORT)
    first, second = corpus.gold(report)
    assert report.theatre == "somewhere"
    assert report.text[slice(*first["trigger"])] == "shelled"
    assert first["actors"] == [{"text": "Gunmen", "start": 0, "end": 6, "party": "OPP"}]
    assert second["figures"][0]["low"] == 3


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("t: shelled", "t: struck", "trigger 'struck'"),
        ("[Port Ansel, settlement]", "[Port Ansell, settlement]", "'Port Ansell' does not stand in the text"),
        ("kind: shelling", "kind: rain", "no kind 'rain'"),
        ('Three people died"', 'Four people died"', "the quote does not stand in the text"),
        ("[[killed, Three people, 3", "[[slain, Three people, 3", "figure"),
        ("voice: wire", "voice: gossip", "voice 'gossip'"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    [report] = _load(tmp_path, REPORT.replace(old, new))
    assert any("somewhere-1" in line and named in line for line in corpus.problems(report))


def test_a_file_of_another_form_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(corpus.CorpusError, match=r"somewhere\.yaml: report 1 \(somewhere-1\)"):
        _load(tmp_path, REPORT.replace("published: 1987-03-04", "published: some day"))
    with pytest.raises(corpus.CorpusError, match=r"somewhere\.yaml: no YAML"):
        _load(tmp_path, "- [")


def test_folds_part_the_theatres() -> None:
    names = [f"theatre-{n}" for n in range(13)]
    parted = corpus.folds(names)
    assert sorted(name for fold in parted for name in fold) == sorted(names)
    assert max(map(len, parted)) - min(map(len, parted)) <= 1
