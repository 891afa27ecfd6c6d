"""The rows of a model with effects of any columns: its numbers, and which rows leave before the fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from sverka.models.gravity.design import NoLogarithm, NothingLeft
from sverka.models.gravity.effects import SmallSample
from sverka.models.gravity.formula import Formula  # noqa: TC001  msgspec reads the annotation
from sverka.models.gravity.from_table import MISSING, TRADE, BelowZeroWeight, numbers
from sverka.models.gravity.separation import LABELS, Reason
from sverka.models.gravity.tensor import NegativeTrade, NotNumbers
from sverka.models.gravity.terms import Column, Interaction, Log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sverka.models.gravity.tensor import Indices, Marks, Numbers
    from sverka.models.gravity.terms import Term


class UnreadableColumns(ValueError):
    """A list of effects or clusters cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” names no effects or clusters. Join the columns of one by ^ and put commas between "
            "several, as in “exporter^year^sector, importer^year^sector, exporter^importer^sector”."
        )


class NoSuchColumn(LookupError):
    """A formula, an effect, a cluster or a weight names a column that the table does not have."""

    def __init__(self, name: str, has: Sequence[str]) -> None:
        super().__init__(
            f"The table has no column “{name}”; it has {', '.join(has)}. Correct the name or add the "
            "column: with effects of any columns none is made of the others."
        )


class NotOfARow(ValueError):
    """A term needs the panel's years or countries, which rows with effects of any columns do not have."""

    def __init__(self, term: str) -> None:
        super().__init__(
            f"“{term}” looks along the years or countries of a panel; with effects of any columns a row "
            "stands by itself. Write it into the table as a column, or absorb it as an effect."
        )


class GeneralSpec(msgspec.Struct, frozen=True, kw_only=True):
    """A model with effects of any columns: each effect, and each way of clustering, a tuple of columns.

    Without `clusters` errors are robust to heteroskedasticity. `weights` names a column.
    """

    formula: Formula
    absorb: tuple[tuple[str, ...], ...]
    clusters: tuple[tuple[str, ...], ...] = ()
    small: SmallSample = SmallSample.PPML
    weights: str | None = None
    tolerance: float = 1e-10
    level: float = 0.95

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the model names, each once."""
        named = [TRADE, *self.formula.columns, *(name for of in self.absorb + self.clusters for name in of)]
        return tuple(dict.fromkeys([*named, *([self.weights] if self.weights else [])]))


@dataclass(frozen=True, eq=False)
class Rows:
    """The model's numbers for R rows: trade, weight (R,), regressors by name, levels of effects."""

    trade: Numbers
    weight: Numbers
    regressors: dict[str, Numbers]
    effects: tuple[Indices, ...]
    clusters: tuple[Indices, ...]

    def of(self, kept: Marks) -> Rows:
        """Return only the rows that are marked."""
        return Rows(
            trade=self.trade[kept],
            weight=self.weight[kept],
            regressors={name: values[kept] for name, values in self.regressors.items()},
            effects=tuple(of[kept] for of in self.effects),
            clusters=tuple(of[kept] for of in self.clusters),
        )


def read_columns(text: str) -> tuple[tuple[str, ...], ...]:
    """Read “exporter^year^sector, importer^year”. Raises UnreadableColumns."""
    found = tuple(tuple(name.strip() for name in part.split("^")) for part in text.split(","))
    if not all(name for part in found for name in part):
        raise UnreadableColumns(text)
    return tuple(dict.fromkeys(found))


def usable_rows(spec: GeneralSpec, columns: Mapping[str, NDArray[Any]], dropped: dict[str, int]) -> Rows:
    """Return the rows that have all that the model names."""
    for name in spec.columns:
        if name not in columns:
            raise NoSuchColumn(name, tuple(columns))
    trade = numbers(columns[TRADE], TRADE)
    if (trade < 0).any():
        bad = np.flatnonzero(trade < 0)
        raise NegativeTrade(len(bad), f"row {bad[0] + 1}")
    weight = np.ones(len(trade)) if spec.weights is None else _weights(columns[spec.weights], spec.weights)
    regressors = {str(term): _values(term, columns) for term in spec.formula.terms}
    kept = np.ones(len(trade), np.bool_)
    lacking = {"trade is missing, or of weight zero": np.isnan(trade) | (weight == 0)}
    if spec.formula.logarithms:
        lacking["zero trade, which has no logarithm"] = trade == 0
    lacking |= {f"{name} is missing": np.isnan(values) for name, values in regressors.items()}
    grouping = dict.fromkeys(name for of in spec.absorb + spec.clusters for name in of)
    lacking |= {f"{name} is missing": _empty(columns[name]) for name in grouping}
    for reason, marks in lacking.items():
        count_left_out(dropped, reason, marks & kept)
        kept &= ~marks
    for name, values in {TRADE: trade, **regressors}.items():
        if np.isinf(values[kept]).any():
            endless = np.flatnonzero(np.isinf(values) & kept)
            raise _endless(name)(name, len(endless), f"row {endless[0] + 1}")
    if not kept.any():
        raise NothingLeft(dropped)
    effects, clusters = (
        tuple(_numbered([columns[name][kept] for name in of]) for of in several)
        for several in (spec.absorb, spec.clusters)
    )
    known = {name: values[kept] for name, values in regressors.items()}
    trade = np.log(trade[kept]) if spec.formula.logarithms else trade[kept]
    return Rows(trade, weight[kept], known, effects, clusters)


def _endless(name: str) -> type[NoLogarithm | NotNumbers]:
    return NoLogarithm if "log(" in name else NotNumbers


def _values(term: Term, columns: Mapping[str, NDArray[Any]]) -> Numbers:
    """Return a term's values, NaN where missing and infinite where a logarithm has none."""
    match term:
        case Column(name):
            return numbers(columns[name], name)
        case Log(of):
            values = _values(of, columns)
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(values <= 0, -np.inf, np.log(values))
        case Interaction(of):
            return np.asarray(np.prod([_values(part, columns) for part in of], axis=0), np.float64)
    raise NotOfARow(str(term))


def _weights(values: NDArray[Any], name: str) -> Numbers:
    found = numbers(values, name)
    bad = np.flatnonzero(~(found >= 0))
    if len(bad):
        raise BelowZeroWeight(name, len(bad), int(bad[0]) + 1)
    return found


def _empty(values: NDArray[Any]) -> Marks:
    if values.dtype.kind in "iub":
        return np.zeros(len(values), np.bool_)
    if values.dtype.kind == "f":
        return np.asarray(np.isnan(values), np.bool_)
    return np.fromiter((text is None or str(text).strip() in MISSING for text in values), np.bool_)


def _numbered(columns: Sequence[NDArray[Any]]) -> Indices:
    """Return numbers for what several columns read together."""
    code = np.zeros(len(columns[0]), np.int64)
    for values in columns:
        texts = values.astype(np.str_) if values.dtype.kind == "O" else values
        levels, own = np.unique(texts, return_inverse=True)
        code = np.unique(code * len(levels) + own, return_inverse=True)[1]
    return code


def without_idle_levels(rows: Rows, dropped: dict[str, int], *, logarithms: bool) -> Rows:
    """Leave out, until none is left, rows alone in an effect and of effects without any trade."""
    left = True
    while left:
        left = False
        for place in range(len(rows.effects)):
            for reason in (Reason.SINGLE,) if logarithms else (Reason.SINGLE, Reason.NO_TRADE):
                of = rows.effects[place]
                single = reason is Reason.SINGLE
                levels = np.bincount(of) == 1 if single else np.bincount(of, rows.trade) == 0
                idle = levels[of]
                if idle.any():
                    count_left_out(dropped, LABELS[reason], idle)
                    rows, left = rows.of(~idle), True
                if not len(rows.trade):
                    raise NothingLeft(dropped)
    return rows


def count_left_out(dropped: dict[str, int], reason: str, marks: Marks) -> None:
    """Add the marked rows to those left out for a reason."""
    if marks.any():
        dropped[reason] = dropped.get(reason, 0) + int(np.count_nonzero(marks))
