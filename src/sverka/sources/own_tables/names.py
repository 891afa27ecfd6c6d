"""Countries by the names that tables give them, in Russian, Kazakh, Belarusian and English, and by code."""

import re
from functools import cache, lru_cache

from sverka.sources.countries import by_name, by_numeric, by_old_code, country_codes, name_of
from sverka.sources.own_tables.lookups import bare, plain, read_lookups
from sverka.vocabulary.country import Country

LANGUAGES = ("ru", "kk", "be", "en")
WORLD = "WLD"
LEAVE_OUT = "leave out"
"""What a name stands for that is no country: the row is left out and counted."""

_INDENT = re.compile(r"^(?:[-–—•*]\s*|(?:в том числе|из них|у тым ліку|оның ішінде|of which)\b[:\s-]*)")
_ALPHA2 = re.compile(r"[A-Z]{2}")
_ALPHA3 = re.compile(r"[A-Z]{3}")
_NUMERIC = re.compile(r"\d{1,3}")


@lru_cache(maxsize=65_536)
def read_country(name: str) -> Country | None:
    """Return the code of a country's name or code, WORLD for a total, LEAVE_OUT for a group of countries.

    None where the name is not known. Nothing is guessed from a part of a name or a similar spelling.
    """
    written = name.strip()
    if _NUMERIC.fullmatch(written):
        return WORLD if not int(written) else by_numeric(written)
    if _ALPHA3.fullmatch(written) and (found := by_old_code(written)):
        return found
    if _ALPHA2.fullmatch(written) and (found := _alpha2().get(written)):
        return found
    for words in (bare(written), bare(_INDENT.sub("", plain(written)))):
        if words in read_lookups().ambiguous:
            return None
        if found := _named(words) or by_name(words):
            return found
    return None


def _named(words: str) -> Country | None:
    lookups = read_lookups()
    if words in _totals():
        return WORLD
    if words in _groups():
        return LEAVE_OUT
    return lookups.countries.get(words) or _names().get(words)


def is_total(words: str) -> bool:
    """Tell whether a text stands for all countries or all goods."""
    return bare(words) in _totals()


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(bare, read_lookups().totals))


@cache
def _groups() -> frozenset[str]:
    return frozenset(map(bare, read_lookups().groups))


@cache
def _names() -> dict[str, Country]:
    """Map CLDR's names to codes; a name that two countries share is none."""
    found: dict[str, Country] = {}
    twice = set()
    for code in country_codes():
        for name in {bare(name_of(code, language)) for language in LANGUAGES}:
            if found.setdefault(name, code) != code:
                twice.add(name)
    return {name: code for name, code in found.items() if name not in twice}


@cache
def _alpha2() -> dict[str, Country]:
    """Map ISO 3166-1 alpha-2 codes to alpha-3, by CLDR's aliases of today's countries."""
    from babel.core import get_global  # noqa: PLC0415  most tables give names

    aliases = get_global("territory_aliases")
    present = {code: two for code, two in aliases.items() if len(two) == 1 and _ALPHA3.fullmatch(code)}
    return {two[0]: code for code, two in present.items() if by_old_code(code) == code}
