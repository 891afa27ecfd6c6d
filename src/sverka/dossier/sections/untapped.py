"""What each side could sell to the other: lines that it sells to the world and the other buys elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import (
    Block,
    Cell,
    Gap,
    Lack,
    Land,
    Paragraph,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.dossier.sections.bring import baci, comtrade
from sverka.dossier.sections.columns import filled
from sverka.dossier.sections.goods_figures import GoodsFigures
from sverka.dossier.sections.goods_names import called
from sverka.dossier.sections.lacking import begin, direction_lacking, goods_lacking, taken_words
from sverka.dossier.sections.position_figures import source_words
from sverka.dossier.sections.together import placed
from sverka.dossier.sections.untapped_figures import UntappedFigures
from sverka.dossier.sections.untapped_space import space_blocks
from sverka.dossier.world import world_of
from sverka.measures.untapped import LEAST_EXPORTS
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.world_goods import WorldGoods
    from sverka.measures.untapped import Untapped, UntappedLine

ID = "untapped"
_SHOWN = 10  # lines of a table


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("untapped.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    one, other = desk.asked.one, desk.asked.other
    named: dict[str, Value] = {"one": Land(one), "other": Land(other)}
    own = placed(desk)
    if own is None:
        yield Lack(Sentence("position.never_together", named), ())
        return
    goods = world_of(own).goods
    if goods is None:
        yield Lack(Sentence("untapped.nothing", named), baci(own))
        return
    begin(own, ID)
    yield Paragraph(tuple(_rule(own, goods)))
    for exporter, importer in ((one, other), (other, one)):
        if direction_lacking(own, exporter, importer):
            way: dict[str, Value] = {"exporter": Land(exporter), "importer": Land(importer)}
            yield Lack(Sentence("untapped.no_pair", way), comtrade(own, product="AG6"))
        else:
            yield from _direction(own, goods, goods.untapped(exporter, importer))
    yield from space_blocks(own, goods)


def _rule(desk: Desk, goods: WorldGoods) -> Iterator[Sentence]:
    """Say what is counted and what is assumed, and which partners the figures lack."""
    yield Sentence(
        "untapped.rule",
        {
            "source": source_words(desk, goods.source),
            "period": When(str(goods.year)),
            "revision": goods.goods.revision,
            "digits": goods.goods.digits or 0,
            "least": LEAST_EXPORTS,
        },
    )
    yield Sentence("untapped.assumption")
    yield from taken_words(desk, ID, goods_lacking(desk))


def _direction(desk: Desk, goods: WorldGoods, found: Untapped) -> Iterator[Block]:
    make = UntappedFigures(GoodsFigures(desk, goods.source), found)
    values: dict[str, Value] = {
        "exporter": Land(found.exporter),
        "importer": Land(found.importer),
        "period": When(str(found.year)),
        "competitive": make.count(found.competitive, "with an advantage"),
        "wanted": make.count(found.wanted, "with an advantage, bought by the importer"),
        "lines": make.count(len(found.lines), "bought below the share of the world"),
    }
    if not found.lines:
        yield Paragraph((Sentence("untapped.none", values),))
        return
    top = sum(line.potential_usd for line in found.lines[:_SHOWN])
    stake = Sentence("untapped.stake", {"potential": make.total()})
    shown = Sentence("untapped.top", {"number": min(_SHOWN, len(found.lines)), "share": make.top(top)})
    yield Paragraph(
        (Sentence("untapped.count", values), stake, *((shown,) if len(found.lines) > _SHOWN else ()))
    )
    yield _table(desk, make, found, values)


def _table(desk: Desk, make: UntappedFigures, found: Untapped, values: dict[str, Value]) -> Table:
    shown = found.lines[:_SHOWN]
    heads = (
        Sentence("column.product"),
        Sentence("untapped.exports", values),
        Sentence("untapped.rca"),
        Sentence("untapped.elsewhere", values),
        Sentence("untapped.current"),
        Sentence("untapped.potential"),
    )
    table = Table(
        id=f"untapped-{found.exporter}-{found.importer}".lower(),
        caption=Sentence("untapped.table", values),
        headings=heads,
        rows=tuple(_row(desk, make, found, line) for line in shown),
        note=Sentence("untapped.capped") if any(line.capped for line in shown) else None,
    )
    return filled(table)


def _row(desk: Desk, make: UntappedFigures, found: Untapped, line: UntappedLine) -> tuple[Cell, ...]:
    return (
        called(desk, Product(line.product, found.revision)),
        make.exports(line),
        make.rca(line),
        make.elsewhere(line),
        make.current(line) or Gap(Sentence("untapped.no_row")),
        make.potential(line),
    )
