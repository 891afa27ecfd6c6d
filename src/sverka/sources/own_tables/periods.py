"""Periods as tables write them: "январь-октябрь 2019 г.", "2019 жылғы қаңтар-қазан", "10 месяцев 2019"."""

import re
from functools import lru_cache
from typing import NamedTuple

from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.vocabulary.period import Period, span, write_months

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+|\d+|-|%")
_FILLERS = frozenset(
    [
        "год",
        "года",
        "году",
        "годы",
        "г",
        "гг",
        "ж",
        "жыл",
        "жылғы",
        "жылы",
        "жылдың",
        "айлары",
        "year",
        "за",
        "в",
        "во",
        "на",
        "in",
        "for",
        "of",
        "the",
        "по",
        "итогам",
        "-",
        "and",
        "to",
        "до",
    ]
)
_JOINS = frozenset({"-", "по", "to"})
_COUNTED = re.compile(r"(\d{1,2})\s*(?:мес\w*|months?|айда|айы|ай)(?!\w)")
_QUARTER = re.compile(
    r"(?:(iv|i{1,3}|[1-4])(?:-?[йыішi]+)?\s*(?:квартал\w*|кв|тоқсан\w*|quarter)|q([1-4]))(?!\w)"
)
_HALF = re.compile(
    r"(?:(ii|i|[12])(?:-?[еоеiш]+)?\s*(?:полугоди\w*|паўгоддз\w*|жартыжылды\w*|half(?:[- ]year)?)"
    r"|h([12]))(?!\w)"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FORMS = (
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<first>0[1-9]|1[0-2])"),
    re.compile(r"(?P<year>(?:19|20)\d\d)\s*[-mм./]\s*(?P<first>0?[1-9]|1[0-2])"),
    re.compile(r"(?P<first>0?[1-9]|1[0-2])[./-](?P<year>(?:19|20)\d\d)"),
    re.compile(r"(?P<first>0[1-9]|1[0-2])\.\.(?P<last>0[1-9]|1[0-2])"),
    re.compile(r"(?P<first>0[1-9]|1[0-2])"),
)
_DECEMBER = 12
_MONTH_DIGITS = 2  # what is longer is a year, or a year and a month


class When(NamedTuple):
    """A year, months of it, or both; what is None has to come from another place."""

    year: int | None = None
    first: int | None = None
    last: int | None = None

    def with_default(self, other: "When") -> "When":
        """Complete what this does not say by what `other` says."""
        if self.year and self.first:
            return self
        months = (self.first, self.last) if self.first else (other.first, other.last)
        return When(self.year or other.year, *months)

    @property
    def period(self) -> Period | None:
        """Write the period: a year without months is the whole year; None without a year."""
        if self.year is None:
            return None
        if not self.first:
            return str(self.year)
        return write_months(self.year, self.first, self.last or _DECEMBER)


@lru_cache(maxsize=65_536)
def read_when(text: str) -> When | None:
    """Read a text that is a period and nothing else; None where anything in it is not understood."""
    words = plain(text).strip(" .:;,*")
    found = _written_in_digits(words)
    if found:
        return found
    when, rest = _scan(words)
    return when if when and not [word for word in rest if word not in _FILLERS] else None


@lru_cache(maxsize=4096)
def find_when(text: str) -> When | None:
    """Find the one period in a heading; None where there is none, or more than one."""
    words = plain(text)
    parts = [
        read_when(part)
        for part in text.split("|")
        if not part.strip().isdecimal() or len(part.strip()) > _MONTH_DIGITS
    ]
    said = [part for part in parts if part]
    if said:
        merged = said[-1]
        for part in reversed(said[:-1]):
            merged = merged.with_default(part)
        return merged
    return _scan(words)[0]


def _written_in_digits(words: str) -> When | None:
    for form in _FORMS:
        found = form.fullmatch(words)
        if found:
            parts = {name: int(number) for name, number in found.groupdict().items()}
            first = parts["first"]
            last = parts.get("last", first)
            return When(parts.get("year"), first, last) if first <= last else None
    days = span(words.upper()) if re.fullmatch(r"\d{4}(?:[hq]\d|-\d\d)(?:\.\.\d{4}-\d\d)?", words) else None
    if days and days.first.year == days.last.year:
        return When(days.first.year, days.first.month, days.last.month)
    return None


def _scan(words: str) -> tuple[When | None, list[str]]:
    """Take year, then months, out of a text; return them and the words that are left over."""
    years = set(_YEAR.findall(words))
    if len(years) > 1:
        return None, []
    rest = _YEAR.sub(" ", words)
    year = int(years.pop()) if years else None
    months, rest = _months(rest)
    left = list(_WORD.findall(rest))
    if months == ():
        return None, left
    if months is None:
        return (When(year) if year else None), left
    return When(year, *months), left


def _months(rest: str) -> tuple[tuple[int, int] | tuple[()] | None, str]:
    """Return first and last month and the text without them: None where none are named, () where unclear."""
    counted = _COUNTED.search(rest)
    if counted:
        last = int(counted[1])
        return ((1, last) if 1 <= last <= _DECEMBER else ()), rest.replace(counted[0], " ")
    for form, length in ((_QUARTER, 3), (_HALF, 6)):
        part = form.search(rest)
        if part:
            number = _ROMAN.get(part[1] or part[2]) or int(part[1] or part[2])
            return (number * length - length + 1, number * length), rest.replace(part[0], " ")
    words = _WORD.findall(rest)
    named = [(place, month) for place, word in enumerate(words) if (month := _month(word))]
    left = " ".join(word for word in words if not _month(word))
    if not named:
        return None, rest
    (start, first), *more = named
    if not more:
        return (first, first), left
    (end, last) = more[0]
    joined = len(more) == 1 and set(words[start + 1 : end]) & _JOINS and end - start == 2  # noqa: PLR2004  one word between
    return ((first, last) if joined and first < last else ()), left


@lru_cache(maxsize=4096)
def _month(word: str) -> int | None:
    for number, forms in enumerate(read_lookups().months, 1):
        for form in forms:
            stem = form.removesuffix("*")
            if word == stem or (form != stem and word.startswith(stem) and len(word) <= len(stem) + 4):
                return number
    return None
