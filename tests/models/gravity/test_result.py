"""What an estimation says, as data."""

from typing import Any

import msgspec
import numpy as np
import pytest
from tests.models.gravity.dense import panel

from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample
from sverka.models.gravity.estimate import CorrectionOfLogs, OneYear, PairsAlone, estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.result import GravityResult, UnknownCoefficient
from sverka.models.gravity.spec import GravitySpec

FACTOR = "variances times G/(G-1), G clusters, as Stata's ppml and the Advanced Guide"


def result(text: str = "trade ~ agreement + tariff", **told: Any) -> GravityResult:  # noqa: ANN401  fields
    return estimate(GravitySpec(formula=read_formula(text), **told), panel(8, 4, seed=1))


def test_a_summary_is_plain_data_that_goes_through_json() -> None:
    found = result()
    told = msgspec.json.decode(msgspec.json.encode(found.summary))
    assert told["formula"] == "trade ~ agreement + tariff"
    assert told["estimator"] == "PPML"
    assert [one["name"] for one in told["coefficients"]] == ["agreement", "tariff"]
    assert told["sample"]["observations"] == found.count
    assert told["convergence"]["arrived"]
    assert told["fit"]["deviance"] == found.fit.deviance


def test_intervals_are_those_of_the_normal_at_the_level_asked_for() -> None:
    wide, narrow = result(), result(level=0.9)
    np.testing.assert_allclose(wide.high - wide.estimate, 1.959963984540054 * wide.standard_error)
    np.testing.assert_allclose(narrow.estimate - narrow.low, 1.6448536269514722 * narrow.standard_error)
    np.testing.assert_allclose(wide.z, wide.estimate / wide.standard_error)


def test_a_sum_of_coefficients_has_the_error_of_the_sum() -> None:
    found = result()
    both = found.combined({"agreement": 1.0, "tariff": -2.0})
    assert both.name == "agreement + -2 tariff"
    assert both.estimate == pytest.approx(found.estimate[0] - 2 * found.estimate[1])
    v = found.covariance
    assert both.standard_error == pytest.approx(np.sqrt(v[0, 0] - 4 * v[0, 1] + 4 * v[1, 1]))
    assert found.combined({"agreement": 1.0}) == found.named("agreement")


def test_conventions_say_how_the_numbers_are_defined() -> None:
    assert result().conventions == (
        "Poisson pseudo-maximum likelihood: zero trade counts",
        "effects: one of each exporter and year, of each importer and year, of each pair and direction",
        f"errors clustered by pair, each direction by itself; {FACTOR}",
        "z, p and the 95% interval of the normal distribution",
    )
    none = Effects(country_years=False, pairs=Pairs.NONE)
    told = result(
        "log(trade) ~ tariff", effects=none, clusters=Clusters.NONE, small=SmallSample.NONE
    ).conventions
    assert told[0] == "least squares of ln(trade): zero trade is left out"
    assert told[1] == "effects: none, a constant"
    assert told[2] == "errors robust to heteroskedasticity; variances without a factor for small samples"


@pytest.mark.parametrize(
    ("small", "factor"), [("ppml", "n/(n-1)"), ("ppmlhdfe", "n/(n-1)"), ("fixest", "n/(n-K)")]
)
def test_robust_errors_have_a_cluster_an_observation(small: str, factor: str) -> None:
    told = result(clusters=Clusters.NONE, small=SmallSample(small)).conventions[2]
    assert told.startswith(f"errors robust to heteroskedasticity; variances times {factor}, n observations")


def test_bias_correction_is_taken_from_the_estimates_and_shown() -> None:
    plain, corrected = result(), result(bias_corrected=True)
    assert plain.bias is None
    assert corrected.bias is not None
    np.testing.assert_allclose(corrected.estimate + corrected.bias, plain.estimate)
    assert corrected.named("tariff").bias == corrected.bias[1]
    assert "Weidner and Zylkin 2021" in corrected.conventions[-1]
    assert sum("clustered" in one for one in corrected.conventions) == 1
    assert (corrected.standard_error > plain.standard_error).all()


def test_a_coefficient_that_is_not_there_is_named() -> None:
    with pytest.raises(
        UnknownCoefficient, match=r"no coefficient “wto”; there are agreement, tariff. Name one"
    ):
        result().named("wto")


def test_specifications_that_mean_nothing_are_refused() -> None:
    with pytest.raises(PairsAlone, match="Effects of pairs without those of exporters and importers by year"):
        result(effects=Effects(country_years=False))
    with pytest.raises(CorrectionOfLogs, match=r"The bias correction is that of PPML.*Write trade instead"):
        result("log(trade) ~ tariff", bias_corrected=True)
    with pytest.raises(OneYear, match=r"one year only, 2001: effects of pairs .*Take more years"):
        result(years=(2001,))
