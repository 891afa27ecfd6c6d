"""Tell whose books a figure rests on that stands in no one country's book, and is not made of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.vocabulary.country import Country
    from sverka.vocabulary.figure import Figure

_PARTNERS = "as the partners declare it"
_EACH = "as each country declares its trade"
_ALONE = ("the exporter's declaration alone", "the importer's declaration alone")


class Rests(NamedTuple):
    """The message that names the books, and the countries in it."""

    key: str
    countries: Mapping[str, Country]


def rests_on(figure: Figure) -> Rests | None:
    """Return whose books a figure's method names; None for a reconciled figure, a promise or a count."""
    sides = figure.subject.split(">")
    for side, alone in zip(sides, _ALONE, strict=False):
        if alone in figure.method and len(sides) > 1:
            return Rests("origin.alone", {"country": side})
    if _PARTNERS in figure.method:
        return Rests("origin.partners", {})
    return Rests("origin.each", {}) if _EACH in figure.method else None
