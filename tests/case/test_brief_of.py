"""A brief of what somebody chose, and its edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rashomon.case import Case, UnknownNameError, open_case


def test_a_brief_of_chosen_incidents_tells_those_and_is_kept(sample: Case, tmp_path: Path) -> None:
    shutil.copytree(sample.folder, tmp_path / "case")
    with open_case(tmp_path / "case") as case:
        first, second, third = sorted(case.incidents(), key=lambda i: -len(i.claims))[:3]
        data = case.view().brief([first.id, second.claims[0]], "Two strikes").decode()
        assert "<title>Two strikes</title>" in data
        assert data.count('<article class="incident"') == 2
        assert case.view().brief() == case.view().content("brief")
        made = case.publish("brief", "anna", chosen=[first.id, second.id], title="Two strikes")
        assert case.edition(made.id) == data.encode()
        assert case.publish("brief", "anna", chosen=[first.id, second.id], title="Two strikes") == made
        assert case.publish("brief", "anna", chosen=[third.id]).replaces == made.id
        with pytest.raises(UnknownNameError):
            case.view().brief(["nothing"])
