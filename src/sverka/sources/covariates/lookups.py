"""Decisions made about codes, names and groups of the covariates, from `lookups.yml`."""

from datetime import date

import msgspec

from sverka.sources.beside import read_beside
from sverka.vocabulary.country import Country


class Since(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which year countries belong to a group, and until which (included) if they left it."""

    since: int
    members: tuple[Country, ...]
    until: int | None = None


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group's members with their years; `source` says where the list can be checked."""

    source: str
    members: tuple[Since, ...]


class Publication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The publication that a layout's facts are cited from, its licence and address."""

    cites: str
    licence: str
    address: str


class Fix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country that stands in for a publisher's own code or name, and why."""

    country: Country
    why: str


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The side on which a country stands in a row of DESTA that does not say it, and why."""

    number: str
    country: Country
    side: str
    why: str


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the rows of the covariates."""

    decided_on: date
    decided_by: str
    publications: dict[str, Publication]
    geodist: dict[str, Fix]
    world_bank_areas: dict[str, str]
    world_bank_aggregates: tuple[str, ...]
    weo_codes: dict[str, Fix]
    desta_codes: dict[str, Fix]
    desta_sides: tuple[Side, ...]
    gsdb_with_commas: tuple[str, ...]
    gsdb_names: dict[str, Fix]
    gsdb_groups: dict[str, str]
    gsdb_unresolved: dict[str, str]
    groups: dict[str, Group]

    @property
    def geodist_codes(self) -> dict[str, Country]:
        """Return today's code for each of GeoDist's old ones."""
        return {code: fix.country for code, fix in self.geodist.items()}


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
