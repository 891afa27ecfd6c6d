"""Rounding to whole units in an expression, exactly as readers of rows round with Decimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narwhals import Expr


def half_even(number: Expr, unit: int) -> Expr:
    """Return `number` units as a whole number, half to the even one; an engine's own rounding goes up.

    Exact for the decimals that the double was written with, although its product with `unit` is not: a half
    is the double nearest to one. Only for results below 2**53, which doubles hold to the unit.
    """
    import narwhals as nw  # noqa: PLC0415  sources that also come as rows need no Narwhals for them

    below = (number * unit).floor()
    half = (below + 0.5) / unit
    up = (number > half) | ((number == half) & (below % 2 != 0))
    return (below + nw.when(up).then(nw.lit(1)).otherwise(nw.lit(0))).cast(nw.Int64)
