"""Ask the book's panel what a pair could be expected to trade, and what trade did around events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.models.gravity.book_tensor import as_tensor, known_columns
from sverka.models.gravity.event_study import EventStudy, Study, event_study
from sverka.models.gravity.potential import Potential, potential, potential_model
from sverka.models.gravity.terms import Column

if TYPE_CHECKING:
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.vocabulary.country import Country

DISTANCE = "ln_distance"
SEEN = (DISTANCE, "contiguity", "common_language", "colony", "rta")
"""What the model of a potential sees of a pair, as far as the book has it."""


class NoDistances(LookupError):
    """The book does not know how far countries are from each other."""

    def __init__(self) -> None:
        super().__init__(
            "The book has no distances between countries: nothing tells pairs apart. Post them: "
            "sverka fetch covariates, then sverka post covariates PATH."
        )


def ask_potential(book: BookPanel, one: Country, other: Country, level: float = 0.95) -> Potential:
    """Return a pair's trade beside what all others' expect of it, by what the book knows of pairs.

    Raises NoDistances, NothingExpected, and what an estimation raises.
    """
    columns = known_columns(book, SEEN)
    if DISTANCE not in columns:
        raise NoDistances
    model = potential_model(tuple(map(Column, columns)), level=level)
    return potential(as_tensor(book, columns), model, one, other)


def ask_event(book: BookPanel, study: Study) -> EventStudy:
    """Return what trade did around events; raise what an event study raises."""
    return event_study(as_tensor(book, study.controls), study)
