"""Growth Lab's reconciliation of single goods, as described (harvard-growth-lab/comtrade-mirroring).

One pair and year: the two sides' reports of each product are put together, a value is chosen by who
reports and whose reports are reliable, and the products are brought to the pair's reconciled total. Where
the products leave too much of that total, the rest stands as a discrepancy that no product bears.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, isnan
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.mirror.declared import PanelError
from sverka.models.mirror.growth_lab import (
    EXPORTER_FIT,
    IMPORTER_FIT,
    VALUE_DOLLARS,
    WEIGHTED,
    climb,
    cost_rate,
    reliabilities,
    softmax_weight,
    to_fob,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.mirror.declared import Declared, Indices, Marks, Numbers
    from sverka.models.mirror.reconciled import Words

UNRELIABLE = 10  # percentile of the reliabilities of a role, above which a reporter is relied on
GAP_RATIO, GAP_DOLLARS, TOTAL_DOLLARS = 1.2, 2.5e7, 1e8  # a discrepancy exceeds all three

MEAN = "the mean of both: no reliability is above the lowest tenth"
EXPORTER_ONLY = "exporter's: the importer declares nothing of the product, or below 1,000 dollars"
IMPORTER_ONLY = (
    "importer's without freight: the exporter declares nothing of the product, or below 1,000 dollars"
)
UNDECLARED = "none: neither side declares 1,000 dollars of the product"
TOO_SMALL = "none: less than 1,000 dollars once freight is taken out"

SCALED = "products scaled to the pair's total"
HELD_BACK = "products as chosen: the rest of the pair's total is too large to be spread over them"
NO_PRODUCTS = "discrepancy alone: no product is declared"
NO_TOTAL = "none: the pair's total could not be reconciled"


@dataclass(frozen=True)
class PairYear:
    """What one year of a directed pair's totals says of its products; dollars are in `unit` dollars.

    `total` is the reconciled FOB total and `total_rule` what gave it, NaN where there is none. `tau` is the
    freight over FOB that was taken off the importer's total: 0 where it was left as it is. `exporter_weight`
    is the softmax weight, NaN where one of the two reporters is not judged. A reporter that is not judged
    is not reliable.
    """

    total: float
    total_rule: str
    tau: float
    exporter_weight: float
    exporter_reliable: bool
    importer_reliable: bool
    unit: float = 1.0


@dataclass(frozen=True, eq=False)
class Products:
    """Reconciled FOB values of k products of one pair and year, in the pair's unit.

    `import_fob` (k,) are the importer's declarations without freight. `chosen` (k,) is what `rule` (k,)
    makes of the two declarations, `exporter_weight` (k,) the exporter's part in it; NaN where the rule
    begins with "none". `value` (k,) is `chosen` times `factor`, and `discrepancy` what of the pair's
    total no product bears, 0 where they bear it all; `total_rule` names what set these. The values and the
    discrepancy add up to the pair's total; all are NaN where the pair has none.
    """

    import_fob: Numbers
    chosen: Numbers
    exporter_weight: Numbers
    rule: Words
    value: Numbers
    factor: float
    discrepancy: float
    total_rule: str


def pair_years(totals: Declared, chosen: Indices) -> tuple[PairYear, ...]:
    """Return what the products of chosen flows need; `totals` is a panel of all goods, as for growth_lab().

    Raises TooFewMirrors where the costs cannot be estimated.
    """
    tau = cost_rate(totals).tau
    import_fob = to_fob(totals, tau)
    tau = np.where(import_fob == totals.import_cif, 0.0, tau)
    found: dict[int, PairYear] = {}
    for year in np.unique(totals.year[chosen]):
        rows = np.flatnonzero(totals.year == year)
        made = _of_year(totals.pick(rows), import_fob[rows], tau[rows])
        found |= dict(zip(rows.tolist(), made, strict=True))
    return tuple(found[row] for row in chosen.tolist())


def merge_reports(
    exports: Mapping[str, float], imports: Mapping[str, float]
) -> tuple[tuple[str, ...], Numbers, Numbers]:
    """Put two sides' reports by product code together: k codes in order, FOB (k,), CIF (k,), NaN for silence.

    Both are of one nomenclature and revision, and of one level: no code lies within another.
    """
    codes = tuple(sorted({*exports, *imports}))
    fob = np.array([exports.get(code, np.nan) for code in codes], np.float64)
    cif = np.array([imports.get(code, np.nan) for code in codes], np.float64)
    return codes, fob, cif


def reconcile_products(
    pair: PairYear, export_fob: Numbers, import_cif: Numbers, import_is_fob: Marks | None = None
) -> Products:
    """Reconcile the k products that either side declares, (k,) each in the pair's unit; NaN is silence.

    A report below 1,000 dollars, a declared zero too, counts as silence, as it does in the totals.
    `import_is_fob` (k,) marks imports that are valued without freight. Raises PanelError where the arrays
    do not fit or hold a negative value.
    """
    _check(export_fob, import_cif)
    import_fob = import_cif / (1 + pair.tau)
    if import_is_fob is not None:
        import_fob = np.where(import_is_fob, import_cif, import_fob)
    chosen, weight, rule = _choose(pair, export_fob, import_cif, import_fob)
    small = chosen < VALUE_DOLLARS / pair.unit
    chosen, weight = np.where(small, np.nan, chosen), np.where(small, np.nan, weight)
    kept = fsum(chosen[~np.isnan(chosen)])
    discrepancy, total_rule = _discrepancy(pair, kept)
    factor = (pair.total - discrepancy) / kept if kept else np.nan
    return Products(
        import_fob=import_fob,
        chosen=chosen,
        exporter_weight=weight,
        rule=np.where(small, TOO_SMALL, rule),
        value=chosen * factor,
        factor=factor,
        discrepancy=discrepancy,
        total_rule=total_rule,
    )


def _of_year(flows: Declared, import_fob: Numbers, tau: Numbers) -> list[PairYear]:
    scores = reliabilities(flows, import_fob)
    total, _, rule = climb(flows, import_fob, scores)
    of_x, of_m = scores.exporter[flows.exporter], scores.importer[flows.importer]
    share = softmax_weight(of_x, of_m)
    fit_x, fit_m = of_x > _least(scores.exporter), of_m > _least(scores.importer)
    columns = (total, rule, tau, share, fit_x, fit_m, np.full(len(tau), flows.unit))
    return [PairYear(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _least(scores: Numbers) -> float:
    """Return the reliability above which a reporter is relied on, NaN where nobody is judged."""
    known = scores[~np.isnan(scores)]
    return float(np.percentile(known, UNRELIABLE)) if known.size else np.nan


def _choose(pair: PairYear, x: Numbers, m: Numbers, import_fob: Numbers) -> tuple[Numbers, Numbers, Words]:
    """Choose by availability, then by reliability: return value, exporter's weight and rule, (k,) each."""
    least = VALUE_DOLLARS / pair.unit
    of_x, of_m = x >= least, m >= least
    by_reliability = {
        (True, True): (WEIGHTED, pair.exporter_weight),
        (True, False): (EXPORTER_FIT, 1.0),
        (False, True): (IMPORTER_FIT, 0.0),
        (False, False): (MEAN, 0.5),
    }
    both, share = by_reliability[pair.exporter_reliable, pair.importer_reliable]
    cases = [of_x & of_m, of_x, of_m]
    rule = np.select(cases, [both, EXPORTER_ONLY, IMPORTER_ONLY], default=UNDECLARED)
    weight = np.select(cases, [share, 1.0, 0.0], default=np.nan)
    # A side that weighs nothing may be silent: NaN times 0 is NaN.
    value = weight * np.where(weight > 0, x, 0.0) + (1 - weight) * np.where(weight < 1, import_fob, 0.0)
    return value, weight, rule


def _discrepancy(pair: PairYear, explained: float) -> tuple[float, str]:
    """Return what of the total no product is to bear, and the rule for it."""
    if isnan(pair.total):
        return np.nan, NO_TOTAL
    if not explained:
        return pair.total, NO_PRODUCTS
    rest = pair.total - explained
    large = rest * pair.unit > GAP_DOLLARS and pair.total * pair.unit > TOTAL_DOLLARS
    return (rest, HELD_BACK) if large and pair.total > GAP_RATIO * explained else (0.0, SCALED)


def _check(export_fob: Numbers, import_cif: Numbers) -> None:
    if export_fob.shape != import_cif.shape or export_fob.ndim != 1:
        raise PanelError("import_cif", f"its shape is {import_cif.shape}, the exports' {export_fob.shape}")
    for name, values in (("export_fob", export_fob), ("import_cif", import_cif)):
        if np.any(values < 0):
            raise PanelError(name, "a declared value is negative")
