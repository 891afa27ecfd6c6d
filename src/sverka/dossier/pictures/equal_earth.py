"""Project the globe as Vega's "equalEarth" does, to know where a country lies before it is drawn.

Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical
Information Science 2019: areas keep their proportion, as a map coloured by value must.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = sqrt(3) / 2


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x and y (upwards) on a globe of radius 1; x reaches ±2.7064, y ±1.3174."""
    angle = asin(_M * sin(radians(latitude)))
    square = angle * angle
    sixth = square * square * square
    stretch = _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    x = radians(longitude) * cos(angle) / stretch
    y = angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y
