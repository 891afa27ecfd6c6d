"""How far each reporter's declarations usually lie from its partners': as exporter and as importer.

BACI's question (Gaulier and Zignago 2010, section 2.4), asked of |ln(mirror ratio)| with the margin taken
out. `distances.py` is their weighted analysis of variance. It adds distances; but the errors of two
reporters are independent, so their *variances* add (Stone, Champernowne and Meade 1942; ten Cate 2014).
`estimate_reliability` finds the variances behind the observed distances.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.mirror.margin import TooFewMirrors
from sverka.models.mirror.pair_scale import PairScale, estimate_pair_scale

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Declared, Indices, Numbers

MEAN_ABSOLUTE = sqrt(2 / pi)
"""Mean of the absolute value of a standard normal variable."""
LEVELS = {0.90: 1.645, 0.95: 1.960}
"""Levels of intervals, with the multiple of a standard deviation that holds as much of a normal variable."""
_ENOUGH = 30
_ROUNDS, _STEPS = 60, 5
_STILL = 1e-3
_ALIKE = PairScale(np.zeros(1, np.int64), np.ones(1), 1.0, 0.0, 0.0, np.ones(1), np.ones(1), 1.0)
_LOWEST = log(1e-12)  # of a variance: mirrors that agree to the dollar
_NARROWEST = 0.01  # of the variance of reporters' log variances


@dataclass(frozen=True, eq=False)
class Reliability:
    """Variances of the reporters' logarithmic errors: C countries, T years.

    `exporter_variance` and `importer_variance`, (C,), hold at `typical_size` (a logarithm) in an average
    year. `exporter_doubt` and `importer_doubt`, (C,), are the standard errors of their logarithms. A reporter
    that no mirrored flow judges, 0 in `exporter_flows` or `importer_flows` (C,), has what is to be expected
    of any. The standard deviation changes by exp(`slope` * (ln size - typical size)) with the size of the
    flow, and by `year_factor` (T,) in `years` (T,); the variance by `pair_scale` with the pair. `reach`
    gives, for each level of LEVELS, the multiple of the standard deviation that holds that share of the
    observed discrepancies, never less than of a normal variable; `gap_reach` the same where each
    discrepancy is held against the other years of its pair.
    """

    exporter_variance: Numbers
    importer_variance: Numbers
    exporter_doubt: Numbers
    importer_doubt: Numbers
    exporter_flows: Indices
    importer_flows: Indices
    typical_size: float
    slope: float
    years: Indices
    year_factor: Numbers
    pair_scale: PairScale
    reach: dict[float, float]
    gap_reach: dict[float, float]
    mirrored: int

    def scale(self, log_size: Numbers, year: Indices) -> Numbers:
        """Return by how much a flow's size and year multiply every standard deviation, (n,)."""
        place = np.clip(np.searchsorted(self.years, year), 0, len(self.years) - 1)
        factor = np.where(self.years[place] == year, self.year_factor[place], 1.0)
        found: Numbers = factor * np.exp(self.slope * (log_size - self.typical_size))
        return found

    def variances(self, panel: Declared) -> tuple[Numbers, Numbers]:
        """Return the variances of the exporter's and the importer's logarithmic error, (n,) each."""
        squared = self.scale(panel.log_size, panel.year) ** 2 * self.pair_scale.of(panel.pair)
        return (
            self.exporter_variance[panel.exporter] * squared,
            self.importer_variance[panel.importer] * squared,
        )

    def spread(self, panel: Declared) -> Numbers:
        """Return the standard deviation of the log gap that the two reporters' errors make, (n,)."""
        exporter, importer = self.variances(panel)
        return np.sqrt(exporter + importer)

    def ordinary(self, panel: Declared, residual: Numbers) -> Numbers:
        """Return the standard deviation to hold each flow's own residual gap against, (n,).

        As `spread`, with the pair's factor from its other flows.
        """
        base = replace(self, pair_scale=_ALIKE).spread(panel)
        standard = residual / np.maximum(base, exp(_LOWEST / 2))
        return base * np.sqrt(self.pair_scale.without(panel.pair, standard, panel.lessons))


def estimate_reliability(panel: Declared, log_margin: Numbers) -> Reliability:
    """Estimate every reporter's variances from the mirrored flows; raise TooFewMirrors.

    `log_margin` (n,) is ln(1 + tau); a flow whose margin is not known counts with the mean margin.
    """
    used = panel.lessons
    pairs = len(np.unique(panel.pair[used]))
    if pairs < _ENOUGH:
        raise TooFewMirrors(pairs, _ENOUGH, "The reporters' reliability")
    flows = panel.pick(used)
    margin = log_margin[used]
    known = ~np.isnan(margin)
    filler = float(margin[known].mean()) if known.any() else float(np.median(flows.log_gap))
    residual = flows.log_gap - np.where(known, margin, filler)
    fit = _Fit(flows, np.abs(residual))
    fit.run()
    count = len(panel.countries)
    variance, doubt = np.exp(fit.log_variance + fit.doubt / 2), np.sqrt(fit.doubt)
    found = Reliability(
        exporter_variance=variance[:count],
        importer_variance=variance[count:],
        exporter_doubt=doubt[:count],
        importer_doubt=doubt[count:],
        exporter_flows=fit.flows[:count],
        importer_flows=fit.flows[count:],
        typical_size=fit.typical,
        slope=fit.slope,
        years=fit.years,
        year_factor=fit.year_factor,
        pair_scale=_ALIKE,
        reach={},
        gap_reach={},
        mirrored=len(residual),
    )
    standard = residual / np.maximum(found.spread(flows), exp(_LOWEST / 2))
    scale = estimate_pair_scale(flows.pair, standard, float(np.abs(standard).mean()))
    found = replace(found, pair_scale=scale)
    size, least = np.abs(residual), exp(_LOWEST / 2)
    return replace(
        found,
        reach=_reach(size / np.maximum(found.spread(flows), least)),
        gap_reach=_reach(size / np.maximum(found.ordinary(flows, residual), least)),
    )


def _reach(standard: Numbers) -> dict[float, float]:
    return {level: max(normal, float(np.quantile(standard, level))) for level, normal in LEVELS.items()}


class _Fit:
    """Reporters' log variances that make the observed distances likely: 2C of them, exporters first.

    A distance |r| is expected to be sqrt(2/pi) * h * sqrt(V_i + V_j), h for size and year, and varies in
    proportion. The log variances are taken as drawn from one normal distribution, whose mean and variance
    are estimated too: a reporter with few flows, or whose partners drown its own error, is drawn towards
    the others. That also parts the sum V_i + V_j in two, which mirror data alone leave open (ten Cate
    2014): exporters are on the whole taken to be as good as importers. Year and size are fitted on the n
    flows, the reporters on sums over each of the m directed pairs.
    """

    def __init__(self, panel: Declared, distance: Numbers) -> None:
        self.distance = distance
        count = len(panel.countries)
        self.roles = np.stack([panel.exporter, panel.importer + count])
        self.flows = np.bincount(self.roles.ravel(), minlength=2 * count)
        codes, self.pair = np.unique(panel.pair, return_inverse=True)
        self.pair_roles = np.stack([codes // count, codes % count + count])
        self.pair_flows = np.bincount(self.pair)
        self.seen = [np.bincount(who, minlength=2 * count) > 0 for who in self.pair_roles]
        self.years, self.year = np.unique(panel.year, return_inverse=True)
        self.year_flows = np.bincount(self.year)
        self.typical = float(panel.log_size.mean())
        self.size = panel.log_size - self.typical
        self.size_spread = float(self.size @ self.size)
        self.mean = max(2 * log(max(float(distance.mean()), 1e-9) / MEAN_ABSOLUTE) - log(2), _LOWEST)
        self.width = 1.0  # variance of the log variances
        self.log_variance = np.full(2 * count, self.mean)
        self.doubt = np.full(2 * count, self.width)
        self.slope = 0.0
        self.year_factor = np.ones(len(self.years))
        self.told = np.ones(len(codes))  # how much a flow of the pair tells, 1 if it says nothing of the next
        self.noise = pi / 2 - 1  # variance of a distance over its squared mean: this for normal errors

    def run(self) -> None:
        """Repeat until no log variance moves by a thousandth."""
        for _ in range(_ROUNDS):
            before = self.log_variance.copy()
            scale = MEAN_ABSOLUTE * self._scale()
            sums = np.bincount(self.pair, weights=self.distance / scale).astype(np.float64)
            for _ in range(_STEPS):
                self._move_reporters(sums)
            self._move_reporters_drawn_from()
            ratio = self.distance / (scale * np.sqrt(self._variance()[1])[self.pair])
            self._weigh(ratio)
            self._move_slope(ratio)
            self._move_years(ratio)
            if np.max(np.abs(self.log_variance - before)) < _STILL:
                break

    def _scale(self) -> Numbers:
        found: Numbers = self.year_factor[self.year] * np.exp(self.slope * self.size)
        return found

    def _variance(self) -> tuple[Numbers, Numbers]:
        """Return both reporters' variances (2, m) and their sums (m,)."""
        both = np.exp(self.log_variance)[self.pair_roles]
        return both, both[0] + both[1]

    def _move_reporters(self, sums: Numbers) -> None:
        """Take a step of Fisher scoring: exporters, then importers."""
        size, told = len(self.log_variance), self.told * self.pair_flows
        for role, who in enumerate(self.pair_roles):
            both, total = self._variance()
            # The expected distance rises by half a reporter's part in the sum of the two variances.
            part = both[role] / total / 2
            surplus = self.told * (sums / np.sqrt(total) - self.pair_flows)
            pull = np.bincount(who, weights=surplus * part, minlength=size)
            weight = np.bincount(who, weights=told * part**2, minlength=size)
            precision = weight / self.noise + 1 / self.width
            step = (pull / self.noise - (self.log_variance - self.mean) / self.width) / precision
            seen = self.seen[role]
            moved = np.maximum(self.log_variance + np.clip(step, -1, 1), _LOWEST)
            self.log_variance = np.where(seen, moved, self.log_variance)
            self.doubt = np.where(seen, 1 / precision, self.doubt)

    def _move_reporters_drawn_from(self) -> None:
        """Set mean and variance of the distribution of log variances; a reporter not seen is any of them."""
        seen = self.flows > 0
        self.mean = float(self.log_variance[seen].mean())
        spread = (self.log_variance[seen] - self.mean) ** 2 + self.doubt[seen]
        self.width = max(float(spread.mean()), _NARROWEST)
        self.log_variance[~seen], self.doubt[~seen] = self.mean, self.width

    def _weigh(self, ratio: Numbers) -> None:
        """Find how much distances vary, and how little a pair's many years tell where they are alike."""
        surplus = ratio - 1
        squares, sums = (np.bincount(self.pair, weights=values) for values in (surplus**2, surplus))
        self.noise = max(float(squares.sum()) / len(ratio), self.noise * _STILL)
        others = self.pair_flows - 1
        likeness = float((sums**2 - squares).sum()) / max(float((others * squares).sum()), exp(_LOWEST))
        self.told = 1 / (1 + others * min(max(likeness, 0.0), 1.0))

    def _move_slope(self, ratio: Numbers) -> None:
        """Take a step towards no relation between size and standardised distance."""
        if self.size_spread > 0:
            # Not `@`: on a busy machine the threads that BLAS starts for it take ten times as long.
            self.slope += float(np.einsum("n,n->", self.size, ratio - 1)) / self.size_spread

    def _move_years(self, ratio: Numbers) -> None:
        moved = np.bincount(self.year, weights=ratio) / self.year_flows
        self.year_factor = self.year_factor * np.maximum(moved, exp(_LOWEST))
        self.year_factor /= np.exp(np.average(np.log(self.year_factor), weights=self.year_flows))
