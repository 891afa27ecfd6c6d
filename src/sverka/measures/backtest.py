"""Backtest: what a method would have forecast from each past year, held against what came.

Unit: percent; intervals that held as a fraction of one. Formula: from every origin k, the first six years and
later, e(k, h) = y(k + h) - y^(k + h | k) on logarithms; MAPE = mean of |exp(-e) - 1| x 100 over all k and h;
coverage = part of the e(k, h) within t(n - 1) s(h), s(h) and n from the errors known at k alone. Reference:
L. J. Tashman (2000), Out-of-sample tests of forecasting accuracy: an analysis and review, International
Journal of Forecasting 16(4), 437-450.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, expm1, pi, sin, sqrt, tan
from typing import TypeAlias

import msgspec

FIRST_ORIGIN = 6
"""Years that a method learns from before its first forecast is tested."""

SOLID = 4
"""Past errors at one horizon that a spread of its own takes, and that an interval takes to be tested."""

LEVELS = (0.8, 0.95)
"""How often the narrow and the wide interval are to hold."""

_HALVINGS = 46  # of a right angle: what is left is 2e-14

Forecaster: TypeAlias = Callable[[Sequence[float], int], Sequence[float]]
"""Gives the next values of a series, so many: `forecaster(values, horizon)`."""


class Errors(msgspec.Struct, frozen=True):
    """What was missed: `by_origin[k][h - 1]` is the error h years after the first FIRST_ORIGIN + k years.

    Actual less forecast, on logarithms.
    """

    by_origin: tuple[tuple[float, ...], ...]

    def at(self, ahead: int, until: int | None = None) -> list[float]:
        """Return the errors so many years ahead that are known after the first `until` years, or all."""
        return [
            errors[ahead - 1]
            for number, errors in enumerate(self.by_origin)
            if len(errors) >= ahead and (until is None or FIRST_ORIGIN + number + ahead <= until)
        ]

    @property
    def mape(self) -> float:
        """Return the mean absolute percentage error over all origins and horizons."""
        missed = [abs(expm1(-error)) for errors in self.by_origin for error in errors]
        return 100 * sum(missed) / len(missed)


class Backtest(msgspec.Struct, frozen=True, kw_only=True):
    """How a method did on the past of a series, beside the forecast that nothing changes.

    `origins` years were forecast from, which gave `forecasts` to compare; `theta_mape` and `naive_mape` are
    their mean absolute percentage errors. Of the `intervals` that could be tested on errors known at their
    time, the fractions `covered_80` and `covered_95` held; None where there were none.
    """

    origins: int
    forecasts: int
    theta_mape: float
    naive_mape: float
    intervals: int
    covered_80: float | None
    covered_95: float | None


def rolling_errors(values: Sequence[float], forecaster: Forecaster, horizon: int) -> Errors:
    """Forecast from every origin up to `horizon` years ahead and return what was missed."""
    found = []
    for origin in range(FIRST_ORIGIN, len(values)):
        came = values[origin : origin + horizon]
        said = forecaster(values[:origin], len(came))
        found.append(tuple(actual - expected for actual, expected in zip(came, said, strict=True)))
    return Errors(tuple(found))


def no_change(values: Sequence[float], horizon: int) -> Sequence[float]:
    """Forecast that the last value stays."""
    return [values[-1]] * horizon


def half_width(errors: Errors, ahead: int, level: float, until: int | None = None) -> float:
    """Return how far an interval of a `level` (0.8) reaches to each side, so many years ahead, on logarithms.

    As far as the method's own past errors: those at this horizon where there are SOLID of them, and at
    least those at one year times the root of the horizon, as of a random walk. Student's t makes up for
    few errors. A shock that is not in the series' past is not in its interval.
    """
    near = errors.at(1, until)
    spread = _root_mean_square(near) * sqrt(ahead)
    far = errors.at(ahead, until)
    if len(far) >= SOLID:
        spread = max(spread, _root_mean_square(far))
    return _student(level, len(near) - 1) * spread


def judge(errors: Errors, *, theta: Errors, naive: Errors) -> Backtest:
    """Sum up the intervals of the method that made `errors`, beside what both methods missed."""
    held: dict[float, list[bool]] = {level: [] for level in LEVELS}
    for number, missed in enumerate(errors.by_origin):
        until = FIRST_ORIGIN + number
        if len(errors.at(1, until)) >= SOLID:
            for level, kept in held.items():
                kept += [
                    abs(error) <= half_width(errors, ahead, level, until)
                    for ahead, error in enumerate(missed, start=1)
                ]
    narrow, wide = held.values()
    tested = len(narrow)
    return Backtest(
        origins=len(errors.by_origin),
        forecasts=sum(map(len, errors.by_origin)),
        theta_mape=theta.mape,
        naive_mape=naive.mape,
        intervals=tested,
        covered_80=sum(narrow) / tested if tested else None,
        covered_95=sum(wide) / tested if tested else None,
    )


def _root_mean_square(errors: Sequence[float]) -> float:
    return sqrt(sum(error * error for error in errors) / len(errors))


@lru_cache(maxsize=256)
def _student(level: float, degrees: int) -> float:
    """Return what a part `level` of Student's t lies within, for whole degrees of freedom.

    By halving the angle, to 1e-14 of it: SciPy's takes a quarter of a second to load.
    """
    low, high = 0.0, pi / 2
    for _ in range(_HALVINGS):
        angle = (low + high) / 2
        low, high = (angle, high) if _within(angle, degrees) < level else (low, angle)
    return sqrt(degrees) * tan((low + high) / 2)


def _within(angle: float, degrees: int) -> float:
    """Return the part of Student's t within +- sqrt(degrees) tan(angle) (Abramowitz and Stegun, 26.7.3-4)."""
    odd = degrees % 2
    term = total = cos(angle) if odd else 1.0
    for step in range(1 + odd, degrees - 1, 2):
        term *= step / (step + 1) * cos(angle) ** 2
        total += term
    if not odd:
        return sin(angle) * total
    return (angle + sin(angle) * (total if degrees > 1 else 0)) * 2 / pi
