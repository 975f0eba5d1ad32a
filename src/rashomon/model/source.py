"""Who publishes."""

from __future__ import annotations

from msgspec import Struct


class Source(Struct, frozen=True, kw_only=True):
    """A publisher. `kind` is one of the vocabulary's source kinds (state organ, state media, outlet, agency, armed group,
    NGO, monitor, international organisation, witness, anonymous); `owner` whoever pays for several titles, so that
    reprints are not counted as witnesses; `party` the id of the side it belongs or openly leans to, else None.
    """

    id: str
    name: str
    kind: str = "outlet"
    owner: str | None = None
    party: str | None = None
    url: str | None = None
