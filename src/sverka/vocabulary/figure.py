"""Figures: numbers that carry all it takes to check them."""

import msgspec

from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.period import Period


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with unit, period, book, valuation, method and origins.

    `book` is the country in whose books it stands, None for a reconciled figure. `unit` is "USD", "%",
    "times" or the thing counted. `allowed` is the interval that the publisher's usual revisions leave
    around the value, in the same unit.
    """

    measure: str
    subject: Subject
    value: float
    unit: str
    period: Period
    book: Country | None
    valuation: str
    method: str
    allowed: Interval
    origins: tuple[Origin, ...]
