"""Decisions about the labels and arrays of the Inter-Country Input-Output tables, from `lookups.yml`."""

from datetime import date

import msgspec

from sverka.sources.beside import read_beside
from sverka.vocabulary.country import Country


class AreaOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country that a label of the tables stands for, and why."""

    country: Country
    why: str


class ArraysOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The year and edition that a file of arrays holds without saying so."""

    year: int
    edition: str
    cites: str
    why: str


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the tables."""

    decided_on: date
    decided_by: str
    editions: dict[str, tuple[str, ...]]
    final_uses: dict[str, str]
    value_added_rows: dict[str, str]
    total: str
    areas: dict[str, AreaOf]
    arrays: dict[str, ArraysOf]

    def edition(self, industries: set[str], place: str) -> str:
        """Return the edition that has exactly these industries; raise UnknownEdition."""
        for name, known in self.editions.items():
            if set(known) == industries:
                return name
        raise UnknownEdition(place, industries, self.editions)


class UnknownEdition(ValueError):
    """A table's industries are those of no edition that is known."""

    def __init__(self, place: str, industries: set[str], editions: dict[str, tuple[str, ...]]) -> None:
        known = set().union(*editions.values())
        strange = ", ".join(sorted(industries - known)[:5]) or "none unknown, but not a full list"
        super().__init__(
            f"{place} has {len(industries)} industries that make up no known edition ({strange}). "
            f"Known are {', '.join(editions)}. "
            "Add the edition's list of industries to oecd_icio/lookups.yml, from its read-me file."
        )


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
