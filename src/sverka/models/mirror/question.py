"""What is asked of a pair's mirror, and the errors of a question that cannot be answered."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sverka.vocabulary.product import TOTAL, Product

if TYPE_CHECKING:
    from sverka.vocabulary.country import Pair


class Method(StrEnum):
    """Documented methods of reconciliation."""

    BACI = "baci"
    GROWTH_LAB = "growth-lab"


class Question(NamedTuple):
    """A pair, goods, years to show (None: all), a source (None: the one with most of the pair), a method.

    A product without a revision is meant in whichever revisions the sides declare it.
    """

    pair: Pair
    product: Product = TOTAL
    years: tuple[int, int] | None = None
    source: str | None = None
    method: Method = Method.BACI
    level: float = 0.95


class MirrorError(LookupError):
    """A question about a mirror that the book cannot answer."""


class NothingDeclared(MirrorError):
    """Neither country declares the goods in any source of the book."""

    def __init__(self, question: Question) -> None:
        total = question.product == TOTAL
        goods = "trade" if total else f"trade in {question.product.code}"
        years = f" in {question.years[0]}-{question.years[1]}" if question.years else ""
        one, other = question.pair
        super().__init__(
            f"Neither {one} nor {other} declares {goods} with the other{years} in this book. "
            "Post a source that holds both, as in: sverka fetch un_comtrade, sverka post un_comtrade PATH."
            f"{' Where a book holds single goods and no totals, name one with --product.' if total else ''}"
        )


class NotInSource(MirrorError):
    """The source that was named holds nothing that either country declares of the other."""

    def __init__(self, source: str, others: dict[str, int]) -> None:
        listed = ", ".join(f"{name} ({rows})" for name, rows in others.items())
        super().__init__(
            f"“{source}” holds nothing that the two countries declare of each other. "
            f"Sources that do, with the number of figures: {listed}. Name one of them with --source."
        )


class NotHarmonised(MirrorError):
    """Growth Lab's method is asked for goods that are no subheading, heading or chapter of the HS."""

    def __init__(self, product: Product) -> None:
        named = f"{product.code} of {product.revision}" if product.revision else product.code
        super().__init__(
            f"“{named}” is not in reach of Growth Lab's method, which reconciles the subheadings of the HS "
            "(6 digits); a heading (4) or a chapter (2) is the sum of its subheadings. "
            "Name one of these, or ask with --method baci."
        )
