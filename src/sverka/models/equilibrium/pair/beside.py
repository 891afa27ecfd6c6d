"""A change of costs beside effects that were estimated: how many agreements, borders or past rises it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.pair.answer import Beside, Estimate
from sverka.models.gravity.result import quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.pair.estimated_effects import Estimated

_POINTS = 200
"""Of the distribution of an estimate, evenly by probability, that meet every draw of the change."""


def beside(
    effects: Sequence[Estimated], direct: float, drawn: Sequence[float] = (), level: float = 0.95
) -> tuple[Beside, ...]:
    """Hold what a change does to trade directly beside each effect: times = direct / effect, both in logs.

    `direct` is the log factor on trade, prices and incomes as before; `drawn` the same in every draw. The
    interval is over both. Where the effect's own interval holds zero nothing is sure, and where it works the
    other way no number of it would do: then there is no `times`.
    """
    return tuple(_beside(effect, direct, drawn, level) for effect in effects)


def _beside(effect: Estimated, direct: float, drawn: Sequence[float], level: float) -> Beside:
    reach = quantile(level) * effect.error
    low, high = effect.log - reach, effect.log + reach
    sure = low > 0 or high < 0
    return Beside(
        name=effect.name,
        effect=Estimate(_percent(effect.log), _percent(low), _percent(high)),
        times=_times(effect, direct, drawn, level) if sure and direct * effect.log > 0 else None,
        sure=sure,
        years=effect.years,
        source=effect.source,
    )


def _times(effect: Estimated, direct: float, drawn: Sequence[float], level: float) -> Estimate:
    from scipy.special import ndtri  # noqa: PLC0415  heavy

    points = (np.arange(_POINTS) + 0.5) / _POINTS
    logs = effect.log + effect.error * ndtri(points)
    found = np.divide.outer(np.asarray(drawn if len(drawn) else [direct], np.float64), logs)
    low, high = np.quantile(found, ((1 - level) / 2, (1 + level) / 2))
    return Estimate(float(direct / effect.log), float(low), float(high))


def _percent(log: float) -> float:
    return 100 * float(np.expm1(log))
