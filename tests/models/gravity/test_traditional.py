"""Traditional gravity and OLS, against statsmodels and against every dummy written out.

Tolerances: both sides solve the same equations directly, so 1e-8 relative is rounding and PPML's last step.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.ols import fit_ols
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Numbers, Panel, lay_out
from sverka.models.gravity.traditional import fit_traditional_ols, fit_traditional_ppml

NONE = Effects(country_years=False, pairs=Pairs.NONE)


def rows(seed: int = 3, countries: int = 7, years: int = 4, missing: float = 0.2) -> dict[str, Numbers]:
    """Draw a panel's rows: distance, a border that changes over time, trade with zeros, weights, gaps."""
    draw = np.random.default_rng(seed)
    e, t, m = (index.reshape(-1) for index in np.indices((countries, years, countries)))
    seen = draw.random(e.size) >= missing
    e, t, m = e[seen], t[seen], m[seen]
    dist = 1 + np.abs(e - m) + draw.random(e.size)
    rta = (draw.random(e.size) < 0.3).astype(float)
    mean = np.exp(2 - np.log(dist) + 0.4 * rta + 0.2 * e - 0.1 * m)
    trade = draw.poisson(mean * draw.gamma(2, 0.5, e.size)).astype(float)
    return {
        "e": e,
        "t": t,
        "m": m,
        "dist": dist,
        "rta": rta,
        "trade": trade,
        "weight": draw.uniform(0.5, 2, e.size),
    }


def laid(of: dict[str, Any]) -> Panel:
    names = np.array([f"C{n}" for n in range(9)])
    regressors = {"dist": of["dist"], "rta": of["rta"]}
    return lay_out(names[of["e"]], names[of["m"]], of["t"], of["trade"], regressors, of["weight"])


def dummies(*levels: Numbers) -> Numbers:
    return np.concatenate([np.eye(int(level.max()) + 1)[level] for level in levels], axis=1)


def test_ppml_with_covariates_is_that_of_statsmodels_with_its_robust_errors() -> None:
    from statsmodels.api import GLM, families

    of = rows()
    x = np.stack((np.ones(len(of["e"])), np.log(of["dist"]), of["rta"]), axis=1)
    theirs = GLM(of["trade"], x, family=families.Poisson(), var_weights=of["weight"]).fit(
        tol=1e-12, cov_type="HC0"
    )
    spec = GravitySpec(
        formula=read_formula("trade ~ log(dist) + rta"),
        effects=NONE,
        clusters=Clusters.NONE,
        small=SmallSample.NONE,
    )
    ours = estimate(spec, laid(of))
    assert ours.names == ("constant", "log(dist)", "rta")
    np.testing.assert_allclose(ours.estimate, theirs.params, rtol=1e-8)
    np.testing.assert_allclose(ours.standard_error, theirs.bse, rtol=1e-8)
    np.testing.assert_allclose(ours.p, theirs.pvalues, rtol=1e-6)
    np.testing.assert_allclose(np.stack((ours.low, ours.high), 1), theirs.conf_int(), rtol=1e-7)
    assert ours.fit.deviance == pytest.approx(theirs.deviance, rel=1e-8)


def test_both_are_fitted_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threadpoolctl = pytest.importorskip("threadpoolctl")
    seen: set[int] = set()
    solve = np.linalg.solve

    def watched(*given: Any) -> Any:  # noqa: ANN401
        info = threadpoolctl.threadpool_info()
        seen.update(one["num_threads"] for one in info if one["user_api"] == "blas")
        return solve(*given)

    monkeypatch.setattr(np.linalg, "solve", watched)
    panel = laid(rows())
    fit_traditional_ppml(panel, countries=True)
    fit_traditional_ols(replace(panel, trade=np.log1p(panel.trade)), countries=True)
    assert seen == {1}


def test_ppml_with_effects_of_exporters_and_importers() -> None:
    from statsmodels.api import GLM, families

    of = rows(seed=5)
    x = np.concatenate(
        (np.log(of["dist"])[:, None], of["rta"][:, None], dummies(of["e"]), dummies(of["m"])[:, 1:]), axis=1
    )
    theirs = GLM(of["trade"], x, family=families.Poisson(), var_weights=of["weight"]).fit(tol=1e-12)
    panel = laid({**of, "dist": np.log(of["dist"])})
    ours = fit_traditional_ppml(panel, countries=True)
    np.testing.assert_allclose(ours.beta, theirs.params[:2], rtol=1e-8)
    assert ours.convergence.arrived
    fitted = ours.mu[of["e"], of["t"], of["m"]]
    np.testing.assert_allclose(fitted, theirs.fittedvalues, rtol=1e-7)
    effects = ours.exporter_year[of["e"], of["t"]] + ours.importer_year[of["t"], of["m"]]
    own = panel.regressors[:, of["e"], of["t"], of["m"]]
    np.testing.assert_allclose(np.exp(ours.beta @ own + effects), fitted, rtol=1e-7)


def test_countries_without_any_trade_leave_the_sample() -> None:
    of = rows()
    of["trade"] = np.where(of["e"] == 2, 0.0, of["trade"])
    fit = fit_traditional_ppml(laid(of), countries=True)
    assert not fit.weight[2].any()
    assert fit.convergence.arrived


@pytest.mark.parametrize("pairs", [Pairs.NONE, Pairs.DIRECTED])
def test_ols_takes_effects_out_as_dummies_do(pairs: Pairs) -> None:
    of = rows(seed=7)
    panel = laid({**of, "trade": np.log1p(of["trade"])})
    years = int(of["t"].max()) + 1
    of_pairs = dummies(of["e"] * 7 + of["m"]) if pairs is Pairs.DIRECTED else np.empty((len(of["e"]), 0))
    x = np.concatenate(
        (
            np.stack((of["dist"], of["rta"]), axis=1),
            dummies(of["e"] * years + of["t"], of["m"] * years + of["t"]),
            of_pairs,
        ),
        axis=1,
    )
    root = np.sqrt(of["weight"])
    answer = np.linalg.lstsq(root[:, None] * x, root * np.log1p(of["trade"]), rcond=1e-12)[0]
    fit = fit_ols(panel, Effects(pairs=pairs))
    np.testing.assert_allclose(fit.beta, answer[:2], rtol=1e-8)
    np.testing.assert_allclose(fit.mu[of["e"], of["t"], of["m"]], x @ answer, rtol=1e-7)


def test_ols_with_effects_of_countries() -> None:
    of = rows(seed=9)
    panel = laid({**of, "trade": np.log1p(of["trade"])})
    x = np.concatenate((np.stack((of["dist"], of["rta"]), axis=1), dummies(of["e"], of["m"])), axis=1)
    root = np.sqrt(of["weight"])
    answer = np.linalg.lstsq(root[:, None] * x, root * np.log1p(of["trade"]), rcond=1e-12)[0]
    np.testing.assert_allclose(fit_traditional_ols(panel, countries=True).beta, answer[:2], rtol=1e-8)
