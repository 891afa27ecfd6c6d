"""A baseline from accounts that do not fit together, with the same shares, and how far it is from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.many_sectors.baseline import Baseline, economy_of
from sverka.models.equilibrium.many_sectors.economy import Economy
from sverka.models.equilibrium.many_sectors.shock import no_shock
from sverka.models.equilibrium.many_sectors.solve import find

if TYPE_CHECKING:
    from sverka.models.convergence import Convergence
    from sverka.models.equilibrium.many_sectors.baseline import Accounts
    from sverka.models.equilibrium.many_sectors.closure import Closure
    from sverka.models.equilibrium.many_sectors.economy import Numbers


class Settled(NamedTuple):
    """The baseline and what it cost.

    `dropped`: final demands below zero that were set to zero, as `words`; `part` of final demand that they
    are; `moved` (N,) factors on value added; `convergence` of the search.
    """

    baseline: Baseline
    dropped: tuple[str, ...]
    part: float
    moved: Numbers
    convergence: Convergence


def settle(accounts: Accounts, closure: Closure) -> Settled:
    """Set negative final demands to zero, then let wages and trade move until all markets clear.

    Cost and origin shares, tariffs and elasticities stay; `closure` says what becomes of deficits. This is
    what Caliendo and Parro do to their data of 1993, closing all deficits. Raises as `build_baseline` does,
    less NegativeFinalDemand, and NoEquilibrium.
    """
    economy, spending, final = economy_of(accounts)
    start = np.zeros_like(final), spending
    income = final.clip(min=0).sum(axis=0)
    found = find(economy, no_shock(economy), closure, (start, income), None, 1e-11)
    settled = Economy(
        countries=economy.countries,
        sectors=economy.sectors,
        elasticities=economy.elasticities,
        tariffs=economy.tariffs,
        shares=found.state.shares,
        inputs=economy.inputs,
        value_added_shares=economy.value_added_shares,
        final_shares=economy.final_shares,
        value_added=found.state.value_added,
        deficits=found.deficits,
    )
    low = final < 0
    order = np.argsort(final, axis=None)[: int(low.sum())]
    cells = (np.unravel_index(int(k), final.shape) for k in order)
    dropped = tuple(f"{economy.sectors[s]} in {economy.countries[j]}: {final[s, j]:.6g}" for s, j in cells)
    return Settled(
        Baseline(economy=settled, spending=found.state.spending),
        dropped,
        -float(final[low].sum()) / float(final.clip(min=0).sum()),
        found.wages,
        found.convergence,
    )
