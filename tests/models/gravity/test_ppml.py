"""PPML on the tensor against the Guide's table, a dense regression, other programs, and the model's laws.

Tolerances: the printed digits of the Guide; 1e-7 against the dense regression, solved by plain Newton steps
on dummies; 1e-6 against other programs at their tolerances (agreement is 1e-10 or better).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.gravity.agtpa import YEARS, every_year
from tests.models.gravity.made_up import Rows, as_panel, made_up, made_up_rows

from sverka.models.gravity import ppml
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.pair_groups import pair_groups
from sverka.models.gravity.ppml import Fit, NoCompiler, fit, residualise
from sverka.models.gravity.separation import leave_out, separated
from sverka.models.gravity.tensor import Numbers, Panel, lay_out

if TYPE_CHECKING:
    from random import Random

pytest.importorskip("numba")

LAGS = ("rta", "rta_lag4", "rta_lag8", "rta_lag12")
ALL_PAIRS = tuple(Pairs)


def guide_panel(*names: str, borders: bool = False) -> Panel:
    """Return every fourth year of the Guide's panel, with the border in every year but the last."""
    whole = every_year()
    places = [whole.years.index(year) for year in YEARS]
    fields = [whole.regressors[whole.names.index(name)][:, places] for name in names]
    abroad = ~np.eye(len(whole.exporters), dtype=bool)
    for t in range(len(YEARS) - 1 if borders else 0):
        border = np.zeros(whole.trade[:, places].shape)
        border[:, t] = abroad
        fields.append(border)
    return replace(
        whole,
        years=YEARS,
        trade=whole.trade[:, places],
        weight=whole.weight[:, places],
        regressors=np.stack(fields),
        names=tuple(map(str, range(len(fields)))),
    )


def dense(panel: Panel, pairs: Pairs) -> tuple[Numbers, Numbers]:
    """Return beta and fitted trade (N, T, M) of a Poisson regression on dummies of groups that trade."""
    groups = pair_groups(panel.exporters, panel.importers, pairs)
    e, t, m = np.nonzero(panel.weight > 0)
    labels = [e * 1000 + t, m * 1000 + t] + ([] if pairs is Pairs.NONE else [groups[e, m]])
    y, w = panel.trade[e, t, m], panel.weight[e, t, m]
    trades = np.all([np.bincount(label, weights=y)[label] > 0 for label in labels], axis=0)
    e, t, m = e[trades], t[trades], m[trades]
    y, w = y[trades], w[trades]
    dummies = [(label[trades][:, None] == np.unique(label[trades])).astype(float) for label in labels]
    x = np.hstack([panel.regressors[:, e, t, m].T, *dummies])
    eta, theta = np.log((y + y.mean()) / 2), np.zeros(x.shape[1])
    for _ in range(100):
        mu = np.exp(eta)
        weight, working = w * mu, eta + y / mu - 1
        theta = np.linalg.lstsq(x * np.sqrt(weight)[:, None], working * np.sqrt(weight), rcond=1e-13)[0]
        eta = eta + np.clip(x @ theta - eta, -2, 2)
    fitted = np.zeros_like(panel.trade)
    fitted[e, t, m] = np.exp(eta)
    return theta[: len(panel.names)], fitted


def assert_same(one: Fit, other: Fit, tolerance: float = 1e-8) -> None:
    np.testing.assert_allclose(one.beta, other.beta, rtol=0, atol=tolerance)
    assert one.convergence.arrived
    assert other.convergence.arrived


# The Guide


def test_the_globalisation_column_of_the_guide_to_its_printed_digits() -> None:
    panel = guide_panel(*LAGS, borders=True)
    fitted = fit(panel, Effects(pairs=Pairs.DOMESTIC_POOLED))
    printed = (0.116, 0.288, 0.069, 0.002, -0.706, -0.480, -0.367, -0.158, -0.141)
    assert tuple(fitted.beta.round(3)) == printed
    assert fitted.convergence.arrived
    assert int(np.count_nonzero(fitted.weight)) == 28482


def test_the_agreement_with_pair_effects_of_the_guide_to_six_digits() -> None:
    fitted = fit(guide_panel("rta"), Effects(pairs=Pairs.DOMESTIC_POOLED))
    assert fitted.beta[0] == pytest.approx(0.557185, abs=5e-7)


# Other computations


@pytest.mark.parametrize("pairs", ALL_PAIRS)
@pytest.mark.parametrize("weighted", [False, True])
def test_a_dense_regression_on_dummies_finds_the_same(pairs: Pairs, weighted: bool) -> None:
    panel = made_up(3, weighted=weighted)
    fitted = fit(panel, Effects(pairs=pairs))
    beta, mu = dense(panel, pairs)
    assert fitted.convergence.arrived
    np.testing.assert_allclose(fitted.beta, beta, rtol=0, atol=1e-7)
    np.testing.assert_allclose(fitted.mu, mu, rtol=1e-6, atol=1e-9)


@pytest.mark.filterwarnings("ignore::Warning")  # theirs, of pandas
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("program", ["pyfixest", "fereg"])
@pytest.mark.parametrize("pairs", [Pairs.NONE, Pairs.DIRECTED, Pairs.SYMMETRIC])
def test_other_programs_find_the_same_coefficients(seed: int, program: str, pairs: Pairs) -> None:
    peer = pytest.importorskip(program)
    rows = made_up_rows(seed, countries=8, years=5)
    found = peer.fepois(peer_formula(pairs), peer_frame(rows), vcov={"CRV1": "directed"}, iwls_tol=1e-11)
    fitted = fit(as_panel(rows), Effects(pairs=pairs))
    np.testing.assert_allclose(fitted.beta, np.asarray(found.coef()), rtol=0, atol=1e-6)


def peer_formula(pairs: Pairs) -> str:
    effect = {Pairs.NONE: "", Pairs.DIRECTED: " + directed", Pairs.SYMMETRIC: " + undirected"}[pairs]
    return f"trade ~ x1 + x2 | exporter_year + importer_year{effect}"


def peer_frame(rows: Rows) -> Any:  # noqa: ANN401  a pandas data frame
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(rows)
    for side in ("exporter", "importer"):
        frame[f"{side}_year"] = frame[side] + frame["year"].astype(str)
    both = list(zip(frame["exporter"], frame["importer"], strict=True))
    frame["directed"] = [e + m for e, m in both]
    frame["undirected"] = [min(e, m) + max(e, m) for e, m in both]
    return frame


# What maximises the likelihood


@pytest.mark.parametrize("pairs", ALL_PAIRS)
def test_residuals_add_up_to_nothing_in_every_effect_and_against_every_regressor(pairs: Pairs) -> None:
    panel = made_up(5, weighted=True)
    fitted = fit(panel, Effects(pairs=pairs))
    residual = fitted.weight * (panel.trade - fitted.mu)
    scale = panel.trade.sum()
    sums = [residual.sum(axis=2), residual.sum(axis=0), np.einsum("kitj,itj->k", panel.regressors, residual)]
    if pairs is not Pairs.NONE:
        groups = pair_groups(panel.exporters, panel.importers, pairs)
        sums.append(np.bincount(groups.reshape(-1), weights=residual.sum(axis=1).reshape(-1)))
    for of_effect in sums:
        np.testing.assert_allclose(of_effect / scale, 0, atol=1e-9)


@pytest.mark.parametrize("pairs", ALL_PAIRS)
def test_fitted_trade_is_made_of_the_coefficients_and_effects(pairs: Pairs) -> None:
    panel = made_up(6)
    fitted = fit(panel, Effects(pairs=pairs))
    log = np.einsum("k,kitj->itj", fitted.beta, panel.regressors)
    log = log + fitted.exporter_year[:, :, None] + fitted.importer_year + fitted.pair[:, None, :]
    np.testing.assert_allclose(np.exp(log) * panel.observed, fitted.mu, rtol=1e-9)


@pytest.mark.parametrize("pairs", ALL_PAIRS)
def test_residualised_regressors_are_orthogonal_to_every_effect_and_make_the_hessian(pairs: Pairs) -> None:
    panel = made_up(7, weighted=True)
    fitted = fit(panel, Effects(pairs=pairs))
    left, weight = residualise(panel, fitted), fitted.weight * fitted.mu
    scale = np.sqrt(np.einsum("kitj,kitj,itj->k", left, left, weight) * weight.sum())[:, None, None]
    np.testing.assert_allclose((left * weight).sum(axis=3) / scale, 0, atol=1e-7)
    np.testing.assert_allclose((left * weight).sum(axis=1) / scale, 0, atol=1e-7)
    hessian = np.einsum("kitj,litj,itj->kl", left, left, weight)
    np.testing.assert_allclose(fitted.hessian, hessian, rtol=1e-7, atol=1e-7 * np.abs(hessian).max())


def test_the_deviance_and_the_likelihood_are_the_sums_of_their_formulas() -> None:
    from math import lgamma, log

    panel = made_up(8, weighted=True)
    fitted = fit(panel, Effects())
    deviance = likelihood = 0.0
    for w, y, mu in zip(*(part.reshape(-1) for part in (fitted.weight, panel.trade, fitted.mu)), strict=True):
        if w > 0:
            deviance += 2 * w * ((y * log(y / mu) if y else 0.0) - (y - mu))
            likelihood += w * ((y * log(mu) if y else 0.0) - mu - lgamma(y + 1))
    assert fitted.deviance == pytest.approx(deviance, rel=1e-9)
    assert fitted.log_likelihood == pytest.approx(likelihood, rel=1e-9)


def test_a_model_without_regressors_fits_the_sums() -> None:
    panel = as_panel(made_up_rows(9), names=())
    fitted = fit(panel, Effects())
    assert fitted.convergence.arrived
    assert fitted.beta.shape == (0,)
    np.testing.assert_allclose(
        fitted.mu.sum(axis=2), (panel.trade * (fitted.weight > 0)).sum(axis=2), rtol=1e-7
    )


# Laws

SEEDS = st.integers(min_value=0, max_value=10_000)
PAIRS = st.sampled_from(ALL_PAIRS)
law = settings(max_examples=15, deadline=None)


@law
@given(seed=SEEDS, pairs=PAIRS, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_names_of_countries_change_nothing(
    seed: int, pairs: Pairs, order: Random
) -> None:
    rows = made_up_rows(seed)
    places = list(range(len(rows["exporter"])))
    order.shuffle(places)
    other = ["NOR", "AND", "ZAF", "BEL", "TUR", "CHL"]
    order.shuffle(other)
    new = dict(zip(sorted({str(name) for name in rows["exporter"]}), other, strict=False))
    turned: Rows = {name: [values[place] for place in places] for name, values in rows.items()}
    for side in ("exporter", "importer"):
        turned[side] = [new[str(name)] for name in turned[side]]
    assert_same(fit(as_panel(rows), Effects(pairs=pairs)), fit(as_panel(turned), Effects(pairs=pairs)))


@law
@given(seed=SEEDS, pairs=PAIRS, scale=st.floats(1e-9, 1e12))
def test_the_unit_of_trade_changes_fitted_trade_alone(seed: int, pairs: Pairs, scale: float) -> None:
    panel = made_up(seed)
    # What is separated has no fitted trade to compare: it goes to zero for as long as there are steps.
    panel = leave_out(panel, separated(panel, Effects(pairs=pairs)))
    plain = fit(panel, Effects(pairs=pairs))
    scaled = fit(replace(panel, trade=panel.trade * scale), Effects(pairs=pairs))
    assert_same(plain, scaled)
    np.testing.assert_allclose(scaled.mu, plain.mu * scale, rtol=1e-6, atol=0)


@law
@given(seed=SEEDS, pairs=PAIRS, scale=st.floats(1e-6, 1e6))
def test_regressors_in_another_order_and_unit_have_their_coefficients_so(
    seed: int, pairs: Pairs, scale: float
) -> None:
    rows = made_up_rows(seed)
    plain = fit(as_panel(rows), Effects(pairs=pairs))
    turned = fit(
        as_panel({**rows, "x1": np.asarray(rows["x1"], dtype=float) * scale}, names=("x2", "x1")),
        Effects(pairs=pairs),
    )
    np.testing.assert_allclose(turned.beta * (1, scale), plain.beta[::-1], rtol=0, atol=1e-8)


@law
@given(seed=SEEDS, pairs=PAIRS)
def test_countries_and_years_that_nothing_was_observed_of_change_nothing(seed: int, pairs: Pairs) -> None:
    panel = made_up(seed)
    room = ((0, 1), (1, 0), (0, 1))
    larger = Panel(
        (*panel.exporters, "ZZZ"),
        (*panel.importers, "ZZZ"),
        (1999, *panel.years),
        np.pad(panel.trade, room),
        np.pad(panel.weight, room),
        np.pad(panel.regressors, ((0, 0), *room)),
        panel.names,
    )
    assert_same(fit(panel, Effects(pairs=pairs)), fit(larger, Effects(pairs=pairs)))


@law
@given(seed=SEEDS, pairs=PAIRS)
def test_zeros_of_a_country_that_trades_nothing_change_nothing(seed: int, pairs: Pairs) -> None:
    rows = made_up_rows(seed)
    more: Rows = {name: list(values) for name, values in rows.items()}
    for year in sorted({int(year) for year in rows["year"]}):
        for name, value in zip(more, ("QQQ", "AAA", year, 0.0, 0.3 * year % 1, 1.0, 1.0), strict=True):
            more[name].append(value)
    one, other = fit(as_panel(rows), Effects(pairs=pairs)), fit(as_panel(more), Effects(pairs=pairs))
    assert_same(one, other)
    assert other.deviance == pytest.approx(one.deviance, rel=1e-9)


# Edges


def test_effects_of_what_trades_nothing_are_minus_infinity_and_its_cells_are_left_out() -> None:
    rows = made_up_rows(2, missing=0.0)
    silent = [(e == "BBB" and t == 2001) or (e, m) == ("AAA", "CCC") for e, m, t in spots(rows)]
    panel = as_panel({**rows, "trade": np.where(silent, 0.0, rows["trade"])})
    fitted = fit(panel, Effects())
    assert fitted.exporter_year[1, 1] == -np.inf
    assert fitted.pair[0, 2] == -np.inf
    assert fitted.weight[1, 1].sum() == fitted.weight[0, :, 2].sum() == 0
    assert np.isfinite(fitted.beta).all()


def spots(rows: Rows) -> list[tuple[str, str, int]]:
    return list(zip(rows["exporter"], rows["importer"], rows["year"], strict=True))


def test_exporters_and_importers_may_be_other_countries() -> None:
    rows = made_up_rows(4, countries=7)
    kept = [e != "AAA" and m not in {"BBB", "CCC"} for e, m, _ in spots(rows)]
    some: Rows = {
        name: [v for v, keep in zip(values, kept, strict=True) if keep] for name, values in rows.items()
    }
    panel = as_panel(some)
    assert panel.trade.shape == (6, 4, 5)
    for pairs in ALL_PAIRS:
        np.testing.assert_allclose(
            fit(panel, Effects(pairs=pairs)).beta, dense(panel, pairs)[0], rtol=0, atol=1e-7
        )


def test_trade_over_thirty_orders_of_magnitude_neither_overflows_nor_stalls() -> None:
    rows = made_up_rows(11, missing=0.0, zero=0.0)
    size = {
        name: 10.0 ** (6 * number - 15) for number, name in enumerate(sorted(set(map(str, rows["exporter"]))))
    }
    trade = [value * size[e] for value, (e, _, _) in zip(rows["trade"], spots(rows), strict=True)]
    fitted = fit(as_panel({**rows, "trade": np.array(trade)}), Effects(pairs=Pairs.NONE))
    assert fitted.convergence.arrived, fitted.convergence.why
    assert np.isfinite(fitted.mu).all()


def test_a_regressor_that_predicts_zeros_perfectly_ends_in_a_record_instead_of_an_error() -> None:
    rows = made_up_rows(12, zero=0.0)
    trade = np.asarray(rows["trade"], dtype=float)
    x2 = np.zeros(len(trade))
    x2[::7] = 1.0
    fitted = fit(as_panel({**rows, "trade": np.where(x2 > 0, 0.0, trade), "x2": x2}), Effects())
    assert np.isfinite(fitted.beta).all()
    assert fitted.beta[1] < -10
    assert fitted.convergence.history


def test_collinear_regressors_are_said_to_be_undetermined() -> None:
    rows = made_up_rows(13)
    fitted = fit(as_panel({**rows, "x2": 3 * np.asarray(rows["x1"], dtype=float)}), Effects())
    assert not fitted.convergence.arrived
    assert "collinear" in fitted.convergence.why
    alone = fit(as_panel(rows, names=("x1",)), Effects())
    np.testing.assert_allclose(fitted.mu, alone.mu, rtol=1e-6)


def test_a_fit_started_from_itself_is_there_at_once() -> None:
    panel = made_up(14)
    first = fit(panel, Effects(pairs=Pairs.SYMMETRIC))
    again = fit(panel, Effects(pairs=Pairs.SYMMETRIC), start=first)
    assert again.convergence.steps == 1
    assert_same(first, again)
    np.testing.assert_allclose(again.hessian, first.hessian, rtol=1e-6)


def test_the_record_of_steps_falls_to_the_tolerance() -> None:
    record = fit(made_up(15), Effects()).convergence
    assert record.arrived
    assert record.why == ""
    assert len(record.history) == record.steps
    assert record.history[-1] <= record.tolerance == 1e-9
    assert record.inner > 0


def test_steps_that_run_out_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ppml, "_MOST_STEPS", 2)
    record = fit(made_up(15), Effects()).convergence
    assert not record.arrived
    assert "2 steps were not enough" in record.why


def test_without_the_compiler_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(NoCompiler, match=r"pip install 'sverka\[gravity\]'"):
        fit(made_up(1), Effects())


def test_one_year_of_two_way_effects_is_a_cross_section() -> None:
    panel = lay_out(
        ["A", "A", "A", "B", "B", "B", "C", "C", "C"],
        list("ABC") * 3,
        [2000] * 9,
        [5.0, 1.0, 2.0, 1.5, 7.0, 0.0, 2.5, 1.0, 9.0],
        {"abroad": [0, 1, 1, 1, 0, 1, 1, 1, 0]},
    )
    fitted = fit(panel, Effects(pairs=Pairs.NONE))
    np.testing.assert_allclose(fitted.beta, dense(panel, Pairs.NONE)[0], atol=1e-8)
