"""A goal for trade, and the instruments that may be moved to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Indices, OneSector

LEAST, MOST = 0.5, 2.0
"""Bounds of the factor on costs where none are given: costs may halve or double."""

Flows = tuple[tuple[str, str], ...]


class GoalError(ValueError):
    """A goal or instrument that asks nothing of the model."""


class GoalNotPositive(GoalError):
    """The goal is no amount above zero."""

    def __init__(self, value: float) -> None:
        super().__init__(
            f"The goal is {value:g}: it must be an amount above 0, in the baseline's currency. "
            "Trade that is to stop altogether is an embargo: solve with costs many times as high."
        )


class NothingToScale(GoalError):
    """The goal's flows are all zero in the baseline."""

    def __init__(self, flows: Flows) -> None:
        listed = ", ".join(f"{exporter}>{importer}" for exporter, importer in flows)
        super().__init__(
            f"The baseline has no trade in {listed}: zero times any factor is zero, so costs cannot reach "
            "the goal. Use a baseline that gravity has filled in (its fitted trade), or another year."
        )


class BoundsOutOfOrder(GoalError):
    """An instrument's bounds hold not the present costs, or are no factors."""

    def __init__(self, name: str, least: float, most: float) -> None:
        super().__init__(
            f"The bounds of “{name}” are {least:g} to {most:g}: they are factors on costs above 0 and must "
            "hold 1, costs as they are."
        )


class NoInstrument(GoalError):
    """No instrument is given, one moves no flow, or its cost is not above zero."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} Give at least one instrument with flows between countries and a cost above 0."
        )


@dataclass(frozen=True)
class Goal:
    """The sum of `flows` that is wanted: `value` in the baseline's currency, the world's income unchanged.

    Raises GoalNotPositive.
    """

    name: str
    flows: Flows
    value: float

    def __post_init__(self) -> None:
        if not (np.isfinite(self.value) and self.value > 0):
            raise GoalNotPositive(self.value)

    @classmethod
    def turnover(cls, one: str, other: str, value: float) -> Goal:
        """Want `value` of exports of both countries to each other together."""
        return cls(f"turnover of {one} and {other}", ((one, other), (other, one)), value)

    @classmethod
    def exports(cls, exporter: str, importer: str, value: float) -> Goal:
        """Want `value` of one country's exports to the other."""
        return cls(f"exports of {exporter} to {importer}", ((exporter, importer),), value)

    def reached(self, baseline: OneSector) -> float:
        """Return the sum of the flows as it is. Raises NothingToScale, UnknownCountry."""
        total = float(baseline.trade[places(baseline, self.flows)].sum())
        if total == 0:
            raise NothingToScale(self.flows)
        return total


@dataclass(frozen=True)
class Instrument:
    """Costs that move together: one factor on all `flows`, from `least` to `most`.

    `cost`: how dear a change is beside the other instruments'. The least-cost mix minimises the sum of
    cost * (ln factor)²: each further per cent is dearer than the last. Raises BoundsOutOfOrder, NoInstrument.
    """

    name: str
    flows: Flows
    least: float = LEAST
    most: float = MOST
    cost: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.least <= 1 <= self.most < np.inf:
            raise BoundsOutOfOrder(self.name, self.least, self.most)
        if not self.flows or not (np.isfinite(self.cost) and self.cost > 0):
            raise NoInstrument(f"“{self.name}” moves {len(self.flows)} flows at a cost of {self.cost:g}.")

    @classmethod
    def pair(cls, one: str, other: str, least: float = LEAST, most: float = MOST) -> Instrument:
        """Move all costs of the pair, in both directions alike."""
        return cls(f"costs between {one} and {other}", ((one, other), (other, one)), least, most)

    @classmethod
    def one_way(cls, exporter: str, importer: str, least: float = LEAST, most: float = MOST) -> Instrument:
        """Move the costs of one direction."""
        return cls(f"costs from {exporter} to {importer}", ((exporter, importer),), least, most)


def places(baseline: OneSector, flows: Flows) -> tuple[Indices, Indices]:
    """Return the rows and columns of flows. Raises UnknownCountry."""
    cells = np.array([[baseline.place(name) for name in flow] for flow in flows], np.int64)
    return cells[:, 0], cells[:, 1]
