"""Decisions about the codes of states of the Correlates of War, from `lookups.yml`."""

from datetime import date

import msgspec

from sverka.sources.beside import read_beside
from sverka.vocabulary.country import Country


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which country a code is from one year to another, both included."""

    code: int
    since: int
    until: int
    country: Country
    why: str


class Succeeded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A year in which a country has two codes, of which `by` counts."""

    code: int
    year: int
    by: int


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the codes."""

    decided_on: date
    decided_by: str
    missing: int
    rounded: str
    states: dict[int, Country]
    dated: tuple[Dated, ...]
    succeeded: tuple[Succeeded, ...]

    def country(self, code: int, year: int) -> Country | None:
        """Return the country of a code in a year, None where it has none."""
        for one in self.dated:
            if one.code == code and one.since <= year <= one.until:
                return one.country
        return self.states.get(code)

    def counts_elsewhere(self, code: int, year: int) -> bool:
        """Tell whether a code's figures of a year stand under its successor's."""
        return any((one.code, one.year) == (code, year) for one in self.succeeded)


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
