"""Print measures as tables: the source above, reporter, valuation and unit beside the figures."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from sverka.dossier import show
from sverka.faces.cli.measure_layouts import LAYOUTS
from sverka.measures.question import Measure
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sverka.faces.cli.measure_layouts import Layout
    from sverka.measures.measure import SourceTable
    from sverka.measures.question import Question

_SHOWN = 20  # products of a table; --json has all
_YEARS = 5  # columns of a history
_NOTHING = "–"  # nothing declared, which is not 0


def print_measure(found: Iterable[SourceTable], question: Question) -> None:
    """Print a section a source; a book without figures of the pair is told so."""
    console = Console(highlight=False)
    names = show.subject(question.pair.subject)
    asked = list(found)
    if not any(one.table.rows for one in asked):
        console.print(f"The book holds no {_about(question)} of {names}.", markup=False)
        return
    console.print(Text(f"{names}: {_about(question)}", style="bold"))
    for one in asked:
        console.print(_source(one))
        for table in _TABLES[question.measure]([_named(one.table.columns, row) for row in one.table.rows]):
            console.print(table)


def _about(question: Question) -> str:
    product = f" of products {question.product}…" if question.product else ""
    years = question.years
    span = "" if years is None else f", {years[0]}" if years[0] == years[1] else f", {years[0]}–{years[1]}"
    return f"{_TITLES[question.measure]}{product}{span}"


def _source(one: SourceTable) -> Text:
    card = one.card
    words = f"{card.title}. {card.publisher}. Licence: {card.licence}." if card else one.source
    return Text(f"\n{words} Unit: {one.table.unit}.", style="bright_black")


def _named(columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(columns, row, strict=True))


def _totals(rows: list[dict[str, Any]]) -> Iterator[Table]:
    table = _table("Year", "Goods", "Book", "Valuation", "", right=("USD",))
    for row in rows:
        goods = show.subject(goods_flow(row["exporter"], row["importer"]))
        table.add_row(
            str(row["year"]),
            goods,
            show.book(row["reporter"]),
            row["valuation"],
            _basis(row),
            _dollars(row["value_usd"]),
        )
    yield table


def _basis(row: dict[str, Any]) -> Text:
    if row["published"]:
        words = "as published"
    else:
        words = f"sum of {row['rows']:,} rows by {row['revision'] or 'product'}"
    marked = f", {row['marked']:,} marked by the publisher" if row["marked"] else ""
    return Text(f"{words}{marked}", style="bright_black")


def _history(rows: list[dict[str, Any]]) -> Iterator[Table]:
    """Lay products against the last years, the largest of the last year first."""
    for key, group in groupby(rows, key=lambda row: tuple(row[name] for name in _BOOK)):
        found = list(group)
        years = sorted({row["year"] for row in found})[-_YEARS:]
        cells = {(row["product"], row["year"]): row["value_usd"] for row in found}
        products = sorted(
            {row["product"] for row in found if row["year"] in years},
            key=lambda product: [-(cells.get((product, year)) or 0) for year in reversed(years)],
        )
        exporter, importer, reporter, valuation, revision = key
        table = _table(revision, right=tuple(f"USD {year}" for year in years))
        goods = show.subject(goods_flow(exporter, importer))
        table.title = escape(f"{goods}, book: {show.book(reporter or None)}, {valuation}")
        for product in products[:_SHOWN]:
            table.add_row(product, *(_dollars(cells.get((product, year))) for year in years))
        yield _captioned(table, len(products))


_BOOK = ("exporter", "importer", "reporter", "valuation", "revision")


def _advantages(rows: list[dict[str, Any]]) -> Iterator[Table]:
    """Show each country's last year, the greatest advantage first."""
    for exporter, group in groupby(rows, key=lambda row: row["exporter"]):
        found = list(group)
        last = max(row["year"] for row in found)
        chosen = [row for row in found if row["year"] == last]
        table = _table("Product", "Revision", right=("USD", "of the world's USD", "RCA", "symmetric"))
        table.title = escape(f"{show.subject(exporter)}, {last}")
        for row in sorted(chosen, key=lambda row: -(row["rca"] or 0))[:_SHOWN]:
            table.add_row(
                row["product"],
                row["revision"],
                _dollars(row["value_usd"]),
                _dollars(row["of_product"]),
                _ratio(row["rca"]),
                _ratio(row["symmetric"]),
            )
        yield _captioned(table, len(chosen))


def _mirror(rows: list[dict[str, Any]]) -> Iterator[Table]:
    for (exporter, importer), group in groupby(rows, key=lambda row: (row["exporter"], row["importer"])):
        found = sorted(group, key=lambda row: (-row["year"], -abs(row["gap"] or 0)))
        table = _table("Year", "Product", right=("exporter's USD", "importer's USD", "gap", "ratio"))
        table.title = escape(show.subject(goods_flow(exporter, importer)))
        for row in found[:_SHOWN]:
            goods = "all goods" if row["product"] == TOTAL.code else f"{row['revision']} {row['product']}"
            exported, imported = row["exporter_usd"], row["importer_usd"]
            table.add_row(
                str(row["year"]),
                goods,
                _dollars(exported) if exported is None else f"{_dollars(exported)} {Valuation.FOB}",
                _dollars(imported) if imported is None else f"{_dollars(imported)} {row['import_valuation']}",
                _dollars(row["gap"]),
                _ratio(row["ratio"]),
            )
        yield _captioned(table, len(found))


def _table(*left: str, right: tuple[str, ...]) -> Table:
    table = Table(box=box.HORIZONTALS, padding=(0, 1), header_style="bold", title_justify="left")
    for name in left:
        table.add_column(name, overflow="fold")
    for name in right:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _captioned(table: Table, count: int) -> Table:
    if count > _SHOWN:
        table.caption = f"{_SHOWN} of {count:,} rows; --json gives all"
    return table


def _dollars(value: int | None) -> str:
    return _NOTHING if value is None else f"{value:,}"


def _ratio(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:,.2f}"


def _laid_out(rows: list[dict[str, Any]], layout: Layout) -> Iterator[Table]:
    """Lay rows out as a measure's layout says: a table for each of what its titles tell apart."""
    named: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=layout.order) if layout.order else rows:
        named.setdefault(layout.title(row), []).append(row)
    for title, found in named.items():
        numbers = [name for name in layout.numbers if name != "reason"]
        table = _table(right=())
        for name in layout.words:
            table.add_column(_heading(name), no_wrap=True)
        for name in numbers:
            table.add_column(_heading(name), justify="right", overflow="fold")
        reasons = any(row.get("reason") for row in found)
        if reasons:
            table.add_column("reason", overflow="fold")
        table.title = escape(title)
        for row in found[:_SHOWN]:
            cells = [str(row[name]) for name in layout.words] + [_number(row[name]) for name in numbers]
            table.add_row(*cells, *([row["reason"]] if reasons else []))
        yield _captioned(table, len(found))


def _heading(column: str) -> str:
    return column.replace("_usd", " USD").replace("_", " ")


def _number(value: float | None) -> str:
    match value:
        case None:
            return _NOTHING
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
    return f"{value:,.4g}" if abs(value) < 1 else f"{value:,.2f}"


_TITLES = {
    Measure.PAIR_TOTALS: "yearly totals",
    Measure.PRODUCT_HISTORY: "product history",
    Measure.RCA: "revealed comparative advantage",
    Measure.MIRROR_JOIN: "both sides' declarations",
    Measure.DECOMPOSITION: "growth by product",
    Measure.PRICE_QUANTITY: "growth by price and quantity",
    Measure.CONCENTRATION: "concentration by product",
    Measure.INTRA_INDUSTRY: "intra-industry trade (Grubel-Lloyd)",
    Measure.UNIT_VALUES: "unit values",
    Measure.SIMILARITY: "similarity of exports (Finger-Kreinin)",
    Measure.POSITION: "position among partners",
    Measure.COMPETITORS: "suppliers of the main lines",
    Measure.COMPLEMENTARITY: "trade complementarity (Michaely)",
    Measure.INTENSITY: "trade intensity",
    Measure.UNTAPPED: "untapped lines",
    Measure.COMPLEXITY: "economic complexity",
}
_TABLES: dict[Measure, Callable[[list[dict[str, Any]]], Iterator[Table]]] = {
    Measure.PAIR_TOTALS: _totals,
    Measure.PRODUCT_HISTORY: _history,
    Measure.RCA: _advantages,
    Measure.MIRROR_JOIN: _mirror,
    **{measure: partial(_laid_out, layout=layout) for measure, layout in LAYOUTS.items()},
}
