"""Freight and insurance: the CIF/FOB margin from distance, contiguity and what else is known.

The steps are those that CEPII documents for BACI (Gaulier and Zignago 2010, section 2.3): regress the
observed ln(CIF/FOB) on gravity variables, drop outliers by their studentised residual, regress again,
predict. `docs/explanation/mirror.md` says where and why this departs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse

    from sverka.models.mirror.declared import Declared, Indices, Marks, Numbers

OUTLIER = 2.0
"""Studentised residual beyond which an observation is left out of the second regression (BACI)."""
COVERED = 0.9
"""Share of the mirrored trade whose flows, the largest first, enter the regression."""
_ENOUGH, _AT_LEAST = 30, 300
_SMALLEST = 1e-12  # of a residual: mirrors that agree to the dollar


class TooFewMirrors(ValueError):
    """There are not enough pairs whose flows both sides declare to estimate anything from."""

    def __init__(self, found: int, needed: int, what: str) -> None:
        super().__init__(
            f"{what} cannot be estimated: the flows of {found} pairs are declared by both sides, of {needed} "
            "they would have to be. "
            "Post a source with many reporters (un_comtrade, imf_dots), or widen the years."
        )


@dataclass(frozen=True, eq=False)
class Margin:
    """The estimated CIF/FOB margin: k coefficients, n flows of the panel that it was predicted for.

    `terms` names the k columns, the years last; `coefficients` (k,) and `covariance` (k, k) are of the
    logarithm of the margin, covariance clustered by directed pair. `log` (n,) is ln(1 + tau) predicted,
    never below 0; `log_error` (n,) its standard error; both NaN where distance or contiguity is not
    known, and in a year in which no flow teaches the margin. `bounded` (n,) marks flows whose prediction
    was negative and was raised to 0. `kept` of `observations` flows entered the second regression.
    """

    terms: tuple[str, ...]
    coefficients: Numbers
    covariance: Numbers
    observations: int
    kept: int
    pairs: int
    log: Numbers
    log_error: Numbers
    bounded: Marks

    def pick(self, chosen: Indices) -> Margin:
        """Return the margin of the chosen flows."""
        return replace(
            self, log=self.log[chosen], log_error=self.log_error[chosen], bounded=self.bounded[chosen]
        )

    @property
    def tau(self) -> Numbers:
        """Return the margin over FOB, (n,): 0.06 is 6 %."""
        return np.expm1(self.log)


def estimate_margin(panel: Declared, spread: Numbers | None = None) -> Margin:
    """Estimate the margin on the largest mirrored flows and predict it for every flow of the panel.

    `spread` (n,) is, up to a factor, the standard deviation of a flow's log gap: flows are weighted by its
    inverse square, times `closeness`. Without it all weigh the same. Raises TooFewMirrors.
    """
    design = _design(panel)
    used = _largest(panel, design.known & panel.lessons & ~panel.import_is_fob)
    enough = max(_ENOUGH, 2 * design.gravity.shape[1])
    found = len(np.unique(panel.pair[used]))
    if found < enough:
        raise TooFewMirrors(found, enough, "The CIF/FOB margin")
    scale = np.ones(len(used)) if spread is None else spread
    root: Numbers = (np.sqrt(panel.closeness) / scale)[used]
    x = design.rows(used).multiply(root[:, None]).tocsr()
    y = panel.log_gap[used] * root
    pair = panel.pair[used]
    coefficients, covariance, kept = _trimmed(x, y, pair)
    log, error = design.predict(coefficients, covariance)
    # A year that no lesson speaks of has no effect, which is not an effect of 0.
    told = np.isin(design.year, design.year[used])
    log, error = np.where(told, log, np.nan), np.where(told, error, np.nan)
    log, error = np.where(panel.import_is_fob, 0.0, log), np.where(panel.import_is_fob, 0.0, error)
    return Margin(
        terms=design.terms,
        coefficients=coefficients,
        covariance=covariance,
        observations=int(used.sum()),
        kept=kept,
        pairs=len(np.unique(pair)),
        log=np.where(log < 0, 0.0, log),
        log_error=error,
        bounded=log < 0,
    )


def _largest(panel: Declared, used: Marks) -> Marks:
    """Keep the flows that make up COVERED of the trade: gaps of small ones tell of transit, not freight."""
    size = np.where(used, np.exp(panel.log_size), 0.0)
    ordered = np.sort(size[used])[::-1]
    covered = np.cumsum(ordered) <= COVERED * ordered.sum()
    count = min(max(int(covered.sum()) + 1, _AT_LEAST), len(ordered))
    least = ordered[count - 1] if count else 0.0
    found: Marks = np.logical_and(used, size >= least)
    return found


@dataclass(frozen=True, eq=False)
class _Design:
    """Regressors: k of gravity and what else varies, (n, k), and an effect of each flow's `year` (n,)."""

    gravity: Numbers
    year: Indices
    terms: tuple[str, ...]

    @property
    def known(self) -> Marks:
        """Mark the flows whose regressors are all known, (n,)."""
        found: Marks = np.logical_not(np.isnan(self.gravity).any(axis=1))
        return found

    def rows(self, used: Marks) -> sparse.csr_matrix:
        """Lay out the used flows: gravity's columns, then a column a year."""
        from scipy import sparse  # noqa: PLC0415  0.2 s that a book with too few mirrors does not need

        year = self.year[used]
        effects = sparse.csr_matrix(
            (np.ones(len(year)), (np.arange(len(year)), year)),
            shape=(len(year), len(self.terms) - self.gravity.shape[1]),
        )
        return sparse.hstack([sparse.csr_matrix(self.gravity[used]), effects]).tocsr()

    def predict(self, coefficients: Numbers, covariance: Numbers) -> tuple[Numbers, Numbers]:
        """Return x'b and the root of x'Cx for every flow, (n,) each, NaN where a regressor is not known."""
        k = self.gravity.shape[1]
        log = self.gravity @ coefficients[:k] + coefficients[k:][self.year]
        variance = np.einsum("na,ab,nb->n", self.gravity, covariance[:k, :k], self.gravity, optimize=True)
        variance += 2 * np.einsum("na,na->n", self.gravity, covariance[k:, :k][self.year])
        variance += np.diag(covariance)[k:][self.year]
        return log, np.sqrt(np.maximum(variance, 0))


def _design(panel: Declared) -> _Design:
    further = {name: values for name, values in panel.further.items() if np.nanstd(values) > 0}
    gravity = {"ln distance": panel.ln_distance, "contiguity": panel.contiguity, **further}
    years, year = np.unique(panel.year, return_inverse=True)
    terms = (*gravity, *(f"year {number}" for number in years))
    return _Design(np.stack(list(gravity.values()), axis=1), year, terms)


def _trimmed(x: sparse.csr_matrix, y: Numbers, pair: Indices) -> tuple[Numbers, Numbers, int]:
    """Regress, leave out outliers, regress again; return coefficients, covariance, and how many stay.

    The covariance is the clustered sandwich of the *second* regression with the first one's share in it:
    which observations stay depends on the first fit, and an error that ignores this is too small by a
    fifth (for normal noise, where 2 standard deviations are the limit).
    """
    first = _least_squares(x, y)
    residual = y - x @ first
    deviation = np.sqrt(residual @ residual / (len(y) - x.shape[1]))
    studentised = residual / max(float(deviation), _SMALLEST)
    kept = np.abs(studentised) <= OUTLIER
    coefficients = _least_squares(x[kept], y[kept])
    residual = y - x @ coefficients
    # The share of observations at the limit tells how many change sides when the first fit moves.
    at_limit = np.mean(np.abs(np.abs(studentised) - OUTLIER) < OUTLIER / 10) / (2 / 10)
    scores = x.multiply((residual * (kept + at_limit))[:, None])
    bread = np.linalg.pinv((x[kept].T @ x[kept]).toarray())
    return coefficients, bread @ _clustered(scores.tocsr(), pair) @ bread, int(kept.sum())


def _least_squares(x: sparse.csr_matrix, y: Numbers) -> Numbers:
    found: Numbers = np.linalg.lstsq((x.T @ x).toarray(), x.T @ y, rcond=None)[0]
    return found


def _clustered(scores: sparse.csr_matrix, pair: Indices) -> Numbers:
    """Add the scores of each pair before squaring, so that a pair's years may go together (CR1)."""
    from scipy import sparse  # noqa: PLC0415  likewise

    _, place = np.unique(pair, return_inverse=True)
    groups, (size, width) = int(place.max()) + 1, scores.shape
    gather = sparse.csr_matrix((np.ones(size), (place, np.arange(size))), shape=(groups, size))
    sums = gather @ scores
    correction = groups / (groups - 1) * (size - 1) / (size - width)
    meat: Numbers = correction * (sums.T @ sums).toarray()
    return meat
