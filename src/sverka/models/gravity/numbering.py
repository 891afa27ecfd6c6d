"""The levels of a column, sorted, and every row's number among them; without sorting the rows."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Places: TypeAlias = NDArray[np.int32]


def number_names(values: Sequence[str] | NDArray[Any]) -> tuple[tuple[str, ...], Places]:
    """Return the names in sorted order and every row's (n,) place among them, counted from 0.

    NumPy arrays of strings take one compiled pass over their letters; anything else is looked up by row.
    """
    if isinstance(values, np.ndarray) and values.dtype.kind == "S":
        values = values.astype(np.str_)
    if not (isinstance(values, np.ndarray) and values.dtype.kind == "U" and values.dtype.isnative):
        return _looked_up(list(values))
    levels, places = _numbered(values)
    return tuple(map(str, levels)), places


def number_years(values: Sequence[int]) -> tuple[tuple[int, ...], Places]:
    """Return the years in order and every row's (n,) place among them, counted from 0."""
    levels, places = _numbered(np.asarray(values, np.int64))
    return tuple(map(int, levels)), places


def _numbered(values: NDArray[Any]) -> tuple[NDArray[Any], Places]:
    if find_spec("numba") is None:
        levels, places = np.unique(values, return_inverse=True)
        return levels, places.astype(np.int32)
    from sverka.models.gravity.distinct_rows import distinct_rows  # noqa: PLC0415  compiles

    bits = np.ascontiguousarray(values).view(np.uint32).reshape(len(values), -1)
    first, numbers = distinct_rows(bits)
    levels = values[first]
    if (levels[1:] > levels[:-1]).all():  # as in a sorted table
        return levels, numbers
    levels, place = np.unique(levels, return_inverse=True)
    return levels, place.astype(np.int32)[numbers]


def _looked_up(values: list[Any]) -> tuple[tuple[str, ...], Places]:
    written = {value: str(value) for value in set(values)}
    names = tuple(sorted(set(written.values())))
    place = {name: number for number, name in enumerate(names)}
    known = {value: place[name] for value, name in written.items()}
    return names, np.fromiter(map(known.__getitem__, values), np.int32, len(values))
