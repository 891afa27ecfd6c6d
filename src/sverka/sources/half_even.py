"""Rounding to whole units in an expression, exactly as readers of rows round with Decimal."""

import narwhals as nw


def half_even(number: nw.Expr, unit: int) -> nw.Expr:
    """Return `number` units as a whole number, half to the even one; an engine's own rounding goes up.

    Exact for the decimals that the double was written with, although its product with `unit` is not: a half
    is the double nearest to one. Only for results below 2**53, which doubles hold to the unit.
    """
    below = (number * unit).floor()
    half = (below + 0.5) / unit
    up = (number > half) | ((number == half) & (below % 2 != 0))
    return (below + nw.when(up).then(nw.lit(1)).otherwise(nw.lit(0))).cast(nw.Int64)
