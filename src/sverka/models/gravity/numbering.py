"""The levels of a column, sorted, and every row's number among them; without sorting the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Places: TypeAlias = NDArray[np.int32]

_WIDEST = 1 << 20
"""Keys below this are looked up in a table, which the processor's caches hold."""


def number_names(values: Sequence[str] | NDArray[Any]) -> tuple[tuple[str, ...], Places]:
    """Return the names in sorted order and every row's (n,) place among them, counted from 0.

    NumPy arrays of strings take a few passes over their characters; anything else is looked up row by row.
    """
    if isinstance(values, np.ndarray) and values.dtype.kind == "S":
        values = values.astype(np.str_)
    if not (isinstance(values, np.ndarray) and values.dtype.kind == "U" and values.dtype.isnative):
        return _looked_up(list(values))
    strings = np.ascontiguousarray(values)
    letters = strings.view(np.uint32).reshape(len(strings), -1)
    same = int(np.bitwise_and.reduce(letters.reshape(-1)))
    bits = (same ^ int(np.bitwise_or.reduce(letters.reshape(-1)))).bit_length()
    if (1 << bits * letters.shape[1]) <= _WIDEST:
        return _packed(letters, bits, same >> bits << bits)
    size, key = 1, np.zeros(len(strings), np.int32)
    for column in letters.T:
        low, high = int(column.min()), int(column.max())
        width = high - low + 1
        if width > 1:
            if size * width > _WIDEST:
                size, key = _dense(size, key)
            key *= width
            key += column.astype(np.int32)
            key -= low
            size *= width
    count, key = _dense(size, key)
    first = np.empty(count, np.int32)
    first[key] = np.arange(len(key), dtype=np.int32)
    return tuple(map(str, strings[first])), key


def _packed(letters: NDArray[np.uint32], bits: int, base: int) -> tuple[tuple[str, ...], Places]:
    """Return the names and numbers of letters (n, L) that differ in their last `bits` only, above `base`.

    These bits side by side, which L letters leave room for, are a row's key.
    """
    places = [bits * place for place in reversed(range(letters.shape[1]))]
    offset = base * sum(1 << place for place in places)
    key = np.zeros(len(letters), np.uint32)
    for column, place in zip(letters.T, places, strict=True):
        key += column << np.uint32(place)  # modulo 2^32, and so is the next
    key -= np.uint32(offset % (1 << 32))
    seen, numbers = _ranks(1 << sum(places[:1]) + bits, key)
    last = (1 << bits) - 1
    names = ("".join(chr(base | (int(own) >> place & last)) for place in places) for own in seen)
    return tuple(name.rstrip("\0") for name in names), numbers


def number_years(values: Sequence[int]) -> tuple[tuple[int, ...], Places]:
    """Return the years in order and every row's (n,) place among them, counted from 0."""
    years = np.asarray(values, np.int64)
    low = int(years.min())
    span = int(years.max()) - low + 1
    if span > _WIDEST:
        found, places = np.unique(years, return_inverse=True)
        return tuple(map(int, found)), places.astype(np.int32)
    seen, key = _ranks(span, years - low)
    return tuple(low + year for year in map(int, seen)), key


def _looked_up(values: list[Any]) -> tuple[tuple[str, ...], Places]:
    written = {value: str(value) for value in set(values)}
    names = tuple(sorted(set(written.values())))
    place = {name: number for number, name in enumerate(names)}
    known = {value: place[name] for value, name in written.items()}
    return names, np.fromiter(map(known.__getitem__, values), np.int32, len(values))


def _dense(size: int, key: Places) -> tuple[int, Places]:
    """Return how many different keys below `size` there are, and every row's place among them."""
    if size > _WIDEST:
        found, ranks = np.unique(key, return_inverse=True)
        return len(found), ranks.astype(np.int32)
    seen, places = _ranks(size, key)
    return len(seen), places


def _ranks(size: int, key: NDArray[Any]) -> tuple[Places, Places]:
    """Return which of the keys below `size` there are, and every row's place among those."""
    seen = np.zeros(size, np.bool_)
    places = key.astype(np.intp)  # looked up twice
    seen[places] = True
    if seen.all():
        return np.arange(size, dtype=np.int32), places.astype(np.int32)
    rank = np.cumsum(seen, dtype=np.int32)
    rank -= 1
    return np.flatnonzero(seen).astype(np.int32), rank[places]
