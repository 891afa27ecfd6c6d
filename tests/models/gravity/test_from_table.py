"""A table's columns as a panel: what is missing, what is refused, and what a lead can look at."""

from typing import Any

import numpy as np
import pytest

from sverka.models.gravity.design import lay_design
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.from_table import (
    BelowZeroWeight,
    NotNumeric,
    NoYear,
    UnnamedCountry,
    numbers,
    panel_of,
)
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import NegativeTrade, NotNumbers, TwiceObserved


def table(**columns: Any) -> dict[str, Any]:  # noqa: ANN401  any column
    """Arland and Bedia, both directions in 2010 and 2011, with an agreement in the second year."""
    plain: dict[str, Any] = {
        "exporter": np.array(["ARL", "ARL", "BED", "BED"]),
        "importer": np.array(["BED", "BED", "ARL", "ARL"]),
        "year": np.array([2010, 2011, 2010, 2011]),
        "trade": np.array([60.0, 90.0, 40.0, 60.0]),
        "rta": np.array([0, 1, 0, 1]),
    }
    return plain | columns


def test_rows_become_cells() -> None:
    panel = panel_of(table(), ("rta",))
    assert (panel.exporters, panel.years, panel.importers) == (("ARL", "BED"), (2010, 2011), ("ARL", "BED"))
    assert panel.trade[0, :, 1].tolist() == [60, 90]
    assert panel.regressors[0, 1, :, 0].tolist() == [0, 1]
    assert panel.known.sum() == panel.count == 4


def test_a_row_without_trade_is_no_observation_and_is_counted_in_the_years_asked_for() -> None:
    panel = panel_of(table(trade=np.array([60.0, np.nan, 40.0, 60.0])), ("rta",))
    design = lay_design(panel, GravitySpec(formula=read_formula("trade ~ rta")))
    assert (panel.count, design.panel.count) == (3, 3)
    assert design.dropped == {"trade is missing, or of weight zero": 1}
    early = lay_design(panel, GravitySpec(formula=read_formula("trade ~ rta"), years=(2010,)))
    assert early.dropped == {}


def test_a_lead_looks_at_a_year_of_which_only_the_trade_is_missing() -> None:
    panel = panel_of(table(trade=np.array([60.0, np.nan, 40.0, 60.0])), ("rta",))
    design = lay_design(panel, GravitySpec(formula=read_formula("trade ~ lead(rta, 1)"), years=(2010,)))
    assert design.panel.count == 2
    assert design.panel.regressors[0, 0, 0, 1] == 1


def test_a_lead_does_not_look_at_a_year_without_a_row_or_without_the_regressor() -> None:
    short = {name: values[[0, 2, 3]] for name, values in table().items()}
    spec = GravitySpec(formula=read_formula("trade ~ lead(rta, 1)"), years=(2010,))
    assert lay_design(panel_of(short, ("rta",)), spec).dropped == {"lead(rta, 1) is missing": 1}
    unknown = table(rta=np.array([0, np.nan, 0, 1]))
    assert lay_design(panel_of(unknown, ("rta",)), spec).dropped == {"lead(rta, 1) is missing": 1}


def test_a_missing_regressor_leaves_its_row_out_only_where_the_model_has_it() -> None:
    panel = panel_of(table(rta=np.array([0, np.nan, 0, 1]), border=np.ones(4)), ("rta", "border"))
    design = lay_design(panel, GravitySpec(formula=read_formula("trade ~ rta")))
    assert design.dropped == {"rta is missing": 1}
    assert lay_design(panel, GravitySpec(formula=read_formula("trade ~ border"))).dropped == {}
    assert np.isfinite(design.panel.regressors).all()


@pytest.mark.parametrize("written", ["NA", "", ".", "NaN", None])
def test_texts_that_mean_missing_are_missing(written: str | None) -> None:
    panel = panel_of(table(trade=np.array(["60", written, "40", "60.5"], object)), ("rta",))
    assert panel.count == 3
    assert panel.trade[1, 1, 0] == 60.5


def test_text_in_trade_is_named_and_counted() -> None:
    with pytest.raises(NotNumeric, match=r"“trade” is no number in 2 rows, first in row 2: “n/a”. Correct"):
        panel_of(table(trade=np.array(["60", "n/a", "40", "n/a"], object)), ("rta",))


def test_negative_trade_infinities_and_repeated_rows_are_named_and_counted() -> None:
    with pytest.raises(NegativeTrade, match=r"Trade is negative in 1 rows, first BED>ARL 2010"):
        panel_of(table(trade=np.array([60.0, 90, -1, 60])), ("rta",))
    with pytest.raises(NotNumbers, match=r"“trade” is no finite number in 1 rows, first ARL>BED 2011"):
        panel_of(table(trade=np.array([60.0, np.inf, 40, 60])), ("rta",))
    with pytest.raises(NotNumbers, match=r"“rta” is no finite number in 1 rows, first BED>ARL 2011"):
        panel_of(table(rta=np.array([0, 1, 0, -np.inf])), ("rta",))
    with pytest.raises(
        TwiceObserved, match=r"1 rows repeat an exporter, importer and year, first ARL>BED 2010"
    ):
        panel_of(table(year=np.array([2010, 2010, 2010, 2011])), ("rta",))


def test_a_row_without_country_or_year_is_refused() -> None:
    with pytest.raises(
        UnnamedCountry, match=r"“importer” is empty in 1 rows, first in row 3. Name the country"
    ):
        panel_of(table(importer=np.array(["BED", "BED", None, "ARL"], object)), ())
    with pytest.raises(NoYear, match=r"“year” is no whole number in 2 rows, first in row 1. Write years"):
        panel_of(table(year=np.array([2010.5, 2011, np.nan, 2011])), ())


def test_weights_count_and_may_not_be_negative() -> None:
    weights = np.array([1.0, 2, 0, 1])
    panel = panel_of(table(weight=weights), (), "weight")
    assert panel.weight[0, :, 1].tolist() == [1, 2]
    assert panel.count == 3
    with pytest.raises(BelowZeroWeight, match=r"“weight” is negative or missing in 2 rows, first in row 2"):
        panel_of(table(weight=np.array([1, -1, np.nan, 1])), (), "weight")


def test_countries_may_be_numbers() -> None:
    panel = panel_of(
        table(exporter=np.array([112, 112, 398, 398]), importer=np.array([398, 398, 112, 112])), ()
    )
    assert panel.exporters == ("112", "398")


def test_dates_are_no_years() -> None:
    with pytest.raises(NotNumeric, match=r"“year” is no number in 2 rows, first in row 1: “2010-01-01"):
        numbers(np.array(["2010-01-01", "2011-01-01"], "datetime64[us]"), "year")
