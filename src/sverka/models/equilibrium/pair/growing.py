"""How much the pair's trade grows by itself until the goal's year, so that costs need not bring it about."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sverka.measures.forecast import HORIZON, Method, NoForecast, Why, forecast
from sverka.models.equilibrium.pair.answer import Growing

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.declared_turnover import Series


class Basis(StrEnum):
    """What growth by itself rests on; where it is nothing, why."""

    GIVEN = "the rate that was given"
    FORECAST = "a forecast of the same figures by the theta method"
    NO_CHANGE = "nothing: in the figures' past the forecast that nothing changes was nearer than any trend"
    NO_YEAR = "nothing: the goal names no year"
    NOT_AFTER = "nothing: the goal's year is not after the figures'"
    TOO_FAR = f"nothing: the goal's year is over {HORIZON} years after the figures, too far for a forecast"
    TOO_SHORT = "nothing: the figures have too few years for a forecast"
    GAP = "nothing: the figures have a gap and too few years after it for a forecast"
    ZERO = "nothing: the figures have a zero and too few years after it for a forecast"
    FLAT = "nothing: the figures are the same in all years"


_WHY = {
    Why.NO_LEVELS: Basis.TOO_SHORT,
    Why.TOO_SHORT: Basis.TOO_SHORT,
    Why.GAP: Basis.GAP,
    Why.ZERO: Basis.ZERO,
    Why.FLAT: Basis.FLAT,
}


def growing(series: Series, by: int | None, growth: float | None = None) -> Growing:
    """Return the factor from the series' newest year to `by`: a rate in percent a year, else a forecast.

    1 where neither can be had, with the reason. The forecast is the median; it is of money of each year, as
    a goal is.
    """
    if by is None:
        return _nothing(Basis.NO_YEAR)
    ahead = by - series.declared.year
    if ahead <= 0:
        return _nothing(Basis.NOT_AFTER)
    if growth is not None:
        return Growing(factor=(1 + growth / 100) ** ahead, basis=Basis.GIVEN, origins=())
    return _nothing(Basis.TOO_FAR) if ahead > HORIZON else _forecast(series, ahead)


def _forecast(series: Series, ahead: int) -> Growing:
    made = forecast(series.levels, ahead)
    if isinstance(made, NoForecast):
        return _nothing(_WHY[made.why])
    if made.method is Method.NO_CHANGE:
        return _nothing(Basis.NO_CHANGE)
    last = made.steps[-1].figure
    return Growing(factor=last.value / series.declared.turnover, basis=Basis.FORECAST, origins=last.origins)


def _nothing(why: Basis) -> Growing:
    return Growing(factor=1.0, basis=why, origins=())
