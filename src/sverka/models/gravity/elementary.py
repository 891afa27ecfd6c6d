"""Exponentials, logarithms and factorials in compiled loops, written so that several cells go at a time."""

from __future__ import annotations

from math import factorial, floor, log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.compiled import compiled, exactly_compiled

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Numbers

FLOOR = -708.0
"""Exponentials of less are those of this: the smallest number with all its digits."""

_LOG2_E, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.693147180369123816490, 1.90821492927058770002e-10
_BIAS, _MANTISSA = 1023, 52  # of a number's exponent in its bits
_S2, _S3, _S4, _S5, _S6, _S7, _S8, _S9, _S10, _S11, _S12, _S13 = (1 / factorial(n) for n in range(2, 14))
_T3, _T5, _T7, _T9, _T11, _T13, _T15, _T17, _T19 = (1 / n for n in range(3, 20, 2))
_LN2, _ROOT_HALF = log(2), int(np.float64(sqrt(0.5)).view(np.int64))
_TINY = float(np.finfo(np.float64).tiny)
_B2, _B4, _B6, _B8, _B10, _B12, _B14 = 1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156
_HALF_LN_2PI = log(2 * pi) / 2


@exactly_compiled
def exponential(x: float) -> float:
    """Return e^x to two units in the last place, from FLOOR on and up to 709.

    e^x = 2^n e^r, n whole and r at most ln 2 / 2 in size, e^r by its series.
    """
    x = max(x, FLOOR)
    n = floor(x * _LOG2_E + 0.5)
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    low = _S9 + r * (_S10 + r * (_S11 + r * (_S12 + r * _S13)))
    middle = _S4 + r * (_S5 + r * (_S6 + r * (_S7 + r * (_S8 + r * low))))
    power = np.int64((np.int64(n) + _BIAS) << _MANTISSA).view(np.float64)
    return (1.0 + r * (1.0 + r * (_S2 + r * (_S3 + r * middle)))) * power


@exactly_compiled
def logarithm(x: float) -> float:
    """Return ln x to three units in the last place, of a number that has all its digits.

    x = 2^n m, m between the roots of 1/2 and 2; ln m = 2 artanh f, f = (m - 1) / (m + 1), by its series.
    """
    bits = np.float64(x).view(np.int64)
    n = (bits - _ROOT_HALF) >> _MANTISSA
    m = np.int64(bits - (n << _MANTISSA)).view(np.float64)
    f = (m - 1.0) / (m + 1.0)
    z = f * f
    low = _T11 + z * (_T13 + z * (_T15 + z * (_T17 + z * _T19)))
    series = z * (_T3 + z * (_T5 + z * (_T7 + z * (_T9 + z * low))))
    return n * _LN2 + 2.0 * (f + f * series)


@compiled
def log_sums(y: Numbers, w: Numbers) -> tuple[float, float]:
    """Return the sums of w (y ln y - y) and of w ln y!, y! meaning gamma(y + 1), over a row (M,) of y >= 0.

    ln y! = (y + 1/2) ln x - x + ln(2 pi) / 2 + Stirling's series in 1 / x - ln((1 - 1/x) ... (1 - 7/x)),
    x = y + 8, to 1e-14 of x ln x.
    """
    own = factorials = 0.0
    for j in range(len(y)):
        own += w[j] * y[j] * (logarithm(max(y[j], _TINY)) - 1.0)
    for j in range(len(y)):
        x = y[j] + 8.0
        r = 1.0 / x
        z = r * r
        series = r * (_B2 + z * (_B4 + z * (_B6 + z * (_B8 + z * (_B10 + z * (_B12 + z * _B14))))))
        factorials += w[j] * ((y[j] + 0.5) * logarithm(x) - x + _HALF_LN_2PI + series)
    for j in range(len(y)):
        r = 1.0 / (y[j] + 8.0)
        early = (1.0 - r) * (1.0 - 2.0 * r) * (1.0 - 3.0 * r) * (1.0 - 4.0 * r)
        factorials -= w[j] * logarithm(early * (1.0 - 5.0 * r) * (1.0 - 6.0 * r) * (1.0 - 7.0 * r))
    return own, factorials
