"""Estimate a gravity model: from a panel and a specification to coefficients with their errors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity.bias_correction import correct_bias
from sverka.models.gravity.collinear import collinear, keep, require_independent
from sverka.models.gravity.conventions import conventions, directed_clusters
from sverka.models.gravity.covariance import covariance
from sverka.models.gravity.design import CONSTANT, lay_design
from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.ols import fit_ols
from sverka.models.gravity.ppml import compiled_on_one_thread, first_fit
from sverka.models.gravity.ppml import fit as fit_ppml
from sverka.models.gravity.result import GravityResult
from sverka.models.gravity.separation import leave_out, separated, without_trade
from sverka.models.gravity.spec import Collinear
from sverka.models.gravity.tensor import PanelError
from sverka.models.gravity.traditional import fit_traditional_ols, fit_traditional_ppml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.separation import Separation
    from sverka.models.gravity.spec import GravitySpec
    from sverka.models.gravity.tensor import Panel


class OneYear(PanelError):
    """Pairs have effects and the panel has one year."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"The panel has one year only, {year}: effects of pairs leave nothing of it to estimate from. "
            "Take more years, or a model without effects of pairs."
        )


class PairsAlone(ValueError):
    """A specification has effects of pairs and none of country-years."""

    def __init__(self) -> None:
        super().__init__(
            "Effects of pairs without those of exporters and importers by year are no gravity model that is "
            "estimated here: keep the country-years, or leave the pairs' effects out."
        )


class NoCoefficient(PanelError):
    """Every regressor is told by the effects already."""

    def __init__(self, why: Mapping[str, str]) -> None:
        told = "; ".join(f"{name}: {reason}" for name, reason in why.items())
        super().__init__(
            f"No regressor has a coefficient of its own ({told}). "
            "Take fewer effects, or a regressor that varies within them."
        )


class CorrectionOfLogs(ValueError):
    """The bias correction is asked for OLS."""

    def __init__(self) -> None:
        super().__init__(
            "The bias correction is that of PPML; least squares in logarithms have no such bias. "
            "Write trade instead of log(trade), or leave the correction out."
        )


def estimate(spec: GravitySpec, panel: Panel) -> GravityResult:
    """Estimate `spec` on a panel.

    In this order: what cannot be used is dropped and counted, or refused by name; single and separated
    observations are left out; collinear regressors are named; then the fit, its covariance, and the bias.
    Returns also where the fit has not arrived: look at `convergence`. Raises PanelError, PairsAlone,
    CorrectionOfLogs, NotCorrected and what the modules of the steps raise.
    """
    _refuse(spec)
    design = lay_design(panel, spec)
    if spec.effects.pairs is not Pairs.NONE and len(design.panel.years) == 1:
        raise OneYear(design.panel.years[0])
    return estimate_laid(spec, design.panel, design.dropped)


def estimate_laid(spec: GravitySpec, panel: Panel, dropped: Mapping[str, int] | None = None) -> GravityResult:
    """Estimate on a panel whose regressors are the model's own already (as `design.lay_design` gives it).

    On one thread: where two share a step they wait for each other, ten times as long and more.
    """
    with compiled_on_one_thread():
        return _estimated(spec, panel, dropped or {})


def _estimated(spec: GravitySpec, panel: Panel, dropped: Mapping[str, int]) -> GravityResult:
    separation, sample, left_out, fit = _at_once(spec, panel) or _in_turn(spec, panel)
    estimated = fit.beta
    variance = covariance(sample, fit, spec.clusters, spec.small, directed=directed_clusters(spec))
    bias = None
    if spec.bias_corrected:
        correction = correct_bias(sample, fit)
        bias, estimated = correction.bias, correction.corrected
        variance = variance if correction.covariance is None else correction.covariance
    return GravityResult(
        spec=spec,
        names=sample.names,
        estimate=estimated,
        covariance=variance,
        bias=bias,
        dropped={**dropped, **separation.counts},
        left_out=left_out,
        notes=separation.sentences,
        conventions=conventions(spec),
        panel=sample,
        fit=fit,
    )


class _Fitted(NamedTuple):
    """What left the panel, the panel that is left, regressors without a coefficient, and the fit."""

    separation: Separation
    sample: Panel
    left_out: dict[str, str]
    fit: Fit


def _at_once(spec: GravitySpec, panel: Panel) -> _Fitted | None:
    """Fit where the fit itself shows that nothing is separated and nothing collinear; None where it does not.

    Most panels are so, and the search for both takes nearly as long as the fit.
    """
    plain = spec.effects.country_years and not spec.formula.logarithms
    if not (plain and _alike(panel)):
        return None
    separation = without_trade(panel, spec.effects)
    sample = leave_out(panel, separation)
    fit, shown = first_fit(sample, spec.effects, spec.tolerance)
    return _Fitted(separation, sample, {}, fit) if shown else None


def _in_turn(spec: GravitySpec, panel: Panel) -> _Fitted:
    """Look for what is separated, then for what is collinear, and fit what is left."""
    separation = _separated(spec, panel)
    sample, left_out = _independent(spec, leave_out(panel, separation), separation)
    return _Fitted(separation, sample, left_out, _fit(spec, sample))


def _separated(spec: GravitySpec, panel: Panel) -> Separation:
    """Find single and separated observations; of least squares only single ones, so all count as trade."""
    looked_at = panel
    if spec.formula.logarithms:
        looked_at = replace(panel, trade=(panel.weight > 0).astype(np.float64))
    return separated(looked_at, spec.effects, countries=spec.countries)


def _independent(spec: GravitySpec, panel: Panel, separation: Separation) -> tuple[Panel, dict[str, str]]:
    """Return the panel with the regressors that have a coefficient, and why the others have none."""
    if separation.independent and panel.names and _alike(panel):
        return panel, {}
    told = keep(panel, [name for name in panel.names if name != CONSTANT])
    found = collinear(told, spec.effects, countries=spec.countries)
    if spec.collinear is Collinear.STOP:
        require_independent(found)
    left = keep(panel, [name for name in panel.names if name == CONSTANT or name in found.kept])
    if not left.names:
        raise NoCoefficient(found.why)
    return left, found.why


def _alike(panel: Panel) -> bool:
    """Tell whether all observations weigh 1: weights that differ may hide what varies."""
    return bool(np.isin(panel.weight, (0, 1)).all())


def _refuse(spec: GravitySpec) -> None:
    if spec.effects.pairs is not Pairs.NONE and not spec.effects.country_years:
        raise PairsAlone
    if spec.bias_corrected and spec.formula.logarithms:
        raise CorrectionOfLogs


def _fit(spec: GravitySpec, panel: Panel) -> Fit:
    if spec.effects.country_years:
        if spec.formula.logarithms:
            return fit_ols(panel, spec.effects)
        return fit_ppml(panel, spec.effects, tolerance=spec.tolerance)
    if spec.formula.logarithms:
        return fit_traditional_ols(panel, countries=spec.countries)
    return fit_traditional_ppml(panel, countries=spec.countries, tolerance=spec.tolerance)
