"""Whose interest an answer is stands beside it, in the brief and in the view."""

from __future__ import annotations

from rashomon.case import Case


def test_the_brief_says_what_an_answer_is_to_those_who_give_it(sample: Case) -> None:
    view = sample.view()
    page = view.content("brief").decode()
    said = {stake.reason for incident in sample.incidents() for one in view.interests(incident.id) for stake in one.stakes}
    assert "Hulusi Akar (TUR): a loss of its own side" in said
    assert sum(reason in page for reason in said) > len(said) // 2
    assert view.content("brief").decode() == page


def test_only_what_somebody_has_a_stake_in_is_told(sample: Case) -> None:
    view = sample.view()
    for incident in sample.incidents():
        asked = {(p.slot, p.party, p.of) for p in incident.points}
        for one in view.interests(incident.id):
            assert one.stakes
            assert (one.slot, one.party, one.of) in asked
