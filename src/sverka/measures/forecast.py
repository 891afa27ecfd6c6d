"""Forecast: the levels of the next years by the theta method, with intervals as wide as its own past errors.

Unit: US dollars. Formula: the measure `theta` on y = ln V; exp of it is the median forecast. Interval h years
ahead: y +- t(n - 1) s(h), s(h) the root mean square of the past errors at h years, at least that at one year
times the root of h, n the number of past forecasts one year ahead. Reference: V. Assimakopoulos, K.
Nikolopoulos (2000), The theta model: a decomposition approach to forecasting, International Journal of
Forecasting 16(4), 521-530; R. J. Hyndman, B. Billah (2003), Unmasking the Theta method, International Journal
of Forecasting 19(2), 287-290.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import exp, log

import msgspec
from msgspec.structs import replace

from sverka.measures.backtest import (
    LEVELS,
    Backtest,
    Errors,
    Forecaster,
    half_width,
    judge,
    no_change,
    rolling_errors,
)
from sverka.measures.missing import Missing
from sverka.measures.theta import theta
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

HORIZON = 5
"""Years ahead at most: beyond them the intervals say next to nothing."""

SHORTEST = 12
"""Years that a forecast takes: six to learn from, and six errors one year ahead to measure it by."""


class Method(StrEnum):
    """How a forecast was made."""

    THETA = "theta method"
    NO_CHANGE = "no change"


class Why(StrEnum):
    """Why there is no forecast."""

    NO_LEVELS = "no levels"
    TOO_SHORT = "too short"
    GAP = "gap"
    ZERO = "zero"
    FLAT = "flat"


class NoForecast(Missing, frozen=True, kw_only=True):
    """A series that is not forecast, and `why`; `command` is what would bring it, "" where nothing would.

    `years` is the length of the unbroken series up to its last year; a forecast takes SHORTEST.
    """

    why: Why
    years: int


class HorizonTooLong(ValueError):
    """More years ahead were asked for than a forecast is made for."""

    def __init__(self, horizon: int) -> None:
        super().__init__(
            f"A forecast of {horizon} years was asked for: yearly trade is forecast 1 to {HORIZON} years "
            f"ahead, since intervals beyond that say next to nothing. Ask for {HORIZON} years or fewer."
        )


class Step(msgspec.Struct, frozen=True):
    """A year ahead: the median forecast, which holds its 80 % interval, and the 95 % interval."""

    figure: Figure
    wide: Interval


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The next years of a series, and how the method did on the series' past.

    `method` is NO_CHANGE where the theta method lost against it in the backtest; `reason` says so, with
    both errors, and is empty otherwise. The backtest's coverage is that of the method used. `used` are the
    levels that it learnt from, in order; `left_out` those before a gap or a zero.
    """

    subject: Subject
    book: Country | None
    method: Method
    reason: str
    steps: tuple[Step, ...]
    backtest: Backtest
    used: tuple[Figure, ...]
    left_out: tuple[Figure, ...]


def forecast(
    levels: Iterable[Figure], horizon: int = HORIZON, method: Forecaster | None = None
) -> Forecast | NoForecast:
    """Forecast the yearly levels of one subject in one book, `horizon` years after the last one.

    It learns from the years after the last gap or zero. Deterministic: the same levels give the same
    forecast. How far the levels themselves are usually revised is not in the intervals. `method` is what is
    tried against "nothing changes", the theta method unless another is given. Raises HorizonTooLong.
    """
    if not 1 <= horizon <= HORIZON:
        raise HorizonTooLong(horizon)
    yearly = sorted(
        (level for level in levels if level.period.isdigit()), key=lambda level: int(level.period)
    )
    used = _unbroken(yearly)
    obstacle = _obstacle(yearly, used)
    return obstacle or _forecast(used, yearly[: -len(used)], method or theta, horizon)


def _unbroken(yearly: Sequence[Figure]) -> list[Figure]:
    """Return the levels after the last gap or zero."""
    used: list[Figure] = []
    for level in reversed(yearly):
        if level.value <= 0 or (used and int(used[-1].period) != int(level.period) + 1):
            break
        used.append(level)
    return used[::-1]


def _obstacle(yearly: Sequence[Figure], used: Sequence[Figure]) -> NoForecast | None:
    """Say why a series cannot be forecast, None where it can."""
    if not yearly:
        return _no_forecast(yearly, used, Why.NO_LEVELS, "the book has no level of a whole year")
    if len(used) >= SHORTEST:
        if len({level.value for level in used}) > 1:
            return None
        reason = f"the level is the same in all years from {used[0].period}: nothing to learn from"
        return _no_forecast(yearly, used, Why.FLAT, reason)
    needed = f"a forecast takes {SHORTEST} years without a gap or a zero"
    if len(used) == len(yearly):
        return _no_forecast(yearly, used, Why.TOO_SHORT, f"the series has {len(used)} years, {needed}")
    last = yearly[-len(used) - 1]
    after = f"{len(used)} years follow, {needed}"
    if last.value <= 0:
        return _no_forecast(yearly, used, Why.ZERO, f"the level of {last.period} is zero and {after}")
    missing = int(last.period) + 1
    return _no_forecast(yearly, used, Why.GAP, f"the level of {missing} is missing and {after}")


def _no_forecast(yearly: Sequence[Figure], used: Sequence[Figure], why: Why, reason: str) -> NoForecast:
    return NoForecast(
        measure="forecast",
        subject=yearly[-1].subject if yearly else "",
        period=yearly[-1].period if yearly else "",
        book=yearly[-1].book if yearly else None,
        reason=reason,
        why=why,
        years=len(used),
    )


def _forecast(used: Sequence[Figure], left_out: Sequence[Figure], fit: Forecaster, horizon: int) -> Forecast:
    values = [log(level.value) for level in used]
    learnt, naive = (rolling_errors(values, method, horizon) for method in (fit, no_change))
    wins = learnt.mape < naive.mape
    method, errors = (Method.THETA, learnt) if wins else (Method.NO_CHANGE, naive)
    said = fit(values, horizon) if wins else no_change(values, horizon)
    return Forecast(
        subject=used[-1].subject,
        book=used[-1].book,
        method=method,
        reason="" if wins else _lost(learnt, naive),
        steps=tuple(_step(used, method, errors, ahead, mid) for ahead, mid in enumerate(said, start=1)),
        backtest=judge(errors, theta=learnt, naive=naive),
        used=tuple(used),
        left_out=tuple(left_out),
    )


def _lost(learnt: Errors, naive: Errors) -> str:
    return (
        f"from {len(naive.by_origin)} past years the theta method missed by {learnt.mape:.1f} % on average, "
        f"the forecast that nothing changes by {naive.mape:.1f} %"
    )


def _step(used: Sequence[Figure], method: Method, errors: Errors, ahead: int, middle: float) -> Step:
    last = used[-1]
    narrow, wide = (_around(middle, half_width(errors, ahead, level)) for level in LEVELS)
    figure = replace(
        last,
        measure="forecast",
        value=exp(middle),
        period=str(int(last.period) + ahead),
        method=f"{method.value} on {used[0].period} to {last.period}, median, 80 % interval: {last.method}",
        allowed=narrow,
        origins=tuple(dict.fromkeys(origin for level in used for origin in level.origins)),
    )
    return Step(figure, wide)


def _around(middle: float, reach: float) -> Interval:
    return Interval(exp(middle - reach), exp(middle + reach))
