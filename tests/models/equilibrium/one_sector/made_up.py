"""Made-up economies and shocks: countries of very different size, deficits, some flows zero."""

import numpy as np
from hypothesis import strategies as st

from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector
from sverka.models.equilibrium.one_sector.shock import CostShock


def economy(seed: int, count: int, sigma: float, zeros: float = 0.2, *, wild: bool = False) -> OneSector:
    """Make an economy in which domestic sales are the larger part of most countries' output.

    Countries spend 0.6 to 1.6 times what they earn, so that every closure has an equilibrium near by; a
    wild one knows no such bounds.
    """
    chance = np.random.default_rng(seed)
    size = np.exp(chance.normal(0, 1.5, count))
    trade = np.outer(size, size) / size.sum() * np.exp(chance.normal(0, 0.7, (count, count)))
    trade *= chance.random((count, count)) > zeros
    trade[0] += 0.01 * size
    trade[:, 0] += 0.01 * size
    np.fill_diagonal(trade, size * chance.uniform(0.5, 3.0, count))
    if not wild:
        sold, bought = trade.sum(axis=1), trade.sum(axis=0)
        more = np.maximum((bought - 1.6 * sold) / 0.6, (0.6 * sold - bought) / 0.4)
        trade[np.diag_indices(count)] += np.maximum(more, 0)
    return OneSector(tuple(f"C{k}" for k in range(count)), 1000 * trade, sigma)


def shock(seed: int, baseline: OneSector, spread: float = 0.3, endowments: float = 0.0) -> CostShock:
    """Make factors on all costs abroad, and on endowments if asked for."""
    chance = np.random.default_rng(seed)
    count = len(baseline.countries)
    costs = np.exp(chance.uniform(-spread, spread, (count, count)))
    np.fill_diagonal(costs, 1.0)
    return CostShock(costs, np.exp(chance.uniform(-1, 1, count) * endowments))


def split_in_two(trade: Numbers, place: int) -> Numbers:
    """Replace a country by two halves of it, last: each makes, sells and buys half of everything."""
    rest = [k for k in range(len(trade)) if k != place]
    count = len(rest)
    halves = np.zeros((count + 2, count + 2))
    halves[:count, :count] = trade[np.ix_(rest, rest)]
    halves[count:, :count] = trade[place, rest] / 2
    halves[:count, count:] = trade[rest, place][:, None] / 2
    halves[count:, count:] = trade[place, place] / 4
    return halves


seeds = st.integers(0, 10**6)
counts = st.integers(2, 9)
sigmas = st.floats(1.3, 10.0)
