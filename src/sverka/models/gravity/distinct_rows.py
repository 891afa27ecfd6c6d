"""Which rows of whole numbers differ, found in one compiled pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sverka.models.gravity.compiled import compiled

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Indices: TypeAlias = NDArray[np.int64]
    Places: TypeAlias = NDArray[np.int32]

_SLOTS, _MORE = 1024, 16
_GOLDEN, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def distinct_rows(rows: NDArray[Any]) -> tuple[Indices, Places]:
    """Return where each different one of `rows` (n, L) is met first, and every row's number among those."""
    slots, numbers = _SLOTS, np.empty(len(rows), np.int32)
    while True:
        first, table = np.empty(slots // 2, np.int64), np.full(slots, -1, np.int32)
        count = _number(rows, first, table, numbers)
        if count >= 0:
            return first[:count], numbers
        slots *= _MORE  # and from the start: so many countries are rare


@compiled
def _number(rows: NDArray[Any], first: Indices, table: Places, numbers: Places) -> int:
    """Write what `distinct_rows` returns; return how many differ, or -1 if there is no room for them.

    A row is compared with the one that came last time after the row before it, which in a sorted table is the
    right one nearly always, and looked up in `table` otherwise.
    """
    count = before = 0
    after = np.full(len(first), -1, np.int32)
    for row in range(len(rows)):
        number = after[before]
        if number < 0 or not _equal(rows, row, first[number]):
            slot = _find(rows, row, first, table)
            number = table[slot]
            if number < 0:
                if count == len(first):
                    return -1
                number = count
                table[slot], first[count] = number, row
                count += 1
            after[before] = number
        numbers[row] = before = number
    return count


@compiled
def _equal(rows: NDArray[Any], one: int, other: int) -> bool:
    same = True
    for place in range(rows.shape[1]):
        same &= rows[one, place] == rows[other, place]
    return same


@compiled
def _find(rows: NDArray[Any], row: int, first: Indices, table: Places) -> int:
    """Return the slot of `table` that has the row's number, or the free one that is to have it."""
    key, last = np.uint64(0), len(table) - 1
    for place in range(rows.shape[1]):
        key = (key ^ np.uint64(rows[row, place])) * _GOLDEN
        key ^= key >> _HALF
    slot: int = np.int64(key & np.uint64(last))  # type: ignore[assignment]
    while table[slot] >= 0 and not _equal(rows, row, first[table[slot]]):
        slot = (slot + 1) & last
    return slot
