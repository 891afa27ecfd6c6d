"""Poisson pseudo-maximum likelihood of structural gravity on the tensor, by Newton's method.

Model: E[y_ijt] = exp(x_ijt' beta + a_it + b_jt + c_ij); y is trade, beta the coefficients, a the
exporter-year, b the importer-year and c the pair effects. A step solves the weighted least squares of
iteratively reweighted least squares (McCullagh and Nelder 1989) in beta and the effects: c is eliminated
exactly, a and b are solved by conjugate gradients preconditioned with every year's own two-way problem. What
is learned about the regressors' own effects in a step is where the next one starts.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.aligned import aligned_empty
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.pair_groups import pair_groups
from sverka.models.gravity.proportional_fitting import fit_margins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.convergence import Convergence
    from sverka.models.gravity.kernels import Margins, Point, Trades
    from sverka.models.gravity.newton import Problem
    from sverka.models.gravity.tensor import Indices, Numbers, Panel

INSTALL = "pip install 'sverka[gravity]'"
_MOST_STEPS, _FEW_STEPS = 100, 12
_ABOVE = 100.0
"""So many times the squared decrement, which is known only about, fitted trade has to be."""
_FIRM = 1e-7
"""So much of a regressor's squares has to be left by the effects and the others."""


class NoCompiler(ImportError):
    """Numba, which compiles the loops, is not installed."""

    def __init__(self) -> None:
        super().__init__(f"Gravity models are estimated with Numba, which is not installed: {INSTALL}")


def has_compiler() -> bool:
    """Tell whether what the extra `gravity` brings is installed; nothing of it is loaded."""
    return all(map(find_spec, ("numba", "threadpoolctl")))


@contextmanager
def compiled_on_one_thread() -> Iterator[None]:
    """Hold linear algebra to one thread while a model is fitted; raise NoCompiler."""
    if not has_compiler():
        raise NoCompiler
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    with threadpool_limits(1):
        yield


@dataclass(frozen=True, eq=False)
class Fit:
    """A model fitted to a panel of N exporters, T years, M importers, with K regressors.

    `beta` (K,). `mu` (N, T, M): fitted trade, in the unit of trade, 0 where nothing was observed. `weight`
    (N, T, M): the panel's, but 0 in cells whose exporter-year, importer-year or pair trades nothing at all:
    their effect is minus infinity, they say nothing and `mu` is 0. `exporter_year` (N, T), `importer_year`
    (T, M), `pair` (N, M): effects in logs; only their sum is determined. `projection`: what the effects
    explain of every regressor at the weights weight * mu, so that regressors less it are residualised.
    `hessian` (K, K): residualised regressors' products at these weights. `deviance` and `log_likelihood`
    (with the factorials) are weighted sums. `convergence` says whether and how the steps arrived. `countries`
    is false where exporters and importers have no effects at all.
    """

    effects: Effects
    beta: Numbers
    mu: Numbers
    weight: Numbers
    exporter_year: Numbers
    importer_year: Numbers
    pair: Numbers
    projection: Explained
    hessian: Numbers
    deviance: float
    log_likelihood: float
    convergence: Convergence
    countries: bool = True


def fit(panel: Panel, effects: Effects, start: Fit | None = None, tolerance: float = 1e-9) -> Fit:
    """Fit the model to a panel; `start` is a fit of a panel of the same shape.

    Returns also where the steps did not arrive: look at `convergence`. Separated observations other than
    groups without any trade, and collinear regressors, are to be found before. Raises NoCompiler.
    """
    with compiled_on_one_thread():
        return _fit(panel, effects, start, tolerance, _MOST_STEPS)[0]


def first_fit(panel: Panel, effects: Effects, tolerance: float = 1e-9) -> tuple[Fit, bool]:
    """Fit in few steps, and tell whether the fit shows that nothing is separated and nothing collinear.

    The panel has neither effects without trade nor weights other than 0 and 1. Where a combination z of
    regressors and effects, at most 1, is above zero in cells without trade and zero wherever there is trade,
    the sum of mu z is minus z' (y - mu), and so below the Newton decrement times the root of the sum of
    mu z², which is no more than mu z: in the cell where z is 1 fitted trade is not above the squared
    decrement. Steps that arrive bring the latter far below every cell's trade, and then there is no z. False
    where this cannot be told. Raises NoCompiler.
    """
    with compiled_on_one_thread():
        found, decrement, firmness = _fit(panel, effects, None, tolerance, _FEW_STEPS)
    zeros = (panel.trade == 0) & (found.weight > 0)
    least = float(np.min(found.mu, where=zeros, initial=np.inf))
    return found, least > _ABOVE * decrement and firmness > _FIRM


def residualise(panel: Panel, fitted: Fit) -> Numbers:
    """Return the regressors (K, N, T, M) less what the effects explain of them, 0 where the weight is 0."""
    left = fitted.projection.rest(panel.regressors)
    left *= fitted.weight > 0
    return left


def _fit(
    panel: Panel, effects: Effects, start: Fit | None, tolerance: float, most_steps: int
) -> tuple[Fit, float, float]:
    """Return the fit, and of Newton's steps the decrement and the firmness."""
    from sverka.models.gravity import kernels  # noqa: PLC0415  compiles
    from sverka.models.gravity.newton import Problem, maximise  # noqa: PLC0415  compiles

    paired = effects.pairs is not Pairs.NONE
    groups = pair_groups(panel.exporters, panel.importers, effects.pairs)
    trade = _sums_of_trade(panel)
    trades = _trades(trade, groups, paired=paired)
    weight = aligned_empty(*panel.weight.shape)
    plain = kernels.trading_weight(panel.weight, trades, weight)
    weighted = panel.trade if plain else weight * panel.trade  # where nothing was observed trade is 0
    largest = np.empty(len(panel.regressors))
    cells = kernels.Cells(panel.regressors, kernels.occupied(panel.regressors, largest), weight, weighted)
    problem = Problem(cells, largest, groups, paired, tolerance, most_steps)
    found = maximise(problem, _start(trade, problem) if start is None else _resume(start))
    own, factorials = kernels.trade_constants(panel.trade, weight)
    n_all = len(panel.exporters)
    exporters, importers = found.point.country_years[:, 0, :n_all].T, found.point.country_years[:, 0, n_all:]
    fitted = Fit(
        effects=effects,
        beta=found.point.beta,
        mu=found.mu,
        weight=weight,
        exporter_year=np.where(trades.exporter_year, exporters, -np.inf),
        importer_year=np.where(trades.importer_year, importers, -np.inf),
        pair=np.where(trades.pair, found.point.pairs[0], -np.inf),
        projection=_regressors(found.solution.explained()),
        hessian=found.hessian,
        deviance=2 * (own - found.explained + found.expected),
        log_likelihood=found.explained - found.expected - factorials,
        convergence=found.convergence,
    )
    return fitted, found.decrement, found.firmness


def _sums_of_trade(panel: Panel) -> Margins:
    from sverka.models.gravity import kernels  # noqa: PLC0415  compiles
    from sverka.models.gravity.normal_equations import no_margins  # noqa: PLC0415  compiles

    margins = no_margins(1, panel.trade.shape)
    kernels.field_sums(panel.trade[None], panel.weight, margins)
    return margins


def _trades(trade: Margins, groups: Indices, *, paired: bool) -> Trades:
    from sverka.models.gravity.kernels import Trades  # noqa: PLC0415  compiles

    n_all = len(groups)
    by_group = np.bincount(groups.reshape(-1), weights=trade.pairs.reshape(-1))
    return Trades(
        trade.country_years[:, 0, :n_all].T > 0,
        trade.country_years[:, 0, n_all:] > 0,
        by_group[groups] > 0 if paired else np.ones(groups.shape, np.bool_),
    )


def _start(trade: Margins, problem: Problem) -> Point:
    from sverka.models.gravity.kernels import Point  # noqa: PLC0415  compiles

    country_years, pairs = fit_margins(trade, problem.cells.weight, problem.groups, paired=problem.paired)
    return Point(np.zeros(len(problem.largest)), country_years, pairs)


def _resume(start: Fit) -> Point:
    from sverka.models.gravity.kernels import Point  # noqa: PLC0415  compiles

    country_years = np.concatenate((start.exporter_year.T, start.importer_year), axis=1)[:, None]
    effects = (np.where(np.isfinite(part), part, 0.0) for part in (country_years, start.pair[None]))
    return Point(start.beta, *effects)


def _regressors(explained: Explained) -> Explained:
    return Explained(*(part[1:] for part in explained))
