"""The API is what its description says: every answer has its shape, every error is problem+json."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from rashomon.case import Case
from rashomon.desk import app
from rashomon.desk.openapi import SAID, description
from rashomon.desk.pages import PAGES, REVIEW
from rashomon.desk.scenes import document_id
from rashomon.export import FORMATS


def test_the_description_names_every_page_and_export(desk: TestClient) -> None:
    found = desk.get("/api/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    wanted = {page.api for page in (*PAGES, REVIEW)} | {f"/exports/{name}" for name in FORMATS}
    assert set(found["paths"]) == wanted | {"/exports", "/verdicts", "/undo", "/brief/file", "/map"}
    ids = [o["operationId"] for methods in found["paths"].values() for o in methods.values()]
    assert len(ids) == len(set(ids))


def test_every_parameter_is_explained_and_nothing_else(desk: TestClient) -> None:
    used = {
        parameter["name"]
        for methods in description()["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    }
    assert used == set(SAID)


def test_every_answer_has_its_shape(desk: TestClient, sample: Case, strike: str) -> None:
    names = {"/documents/{name}": document_id(sample.documents()[3].address), "/sources/{name}": sample.view().sources()[0].id}
    queries = {"/why": f"?a={strike}&b={sample.incidents()[0].id}", "/search": "?q=strike", "/changes": "?since=2001-01-01"}
    for page in (*PAGES, REVIEW):
        query = queries.get(page.api, "")
        answer = desk.get("/api/v1" + page.api.replace("{name}", names.get(page.api, strike)) + query)
        assert answer.status_code == 200, page.api
        decoded = msgspec.json.decode(answer.content, type=page.shape)
        assert msgspec.json.encode(decoded) == answer.content


def test_the_page_of_the_api_lists_every_operation(desk: TestClient) -> None:
    text = desk.get("/api/docs").text
    for path, methods in description()["paths"].items():
        for method in methods:
            assert f"{method.upper()} /api/v1{path}</code>" in text


def test_errors_are_problems(desk: TestClient) -> None:
    for link, status in (("/nothing", 404), ("/incidents/x", 404), ("/incidents?limit=0", 400), ("/verdicts", 405)):
        answer = desk.get("/api/v1" + link)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        found = answer.json()
        assert (found["status"], found["type"]) == (status, "about:blank")
        assert found["title"]


@pytest.fixture(scope="module")
def schema(sample: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What Schemathesis makes of the description, over a copy that it may write to."""
    schemathesis = pytest.importorskip("schemathesis")
    folder = tmp_path_factory.mktemp("api") / "case"
    shutil.copytree(sample.folder, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app(folder, hosts=("testserver", "127.0.0.1", "localhost")))


@pytest.mark.slow
def test_schemathesis_finds_nothing(schema: Any) -> None:
    """Every operation with made-up and broken requests: no server error, no undescribed status, type or shape."""
    import schemathesis
    from hypothesis import HealthCheck, given, settings
    from hypothesis.errors import Unsatisfiable

    names = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
    checks = [getattr(schemathesis.checks, name, None) or schemathesis.checks.CHECKS.get_one(name) for name in names]
    seen = []
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in schemathesis.GenerationMode:

            @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
            @given(case=operation.as_strategy(generation_mode=mode))
            def check(case: Any) -> None:
                case.call_and_validate(checks=checks)

            with suppress(Unsatisfiable):  # nothing can be sent there that is wrong
                check()
        seen.append(operation.label)
    assert len(seen) == sum(len(methods) for methods in description()["paths"].values())
