"""Ask for measures of a pair beside all other countries: these read every country's rows of a source.

A source about the pair alone gives no answer, but for the advantages, which say whose exports they compare.
Those of one year take the last in which the pair trades anything, among the years asked for.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sverka.measures import rca, similarity
from sverka.measures.competitors import Competitors, competitors
from sverka.measures.complementarity import ask_complementarity
from sverka.measures.complexity import Undefined, ask_complexity
from sverka.measures.country_goods import country_goods
from sverka.measures.declarants import Goods, Trade, choose_goods, declarations, total_goods
from sverka.measures.intensity import import_totals, intensity_among
from sverka.measures.position import partners, position
from sverka.measures.question import Inquiry, Rows, in_order, of_product
from sverka.measures.rca import advantages
from sverka.measures.untapped import Untapped, untapped

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame
    from sverka.measures.complexity import Complexity
    from sverka.vocabulary.country import Country

POSITION = (
    *("country", "partner", "trade", "year", "book", "value_usd", "share", "rank", "of"),
    *("world_usd", "world_published"),
)
COMPETITORS = (
    *("buyer", "supplier", "year", "revision", "book", "product"),
    *("competitor", "value_usd", "share", "rank", "imports_usd"),
)
COMPLEMENTARITY = (
    *("exporter", "importer", "year", "revision", "digits"),
    *("export_book", "import_book", "complementarity", "products", "common"),
)
INTENSITY = (
    *("exporter", "importer", "year", "export_book", "import_book"),
    *("sent_usd", "exports_usd", "imports_usd", "world_usd", "own_usd", "intensity"),
)
UNTAPPED = (
    *("exporter", "importer", "year", "revision", "product", "potential_usd", "current_usd"),
    *("imports_usd", "exports_usd", "share", "world_share", "rca", "capped"),
)
COMPLEXITY = ("kind", "code", "year", "revision", "digits", "complexity", "rank", "of", "count", "reason")
_HEADING = 4  # digits at which complexity is usual


def ask_advantages(at: Inquiry) -> Rows:
    """List both countries' revealed comparative advantages, worked out over all countries."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    if at.known.digits is None:
        return rca.COLUMNS, []
    found = rca.rca(at.frame, at.engine.cache, side=at.known.side, digits=at.known.digits)
    exporter = nw.col("exporter")
    theirs = found.filter((exporter == at.asked.pair.first) | (exporter == at.asked.pair.second))
    return rca.COLUMNS, sorted(at.engine.collect(of_product(theirs, at.asked.product)), key=in_order)


def ask_similarity(at: Inquiry) -> Rows:
    """Compare what the two export to all countries, year by year."""
    if at.known.digits is None or not at.has_others():
        return similarity.COLUMNS, []
    exports = similarity.exports_by_product(
        at.narrowed, at.asked.pair, side=at.known.side, digits=at.known.digits
    )
    return similarity.table(at.engine.collect(exports), at.asked.pair, at.known.digits)


def ask_position(at: Inquiry) -> Rows:
    """Rank each country among the other's partners, year by year."""
    found: list[tuple[Any, ...]] = []
    for country in at.asked.pair if at.has_others() else ():
        for theirs in partners(at.narrowed, at.engine, country):
            one = position(theirs, at.asked.pair.other(country))
            about = (one.country, one.partner, one.trade, one.year, one.book)
            figures = (one.value_usd, one.share, one.rank, one.of, one.world_usd, one.world_published)
            found.append((*about, *figures))
    return POSITION, found


def ask_competitors(at: Inquiry) -> Rows:
    """List who supplies the main lines that each country buys from the other."""
    frame, goods = _latest(at, at.narrowed)
    if goods is None:
        return COMPETITORS, []
    found: list[tuple[Any, ...]] = []
    for supplier, buyer in _directions(at):
        found += _suppliers(competitors(frame, at.engine, goods, supplier, buyer))
    return COMPETITORS, found


def _suppliers(found: Competitors) -> Iterator[tuple[Any, ...]]:
    for line in found.lines:
        about = (found.buyer, found.supplier, found.year, found.revision, found.book, line.product)
        for one in line.suppliers:
            yield (*about, one.country, one.value_usd, one.share, one.rank, line.imports_usd)


def ask_fit(at: Inquiry) -> Rows:
    """Measure how well what each exports fits what the other imports."""
    frame, goods = _latest(at, at.narrowed)
    if goods is None:
        return COMPLEMENTARITY, []
    found: list[tuple[Any, ...]] = []
    for exporter, importer in _directions(at):
        one = ask_complementarity(frame, at.engine, goods, exporter, importer)
        about = (one.exporter, one.importer, one.year, one.revision, one.digits)
        found.append((*about, one.export_book, one.import_book, one.index, one.products, len(one.fits)))
    return COMPLEMENTARITY, found


def ask_intensity(at: Inquiry) -> Rows:
    """Measure each direction's trade beside the importer's weight in the world's; published totals first."""
    frame, goods = _latest(at, at.narrowed, totals=True)
    if goods is None:
        return INTENSITY, []
    imported = import_totals(frame, at.engine, goods)
    found: list[tuple[Any, ...]] = []
    for direction in _directions(at):
        one = intensity_among(frame, at.engine, goods, direction, imported)
        books = (one.export_book, one.import_book)
        dollars = (one.sent_usd, one.exports_usd, one.imports_usd, one.world_usd, one.own_usd)
        found.append((one.exporter, one.importer, one.year, *books, *dollars, one.index))
    return INTENSITY, found


def ask_untapped(at: Inquiry) -> Rows:
    """List what each exports competitively and the other buys from elsewhere, the most at stake first."""
    frame, goods = _latest(at, at.frame)
    if goods is None:
        return UNTAPPED, []
    exports = at.engine.cache(country_goods(frame, goods, Trade.EXPORTS))
    theirs = at.engine.cache(advantages(exports))
    found: list[tuple[Any, ...]] = []
    for direction in _directions(at):
        rows = _lines(untapped(frame, at.engine, goods, theirs, direction))
        found += [row for row in rows if row[4].startswith(at.asked.product or "")]
    return UNTAPPED, found


def _lines(found: Untapped) -> Iterator[tuple[Any, ...]]:
    for one in found.lines:
        about = (found.exporter, found.importer, found.year, found.revision, one.product)
        dollars = (one.potential_usd, one.current_usd, one.imports_usd, one.exports_usd)
        yield (*about, *dollars, one.share, one.world_share, one.rca, one.capped)


def ask_complexities(at: Inquiry) -> Rows:
    """Rank both countries and every product by economic complexity: headings, over all countries."""
    frame, goods = _latest(at, at.frame)
    if goods is None:
        return COMPLEXITY, []
    heading = min(_HEADING, goods.digits or _HEADING)
    exports = at.engine.cache(country_goods(frame, goods, Trade.EXPORTS, heading=heading))
    answer = ask_complexity(at.engine.cache(advantages(exports)), at.engine)
    about = (goods.year, goods.revision, heading)
    if isinstance(answer, Undefined):
        return COMPLEXITY, [("", "", *about, None, None, None, None, answer.why.value)]
    ranked = list(_ranked(answer, about))
    return COMPLEXITY, [row for row in ranked if _asked_for(at, row[0], row[1])]


def _ranked(found: "Complexity", about: tuple[int, str, int]) -> Iterator[tuple[Any, ...]]:
    """Yield countries, then products, the most complex first; `count` is diversity, and ubiquity."""
    kinds = (
        ("country", found.advantages.countries, found.eci, found.diversity),
        ("product", found.advantages.products, found.pci, found.ubiquity),
    )
    for kind, codes, index, counts in kinds:
        order = sorted(range(len(codes)), key=lambda place: (-float(index[place]), codes[place]))
        for rank, place in enumerate(order, 1):
            figures = (float(index[place]), rank, len(codes), int(counts[place]))
            yield (kind, codes[place], *about, *figures, "")


def _asked_for(at: Inquiry, kind: str, code: str) -> bool:
    if kind == "country":
        return code in at.asked.pair
    product = at.asked.product or ""
    return code.startswith(product) or product.startswith(code)


def _directions(at: Inquiry) -> "tuple[tuple[Country, Country], ...]":
    one, other = at.asked.pair
    return (one, other), (other, one)


def _latest(at: Inquiry, frame: "Frame", *, totals: bool = False) -> "tuple[Frame, Goods | None]":
    """Return the rows of the last year in which the pair trades, and how its goods are counted there.

    None where nothing is traded or the source is about the pair alone.
    """
    import narwhals as nw  # noqa: PLC0415

    year = at.known.latest
    if year is None or not at.has_others():
        return frame, None
    rows = frame.filter(nw.col("year") == year)
    declared = declarations(rows, at.engine)
    chosen = total_goods(declared, year) if totals else None
    return rows, chosen or choose_goods(declared, year, at.asked.pair)
