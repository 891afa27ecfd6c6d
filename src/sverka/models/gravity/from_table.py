"""Make a panel of a table's columns; what cannot be read is refused by name, with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sverka.models.gravity.tensor import PanelError, lay_out
from sverka.models.gravity.wider_panel import WiderPanel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sverka.models.gravity.tensor import Indices, Marks, Numbers

KEYS = ("exporter", "importer", "year")
TRADE = "trade"
MISSING = frozenset({"", "NA", "NaN", "nan", ".", "NULL"})
"""What stands for a missing number in files of R, Stata and Python."""


class NotNumeric(PanelError):
    """A column of numbers has texts."""

    def __init__(self, column: str, count: int, row: int, text: str) -> None:
        super().__init__(
            f"“{column}” is no number in {count:,} rows, first in row {row}: “{text}”. "
            "Correct these cells, or empty them where the number is missing."
        )


class UnnamedCountry(PanelError):
    """A row does not say its exporter or importer."""

    def __init__(self, column: str, count: int, row: int) -> None:
        super().__init__(
            f"“{column}” is empty in {count:,} rows, first in row {row}. Name the country there "
            "or leave these rows out; some programs write Namibia's code NA as an empty cell."
        )


class NoYear(PanelError):
    """A row's year is no whole number."""

    def __init__(self, count: int, row: int) -> None:
        super().__init__(
            f"“year” is no whole number in {count:,} rows, first in row {row}. Write years as in 2017."
        )


class BelowZeroWeight(PanelError):
    """A weight is negative or missing."""

    def __init__(self, column: str, count: int, row: int) -> None:
        super().__init__(
            f"The weight “{column}” is negative or missing in {count:,} rows, first in row {row}. "
            "A weight is a number from zero up; zero leaves a row out."
        )


def panel_of(
    columns: Mapping[str, NDArray[Any]], regressors: Sequence[str], weight: str | None = None
) -> WiderPanel:
    """Lay the columns exporter, importer, year, trade and the regressors' into a panel.

    A row without trade stays with weight 0, so that leads and lags can look at it; a regressor may be missing
    too, and the model that asks for it leaves the row out. Raises NotNumeric, UnnamedCountry, NoYear,
    BelowZeroWeight and what `tensor.lay_out` raises.
    """
    exporter, importer = (_countries(columns[name], name) for name in KEYS[:2])
    year = _years(columns["year"])
    trade = numbers(columns[TRADE], TRADE)
    known = {name: numbers(columns[name], name) for name in regressors}
    observed = np.isfinite(trade) | np.isinf(trade)
    weights: Any = observed.astype(np.float64)
    if weight is not None:
        weights *= _weights(columns[weight], weight)
    rows: dict[str, Any] = {
        "exporter": exporter,
        "importer": importer,
        "year": year,
        "trade": np.where(observed, trade, 0.0),
    }
    filled: dict[str, Any] = {name: np.where(np.isnan(values), 0.0, values) for name, values in known.items()}
    laid = lay_out(**rows, regressors=filled, weight=weights)
    e, t, m = (
        np.searchsorted(np.array(names), values)
        for names, values in ((laid.exporters, exporter), (laid.years, year), (laid.importers, importer))
    )
    there = np.zeros(laid.trade.shape, np.bool_)
    there[e, t, m] = True
    for k, values in enumerate(known.values()):
        unknown = np.isnan(values)
        laid.regressors[k][e[unknown], t[unknown], m[unknown]] = np.nan
    return WiderPanel(
        exporters=laid.exporters,
        importers=laid.importers,
        years=laid.years,
        trade=laid.trade,
        weight=laid.weight,
        regressors=laid.regressors,
        names=laid.names,
        known=there,
    )


def numbers(values: NDArray[Any], name: str) -> Numbers:
    """Return a column as numbers, NaN where a cell is empty or says that it is missing; raise NotNumeric."""
    if values.dtype.kind in "fiub":
        return values.astype(np.float64)
    known: dict[Any, float | None] = {text: _number(text) for text in set(values.tolist())}
    bad = [text for text, number in known.items() if number is None]
    if bad:
        rows = np.flatnonzero([known[text] is None for text in values.tolist()])
        raise NotNumeric(name, len(rows), int(rows[0]) + 1, str(values[rows[0]]))
    return np.fromiter((known[text] for text in values.tolist()), np.float64, len(values))


def _number(text: object) -> float | None:
    if text is None or (isinstance(text, str) and text.strip() in MISSING):
        return float("nan")
    try:
        return float(str(text))
    except ValueError:
        return None


def _countries(values: NDArray[Any], name: str) -> NDArray[np.str_]:
    if values.dtype.kind != "U":
        unnamed = [text for text in set(values.tolist()) if text in {None, ""} or text != text]  # noqa: PLR0124  NaN
        if unnamed:
            empty = np.array([text in {None, ""} or text != text for text in values])  # noqa: PLR0124  likewise
            raise UnnamedCountry(name, int(empty.sum()), int(np.flatnonzero(empty)[0]) + 1)
    return values.astype(np.str_)


def _years(values: NDArray[Any]) -> Indices:
    found = numbers(values, "year")
    bad = ~(np.isfinite(found) & (found == np.floor(found)))
    _refuse_years(bad)
    return found.astype(np.int64)


def _refuse_years(bad: Marks) -> None:
    if bad.any():
        raise NoYear(int(bad.sum()), int(np.flatnonzero(bad)[0]) + 1)


def _weights(values: NDArray[Any], name: str) -> Numbers:
    found = numbers(values, name)
    bad = ~(found >= 0)
    if bad.any():
        raise BelowZeroWeight(name, int(bad.sum()), int(np.flatnonzero(bad)[0]) + 1)
    return found
