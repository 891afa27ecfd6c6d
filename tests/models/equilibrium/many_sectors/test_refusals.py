"""What cannot be a baseline, a shock or an equilibrium, and the words that say so."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.models.equilibrium.many_sectors.worlds import accounts, costs_abroad, world

from sverka.models.equilibrium.many_sectors.baseline import (
    Accounts,
    Baseline,
    MarketsDoNotClear,
    NegativeFinalDemand,
    NoDomesticSales,
    NoProducers,
    build_baseline,
)
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.economy import (
    BadElasticity,
    MisshapenEconomy,
    NegativeEntry,
    SharesDoNotAddUp,
    UnbalancedDeficits,
)
from sverka.models.equilibrium.many_sectors.settle import settle
from sverka.models.equilibrium.many_sectors.shock import no_shock
from sverka.models.equilibrium.many_sectors.solve import NoEquilibrium, ShockOfOtherShape, solve


def changed(name: str, at: int | tuple[int, ...], value: float) -> Accounts:
    """Return accounts with one element of an array replaced."""
    given = accounts(3)
    array = np.array(getattr(given, name), dtype=float)
    array[at] = value
    fields: dict[str, Any] = {name: array}
    return replace(given, **fields)


def test_a_negative_flow_is_named() -> None:
    with pytest.raises(
        NegativeEntry, match=r"trade holds 1 negative values, the lowest -2 at s1 from A to C"
    ):
        build_baseline(changed("trade", (1, 0, 2), -2.0))


def test_a_country_without_home_sales_is_named() -> None:
    given = accounts(3)
    np.asarray(given.trade)[:, 1, 1] = 0
    with pytest.raises(
        NoDomesticSales, match=r"^Without sales at home in any sector: B\. .*: add output less exports"
    ):
        build_baseline(given)


def test_an_elasticity_has_to_be_above_zero() -> None:
    with pytest.raises(BadElasticity, match=r"of sector s1 is 0; it has to be above zero"):
        build_baseline(changed("elasticities", 1, 0.0))


def test_a_sector_that_nobody_makes_is_named() -> None:
    with pytest.raises(NoProducers, match=r"Nobody sells anything of s0, so no price of it exists"):
        build_baseline(changed("trade", 0, 0.0))


def test_a_country_may_make_and_buy_nothing_of_a_sector() -> None:
    given = accounts(3)
    np.asarray(given.trade)[1, 0, :] = 0
    np.asarray(given.trade)[1, :, 0] = 0
    np.asarray(given.inputs)[0, 1, :] = 0
    shares = 1 - np.asarray(given.inputs).sum(axis=1).T
    baseline = build_baseline(replace(given, value_added_shares=shares))
    after = solve(baseline, costs_abroad(baseline, 1.2), Closure.HELD)
    assert after.trade[1, 0].sum() == after.trade[1, :, 0].sum() == 0


def test_shares_that_do_not_add_up_are_measured_and_named() -> None:
    given = accounts(3)
    less = np.asarray(given.value_added_shares)[1, 2] - 0.05
    with pytest.raises(
        SharesDoNotAddUp,
        match=r"value added in costs do not add up to 1 in 1 places; the worst is s1 made in C, "
        r"where they add up to 0\.95 \(-0\.05\)",
    ):
        build_baseline(changed("value_added_shares", (1, 2), less))


def test_more_inputs_than_goods_is_refused_and_can_be_settled() -> None:
    given = accounts(3)
    trade = np.array(given.trade)
    trade[1, :, 0] *= 0.1
    given = replace(given, trade=trade)
    with pytest.raises(
        NegativeFinalDemand, match=r"In 1 places .*; the worst is s1 in A, by .* use settle\(\)"
    ):
        build_baseline(given)
    settled = settle(given, Closure.HELD)
    assert settled.dropped[0].startswith("s1 in A: -")
    assert 0 < settled.part < 1
    assert settled.baseline.economy.deficits.sum() == pytest.approx(0, abs=1e-9)


def test_arrays_of_another_shape_or_without_numbers_are_refused() -> None:
    with pytest.raises(MisshapenEconomy, match=r"tariffs cannot be used: its shape is \(2, 3\)"):
        build_baseline(replace(accounts(3), tariffs=np.zeros((2, 3))))
    with pytest.raises(MisshapenEconomy, match=r"trade cannot be used: 1 of its values are no numbers"):
        build_baseline(changed("trade", (0, 0, 0), np.nan))
    with pytest.raises(MisshapenEconomy, match=r"at s0 from A to B it is -1 or less\. Give it as rates"):
        build_baseline(changed("tariffs", (0, 0, 1), -1.0))


def test_deficits_have_to_balance() -> None:
    economy = world(3).economy
    with pytest.raises(UnbalancedDeficits, match=r"of the world's value added, not to zero\. Add the rest"):
        replace(economy, deficits=economy.deficits + 1)


def test_an_economy_out_of_equilibrium_is_no_baseline() -> None:
    baseline = world(3)
    economy = baseline.economy
    with pytest.raises(MarketsDoNotClear, match=r"the labour market of . the gap is .*build_baseline"):
        Baseline(economy=economy, spending=baseline.spending * 1.1)
    other = replace(economy, final_shares=economy.final_shares[::-1])
    with pytest.raises(MarketsDoNotClear, match=r"what . spends on s. the gap is"):
        Baseline(economy=other, spending=baseline.spending)


def test_a_baseline_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        world(3).economy.shares[0, 0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        world(3).spending[0, 0] = 1.0
    with pytest.raises(AttributeError):
        world(3).spending = np.ones((2, 3))  # type: ignore[misc]


def test_a_shock_cannot_be_written_to() -> None:
    shock = costs_abroad(world(3), 1.2)
    for array in (shock.tariffs, shock.costs, shock.productivity):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 0.5


def test_a_factor_of_zero_on_costs_is_refused() -> None:
    nothing = no_shock(world(3).economy)
    with pytest.raises(MisshapenEconomy, match=r"costs cannot be used: a value is 0 or less"):
        replace(nothing, costs=nothing.costs * 0)


def test_deficits_that_nobody_can_pay_for_end_in_an_error_that_keeps_the_last_state() -> None:
    """Cut off from the world, a country with a deficit that is held cannot have it."""
    baseline = world(3)
    with pytest.raises(
        NoEquilibrium,
        match=r"missed most is the (labour market|trade balance) of [ABC], by .* try another closure",
    ) as raised:
        solve(baseline, costs_abroad(baseline, 1e80), Closure.HELD)
    last = raised.value.last
    assert not last.convergence.arrived
    assert last.convergence.why
    assert len(last.convergence.history) == last.convergence.steps + 1
    assert np.isfinite(last.wages).all()


def test_a_surplus_that_income_cannot_pay_is_named() -> None:
    """OIL sells BIG most of what it makes: cut off, it cannot go on giving all that away."""
    trade = np.array([[[2.0, 60.0], [1.0, 500.0]]])
    given = Accounts(
        countries=("OIL", "BIG"),
        sectors=("all",),
        trade=trade,
        tariffs=np.zeros_like(trade),
        inputs=np.zeros((2, 1, 1)),
        value_added_shares=np.ones((1, 2)),
        elasticities=[2.0],
    )
    baseline = build_baseline(given)
    said = r"OIL would have to spend less than nothing\. .*the income of OIL, by .* try another closure"
    with pytest.raises(NoEquilibrium, match=said) as raised:
        solve(baseline, costs_abroad(baseline, 3.0), Closure.HELD)
    assert not raised.value.last.convergence.arrived
    assert "less than nothing" in raised.value.last.convergence.why
    assert (solve(baseline, costs_abroad(baseline, 3.0), Closure.PROPORTIONAL).income > 0).all()


def test_costs_beyond_all_numbers_end_in_an_error_and_no_warning() -> None:
    baseline = world(3)
    with pytest.raises(
        NoEquilibrium, match=r"some prices are not finite at the start\. .*missed most is the"
    ):
        solve(baseline, costs_abroad(baseline, 1e-80), Closure.PROPORTIONAL)


def test_markets_that_do_not_answer_wages_end_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = "sverka.models.equilibrium.many_sectors.solve.labour_response"
    baseline = world(3)
    value_added = baseline.economy.value_added
    monkeypatch.setattr(flat, lambda *_: np.zeros((3, 3)) - value_added / value_added.sum())
    with pytest.raises(
        NoEquilibrium, match=r"the labour markets do not answer wages there\. .*missed most is"
    ):
        solve(baseline, costs_abroad(baseline, 1.2), Closure.HELD)


def test_a_shock_of_another_world_is_refused() -> None:
    with pytest.raises(ShockOfOtherShape, match=r"the shape \(2, 2, 2\), the economy \(2, 3, 3\) .*no_shock"):
        solve(world(3), no_shock(world(3, 2, 2).economy), Closure.HELD)


def test_the_closure_moves_real_income() -> None:
    baseline = world(3)
    shock = costs_abroad(baseline, 1.5)
    held, proportional = (
        solve(baseline, shock, way).real_income for way in (Closure.HELD, Closure.PROPORTIONAL)
    )
    assert np.abs(held - proportional).max() > 1e-4
