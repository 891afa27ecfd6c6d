"""The picture of a potential, as a section and a command draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence
from sverka.dossier.pictures.ratio_years import RatioYears
from sverka.dossier.pictures.series import Level

if TYPE_CHECKING:
    from sverka.models.gravity.potential import Direction, Potential


def ratio_picture(found: Potential) -> RatioYears:
    """Return the picture of both directions' ratios over the years."""
    one, other = found.directions
    return RatioYears(names=(_name(one), _name(other)), lines=(_line(one), _line(other)))


def _name(direction: Direction) -> Sentence:
    return Sentence(
        "potential.direction", {"exporter": Land(direction.exporter), "importer": Land(direction.importer)}
    )


def _line(direction: Direction) -> tuple[Level, ...]:
    return tuple(Level(year.year, year.ratio) for year in direction.years if year.ratio is not None)
