"""What is traded: products of each direction in both books, what grew and what fell, what goes both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import (
    Block,
    Cell,
    Gap,
    Lack,
    Land,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.dossier.pictures.treemap import SectionTiles, Tile, Treemap
from sverka.dossier.sections.bring import baci, comtrade
from sverka.dossier.sections.goods_figures import About, GoodsFigures, about_year
from sverka.dossier.sections.goods_growth import growth_blocks
from sverka.dossier.sections.goods_names import called
from sverka.dossier.sections.goods_question import ask_way, source_rows
from sverka.dossier.sections.goods_unit_values import unit_value_blocks
from sverka.dossier.sections.goods_years import years_blocks
from sverka.measures.concentration import concentration
from sverka.measures.grubel_lloyd import BookIntra, intra_industry
from sverka.measures.known_values import known_values
from sverka.measures.unit_values import unit_values
from sverka.vocabulary.hs_sections import SECTIONS, hs_section
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sverka.dossier.desk import Desk
    from sverka.dossier.sections.goods_question import Way
    from sverka.measures.book_year import BookYear
    from sverka.measures.product_history import ProductYear
    from sverka.vocabulary.country import Country

ID = "goods"
_SHOWN = 10  # products of a table
_NOT_DECLARED = Gap(Sentence("goods.not_declared"))


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("goods.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    goods = desk.goods
    one, other = desk.asked.one, desk.asked.other
    if goods is None:
        named = {"one": Land(one), "other": Land(other)}
        yield Lack(Sentence("goods.nothing", named), (*comtrade(desk, product="AG6"), *baci(desk)))
        return
    rows = source_rows(desk, goods)
    make = GoodsFigures(desk, goods.source)
    card = desk.cards[goods.source]
    rule = "goods.rule" if any(row.reporter for row in rows) else "goods.rule_reconciled"
    yield Paragraph((Sentence(rule, {"source": f"{card.publisher}, {card.title}"}),))
    for exporter, importer in ((one, other), (other, one)):
        way = ask_way(rows, exporter, importer)
        if way is None:
            named = {"exporter": Land(exporter), "importer": Land(importer)}
            yield Lack(Sentence("goods.no_direction", named), comtrade(desk, product="AG6"))
        else:
            yield from _direction(desk, make, way)
            yield from years_blocks(desk, make, way, rows)
    yield from _both_ways(desk, make, rows)
    ways = {(row.exporter, row.importer) for row in rows if row.value_usd is not None}
    yield from _silent(desk, {row.reporter for row in rows}, told=len(ways) == 1)
    if not any(called(desk, Product(row.product, row.revision)).names for row in goods.rows[:_SHOWN]):
        yield Lack(Sentence("goods.no_names", {"revision": goods.revision}), (_NAMES,))


_NAMES = "sverka post hs_nomenclature PATH"


def _silent(desk: Desk, books: set[Country], *, told: bool) -> Iterator[Block]:
    """Say whose own declarations of products the source has not, in either direction.

    The command that asks both is not repeated where it was `told` of a direction that is missing.
    """
    missing = [country for country in (desk.asked.one, desk.asked.other) if country not in books]
    if len(missing) == 1:
        (country,) = missing
        partner = desk.pair.other(country)
        command = comtrade(desk, f"--reporter {country} --partner {partner}", product="AG6")
        yield Lack(Sentence("goods.silent_book", {"country": Land(country)}), command)
    elif missing:
        yield Lack(Sentence("goods.no_own_books"), () if told else comtrade(desk, product="AG6"))


def _direction(desk: Desk, make: GoodsFigures, way: Way) -> Iterator[Block]:
    yield Paragraph(tuple(_said(desk, make, way)))
    yield from _treemap(desk, make, way)
    yield _top(desk, make, way)
    judged = unit_values(way.rows)
    yield from growth_blocks(desk, make, way, judged)
    yield from unit_value_blocks(desk, make, way, judged)


def _lands(way: Way) -> dict[str, Value]:
    return {"exporter": Land(way.exporter), "importer": Land(way.importer), "period": When(str(way.year))}


def _said(desk: Desk, make: GoodsFigures, way: Way) -> Iterator[Sentence]:
    """Say how many products there are, which book tells it, and how concentrated they are."""
    about, values = about_year(way.main), known_values(way.main.values)
    rows = f"sum over products of {way.main.revision}: {len(values.values)}"
    found = concentration(way.main.values)
    if found is None:
        yield Sentence("goods.zero", _lands(way))
        return
    level = make.level(found.total_usd, about, rows)
    counted = make.count(found.lines, about, rows)
    yield Sentence(
        "goods.level", _lands(way) | {"products": counted, "level": level, "book": _book(way.main)}
    )
    yield from _published(desk, make, way, found.total_usd)
    largest = Product(found.largest, way.main.revision)
    share = make.part(
        round(found.largest_part * found.total_usd),
        found.total_usd,
        about,
        f"{found.largest} in the {rows}",
    )
    bounds = Interval(found.effective * make.tilt**2, min(found.lines, found.effective / make.tilt**2))
    method = f"1 / Herfindahl index, {rows}"
    number = make.figure("concentration", found.effective, "products", about, what=method, allowed=bounds)
    yield Sentence(
        "goods.concentration", {"product": called(desk, largest), "share": share, "number": number}
    )
    if found.unknown:
        number = make.count(len(found.unknown), about, f"products of {way.main.revision} without a value")
        yield Sentence("goods.without_value", {"number": number})
    yield from _one_sided(make, way)
    yield from _other_books(way)


def _one_sided(make: GoodsFigures, way: Way) -> Iterator[Sentence]:
    """Say what both sides declare and what one alone does, where their codes mean the same."""
    exports, imports = way.books.get(way.exporter), way.books.get(way.importer)
    if exports is None or imports is None or exports.revision != imports.revision:
        return
    values: dict[str, Value] = {}
    for name, one, other in (("exporter", exports, imports), ("importer", imports, exports)):
        alone = {code: dollars for code, dollars in one.values.items() if code not in other.products}
        about, what = about_year(one), f"products of {one.revision} that {one.reporter} alone declares"
        values[f"{name}_products"] = make.count(len(alone), about, what)
        values[f"{name}_level"] = make.level(sum(known_values(alone).values.values()), about, what)
    both = len(exports.products.keys() & imports.products.keys())
    what = f"products of {imports.revision} that both sides declare"
    yield Sentence("goods.one_sided", values | {"both": make.count(both, about_year(way.main), what)})


def _book(one: BookYear) -> Sentence:
    if not one.reporter:
        return Sentence("goods.reconciled_book", {"revision": one.revision})
    values: dict[str, Value] = {"country": Land(one.reporter), "valuation": one.valuation}
    return Sentence("goods.book", values | {"revision": one.revision})


def _published(desk: Desk, make: GoodsFigures, way: Way, summed: int) -> Iterator[Sentence]:
    """Say by how much the products miss the total that the same source publishes for the same book."""
    one = way.main
    told = [
        flow.value_usd
        for flow in desk.flows
        if (flow.origin.source, flow.subject, flow.period) == (make.source, way.subject, str(way.year))
        and (flow.reporter or "", flow.valuation) == (one.reporter, one.valuation)
    ]
    if not told or told[0] in {0, summed}:  # a total that the desk summed up is the same sum
        return
    total, about = told[0], about_year(one)
    rest, rows = abs(total - summed), f"the published total less the products of {one.revision}"
    key = "goods.shortfall" if summed < total else "goods.excess"
    values: dict[str, Value] = {
        "total": make.level(total, about, "the published total"),
        "rest": make.figure("level", rest, "USD", about, what=rows, allowed=Interval(rest, rest)),
        "share": make.part(rest, total, about, rows),
    }
    yield Sentence(key, values)


def _other_books(way: Way) -> Iterator[Sentence]:
    """Say which of the two sides cannot be set beside the main book, and why."""
    for country in (way.exporter, way.importer):
        beside = way.books.get(country)
        if beside is not None and beside.revision != way.main.revision:
            named: dict[str, Value] = {"country": Land(country), "revision": beside.revision}
            yield Sentence("goods.other_revision", named | {"other": way.main.revision})
        elif beside is None and country in way.newest:
            latest = When(str(way.newest[country]))
            yield Sentence("goods.older", {"country": Land(country), "period": latest})
        elif beside is None and way.main.reporter:
            yield Sentence("goods.no_book", {"country": Land(country)} | _lands(way))


def _treemap(desk: Desk, make: GoodsFigures, way: Way) -> Iterator[Picture]:
    by_section: dict[int | None, dict[str, int]] = {}
    for code, dollars in known_values(way.main.values).values.items():
        if dollars:
            section = hs_section(Product(code, way.main.revision))
            by_section.setdefault(section, {})[code] = dollars
    if not by_section.keys() - {None}:
        return
    tiles = (
        SectionTiles(
            section.number,
            tuple(
                Tile(called(desk, Product(code, way.main.revision)), dollars)
                for code, dollars in by_section[section.number].items()
            ),
        )
        for section in SECTIONS
        if section.number in by_section
    )
    yield Picture(
        id=f"goods-sections-{_anchor(way)}",
        caption=Sentence("goods.sections", _lands(way) | {"book": _book(way.main)}),
        alt=Sentence("goods.sections_alt", _lands(way)),
        drawing=Treemap(sections=tuple(tiles)),
        table=_sections(make, way, by_section),
    )


def _anchor(way: Way) -> str:
    return f"{way.exporter}-{way.importer}".lower()


def _sections(make: GoodsFigures, way: Way, held: Mapping[int | None, Mapping[str, int]]) -> Table:
    about, sums = about_year(way.main), {section: sum(codes.values()) for section, codes in held.items()}
    total = sum(sums.values())
    rows: list[tuple[Cell, ...]] = []
    for section in sorted(sums, key=lambda one: -sums[one]):
        name = Sentence(f"hs_section.{section}" if section else "goods.unclassified")
        what = f"section {section or 'none'}, sum over products of {way.main.revision}: {len(held[section])}"
        number = make.count(len(held[section]), about, what)
        share = make.part(sums[section], total, about, what)
        rows.append((name, make.level(sums[section], about, what), share, number))
    heads = ("column.section", "column.value", "column.share", "goods.products")
    return Table(
        id=f"goods-sections-table-{_anchor(way)}",
        caption=Sentence("goods.sections", _lands(way) | {"book": _book(way.main)}),
        headings=tuple(map(Sentence, heads)),
        rows=tuple(rows),
        note=Sentence("goods.not_drawn") if None in held else None,
    )


def _top(desk: Desk, make: GoodsFigures, way: Way) -> Table:
    """Lay the largest products in either book side by side."""
    beside = [way.books[book] for book in (way.exporter, way.importer, "") if book in way.books]
    alike = [one for one in beside if one.revision == way.main.revision]
    known = [known_values(one.values).values for one in alike]
    size = {code: max(values.get(code, 0) for values in known) for values in known for code in values}
    codes = sorted((code for code in size if size[code]), key=lambda code: (-size[code], code))[:_SHOWN]
    return Table(
        id=f"goods-top-{_anchor(way)}",
        caption=Sentence("goods.top", _lands(way)),
        headings=(Sentence("column.product"), *map(_column, alike), Sentence("column.share")),
        rows=tuple(
            (
                called(desk, Product(code, way.main.revision)),
                *(_declared(make, one, code) for one in alike),
                _share(make, way.main, code),
            )
            for code in codes
        ),
        note=Sentence(
            "goods.top_note" if len(alike) > 1 else "goods.top_note_one", {"book": _book(way.main)}
        ),
    )


def _column(one: BookYear) -> Sentence:
    if not one.reporter:
        return Sentence("goods.column_reconciled")
    key = "goods.column_exports" if one.reporter == one.exporter else "goods.column_imports"
    return Sentence(key, {"country": Land(one.reporter), "valuation": one.valuation})


def _declared(make: GoodsFigures, one: BookYear, code: str) -> Cell:
    dollars = one.values.get(code)
    if dollars is None:
        return Gap(Sentence("goods.no_value")) if code in one.products else _NOT_DECLARED
    return make.level(dollars, about_year(one), f"{one.revision} {code}")


def _share(make: GoodsFigures, one: BookYear, code: str) -> Cell:
    values = known_values(one.values).values
    if code not in values:
        return _NOT_DECLARED
    return make.part(values[code], sum(values.values()), about_year(one), f"{one.revision} {code} in all")


def _both_ways(desk: Desk, make: GoodsFigures, rows: Iterable[ProductYear]) -> Iterator[Block]:
    """Say how much of the trade is exchange of the same products, in each book that has both directions."""
    held: dict[Country, list[ProductYear]] = {}
    for row in rows:
        held.setdefault(row.reporter, []).append(row)
    said = []
    for book in (desk.asked.one, desk.asked.other, ""):
        found = (
            intra_industry(held[book], desk.pair, book, year)
            for year in sorted({row.year for row in held.get(book, ())}, reverse=True)
        )
        latest = next((one for one in found if isinstance(one, BookIntra)), None)
        if latest:
            said.append(_exchange(desk, make, latest))
    if said:
        yield Paragraph((Sentence("goods.exchange"),))
        yield Points(tuple(said))


def _exchange(desk: Desk, make: GoodsFigures, one: BookIntra) -> Sentence:
    intra, valuations = one.intra, f"{one.exports_valued} + {one.imports_valued}"
    about = About(desk.pair.subject, one.reporter, valuations, (one.year,))
    bounds = Interval(intra.index * make.tilt, min(1.0, intra.index / make.tilt))
    what = f"over products of {intra.revision} with {intra.digits} digits: {len(intra.products)}"
    index = make.figure("grubel_lloyd", intra.index, "index", about, what=what, allowed=bounds)
    most = intra.products[0]
    values: dict[str, Value] = {
        "book": Land(one.reporter) if one.reporter else Sentence("goods.reconciled"),
        "period": When(str(one.year)),
        "index": index,
        "digits": intra.digits,
    }
    if not most.index:
        return Sentence("goods.exchange_none", values)
    return Sentence(
        "goods.exchange_book", values | {"product": called(desk, Product(most.product, intra.revision))}
    )
