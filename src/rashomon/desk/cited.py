"""Marks of charts lead to sentences: in a brief to its appendix, on the desk to the place in the document."""

from __future__ import annotations

from rashomon.desk import links
from rashomon.desk.scenes import Scene
from rashomon.export.brief.cites import Cite, Cites


class Cited(Cites):
    """Numbers the claims that a chart cites, and knows where each stands."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.index)
        self._scene = scene
        self._order: dict[str, int] = {}

    def cite(self, key: str | None, back: bool = True) -> Cite | None:
        """A mark for the claim of that key; None where there is none that counts as evidence."""
        if key is None or key not in self._scene.index.claims:
            return None
        return Cite(self._order.setdefault(key, len(self._order)), None)

    def links(self) -> list[str]:
        """Where the sentence of each number stands."""
        claims = self._scene.index.claims
        return [links.document(claims[key].anchor.address, key) for key in self._order]
