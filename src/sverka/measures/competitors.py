"""Competitors: who else supplies what a country buys from one supplier, for the main lines of that.

Unit: US dollars, whole; shares as fractions of one. Formula: s(j, k) = M(j>b, k) / sum over suppliers of
M(., k), for the products k that b buys most of from a. Reference: International Trade Centre, Trade Map user
guide (list of supplying markets for a product imported by a country).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from sverka.measures.country_goods import chosen_flows
from sverka.measures.declarants import BookOf, Goods, Trade, is_country
from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine

LINES = 10
"""How many of the main lines are looked at where nothing else is asked."""


class Supplier(msgspec.Struct, frozen=True, kw_only=True):
    """A supplier of a product: whole dollars, fraction of the buyer's imports, rank from 1 of countries."""

    country: Country
    value_usd: int
    share: float | None
    rank: int | None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A product that the buyer imports from the supplier asked about, and everybody who supplies it.

    `value_usd` is bought from that supplier, `imports_usd` from all; `suppliers` are the largest first, the
    one asked about among them.
    """

    product: str
    value_usd: int
    imports_usd: int
    share: float | None
    rank: int | None
    suppliers: tuple[Supplier, ...]


class Competitors(msgspec.Struct, frozen=True, kw_only=True):
    """The main lines, largest first, in the buyer's `book`, or its partners' where it is silent.

    `covered` is the fraction of what is bought from the supplier that the lines make up, None for nothing.
    """

    buyer: Country
    supplier: Country
    year: int
    revision: str
    digits: int | None
    book: BookOf
    lines: tuple[Line, ...]
    covered: float | None


def competitors(
    frame: "Frame",
    engine: "FrameEngine",
    goods: Goods,
    supplier: Country,
    buyer: Country,
    *,
    lines: int = LINES,
) -> Competitors:
    """Rank the suppliers of the products that `buyer` imports most of from `supplier`."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    imports = engine.cache(chosen_flows(frame.filter(nw.col("importer") == buyer), goods, Trade.IMPORTS))
    known = imports.filter(~nw.col("value_usd").is_null()).select("product", "exporter", "value_usd")
    bought = dict(engine.collect(known.filter(nw.col("exporter") == supplier).select("product", "value_usd")))
    largest = sorted(bought.items(), key=lambda item: (-item[1], item[0]))
    main = [code for code, dollars in largest[:lines] if dollars > 0]
    rows = engine.collect(known.filter(nw.col("product").is_in(main))) if main else []
    total = sum(bought.values())
    return Competitors(
        buyer=buyer,
        supplier=supplier,
        year=goods.year,
        revision=goods.revision,
        digits=goods.digits,
        book=goods.book(buyer, Trade.IMPORTS),
        lines=tuple(_line(code, supplier, [row[1:] for row in rows if row[0] == code]) for code in main),
        covered=sum(bought[code] for code in main) / total if total else None,
    )


def _line(product: str, supplier: Country, rows: Iterable[tuple[Country, int]]) -> Line:
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    imports = sum(dollars for _, dollars in ordered)
    countries = [dollars for country, dollars in ordered if is_country(country) and dollars > 0]
    suppliers = tuple(
        Supplier(
            country=country,
            value_usd=dollars,
            share=dollars / imports if imports else None,
            rank=1 + countries.index(dollars) if is_country(country) and dollars > 0 else None,
        )
        for country, dollars in ordered
    )
    own = next(one for one in suppliers if one.country == supplier)
    return Line(
        product=product,
        value_usd=own.value_usd,
        imports_usd=imports,
        share=own.share,
        rank=own.rank,
        suppliers=suppliers,
    )
