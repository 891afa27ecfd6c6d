"""The terms of a gravity model: what its regressors are made of, before they meet a panel."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec


class Axis(StrEnum):
    """What a panel is laid out by."""

    EXPORTER = "exporter"
    IMPORTER = "importer"
    YEAR = "year"


class Column(msgspec.Struct, frozen=True, tag=True):
    """A regressor of the panel by its name, or what every panel can tell of itself (`design.OWN_COLUMNS`)."""

    name: str

    def __str__(self) -> str:
        return self.name


class Shift(msgspec.Struct, frozen=True, tag=True):
    """What a term is `years` later (a lead) or, below zero, earlier (a lag), in the same pair.

    A year that the panel does not have makes it missing, never zero.
    """

    of: Term
    years: int

    def __str__(self) -> str:
        return f"{'lead' if self.years > 0 else 'lag'}({self.of}, {abs(self.years)})"


class Log(msgspec.Struct, frozen=True, tag=True):
    """The natural logarithm of a term."""

    of: Term

    def __str__(self) -> str:
        return f"log({self.of})"


class Remoteness(msgspec.Struct, frozen=True, tag=True):
    """How far a country is from everybody else's markets: `of`, a distance, over the others' shares.

    Of an exporter Σ_j dist_ij / (E_jt / E_t), of an importer Σ_i dist_ij / (Y_it / Y_t), as the Advanced
    Guide's programs have it (its text, p. 43); domestic trade counts where the panel has it.
    """

    of: Term
    side: Axis

    def __str__(self) -> str:
        return f"remoteness({self.of}, {self.side})"


class Levels(msgspec.Struct, frozen=True, tag=True):
    """A regressor for every exporter, importer or year, 1 there and 0 elsewhere, `base` left out."""

    axis: Axis
    base: str = ""

    def __str__(self) -> str:
        return f"{self.axis}(base={self.base})" if self.base else str(self.axis)


class Interaction(msgspec.Struct, frozen=True, tag=True):
    """The product of terms, one for each combination of their levels."""

    of: tuple[Term, ...]

    def __str__(self) -> str:
        return ":".join(map(str, self.of))


Term: TypeAlias = Column | Shift | Log | Remoteness | Levels | Interaction
