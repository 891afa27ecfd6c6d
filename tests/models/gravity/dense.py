"""Three-way PPML with every dummy written out: slow and plain, what the tensor's answers are held against."""

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.gravity.effects import Effects
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.ppml import Fit
from sverka.models.gravity.tensor import Numbers, Panel


def panel(countries: int, years: int, seed: int, missing: float = 0.0, weighted: bool = False) -> Panel:
    """Draw a panel with zeros, three regressors (0.3, -0.2, 0.4) and a share of its cells missing."""
    draw = np.random.default_rng(seed)
    shape = (countries, years, countries)
    a, b = draw.normal(0, 0.5, (countries, years, 1)), draw.normal(0, 0.5, (1, years, countries))
    c = draw.normal(0, 1, (countries, 1, countries))
    since = draw.integers(1, years + 1, (countries, 1, countries))
    x = np.stack(
        [
            (draw.random(shape) < 0.4).astype(float),
            draw.normal(0, 1, shape) + c,
            (np.arange(years)[None, :, None] >= since).astype(float),
        ]
    )
    mean = np.exp(1 + a + b + c + np.einsum("k,kitj->itj", [0.3, -0.2, 0.4], x))
    trade = draw.poisson(mean * np.exp(draw.normal(-0.1, 0.4, shape))).astype(float)
    weight = (draw.random(shape) >= missing).astype(float)
    if weighted:
        weight *= draw.uniform(0.5, 2, shape)
    names = tuple(f"C{number:02}" for number in range(countries))
    return Panel(
        exporters=names,
        importers=names,
        years=tuple(range(2000, 2000 + years)),
        trade=trade * (weight > 0),
        weight=weight,
        regressors=x * (weight > 0),
        names=("agreement", "tariff", "union"),
    )


def dummies(weight: Numbers) -> Numbers:
    """Return the dummies of exporter-years, importer-years and pairs, a row a cell in the tensor's order."""
    n, t, m = weight.shape
    i, s, j = (index.reshape(-1) for index in np.indices(weight.shape))
    columns = [np.eye(n * t)[i * t + s], np.eye(t * m)[s * m + j], np.eye(n * m)[i * m + j]]
    return np.concatenate(columns, axis=1)


def dense_fit(panel: Panel) -> Fit:
    """Fit by iteratively reweighted least squares over all dummies, cells without effects' trade left out."""
    weight = trading(panel)
    n, t, m = weight.shape
    keep = weight.reshape(-1) > 0
    d = dummies(weight)[keep]
    x = panel.regressors.reshape(len(panel.names), -1).T[keep]
    y, w = panel.trade.reshape(-1)[keep], weight.reshape(-1)[keep]
    design = np.concatenate([x, d], axis=1)
    mean = (y + y.mean()) / 2
    for _ in range(60):
        working = np.log(mean) + (y - mean) / mean
        root = np.sqrt(w * mean)[:, None]
        answer = np.linalg.lstsq(root * design, root[:, 0] * working, rcond=1e-12)[0]
        mean = np.exp(design @ answer)
    mu = np.zeros(weight.size)
    mu[keep] = mean
    parts = np.linalg.lstsq(np.sqrt(w * mean)[:, None] * d, np.sqrt(w * mean)[:, None] * x, rcond=1e-12)[0].T
    projection = Explained(
        parts[:, : n * t].reshape(-1, n, t),
        parts[:, n * t : n * t + t * m].reshape(-1, t, m),
        parts[:, n * t + t * m :].reshape(-1, n, m),
    )
    rest = x.T - parts @ d.T
    effects = answer[len(panel.names) :]
    return Fit(
        effects=Effects(),
        beta=answer[: len(panel.names)],
        mu=mu.reshape(weight.shape),
        weight=weight,
        exporter_year=effects[: n * t].reshape(n, t),
        importer_year=effects[n * t : n * t + t * m].reshape(t, m),
        pair=effects[n * t + t * m :].reshape(n, m),
        projection=projection,
        hessian=(rest * w * mean) @ rest.T,
        deviance=float("nan"),
        log_likelihood=float("nan"),
        convergence=Convergence(arrived=True, steps=60, inner=0, criterion="none", tolerance=0.0, history=()),
    )


def trading(panel: Panel) -> Numbers:
    """Return the weights, zero where an exporter-year, importer-year or pair trades nothing."""
    weight = panel.weight.copy()
    while True:
        traded = panel.trade * weight
        left = weight.copy()
        for axis in range(3):
            left = left * (traded.sum(axis=axis, keepdims=True) > 0)
        if (left == weight).all():
            return weight
        weight = left
