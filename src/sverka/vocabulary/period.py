r"""Periods in one notation, used in every stage.

    2017                 a year                 2017-05            a month
    2019H1, 2019H2       a half year            2020Q1 ... 2020Q4  a quarter
    2018-01..2018-10     cumulative months      2021..2025         several years
    2024-07-01..2024-09-30, 2024-09-04          days
    ..2030               a deadline: by the end of 2030

Symbolic periods have no dates: `now` (at the time of speaking), `annual` (a year, none in particular),
and, where no date of publication is known, `cur` and `prev` (this year, last year) in place of a year
("cur-01..cur-05").
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Period: TypeAlias = str

NOW = "now"
ANNUAL = "annual"

_POINT = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|-(\d{2})(?:-(\d{2}))?)?")


class Span(NamedTuple):
    """First and last day of a period, both included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """Count the months from the first day's to the last day's, both included."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _point(text: str) -> Span | None:
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    year, half, quarter, month, day = (int(part or 0) for part in found.groups())
    if half:
        start, length = 6 * half - 5, 6
    elif quarter:
        start, length = 3 * quarter - 2, 3
    else:
        start, length = (month, 1) if month else (1, 12)
    try:
        if day:
            return Span(date(year, month, day), date(year, month, day))
        return Span(date(year, start, 1), _month_end(year, start + length - 1))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def span(period: Period | None) -> Span | None:
    """Return the first and last day of a period; None for a symbolic or open one."""
    if not period or period.startswith(".."):
        return None
    start, dots, end = period.partition("..")
    first, last = _point(start), _point(end) if dots else _point(start)
    if first is None or last is None or last.last < first.first:
        return None
    return Span(first.first, last.last)


def deadline(period: Period | None) -> date | None:
    """Return the day by which a promise for `period` falls due, None where it names no date."""
    found = span(period.removeprefix("..")) if period else None
    return found.last if found else None


def write_months(year: int, first: int, last: int) -> Period:
    """Write the months `first` to `last` of a year in the shortest form: year, half, quarter, months."""
    if (first, last) == (1, 12):
        return str(year)
    if last - first == 5 and first in (1, 7):  # noqa: PLR2004
        return f"{year}H{1 if first == 1 else 2}"
    if last - first == 2 and first % 3 == 1:  # noqa: PLR2004
        return f"{year}Q{(first + 2) // 3}"
    if first == last:
        return f"{year}-{first:02}"
    return f"{year}-{first:02}..{year}-{last:02}"


def same_period(one: Period | None, other: Period | None) -> bool:
    """Tell whether two notations mean the same days (2019H1 is 2019-01..2019-06)."""
    return one == other or (span(one) is not None and span(one) == span(other))


def shift_years(period: Period, years: int) -> Period:
    """Move a period by whole years, keeping its notation: 2019H1 by -1 is 2018H1.

    `cur` moves to `prev` by -1; another symbolic period comes back as it is.
    """
    if years == -1 and "cur" in period:
        return period.replace("cur", "prev")
    moved = re.sub(r"\d{4}", lambda m: f"{int(m.group()) + years:04}", period)
    return moved.replace("-02-29", "-02-28")
