"""The Poisson deviance and log-likelihood of fitted trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Numbers


def deviance_and_likelihood(trade: Numbers, weight: Numbers, mu: Numbers) -> tuple[float, float]:
    """Return the deviance and the log-likelihood with its factorials, weighted sums, all arrays of one shape.

    D = 2 sum w (y ln(y / mu) - (y - mu)); L = sum w (y ln mu - mu - ln y!), y! meaning gamma(y + 1).
    """
    from scipy.special import gammaln, xlogy  # noqa: PLC0415  heavy

    y = np.where(weight > 0, trade, 0.0)
    ratio = np.divide(y, mu, out=np.ones_like(y), where=mu > 0)
    deviance = 2 * np.sum(weight * (xlogy(y, ratio) - (y - mu)))
    return float(deviance), float(np.sum(weight * (xlogy(y, mu) - mu - gammaln(y + 1))))
