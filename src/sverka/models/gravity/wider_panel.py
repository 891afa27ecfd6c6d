"""A panel whose regressors are known also where trade was not observed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sverka.models.gravity.tensor import Panel

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Marks


@dataclass(frozen=True, eq=False)
class WiderPanel(Panel):
    """A panel with rows of which only the trade is missing: an agreement four years on is known without it.

    `known` (N, T, M) marks the cells that have a row. `regressors` are NaN where a row lacks one, and hold
    values in cells of weight 0: `design.lay_design` makes of it a panel that can be estimated from.
    """

    known: Marks
