"""Decisions about the names and codes of the trade matrix, from `lookups.yml`."""

from datetime import date

import msgspec

from sverka.sources import countries
from sverka.sources.beside import read_beside
from sverka.vocabulary.country import Country


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the matrix."""

    decided_on: date
    decided_by: str
    revision: str
    flag: str
    sections: dict[str, str]
    exports: tuple[str, ...]
    imports: tuple[str, ...]
    first_group: int
    names: dict[str, Country]

    def codes(self) -> dict[int, Country]:
        """Return the country of each numeric code, Comtrade's own among them."""
        return {int(code): country for code, country in countries.numeric_codes().items()}


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
