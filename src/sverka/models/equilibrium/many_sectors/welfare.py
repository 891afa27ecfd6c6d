"""Where gains come from: the first-order formula that Caliendo and Parro publish, and the exact one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.baseline import Baseline
    from sverka.models.equilibrium.many_sectors.economy import Numbers
    from sverka.models.equilibrium.many_sectors.equilibrium import Equilibrium


class FirstOrder(NamedTuple):
    """Parts of income before the shock (N,): what terms of trade and volumes of imports bring."""

    terms_of_trade: Numbers
    volume_of_trade: Numbers

    @property
    def welfare(self) -> Numbers:
        """Return their sum, the published "welfare effect"."""
        return self.terms_of_trade + self.volume_of_trade


def first_order(baseline: Baseline, after: Equilibrium) -> FirstOrder:
    """Return the gains to first order, as Caliendo and Parro 2015 do in table 2.

    Growth of imports and of unit costs counts as percentages and is valued at the tariffs before the shock;
    for cuts that double imports this is far from `Equilibrium.real_income`, which is exact: tariffs fall on
    the way, and with them what one more dollar of imports brings.
    """
    trade, income = baseline.trade, baseline.income
    costs = np.exp(after.state.costs) - 1
    sold = (trade.sum(axis=2) * costs).sum(axis=0)
    bought = np.einsum("sij,si->j", trade, costs)
    growth = np.divide(after.trade, trade, out=np.ones_like(trade), where=trade > 0) - 1
    volume = (baseline.economy.tariffs * trade * (growth - costs[:, :, None])).sum(axis=(0, 1))
    return FirstOrder((sold - bought) / income, volume / income)


def real_wage_formula(after: Equilibrium) -> Numbers:
    """Return the factors on real wages (N,) that follow from home shares alone, productivity held.

    Arkolakis, Costinot and Rodríguez-Clare 2012, with inputs: log home shares by elasticity, passed on
    through the inputs, by their parts in final demand.
    """
    economy = after.economy
    home = economy.shares.diagonal(axis1=1, axis2=2).T
    now = after.state.shares.diagonal(axis1=1, axis2=2).T
    made = (home > 0) & (now > 0)
    change = np.log(np.divide(now.T, home.T, out=np.ones_like(home.T), where=made.T))
    direct = (change / economy.elasticities[:, None]).T[:, :, None]
    leontief = np.eye(len(economy.sectors)) - economy.inputs.transpose(0, 2, 1)
    passed = np.linalg.solve(leontief, direct)[:, :, 0].T
    return np.asarray(np.exp(-(economy.final_shares * passed).sum(axis=0)))
