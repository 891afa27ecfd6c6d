"""What a search for a goal found: at the means of what is uncertain, in the draws, and to hold it beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.estimated_effects import EstimatedEffects
    from sverka.models.equilibrium.pair.figures import Intervals
    from sverka.models.equilibrium.pair.question import Uncertainty
    from sverka.models.equilibrium.pair.reaching import Reached
    from sverka.models.equilibrium.pair.taking_draws import Taken

    Values = dict[str, float]

DIRECT = "direct"
"""Names the log of what a change does to the goal's trade with prices and incomes as before, of a draw."""


def percent_name(number: int) -> str:
    """Name the change of a tool's costs, in percent, among the figures of a draw."""
    return f"percent {number + 1}"


class Found(NamedTuple):
    """What was found at `means` of what is uncertain, in the draws, and of effects to hold it beside."""

    means: Values
    reached: Reached
    figures: Intervals
    taken: Taken
    effects: EstimatedEffects
    uncertainty: Uncertainty
