"""BACI's reporting distances: an analysis of variance of |ln(mirror ratio)| on its two reporters.

Gaulier and Zignago (2010), section 2.4. A distance is not yet an error: it holds the partners' errors too.
`reliability.py` takes the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Declared, Numbers


@dataclass(frozen=True, eq=False)
class Distances:
    """Least-squares means of |ln(mirror ratio)| by reporter, (C,) each; NaN for one that is not judged.

    A reporter's mean is what its distance would be if it traded with every partner alike. `mean` is the
    mean over all reporters of both roles.
    """

    exporter: Numbers
    importer: Numbers
    mean: float


def distances(panel: Declared, log_margin: Numbers, weight: Numbers | None = None) -> Distances:
    """Analyse |ln(mirror ratio)|, margin taken out, on exporter, importer and year.

    Flows without a margin, or with one side only, are left out; the others weigh `weight` (n,).
    """
    used = panel.mirrored & ~np.isnan(log_margin)
    flows = panel.pick(used)
    y = np.abs(flows.log_gap - log_margin[used])
    w = np.ones(len(y)) if weight is None else weight[used]
    years, year = np.unique(flows.year, return_inverse=True)
    count = len(panel.countries)
    groups = (flows.exporter, flows.importer + count, year + 2 * count)
    normal, right = np.zeros((2 * count + len(years),) * 2), np.zeros(2 * count + len(years))
    for one in groups:
        np.add.at(right, one, w * y)
        for other in groups:
            np.add.at(normal, (one, other), w)
    effects = np.linalg.lstsq(normal, right, rcond=None)[0].astype(np.float64)
    effects[np.diag(normal) == 0] = np.nan
    exporter, importer, of_year = effects[:count], effects[count : 2 * count], effects[2 * count :]
    means = [float(np.nanmean(part)) for part in (exporter, importer, of_year)]
    return Distances(exporter + means[1] + means[2], importer + means[0] + means[2], sum(means))
