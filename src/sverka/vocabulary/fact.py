"""Dated facts of countries and of directed pairs: distance, population, an agreement in force."""

import msgspec

from sverka.vocabulary.country import Country
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.period import Period


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What a publisher states of `country`, or of `country` towards `partner`, in `period`.

    `name` says what is stated ("distance", "gdp", "agreement"); `detail` tells apart several facts of
    one name (the agreement, the sector), empty where there is only one. `period` is None for what has
    no date, such as a distance. `value` is in `unit`; a fact in words has `text` and no value.
    """

    name: str
    country: Country
    partner: Country | None = None
    detail: str = ""
    period: Period | None = None
    value: float | None = None
    unit: str = ""
    text: str | None = None
    origin: Origin
