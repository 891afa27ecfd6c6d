"""Go through the years of a pair's goods with Growth Lab's step for products."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.mirror.declared import declared
from sverka.models.mirror.figures import OTHER_REVISIONS
from sverka.models.mirror.gap import freight_gap
from sverka.models.mirror.growth_lab_goods import Side, goods_of, no_goods
from sverka.models.mirror.growth_lab_products import NO_TOTAL, pair_years
from sverka.models.mirror.reconciled import Reconciled
from sverka.models.mirror.reports import Way
from sverka.models.mirror.sides import is_declared
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.nomenclature import revision_named
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sverka.models.mirror.declared import Declared
    from sverka.models.mirror.gap import Gap
    from sverka.models.mirror.growth_lab_goods import Goods
    from sverka.models.mirror.growth_lab_products import PairYear
    from sverka.models.mirror.panel import Rows
    from sverka.models.mirror.question import Question
    from sverka.models.mirror.reports import Reports
    from sverka.models.mirror.sides import Sides
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.product import Product

HARMONISED = "HS"
NO_TOTAL_HELD = (
    "Growth Lab's method brings products to the pair's total of all goods, and this source holds none of "
    "this year: post the totals too (sverka fetch un_comtrade with --product TOTAL), or ask with "
    "--method baci"
)
LEVELS = (2, 4, 6)
"""Digits of chapters, headings and subheadings of the HS."""


def is_harmonised(product: Product) -> bool:
    """Tell whether a product may be a chapter, heading or subheading of the HS."""
    family = revision_named(product.revision).family if product.revision else HARMONISED
    return len(product.code) in LEVELS and family == HARMONISED


def in_shared_revisions(flows: Iterable[Flow], reports: Reports) -> tuple[Flow, ...]:
    """Leave out what is declared in a revision other than those in which both sides report their products.

    A direction and year that would be left without any flow keeps its flows.
    """
    ways: dict[Way, list[Flow]] = {}
    for flow in flows:
        ways.setdefault(Way(flow.exporter, flow.importer, int(flow.period)), []).append(flow)
    kept: list[Flow] = []
    for way, held in ways.items():
        shared = reports.shared(way)
        usable = [flow for flow in held if flow.reporter is None or flow.product.revision in shared]
        kept.extend(usable if any(flow.reporter for flow in usable) else held)
    return tuple(kept)


def panel_of(sides: Sequence[Sides]) -> Declared:
    """Lay the declarations of the asked goods out as arrays, n directions and years."""
    return declared(
        [one.exporter for one in sides],
        [one.importer for one in sides],
        [_value(one.export) for one in sides],
        [_value(one.import_) for one in sides],
        year=np.array([one.year for one in sides], np.int64),
        import_is_fob=np.array(
            [one.import_ is not None and one.import_.valuation is Valuation.FOB for one in sides], np.bool_
        ),
    )


class GoodsOfPair(NamedTuple):
    """Goods of n directions and years, alone and as the arrays that all methods give."""

    goods: tuple[Goods, ...]
    reconciled: Reconciled
    gap: Gap


def goods_of_pair(
    question: Question, sides: Sequence[Sides], declarations: Declared, totals: Rows, reports: Reports
) -> GoodsOfPair:
    """Reconcile the goods of each direction and year; `totals` is the panel of all goods of all pairs.

    `declarations` are the `sides` as arrays. Raises TooFewMirrors where the costs cannot be estimated.
    """
    panel, there = totals.panel, totals.between(*question.pair)
    places = [there.get((one.exporter, TOTAL.code, TOTAL.revision, one.year)) for one in sides]
    known = np.array([place for place in places if place is not None], np.int64)
    pairs = dict(zip(known.tolist(), pair_years(panel, known), strict=True))
    found = []
    for one, place in zip(sides, places, strict=True):
        pair = None if place is None else pairs[place]
        x, m = (np.nan, np.nan) if place is None else (panel.export_fob[place], panel.import_cif[place])
        totals_of = (Side(one.exporter, float(x)), Side(one.importer, float(m)))
        found.append(_step(one, pair, totals_of, reports, question.product.code))
    return GoodsOfPair(tuple(found), *_stacked(declarations, found, question.level))


def _stacked(panel: Declared, goods: Sequence[Goods], level: float) -> tuple[Reconciled, Gap]:
    """Write goods as a reconciliation and a gap; the method states no error and no part but the freight."""
    names = ("value", "exporter_weight", "tau")
    value, weight, tau = (np.array([getattr(one, name) for one in goods], np.float64) for name in names)
    import_fob = np.where(panel.import_is_fob, panel.import_cif, panel.import_cif / (1 + tau))
    nothing = np.full(len(goods), np.nan)
    rule = np.array([one.rule for one in goods], np.str_)
    reconciled = Reconciled(value, weight, nothing, nothing, nothing, level, import_fob, rule)
    return reconciled, freight_gap(panel, import_fob, level)


def _step(one: Sides, pair: PairYear | None, totals: tuple[Side, Side], reports: Reports, code: str) -> Goods:
    """Reconcile the goods of one direction and year, or say what is missing for it."""
    way, revision = Way(one.exporter, one.importer, one.year), one.revision or ""
    used = reports.revisions(way)
    for held, name, beside in zip(used, way[:2], (way.importer, way.exporter), strict=True):
        if held and revision not in held:
            return no_goods(
                OTHER_REVISIONS,
                f"{name} declares its products in {', '.join(sorted(held))}, not in {revision}, in which "
                f"{beside} declares {code}: Growth Lab's method needs all products in one revision; ask with "
                "--method baci",
            )
    if pair is None:
        return no_goods(NO_TOTAL, NO_TOTAL_HELD)
    made = goods_of(pair, reports.merged(way, revision), code, totals)
    silent = (
        f"{name} declares no products of 6 digits in this source: it counts as silent on all of them"
        for held, name in zip(used, way[:2], strict=True)
        if not held
    )
    return replace(made, reasons=(*made.reasons, *silent))


def _value(flow: Flow | None) -> float | None:
    return float(flow.value_usd) if flow is not None and is_declared(flow) else None
