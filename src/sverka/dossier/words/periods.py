"""Write periods and days: in words, and short for cells and axes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sverka.vocabulary.period import Period, span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

    from sverka.dossier.words.catalog import Catalog
    from sverka.vocabulary.period import Span

_PART = re.compile(r"(\d{4})(H|Q)(\d)")
_SYMBOLIC_MONTHS = re.compile(r"(cur|prev)-(\d\d)(?:\.\.\1-(\d\d))?")
# CLDR 47 cuts the Belarusian months at three letters without a point, which reads as words ("кра", "кас").
_SHORT_MONTHS = {
    "be": (
        *("студз.", "лют.", "сак.", "крас.", "май", "чэрв."),
        *("ліп.", "жн.", "вер.", "кастр.", "ліст.", "снеж."),
    )
}
# CLDR 47 begins the Kazakh stand-alone months with a capital, for the tops of calendars.
_LOWER_CASE = frozenset({"kk"})


class Periods(NamedTuple):
    """How a language writes periods: its CLDR locale, and its messages for them."""

    locale: Locale
    catalog: Catalog

    def words(self, period: Period) -> str:
        """Write a period: "January–August 2018", "by the end of 2030"; an unknown notation as it is."""
        if period.startswith(".."):
            return self._deadline(period[2:])
        return self._written(period, "period")

    def short(self, period: Period) -> str:
        """Write a period for a cell: "2018", "Jan–Aug 2018", "Q1 2018"."""
        if period.startswith(".."):
            return self.catalog.fill("period.short.by", {"period": self.short(period[2:])})
        return self._written(period, "period.short")

    def day(self, found: date) -> str:
        """Write a day: "4 March 2024"."""
        return self._fill("period.day", day=found.day, month=self._month_of_day(found), year=found.year)

    def _written(self, period: Period, form: str) -> str:
        part = _PART.fullmatch(period)
        if part and span(period):
            kind = "half" if part[2] == "H" else "quarter"
            return self._fill(f"{form}.{kind}.{part[3]}", year=part[1])
        days = span(period)
        return self._days(days, form) if days else self._symbolic(period, form)

    def _days(self, found: Span, form: str) -> str:
        first, last = found
        if first == last:
            return self.day(first)
        if first.day != 1 or (last + timedelta(days=1)).day != 1:
            return self._fill("period.days", first=self.day(first), last=self.day(last))
        return self._months(first, last, form)

    def _months(self, first: date, last: date, form: str) -> str:
        whole = first.month == 1 and last.month == 12  # noqa: PLR2004
        if first.year != last.year:
            if whole:
                return self._fill(f"{form}.years", first=first.year, last=last.year)
            ends = (self._months(end, end, form) for end in (first.replace(day=1), last))
            return "\u00a0–\u0020".join(ends)
        if whole:
            return self._fill(f"{form}.year", year=first.year)
        start, end = self._month(first.month, form), self._month(last.month, form)
        if start == end:
            return self._fill(f"{form}.month", month=start, year=first.year)
        return self._fill(f"{form}.months", first=start, last=end, year=first.year)

    def _deadline(self, period: Period) -> str:
        days = span(period)
        if days is None:
            return self.catalog.fill("period.by", {"period": self.words(period)})
        last = days.last
        if (last.month, last.day) == (12, 31):
            return self._fill("period.by_year", year=last.year)
        return self._fill("period.by", period=self.day(last))

    def _symbolic(self, period: Period, form: str) -> str:
        months = _SYMBOLIC_MONTHS.fullmatch(period)
        if months:
            year, first, last = months.groups()
            names = [self._month(int(one), form) for one in (first, last) if one]
            return f"{'–'.join(names)}, {self.catalog.fill(f'period.{year}', {})}"
        key = f"period.{period}"
        return self.catalog.fill(key, {}) if self.catalog.has(key) else period

    def _month(self, month: int, form: str) -> str:
        own = _SHORT_MONTHS.get(self.locale.language)
        short = form.endswith("short")
        if short and own:
            return own[month - 1]
        names: Mapping[int, str] = self.locale.months["stand-alone"]["abbreviated" if short else "wide"]
        return names[month].lower() if self.locale.language in _LOWER_CASE else names[month]

    def _month_of_day(self, found: date) -> str:
        return str(self.locale.months["format"]["wide"][found.month])

    def _fill(self, key: str, **values: object) -> str:
        return self.catalog.fill(key, {name: str(value) for name, value in values.items()})
