"""How the terminal lays a measure out: what tells its tables apart, and their columns."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from sverka.dossier import show
from sverka.measures.question import Measure
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.product import TOTAL

Row: TypeAlias = Mapping[str, Any]


class Layout(NamedTuple):
    """Rows of one `title` make a table; `words` are the columns at its left, `numbers` those at its right.

    `order` puts the rows of a table in order, where the measure's own is not one to be read.
    """

    title: Callable[[Row], str]
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    order: Callable[[Row], Any] | None = None


def _goods(row: Row) -> str:
    return show.subject(goods_flow(row["exporter"], row["importer"]))


def _growth(row: Row) -> str:
    book = f"book: {show.book(row['reporter'] or None)}"
    declared = ", ".join(part for part in (row["valuation"], row["revision"]) if part)
    return ", ".join(filter(None, (_goods(row), book, declared, f"{row['before']} to {row['after']}")))


def _flow(row: Row) -> str:
    return f"{_goods(row)}, book: {show.book(row['reporter'] or None)}, {row['valuation']}, {row['revision']}"


def _exchange(row: Row) -> str:
    level = f", {row['digits']} digits of {row['revision']}" if row["digits"] else ""
    return f"book: {show.book(row['reporter'] or None)}{level}"


def _exports(row: Row) -> str:
    market = show.subject(row["market"]) if row["market"] else "the world"
    two = " (first) and ".join(map(show.subject, (row["first"], row["second"])))
    return f"exports of {two} (second) to {market}, {row['digits']} digits of {row['revision']}"


def _partner(row: Row) -> str:
    return f"{show.subject(row['partner'])} in the {row['trade']} of {show.subject(row['country'])}"


def _supplied(row: Row) -> str:
    bought = f"{row['product']} ({row['revision']}), which {show.subject(row['buyer'])} buys"
    return f"{bought} from {show.subject(row['supplier'])} and others, {row['year']}"


def _year(row: Row) -> str:
    return f"{_goods(row)}, {row['year']}"


def _compared(row: Row) -> str:
    return f"{_year(row)}; exports: {row['export_book']} book, imports: {row['import_book']} book"


def _complexity(row: Row) -> str:
    return f"{row['digits']} digits of {row['revision']}, {row['year']}"


def _newest(row: Row) -> int:
    return -int(row["year"])


def _largest(row: Row) -> tuple[int, int]:
    return -row["year"], -row["value_usd"]


def _all_goods(row: Row) -> tuple[bool, int]:
    return row["product"] != TOTAL.code, -row["year"]


LAYOUTS: Final[Mapping[Measure, Layout]] = {
    Measure.DECOMPOSITION: Layout(
        _growth, ("product", "margin"), ("before_usd", "after_usd", "change_usd", "points", "reason")
    ),
    Measure.PRICE_QUANTITY: Layout(
        _growth, ("product",), ("change_usd", "price_usd", "quantity_usd", "reason")
    ),
    Measure.CONCENTRATION: Layout(
        _flow,
        ("year", "largest"),
        ("largest_part", "value_usd", "lines", "herfindahl", "effective"),
        _newest,
    ),
    Measure.INTRA_INDUSTRY: Layout(
        _exchange,
        ("year", "product"),
        ("exports_usd", "imports_usd", "grubel_lloyd", "reason"),
        _all_goods,
    ),
    Measure.UNIT_VALUES: Layout(
        _flow,
        ("year", "product", "quantity_unit"),
        ("unit_value", "median", "low", "high", "outlier"),
        _largest,
    ),
    Measure.SIMILARITY: Layout(
        _exports, ("year",), ("similarity", "common", "first_usd", "second_usd"), _newest
    ),
    Measure.POSITION: Layout(
        _partner, ("year", "book"), ("value_usd", "share", "rank", "of", "world_usd"), _newest
    ),
    Measure.COMPETITORS: Layout(_supplied, ("competitor", "book"), ("value_usd", "share", "rank")),
    Measure.COMPLEMENTARITY: Layout(_compared, (), ("complementarity", "products", "common")),
    Measure.INTENSITY: Layout(_compared, (), ("sent_usd", "exports_usd", "imports_usd", "intensity")),
    Measure.UNTAPPED: Layout(
        _year, ("product",), ("potential_usd", "current_usd", "share", "world_share", "rca")
    ),
    Measure.COMPLEXITY: Layout(
        _complexity, ("kind", "code"), ("complexity", "rank", "of", "count", "reason")
    ),
}
