"""Decisions about the codes and provisions of penppml, from `lookups.yml`."""

from datetime import date

import msgspec

from sverka.sources import countries
from sverka.sources.beside import read_beside
from sverka.vocabulary.country import Country


class Fix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country that a code stands for, and why."""

    country: Country
    why: str


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the table."""

    decided_on: date
    decided_by: str
    codes: dict[str, Fix]
    no_countries: dict[str, str]
    provisions: dict[str, str]

    def countries(self) -> dict[str, Country]:
        """Return the country of every code that stands for one."""
        return {
            **{code: code for code in countries.country_codes()},
            **{code: fix.country for code, fix in self.codes.items()},
        }


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
