"""Made-up worlds, small enough to look at."""

import numpy as np

from sverka.models.equilibrium.many_sectors.baseline import Accounts, Baseline, build_baseline
from sverka.models.equilibrium.many_sectors.shock import Shock, no_shock


def accounts(seed: int, n: int = 3, s: int = 2, *, tariffs: float = 0.1) -> Accounts:
    """Draw a world with unbalanced trade, inputs and tariffs; some of all goods is left for final demand."""
    chance = np.random.default_rng(seed)
    trade = chance.uniform(0.1, 3.0, (s, n, n))
    home = np.arange(n)
    trade[:, home, home] += 12.0
    rates = chance.uniform(0, tariffs, (s, n, n))
    rates[:, home, home] = 0
    inputs = chance.dirichlet(np.full(s, 4.0), (n, s)).transpose(0, 2, 1)
    inputs *= chance.uniform(0.3, 0.7, (n, 1, s))
    spent, sold = (trade * (1 + rates)).sum(axis=1), trade.sum(axis=2)
    used = np.einsum("jsu,uj->sj", inputs, sold)
    inputs *= min(1.0, 0.9 * float((spent / used).min()))
    return Accounts(
        countries=tuple("ABCDEFGH"[:n]),
        sectors=tuple(f"s{k}" for k in range(s)),
        trade=trade,
        tariffs=rates,
        inputs=inputs,
        value_added_shares=1 - inputs.sum(axis=1).T,
        elasticities=chance.uniform(3.0, 9.0, s),
    )


def world(seed: int, n: int = 3, s: int = 2, **other: float) -> Baseline:
    return build_baseline(accounts(seed, n, s, **other))


def some_shock(baseline: Baseline, seed: int, size: float = 0.3) -> Shock:
    """Draw changes of tariffs, of other costs abroad and of productivity."""
    chance = np.random.default_rng(seed)
    s, n = baseline.economy.final_shares.shape
    abroad = ~np.eye(n, dtype=bool)
    return Shock(
        tariffs=np.where(abroad, chance.uniform(0, 0.3, (s, n, n)), 0.0),
        costs=np.where(abroad, np.exp(chance.normal(0, size, (s, n, n))), 1.0),
        productivity=np.exp(chance.normal(0, size / 2, (s, n))),
    )


def costs_abroad(baseline: Baseline, factor: float) -> Shock:
    """Multiply non-tariff costs of all trade between countries."""
    shock = no_shock(baseline.economy)
    n = len(baseline.economy.countries)
    costs = np.where(np.eye(n, dtype=bool), 1.0, factor) * shock.costs
    return Shock(tariffs=shock.tariffs, costs=costs, productivity=shock.productivity)
