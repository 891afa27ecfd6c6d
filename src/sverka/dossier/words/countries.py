"""Names of countries and blocs in each language: CLDR's, and those of `countries.yml` before them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from sverka.sources.countries import name_of
from sverka.vocabulary.country import Country


class NamedCountry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names that a country or bloc goes by, by language, since when this was decided, and why.

    A language that is left out keeps CLDR's name.
    """

    names: Mapping[str, str]
    decided: date
    reason: str


def country_name(code: Country, language: str) -> str:
    """Name a country or bloc in the nominative; a code that nobody names is returned as it is."""
    own = named_countries().get(code)
    return own.names.get(language) or name_of(code, language) if own else name_of(code, language)


@cache
def named_countries() -> Mapping[Country, NamedCountry]:
    """Read the names that differ from CLDR's, with the reason for each."""
    data = (files("sverka.dossier.words") / "countries.yml").read_bytes()
    return msgspec.yaml.decode(data, type=dict[str, NamedCountry])
