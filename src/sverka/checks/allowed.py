"""The interval that a claim's own words allow."""

from decimal import Decimal
from math import inf

from sverka.checks.allowances import allowances
from sverka.vocabulary.claim import Claim, Hedge, Kind, Unit
from sverka.vocabulary.interval import Interval, negative

_SMALLEST_SCALE = 1e6
_ONE_THING = 0.5
_LOWER_BOUNDS = {Hedge.MORE_THAN, Hedge.AT_LEAST}


def allowed(claim: Claim) -> Interval | None:
    """Return the values that the claim's words allow, in its unit; None for a claim without a number.

    A decrease is negative: "down 9.3 %" allows −9.35 to −9.25; "fell threefold" allows ratios around a
    third. A direction without a number ("grew") allows every change in that direction.
    """
    if claim.value is None:
        return _any_change(claim)
    return _signed(claim, _magnitude(claim, abs(claim.value)))


def understated(claim: Claim) -> Interval | None:
    """Return the values that are true of a "more than" without being near it; None for other words."""
    if claim.value is None or claim.hedge not in _LOWER_BOUNDS:
        return None
    return _signed(claim, Interval(abs(claim.value) * allowances().more_than.value, inf, low_open=True))


def possible(claim: Claim) -> Interval | None:
    """Return every value that leaves the claim true: for "more than" there is no upper end."""
    near, beyond = allowed(claim), understated(claim)
    if near is None or beyond is None:
        return near
    return Interval(min(near.low, beyond.low), max(near.high, beyond.high))


def half_step(claim: Claim) -> float:
    """Return half a unit of the last digit written, or the precision of the word, in the claim's unit.

    Things counted one by one are exact. Where neither a text nor its precision is known, the last digit
    that is not zero counts as written.
    """
    if claim.value is None:
        return 0.0
    size = abs(claim.value)
    if _in_words(claim):
        table = allowances()
        return size * (table.round_word if claim.unit is Unit.MONEY else table.fraction_word).value
    step = claim.half_step
    if step is None:
        step = _last_digit(size, whole=claim.unit is not Unit.MONEY)
    return 0.0 if claim.kind is Kind.COUNT and step == _ONE_THING else step


def _magnitude(claim: Claim, size: float) -> Interval:
    half = half_step(claim)
    match claim.hedge:
        case Hedge.APPROX:
            width = max(allowances().about.value * size, half if _in_words(claim) else 2 * half)
            return Interval(size - width, _top(claim, size) + width)
        case Hedge.ALMOST:
            return Interval(allowances().almost.value * size, size, high_open=True)
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return Interval(size, allowances().more_than.value * size)
        case Hedge.UP_TO:
            return Interval(0.0, size)
    word = _times_word(claim, size)
    return word or Interval(size - half, _top(claim, size) + half)


def _top(claim: Claim, size: float) -> float:
    return size if claim.value_hi is None else max(size, abs(claim.value_hi))


def _times_word(claim: Claim, size: float) -> Interval | None:
    """Return the multiples that the word covers; None for a multiple in figures."""
    if claim.unit is not Unit.TIMES or claim.value_hi is not None:
        return None
    if _digits(claim.text) if claim.text else claim.half_step is not None:
        return None
    for word in allowances().times_words.values:
        if word.said == size:
            return Interval(word.low, word.high)
    half = allowances().times_word.value
    return Interval(size - half, size + half)


def _signed(claim: Claim, size: Interval) -> Interval:
    if claim.value is not None and claim.value < 0:
        return negative(size)
    if claim.direction != "down":
        return size
    return _inverse(size) if claim.unit is Unit.TIMES else negative(size)


def _inverse(size: Interval) -> Interval:
    high = 1 / size.low if size.low > 0 else inf
    low = 1 / size.high if size.high > 0 else inf
    return Interval(low, high, low_open=size.high_open, high_open=size.low_open)


def _any_change(claim: Claim) -> Interval | None:
    if claim.direction == "up":
        return Interval(0.0, inf, low_open=True)
    if claim.direction == "down":
        return Interval(-inf, 0.0, high_open=True)
    return None


def _digits(text: str | None) -> int:
    return sum(character.isdigit() for character in text or "")


def _in_words(claim: Claim) -> bool:
    """Tell whether an amount or a percentage was said in a word of its own: "a billion", "a third"."""
    size = abs(claim.value or 0.0)
    if claim.unit is Unit.MONEY:
        return _is_round_word(claim.text, size)
    return claim.unit is Unit.PERCENT and bool(claim.text) and not _digits(claim.text) and _is_fraction(size)


def _is_round_word(text: str | None, size: float) -> bool:
    """Tell whether an amount is one digit and a scale word: "a billion", "$3 million", 2e9 on record."""
    if size < _SMALLEST_SCALE or _digits(text) > 1:
        return False
    while size >= 1000:  # noqa: PLR2004 - the step from one scale word to the next
        size /= 1000
    return size < 10 and size == int(size)  # noqa: PLR2004 - one digit


def _is_fraction(percent: float) -> bool:
    """Tell whether a percentage is a fifth, a quarter, a third or one of their multiples, or a half."""
    return any(abs(percent - fraction) < 0.5 for fraction in (20, 25, 100 / 3, 50, 200 / 3, 75))  # noqa: PLR2004


def _last_digit(size: float, *, whole: bool) -> float:
    """Return half a unit of the last digit that is not zero; of the units, where a number is `whole`."""
    if size == 0:
        return 0.0
    exponent = Decimal(repr(size)).normalize().as_tuple().exponent
    step = int(exponent) if isinstance(exponent, int) else 0
    return float(0.5 * 10.0 ** (min(step, 0) if whole else step))
