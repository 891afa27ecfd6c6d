"""The largest products of a direction over the years, in the book of each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Cell, Gap, Land, Picture, Sentence, Table, Value, When
from sverka.dossier.pictures.multiples import Multiples, Panel
from sverka.dossier.pictures.series import Level
from sverka.dossier.sections.goods_figures import About
from sverka.dossier.sections.goods_names import called
from sverka.measures.known_values import known_values
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.sections.goods_figures import GoodsFigures
    from sverka.dossier.sections.goods_question import Way
    from sverka.measures.product_history import ProductYear
    from sverka.vocabulary.country import Country

_PANELS = 9
_FEWEST = 3  # years that make a line


def years_blocks(desk: Desk, make: GoodsFigures, way: Way, rows: Iterable[ProductYear]) -> Iterator[Picture]:
    """Draw the largest products of the newest year; nothing where there are fewer than three years.

    Codes are those of one revision: years that are declared in another one are gaps, not joined.
    """
    revision = way.main.revision
    books = (way.exporter, way.importer)
    held = [
        row
        for row in rows
        if (row.exporter, row.importer, row.revision) == (*books, revision) and row.reporter in books
    ]
    if len({row.year for row in held}) < _FEWEST:
        return
    values = known_values(way.main.values).values
    codes = sorted((code for code in values if values[code]), key=lambda code: (-values[code], code))[
        :_PANELS
    ]
    series = _series(held)
    named: dict[str, Value] = {"exporter": Land(way.exporter), "importer": Land(way.importer)}
    name = f"{way.exporter}-{way.importer}".lower()
    panels = tuple(
        Panel(
            called(desk, Product(code, revision)),
            *(_levels(series.get((book, code), {})) for book in books),
        )
        for code in codes
    )
    if not panels:
        return
    yield Picture(
        id=f"goods-years-{name}",
        caption=Sentence("goods_years.caption", named | {"revision": revision}),
        alt=Sentence("goods_years.alt", named),
        drawing=Multiples(countries=books, panels=panels, shared=False),
        table=_table(desk, make, way, codes, series),
    )


_Series = dict[tuple[str, str], dict[int, "ProductYear"]]


def _series(rows: Iterable[ProductYear]) -> _Series:
    found: _Series = {}
    for row in rows:
        if row.value_usd is not None:
            found.setdefault((row.reporter, row.product), {})[row.year] = row
    return found


def _levels(years: dict[int, ProductYear]) -> tuple[Level, ...]:
    return tuple(Level(year, float(years[year].value_usd or 0)) for year in sorted(years))


def _table(desk: Desk, make: GoodsFigures, way: Way, codes: list[str], series: _Series) -> Table:
    books: tuple[Country, Country] = (way.exporter, way.importer)
    years = sorted({year for code in codes for book in books for year in series.get((book, code), {})})
    rows: list[tuple[Cell, ...]] = []
    for code in codes:
        for book in books:
            known = series.get((book, code), {})
            cells = (_cell(make, way, known.get(year)) for year in years)
            product = called(desk, Product(code, way.main.revision))
            rows.append((product, Land(book), *cells))
    return Table(
        id=f"goods-years-table-{way.exporter}-{way.importer}".lower(),
        caption=Sentence("goods_years.table"),
        headings=(
            Sentence("column.product"),
            Sentence("column.book"),
            *(Sentence("goods_years.year", {"year": When(str(year))}) for year in years),
        ),
        rows=tuple(rows),
    )


def _cell(make: GoodsFigures, way: Way, row: ProductYear | None) -> Cell:
    if row is None:
        return Gap(Sentence("goods.not_declared"))
    about = About(way.subject, row.reporter, row.valuation, (row.year,))
    return make.level(row.value_usd or 0, about, f"{row.revision} {row.product}")
