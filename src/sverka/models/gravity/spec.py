"""What is to be estimated: a frozen specification in place of twenty keywords."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sverka.models.gravity.effects import Clusters, Effects, SmallSample
from sverka.models.gravity.formula import Formula  # noqa: TC001  msgspec reads the annotation


class Collinear(StrEnum):
    """What to do with a regressor that the others or the effects already tell: leave it out or stop.

    Both name it.
    """

    LEAVE_OUT = "leave out"
    STOP = "stop"


class GravitySpec(msgspec.Struct, frozen=True, kw_only=True):
    """A gravity model.

    `formula` says PPML or OLS and the regressors. `effects` without country-years make the model traditional,
    and `countries` then gives it effects of exporters and of importers for all years; without any it has a
    constant. `years` restricts the estimation (empty: all): leads and lags still look at the panel's other
    years. `domestic` keeps a country's trade with itself. Of `clusters` that are pairs, `directed` ones hold
    one direction; None: one where pairs have directed effects, else both. `bias_corrected` asks for estimates
    and errors of Weidner and Zylkin (2021), for PPML with country-year and directed pair effects. `level` is
    that of the interval.
    """

    formula: Formula
    effects: Effects = Effects()
    countries: bool = False
    years: tuple[int, ...] = ()
    domestic: bool = True
    clusters: Clusters = Clusters.PAIR
    directed: bool | None = None
    small: SmallSample = SmallSample.PPML
    bias_corrected: bool = False
    collinear: Collinear = Collinear.LEAVE_OUT
    tolerance: float = 1e-9
    level: float = 0.95
