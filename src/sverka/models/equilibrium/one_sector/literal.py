"""The Advanced Guide's own iteration, step by step, with its own stopping rule.

Yotov and others (2016, chapter 2, “GEPPML”) fit trade anew by PPML in every round and stop once no price
moves by more than 0.01 from one round to the next. This reproduces what they print; `solve` is what Sverka
reports. Two things are worth knowing of it. With effects of exporters and importers and given costs, PPML
fits what it is given exactly, so the rounds are products and no estimation is needed. And every round moves
the importers' effects by the same factors as the exporters', so that, where it settles at all, purchases are
not what the rule for expenditure (phi times output) says: `overspent` is by how much. It need not settle: of
the three experiments reproduced here, two run away from the answer if they are not stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.equilibrium.one_sector.conditions import direct_effect
from sverka.models.equilibrium.one_sector.equilibrium import Level
from sverka.models.equilibrium.one_sector.solve import solve

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector
    from sverka.models.equilibrium.one_sector.equilibrium import Equilibrium
    from sverka.models.equilibrium.one_sector.shock import CostShock

GUIDE = 0.01
"""The Guide's tolerance: largest change, and standard deviation, of price changes between rounds."""

_MOST = 5000


@dataclass(frozen=True, eq=False)
class Literal:
    """What the Guide's programs print; all factors (N,), in the reference country's price index.

    `overspent` (N,): purchases over phi times output, as the rounds end; 1 in an equilibrium.
    """

    prices: Numbers
    price_index: Numbers
    conditional_index: Numbers
    exports: Numbers
    conditional_exports: Numbers
    overspent: Numbers
    convergence: Convergence

    @property
    def real_output(self) -> Numbers:
        """Return factors on real GDP, (N,)."""
        return self.prices / self.price_index


class _Round(NamedTuple):
    """A round's state: factors on exporters' and importers' effects since the baseline, and what follows.

    `moved` are price changes since the round before, `outward` and `inward` the resistances to the power
    theta with their changes since then.
    """

    a: Numbers
    b: Numbers
    trade: Numbers
    reference: float
    moved: Numbers
    outward: Numbers
    inward: Numbers
    outward_change: Numbers
    inward_change: Numbers


def iterate(
    baseline: OneSector, shock: CostShock, reference: str, tolerance: float = GUIDE, most: int = _MOST
) -> Literal:
    """Run the Guide's rounds; `reference` is the country whose importer effect stays 1 (Germany there).

    Returns also where they have not arrived after `most`: look at `convergence`. Endowments do not change.
    Raises UnknownCountry, and NotArrived of the conditional equilibrium that the rounds begin with.
    """
    ref = baseline.place(reference)
    conditional = solve(baseline, shock, level=Level.CONDITIONAL).in_prices_of(reference)
    m = direct_effect(baseline.shares, shock.costs, baseline.theta)
    last = _first(baseline, m, conditional)
    before, history = np.zeros(len(baseline.countries)), [np.inf]
    with np.errstate(all="ignore"):  # where it runs away it overflows, and `convergence` says so
        while tolerance < history[-1] and len(history) <= most:
            difference, before = last.moved - before, last.moved
            history.append(max(float(np.std(difference, ddof=1)), abs(float(difference.max()))))
            last = _next(baseline, last, ref)
        return _read(baseline, m, last, conditional, _record(tuple(history[1:]), tolerance))


def _read(
    baseline: OneSector, m: Numbers, last: _Round, conditional: Equilibrium, convergence: Convergence
) -> Literal:
    """Read off the last round what the Guide prints."""
    prices = (last.a / last.reference) ** (1 / baseline.theta)
    earned = baseline.expenditure / baseline.output * last.trade.sum(axis=1)
    return Literal(
        prices=prices,
        price_index=last.inward ** (1 / baseline.theta),
        conditional_index=conditional.price_index,
        exports=_exports(baseline, m, last, prices),
        conditional_exports=conditional.exports,
        overspent=last.trade.sum(axis=0) / earned,
        convergence=convergence,
    )


def _first(baseline: OneSector, m: Numbers, conditional: Equilibrium) -> _Round:
    """Return the conditional equilibrium as a round, b of the reference country 1."""
    b = conditional.price_index**-baseline.theta
    a = baseline.output / (m @ (baseline.expenditure * b))
    still = np.ones(len(a))
    return _Round(a, b, conditional.trade, 1.0, a ** (1 / baseline.theta), 1 / a, 1 / b, still, still)


def _next(baseline: OneSector, last: _Round, ref: int) -> _Round:
    """Return the next round: trade after the price changes, its effects, what they say of prices."""
    by_exporter, by_importer = last.moved / last.outward_change, last.moved / last.inward_change
    trade = last.trade * by_exporter[:, None] * by_importer
    a, b = last.a * by_exporter * by_importer[ref], last.b * by_importer / by_importer[ref]
    output = trade.sum(axis=1) / baseline.output
    reference = float(output[ref])
    moved = (a / last.a / (reference / last.reference)) ** (1 / baseline.theta)
    outward, inward = output * reference / a, output / (b * reference)
    return _Round(
        a, b, trade, reference, moved, outward, inward, outward / last.outward, inward / last.inward
    )


def _exports(baseline: OneSector, m: Numbers, last: _Round, prices: Numbers) -> Numbers:
    """Return factors on exports, from the structural equation with the prices of the last round."""
    sold = (last.a / last.reference)[:, None] * m * (prices * baseline.expenditure / last.inward)
    before = baseline.output - baseline.trade.diagonal()
    factors: Numbers = (sold.sum(axis=1) - sold.diagonal()) / before
    return factors


def _record(history: tuple[float, ...], tolerance: float) -> Convergence:
    arrived = history[-1] <= tolerance
    return Convergence(
        arrived=arrived,
        steps=len(history),
        inner=0,
        criterion="difference of price changes from the round before: the largest, or its deviation",
        tolerance=tolerance,
        history=history,
        why=""
        if arrived
        else f"After {len(history)} rounds prices still move by {history[-1]:.1e} a round."
        " Stop by the Guide's rule, or use `solve`.",
    )
