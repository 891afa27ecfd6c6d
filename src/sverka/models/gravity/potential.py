"""Actual trade of a pair beside what a gravity model expects of it, year by year.

A model with pair effects expects a pair's own mean of it, which says nothing. The model here has effects of
exporters and of importers by year, and of the pair only what can be seen: distance, a border, a language,
agreements. The pair's own trade takes no part in the fit that predicts it. What is left between actual and
expected trade is whatever the model does not see of the pair, its history as well as its chances: it is no
forecast, and no amount that waits to be traded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from sverka.models.gravity.design import lay_design
from sverka.models.gravity.diagnostics import NoSuchPair, without
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.estimate import estimate_laid
from sverka.models.gravity.expected import expected_error
from sverka.models.gravity.formula import Formula
from sverka.models.gravity.own_trade import own_part
from sverka.models.gravity.result import quantile
from sverka.models.gravity.spec import GravitySpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.gravity.design import Design
    from sverka.models.gravity.result import GravityResult
    from sverka.models.gravity.tensor import Marks, Numbers, Panel
    from sverka.models.gravity.terms import Term

SIMILAR = 500
"""How many cells of a year, the nearest in expected trade, are called pairs of similar size."""

_HALVINGS = 60


class PairEffects(ValueError):
    """A potential is asked of a model whose pairs have effects of their own."""

    def __init__(self) -> None:
        super().__init__(
            "With effects of pairs the model expects a pair's own mean of it. "
            "Leave the effects of pairs out and tell pairs apart by what can be seen, distance or agreements."
        )


class NothingExpected(LookupError):
    """The model has nothing to say of a pair."""

    def __init__(self, one: str, other: str, why: str) -> None:
        super().__init__(f"Nothing can be expected of {one} and {other}: {why}.")


class Standing(msgspec.Struct, frozen=True):
    """Where a pair's ratio of actual to expected trade stands among `pairs`, itself one of them.

    `rank` 1 trades most beyond what is expected; `percentile` of the others have a lower ratio.
    """

    rank: int
    pairs: int
    percentile: float


class PairYear(msgspec.Struct, frozen=True, kw_only=True):
    """A direction of a pair in a year; amounts in the panel's unit, None where they are not known.

    `expected` is the model's, from all other pairs. `expected_low` to `expected_high` is its interval: the
    coefficients and both countries' effects, errors that share a pair (delta method). `low` to `high` is the
    interval of one pair's trade: the same, and how far other pairs of similar size are from what is expected
    of them. `standing` is among all pairs of the year, `similar` among those of similar size.
    """

    year: int
    actual: float | None
    expected: float
    expected_low: float
    expected_high: float
    low: float
    high: float
    ratio: float | None
    standing: Standing | None
    similar: Standing | None


class Direction(msgspec.Struct, frozen=True):
    """One direction of a pair, in the order of years; a year that nothing is expected of is not there."""

    exporter: str
    importer: str
    years: tuple[PairYear, ...]


@dataclass(frozen=True, eq=False)
class Potential:
    """Both directions of a pair beside what the model expects.

    `result` is the model estimated without the pair's trade, `everyone` with all pairs, from which the other
    pairs' ratios are taken (each less its own part in it, `own_trade.own_part`).
    """

    directions: tuple[Direction, Direction]
    level: float
    result: GravityResult
    everyone: GravityResult


def potential_model(terms: tuple[Term, ...], years: tuple[int, ...] = (), level: float = 0.95) -> GravitySpec:
    """Return the model of a potential: PPML, country-years, no effects of pairs, no domestic trade."""
    return GravitySpec(
        formula=Formula(logarithms=False, terms=terms),
        effects=Effects(pairs=Pairs.NONE),
        years=years,
        domestic=False,
        directed=False,
        level=level,
    )


def potential(panel: Panel, spec: GravitySpec, one: str, other: str) -> Potential:
    """Return what two countries trade with each other beside what the model expects, one's exports first.

    Of a pair whose trade is not known in any year there is only what is expected. Raises PairEffects,
    NothingExpected, and what an estimation raises.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    if spec.effects.pairs is not Pairs.NONE:
        raise PairEffects
    with threadpool_limits(1):
        return _potential(panel, spec, one, other)


def _potential(panel: Panel, spec: GravitySpec, one: str, other: str) -> Potential:
    _require_countries(panel, one, other)
    laid = _laid(panel, spec, one, other)
    everyone = estimate_laid(spec, laid.panel, laid.dropped)
    result = _without(everyone, one, other)
    others = _others(everyone, one, other)
    directions = tuple(
        Direction(exporter, importer, tuple(_years(_Cell(laid.panel, exporter, importer), result, others)))
        for exporter, importer in ((one, other), (other, one))
    )
    if not any(direction.years for direction in directions):
        raise NothingExpected(one, other, _UNSEEN)
    return Potential((directions[0], directions[1]), spec.level, result, everyone)


_UNSEEN = (
    "in no year of the panel are both what the model sees of the pair (distance, say) and other trade of "
    "either known. Look for them in what `sverka gravity panel` names as missing"
)


def _require_countries(panel: Panel, one: str, other: str) -> None:
    for country in (one, other):
        if country not in panel.exporters or country not in panel.importers:
            years = f"{panel.years[0]}–{panel.years[-1]}"
            why = f"the panel of {years} has no trade of {country}. Take years in which it traded (--years)"
            raise NothingExpected(one, other, f"{why}, or the country that came after it")


def _without(everyone: GravityResult, one: str, other: str) -> GravityResult:
    """Leave the pair's trade out of the fit, where any is known."""
    try:
        return without(everyone, one, other)
    except NoSuchPair:
        return everyone


def _laid(panel: Panel, spec: GravitySpec, one: str, other: str) -> Design:
    """Lay the model out with the pair's regressors also where its trade was not observed, if they are known.

    A cell of nothing but zeros is one that the panel says nothing of.
    """
    weight = panel.weight.copy()
    for exporter, importer in ((one, other), (other, one)):
        if exporter in panel.exporters and importer in panel.importers:
            i, j = panel.exporters.index(exporter), panel.importers.index(importer)
            known = panel.regressors[:, i, :, j].any(axis=0)
            weight[i, :, j] = np.where(known & (weight[i, :, j] == 0), 1.0, weight[i, :, j])
    laid = lay_design(replace(panel, weight=weight), spec)
    kept = [panel.years.index(year) for year in laid.panel.years]
    observed = np.where(panel.weight[:, kept] > 0, laid.panel.weight, 0.0)
    return replace(laid, panel=replace(laid.panel, weight=observed))


class _Others(NamedTuple):
    """Actual and expected trade of all pairs but the one; 0 expected where a cell is none of them."""

    actual: Numbers
    expected: Numbers


def _others(everyone: GravityResult, one: str, other: str) -> _Others:
    panel, fit = everyone.panel, everyone.fit
    expected = np.where(fit.weight > 0, fit.mu * own_part(panel, fit), 0.0)
    for exporter, importer in ((one, other), (other, one)):
        expected[panel.exporters.index(exporter), :, panel.importers.index(importer)] = 0
    return _Others(panel.trade, expected)


class _Cell(NamedTuple):
    """A direction of a pair in the panel that was laid out, where its trade still stands."""

    panel: Panel
    exporter: str
    importer: str

    @property
    def place(self) -> tuple[int, int]:
        return self.panel.exporters.index(self.exporter), self.panel.importers.index(self.importer)


def _years(cell: _Cell, result: GravityResult, others: _Others) -> Iterator[PairYear]:
    i, j = cell.place
    named = [cell.panel.names.index(name) for name in result.names]
    regressors = cell.panel.regressors[named, i, :, j]
    effects = result.fit.exporter_year[i] + result.fit.importer_year[:, j]
    logarithm = result.fit.beta @ regressors + effects
    errors = expected_error(result, (i, j), regressors)
    known = regressors.any(axis=0) & np.isfinite(logarithm)
    for t, year in enumerate(cell.panel.years):
        seen = others.expected[:, t] > 0
        if not known[t] or not seen.any():
            continue
        actual = float(cell.panel.trade[i, t, j]) if cell.panel.weight[i, t, j] > 0 else None
        told = others.actual[:, t][seen], others.expected[:, t][seen]
        yield _year(year, actual, _Expected(float(logarithm[t]), float(errors[t]), result.spec.level), told)


class _Expected(NamedTuple):
    """Expected trade in logs, its standard error, and the level of intervals."""

    logarithm: float
    error: float
    level: float


def _year(year: int, actual: float | None, expected: _Expected, others: tuple[Numbers, Numbers]) -> PairYear:
    traded, awaited = others
    near = nearest(np.log(awaited), expected.logarithm, SIMILAR)
    ratios = traded / awaited
    low, high = interval_of_one(ratios[near], expected.error, expected.level)
    value = float(np.exp(expected.logarithm))
    reach = quantile(expected.level) * expected.error
    ratio = None if actual is None else actual / value
    return PairYear(
        year=year,
        actual=actual,
        expected=value,
        expected_low=value * float(np.exp(-reach)),
        expected_high=value * float(np.exp(reach)),
        low=value * low,
        high=value * high,
        ratio=ratio,
        standing=None if ratio is None else standing(ratio, ratios),
        similar=None if ratio is None else standing(ratio, ratios[near]),
    )


def nearest(values: Numbers, to: float, count: int) -> Marks:
    """Mark the `count` of values that are nearest, all where there are no more."""
    marks = np.zeros(len(values), np.bool_)
    marks[np.argsort(np.abs(values - to), kind="stable")[:count]] = True
    return marks


def standing(ratio: float, others: Numbers) -> Standing:
    """Return where a ratio stands beside others; of equal ones the pair stands first."""
    higher, lower = int(np.count_nonzero(others > ratio)), int(np.count_nonzero(others < ratio))
    return Standing(1 + higher, 1 + len(others), 100 * lower / len(others) if len(others) else 0.0)


def interval_of_one(ratios: Numbers, error: float, level: float) -> tuple[float, float]:
    """Return the quantiles of a ratio of other pairs times an error of expected trade, both unknown.

    F(v) is the mean over the others' ratios r of Phi((ln v - ln r) / error): the distribution of r exp(error
    times a standard normal), inverted by halving. Pairs that trade nothing have ratio 0, so the lower end can
    be 0.
    """
    tail = (1 - level) / 2
    return _quantile(ratios, error, tail), _quantile(ratios, error, 1 - tail)


def _quantile(ratios: Numbers, error: float, share: float) -> float:
    from scipy.special import ndtr  # noqa: PLC0415  heavy

    trading = np.log(ratios[ratios > 0])
    none = 1 - len(trading) / len(ratios)
    if share <= none:
        return 0.0
    if error <= 0:
        return float(np.quantile(ratios, share))
    low, high = trading.min() - 10 * error, trading.max() + 10 * error
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = none + float(np.sum(ndtr((middle - trading) / error))) / len(ratios)
        low, high = (middle, high) if below < share else (low, middle)
    return float(np.exp((low + high) / 2))
