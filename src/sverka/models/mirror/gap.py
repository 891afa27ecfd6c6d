"""The gap between two declarations, split: freight and insurance, ordinary differences, the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.mirror.baci import Estimates
    from sverka.models.mirror.declared import Declared, Numbers


@dataclass(frozen=True, eq=False)
class Gap:
    """The declared gap of n flows and its parts, in logarithms and in the panel's unit; all (n,).

    `log` = ln(CIF/FOB) = `log_freight` + `log_quality` + `log_rest`; `value` = CIF - FOB = `freight` +
    `quality` + `rest`. `quality` is as much of what freight leaves as ordinary differences between these
    two reporters can hold: it lies within -`quality_reach` and +`quality_reach` (the same for logarithms) at
    `level`. `rest` is what is left over, 0 where nothing is; it lies between `rest_low` and `rest_high`,
    which take in the freight's standard error `log_freight_error`. NaN where a part cannot be told.
    """

    level: float
    log: Numbers
    log_freight: Numbers
    log_freight_error: Numbers
    log_quality: Numbers
    log_quality_reach: Numbers
    log_rest: Numbers
    log_rest_low: Numbers
    log_rest_high: Numbers
    value: Numbers
    freight: Numbers
    freight_error: Numbers
    quality: Numbers
    quality_reach: Numbers
    rest: Numbers
    rest_low: Numbers
    rest_high: Numbers


def split_gap(panel: Declared, estimates: Estimates, level: float = 0.95) -> Gap:
    """Split the declared gap; `estimates` were made of this panel or `pick`ed with it.

    What is ordinary for a pair is told by its other years. Logarithmic parts become dollars by the
    logarithmic mean of the two declarations, so that they add up to CIF - FOB. A part that cannot be
    estimated is NaN, and so is the rest after it.
    """
    nothing = np.full(len(panel.year), np.nan)
    margin, reliability = estimates.margin, estimates.reliability
    log = panel.log_gap
    log_freight = np.where(panel.import_is_fob, 0.0, nothing) if margin is None else margin.log
    error = np.where(panel.import_is_fob, 0.0, nothing) if margin is None else margin.log_error
    reach = np.nan if reliability is None else reliability.gap_reach[level]
    log_freight, error = np.where(np.isnan(log), np.nan, log_freight), np.where(np.isnan(log), np.nan, error)
    left = log - log_freight
    spread = nothing if reliability is None else reliability.ordinary(panel, left)
    quality = np.clip(left, -reach * spread, reach * spread)
    around = reach * np.sqrt(spread**2 + error**2)
    mean = logarithmic_mean(panel.export_fob, panel.import_cif)
    value = panel.import_cif - panel.export_fob
    return Gap(
        level=level,
        log=log,
        log_freight=log_freight,
        log_freight_error=error,
        log_quality=quality,
        log_quality_reach=reach * spread,
        log_rest=left - quality,
        log_rest_low=left - around,
        log_rest_high=left + around,
        value=value,
        freight=mean * log_freight,
        freight_error=mean * error,
        quality=mean * quality,
        quality_reach=mean * reach * spread,
        rest=value - mean * log_freight - mean * quality,
        rest_low=mean * (left - around),
        rest_high=mean * (left + around),
    )


def freight_gap(panel: Declared, import_fob: Numbers, level: float = 0.95) -> Gap:
    """Split off the freight alone, for a method that tells an import without it and states no error."""
    nothing = np.full(len(panel.year), np.nan)
    ratio = np.divide(panel.import_cif, import_fob, out=nothing.copy(), where=panel.mirrored)
    log_freight = np.log(ratio)
    blank = dict.fromkeys(Gap.__dataclass_fields__, nothing)
    freight = logarithmic_mean(panel.export_fob, panel.import_cif) * log_freight
    known = {"log": panel.log_gap, "log_freight": log_freight, "freight": freight}
    return Gap(**{**blank, **known, "level": level, "value": panel.import_cif - panel.export_fob})


def logarithmic_mean(one: Numbers, other: Numbers) -> Numbers:
    """Return L(x, m) = (m - x) / (ln m - ln x), x where the two are equal, NaN where one is not above 0."""
    usable = (one > 0) & (other > 0)
    x, m = np.where(usable, one, 1.0), np.where(usable, other, 1.0)
    half = np.log(m / x) / 2
    near = np.abs(half) < 1e-4  # noqa: PLR2004 - sinh(h)/h by its series, exact to 1e-17 there
    ratio = np.where(near, 1 + half**2 / 6, np.sinh(half) / np.where(near, 1.0, half))
    return np.where(usable, np.sqrt(x) * np.sqrt(m) * ratio, np.nan)
