"""Write a year's mirror as figures, each with its book, valuation, method, interval and origins."""

from __future__ import annotations

from math import expm1, isnan
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sverka.models.mirror.reconciled import NEITHER
from sverka.models.mirror.sides import Sides, is_declared
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.mirror.gap import Gap
    from sverka.models.mirror.growth_lab_goods import Goods
    from sverka.models.mirror.reconciled import Reconciled
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.origin import Origin

_UNKNOWN = Interval()
_NORMAL = 1.960  # standard errors that hold 95 % of a normal variable
OTHER_REVISIONS = "none: the two sides declare the goods in different revisions of the nomenclature"


class Scaling(msgspec.Struct, frozen=True, kw_only=True):
    """How goods were brought to the pair's total of all goods (Growth Lab's step for products); US dollars.

    `chosen` is what the two declarations of the goods make before, the reconciled figure is that times
    `factor`. `total` is the pair's reconciled total; `discrepancy` is what of it none of the `products`
    bears. What could not be made is None.
    """

    chosen: Figure | None
    factor: float | None
    total: Figure | None
    discrepancy: Figure | None
    products: int


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One direction of a year: both declarations, the gap and its parts, the reconciled figure; US dollars.

    `gap` = `freight` + `quality` + `rest`, to the dollar; `freight_error` is its standard error. The
    interval of `quality` is how far ordinary differences reach, that of `rest` and of `reconciled` holds
    the true one at the answer's level. What is None is explained in `reasons`. `rule` gave the reconciled
    figure, `exporter_weight` is the weight of the exporter's declaration in it. `scaling` tells how
    goods were brought to the pair's total. `published` are figures that third parties reconciled.
    """

    exporter: str
    importer: str
    period: str
    export: Figure | None
    import_: Figure | None
    gap: Figure | None
    freight: Figure | None
    freight_error: float | None
    quality: Figure | None
    rest: Figure | None
    reconciled: Figure | None
    exporter_weight: float | None
    rule: str
    scaling: Scaling | None
    published: tuple[Figure, ...]
    reasons: tuple[str, ...]

    @property
    def contested(self) -> bool:
        """Tell whether something is left that neither freight nor ordinary differences explain."""
        return self.rest is not None and not self.rest.allowed.holds(0)


class Results(NamedTuple):
    """What the estimates say of one line: row `row` of a gap's and a reconciliation's arrays.

    `sources` adds the origins of what the freight was estimated from, `why` says why estimates are missing.
    `goods` are those that were brought to the pair's total, `totals` the origins of its declarations.
    """

    reconciled: Reconciled
    gap: Gap
    row: int
    sources: tuple[Origin, ...]
    why: str
    goods: Goods | None = None
    totals: tuple[Origin, ...] = ()


def line_of(sides: Sides, found: Results | None, usual: Mapping[str, float]) -> Line:
    """Make the line of a year; `usual` gives each source's usual revision, as a fraction.

    Without `found` neither side declares, or both in different revisions.
    """
    subject, period = goods_flow(sides.exporter, sides.importer), str(sides.year)
    pen = _Pen(subject, period, sides.origins)
    known = is_declared(sides.export) and is_declared(sides.import_)
    values = (sides.export.value_usd, sides.import_.value_usd) if sides.export and sides.import_ else (0, 0)
    gap = values[1] - values[0] if known and (sides.revision is not None) else None
    parts = _parts(pen, gap, found)
    return Line(
        exporter=sides.exporter,
        importer=sides.importer,
        period=period,
        export=_declared(pen, sides.export, usual),
        import_=_declared(pen, sides.import_, usual),
        gap=None if gap is None else pen.write("gap", gap, "the importer's figure less the exporter's"),
        freight=parts.freight,
        freight_error=parts.freight_error,
        quality=parts.quality,
        rest=parts.rest,
        reconciled=_reconciled(pen, found),
        exporter_weight=_number(found.reconciled.exporter_weight[found.row]) if found else None,
        rule=_rule(sides, found),
        scaling=_scaling(pen, found),
        published=tuple(
            figure for flow in sides.published if (figure := _declared(pen, flow, usual)) is not None
        ),
        reasons=tuple(_reasons(sides, found, parts)),
    )


class _Pen(msgspec.Struct, frozen=True):
    """Writes figures of one subject and period."""

    subject: str
    period: str
    origins: tuple[Origin, ...]

    def write(
        self,
        measure: str,
        value: float,
        method: str,
        allowed: Interval = _UNKNOWN,
        valuation: str = "CIF - FOB",
    ) -> Figure:
        """Write a figure that no book holds."""
        return Figure(
            measure=measure,
            subject=self.subject,
            value=float(value),
            unit="USD",
            period=self.period,
            book=None,
            valuation=valuation,
            method=method,
            allowed=allowed,
            origins=self.origins,
        )


def _declared(pen: _Pen, flow: Flow | None, usual: Mapping[str, float]) -> Figure | None:
    if flow is None:
        return None
    by = f"as declared by {flow.reporter}" if flow.reporter else "as reconciled by the publisher"
    method = by if is_declared(flow) else "estimated by the publisher: the country did not declare it"
    code = f", {flow.product.code} of {flow.product.revision}" if flow.product.revision else ""
    revision = usual.get(flow.origin.source, 0.0)
    return Figure(
        measure="goods",
        subject=pen.subject,
        value=float(flow.value_usd),
        unit="USD",
        period=pen.period,
        book=flow.reporter,
        valuation=str(flow.valuation),
        method=method + code,
        allowed=Interval(flow.value_usd * (1 - revision), flow.value_usd * (1 + revision)),
        origins=(flow.origin,),
    )


class _Parts(NamedTuple):
    """The parts of a gap; None where they cannot be told."""

    freight: Figure | None = None
    freight_error: float | None = None
    quality: Figure | None = None
    rest: Figure | None = None


def _parts(pen: _Pen, gap: int | None, found: Results | None) -> _Parts:
    """Split a gap in whole dollars, so that the parts add up to it exactly."""
    if gap is None or found is None or isnan(found.gap.freight[found.row]):
        return _Parts()
    split, row = found.gap, found.row
    estimated = msgspec.structs.replace(pen, origins=(*pen.origins, *found.sources))
    error = float(split.freight_error[row])
    whole = round(split.freight[row])
    around = _UNKNOWN if isnan(error) else Interval(whole - _NORMAL * error, whole + _NORMAL * error)
    margin = f"estimated CIF/FOB margin of {100 * expm1(split.log_freight[row]):.1f} %"
    freight = estimated.write("freight", whole, margin, around)
    if isnan(split.quality[row]):
        return _Parts(freight, _number(error))
    ordinary, reach = round(split.quality[row]), float(split.quality_reach[row])
    level = f"at {split.level:.0%}"
    told = f"what the two reporters' ordinary differences can hold, {level}"
    quality = pen.write("reporting differences", ordinary, told, Interval(-reach, reach))
    left = Interval(float(split.rest_low[row]), float(split.rest_high[row]))
    told = f"what neither freight nor ordinary differences can hold, {level}"
    rest = estimated.write("rest", gap - whole - ordinary, told, left)
    return _Parts(freight, _number(error), quality, rest)


def _reconciled(pen: _Pen, found: Results | None) -> Figure | None:
    if found is None or isnan(found.reconciled.value[found.row]):
        return None
    made, row = found.reconciled, found.row
    low, high = float(made.low[row]), float(made.high[row])
    around = Interval() if isnan(low) else Interval(low, high)
    writer = msgspec.structs.replace(pen, origins=(*pen.origins, *found.sources, *found.totals))
    return writer.write("reconciled", round(made.value[row]), str(made.rule[row]), around, "FOB")


def _scaling(pen: _Pen, found: Results | None) -> Scaling | None:
    if found is None or found.goods is None:
        return None
    goods, about = found.goods, (*found.totals, *found.sources)

    def written(measure: str, value: float, method: str, origins: tuple[Origin, ...]) -> Figure | None:
        writer = msgspec.structs.replace(pen, origins=origins)
        return None if isnan(value) else writer.write(measure, round(value), method, valuation="FOB")

    return Scaling(
        chosen=written("chosen", goods.chosen, goods.rule, (*pen.origins, *found.sources)),
        factor=_number(goods.factor),
        total=written("total of all goods", goods.total, goods.total_rule, about),
        discrepancy=written("discrepancy", goods.discrepancy, goods.spread_rule, (*about, *pen.origins)),
        products=goods.products,
    )


def _rule(sides: Sides, found: Results | None) -> str:
    if found is not None:
        return str(found.reconciled.rule[found.row])
    both = sides.export is not None and sides.import_ is not None
    return OTHER_REVISIONS if both and sides.revision is None else NEITHER


def _reasons(sides: Sides, found: Results | None, parts: _Parts) -> list[str]:
    """Say why parts are missing, and what stands in a side's place."""
    told = []
    for who, flow in ((sides.exporter, sides.export), (sides.importer, sides.import_)):
        if flow is not None and not is_declared(flow):
            told.append(f"{who}'s figure is the publisher's estimate; {who} counts as silent")
    if sides.export and sides.import_ and sides.revision is None:
        one, other = sides.export.product, sides.import_.product
        told.append(
            f"{sides.exporter} declares {one.code} of {one.revision}, {sides.importer} {other.code} of "
            f"{other.revision}: `sverka product {one.code} --from {one.revision} --to {other.revision}` "
            "says what the one is in the other"
        )
    if found is not None and found.goods is not None:
        told.extend(found.goods.reasons)
    if found is not None and found.why and parts.rest is None:
        told.append(found.why)
    return told


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
