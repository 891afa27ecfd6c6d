"""Who else supplies the main lines that each country buys from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Cell, Gap, Lack, Land, Paragraph, Sentence, Table, Value, When
from sverka.dossier.sections.bring import baci
from sverka.dossier.sections.columns import filled
from sverka.dossier.sections.goods_figures import GoodsFigures
from sverka.dossier.sections.goods_names import called
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.position_figures import about_book, book_words, source_words
from sverka.dossier.world import world_of
from sverka.measures.declarants import BookOf
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.sections.goods_figures import About
    from sverka.measures.competitors import Competitors, Line
    from sverka.vocabulary.country import Country

_LINES = 5
_RIVALS = 3


def line_blocks(desk: Desk) -> Iterator[Block]:
    """Lay out the main lines of each direction with their other suppliers."""
    goods = world_of(desk).goods
    if goods is None:
        named: dict[str, Value] = {"one": Land(desk.asked.one), "other": Land(desk.asked.other)}
        yield Lack(Sentence("position.no_goods", named), baci(desk))
        return
    one, other = desk.asked.one, desk.asked.other
    for supplier, buyer in ((one, other), (other, one)):
        yield from _direction(desk, goods.competitors(supplier, buyer, _LINES), goods.source)


def _direction(desk: Desk, found: Competitors, source: str) -> Iterator[Block]:
    make = GoodsFigures(desk, source)
    values: dict[str, Value] = {
        "exporter": Land(found.supplier),
        "importer": Land(found.buyer),
        "period": When(str(found.year)),
        "book": book_words(found.book),
        "source": source_words(desk, source),
    }
    if not found.lines or found.covered is None:
        yield Paragraph((Sentence("position.no_lines", values),))
        return
    revision = found.revision
    what = f"the largest products of {revision}: {len(found.lines)}"
    bought = sum(line.value_usd for line in found.lines)
    covered = make.part(bought, round(bought / found.covered), _about(found), what)
    yield Paragraph((Sentence("position.lines", values | {"share": covered}),))
    heads = ("column.product", "position.bought", "column.share", "column.rank", "position.all_suppliers")
    table = Table(
        id=f"position-lines-{found.supplier}-{found.buyer}".lower(),
        caption=Sentence("position.lines_table", values),
        headings=(*map(Sentence, heads), Sentence("position.rivals")),
        rows=tuple(_row(desk, make, found, line) for line in found.lines),
    )
    yield filled(table)


def _about(found: Competitors, supplier: Country | None = None) -> About:
    subject = goods_flow(supplier, found.buyer) if supplier else found.buyer
    valuation = "FOB" if found.book is BookOf.PARTNERS else "CIF"
    return about_book(subject, found.buyer, found.book, valuation, found.year)


def _row(desk: Desk, make: GoodsFigures, found: Competitors, line: Line) -> tuple[Cell, ...]:
    about, what = _about(found, found.supplier), f"{found.revision} {line.product}"
    rank: Cell = Gap(Sentence("position.unranked"))
    if line.rank is not None:
        exact = Interval(line.rank, line.rank)
        rank = make.figure("rank", line.rank, "rank", about, what=f"suppliers of {what}", allowed=exact)
    return (
        called(desk, Product(line.product, found.revision)),
        make.level(line.value_usd, about, what),
        make.part(line.value_usd, line.imports_usd, about, what),
        rank,
        make.level(line.imports_usd, _about(found), what),
        _rivals(make, found, line),
    )


def _rivals(make: GoodsFigures, found: Competitors, line: Line) -> Cell:
    """Name the largest other suppliers with their shares."""
    others = [one for one in line.suppliers if one.country != found.supplier and one.value_usd > 0][:_RIVALS]
    if not others:
        return Gap(Sentence("position.no_rivals"))
    what = f"{found.revision} {line.product}"
    return listed(
        Sentence(
            "position.partner_share",
            {
                "country": Land(one.country),
                "share": make.part(one.value_usd, line.imports_usd, _about(found, one.country), what),
            },
        )
        for one in others
    )
