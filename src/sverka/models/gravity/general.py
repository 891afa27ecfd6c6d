"""Estimate with effects of any columns, by a general program: what does not lie on the panel's tensor.

Rows are rows: of products in one panel, of regions, of ports. Who leaves as alone in an effect or as an
effect without trade, and the factors for small samples, are as in `estimate`; fereg fits, looks for what
the regressors separate and leaves out collinear ones (decision 0011).
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.gravity.conventions import small_sample_in_words
from sverka.models.gravity.effects import SmallSample
from sverka.models.gravity.estimate import NoCoefficient
from sverka.models.gravity.general_rows import count_left_out, usable_rows, without_idle_levels
from sverka.models.gravity.likelihood import deviance_and_likelihood
from sverka.models.gravity.result import Coefficient, quantile, squared_correlation, two_sided
from sverka.models.gravity.separation import LABELS, Reason
from sverka.models.gravity.tensor import PanelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sverka.models.gravity.general_rows import GeneralSpec, Rows
    from sverka.models.gravity.tensor import Marks

INSTALL = "pip install 'sverka[general]'"
_STEPS, _EFFECT_TOLERANCE = 200, 1e-11
_TOLD = "the effects, or regressors before it, tell it"


class NoGeneralPeer(ImportError):
    """The program that estimates effects of any columns is not installed."""

    def __init__(self) -> None:
        super().__init__(
            f"Effects of any columns need fereg (with pandas), which is not installed: {INSTALL}"
        )


class PeerStopped(PanelError):
    """The general program gave up."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"fereg, which estimates effects of any columns, stopped: {why.rstrip('.')}. "
            "Take fewer effects, or leave out what hardly trades."
        )


class GeneralSample(msgspec.Struct, frozen=True, kw_only=True):
    """What was estimated from: observations, zeros among them, and the levels of each effect by its name."""

    observations: int
    zeros: int
    levels: dict[str, int]


class GeneralResult(msgspec.Struct, frozen=True, kw_only=True):
    """Estimates with effects of any columns, as plain data; the fields are those of `result.Summary`."""

    formula: str
    estimator: str
    level: float
    coefficients: tuple[Coefficient, ...]
    sample: GeneralSample
    dropped: dict[str, int]
    left_out: dict[str, str]
    notes: tuple[str, ...]
    fit: dict[str, float]
    conventions: tuple[str, ...]
    convergence: Convergence


def estimate_general(spec: GeneralSpec, columns: Mapping[str, NDArray[Any]]) -> GeneralResult:
    """Estimate `spec` from a table's columns (R,), which have `trade` among them.

    A row that lacks something the model names is left out and counted; a row repeated counts twice. Raises
    NoGeneralPeer, NoSuchColumn, NotOfARow, PeerStopped, and of `estimate` NoCoefficient, NothingLeft,
    NoLogarithm, NegativeTrade, NotNumeric and BelowZeroWeight.
    """
    dropped: dict[str, int] = {}
    rows = usable_rows(spec, columns, dropped)
    logarithms = spec.formula.logarithms
    while True:
        rows = without_idle_levels(rows, dropped, logarithms=logarithms)
        fit = _fitted(spec, rows)
        separated = _separated(fit, rows)
        if not separated.any():
            break
        count_left_out(dropped, LABELS[Reason.RECTIFIED], separated)
        rows = rows.of(~separated)
    return _told(spec, rows, fit, dropped)


def _fitted(spec: GeneralSpec, rows: Rows) -> Any:  # noqa: ANN401  the program ships no types
    try:
        import fereg  # noqa: PLC0415  an extra
        import pandas as pd  # noqa: PLC0415  what fereg takes
    except ImportError as error:
        raise NoGeneralPeer from error
    named: dict[str, Any] = {"y": rows.trade, "w": rows.weight}
    named |= {f"x{k}": values for k, values in enumerate(rows.regressors.values())}
    named |= {f"f{k}": of for k, of in enumerate(rows.effects)}
    named |= {f"c{k}": of for k, of in enumerate(rows.clusters)}
    formula = f"y ~ {_joined('x', rows.regressors)} | {_joined('f', rows.effects)}"
    fixest = spec.small is SmallSample.FIXEST
    asked: dict[str, Any] = {
        "vcov": {"CRV1": _joined("c", rows.clusters)} if rows.clusters else "hetero",
        "ssc": fereg.ssc(k_adj=fixest, G_adj=spec.small is not SmallSample.NONE),
        "weights": "w",
        "fixef_rm": "none",
        "fixef_tol": _EFFECT_TOLERANCE,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what they say is in the result
            if spec.formula.logarithms:
                return fereg.feols(formula, pd.DataFrame(named), **asked)
            asked |= {"separation_check": ["ir"], "iwls_tol": spec.tolerance, "iwls_maxiter": _STEPS}
            return fereg.fepois(formula, pd.DataFrame(named), **asked)
    except (ArithmeticError, RuntimeError, ValueError) as error:
        if "collinear" in str(error):
            raise NoCoefficient(dict.fromkeys(rows.regressors, _TOLD)) from error
        raise PeerStopped(str(error)) from error


def _joined(letter: str, several: Sequence[object] | Mapping[str, object]) -> str:
    return " + ".join(f"{letter}{k}" for k in range(len(several)))


def _separated(fit: Any, rows: Rows) -> Marks:  # noqa: ANN401  the program ships no types
    """Return which rows the program left out; it names them in pyfixest's way, with an underscore."""
    marks = np.zeros(len(rows.trade), np.bool_)
    marks[list(fit._na_index)] = True  # noqa: SLF001
    return marks


def _told(spec: GeneralSpec, rows: Rows, fit: Any, dropped: dict[str, int]) -> GeneralResult:  # noqa: ANN401
    names = {f"x{k}": name for k, name in enumerate(rows.regressors)}
    found = [letter for letter in names if letter in fit.coef().index]
    if not found:
        raise NoCoefficient(dict.fromkeys(names.values(), _TOLD))
    logarithms = spec.formula.logarithms
    robust = not rows.clusters and spec.small in {SmallSample.PPML, SmallSample.PPMLHDFE}
    count = len(rows.trade)
    factor = float(np.sqrt(count / (count - 1))) if robust else 1.0
    return GeneralResult(
        formula=str(spec.formula),
        estimator="OLS in logarithms" if logarithms else "PPML",
        level=spec.level,
        coefficients=tuple(
            _coefficient(names[one], float(fit.coef()[one]), factor * float(fit.se()[one]), spec.level)
            for one in found
        ),
        sample=GeneralSample(
            observations=count,
            zeros=0 if logarithms else int(np.count_nonzero(rows.trade == 0)),
            levels={
                "^".join(of): len(np.unique(own)) for of, own in zip(spec.absorb, rows.effects, strict=True)
            },
        ),
        dropped=dropped,
        left_out={name: _TOLD for letter, name in names.items() if letter not in found},
        notes=(),
        fit=_goodness(rows, fit, logarithms=logarithms),
        conventions=_conventions(spec),
        convergence=_convergence(spec, fit),
    )


def _coefficient(name: str, value: float, error: float, level: float) -> Coefficient:
    z = value / error if error > 0 else float("nan")
    reach = quantile(level) * error
    return Coefficient(
        name=name,
        estimate=value,
        standard_error=error,
        z=z,
        p=float(two_sided(np.array(z))),
        low=value - reach,
        high=value + reach,
    )


def _goodness(rows: Rows, fit: Any, *, logarithms: bool) -> dict[str, float]:  # noqa: ANN401
    fitted = np.asarray(fit.predict() if logarithms else fit.predict(type="response"), np.float64)
    told = {"squared correlation of trade and fitted": squared_correlation(rows.trade, fitted, rows.weight)}
    if logarithms:
        return told
    deviance, likelihood = deviance_and_likelihood(rows.trade, rows.weight, fitted)
    return {"log-likelihood": likelihood, "deviance": deviance, **told}


def _conventions(spec: GeneralSpec) -> tuple[str, ...]:
    clusters = ", ".join(map("^".join, spec.clusters))
    errors = f"errors clustered by {clusters}" if clusters else "errors robust to heteroskedasticity"
    return (
        "least squares of ln(trade): zero trade is left out"
        if spec.formula.logarithms
        else "Poisson pseudo-maximum likelihood: zero trade counts",
        f"effects: one of each {', '.join(map('^'.join, spec.absorb))}",
        "estimated by fereg, a general program, not by Sverka's own estimator",
        f"{errors}; {small_sample_in_words(spec.small, robust=not clusters)}",
        f"z, p and the {spec.level:.0%} interval of the normal distribution",
    )


def _convergence(spec: GeneralSpec, fit: Any) -> Convergence:  # noqa: ANN401
    if spec.formula.logarithms:
        steps, arrived = 1, True
    else:
        steps, arrived = int(fit._irls_iterations), bool(fit.convergence)  # noqa: SLF001  in pyfixest's way
    return Convergence(
        arrived=arrived,
        steps=steps,
        inner=0,
        criterion="relative change of the deviance, as fereg has it",
        tolerance=_EFFECT_TOLERANCE if spec.formula.logarithms else spec.tolerance,
        history=(),
        why="" if arrived else f"fereg stopped after {steps} steps",
    )
