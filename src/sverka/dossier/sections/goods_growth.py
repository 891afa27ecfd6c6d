"""What grew and what fell in a direction: by product, by margin, by price and quantity."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from sverka.dossier.outline import (
    Block,
    Cell,
    Gap,
    Goods,
    Lack,
    Land,
    Paragraph,
    Picture,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.waterfall import Contribution as Step
from sverka.dossier.pictures.waterfall import Waterfall
from sverka.dossier.sections.goods_figures import WHOLE, about_change
from sverka.dossier.sections.goods_names import called
from sverka.measures.decomposition import Decomposition, Margin, decompose
from sverka.measures.matched_lines import Comparison
from sverka.measures.missing import Missing
from sverka.measures.price_quantity import PriceQuantity, split_change
from sverka.vocabulary.concordance import find_concordance
from sverka.vocabulary.interval import Interval, over, plus, scaled
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.sections.goods_figures import About, GoodsFigures
    from sverka.dossier.sections.goods_question import Way
    from sverka.measures.decomposition import Contribution
    from sverka.measures.revision_bridge import Bridge
    from sverka.measures.unit_values import UnitValues
    from sverka.vocabulary.figure import Figure

_SHOWN = 8  # products of the waterfall; what they leave is a step of its own
_FROM_ZERO = Gap(Sentence("goods.from_zero"))


def growth_blocks(desk: Desk, make: GoodsFigures, way: Way, judged: UnitValues) -> Iterator[Block]:
    """Yield the change between the newest year and the last one before it that can be compared.

    `judged` are the unit values of the main book: lines with an outlier get no price and quantity effect.
    """
    bridge = partial(find_concordance, held=desk.ledger.correspondences)
    years = sorted({row.year for row in way.rows if row.value_usd is not None})
    if len(years) < 2:  # noqa: PLR2004 - a change has two ends
        yield Paragraph((Sentence("goods.one_year", _named(way, way.year, way.year)),))
        return
    found, before = _compared(way, years, bridge)
    if isinstance(before, Missing):
        yield from _not_compared(way, before, years[-2])
    if isinstance(found, Decomposition):
        yield Paragraph(tuple(_said(desk, make, found)))
        if found.lines:
            yield _picture(desk, make, found)
        yield Paragraph(tuple(_split(make, way, found, bridge, judged)))


def _compared(way: Way, years: list[int], bridge: Bridge) -> tuple[Decomposition | Missing, Missing | None]:
    """Compare the newest year with the last before it, else the newest two years that can be compared.

    Returned beside it is why the newest year cannot, where it cannot.
    """
    first = decompose(way.rows, _asked(way, years[-2], years[-1]), bridge)
    if isinstance(first, Decomposition):
        return first, None
    revisions: dict[int, set[str]] = {}
    for row in way.rows:
        revisions.setdefault(row.year, set()).add(row.revision)
    for after, before in sorted(combinations(years[::-1], 2), reverse=True):
        if revisions[before] & revisions[after]:
            found = decompose(way.rows, _asked(way, before, after))
            if isinstance(found, Decomposition):
                return found, first
    return first, first


def _asked(way: Way, before: int, after: int) -> Comparison:
    return Comparison(way.exporter, way.importer, way.main.reporter, before, after)


def _named(way: Way, before: int, after: int) -> dict[str, Value]:
    lands: dict[str, Value] = {"exporter": Land(way.exporter), "importer": Land(way.importer)}
    return lands | {"before": When(str(before)), "after": When(str(after))}


def _not_compared(way: Way, missing: Missing, before: int) -> Iterator[Block]:
    """Say why the newest year is not compared with the one before; codes of two revisions in our words."""
    revisions = {row.revision for row in way.rows if row.year == before}
    if way.main.revision in revisions:
        values = _named(way, before, way.year) | {"reason": missing.reason}
        yield Paragraph((Sentence("goods.not_compared", values),))
        return
    codes: dict[str, Value] = {"one": ", ".join(sorted(revisions)), "other": way.main.revision}
    sentence = Sentence("goods.two_revisions", _named(way, before, way.year) | codes)
    yield Lack(sentence, ("sverka post hs_concordance PATH",))


def _said(desk: Desk, make: GoodsFigures, found: Decomposition) -> Iterator[Sentence]:
    about, rows = about_change(found.basis), _rows(found)
    basis = found.basis
    values: dict[str, Value] = {
        "exporter": Land(basis.exporter),
        "importer": Land(basis.importer),
        "before": When(str(basis.before)),
        "after": When(str(basis.after)),
        "book": Land(basis.reporter) if basis.reporter else Sentence("goods.reconciled"),
        "start": make.level(found.before_usd, about._replace(years=(basis.before,)), rows),
        "end": make.level(found.after_usd, about._replace(years=(basis.after,)), rows),
    }
    growth = make.growth(found.before_usd, found.after_usd, about, rows)
    yield Sentence("goods.grew", values | {"growth": growth}) if growth else Sentence("goods.rose", values)
    if basis.revision != basis.later_revision:
        yield Sentence("goods.bridged", {"one": basis.revision, "other": basis.later_revision})
    yield Sentence("goods.margins", dict(_margins(make, found)))
    up, down = (_extreme(found, sign) for sign in (1, -1))
    for key, one in (("goods.most_up", up), ("goods.most_down", down)):
        if one is not None:
            change = make.change(one.before_usd, one.after_usd, about, f"{one.revision} {one.product}")
            yield Sentence(key, {"product": _goods(desk, one), "change": change})
    if found.unmatched:
        number = make.count(len(found.unmatched), about, "products that have no counterpart or no value")
        yield Sentence("goods.unmatched", {"number": number})


def _rows(found: Decomposition) -> str:
    basis = found.basis
    revisions = " and ".join(dict.fromkeys((basis.revision, basis.later_revision)))
    return f"sum over lines of {revisions}: {len(found.lines)}"


def _margins(make: GoodsFigures, found: Decomposition) -> Iterator[tuple[str, Figure]]:
    """Make the change of each margin, and the number of its lines."""
    about = about_change(found.basis)
    for margin in Margin:
        lines = [one for one in found.lines if one.margin is margin]
        before, after = (sum(one.before_usd for one in lines), sum(one.after_usd for one in lines))
        what = f"sum over {margin.value} lines: {len(lines)}"
        yield margin.value, make.change(before, after, about, what)
        yield f"{margin.value}_lines", make.count(len(lines), about, what)


def _extreme(found: Decomposition, sign: int) -> Contribution | None:
    return next((one for one in found.lines if one.change_usd * sign > 0), None)


def _goods(desk: Desk, one: Contribution) -> Goods | Sentence:
    """Name a line: a product, or several codes that are compared together by the first and their number."""
    first, *others = one.product.split("+")
    goods = called(desk, Product(first, one.revision))
    return Sentence("goods.group", {"product": goods, "number": len(others)}) if others else goods


def _picture(desk: Desk, make: GoodsFigures, found: Decomposition) -> Picture:
    basis = found.basis
    shown = sorted(found.lines[:_SHOWN], key=lambda one: -one.change_usd)
    named: dict[str, Value] = {"exporter": Land(basis.exporter), "importer": Land(basis.importer)}
    named |= {"before": When(str(basis.before)), "after": When(str(basis.after))}
    drawing = Waterfall(
        start=Level(basis.before, found.before_usd),
        end=Level(basis.after, found.after_usd),
        parts=tuple(Step(_goods(desk, one), one.change_usd) for one in shown),
    )
    anchor = f"{basis.exporter}-{basis.importer}".lower()
    return Picture(
        id=f"goods-growth-{anchor}",
        caption=Sentence("goods.waterfall", named),
        alt=Sentence("goods.waterfall_alt", named),
        drawing=drawing,
        table=_table(desk, make, found, shown),
    )


def _table(desk: Desk, make: GoodsFigures, found: Decomposition, shown: list[Contribution]) -> Table:
    basis, about = found.basis, about_change(found.basis)
    rest = [one for one in found.lines if one not in shown]
    rows = [
        _row(make, found, _goods(desk, one), [one], Sentence(f"goods.margin.{one.margin.value}"))
        for one in shown
    ]
    if rest:
        rows.append(_row(make, found, Sentence("pictures.all_other_goods"), rest, "–"))
    rows.append(_row(make, found, Sentence("goods.all"), found.lines, "–"))
    named: dict[str, Value] = {"exporter": Land(basis.exporter), "importer": Land(basis.importer)}
    heads = [Sentence("goods.column_year", {"period": When(str(year))}) for year in about.years]
    return Table(
        id=f"goods-growth-table-{basis.exporter}-{basis.importer}".lower(),
        caption=Sentence(
            "goods.waterfall",
            named | {"before": When(str(basis.before)), "after": When(str(basis.after))},
        ),
        headings=(
            Sentence("column.product"),
            *heads,
            Sentence("column.change"),
            Sentence("goods.column_points"),
            Sentence("goods.column_margin"),
        ),
        rows=tuple(rows),
        note=Sentence("goods.waterfall_note"),
    )


def _row(
    make: GoodsFigures,
    found: Decomposition,
    name: Cell,
    lines: list[Contribution] | tuple[Contribution, ...],
    margin: Cell,
) -> tuple[Cell, ...]:
    basis, about = found.basis, about_change(found.basis)
    before, after = sum(one.before_usd for one in lines), sum(one.after_usd for one in lines)
    what = f"{lines[0].revision} {lines[0].product}" if len(lines) == 1 else f"sum over lines: {len(lines)}"
    points = make.points(before, after, found.before_usd, about, what) if found.before_usd else _FROM_ZERO
    return (
        name,
        make.level(before, about._replace(years=(basis.before,)), what),
        make.level(after, about._replace(years=(basis.after,)), what),
        make.change(before, after, about, what),
        points,
        margin,
    )


def _split(
    make: GoodsFigures, way: Way, found: Decomposition, bridge: Bridge, judged: UnitValues
) -> Iterator[Sentence]:
    """Say how much of the change is dearer goods and how much more of them, where quantities tell it."""
    basis = found.basis
    asked = _asked(way, basis.before, basis.after)
    split = split_change(way.rows, asked, bridge, judged.suspect(asked))
    if isinstance(split, Missing):
        yield Sentence("goods.no_split", _named(way, basis.before, basis.after))
        return
    about = about_change(basis)
    both = sum(one.before_usd + one.after_usd for one in split.lines)
    whole = found.before_usd + found.after_usd
    part = over(scaled(make.around(both), WHOLE), make.around(whole))
    what = f"lines with a quantity in both years: {len(split.lines)}"
    covered = make.figure(
        "share",
        WHOLE * split.split_part,
        "%",
        about,
        what=what,
        allowed=Interval(part.low, min(part.high, WHOLE)),
    )
    price, quantity = _effects(make, split, about)
    change = make.change(
        sum(one.before_usd for one in split.lines), sum(one.after_usd for one in split.lines), about, what
    )
    yield Sentence(
        "goods.split",
        {"share": covered, "change": change, "price": price, "quantity": quantity},
    )
    if any(one.marked for one in split.lines):
        yield Sentence("goods.split_marked")


def _effects(make: GoodsFigures, split: PriceQuantity, about: About) -> tuple[Figure, Figure]:
    """Make both effects: each is linear in a line's two values, whose revisions reach it by its weights."""
    reach = {"price": 0.0, "quantity": 0.0}
    for one in split.lines:
        more = one.after_quantity / one.before_quantity
        for year, ratio in ((one.after_usd, 1 / more), (one.before_usd, more)):
            reach["price"] += year * (1 + ratio) / 2
            reach["quantity"] += year * abs(1 - ratio) / 2
    made = []
    for effect, dollars in (("price", split.price_usd), ("quantity", split.quantity_usd)):
        off = make.usual * reach[effect]
        allowed = plus([Interval(dollars, dollars), Interval(-off, off)])
        what = f"Bennet {effect} effect, quantities as published, lines: {len(split.lines)}"
        made.append(make.figure("price_quantity", dollars, "USD", about, what=what, allowed=allowed))
    return made[0], made[1]
