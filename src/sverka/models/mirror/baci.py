"""The estimates behind a reconciliation by BACI's steps: margin, then reliability, then both again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.mirror.margin import Margin, TooFewMirrors, estimate_margin
from sverka.models.mirror.reliability import Reliability, estimate_reliability

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Declared, Indices


@dataclass(frozen=True, eq=False)
class Estimates:
    """What mirrored flows tell of freight and of reporters; None where they cannot, with `why`."""

    margin: Margin | None
    reliability: Reliability | None
    why: str = ""

    def pick(self, chosen: Indices) -> Estimates:
        """Return the estimates for the chosen flows of the panel."""
        return replace(self, margin=self.margin.pick(chosen) if self.margin else None)


def estimate(panel: Declared) -> Estimates:
    """Estimate the margin, the reliability beyond it, and both again with sizes weighted.

    Without distances there is no margin, and the reliability is that of the gap as declared; with too few
    mirrored flows there is neither. `why` tells.
    """
    margin, why = None, ""
    try:
        margin = estimate_margin(panel)
        reliability = _reliability(panel, margin)
        margin = estimate_margin(panel, reliability.scale(panel.log_size, panel.year))
        reliability = _reliability(panel, margin)  # a third round moves figures in the fourth digit
    except TooFewMirrors as problem:
        why = str(problem)
    else:
        return Estimates(margin, reliability)
    try:
        return Estimates(None, _reliability(panel, None), why)
    except TooFewMirrors as problem:
        return Estimates(None, None, f"{why} {problem}" if str(problem) not in why else why)


def _reliability(panel: Declared, margin: Margin | None) -> Reliability:
    log_margin = np.full(len(panel.year), np.nan) if margin is None else margin.log
    return estimate_reliability(panel, log_margin)
