"""The documentation fails the build when a command, an export or a public name is missing from it."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

import rashomon
from rashomon.cli.main import main
from rashomon.export import FORMATS
from tests.conftest import ROOT

DOCS = ROOT / "docs"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_each_command_has_its_section(command: str) -> None:
    assert f"## rashomon {command}\n" in (DOCS / "commands.md").read_text()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_each_option_is_named(command: str) -> None:
    section = (DOCS / "commands.md").read_text().split(f"## rashomon {command}\n")[1].split("\n## ")[0]
    for parameter in main.commands[command].params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--case", "--as-of"):
                assert option in section, option


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_each_export_has_its_section(format: str) -> None:
    assert re.search(rf"^## {format}\b", (DOCS / "file-formats.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", [n for n in rashomon.__all__ if not n.startswith("__")])
def test_each_public_name_is_documented(name: str) -> None:
    assert f"rashomon.{name}" in (DOCS / "library.md").read_text()


def test_each_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [*project["dependency-groups"].values(), *project["project"]["optional-dependencies"].values()]
    wanted = chain(project["project"]["dependencies"], *groups)
    reasons = (DOCS / "dependencies.md").read_text()
    for requirement in wanted:
        name = re.split(r"[<>=\[; ]", requirement)[0]
        assert f"| `{name}` |" in reasons, name


def test_no_page_is_left_out_of_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text()
    for page in DOCS.rglob("*.md"):
        assert str(page.relative_to(DOCS)) in navigation, page


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert text.index("make demo") < text.index("make test") < 1500
    picture = re.search(r"!\[[^\]]+\]\(([^)]+\.png)\)", text)
    assert picture
    assert Path(ROOT / picture.group(1)).stat().st_size > 10_000
