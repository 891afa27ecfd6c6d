"""Countries by the codes and English names that publishers use, with the years in which they had books.

The table is `countries.tsv`; its head says what each column holds. All functions answer None where a
code or a name is not in it, or means something else in that year: an area that is no country needs a
decision in its source's lookups.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from sverka.vocabulary.country import Country

_OPEN = range(10_000)
_WORD = re.compile(r"[^\W_]+")
_FORMER = re.compile(r"\(\s*(\.\.\.|…|-)\s*\d{4}\s*\)")  # Comtrade: "Sudan (...2011)"
_INITIALS = re.compile(r"\b(?:\w\.){2,}")  # U.S.A., P.R.
_ABBREVIATED = {
    "rep": "republic",
    "dem": "democratic",
    "fed": "federal",
    "isd": "island",
    "isds": "islands",
    "terr": "territory",
    "st": "saint",
    "sts": "states",
    "br": "british",
    "incl": "including",
    "excl": "excluding",
}
_FILLERS = frozenset({"the", "of", "and", "de"})


class _Meaning(NamedTuple):
    country: Country
    years: range


class _Entry(NamedTuple):
    code: Country
    alpha2: str
    numeric: str
    years: range
    old: tuple[tuple[str, range], ...]
    comtrade: tuple[tuple[str, range], ...]
    names: tuple[str, ...]


def by_numeric(code: str | int, year: int | None = None) -> Country | None:
    """Return the country of an M49, ISO or Comtrade numeric code: "112", 112, "842"; "0" is the world.

    With a year, a code that was withdrawn before it is None: 810 (USSR) in 2005. Comtrade alone gives 492
    another meaning (Europe EU, nes): its reader decides that before it asks here.
    """
    digits = str(code).strip()
    return _meant(_numerics().get(digits.zfill(3), ()), year) if digits.isdecimal() else None


def by_old_code(code: str, year: int | None = None) -> Country | None:
    """Return the present code for an alpha-3 code that may be withdrawn or a publisher's own: ROM is ROU.

    A present code is returned as it is. YUG is YUG up to 1992 and SCG afterwards; without a year such a
    code is None, since either may be meant.
    """
    return _meant(_alphas().get(code.strip().upper(), ()), year)


def by_name(name: str) -> Country | None:
    """Return the country of an English name, in any case, order of words and usual abbreviation.

    "Korea, Dem. People's Rep. of" is PRK and "ANTIGUA & BARBUDA" ATG. Nothing is guessed from a part
    of a name or a similar spelling.
    """
    return _by_words().get(_words(name)) or _by_letters().get(_letters(name))


def existed(country: Country, year: int) -> bool:
    """Tell whether a country or former area had books of its own in a year; False for an unknown code.

    The year of a change belongs to both: SUN and KAZ both existed in 1991.
    """
    entry = _table().get(country)
    return entry is not None and year in entry.years


def numeric_codes() -> Mapping[str, Country]:
    """Return every numeric code, three digits each, with its country; former and Comtrade's own included."""
    return MappingProxyType({code: meanings[0].country for code, meanings in _numerics().items()})


def country_codes() -> tuple[Country, ...]:
    """List the codes of all countries and former areas in the table, in alphabetical order."""
    return tuple(_table())


@lru_cache(maxsize=4096)
def name_of(country: Country, language: str = "en") -> str:
    """Name a country for people: CLDR's name in `language`, the table's English one where CLDR has none.

    An unknown code is returned as it is.
    """
    from babel import Locale  # noqa: PLC0415  reading codes needs no CLDR

    entry = _table().get(country)
    if entry is None:
        return country
    return str(Locale.parse(language, sep="-").territories.get(entry.alpha2, entry.names[0]))


def _meant(meanings: Iterable[_Meaning], year: int | None) -> Country | None:
    meant = {meaning.country for meaning in meanings if year is None or year in meaning.years}
    return meant.pop() if len(meant) == 1 else None


@cache
def _table() -> Mapping[Country, _Entry]:
    text = (files("sverka.sources") / "countries.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    entries = (_entry(dict(zip(lines[0], line, strict=True))) for line in lines[1:])
    return MappingProxyType({entry.code: entry for entry in entries})


def _entry(cells: dict[str, str]) -> _Entry:
    return _Entry(
        code=cells["code"],
        alpha2=cells["alpha2"],
        numeric=cells["numeric"],
        years=_years(f"{cells['from']}-{cells['to']}"),
        old=_dated(cells["old"]),
        comtrade=_dated(cells["comtrade"]),
        names=tuple(cells["names"].split("|")),
    )


def _dated(cell: str) -> tuple[tuple[str, range], ...]:
    parts = (part.partition(":") for part in cell.split())
    return tuple((code, _years(years or "-")) for code, _, years in parts)


def _years(written: str) -> range:
    first, _, last = written.partition("-")
    return range(int(first or _OPEN.start), int(last or _OPEN.stop - 1) + 1)


@cache
def _numerics() -> Mapping[str, tuple[_Meaning, ...]]:
    found: defaultdict[str, list[_Meaning]] = defaultdict(list)
    for entry in _table().values():
        if entry.numeric:
            found[entry.numeric].append(_Meaning(entry.code, _until(entry)))
        for code, years in entry.comtrade:
            found[code.zfill(3)].append(_Meaning(entry.code, years))
    return MappingProxyType({code: tuple(meanings) for code, meanings in sorted(found.items())})


@cache
def _alphas() -> Mapping[str, tuple[_Meaning, ...]]:
    found: defaultdict[str, list[_Meaning]] = defaultdict(list)
    for entry in _table().values():
        found[entry.code].append(_Meaning(entry.code, _until(entry)))
        for code, years in entry.old:
            found[code].append(_Meaning(entry.code, years))
    return MappingProxyType({code: tuple(meanings) for code, meanings in found.items()})


def _until(entry: _Entry) -> range:
    # Publishers carry rows of a present country for years before it was one; its code is not in doubt there.
    return range(_OPEN.start, entry.years.stop)


def _words(name: str) -> tuple[str, ...]:
    """Return the words that tell a name apart, in alphabetical order: "Belarus, Rep. of" and back."""
    plain = _plain(_FORMER.sub(" ", name)).replace("&", " and ").replace("'", "")
    plain = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", plain)
    words = (_ABBREVIATED.get(word, word) for word in _WORD.findall(plain))
    return tuple(sorted(word for word in words if word not in _FILLERS))


def _letters(name: str) -> str:
    """Return a name as some publishers squeeze it into a column: "antiguaandbarbuda"."""
    return "".join(_WORD.findall(_plain(name).replace("'", "")))


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


@cache
def _by_words() -> Mapping[tuple[str, ...], Country]:
    return MappingProxyType({_words(name): entry.code for entry in _table().values() for name in entry.names})


@cache
def _by_letters() -> Mapping[str, Country]:
    return MappingProxyType(
        {_letters(name): entry.code for entry in _table().values() for name in entry.names}
    )
