"""What Growth Lab's step for products makes of the goods that are asked, in one direction and year.

A subheading is one of the pair's products; a heading or a chapter is the sum of its products. The step
takes what it is given for all that a side declares: where the book holds a part of it, or more than the
total, scaling would make up for that, so no figure is given there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import fsum, isnan, nan
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.mirror.growth_lab_products import (
    GAP_RATIO,
    NO_TOTAL,
    UNDECLARED,
    Products,
    reconcile_products,
)

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Numbers
    from sverka.models.mirror.growth_lab_products import PairYear
    from sverka.models.mirror.reports import Merged

SUBHEADING = 6  # digits
PARTIAL = (
    "none: the book holds a part of one side's products, and to bear the pair's total they would be "
    "raised by more than a fifth"
)
EXCESSIVE = (
    "none: one side's products in the book are more than its own total, and to fit the pair's total they "
    "would be lowered by more than a sixth"
)
NOTHING_WITHIN = "none: no product of 6 digits within the goods is declared with 1,000 dollars"
_POST_ALL = "post all of them (sverka fetch un_comtrade with --product AG6), or ask with --method baci"
_POST_BOTH = "post totals and products of the same publication, or ask with --method baci"
OWN_WEIGHTS = "the figure is a sum of products of 6 digits, each with weights of its own"


@dataclass(frozen=True)
class Goods:
    """The asked goods of one direction and year, in US dollars; NaN where `rule` says why there is none.

    `chosen` is what the two declarations make, `value` that times `factor`, `exporter_weight` the
    exporter's part in both. `total` is the pair's reconciled total by `total_rule`, `discrepancy` what of
    it no product bears by `spread_rule`, `products` how many bear the rest. `tau` is the freight over FOB.
    `reasons` say what is missing.
    """

    value: float
    chosen: float
    exporter_weight: float
    rule: str
    tau: float
    factor: float
    total: float
    total_rule: str
    discrepancy: float
    spread_rule: str
    products: int
    reasons: tuple[str, ...] = ()


def no_goods(rule: str, *reasons: str) -> Goods:
    """Make what stands where there is no figure at all."""
    return Goods(nan, nan, nan, rule, nan, nan, nan, rule, nan, rule, 0, reasons)


@dataclass(frozen=True)
class Side:
    """A reporter and the total of all goods that it declares; NaN where it declares none."""

    name: str
    total: float


def goods_of(pair: PairYear, merged: Merged, code: str, sides: tuple[Side, Side]) -> Goods:
    """Reconcile all products of a direction and year, and return those of a code; dollars.

    `sides` are exporter and importer.
    """
    made = reconcile_products(pair, merged.export_fob, merged.import_value, merged.import_is_fob)
    found = _one(made, merged, code) if len(code) == SUBHEADING else _sum(made, merged, code)
    found = replace(found, tau=pair.tau, total=pair.total, total_rule=pair.total_rule)
    if isnan(found.chosen):
        return found
    if isnan(pair.total):
        return replace(
            found, exporter_weight=nan, rule=NO_TOTAL, reasons=(f"the pair's total: {pair.total_rule}",)
        )
    lacking, exceeding = _misfits(sides, (merged.export_fob, merged.import_value))
    found = replace(found, reasons=(*found.reasons, *lacking, *exceeding))
    if (lacking and made.factor > GAP_RATIO) or (exceeding and made.factor < 1 / GAP_RATIO):
        rule = PARTIAL if made.factor > 1 else EXCESSIVE
        return replace(found, value=nan, exporter_weight=nan, rule=rule)
    return replace(found, rule=f"{found.rule}; {made.total_rule}")


def _one(made: Products, merged: Merged, code: str) -> Goods:
    place = merged.codes.index(code) if code in merged.codes else None
    if place is None:
        return _goods(made, nan, nan, nan, UNDECLARED)
    value, chosen, weight = (
        float(column[place]) for column in (made.value, made.chosen, made.exporter_weight)
    )
    return _goods(made, value, chosen, weight, str(made.rule[place]))


def _sum(made: Products, merged: Merged, code: str) -> Goods:
    inside = merged.within(code) & ~np.isnan(made.chosen)
    if not inside.any():
        return _goods(made, nan, nan, nan, NOTHING_WITHIN)
    value, chosen = fsum(made.value[inside]), fsum(made.chosen[inside])
    counted = Counter(made.rule[inside].tolist()).most_common()
    listed = "; ".join(f"{number} by “{rule}”" for rule, number in counted)
    number = int(inside.sum())
    told = f"the sum of {number} product{'s' * (number > 1)} of 6 digits ({listed})"
    return replace(_goods(made, value, chosen, nan, told), reasons=(OWN_WEIGHTS,))


def _goods(made: Products, value: float, chosen: float, weight: float, rule: str) -> Goods:
    bearing = int((~np.isnan(made.chosen)).sum())
    return Goods(
        value=value,
        chosen=chosen,
        exporter_weight=weight,
        rule=rule,
        tau=nan,
        factor=made.factor,
        total=nan,
        total_rule="",
        discrepancy=made.discrepancy,
        spread_rule=made.total_rule,
        products=bearing,
    )


def _misfits(sides: tuple[Side, Side], reports: tuple[Numbers, Numbers]) -> tuple[list[str], list[str]]:
    """Tell of sides whose products fall short of their own total, or exceed it, by more than a fifth."""
    lacking, exceeding = [], []
    for side, values in zip(sides, reports, strict=True):
        held = fsum(values[~np.isnan(values)])
        told = (
            f"{side.name}'s products of 6 digits in the book add up to {held / 1e6:,.1f} USD mn, the total "
            f"that {side.name} declares is {side.total / 1e6:,.1f}"
        )
        if 0 < held * GAP_RATIO < side.total:
            lacking.append(f"{told}: {_POST_ALL}")
        elif held > side.total * GAP_RATIO:
            exceeding.append(f"{told}: {_POST_BOTH}")
    return lacking, exceeding
