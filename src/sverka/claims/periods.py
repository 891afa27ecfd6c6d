"""Find periods in running text and resolve them against the day of publication."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sverka.claims.numbers import find_numbers
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.period import ANNUAL, NOW, Period, write_months

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as the text names it.

    `role` is period, same (the same months of another year), year_ago, end (by the end of a year), whole,
    decade, ytd, ago, ahead and past (`years` from or up to now), annual, now, or day. `year` is 2023,
    "cur", "prev", or None where none is named, `last` the last year of several; `months` the first and
    last month, None for a whole year.
    """

    start: int
    end: int
    role: str
    year: int | str | None = None
    months: tuple[int, int] | None = None
    years: int | None = None
    last: int | None = None


def find_periods(low: str, lang: str, said_on: date | None) -> list[PeriodMention]:
    """Find the period mentions of folded text, in order; relative years are counted from `said_on`."""
    mentions = []
    for found in _pattern(lang).finditer(low):
        role = (found.lastgroup or "").removeprefix("role_")
        fields = {name: text for name, text in found.groupdict().items() if text and name != found.lastgroup}
        if mention := _READERS[role](found, role, _Fields(fields, lang, said_on)):
            mentions.append(mention)
    return mentions


def mask(low: str, mentions: list[PeriodMention], lang: str) -> str:
    """Blank the mentions out, together with the preposition before each, keeping every offset."""
    text = low
    for mention in mentions:
        start = mention.start
        if lead := joint(lang, "period_lead").search(low, max(0, start - 14), start):
            start = lead.start()
        text = text[:start] + " " * (mention.end - start) + text[mention.end :]
    return text


@dataclass(frozen=True, slots=True)
class _Fields:
    """What the pattern of one mention caught, with the language and the day to count from."""

    caught: Mapping[str, str]
    lang: str
    said_on: date | None

    def first(self, *prefixes: str) -> str | None:
        """Return the text of the first group whose name begins so."""
        for prefix in prefixes:
            for name, text in self.caught.items():
                if name.rstrip("0123456789") == prefix:
                    return text
        return None

    def year(self) -> int | str | None:
        """Return the year named in the mention: a number, cur or prev without a date, None."""
        named = next((t for n, t in self.caught.items() if n.endswith("year")), None)
        if named:
            return int(named)
        relative = next((t for n, t in self.caught.items() if n.endswith("rel")), None)
        return self._relative(relative) if relative else None

    def _relative(self, word: str) -> int | str | None:
        words = tables_for(self.lang).periods
        steps = (
            (words.year_before_last, -2, None),
            (words.last_year, -1, "prev"),
            (words.this_year, 0, "cur"),
            (words.next_year, 1, None),
        )
        for pattern, step, symbol in steps:
            if re.match(rf"(?:{pattern})(?!\w)", word):
                return self.said_on.year + step if self.said_on else symbol
        return None

    def number(self, *prefixes: str) -> int | None:
        """Read a small number written in digits or words."""
        text = self.first(*prefixes)
        numbers = find_numbers(text, self.lang) if text else []
        return int(numbers[0].value) if numbers else None

    def ordinal(self, name: str) -> int:
        """Read "first", "II", "3-й"; 0 where the word is none of these."""
        text = self.first(name) or ""
        for pattern, value in tables_for(self.lang).periods.ordinals:
            if re.fullmatch(pattern, text):
                return int(value)
        return 0

    def month(self, name: str) -> int:
        """Read the name of a month; 0 where it is none."""
        text = self.caught.get(name, "")
        for index, pattern in enumerate(tables_for(self.lang).periods.months, start=1):
            if re.fullmatch(pattern, text):
                return index
        return 0


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    parts = [f"(?P<role_{name}>{pattern})" for name, pattern in tables_for(lang).periods.patterns]
    return re.compile(rf"(?<![\w$€£.,])(?:{'|'.join(parts)})(?![\w%])")


def _plain(found: re.Match[str], role: str, fields: _Fields) -> PeriodMention:
    return PeriodMention(found.start(), found.end(), role, year=fields.year())


def _year(found: re.Match[str], _: str, fields: _Fields) -> PeriodMention | None:
    year = fields.year()
    if year is None or (isinstance(year, int) and not found.group().strip()):
        return None
    return PeriodMention(found.start(), found.end(), "period", year=year)


def _part(length: int) -> Callable[[re.Match[str], str, _Fields], PeriodMention | None]:
    def read(found: re.Match[str], role: str, fields: _Fields) -> PeriodMention | None:
        which = fields.ordinal(role)
        if not 1 <= which <= 12 // length:
            return None
        months = (length * (which - 1) + 1, length * which)
        return PeriodMention(found.start(), found.end(), "period", year=fields.year(), months=months)

    return read


def _months(found: re.Match[str], _: str, fields: _Fields) -> PeriodMention | None:
    first, last = fields.month("from"), fields.month("to")
    if not 0 < first < last:
        return None
    return PeriodMention(found.start(), found.end(), "period", year=fields.year(), months=(first, last))


def _cumulative(found: re.Match[str], _: str, fields: _Fields) -> PeriodMention | None:
    count = fields.number("count")
    if count is None or not 1 <= count <= 12:  # noqa: PLR2004 - months of a year
        return None
    return PeriodMention(found.start(), found.end(), "period", year=fields.year(), months=(1, count))


def _season(found: re.Match[str], _: str, fields: _Fields) -> PeriodMention | None:
    months = _SEASONS.get(fields.caught["season"])
    if months is None:
        return None
    return PeriodMention(found.start(), found.end(), "period", year=fields.year(), months=months)


_SPRING, _SUMMER, _AUTUMN = (3, 5), (6, 8), (9, 11)  # a winter lies in two years
_SEASONS = {
    "весн": _SPRING,
    "лет": _SUMMER,
    "осен": _AUTUMN,
    "spring": _SPRING,
    "summer": _SUMMER,
    "autumn": _AUTUMN,
}


def _month(found: re.Match[str], _: str, fields: _Fields) -> PeriodMention | None:
    month = fields.month("month")
    if not month:
        return None
    return PeriodMention(found.start(), found.end(), "period", year=fields.year(), months=(month, month))


def _distance(found: re.Match[str], role: str, fields: _Fields) -> PeriodMention | None:
    years = fields.number(role)
    return PeriodMention(found.start(), found.end(), role, years=years) if years else None


def _years(found: re.Match[str], _: str, fields: _Fields) -> PeriodMention | None:
    first, last = int(fields.caught["first"]), int(fields.caught["last"])
    if first >= last:
        return None
    return PeriodMention(found.start(), found.end(), "period", year=first, last=last)


_READERS: Mapping[str, Callable[[re.Match[str], str, _Fields], PeriodMention | None]] = {
    "same": _plain,
    "year_ago": _plain,
    "day": _plain,
    "end": _plain,
    "decade": _plain,
    "half": _part(6),
    "quarter": _part(3),
    "months": _months,
    "cumulative": _cumulative,
    "month": _month,
    "season": _season,
    "ytd": _plain,
    "ahead": _distance,
    "ago": _distance,
    "past": _distance,
    "whole": _plain,
    "years": _years,
    "year": _year,
    "annual": _plain,
    "now": _plain,
}


def resolve(mention: PeriodMention, said_on: date | None, *, ahead: bool) -> Period | None:
    """Write a mention in the notation of periods; None where the text leaves it open.

    Months without a year belong to the latest such months over by `said_on`, or, with `ahead`, to the
    next ones that are not.
    """
    if mention.role in ("now", "annual"):
        return NOW if mention.role == "now" else ANNUAL
    if mention.role in ("end", "whole"):
        return _whole_year(mention, said_on, ahead=ahead)
    if mention.role in ("decade", "ago", "ahead", "past"):
        return _from_today(mention, said_on, ahead=ahead)
    return _resolve_period(mention, said_on, ahead=ahead) if mention.role == "period" else None


def _whole_year(mention: PeriodMention, said_on: date | None, *, ahead: bool) -> Period:
    """Write the year of "by the end of the year"; a year reported as a whole is one that is over."""
    if said_on is None or mention.year:
        return str(mention.year or "cur")
    over = mention.role == "whole" and not ahead and said_on.month < _DECEMBER
    return str(said_on.year - over)


def _from_today(mention: PeriodMention, said_on: date | None, *, ahead: bool) -> Period | None:
    """Count years from the day of publication; None without that day, or for years looked back upon."""
    if said_on is None:
        return None
    if mention.role == "decade":
        return f"..{said_on.year // 10 * 10 + 10}"
    if mention.role == "ago":
        return str(said_on.year - (mention.years or 0))
    return f"..{said_on.year + (mention.years or 0)}" if mention.role == "ahead" or ahead else None


def _resolve_period(mention: PeriodMention, said_on: date | None, *, ahead: bool) -> Period | None:
    year = mention.year
    if mention.last is not None:
        return f"{year}..{mention.last}"
    if mention.months is None:
        return str(year) if year is not None else None
    if year is None:
        year = _unnamed_year(mention.months, said_on, ahead=ahead)
    if isinstance(year, int):
        return write_months(year, *mention.months)
    return _symbolic(year, *mention.months)


def _unnamed_year(months: tuple[int, int], said_on: date | None, *, ahead: bool) -> int | str:
    if said_on is None:
        return "cur"
    if ahead:
        return said_on.year if months[1] >= said_on.month else said_on.year + 1
    return said_on.year if months[1] <= said_on.month else said_on.year - 1


def _symbolic(year: str, first: int, last: int) -> Period:
    """Write months of a year that has no date: cur-01..cur-05."""
    return f"{year}-{first:02}..{year}-{last:02}" if last > first else f"{year}-{first:02}"
