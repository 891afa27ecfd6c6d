"""The panel of a gravity model as a tensor: a cell for every exporter, year and importer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sverka.models.gravity.aligned import aligned_zeros, zeros_by_part
from sverka.models.gravity.numbering import number_names, number_years

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sverka.models.gravity.numbering import Places

Numbers: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]
Marks: TypeAlias = NDArray[np.bool_]


_LARGE = 10_000_000
"""Numbers in all regressors above which memory is saved where they are zero."""
_FEW = 0.1


class PanelError(ValueError):
    """A panel that nothing can be estimated from; the message counts and names what is wrong."""


class NotNumbers(PanelError):
    """Trade, a weight or a regressor has cells that are no finite numbers."""

    def __init__(self, column: str, count: int, first: str) -> None:
        super().__init__(
            f"“{column}” is no finite number in {count:,} rows, first {first}. "
            "Leave these rows out or correct them: an infinity or an empty cell cannot be estimated from."
        )


class NegativeTrade(PanelError):
    """Trade is below zero somewhere."""

    def __init__(self, count: int, first: str) -> None:
        super().__init__(
            f"Trade is negative in {count:,} rows, first {first}. "
            "A flow cannot be below zero: correct the rows or leave them out."
        )


class TwiceObserved(PanelError):
    """An exporter, importer and year stand in several rows."""

    def __init__(self, count: int, first: str) -> None:
        super().__init__(
            f"{count:,} rows repeat an exporter, importer and year, first {first}. "
            "Add up what belongs together or keep one of them; a sector is estimated in a panel of its own."
        )


class NothingObserved(PanelError):
    """The panel has no rows."""

    def __init__(self) -> None:
        super().__init__("The panel has no rows: nothing can be estimated. Look at the years and countries.")


@dataclass(frozen=True, eq=False)
class Panel:
    """Trade of N exporters and M importers over T years, and K regressors of it.

    `trade` (N, T, M) in any unit, 0 where `weight` is 0; `weight` (N, T, M) is 0 where nothing was observed
    and otherwise the weight of the observation (1 unless given); `regressors` (K, N, T, M) in the order of
    `names`, 0 where nothing was observed. The importers run in the innermost place, contiguous in memory.
    """

    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    years: tuple[int, ...]
    trade: Numbers
    weight: Numbers
    regressors: Numbers
    names: tuple[str, ...]

    @property
    def observed(self) -> Marks:
        """Return which cells (N, T, M) were observed."""
        return self.weight > 0

    @property
    def count(self) -> int:
        """Return the number of observations."""
        return int(np.count_nonzero(self.weight))


def lay_out(
    exporter: Sequence[str],
    importer: Sequence[str],
    year: Sequence[int],
    trade: Sequence[float],
    regressors: Mapping[str, Sequence[float]],
    weight: Sequence[float] | None = None,
) -> Panel:
    """Lay rows, one an exporter, importer and year, into a panel; they may come in any order.

    Countries and years stand in sorted order. Raises NothingObserved, NotNumbers, NegativeTrade and
    TwiceObserved.
    """
    if not len(trade):
        raise NothingObserved
    exporters, e = number_names(exporter)
    importers, m = number_names(importer)
    years, t = number_years(year)

    def name(row: int) -> str:
        return f"{exporters[e[row]]}>{importers[m[row]]} {years[t[row]]}"

    shape = (len(exporters), len(years), len(importers))
    cell = _cells(e, t, m, shape)
    where: Indices | slice = slice(None)
    if not _in_order(cell, shape):
        where = cell.astype(np.int64)  # as the columns are written, once
        _refuse_repeated(where, int(np.prod(shape)), name)
    columns = {"trade": trade, **regressors, **({} if weight is None else {"weight": weight})}
    known = {column: np.asarray(values, np.float64) for column, values in columns.items()}
    for column, values in known.items():
        bad = np.flatnonzero(~np.isfinite(values))
        if len(bad):
            raise NotNumbers(column, len(bad), name(int(bad[0])))
    if known["trade"].min() < 0:
        below = np.flatnonzero(known["trade"] < 0)
        raise NegativeTrade(len(below), name(int(below[0])))
    stacked = _stack([known[column] for column in regressors], where, shape)
    laid, observed = aligned_zeros(*shape), aligned_zeros(*shape)
    laid.reshape(-1)[where] = known["trade"]
    observed.reshape(-1)[where] = known.get("weight", 1.0)
    return Panel(exporters, importers, years, laid, observed, stacked, tuple(regressors))


def _stack(columns: Sequence[Numbers], where: Indices | slice, shape: tuple[int, int, int]) -> Numbers:
    """Lay columns into a tensor each; of a large one, those that are mostly zero only where they are not.

    A border of one year among thirty is so: what is not written takes no memory.
    """
    if len(columns) * np.prod(shape) < _LARGE:
        stacked = aligned_zeros(len(columns), *shape)
        for number, values in enumerate(columns):
            stacked[number].reshape(-1)[where] = values
        return stacked
    dense = [bool(np.count_nonzero(values != 0) > _FEW * len(values)) for values in columns]
    stacked = zeros_by_part(dense, *shape)
    for number, (values, written) in enumerate(zip(columns, dense, strict=True)):
        rows = slice(None) if written else np.flatnonzero(values != 0)  # three times as fast as without
        stacked[number].reshape(-1)[rows if isinstance(where, slice) else where[rows]] = values[rows]
    return stacked


def _cells(e: Places, t: Places, m: Places, shape: tuple[int, int, int]) -> Indices | Places:
    kind = np.int32 if np.prod(shape) <= np.iinfo(np.int32).max else np.int64
    cell: Indices | Places = e * kind(shape[1])
    cell += t
    cell *= kind(shape[2])
    cell += m
    return cell


def _in_order(cell: Indices | Places, shape: tuple[int, int, int]) -> bool:
    """Tell whether rows are a full panel in the tensor's order, each once, which is written sooner."""
    return len(cell) == np.prod(shape) and bool((cell[1:] > cell[:-1]).all())


def _refuse_repeated(cell: Indices, size: int, name: Callable[[int], str]) -> None:
    seen = np.zeros(size, np.bool_)
    seen[cell] = True
    if np.count_nonzero(seen) == len(cell):  # far sooner than an order, which only tells which
        return
    ordered = np.argsort(cell, kind="stable")
    again = np.flatnonzero(np.diff(cell[ordered]) == 0)
    raise TwiceObserved(len(again), name(int(ordered[again[0] + 1])))
