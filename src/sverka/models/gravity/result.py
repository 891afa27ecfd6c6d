"""What an estimation says: coefficients with their errors, and how they were come by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from sverka.models.convergence import Convergence  # noqa: TC001  msgspec reads the annotation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.spec import GravitySpec
    from sverka.models.gravity.tensor import Numbers, Panel


class UnknownCoefficient(LookupError):
    """A result has no coefficient of that name."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no coefficient “{name}”; there are {', '.join(names)}. "
            "Name one of these; a regressor that was left out is listed as such with its reason."
        )


class Coefficient(msgspec.Struct, frozen=True, kw_only=True):
    """One regressor's coefficient with its standard error, z, two-sided p, and interval (normal).

    `bias` is what a bias correction has already taken from `estimate`; None where none was asked for.
    """

    name: str
    estimate: float
    standard_error: float
    z: float
    p: float
    low: float
    high: float
    bias: float | None = None


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What was estimated from: observations, zeros among them, countries, directed pairs, years."""

    observations: int
    zeros: int
    exporters: int
    importers: int
    pairs: int
    years: tuple[int, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A result as plain data, as a face shows it or a file keeps it."""

    formula: str
    estimator: str
    coefficients: tuple[Coefficient, ...]
    sample: Sample
    dropped: dict[str, int]
    left_out: dict[str, str]
    notes: tuple[str, ...]
    fit: dict[str, float]
    conventions: tuple[str, ...]
    convergence: Convergence


@dataclass(frozen=True, eq=False)
class GravityResult:
    """The estimates of K regressors.

    `names` K; `estimate`, `standard_error`, `z`, `p`, `low`, `high` (K,) and `covariance` (K, K) in the units
    of the coefficients; z and p are of the normal distribution, `low` to `high` is the interval of
    `spec.level`. `bias` (K,) has been taken from `estimate`, None without bias correction. `dropped` counts
    by reason the rows not estimated from; `left_out` says of regressors why they have no coefficient.
    `notes` name single and separated observations. `conventions` states how the numbers are defined. `panel`
    and `fit` are what was estimated from and the fit itself, for diagnostics (`panel.trade` is in logarithms
    for OLS).
    """

    spec: GravitySpec
    names: tuple[str, ...]
    estimate: Numbers
    covariance: Numbers
    bias: Numbers | None
    dropped: dict[str, int]
    left_out: dict[str, str]
    notes: tuple[str, ...]
    conventions: tuple[str, ...]
    panel: Panel
    fit: Fit

    @property
    def standard_error(self) -> Numbers:
        """Return the standard errors (K,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def z(self) -> Numbers:
        """Return estimates over standard errors (K,); without an error none."""
        error = self.standard_error
        return np.divide(self.estimate, error, out=np.full_like(error, np.nan), where=error > 0)

    @property
    def p(self) -> Numbers:
        """Return the two-sided probabilities (K,) of estimates as far from zero were there no effect."""
        return two_sided(self.z)

    @property
    def low(self) -> Numbers:
        """Return the lower ends of the intervals (K,)."""
        return self.estimate - quantile(self.spec.level) * self.standard_error

    @property
    def high(self) -> Numbers:
        """Return the upper ends of the intervals (K,)."""
        return self.estimate + quantile(self.spec.level) * self.standard_error

    @property
    def count(self) -> int:
        """Return the number of observations estimated from."""
        return int(np.count_nonzero(self.fit.weight))

    @property
    def sample(self) -> Sample:
        """Return what was estimated from."""
        seen = self.fit.weight > 0
        return Sample(
            observations=self.count,
            zeros=0
            if self.spec.formula.logarithms
            else int(np.count_nonzero(seen & (self.panel.trade == 0))),
            exporters=int(np.count_nonzero(seen.any(axis=(1, 2)))),
            importers=int(np.count_nonzero(seen.any(axis=(0, 1)))),
            pairs=int(np.count_nonzero(seen.any(axis=1))),
            years=tuple(year for t, year in enumerate(self.panel.years) if seen[:, t, :].any()),
        )

    @property
    def convergence(self) -> Convergence:
        """Return how the fit went."""
        return self.fit.convergence

    @property
    def squared_correlation(self) -> float:
        """Return the R² that the Advanced Guide reports: of trade and fitted trade (logarithms for OLS)."""
        seen = self.fit.weight > 0
        return squared_correlation(self.panel.trade[seen], self.fit.mu[seen], self.fit.weight[seen])

    @property
    def coefficients(self) -> tuple[Coefficient, ...]:
        """Return the coefficients one by one."""
        columns = (self.estimate, self.standard_error, self.z, self.p, self.low, self.high)
        return tuple(
            Coefficient(
                name=name,
                **dict(zip(_MEASURES, map(float, values), strict=True)),
                bias=None if self.bias is None else float(self.bias[k]),
            )
            for k, (name, *values) in enumerate(zip(self.names, *columns, strict=True))
        )

    @property
    def summary(self) -> Summary:
        """Return the result as plain data."""
        return Summary(
            formula=str(self.spec.formula),
            estimator=estimator(self.spec),
            coefficients=self.coefficients,
            sample=self.sample,
            dropped=self.dropped,
            left_out=self.left_out,
            notes=self.notes,
            fit={
                "log-likelihood": self.fit.log_likelihood,
                "deviance": self.fit.deviance,
                "squared correlation of trade and fitted": self.squared_correlation,
            },
            conventions=self.conventions,
            convergence=self.convergence,
        )

    def combined(self, parts: Mapping[str, float]) -> Coefficient:
        """Return a sum of coefficients, each times its number, with the error of the whole.

        The total effect of an agreement that phases in is the sum of its lags'. Raises UnknownCoefficient.
        """
        weights = np.zeros(len(self.names))
        for name, times in parts.items():
            weights[_place(self.names, name)] = times
        value = float(weights @ self.estimate)
        error = float(np.sqrt(weights @ self.covariance @ weights))
        z = value / error if error > 0 else float("nan")
        reach = quantile(self.spec.level) * error
        return Coefficient(
            name=" + ".join(name if times == 1 else f"{times:g} {name}" for name, times in parts.items()),
            estimate=value,
            standard_error=error,
            z=z,
            p=float(two_sided(np.array(z))),
            low=value - reach,
            high=value + reach,
            bias=None if self.bias is None else float(weights @ self.bias),
        )

    def named(self, name: str) -> Coefficient:
        """Return the coefficient of a regressor by its name. Raises UnknownCoefficient."""
        return self.coefficients[_place(self.names, name)]


_MEASURES = ("estimate", "standard_error", "z", "p", "low", "high")


def _place(names: tuple[str, ...], name: str) -> int:
    if name not in names:
        raise UnknownCoefficient(name, names)
    return names.index(name)


def estimator(spec: GravitySpec) -> str:
    """Return which estimator a specification asks for."""
    return "OLS in logarithms" if spec.formula.logarithms else "PPML"


def squared_correlation(trade: Numbers, fitted: Numbers, weight: Numbers) -> float:
    """Return the weighted squared correlation of two lists of numbers; NaN where one does not vary."""
    if not len(trade):
        return float("nan")
    trade, fitted = (values - np.average(values, weights=weight) for values in (trade, fitted))
    cross, spread = weight @ (trade * fitted), (weight @ trade**2) * (weight @ fitted**2)
    return float(cross**2 / spread) if spread > 0 else float("nan")


def two_sided(z: Numbers) -> Numbers:
    """Return the probability of a standard normal farther from zero than `z`."""
    from scipy.special import ndtr  # noqa: PLC0415  heavy

    return np.asarray(2 * ndtr(-np.abs(z)), np.float64)


def quantile(level: float) -> float:
    """Return how many standard errors an interval of this level reaches to each side."""
    from scipy.special import ndtri  # noqa: PLC0415  heavy

    return float(ndtri((1 + level) / 2))
