"""The decisions in `lookups.yml`, decoded strictly, and the one way in which words are compared."""

import re
from datetime import date
from functools import lru_cache

import msgspec

from sverka.sources.beside import read_beside
from sverka.sources.own_tables.mapping import Direction, Meaning, Quantity, Scale
from sverka.vocabulary.country import Country

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"\s*[‐-―−]\s*")
_MARKS = re.compile(r"(?<=[^\W\d_])(?:\s*\*+|[¹²³⁰-⁹]+|\s*\d{1,2}\)|(?<=[а-яёa-z])\d)$")


class Headers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a column's header by what the column holds."""

    derived: tuple[str, ...]
    quantity: tuple[str, ...]
    quantity_unit: tuple[str, ...]
    product_name: tuple[str, ...]
    product: tuple[str, ...]
    exporter: tuple[str, ...]
    importer: tuple[str, ...]
    reporter: tuple[str, ...]
    partner: tuple[str, ...]
    direction: tuple[str, ...]
    year: tuple[str, ...]
    month: tuple[str, ...]
    period: tuple[str, ...]
    value: tuple[str, ...]


class Legends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with which a table's notes explain its signs."""

    zero: tuple[str, ...]
    confidential: tuple[str, ...]
    missing: tuple[str, ...]
    estimated: tuple[str, ...]


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the words of national trade tables."""

    decided_on: date
    decided_by: str
    countries: dict[str, Country]
    ambiguous: tuple[str, ...]
    totals: tuple[str, ...]
    groups: tuple[str, ...]
    title_reporters: dict[str, Country]
    title_partners: dict[str, Country]
    publishers: dict[str, Country]
    directions: dict[str, Direction]
    months: tuple[tuple[str, ...], ...]
    currencies: dict[str, str]
    scales: dict[str, Scale]
    quantities: dict[str, Quantity]
    headers: Headers
    cells: dict[str, Meaning]
    legends: Legends
    errors: tuple[str, ...]
    revisions: dict[int, str]


@lru_cache(maxsize=1)
def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Write a text as words are compared: lower case, ё as е, one kind of blank and dash."""
    return _DASHES.sub("-", _BLANKS.sub(" ", text.casefold().replace("ё", "е"))).strip()


@lru_cache(maxsize=65_536)
def bare(text: str) -> str:
    """Write a name as it is looked up: plain, without a footnote's mark or a colon at its end."""
    return _MARKS.sub("", plain(text).strip(" :;,")).strip(" :;,")
