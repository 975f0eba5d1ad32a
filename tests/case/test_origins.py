"""The origins of an incident are those that the whole case gives, though only its own documents are looked at."""

from __future__ import annotations

from rashomon.case import Case
from rashomon.reconcile import lineage


def test_the_documents_of_an_incident_are_enough(sample: Case) -> None:
    view = sample.view()
    assert view.standing.pairing is not None
    paired = set(view.standing.pairing.readings)
    readings = [reading for reading in view.standing.readings if reading.id in paired]
    for incident in view.incidents():
        assert view.origins(incident.id) == lineage(incident, view.standing.documents, readings, view.words)
