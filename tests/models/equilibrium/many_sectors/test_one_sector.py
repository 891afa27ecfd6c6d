"""One sector without inputs or tariffs is the one-sector model, with theta one below sigma."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.equilibrium.many_sectors.worlds import accounts

from sverka.models.equilibrium.many_sectors.baseline import Accounts, build_baseline
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.shock import Shock
from sverka.models.equilibrium.many_sectors.solve import solve
from sverka.models.equilibrium.one_sector import closure as one_closure
from sverka.models.equilibrium.one_sector import solve as one_solve
from sverka.models.equilibrium.one_sector.baseline import OneSector
from sverka.models.equilibrium.one_sector.shock import CostShock

SAME = {
    Closure.PROPORTIONAL: one_closure.Closure.RATIO,
    Closure.HELD: one_closure.Closure.VALUE,
}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(tuple(SAME)))
def test_both_models_agree(seed: int, closure: Closure) -> None:
    sigma, trade = 5.0, np.asarray(accounts(seed, 4, 1).trade)
    countries = ("A", "B", "C", "D")
    costs = np.exp(np.random.default_rng(seed).normal(0, 0.2, (4, 4)))
    plain = Accounts(
        countries=countries,
        sectors=("all",),
        trade=trade,
        tariffs=np.zeros_like(trade),
        inputs=np.zeros((4, 1, 1)),
        value_added_shares=np.ones((1, 4)),
        elasticities=[sigma - 1],
    )
    baseline = build_baseline(plain)
    shock = Shock(tariffs=baseline.economy.tariffs, costs=costs[None], productivity=np.ones((1, 4)))
    many = solve(baseline, shock, closure)
    one = one_solve.solve(OneSector(countries, trade[0], sigma), CostShock.of_costs(costs), SAME[closure])
    scale = one.trade.sum() / many.trade.sum()
    assert one.real_expenditure == pytest.approx(many.real_income, rel=1e-8)
    assert one.trade == pytest.approx(scale * many.trade[0], rel=1e-7)
