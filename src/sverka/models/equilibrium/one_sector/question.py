"""What a target asks, in arrays, and the markets at any setting of its instruments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.one_sector.goal import Goal, Instrument, places
from sverka.models.equilibrium.one_sector.newton import Markets

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Indices, Numbers, OneSector
    from sverka.models.equilibrium.one_sector.closure import Closure

_NEAR = 1e-10


@dataclass(frozen=True, eq=False)
class Question:
    """A goal and K instruments: the goal's cells, each instrument's, costs (K,), bounds (K,) in logs."""

    baseline: OneSector
    value: float
    before: float
    closure: Closure
    instruments: tuple[Instrument, ...]
    flows: tuple[Indices, Indices]
    moved: tuple[tuple[Indices, Indices], ...]
    costs: Numbers
    least: Numbers
    most: Numbers

    @classmethod
    def of(
        cls, baseline: OneSector, goal: Goal, instruments: tuple[Instrument, ...], closure: Closure
    ) -> Question:
        """Lay a goal and its instruments out. Raises NothingToScale, UnknownCountry."""
        return cls(
            baseline=baseline,
            value=goal.value,
            before=goal.reached(baseline),
            closure=closure,
            instruments=instruments,
            flows=places(baseline, goal.flows),
            moved=tuple(places(baseline, instrument.flows) for instrument in instruments),
            costs=np.array([instrument.cost for instrument in instruments]),
            least=np.log([instrument.least for instrument in instruments]),
            most=np.log([instrument.most for instrument in instruments]),
        )

    def factors(self, z: Numbers) -> Numbers:
        """Return the factors on costs (N, N) at log changes z (K,)."""
        logs = np.zeros(self.baseline.trade.shape)
        for cells, change in zip(self.moved, z, strict=True):
            logs[cells] += change
        return np.exp(logs)

    def markets(self, x: Numbers, z: Numbers) -> Markets:
        """Return the markets at log prices x and log changes of costs z, the unit of prices set."""
        m = self.baseline.shares.copy()
        for cells, change in zip(self.moved, z, strict=True):
            m[cells] *= np.exp(self.baseline.theta * change)
        return Markets(self.baseline, m, np.ones(len(x)), self.closure, x).at(x)

    def stands(self, found: Found) -> bool:
        """Say whether a search arrived at an equilibrium: one in which everybody has something to spend."""
        return not found.why and bool((found.markets.spending.value > 0).all())

    def meets(self, markets: Markets) -> bool:
        """Say whether the goal's flows are what is wanted."""
        return abs(self.off(markets)) < _NEAR

    def off(self, markets: Markets) -> float:
        """Return the log of the goal's flows over what is wanted."""
        return float(np.log(markets.trade[self.flows].sum() / self.value))


class Found(NamedTuple):
    """Where a search ended: the markets, log changes z (K,), the steps; `why` is empty where it arrived.

    `limit` says what kept it from going further, where it reached no goal; `turned`, that
    it ended on the other side of where costs are from the one that it set out for.
    """

    markets: Markets
    z: Numbers
    history: tuple[float, ...]
    why: str = ""
    limit: str = ""
    turned: bool = False
