"""What cannot be solved is refused by name, and a failure keeps the last state."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.models.equilibrium.one_sector.made_up import economy, shock

from sverka.models.equilibrium.one_sector.baseline import (
    BaselineError,
    CountriesRepeated,
    FlowNotNumber,
    NegativeFlow,
    NoDomesticSales,
    NotConnected,
    NotSquare,
    Numbers,
    OneSector,
    SigmaTooLow,
    UnknownCountry,
)
from sverka.models.equilibrium.one_sector.closure import Closure
from sverka.models.equilibrium.one_sector.conditions import BooksDoNotClose, adding_up
from sverka.models.equilibrium.one_sector.equilibrium import Level
from sverka.models.equilibrium.one_sector.newton import Markets, newton
from sverka.models.equilibrium.one_sector.shock import (
    CostShock,
    FactorNotPositive,
    ShockOfOtherShape,
    both_ways,
)
from sverka.models.equilibrium.one_sector.solve import NotArrived, solve

COUNTRIES = ("BLR", "KAZ", "RUS")


def flows(change: Callable[[Numbers], object] | None = None) -> Numbers:
    trade = np.array([[90.0, 1.0, 30.0], [1.0, 200.0, 20.0], [25.0, 30.0, 900.0]])
    if change is not None:
        change(trade)
    return trade


def put(row: int, column: int, value: float) -> Callable[[Numbers], object]:
    return lambda trade: trade.__setitem__((row, column), value)


def island(trade: Numbers) -> None:
    trade[0, 1:] = trade[1:, 0] = 0


@pytest.mark.parametrize(
    ("what", "countries", "trade", "sigma", "said"),
    [
        (NotSquare, COUNTRIES, flows()[:2], 5.0, r"shape \(2, 3\) and there are 3 countries"),
        (NotSquare, ("BLR",), flows()[:1, :1], 5.0, "two countries or more"),
        (CountriesRepeated, ("BLR", "KAZ", "BLR"), flows(), 5.0, "stand twice: BLR"),
        (FlowNotNumber, COUNTRIES, flows(put(0, 1, np.nan)), 5.0, r"BLR>KAZ\. Missing is not zero"),
        (NegativeFlow, COUNTRIES, flows(put(1, 0, -2)), 5.0, r"1 flows are negative: KAZ>BLR \(-2\)"),
        (NoDomesticSales, COUNTRIES, flows(put(1, 1, 0)), 5.0, "Without domestic sales: KAZ"),
        (NotConnected, COUNTRIES, flows(island), 5.0, "with the others: BLR"),
        (SigmaTooLow, COUNTRIES, flows(), 1.0, "substitution is 1; it must be above 1"),
        (SigmaTooLow, COUNTRIES, flows(), -2.0, "substitution is -2"),
        (SigmaTooLow, COUNTRIES, flows(), np.nan, "substitution is nan"),
    ],
)
def test_a_baseline_without_an_equilibrium_cannot_be_built(
    what: type[BaselineError], countries: tuple[str, ...], trade: Numbers, sigma: float, said: str
) -> None:
    with pytest.raises(what, match=said):
        OneSector(countries, trade, sigma)


def test_a_baseline_cannot_be_written() -> None:
    trade = flows()
    baseline = OneSector(COUNTRIES, trade, 5.0)
    trade[0, 0] = -1
    assert baseline.trade[0, 0] == 90
    with pytest.raises(ValueError, match="read-only"):
        baseline.trade[0, 0] = 1


def test_a_chain_of_trade_ties_countries_together() -> None:
    trade = np.diag([10.0, 10.0, 10.0, 10.0])
    trade[0, 1] = trade[2, 1] = trade[2, 3] = 1.0
    assert OneSector(("A", "B", "C", "D"), trade, 3.0).place("D") == 3


def test_many_names_are_counted() -> None:
    trade = np.ones((9, 9))
    np.fill_diagonal(trade, 0)
    with pytest.raises(NoDomesticSales, match="C0, C1, C2, C3, C4 and 4 more"):
        OneSector(tuple(f"C{k}" for k in range(9)), trade, 3.0)


def test_an_unknown_country_is_named() -> None:
    baseline = OneSector(COUNTRIES, flows(), 5.0)
    with pytest.raises(UnknownCountry, match=r"^UZB is not among the 3 countries") as told:
        CostShock.of(baseline, {("BLR", "UZB"): 0.9})
    assert "Choose one" in str(told.value)


@pytest.mark.parametrize("factor", [0.0, -0.1, np.inf, np.nan])
def test_a_cost_cannot_fall_to_nothing(factor: float) -> None:
    baseline = OneSector(COUNTRIES, flows(), 5.0)
    with pytest.raises(FactorNotPositive, match="2 of the shock's costs are not above 0"):
        CostShock.of(baseline, both_ways([("BLR", "KAZ")], factor))
    with pytest.raises(FactorNotPositive, match="1 of the shock's endowments"):
        CostShock.of(baseline, endowments={"BLR": factor})


def test_a_shock_is_for_its_baseline() -> None:
    other = CostShock.of(economy(1, 4, 3.0))
    with pytest.raises(ShockOfOtherShape, match=r"costs have the shape \(4, 4\), the baseline has 3"):
        solve(OneSector(COUNTRIES, flows(), 5.0), other)
    with pytest.raises(ShockOfOtherShape, match="endowments have the shape"):
        CostShock(np.ones((3, 3)), np.ones(2))


def test_a_surplus_that_income_cannot_pay_is_named() -> None:
    baseline = OneSector(("OIL", "BIG"), np.array([[1.0, 60.0], [1.0, 500.0]]), 3.0)
    embargo = CostShock.of(baseline, both_ways([("OIL", "BIG")], 30.0))
    with pytest.raises(NotArrived, match=r"deficits kept as parts of world output.*OIL") as told:
        solve(baseline, embargo, Closure.VALUE)
    last = told.value.last
    assert not last.convergence.arrived
    assert len(last.convergence.history) == last.convergence.steps > 0
    assert last.trade.shape == (2, 2)
    assert solve(baseline, embargo, Closure.BALANCED).convergence.arrived


def test_steps_that_run_out_keep_the_last_state() -> None:
    before = economy(2, 6, 6.0)
    with pytest.raises(NotArrived, match=r"The worst market is that of C\d: sales differ") as told:
        solve(before, shock(3, before), most=0)
    assert np.abs(told.value.last.prices - 1).max() > 0


def test_a_conditional_equilibrium_that_does_not_arrive_names_the_worst_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sverka.models.equilibrium.one_sector.solve._MARGIN_SWEEPS", 1)
    before = economy(2, 6, 6.0)
    with pytest.raises(NotArrived, match=r"conditional level.*The worst budget is that of C\d, off by"):
        solve(before, shock(3, before), level=Level.CONDITIONAL)


def test_newton_stays_where_slopes_have_no_figures() -> None:
    before = economy(2, 4, 6.0)
    nowhere = Markets(before, before.shares, np.ones(4), Closure.RATIO, np.full(4, np.nan))
    found = newton(nowhere, 1e-11, 5)
    assert found.markets is nowhere
    assert found.history == ()


def test_books_that_do_not_close_are_the_solvers_fault() -> None:
    trade = flows()
    with pytest.raises(BooksDoNotClose, match="please report it"):
        adding_up(trade, trade.sum(axis=1), trade.sum(axis=0) * 1.01)
