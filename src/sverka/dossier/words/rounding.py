"""Round a number to the digits that its interval bears."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import isfinite

from sverka.vocabulary.interval import Interval

MOST_DIGITS = 4
_UNKNOWN_DIGITS = 2
_FINE = Decimal("3.55")
_EXACT = Context(prec=400)


def last_place(allowed: Interval) -> int | None:
    """Return the power of ten of the last digit that an interval bears; None for a number known exactly.

    The half-width keeps two digits where it begins with 10 to 35 and one where it begins with 36 to 99, and
    the number ends where the half-width ends: 783.3 +- 15.7 is 783, 600 +- 50 is 600 (tens).
    Reference: Particle Data Group, Review of Particle Physics, 5.3 (rounding).
    """
    half = (allowed.high - allowed.low) / 2
    if not isfinite(half) or half <= 0:
        return None
    written = Decimal(repr(half))
    found = written.adjusted()
    return found - 1 if written.scaleb(-found) < _FINE else found


def rounded(value: float, allowed: Interval, *, to_zero: bool = False, most: int = MOST_DIGITS) -> Decimal:
    """Round half-even to the interval's last digit, and to `most` significant digits at most.

    At least one significant digit stays unless `to_zero`: a change of 0.3 within 5 either way is 0. An
    interval without an end leaves two digits.
    """
    written = Decimal(repr(float(value)))
    if not written:
        return Decimal(0)
    top = written.adjusted()
    unbounded = not isfinite(allowed.high - allowed.low)
    last = top + 1 - (_UNKNOWN_DIGITS if unbounded else most)
    place = last_place(allowed)
    if place is not None:
        last = max(last, place)
    if not to_zero:
        last = min(last, top)
    return plain(written.quantize(Decimal(1).scaleb(last), ROUND_HALF_EVEN, _EXACT))


def plain(number: Decimal) -> Decimal:
    """Drop closing zeros after the point, and the sign of a zero."""
    whole = number.to_integral_value()
    return (whole.quantize(Decimal(1), context=_EXACT) if number == whole else number.normalize()) + 0
