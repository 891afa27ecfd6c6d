"""Outlines of countries for maps, read from the book once a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.dossier.desk import Desk
    from sverka.ledger import Ledger
    from sverka.vocabulary.country import Country

_OUTLINE = "outline 110m"

PUBLISHER = "Natural Earth"
"""Who publishes the outlines, which stands on every map."""

BRING = ("sverka fetch world_atlas", "sverka post world_atlas PATH")
"""The commands that bring outlines into a book."""


def country_outlines(desk: Desk) -> Mapping[Country, Mapping[str, Any]]:
    """Return GeoJSON geometries by country; none where the book has no outlines."""
    return desk.kept(_OUTLINE, lambda: read_outlines(desk.ledger))


def read_outlines(ledger: Ledger) -> dict[Country, dict[str, Any]]:
    """Read them from a book; none where it has no outlines."""
    facts = ledger.facts(_OUTLINE)
    return {fact.country: msgspec.json.decode(fact.text) for fact in facts if fact.country and fact.text}
