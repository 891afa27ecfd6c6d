"""Growth Lab's reconciliation of pair totals, as described (harvard-growth-lab/comtrade-mirroring).

Costs from a regression with exporter and importer effects, discrepancies |x - m| / (x + m), reliabilities
by fixed-point iteration, a softmax weight, then a ladder of fallbacks. Where their code departs from their
description, the description is followed; `docs/explanation/mirror.md` lists the departures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.mirror.margin import TooFewMirrors
from sverka.models.mirror.reconciled import Reconciled, Words
from sverka.models.mirror.sweep import sweep

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Declared, Indices, Marks, Numbers

TAU_HIGHEST = 0.2
WINSORISED = 0.1
FLOOR_SHARE, FLOOR_DOLLARS = 0.01, 1e6  # flows below both sides' 1st percentile, and 1 million, tell no cost
ALIKE = 0.05  # declarations nearer than this, in logarithms, are taken as equal
FLOW_DOLLARS, VALUE_DOLLARS = (
    1e4,
    1e3,
)  # below the first nothing is held to have moved, below the second none is used
FEWEST_FLOWS = 10
ITERATIONS = 25

WEIGHTED = "softmax of the two reliabilities weights both declarations"
IMPORTER_P90 = "importer's: its reliability is in the top tenth, the exporter's below the median"
EXPORTER_P90 = "exporter's: its reliability is in the top tenth, the importer's below the median"
IMPORTER_P75 = "importer's: its reliability is in the top quarter, the exporter's in the lowest"
EXPORTER_P75 = "exporter's: its reliability is in the top quarter, the importer's in the lowest"
LARGEST = "the larger: both reliabilities are above the lowest tenth"
IMPORTER_FIT = "importer's: only its reliability is above the lowest tenth"
EXPORTER_FIT = "exporter's: only its reliability is above the lowest tenth"
SMALLEST = "the smaller: no reliability speaks for either"
NOTHING = "none: the value that the rule picks is not declared"


@dataclass(frozen=True, eq=False)
class Costs:
    """The cost rate over FOB: coefficients of ln distance and contiguity, and tau (n,), from 0 to 0.2."""

    distance: float
    contiguity: float
    constant: float
    tau: Numbers


@dataclass(frozen=True, eq=False)
class Scores:
    """Reliability of C countries in a year, as exporter and as importer: (C,), NaN where not judged."""

    exporter: Numbers
    importer: Numbers


def growth_lab(panel: Declared) -> Reconciled:
    """Reconcile a panel year by year; raise TooFewMirrors where the costs cannot be estimated.

    The rules state no interval: `log_error`, `low` and `high` are NaN.
    """
    import_fob = to_fob(panel, cost_rate(panel).tau)
    size = len(panel.year)
    value, weight = np.full(size, np.nan), np.full(size, np.nan)
    rule = np.full(size, NOTHING, dtype="<U90")
    for year in np.unique(panel.year):
        rows = np.flatnonzero(panel.year == year)
        flows, fob = panel.pick(rows), import_fob[rows]
        scores = reliabilities(flows, fob)
        value[rows], weight[rows], rule[rows] = climb(flows, fob, scores)
    nothing = np.full(size, np.nan)
    return Reconciled(value, weight, nothing, nothing, nothing, 0.95, import_fob, rule)


def cost_rate(panel: Declared) -> Costs:
    """Estimate tau from ln(CIF/FOB) ~ ln distance + contiguity | year x exporter + year x importer.

    The dependent variable is winsorised by a tenth at each end. Pairs without distance get the mean tau.
    """
    used = panel.mirrored & ~np.isnan(panel.ln_distance) & ~np.isnan(panel.contiguity)
    for values in (panel.export_fob, panel.import_cif):
        if used.any():
            used &= values >= max(float(np.nanquantile(values, FLOOR_SHARE)), FLOOR_DOLLARS / panel.unit)
    if used.sum() < FEWEST_FLOWS:
        raise TooFewMirrors(int(used.sum()), FEWEST_FLOWS, "Growth Lab's cost rate")
    y = winsorised(panel.log_gap[used])
    x = np.stack([panel.ln_distance[used], panel.contiguity[used]], axis=1)
    effects = (_within_year(panel, panel.exporter)[used], _within_year(panel, panel.importer)[used])
    swept = sweep(np.column_stack([y, x]), effects)
    slopes = np.linalg.lstsq(swept[:, 1:], swept[:, 0], rcond=None)[0]
    constant = float((y - x @ slopes).mean())
    log = constant + slopes[0] * panel.ln_distance + slopes[1] * panel.contiguity
    tau = np.clip(np.expm1(log), 0.0, TAU_HIGHEST)
    tau = np.where(np.isnan(tau), np.nanmean(tau), tau)
    return Costs(float(slopes[0]), float(slopes[1]), constant, tau)


def to_fob(panel: Declared, tau: Numbers) -> Numbers:
    """Take the cost out of the importer's figure: FOB = CIF / (1 + tau), (n,).

    Not where the two declarations are alike, nor where the import lies below the export already.
    """
    gap = panel.log_gap
    untouched = (np.abs(gap) < ALIKE) | (gap < 0) | panel.import_is_fob
    found: Numbers = np.where(untouched, panel.import_cif, panel.import_cif / (1 + tau))
    return found


def reliabilities(flows: Declared, import_fob: Numbers) -> Scores:
    """Score the reporters of one year: flows over the partners' reliability-weighted discrepancies, 25 times.

    A side that is silent, or below the least value, counts as zero beside the other's figure: a
    discrepancy of 1. Countries with few partners, or seen in one role only, are not judged.
    """
    least = FLOW_DOLLARS / flows.unit
    x = np.where(np.nan_to_num(flows.export_fob) < least, 0.0, flows.export_fob)
    m = np.where(np.nan_to_num(import_fob) < least, 0.0, import_fob)
    moved = (x + m) > 0
    kept = _judged(flows, moved)
    inside = moved & kept[flows.exporter] & kept[flows.importer]
    count = len(flows.countries)
    discrepancy, partner_flows = np.zeros((count, count)), np.zeros((count, count))
    place = flows.exporter[inside], flows.importer[inside]
    discrepancy[place] = np.abs(x - m)[inside] / (x + m)[inside]
    partner_flows[place] = 1
    exporter, importer = np.ones(count), np.ones(count)
    for _ in range(ITERATIONS):
        exporter, importer = (
            _over(partner_flows.sum(axis=1), discrepancy @ importer),
            _over(partner_flows.sum(axis=0), discrepancy.T @ exporter),
        )
    return Scores(np.where(kept, exporter, np.nan), np.where(kept, importer, np.nan))


def softmax_weight(of_exporter: Numbers, of_importer: Numbers) -> Numbers:
    """Return the exporter's weight, (n,), from both reliabilities; NaN where a reporter is not judged."""
    found: Numbers = 1 / (1 + np.exp(np.clip(of_importer - of_exporter, -700, 700)))
    return found


def climb(flows: Declared, import_fob: Numbers, scores: Scores) -> tuple[Numbers, Numbers, Words]:
    """Go down the ladder for the flows of one year: return value, exporter's weight and rule, (n,) each."""
    least = VALUE_DOLLARS / flows.unit
    x = np.where(flows.export_fob >= least, flows.export_fob, np.nan)
    m = np.where(import_fob >= least, import_fob, np.nan)
    of_x, of_m = scores.exporter[flows.exporter], scores.importer[flows.importer]
    share = softmax_weight(of_x, of_m)
    judged = ~np.isnan(of_x) & ~np.isnan(of_m)
    low, high = _percentiles(scores.exporter), _percentiles(scores.importer)
    fit_x, fit_m = of_x > low[10], of_m > high[10]
    ladder: dict[str, tuple[Marks, Numbers, Numbers | float]] = {
        WEIGHTED: (judged & ~np.isnan(x) & ~np.isnan(m), share * x + (1 - share) * m, share),
        IMPORTER_P90: (judged & (of_x < low[50]) & (of_m >= high[90]), m, 0.0),
        EXPORTER_P90: (judged & (of_x >= low[90]) & (of_m < high[50]), x, 1.0),
        IMPORTER_P75: (judged & (of_x < low[25]) & (of_m >= high[75]), m, 0.0),
        EXPORTER_P75: (judged & (of_x >= low[75]) & (of_m < high[25]), x, 1.0),
        LARGEST: (fit_x & fit_m, np.fmax(x, m), np.nan),
        IMPORTER_FIT: (fit_m, m, 0.0),
        EXPORTER_FIT: (fit_x, x, 1.0),
        SMALLEST: (np.ones(len(x), np.bool_), np.fmin(x, m), np.nan),
    }
    value, weight = np.full(len(x), np.nan), np.full(len(x), np.nan)
    rule = np.full(len(x), NOTHING, dtype="<U90")
    for name, (fits, found, part) in ladder.items():
        taken = fits & np.isnan(value) & ~np.isnan(found)
        value, rule = np.where(taken, found, value), np.where(taken, name, rule)
        weight = np.where(taken, part, weight)
    return value, weight, rule


def winsorised(values: Numbers) -> Numbers:
    """Pull the lowest and the highest tenth in to the next value."""
    count = int(WINSORISED * len(values))
    ordered = np.sort(values)
    return np.clip(values, ordered[count], ordered[len(values) - count - 1])


def _within_year(panel: Declared, who: Indices) -> Indices:
    _, year = np.unique(panel.year, return_inverse=True)
    found: Indices = np.unique(year * len(panel.countries) + who, return_inverse=True)[1]
    return found


def _judged(flows: Declared, moved: Marks) -> Marks:
    """Keep the countries that have enough partners as exporter and as importer, until none goes."""
    kept = np.ones(len(flows.countries), np.bool_)
    while True:
        inside = moved & kept[flows.exporter] & kept[flows.importer]
        counts = (np.bincount(who[inside], minlength=len(kept)) for who in (flows.exporter, flows.importer))
        left = kept & np.all([count >= FEWEST_FLOWS for count in counts], axis=0)
        if (left == kept).all():
            return kept
        kept = left


def _over(flows: Numbers, discrepancies: Numbers) -> Numbers:
    """Divide; a reporter that never differs from anyone gets the score of one that differs by a millionth."""
    return flows / np.maximum(discrepancies, np.maximum(flows, 1) * 1e-6)


def _percentiles(scores: Numbers) -> dict[int, float]:
    wanted = (10, 25, 50, 75, 90)
    known = scores[~np.isnan(scores)]
    found = np.percentile(known, wanted) if known.size else np.full(len(wanted), np.nan)
    return dict(zip(wanted, map(float, found), strict=True))
