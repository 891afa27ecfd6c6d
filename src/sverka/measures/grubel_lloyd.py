"""Grubel-Lloyd: how much of two countries' trade is exchange of the same products for each other.

Unit: an index from 0 (each product goes one way) to 1 (as much goes as comes), at a stated level of detail.
Formula: GL(k) = 1 - |X(k) - M(k)| / (X(k) + M(k)); all products, weighted by their trade,
GL = 1 - sum |X(k) - M(k)| / sum (X(k) + M(k)). The broader the products the higher the index, since unlike
goods offset each other within one; and exports FOB beside imports CIF lower it a little. Reference:
H. G. Grubel, P. J. Lloyd (1975), Intra-industry trade: the theory and measurement of international trade in
differentiated products, London: Macmillan, chapter 2.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

import msgspec

from sverka.measures.book_year import BookYear, book_years
from sverka.measures.known_values import known_values
from sverka.measures.missing import Missing
from sverka.measures.product_history import ProductYear
from sverka.vocabulary.country import Country, Pair
from sverka.vocabulary.product import TOTAL

COLUMNS = (
    *("country", "partner", "reporter", "year", "revision", "digits", "product"),
    *("exports_usd", "imports_usd", "exports_valued", "imports_valued", "grubel_lloyd", "reason"),
)


class ProductIntra(msgspec.Struct, frozen=True):
    """A product's exports and imports in whole US dollars, and its index."""

    product: str
    exports_usd: int
    imports_usd: int
    index: float


class IntraIndustry(msgspec.Struct, frozen=True, kw_only=True):
    """The index over all products and each product's, those with most trade both ways first.

    `digits` is the level of detail of the products, without which the index says nothing. `unknown`
    products lack a value in one direction and are in no sum.
    """

    digits: int
    revision: str
    exports_usd: int
    imports_usd: int
    index: float
    products: tuple[ProductIntra, ...]
    unknown: tuple[str, ...]


class BookIntra(msgspec.Struct, frozen=True, kw_only=True):
    """Intra-industry trade of `country` with `partner` in a year, as one book has both directions.

    `reporter` is "" for reconciled flows. The valuations tell whether the two sides are on one basis.
    """

    country: Country
    partner: Country
    reporter: Country
    year: int
    exports_valued: str
    imports_valued: str
    intra: IntraIndustry


def product_index(exports: int, imports: int) -> float | None:
    """Return a product's index, None where there is no trade in it."""
    trade = exports + imports
    return 2 * min(exports, imports) / trade if trade else None


def grubel_lloyd(
    exports: Mapping[str, int | None], imports: Mapping[str, int | None], *, digits: int, revision: str
) -> IntraIndustry | None:
    """Return the index of whole US dollars by product, of one revision and `digits` digits.

    A product that is in one mapping only is traded one way; one whose value is None is unknown. None where
    nothing is traded. Raises NegativeValue.
    """
    out, back = known_values(exports), known_values(imports)
    unknown = {*out.unknown, *back.unknown}
    products = []
    for code in sorted((out.values.keys() | back.values.keys()) - unknown):
        sent, come = out.values.get(code, 0), back.values.get(code, 0)
        index = product_index(sent, come)
        if index is not None:
            products.append(ProductIntra(code, sent, come, index))
    if not products:
        return None
    sent, come = sum(one.exports_usd for one in products), sum(one.imports_usd for one in products)
    matched = sum(min(one.exports_usd, one.imports_usd) for one in products)
    return IntraIndustry(
        digits=digits,
        revision=revision,
        exports_usd=sent,
        imports_usd=come,
        index=2 * matched / (sent + come),
        products=tuple(
            sorted(products, key=lambda one: (-min(one.exports_usd, one.imports_usd), one.product))
        ),
        unknown=tuple(sorted(unknown)),
    )


def intra_industry(
    rows: Iterable[ProductYear], pair: Pair, reporter: Country, year: int
) -> BookIntra | Missing:
    """Return the intra-industry trade of a pair in one book ("" for reconciled flows) and year.

    Exports and imports are the reporter's, those of the pair's first country in a reconciled book. Both
    directions must be there in one revision, the newest that both have; where a book values a direction
    in two ways, the same way for both is taken. `rows` are of one source and level of detail. Raises
    TwoRows, MixedLevels, NegativeValue.
    """
    country = reporter or pair.first
    partner = pair.other(country)
    held = book_years(row for row in rows if (row.reporter, row.year) == (reporter, year))
    out = [one for one in held if (one.exporter, one.importer) == (country, partner)]
    back = [one for one in held if (one.exporter, one.importer) == (partner, country)]
    both = [
        (one, other)
        for one in out
        for other in back
        if one.revision == other.revision and _any_known(one) and _any_known(other)
    ]
    reason = _lack(out, back)
    if both:
        one, other = max(both, key=_preference)
        found = grubel_lloyd(one.values, other.values, digits=one.digits, revision=one.revision)
        if found:
            return BookIntra(
                country=country,
                partner=partner,
                reporter=reporter,
                year=year,
                exports_valued=one.valuation,
                imports_valued=other.valuation,
                intra=found,
            )
    return Missing(
        measure="grubel_lloyd", subject=pair.subject, period=str(year), book=reporter or None, reason=reason
    )


def _any_known(year: BookYear) -> bool:
    return bool(known_values(year.values).values)


def _preference(both: tuple[BookYear, BookYear]) -> tuple[object, ...]:
    one, other = both
    newest = one.revision.startswith("HS"), one.revision
    return one.valuation == other.valuation, newest, one.valuation, other.valuation


def _lack(out: Iterable[BookYear], back: Iterable[BookYear]) -> str:
    """Say what a pair of directions lacks: silence about one of them is not trade that goes one way."""
    sent, come = {one.revision for one in out}, {one.revision for one in back}
    if not sent or not come:
        which = "exports" if not sent else "imports"
        return f"the book has no products of the {which}, and silence about them does not mean zero"
    if sent.isdisjoint(come):
        return f"exports are declared in {', '.join(sorted(sent))}, imports in {', '.join(sorted(come))}"
    return "in one of the directions no product has a value, or there is no trade at all"


def table(rows: Iterable[ProductYear], pair: Pair) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return COLUMNS and, for each book and year, a row over all products ("TOTAL") and one a product.

    Where there is no index the row over all products gives the `reason`.
    """
    books: defaultdict[tuple[Country, int], list[ProductYear]] = defaultdict(list)
    for row in rows:
        books[row.reporter, row.year].append(row)
    found: list[tuple[Any, ...]] = []
    for (reporter, year), held in sorted(books.items(), key=itemgetter(0)):
        answer = intra_industry(held, pair, reporter, year)
        country = reporter or pair.first
        key: tuple[Any, ...] = (country, pair.other(country), reporter, year)
        if isinstance(answer, Missing):
            found.append((*key, "", None, TOTAL.code, None, None, "", "", None, answer.reason))
            continue
        intra, valued = answer.intra, (answer.exports_valued, answer.imports_valued)
        key = (*key, intra.revision, intra.digits)
        found.append((*key, TOTAL.code, intra.exports_usd, intra.imports_usd, *valued, intra.index, ""))
        found += [
            (*key, one.product, one.exports_usd, one.imports_usd, *valued, one.index, "")
            for one in intra.products
        ]
    return COLUMNS, found
