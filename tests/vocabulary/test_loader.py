"""The loader: what people who are no programmers write is read as they meant it, or refused with the file's name."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.vocabulary import KnownSource, Party, VocabularyError, load, shipped
from rashomon.vocabulary.loader import load_yaml

DOSSIERS = Path(__file__).parents[2] / "../shared/bench/dossiers"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str | None = None
    count: int = 0
    share: float | None = None
    open: bool = False
    words: tuple[str, ...] = ()


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "words.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_plain_scalars_are_text_until_the_shape_says_otherwise(tmp_path: Path) -> None:
    path = written(tmp_path, "NO: {name: no, words: [2020-02-05, 0871, 1.10, yes, ON, null-hypothesis]}\n")
    assert load_yaml(path, dict[str, Row]) == {
        "NO": Row(name="no", words=("2020-02-05", "0871", "1.10", "yes", "ON", "null-hypothesis"))
    }


def test_numbers_and_truth_where_the_shape_wants_them(tmp_path: Path) -> None:
    path = written(tmp_path, "a: {count: 12, share: 0.5, open: true, name: null}\nb: {name: 'null', share: ~}\n")
    assert load_yaml(path, dict[str, Row]) == {"a": Row(count=12, share=0.5, open=True), "b": Row(name="null")}


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    assert load_yaml(written(tmp_path, "# nothing yet\n"), dict[str, Row]) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [1, 2\n", "while parsing a flow"),
        ("a: {naem: x}\n", "unknown field `naem`"),
        ("a: {count: many}\n", "Expected `int`"),
        ("a: {words: one}\n", "Expected `array`"),
        ("a: {name: x}\na: {name: y}\n", '"a" stands twice'),
        ("? [a, b]\n: {name: x}\n", "a key must be text"),
        ("a: &x {name: y}\nb: *x\n", "aliases"),
        ("a: &x [*x]\n", "aliases"),
        ("[]\n", "Expected `object`"),
        ("a: {name: x}\n---\nb: {name: y}\n", "expected a single document"),
        ("a: {name: x}\n\tb: {name: y}\n", "cannot start any token"),
        (b"a: {name: \xff\xfe}\n", ""),
        (b"a: \x00\n", ""),
        ("[" * 5000, ""),
    ],
)
def test_a_broken_file_is_refused_with_its_name(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(VocabularyError) as caught:
        load_yaml(path, dict[str, Row])
    assert str(path) in str(caught.value)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"nowhere\.yaml"):
        load_yaml(tmp_path / "nowhere.yaml", dict[str, Row])


def test_a_tag_makes_no_object(tmp_path: Path) -> None:
    path = written(tmp_path, "a: {name: !!python/object/apply:os.getcwd []}\n")
    with pytest.raises(VocabularyError, match="Expected `str"):
        load_yaml(path, dict[str, Row])


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff"), max_size=30)


@given(st.dictionaries(TEXT.filter(bool), st.builds(Row, name=TEXT, words=st.lists(TEXT).map(tuple)), max_size=4))
def test_quoted_text_comes_back_to_the_letter(tmp_path_factory: pytest.TempPathFactory, rows: dict[str, Row]) -> None:
    path = written(tmp_path_factory.mktemp("yaml"), msgspec.json.encode(rows))  # JSON is YAML with all text quoted
    assert load_yaml(path, dict[str, Row]) == rows


def test_a_case_lays_its_parties_over_the_shipped_ones(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
HILL:
  name: Hill Brigade
  kind: armed group
  names: [Hill Brigade, Liwa al-Tal]
NO:
  name: Northern Outfit
  names: [Northern Outfit]
  ties: [{type: part_of, to: HILL, since: 2019-03-01}]
OPP: {name: Opposition of this case, names: [valley people]}
""",
    )
    words = load(parties=path)
    assert words.parties["HILL"] == Party(name="Hill Brigade", names=("Hill Brigade", "Liwa al-Tal"))
    assert words.parties["NO"].ties[0].since == "2019-03-01"
    assert words.parties["OPP"].names == ("valley people",), "a shipped id is replaced whole"
    assert words.parties["TUR"] == shipped().parties["TUR"]
    assert words.version != load().version
    assert load().parties["OPP"].names != ("valley people",), "the shipped vocabulary stays as it was"


def test_a_case_lays_its_sources_over_the_shipped_ones(tmp_path: Path) -> None:
    path = written(tmp_path, "valley-radio: {name: Valley Radio, kind: outlet, hosts: [valley.example], party: SYR}\n")
    words = load(sources=path)
    assert words.sources["valley-radio"] == KnownSource(
        name="Valley Radio", kind="outlet", hosts=("valley.example",), party="SYR"
    )
    assert set(shipped().sources) < set(words.sources)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A: {name: A, ties: [{type: part_of, to: NOBODY}]}\n", "A part_of NOBODY"),
        ("A: {name: A, ties: [{type: friend, to: SYR}]}\n", "friend"),
        ("A: {name: A, ties: [{type: ally, to: SYR, since: May 2019}]}\n", "matching regex"),
        ("A: {name: A, kind: gang}\n", "gang"),
        ("A: {names: [A]}\n", "name"),
    ],
)
def test_a_wrong_party_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(VocabularyError) as caught:
        load(parties=path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.skipif(not DOSSIERS.exists(), reason="the bench is not here")
def test_the_parties_of_a_made_up_dossier_can_be_laid_over(tmp_path: Path) -> None:
    found = 0
    for file in sorted(DOSSIERS.glob("*.json")):
        given_names: dict[str, list[str]] = json.loads(file.read_text())["parties"]
        entries = {key: {"name": names[0], "kind": "armed group", "names": names} for key, names in given_names.items()}
        path = written(tmp_path, json.dumps(entries))
        words = load(parties=path)
        for key, names in given_names.items():
            assert words.parties[key].names == tuple(names)
            found += 1
    assert found
