"""Input-output tables as a baseline: the assumption about final goods, and what does not add up."""

from dataclasses import replace

import numpy as np
import pytest

from sverka.models.equilibrium.from_icio import (
    FinalGoods,
    NoBalance,
    NoFinalDemand,
    Tables,
    baseline_from_icio,
)
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.shock import Shock, no_shock
from sverka.models.equilibrium.many_sectors.solve import solve

THETA = np.array([4.0, 6.0])


def tables() -> Tables:
    """Arland and Borland, farms and mills; millions of dollars."""
    inputs = np.array([[[20.0, 10], [5, 25]], [[8, 2], [4, 12]]])
    used = np.zeros((2, 2, 2))
    used[:, 0] = [[10, 15], [4, 6]]
    used[:, 1] = [[15, 20], [8, 8]]
    final = np.array([[40.0, 50], [60, 70]])
    return Tables(
        countries=("ARL", "BOR"),
        industries=("A01", "C10T12"),
        inputs=inputs,
        used=used,
        output=inputs.sum(axis=2) + final,
        final_sales=final,
    )


def test_final_goods_go_where_inputs_go() -> None:
    found = baseline_from_icio(tables(), THETA, FinalGoods.LIKE_INPUTS)
    trade = found.baseline.trade
    assert trade[0, 0] == pytest.approx([20 + 40 * 20 / 30, 10 + 40 * 10 / 30])
    assert trade.sum(axis=2) == pytest.approx(tables().output)
    assert found.final_goods is FinalGoods.LIKE_INPUTS
    assert found.findings == ()
    spent = found.baseline.economy.final_shares * found.baseline.income
    assert spent == pytest.approx(trade.sum(axis=1) - tables().used.sum(axis=1))


def test_balanced_final_goods_leave_no_country_a_deficit() -> None:
    found = baseline_from_icio(tables(), THETA, FinalGoods.BALANCED).baseline
    assert found.economy.deficits == pytest.approx([0, 0], abs=1e-6)
    assert found.trade.sum(axis=2) == pytest.approx(tables().output)
    loose = baseline_from_icio(tables(), THETA, FinalGoods.LIKE_INPUTS).baseline
    assert np.abs(loose.economy.deficits).max() > 1


def test_published_final_demand_is_taken_as_it_is_less_negative_inventories() -> None:
    final = np.array([[[30.0, 12], [-2, 50]], [[45, 15], [10, 60]]])
    given = replace(tables(), final=final, output=tables().inputs.sum(axis=2) + final.clip(min=0).sum(axis=2))
    found = baseline_from_icio(given, THETA, FinalGoods.AS_PUBLISHED)
    assert found.baseline.trade == pytest.approx(tables().inputs + final.clip(min=0))
    (finding,) = found.findings
    assert finding.message.startswith(
        "1 final sales are negative, 2 million US dollars in all (0.901%): inventories sold out of."
    )
    assert finding.evidence == ("BOR_A01: 2 million US dollars",)


def test_tables_without_buyers_of_final_goods_cannot_be_taken_as_published() -> None:
    with pytest.raises(NoFinalDemand, match=r"do not say who buys final goods.* Choose 'like inputs'"):
        baseline_from_icio(tables(), THETA, FinalGoods.AS_PUBLISHED)


def test_an_industry_without_buyers_of_inputs_sells_at_home() -> None:
    given = tables()
    given.inputs[1, 0] = 0
    used = given.used.copy()
    used[1] *= given.inputs[1].sum(axis=0)[None] / used[1].sum(axis=0)
    given = replace(given, used=used, output=given.inputs.sum(axis=2) + given.final_sales)
    found = baseline_from_icio(given, THETA, FinalGoods.LIKE_INPUTS)
    assert found.baseline.trade[1, 0].tolist() == pytest.approx([60, 0])
    assert found.findings[0].message.startswith(
        "1 industries sell to final demand and nothing as inputs; their sales, 60 million US dollars, are"
    )


def test_output_that_differs_from_sales_is_a_finding_that_says_where() -> None:
    given = tables()
    output = given.output.copy()
    output[1, 0] *= 1.02
    found = baseline_from_icio(replace(given, output=output), THETA, FinalGoods.LIKE_INPUTS)
    assert found.findings[0].message.startswith("The sales of 1 of 4 industries differ from published output")
    assert "all together by 1.4 million US dollars (" in found.findings[0].message
    assert found.findings[0].evidence == ("ARL_C10T12: 2.00%",)


def test_an_industry_that_uses_more_than_it_sells_is_scaled_and_told() -> None:
    used = tables().used.copy()
    used[:, 1, 0] *= 4
    found = baseline_from_icio(replace(tables(), used=used), THETA, FinalGoods.LIKE_INPUTS)
    assert found.findings[0].message.startswith("1 industries use as much as they sell or more")
    assert found.findings[0].evidence == ("ARL_C10T12: 70 million US dollars",)
    assert found.baseline.economy.value_added_shares[1, 0] == pytest.approx(0.001)


def test_final_demand_that_no_split_balances_is_refused() -> None:
    given = tables()
    given.inputs[:, 0, 1] = given.inputs[:, 1, 0] = 0
    with pytest.raises(NoBalance, match=r"(ARL|BOR) misses it by .*%\. Choose 'like inputs'"):
        baseline_from_icio(given, THETA, FinalGoods.BALANCED)


def test_the_world_of_2022_gives_belarus_and_kazakhstan_a_baseline() -> None:
    """The arrays of sanction-simulator, Caliendo and Parro's elasticities left out: all are five."""
    from sverka.sources.oecd_icio.arrays import load_benchmark
    from sverka.sources.oecd_icio.installed import PackageMissing, installed_snapshot

    try:
        snapshot = installed_snapshot()
    except PackageMissing:
        pytest.skip("sanction-simulator 0.1.4 is not installed (pip install --no-deps)")
    table = load_benchmark(snapshot.data, snapshot.name)
    million = 1e-6
    given = Tables(
        countries=table.countries,
        industries=table.industries,
        inputs=table.inputs.sum(axis=2) * million,
        used=table.inputs.sum(axis=1) * million,
        output=np.asarray(table.output * million, np.float64),
        final_sales=np.asarray(table.other_sales * million, np.float64),
    )
    found = baseline_from_icio(given, np.full(50, 5.0), FinalGoods.LIKE_INPUTS)
    baseline = found.baseline
    i, j = (table.countries.index(code) for code in ("BLR", "KAZ"))
    assert baseline.trade[:, i, j].sum() == pytest.approx(812.6, abs=0.1)
    assert baseline.trade[:, j, i].sum() == pytest.approx(243.1, abs=0.1)
    assert [finding.message.split(" ", 1)[0] for finding in found.findings] == ["71", "The"]
    assert found.findings[1].evidence[0] == "ISL_C21: 1.46%"
    nothing = no_shock(baseline.economy)
    costs = nothing.costs.copy()
    costs[:, [i, j], [j, i]] = 0.9
    after = solve(
        baseline,
        Shock(tariffs=nothing.tariffs, costs=costs, productivity=nothing.productivity),
        Closure.HELD,
    )
    turnover = after.trade[:, [i, j], [j, i]].sum() / baseline.trade[:, [i, j], [j, i]].sum()
    assert turnover == pytest.approx(0.9**-5, rel=0.03), "theta of 5, less what prices take back"
    assert 1 < after.real_income[j] < after.real_income[i] < 1.01, "the smaller country gains more"
