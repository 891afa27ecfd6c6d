"""The decisions in `lookups.yml`, decoded strictly."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Literal

import msgspec

from sverka.sources.beside import read_beside
from sverka.sources.countries import by_name, by_old_code, country_codes
from sverka.sources.imf_dots.outside import Outside
from sverka.vocabulary.country import Country
from sverka.vocabulary.flow import Valuation

_CODE_LENGTH = 3
_DIGITS = 20  # beyond them 1e999999999 would be written out before it is compared


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which way the goods go, seen from the reporter, and where they are valued."""

    direction: Literal["export", "import"]
    valuation: Valuation

    def ends(self, reporter: Country, partner: Country) -> tuple[Country, Country]:
        """Return exporter and importer."""
        return (reporter, partner) if self.direction == "export" else (partner, reporter)


class SheetOf(Side, frozen=True, forbid_unknown_fields=True):
    """What a workbook's sheet holds; `title` stands above its table."""

    title: str


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the rows of the Direction of Trade Statistics."""

    decided_on: date
    decided_by: str
    places: dict[str, Country]
    groups: frozenset[str]
    group_codes: frozenset[str]
    unallocated: frozenset[str]
    unallocated_codes: frozenset[str]
    sheets: dict[str, SheetOf]
    units: dict[str, int]
    flows: dict[str, Side]
    dataflows: tuple[str, ...]
    indicators: dict[str, Side]
    balances: frozenset[str]
    frequencies: dict[str, str]
    scales: dict[str, int]
    largest: int
    missing: frozenset[str]
    ignored: frozenset[str]
    dollars: frozenset[str]
    marks: dict[str, str]

    def place(self, written: str, year: int | None = None) -> Country | Outside:
        """Return the country that a name or code means, or why it has no place in the book.

        A code of three capitals is read as a code only, in `year` where it changed its meaning.
        """
        if written in self.places:
            return self.places[written]
        if written in self.groups or written in self.group_codes:
            return Outside.GROUP
        if written in self.unallocated or written in self.unallocated_codes:
            return Outside.UNALLOCATED
        if len(written) == _CODE_LENGTH and written.isupper():
            return by_old_code(written, year) or Outside.PLACE
        return by_name(written) or Outside.PLACE

    def codes(self) -> tuple[Country, ...]:
        """List the codes under which the book keeps countries and areas of this source."""
        return tuple(sorted({*country_codes(), *self.places.values()}))

    def dollars_of(self, figure: Decimal, unit: int) -> int | Outside:
        """Return a figure in whole dollars, half to the even one, or Outside.LARGE."""
        if figure.adjusted() > _DIGITS or abs(figure * unit) >= self.largest:
            return Outside.LARGE
        return int((figure * unit).to_integral_value(ROUND_HALF_EVEN))


@cache
def lookups() -> Lookups:
    """Decode the decisions that stand beside this module, once."""
    return read_beside(__file__, Lookups)
