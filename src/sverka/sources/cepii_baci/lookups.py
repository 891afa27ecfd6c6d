"""The decisions in `lookups.yml`, decoded strictly."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from sverka.sources.beside import read_beside
from sverka.sources.countries import numeric_codes
from sverka.vocabulary.country import Country


class Difference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code for which the release's list and the book have other letters."""

    list: Country
    book: Country
    why: str


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the rows of BACI."""

    decided_on: date
    decided_by: str
    revisions: dict[str, str]
    areas: dict[str, Country]
    differences: dict[str, Difference]
    other_products: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def countries(self) -> Mapping[int, Country]:
        """Return the country or area of every numeric code."""
        known = {int(code): country for code, country in numeric_codes().items()}
        return known | {int(code): country for code, country in self.areas.items()}


@cache
def lookups() -> Lookups:
    """Decode the decisions that stand beside this module, once."""
    return read_beside(__file__, Lookups)
