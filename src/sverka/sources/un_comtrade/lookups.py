"""The decisions in `lookups.yml` and the field dictionary in `fields.yml`, decoded strictly."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from sverka.sources.beside import read_beside
from sverka.sources.countries import numeric_codes
from sverka.vocabulary.country import Country
from sverka.vocabulary.nomenclature import revision_of_comtrade


class Flags(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that a flow's flag is made of."""

    reported: str
    aggregated: str
    estimated: str
    converted: str
    quantity: str
    convention: str


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the rows of UN Comtrade; codes are text without leading zeros.

    `totals` gives the code of each breakdown under which the row is the total over it.
    """

    decided_on: date
    decided_by: str
    flows: dict[str, str]
    flows_left_out: dict[str, str]
    areas: dict[str, Country]
    totals: dict[str, str]
    nomenclatures: tuple[str, ...]
    no_unit: tuple[str, ...]
    units: dict[str, str]
    flags: Flags
    legacy_flags: dict[str, bool]
    caps: tuple[int, ...]

    @property
    def revisions(self) -> Mapping[str, str]:
        """Return the revision of every nomenclature that is kept, by the publisher's code."""
        return {code: revision_of_comtrade(code) for code in self.nomenclatures}

    @property
    def countries(self) -> Mapping[str, Country]:
        """Return the country or area of every code, by the number as it is written without leading zeros."""
        return {code.lstrip("0") or "0": country for code, country in numeric_codes().items()} | self.areas


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which fields are taken, and why the others are not."""

    taken: tuple[str, ...]
    ignored: dict[str, str]
    tariff_line: str
    legacy_taken: tuple[str, ...]
    legacy_optional: tuple[str, ...]
    legacy_ignored: dict[str, str]


@cache
def lookups() -> Lookups:
    """Decode the decisions that stand beside this module, once."""
    return read_beside(__file__, Lookups)


@cache
def fields() -> Fields:
    """Decode the field dictionary, once."""
    return read_beside(__file__, Fields, "fields.yml")


class Codes(msgspec.Struct, frozen=True):
    """The lookups, with what is worked out from them: known flow codes, countries by number, revisions."""

    lookups: Lookups
    exports: frozenset[str]
    flows: frozenset[str]
    countries: Mapping[str, Country]
    revisions: Mapping[str, str]


@cache
def codes() -> Codes:
    """Make the tables that every row is read with, once."""
    words = lookups()
    return Codes(
        lookups=words,
        exports=frozenset(code for code, meaning in words.flows.items() if meaning == "export"),
        flows=frozenset({*words.flows, *words.flows_left_out}),
        countries=words.countries,
        revisions=words.revisions,
    )


def plain(field: str) -> str:
    """Write a field's name as the dictionary has it: "CIFValue", "cif_value" and "cifvalue" are one."""
    return field.strip().strip('"').replace("_", "").lower()
