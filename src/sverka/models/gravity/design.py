"""Lay a formula's terms over a panel: the regressors, and which rows they leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.tensor import Numbers, Panel, PanelError
from sverka.models.gravity.terms import Axis, Column, Interaction, Levels, Log, Remoteness, Shift, Term
from sverka.models.gravity.wider_panel import WiderPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sverka.models.gravity.spec import GravitySpec
    from sverka.models.gravity.tensor import Marks

CONSTANT = "constant"
OWN_COLUMNS = ("border", "domestic", "output", "expenditure")
"""What a panel tells of itself where it has no regressor of that name: 1 between countries, 1 within one, an
exporter's sales and an importer's purchases of the year, domestic ones too where the panel has them."""

_Named: TypeAlias = tuple[str, Numbers]


class UnknownColumn(PanelError):
    """A formula names what the panel does not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The panel has no “{name}”. It has {', '.join((*known, *OWN_COLUMNS))}: "
            "correct the formula or add the column to the panel."
        )


class UnknownLevel(PanelError):
    """The base of an effect, or a year to estimate on, is not in the panel."""

    def __init__(self, axis: str, level: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The panel has no {axis} “{level}”; it runs from {known[0]} to {known[-1]}. Name one it has."
        )


class NoLogarithm(PanelError):
    """A logarithm is asked of what is not above zero."""

    def __init__(self, term: str, count: int, first: str) -> None:
        super().__init__(
            f"{term} has no finite value in {count:,} rows, first {first}: only a number above zero has a "
            "logarithm. Correct these rows, leave them out, or take the column as it is."
        )


class NothingLeft(PanelError):
    """No observation is left once the rows that cannot be used are dropped."""

    def __init__(self, dropped: Mapping[str, int]) -> None:
        gone = "; ".join(f"{reason}: {count:,}" for reason, count in dropped.items()) or "it has no rows"
        super().__init__(
            f"No observation is left to estimate from ({gone}). "
            "Ask for fewer leads and lags, other years, or a panel with more of them."
        )


@dataclass(frozen=True, eq=False)
class Design:
    """A panel with the model's regressors; `dropped` counts by reason what is no longer observed in it.

    With logarithms `panel.trade` (N, T, M) is ln(trade).
    """

    panel: Panel
    dropped: dict[str, int]


def lay_design(panel: Panel, spec: GravitySpec) -> Design:
    """Make the regressors that `spec` asks for and leave out the rows that it excludes or that lack one.

    A lead or lag whose year, or whose row, the panel does not have is missing; of a WiderPanel only where the
    regressor itself is not known. Raises UnknownColumn, UnknownLevel, NoLogarithm and NothingLeft.
    """
    if _is_laid(panel, spec):
        return Design(panel, {})
    kept = _kept_years(panel, spec.years)
    rows = _Rows(panel, kept)
    if not spec.domestic:
        rows.leave_out(_domestic(panel, kept), "domestic trade, which the model leaves out")
    trade = panel.trade[:, kept, :]
    if spec.formula.logarithms:
        rows.leave_out(trade <= 0, "zero trade, which has no logarithm")
        trade = np.log(np.where(trade > 0, trade, 1.0))
    names, stacked = _stacked(panel, spec, kept, rows)
    if not rows.weight.any():
        raise NothingLeft(rows.dropped)
    stacked[:, rows.weight == 0] = 0
    laid = Panel(
        exporters=panel.exporters,
        importers=panel.importers,
        years=tuple(panel.years[t] for t in kept),
        trade=np.where(rows.weight > 0, trade, 0.0),
        weight=rows.weight,
        regressors=stacked,
        names=names,
    )
    return Design(laid, rows.dropped)


class _Rows:
    """The weights of the rows of the kept years, 0 for those left out, and their number by reason."""

    def __init__(self, panel: Panel, kept: list[int]) -> None:
        self.weight: Numbers = panel.weight[:, kept, :].copy()
        self.dropped: dict[str, int] = {}
        if isinstance(panel, WiderPanel):
            self._count(panel.known[:, kept, :] & (self.weight == 0), "trade is missing, or of weight zero")

    def leave_out(self, cells: Marks, reason: str) -> None:
        if self._count(cells & (self.weight > 0), reason):
            self.weight[cells] = 0

    def _count(self, cells: Marks, reason: str) -> int:
        count = int(np.count_nonzero(cells))
        if count:
            self.dropped[reason] = count
        return count


def _stacked(
    panel: Panel, spec: GravitySpec, kept: list[int], rows: _Rows
) -> tuple[tuple[str, ...], Numbers]:
    """Return the regressors (K, N, T, M) with their names, and leave out the rows that lack one."""
    columns = list(_columns(panel, spec, kept))
    stacked = np.empty((len(columns), *rows.weight.shape))
    for k, (name, values) in enumerate(columns):
        stacked[k] = values
        endless = np.isinf(stacked[k]) & (rows.weight > 0)
        if endless.any():
            raise NoLogarithm(name, int(np.count_nonzero(endless)), _first(panel, kept, endless))
        rows.leave_out(np.isnan(stacked[k]), f"{name} is missing")
    return tuple(name for name, _ in columns), stacked


def _is_laid(panel: Panel, spec: GravitySpec) -> bool:
    """Whether the panel is the design already, so that a large one need not be copied."""
    return (
        not isinstance(panel, WiderPanel)
        and spec.effects.country_years
        and spec.domestic
        and not spec.years
        and not spec.formula.logarithms
        and spec.formula.terms == tuple(map(Column, panel.names))
    )


def _kept_years(panel: Panel, years: tuple[int, ...]) -> list[int]:
    for year in years:
        if year not in panel.years:
            raise UnknownLevel(Axis.YEAR, str(year), tuple(map(str, panel.years)))
    return [t for t, year in enumerate(panel.years) if not years or year in years]


def _domestic(panel: Panel, kept: list[int]) -> Marks:
    same = np.array(panel.exporters)[:, None] == np.array(panel.importers)[None, :]
    return np.broadcast_to(same[:, None, :], (len(panel.exporters), len(kept), len(panel.importers)))


def _first(panel: Panel, kept: list[int], cells: Marks) -> str:
    i, t, j = (int(place[0]) for place in np.nonzero(cells))
    return f"{panel.exporters[i]}>{panel.importers[j]} {panel.years[kept[t]]}"


def _columns(panel: Panel, spec: GravitySpec, kept: list[int]) -> Iterator[_Named]:
    """Give the regressors one by one, NaN where missing; a constant where no effect takes its place."""
    if not (spec.effects.country_years or spec.countries or spec.effects.pairs is not Pairs.NONE):
        yield CONSTANT, np.ones((1, 1, 1))
    for term in spec.formula.terms:
        for name, values in _evaluate(term, panel, kept):
            yield name, values[:, kept, :] if values.shape[1] == len(panel.years) else values


def _evaluate(term: Term, panel: Panel, kept: list[int]) -> list[_Named]:
    """Return the regressors of a term by name, (N or 1, T or 1, M or 1) over all the panel's years."""
    match term:
        case Column(name):
            return [(name, _column(panel, name))]
        case Levels(axis, base):
            return _levels(panel, axis, base, kept)
        case Interaction(of):
            parts = (_evaluate(part, panel, kept) for part in of)
            return [_product(combination) for combination in product(*parts)]
        case Log(of):
            change: Callable[[Numbers], Numbers] = _log
        case Shift(of, years):
            change = partial(_shifted, panel, years)
        case Remoteness(of, side):
            change = partial(_remoteness, panel, side)
    inner = _evaluate(of, panel, kept)
    if len(inner) == 1:
        return [(str(term), change(inner[0][1]))]
    return [(f"{term} of {name}", change(values)) for name, values in inner]


def _column(panel: Panel, name: str) -> Numbers:
    if name in panel.names:
        column: Numbers = panel.regressors[panel.names.index(name)]
        return column
    if name not in OWN_COLUMNS:
        raise UnknownColumn(name, panel.names)
    domestic = _domestic(panel, [0]).astype(np.float64)
    own: dict[str, Callable[[], Numbers]] = {
        "output": lambda: np.sum(panel.trade, axis=2, keepdims=True),
        "expenditure": lambda: np.sum(panel.trade, axis=0, keepdims=True),
        "domestic": lambda: domestic,
        "border": lambda: 1 - domestic,
    }
    return own[name]()


def _levels(panel: Panel, axis: Axis, base: str, kept: list[int]) -> list[_Named]:
    place = (Axis.EXPORTER, Axis.YEAR, Axis.IMPORTER).index(axis)
    levels = (panel.exporters, panel.years, panel.importers)[place]
    names = tuple(map(str, levels))
    if base and base not in names:
        raise UnknownLevel(axis, base, names)
    shape = [1, 1, 1]
    shape[place] = len(levels)
    numbers = kept if axis is Axis.YEAR else range(len(levels))
    unit = np.eye(len(levels))
    return [(f"{axis} {names[n]}", unit[n].reshape(shape)) for n in numbers if names[n] != base]


def _product(combination: tuple[_Named, ...]) -> _Named:
    values = combination[0][1]
    for _, more in combination[1:]:
        values = values * more
    return ":".join(name for name, _ in combination), values


def _log(values: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(values <= 0, -np.inf, np.log(values))


def _shifted(panel: Panel, years: int, values: Numbers) -> Numbers:
    """Take each year's values from `years` later; NaN where that year or that row is not in the panel."""
    known = panel.known if isinstance(panel, WiderPanel) else panel.weight > 0
    whole = np.broadcast_to(values, panel.trade.shape)
    place = {year: t for t, year in enumerate(panel.years)}
    shifted = np.full(whole.shape, np.nan)
    for t, year in enumerate(panel.years):
        then = place.get(year + years)
        if then is not None:
            shifted[:, t, :] = np.where(known[:, then, :], whole[:, then, :], np.nan)
    return shifted


def _remoteness(panel: Panel, side: Axis, distance: Numbers) -> Numbers:
    """Σ of the distance to each other country over that country's share of the year's trade."""
    over, others = (2, 0) if side is Axis.EXPORTER else (0, 2)
    size = np.sum(panel.trade, axis=others, keepdims=True)
    total = np.sum(panel.trade, axis=(0, 2), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(panel.weight > 0, distance * total / size, 0.0)
    remoteness: Numbers = np.sum(parts, axis=over, keepdims=True)
    return remoteness
