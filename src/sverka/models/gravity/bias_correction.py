"""The correction of three-way PPML for its incidental parameters (Weidner and Zylkin 2021).

With exporter-year, importer-year and pair effects the estimates of N countries are biased by order 1/N, as
large as their standard errors, and the standard errors clustered by pair are too small by order 1/N. Both
are corrected from the fit alone. Names follow M. Weidner and T. Zylkin, Bias and consistency in three-way
gravity models, Journal of International Economics 132 (2021) 103513: S score, H and G derivatives of a
pair's likelihood, B and D the bias from exporters' and from importers' effects, W and Omega of the sandwich.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.leverage import curvature, leave_in, pseudo_root
from sverka.models.gravity.slices import exporters, importers

if TYPE_CHECKING:
    from sverka.models.gravity.effects import Effects
    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.slices import Side
    from sverka.models.gravity.tensor import Numbers, Panel


_LEAST = 2  # countries on either side: the correction divides by their number less one
_DEPENDENT = 1e-11  # the least eigenvalue of W scaled to a diagonal of one
_TAKES_PART = 1e-3  # the weight of a regressor in the direction that is not determined


class NotCorrected(ValueError):
    """A fit that the correction does not hold for; the message says why and what to do."""


class OtherEffects(NotCorrected):
    """The effects are not those of the three-way model with directed pairs."""

    def __init__(self, effects: Effects) -> None:
        years = "with" if effects.country_years else "without"
        super().__init__(
            "The bias correction holds for exporter-year, importer-year and directed pair effects; these are "
            f"{years} country-years and with pairs “{effects.pairs}”. Estimate with directed pairs, or "
            "report the estimates uncorrected (with two-way effects they have no such bias)."
        )


class TooFewCountries(NotCorrected):
    """One exporter or one importer only."""

    def __init__(self, exporters: int, importers: int) -> None:
        super().__init__(
            f"{exporters} exporters and {importers} importers have trade; the bias correction needs two of "
            "each at least, and is meant for dozens. Report the estimates uncorrected."
        )


class Dependent(NotCorrected):
    """The regressors are collinear once the effects are taken out."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            f"The regressors {', '.join(names)} are collinear once the effects are taken out: their bias "
            "is not determined. Leave out those that the estimation names as collinear and fit again."
        )


@dataclass(frozen=True, eq=False)
class BiasCorrection:
    """The estimates of K regressors, what of them is bias, and a variance that allows for the effects' noise.

    `estimate` (K,) as fitted; `bias` (K,), to be subtracted; `exporters` and `importers` (K,) are what
    exporter-year and importer-year effects bring of it, together the bias. `covariance` (K, K), clustered by
    pair, each pair's score corrected for its leverage and times G/(G-1) of `pairs` clusters; None where it
    was not asked for. No units other than those of the coefficients.
    """

    names: tuple[str, ...]
    estimate: Numbers
    bias: Numbers
    exporters: Numbers
    importers: Numbers
    covariance: Numbers | None
    pairs: int

    @property
    def corrected(self) -> Numbers:
        """Return the estimates less their bias (K,)."""
        return self.estimate - self.bias

    @property
    def se(self) -> Numbers:
        """Return the corrected standard errors (K,); NaN where they were not asked for."""
        if self.covariance is None:
            return np.full(len(self.names), np.nan)
        return np.sqrt(np.diag(self.covariance))


def correct_bias(panel: Panel, fit: Fit, *, errors: bool = True) -> BiasCorrection:
    """Correct the estimates of a three-way PPML and, unless `errors` is false, their standard errors.

    The bias takes little memory, a country's slice at a time. The standard errors hold one matrix of
    (M T)^2 numbers, M importers and T years (72 MB at 150 countries and 20 years, 290 MB at 200 and 30),
    factored in place, and work of order (M T)^3, on one thread. Raises OtherEffects, TooFewCountries and
    Dependent.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    if fit.effects.pairs is not Pairs.DIRECTED or not fit.effects.country_years:
        raise OtherEffects(fit.effects)
    with threadpool_limits(1):
        return _correct(panel, fit, errors=errors)


def _correct(panel: Panel, fit: Fit, *, errors: bool) -> BiasCorrection:
    present = (fit.mu * fit.weight).sum(axis=1) > 0
    count = int(np.count_nonzero(present))
    selling, buying = int(present.any(axis=1).sum()), int(present.any(axis=0).sum())
    if min(selling, buying) < _LEAST:
        raise TooFewCountries(selling, buying)
    w_inverse = _invert(information(panel, fit) / count, panel.names)
    # The paper divides by N and by N-1; where pairs are missing, partners are counted on average.
    b = sum(map(bias_term, exporters(panel, fit))) / (selling - 1) * (selling / count)
    d = sum(map(bias_term, importers(panel, fit))) / (buying - 1) * (buying / count)
    covariance = None
    if errors:
        omega = leave_in(panel, fit, w_inverse / count) / count
        covariance = w_inverse @ omega @ w_inverse / (count - 1)
    return BiasCorrection(
        names=panel.names,
        estimate=fit.beta,
        bias=w_inverse @ (b + d),
        exporters=w_inverse @ b,
        importers=w_inverse @ d,
        covariance=covariance,
        pairs=count,
    )


def information(panel: Panel, fit: Fit) -> Numbers:
    """Return the information (K, K) of the regressors, W times the number of pairs: sum of x' H x."""
    total = np.zeros((len(panel.names), len(panel.names)))
    for side in exporters(panel, fit):
        flat = side.x.reshape(len(total), -1)
        total += (flat * side.mean.reshape(-1)) @ flat.T
    return total


def bias_term(side: Side) -> Numbers:
    """Return what one country's effects add to the score of the regressors (K,), in expectation.

    -tr(H^- sum of H x S') + tr(H^- (sum of G x) H^- sum of S S') / 2, the sums over the country's partners,
    H^- the generalised inverse of their H summed (Weidner and Zylkin 2021, proposition 3).
    """
    total = side.mean.sum(axis=1)
    if not total.any():
        return np.zeros(len(side.x))
    share = side.mean / np.where(total > 0, total, 1)[:, None]
    root = pseudo_root(curvature(side.mean).sum(axis=0))
    inverse = root @ root.T
    weighted = side.mean * side.x
    hx = weighted - side.mean * np.einsum("kpt,pt->kp", side.x, share)[..., None]
    first = np.einsum("kpt,pt->k", hx, side.score @ inverse)
    spread = inverse @ (side.score.T @ side.score) @ inverse
    second = np.einsum("kst,st->k", third_derivative(weighted, share), spread)
    term: Numbers = second / 2 - first
    return term


def third_derivative(weighted: Numbers, share: Numbers) -> Numbers:
    """Return the sums over partners of G x (K, T, T), from lambda x (K, P, T) and lambda / sum (P, T).

    Where a pair's lambda x adds up to zero, as it does once its effect is out, G x is the cross product of
    lambda x with the shares, both ways, less their diagonal.
    """
    cross: Numbers = np.swapaxes(weighted, 1, 2) @ share
    g = cross + np.swapaxes(cross, 1, 2)
    t = np.arange(share.shape[1])
    g[:, t, t] -= weighted.sum(axis=1)
    return g


def _invert(w: Numbers, names: tuple[str, ...]) -> Numbers:
    scale = 1 / np.sqrt(np.where(np.diag(w) > 0, np.diag(w), 1))
    values, vectors = np.linalg.eigh(w * scale[:, None] * scale)
    if len(values) and values[0] < _DEPENDENT:
        part = np.abs(vectors[:, 0]) > _TAKES_PART
        raise Dependent(tuple(name for name, took in zip(names, part, strict=True) if took))
    inverse: Numbers = scale[:, None] * ((vectors / values) @ vectors.T) * scale
    return inverse
