"""The Poisson deviance and log-likelihood of fitted trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Numbers


def deviance_and_likelihood(trade: Numbers, weight: Numbers, mu: Numbers) -> tuple[float, float]:
    """Return the deviance and the log-likelihood with its factorials, weighted sums, all arrays (N, T, M).

    D = 2 sum w (y ln(y / mu) - (y - mu)); L = sum w (y ln mu - mu - ln y!), y! meaning gamma(y + 1).
    """
    from scipy.special import gammaln  # noqa: PLC0415  heavy

    deviance = likelihood = 0.0
    for of_exporter in zip(
        trade, weight, mu, strict=True
    ):  # a slice at a time, so that nothing large is copied
        y, w, fitted = of_exporter
        expected = float(np.sum(w * fitted))
        some = np.flatnonzero((y > 0) & (w > 0))
        value, share, of = (part.reshape(-1)[some] for part in of_exporter)
        explained = float((share * value) @ np.log(of))
        deviance += 2 * (float((share * value) @ (np.log(value) - 1)) - explained + expected)
        likelihood += explained - expected - float(share @ gammaln(value + 1))
    return deviance, likelihood
