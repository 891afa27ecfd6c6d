"""Trade complementarity: how well what one country exports fits what the other imports.

Unit: index from 0 (no product in common) to 100 (the same structure). Formula:
TC(i, j) = 100 (1 - sum over products k of |m(j, k) - x(i, k)| / 2), with x the shares of products in i's
exports and m those in j's imports; the same as 100 sum of min(m, x). Reference: M. Michaely (1996), Trade
preferential agreements in Latin America: an ex-ante assessment, World Bank Policy Research Working Paper
1583.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from sverka.measures.country_goods import basket
from sverka.measures.declarants import BookOf, Goods, Trade
from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """A product's part of the index: `points` of 100, the smaller of its shares times 100."""

    product: str
    points: float
    of_exports: float
    of_imports: float


class Complementarity(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one direction, None where one side trades nothing, and what it is made of.

    `products` counts the codes that either trades; `fits` are those that both do, the weightiest first; their
    points add up to `index`. The index depends on the level of detail: `digits`.
    """

    exporter: Country
    importer: Country
    year: int
    revision: str
    digits: int | None
    export_book: BookOf
    import_book: BookOf
    index: float | None
    products: int
    fits: tuple[Fit, ...]


def complementarity(exports: Mapping[str, int], imports: Mapping[str, int]) -> float | None:
    """Return the index of two structures in dollars by product; None where one of them is empty."""
    x, m = _shares(exports), _shares(imports)
    if not x or not m:
        return None
    distance = sum(abs(m.get(code, 0.0) - x.get(code, 0.0)) for code in sorted(x.keys() | m.keys()))
    return min(100.0, max(0.0, 100 * (1 - distance / 2)))  # rounding alone leaves the bounds


def ask_complementarity(
    frame: "Frame", engine: "FrameEngine", goods: Goods, exporter: Country, importer: Country
) -> Complementarity:
    """Compare what `exporter` sends to all countries with what `importer` gets from all."""
    exports = basket(frame, engine, goods, Trade.EXPORTS, exporter)
    imports = basket(frame, engine, goods, Trade.IMPORTS, importer)
    return Complementarity(
        exporter=exporter,
        importer=importer,
        year=goods.year,
        revision=goods.revision,
        digits=goods.digits,
        export_book=goods.book(exporter, Trade.EXPORTS),
        import_book=goods.book(importer, Trade.IMPORTS),
        index=complementarity(exports, imports),
        products=len(exports.keys() | imports.keys()),
        fits=fits(exports, imports),
    )


def fits(exports: Mapping[str, int], imports: Mapping[str, int]) -> tuple[Fit, ...]:
    """Return what each product that both trade adds to the index, the most first."""
    x, m = _shares(exports), _shares(imports)
    found = (
        Fit(product=code, points=100 * min(x[code], m[code]), of_exports=x[code], of_imports=m[code])
        for code in x.keys() & m.keys()
    )
    return tuple(sorted((one for one in found if one.points > 0), key=lambda one: (-one.points, one.product)))


def _shares(dollars: Mapping[str, int]) -> dict[str, float]:
    total = sum(dollars.values())
    return {code: value / total for code, value in dollars.items()} if total else {}
