"""Where both countries' advantages lie among all products, and how complex that makes their exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Cell, Land, Paragraph, Picture, Sentence, Table, Value, When
from sverka.dossier.pictures.product_layout import backbone, lay_out
from sverka.dossier.pictures.product_space import LINKS, Node, ProductSpace
from sverka.dossier.sections.goods_figures import GoodsFigures
from sverka.dossier.sections.position_figures import about_book
from sverka.dossier.sections.position_fit import about_both
from sverka.measures.complexity import LEAST_EXPORTS, Undefined
from sverka.measures.declarants import Trade
from sverka.vocabulary.hs_sections import SECTIONS, hs_section
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.dossier.desk import Desk
    from sverka.dossier.world_goods import WorldGoods
    from sverka.vocabulary.country import Country

_NODES = 500  # of about 1,200 headings; laying out more takes longer than all else
_FEWEST = 20  # headings that a picture needs


def space_blocks(desk: Desk, goods: WorldGoods) -> Iterator[Block]:
    """Say both countries' complexity and draw the product space."""
    yield Paragraph(tuple(_complexity(desk, goods)))
    shown = goods.headings.largest(_NODES)
    if len(shown) >= _FEWEST:
        yield _picture(desk, goods, shown)


def _complexity(desk: Desk, goods: WorldGoods) -> Iterator[Sentence]:
    found = goods.headings.complexity
    if isinstance(found, Undefined):
        yield Sentence(f"untapped.no_index_{found.why.name.lower()}", {"digits": goods.digits})
        return
    yield Sentence("untapped.eci_rule", {"digits": goods.digits})
    for country in (desk.asked.one, desk.asked.other):
        yield _eci(desk, goods, country)


def _eci(desk: Desk, goods: WorldGoods, country: Country) -> Sentence:
    make = GoodsFigures(desk, goods.source)
    index = goods.headings.index(country)
    values: dict[str, Value] = {"country": Land(country), "period": When(str(goods.year))}
    if index is None:
        return Sentence("untapped.eci_small", values | {"least": LEAST_EXPORTS // 1_000_000})
    about = about_book(country, country, goods.goods.book(country, Trade.EXPORTS), "FOB", goods.year)
    what = (
        f"ECI, headings of {goods.goods.revision} with {goods.digits} digits; interval: the threshold of RCA "
        "at both ends of usual revisions"
    )
    figures: dict[str, Value] = {
        "eci": make.figure("eci", index.eci, "index", about, what=what, allowed=index.allowed),
        "rank": make.figure("rank", index.rank, "rank", about, what="ECI", allowed=_exactly(index.rank)),
        "number": make.figure(
            "countries", index.of, "countries", about, what="ECI", allowed=_exactly(index.of)
        ),
    }
    return Sentence("untapped.eci", values | figures)


def _exactly(number: int) -> Interval:
    return Interval(number, number)


def _picture(desk: Desk, goods: WorldGoods, shown: Sequence[str]) -> Picture:
    links = goods.headings.links(shown)
    plane = lay_out(shown, links)
    one, other = (goods.headings.advantages(country) for country in (desk.asked.one, desk.asked.other))
    named: dict[str, Value] = {
        "one": Land(desk.asked.one),
        "other": Land(desk.asked.other),
        "period": When(str(goods.year)),
        "number": len(shown),
        "digits": goods.digits,
    }
    return Picture(
        id="untapped-space",
        caption=Sentence("untapped.space", named),
        alt=Sentence("untapped.space_alt", named),
        drawing=ProductSpace(
            countries=(desk.asked.one, desk.asked.other),
            nodes=tuple(
                Node(code, _section(goods, code), *plane[code], code in one, code in other) for code in shown
            ),
            links=backbone(links, LINKS),
        ),
        table=_table(desk, goods, shown, Sentence("untapped.space", named)),
    )


def _section(goods: WorldGoods, code: str) -> int:
    return hs_section(Product(code, goods.goods.revision)) or 0


def _table(desk: Desk, goods: WorldGoods, shown: Sequence[str], caption: Sentence) -> Table:
    """Count the advantages by HS section."""
    one, other = (goods.headings.advantages(country) for country in (desk.asked.one, desk.asked.other))
    make, rows = GoodsFigures(desk, goods.source), []
    books = {goods.goods.book(country, Trade.EXPORTS) for country in desk.pair}
    about = about_both(desk.asked.one, desk.asked.other, books, goods.year)

    def count(codes: Sequence[str], what: str) -> Cell:
        return make.count(len(codes), about, f"headings of {goods.goods.revision} {what}")

    for number in (*(section.number for section in SECTIONS), 0):
        codes = [code for code in shown if _section(goods, code) == number]
        if codes:
            name = Sentence(f"hs_section.{number}") if number else Sentence("goods.unclassified")
            first, second = [code for code in codes if code in one], [code for code in codes if code in other]
            both = [code for code in first if code in other]
            cells = (
                count(codes, "in the picture"),
                count(first, f"with an advantage of {desk.asked.one}"),
                count(second, f"with an advantage of {desk.asked.other}"),
            )
            rows.append((name, *cells, count(both, "with an advantage of both")))
    heads = (Sentence("column.section"), Sentence("untapped.headings"))
    countries = (
        Sentence("untapped.of_country", {"country": Land(code)})
        for code in (desk.asked.one, desk.asked.other)
    )
    return Table(
        id="untapped-space-table",
        caption=caption,
        headings=(*heads, *countries, Sentence("untapped.of_both")),
        rows=tuple(rows),
    )
