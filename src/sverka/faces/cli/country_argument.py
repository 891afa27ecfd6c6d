"""Read countries as people name them: by code, or by name in English, Russian, Kazakh or Belarusian."""

from argparse import ArgumentTypeError
from collections.abc import Iterator, Sequence
from functools import cache

from sverka.vocabulary.country import Country

_NEAREST, _ALIKE = 3, 0.6
_CODE_LENGTHS = (2, 3)
_WORLD = "WLD"  # in the table of countries as a partner
_EARLIEST, _LATEST = 1800, 2100


class UnknownCountry(ArgumentTypeError):
    """A text names no country; argparse shows the message, and so may anyone else."""

    def __init__(self, text: str, nearest: Sequence[str] = ()) -> None:
        near = f" Near to it: {', '.join(nearest)}." if nearest else ""
        super().__init__(
            f"“{text}” is not known as a country.{near} Write the code, as in BLR, or the name in English, "
            "Russian, Kazakh or Belarusian."
        )


class SeveralCountries(UnknownCountry):
    """A text names the world, a group or a region, or a name that countries share."""

    def __init__(self, text: str, meant: Sequence[str]) -> None:
        which = f": {' or '.join(meant)}" if meant else ", the world, a group or a region"
        ArgumentTypeError.__init__(
            self, f"“{text}” means more than one country{which}. Write the code of one, as in BLR."
        )


class NotTwoCountries(UnknownCountry):
    """Words cannot be read as the names of two countries in one way."""

    def __init__(self, texts: Sequence[str]) -> None:
        ArgumentTypeError.__init__(
            self,
            f"“{' '.join(texts)}” does not name two countries. Write two codes or names, and a name of "
            'several words in quotation marks, as in BLR "South Korea".',
        )


class SameCountry(ArgumentTypeError):
    """Two texts name one country."""

    def __init__(self, one: str, other: str, code: Country) -> None:
        super().__init__(
            f"“{one}” and “{other}” are the same country, {code}: name two different ones, as in BLR KAZ."
        )


def country(text: str) -> Country:
    """Return the alpha-3 code of a country's name or code, in any case; a country of the past has its own.

    Raises UnknownCountry, which names those that are spelt alike, and SeveralCountries.
    """
    from sverka.sources.countries import country_codes  # noqa: PLC0415  start-up needs no countries

    code = text.strip().upper()
    return code if code in country_codes() and code != _WORLD else _named(text.strip())


def two_countries(texts: Sequence[str]) -> tuple[Country, Country]:
    """Read two countries from the words of a command, in their order: BLR KAZ, BLR-KAZ, South Korea Беларусь.

    Raises UnknownCountry, SameCountry, and NotTwoCountries where words can be parted in several ways or none.
    """
    one, other = texts if len(texts) == 2 else _parted(texts)  # noqa: PLR2004
    found = country(one), country(other)
    if found[0] == found[1]:
        raise SameCountry(one, other, found[0])
    return found


def last_year(code: Country) -> int | None:
    """Return the last year in which a country had books of its own, None where it still has."""
    from sverka.sources.countries import existed  # noqa: PLC0415  likewise

    if existed(code, _LATEST):
        return None
    return max((year for year in range(_EARLIEST, _LATEST) if existed(code, year)), default=None)


def former_note(code: Country) -> str | None:
    """Say of a country that ceased to exist until when it had books of its own; None of any other."""
    from sverka.dossier.words.countries import country_name  # noqa: PLC0415  likewise

    last = last_year(code)
    if last is None:
        return None
    return f"{country_name(code, 'en')} ({code}) had books of its own until {last}; later years are empty."


def _named(text: str) -> Country:
    from sverka.sources.own_tables.names import LEAVE_OUT, read_country  # noqa: PLC0415  likewise

    found = read_country(text.upper() if text.isascii() and len(text) in _CODE_LENGTHS else text)
    if found in {LEAVE_OUT, _WORLD}:
        raise SeveralCountries(text, ())
    if found:
        return found
    alike = _containing(text) if _is_shared(text) else ()
    if len(alike) > 1:
        raise SeveralCountries(text, alike)
    bearers = _by_name().get(_bare(text), ())
    if len(bearers) == 1:
        return bearers[0]
    raise UnknownCountry(text, _nearest(text))


def _parted(texts: Sequence[str]) -> tuple[str, str]:
    """Part words into the two names that they can be, and "BLR-KAZ" at its hyphen."""
    found = {parts for parts in _ways(texts) if all(map(_is_country, parts))}
    if len(found) != 1:
        raise NotTwoCountries(texts)
    return found.pop()


def _ways(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    words = " ".join(texts).replace("—", "-").replace("–", "-")
    for sign in " -":
        for at in (place for place, letter in enumerate(words) if letter == sign):
            one, other = words[:at].strip(" -"), words[at:].strip(" -")
            if one and other:
                yield one, other


def _is_country(text: str) -> bool:
    try:
        return bool(country(text))
    except UnknownCountry:
        return False


@cache
def _by_name() -> dict[str, tuple[Country, ...]]:
    """Map every name of the briefing's four languages to the codes that bear it; blocs are left out."""
    found: dict[str, tuple[Country, ...]] = {}
    for name, code in _names():
        found[_bare(name)] = tuple(dict.fromkeys((*found.get(_bare(name), ()), code)))
    return found


@cache
def _names() -> tuple[tuple[str, Country], ...]:
    from sverka.dossier.words.countries import country_name  # noqa: PLC0415  Babel takes 0.1 s
    from sverka.sources.countries import country_codes, name_of  # noqa: PLC0415  likewise

    return tuple(
        (name, code)
        for code in country_codes()
        for language in ("en", "ru", "kk", "be")
        for name in dict.fromkeys((country_name(code, language), name_of(code, language)))
        if name != code
    )


def _is_shared(text: str) -> bool:
    from sverka.sources.own_tables.lookups import read_lookups  # noqa: PLC0415  likewise

    return _bare(text) in read_lookups().ambiguous


def _containing(text: str) -> tuple[str, ...]:
    """Show the countries whose names hold a word, each once: "Congo" is in COD's and COG's."""
    found: dict[Country, str] = {}
    for name, code in _names():
        if _bare(text) in _bare(name):
            found.setdefault(code, f"{name} ({code})")
    return tuple(found.values())


def _nearest(text: str) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415  likewise

    spelt = {_bare(name): f"{name} ({code})" for name, code in reversed(_names())}
    codes = {_bare(name): code for name, code in reversed(_names())}
    found: dict[Country, str] = {}
    for name in get_close_matches(_bare(text), spelt, n=2 * _NEAREST, cutoff=_ALIKE):
        found.setdefault(codes[name], spelt[name])
    return tuple(found.values())[:_NEAREST]


def _bare(name: str) -> str:
    from sverka.sources.own_tables.lookups import bare  # noqa: PLC0415  likewise

    return bare(name)
