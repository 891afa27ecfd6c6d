"""Three fictional countries: what a formula's terms are on a panel small enough to check by hand."""

from typing import Any

import numpy as np
import pytest

from sverka.models.gravity.design import (
    Design,
    NoLogarithm,
    NothingLeft,
    UnknownColumn,
    UnknownLevel,
    lay_design,
)
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Panel, lay_out

TWO_WAY = Effects(pairs=Pairs.NONE)


def panel(*, without: tuple[str, str, int] | None = None) -> Panel:
    """Trade of AAA, BBB, CCC in 2000-2002: 100 e + 10 m + t; an agreement of AAA and BBB from 2001."""
    rows = [
        (
            e,
            m,
            year,
            100.0 * i + 10 * j + t,
            float({e, m} == {"AAA", "BBB"} and year > 2000),
            1.0 + abs(i - j),
        )
        for i, e in enumerate(("AAA", "BBB", "CCC"))
        for j, m in enumerate(("AAA", "BBB", "CCC"))
        for t, year in enumerate((2000, 2001, 2002))
        if (e, m, year) != without
    ]
    exporter, importer, years, trade, rta, dist = zip(*rows, strict=True)
    return lay_out(exporter, importer, years, trade, {"rta": rta, "dist": dist})


def design(text: str, of: Panel | None = None, **told: Any) -> Design:  # noqa: ANN401  fields of the specification
    said = {"effects": TWO_WAY, **told}
    return lay_design(of or panel(), GravitySpec(formula=read_formula(text), **said))


def test_leads_and_lags_at_the_edges_of_the_panel_are_missing_not_zero() -> None:
    laid = design("trade ~ rta + lead(rta, 1) + lag(rta, 1)")
    assert laid.dropped == {"lead(rta, 1) is missing": 9, "lag(rta, 1) is missing": 9}
    assert laid.panel.count == 9
    middle = laid.panel.regressors[:, 0, :, 1]
    np.testing.assert_array_equal(middle, [[0, 1, 0], [0, 1, 0], [0, 0, 0]])
    assert not laid.panel.weight[:, [0, 2], :].any()


def test_leads_look_at_years_that_are_not_estimated_on() -> None:
    laid = design("trade ~ lead(rta, 1) + lag(rta, 1)", years=(2001,))
    assert laid.dropped == {}
    assert laid.panel.years == (2001,)
    np.testing.assert_array_equal(laid.panel.regressors[:, 0, 0, 1], [1, 0])


def test_a_lag_that_falls_on_a_row_the_panel_lacks_is_missing() -> None:
    laid = design("trade ~ lag(rta, 1)", panel(without=("AAA", "BBB", 2001)), years=(2002,))
    assert laid.dropped == {"lag(rta, 1) is missing": 1}
    assert laid.panel.weight[0, 0, 1] == 0


def test_borders_by_year_name_their_year_and_leave_out_the_base() -> None:
    laid = design("trade ~ border:year(base=2002)", years=(2000, 2002))
    assert laid.panel.names == ("border:year 2000",)
    np.testing.assert_array_equal(laid.panel.regressors[0, :, 0, :], 1 - np.eye(3))
    assert not laid.panel.regressors[0, :, 1, :].any()


def test_a_country_s_domestic_trade_by_itself() -> None:
    laid = design("trade ~ domestic:exporter(base=AAA)")
    assert laid.panel.names == ("domestic:exporter BBB", "domestic:exporter CCC")
    np.testing.assert_array_equal(laid.panel.regressors[0, :, 0, :], np.diag([0, 1, 0]))


def test_output_expenditure_and_remoteness_count_domestic_trade_that_is_left_out() -> None:
    text = "trade ~ output + expenditure + remoteness(dist, exporter) + remoteness(dist, importer)"
    laid = design(text, domestic=False)
    assert laid.dropped == {"domestic trade, which the model leaves out": 9}
    # BBB to CCC in 2001: sales 101 + 111 + 121; purchases 21 + 121 + 221; distances 2, 1, 2 over shares.
    got = laid.panel.regressors[:, 1, 1, 2]
    sales, purchases = np.array([33.0, 333, 633]), np.array([303.0, 333, 363])
    expected = [
        333,
        363,
        999 * (np.array([2, 1, 2]) / purchases).sum(),
        999 * (np.array([3, 2, 1]) / sales).sum(),
    ]
    np.testing.assert_allclose(got, expected)


def test_logarithms_of_trade_leave_zeros_out() -> None:
    laid = design("log(trade) ~ rta")
    assert laid.dropped == {"zero trade, which has no logarithm": 1}
    assert laid.panel.trade[1, 1, 2] == pytest.approx(np.log(121))


def test_a_model_without_effects_has_a_constant() -> None:
    none = Effects(country_years=False, pairs=Pairs.NONE)
    assert design("trade ~ log(dist)", effects=none).panel.names == ("constant", "log(dist)")
    assert design("trade ~ log(dist)", effects=none, countries=True).panel.names == ("log(dist)",)


def test_the_panels_own_column_goes_before_the_word_for_it() -> None:
    own = lay_out(["AAA", "BBB"], ["BBB", "AAA"], [2000, 2000], [1, 2], {"border": [7, 8]})
    np.testing.assert_array_equal(design("trade ~ border", own).panel.regressors[0, 0, 0], [0, 7])


def test_a_panel_that_is_the_model_already_is_not_copied() -> None:
    own = panel()
    assert design("trade ~ rta + dist", own).panel is own
    assert design("trade ~ dist + rta", own).panel is not own


def test_what_the_panel_does_not_have_is_named() -> None:
    with pytest.raises(
        UnknownColumn, match=r"The panel has no “wto”\. It has rta, dist, border, .*add the column"
    ):
        design("trade ~ wto")
    with pytest.raises(UnknownLevel, match="no year “1999”; it runs from 2000 to 2002"):
        design("trade ~ border:year(base=1999)")
    with pytest.raises(UnknownLevel, match="no year “1999”"):
        design("trade ~ rta", years=(1999,))


def test_a_logarithm_of_zero_is_refused_with_its_rows() -> None:
    with pytest.raises(NoLogarithm, match=r"log\(rta\) has no finite value in 23 rows, first AAA>AAA 2000"):
        design("trade ~ log(rta)")


def test_a_lead_beyond_every_year_leaves_nothing() -> None:
    with pytest.raises(
        NothingLeft, match=r"No observation is left .*lead\(rta, 9\) is missing: 27.*fewer leads"
    ):
        design("trade ~ lead(rta, 9)")
