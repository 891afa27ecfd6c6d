"""From a gravity model to a baseline and a shock."""

from functools import cache

import numpy as np
import pytest
from tests.models.equilibrium.one_sector.made_up import economy

from sverka.models.equilibrium.one_sector.baseline import NoDomesticSales
from sverka.models.equilibrium.one_sector.equilibrium import Level
from sverka.models.equilibrium.one_sector.from_gravity import (
    OtherImporters,
    YearNotEstimated,
    cost_factor,
    from_gravity,
)
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.equilibrium.one_sector.solve import solve
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.result import GravityResult
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import lay_out

COUNTRIES = ("BLR", "KAZ", "RUS", "UZB", "KGZ", "ARM")
TRADE = economy(7, 6, 5.0, zeros=0).trade


@cache
def estimated(*, domestic: bool = True, short: str = "") -> GravityResult:
    """Estimate an effect of common membership on made-up trade of two years."""
    rows = [
        (exporter, importer, year, TRADE[i, j] * (1 + 0.1 * (year - 2020)))
        for year in (2020, 2021)
        for i, exporter in enumerate(COUNTRIES)
        for j, importer in enumerate(COUNTRIES)
        if (domestic or i != j) and importer != short
    ]
    members = {"BLR", "KAZ", "RUS"}
    union = [float(row[0] != row[1] and {row[0], row[1]} <= members) for row in rows]
    exporters, importers, years, trade = zip(*rows, strict=True)
    border = [float(one != other) for one, other in zip(exporters, importers, strict=True)]
    regressors = {"union": union, "border": border} if domestic else {"union": union}
    formula = read_formula("trade ~ " + " + ".join(regressors))
    spec = GravitySpec(formula=formula, effects=Effects(pairs=Pairs.NONE))
    return estimate(spec, lay_out(exporters, importers, years, trade, regressors))


def test_fitted_trade_keeps_every_output_and_expenditure() -> None:
    baseline = from_gravity(estimated(), 2021, 5.0)
    assert baseline.countries == tuple(sorted(COUNTRIES))
    order = [COUNTRIES.index(name) for name in baseline.countries]
    np.testing.assert_allclose(baseline.output, 1.1 * TRADE.sum(axis=1)[order], rtol=1e-8)
    np.testing.assert_allclose(baseline.expenditure, 1.1 * TRADE.sum(axis=0)[order], rtol=1e-8)


def test_an_effect_as_a_factor_on_costs_has_that_effect() -> None:
    baseline = from_gravity(estimated(), 2020, 5.0)
    shock = CostShock.of(baseline, {("BLR", "KAZ"): cost_factor(0.56, 5.0)})
    before, after = solve(baseline, shock, level=Level.PARTIAL).flow("BLR", "KAZ")
    assert np.log(after / before) == pytest.approx(0.56)
    assert cost_factor(0.56, 7.0) == pytest.approx(0.91, abs=0.001)


def test_what_is_no_baseline_is_refused() -> None:
    with pytest.raises(YearNotEstimated, match="not estimated on 2019, but on 2020, 2021"):
        from_gravity(estimated(), 2019, 5.0)
    with pytest.raises(NoDomesticSales, match="ARM, BLR, KAZ"):
        from_gravity(estimated(domestic=False), 2020, 5.0)
    with pytest.raises(OtherImporters, match=r"in the sample: UZB\. General equilibrium needs"):
        from_gravity(estimated(short="UZB"), 2020, 5.0)
