"""Unit values of a direction's main products, and which of them are out of line with other years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Cell, Gap, Land, Paragraph, Sentence, Table, Value, When
from sverka.dossier.sections.goods_figures import about_year
from sverka.dossier.sections.goods_names import called
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.sections.goods_figures import GoodsFigures
    from sverka.dossier.sections.goods_question import Way
    from sverka.measures.unit_values import UnitValue, UnitValues
    from sverka.vocabulary.figure import Figure

_LARGEST = 5  # products shown whether or not they are out of line
_OUT = 8  # of those out of line, the largest


def unit_value_blocks(desk: Desk, make: GoodsFigures, way: Way, judged: UnitValues) -> Iterator[Block]:
    """Yield the unit values of the newest year, the largest products first; `judged` are the main book's."""
    main = way.main
    found = [
        one
        for one in judged.values
        if (one.year, one.valuation, one.revision) == (main.year, main.valuation, main.revision)
    ]
    found.sort(key=lambda one: (-one.value_usd, one.product))
    if not found:
        yield Paragraph((Sentence("goods.no_quantities", _named(way)),))
        return
    told = [one for one in found if one.outlier is not None]
    out = [one for one in told if one.outlier]
    about, what = about_year(main), "products with a quantity, value and five years to compare"
    if told:
        values: dict[str, Value] = {
            "number": make.count(len(out), about, f"{what}, out of line with them"),
            "judged": make.count(len(told), about, what),
        }
        yield Paragraph((Sentence("goods.outliers", _named(way) | values),))
    else:
        yield Paragraph((Sentence("goods.not_judged", _named(way)),))
    shown = {*found[:_LARGEST], *out[:_OUT]}
    yield _table(desk, make, way, [one for one in found if one in shown])


def _named(way: Way) -> dict[str, Value]:
    lands: dict[str, Value] = {"exporter": Land(way.exporter), "importer": Land(way.importer)}
    return lands | {"period": When(str(way.year))}


def _table(desk: Desk, make: GoodsFigures, way: Way, shown: list[UnitValue]) -> Table:
    heads = ("column.product", "goods.column_unit_value", "goods.column_median", "goods.column_judged")
    return Table(
        id=f"goods-unit-values-{way.exporter}-{way.importer}".lower(),
        caption=Sentence("goods.unit_values", _named(way)),
        headings=tuple(map(Sentence, heads)),
        rows=tuple(
            (
                called(desk, Product(one.product, one.revision)),
                _figure(make, way, one, one.unit_value),
                _median(make, way, one),
                _verdict(make, way, one),
            )
            for one in shown
        ),
        note=Sentence("goods.unit_values_note"),
    )


def _figure(make: GoodsFigures, way: Way, one: UnitValue, dollars: float, what: str = "") -> Figure:
    allowed = make.around(dollars)
    rows = f"{one.revision} {one.product}{what}"
    return make.figure(
        "unit_value", dollars, f"USD/{one.unit}", about_year(way.main), what=rows, allowed=allowed
    )


def _median(make: GoodsFigures, way: Way, one: UnitValue) -> Cell:
    if one.outlier is None:
        return Gap(Sentence("goods.few_years", count=one.compared))
    return _figure(make, way, one, one.median, f", median over years: {one.compared}")


def _verdict(make: GoodsFigures, way: Way, one: UnitValue) -> Cell:
    if one.outlier is None or one.low is None or one.high is None:
        return Gap(Sentence("goods.few_years", count=one.compared))
    if not one.outlier:
        return Sentence("goods.in_line")
    low = _figure(make, way, one, one.low, ", the lowest in line with other years")
    high = _figure(make, way, one, one.high, ", the highest in line with other years")
    return Sentence("goods.out_of_line", {"low": low, "high": high})
