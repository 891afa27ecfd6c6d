"""Dates and times as pages write them: numbers, worded months, times of day.

Only days: months, quarters and years as periods of a figure are read elsewhere. A date without its
year keeps None for it.
"""

import re
from datetime import date
from typing import NamedTuple

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "январь января янв jan january қаңтар студзень студзеня",
            "февраль февраля фев февр feb february ақпан люты лютага",
            "март марта мар mar march наурыз сакавік сакавіка",
            "апрель апреля апр apr april сәуір красавік красавіка",
            "май мая may мамыр травень траўня",
            "июнь июня июн jun june маусым чэрвень чэрвеня",
            "июль июля июл jul july шілде ліпень ліпеня",
            "август августа авг aug august тамыз жнівень жніўня",
            "сентябрь сентября сен сент sep sept september қыркүйек верасень верасня",
            "октябрь октября окт oct october қазан кастрычнік кастрычніка",
            "ноябрь ноября ноя нояб nov november қараша лістапад лістапада",
            "декабрь декабря дек dec december желтоқсан снежань снежня",
        ),
        1,
    )
    for word in words.split()
}
_NAME = r"(?P<name>[^\W\d_]{3,11})(?![^\W\d_])"

_NUMERIC = re.compile(
    r"(?<![\d.,/])(?P<day>\d{1,2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![\d%])"
)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-./])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d.,:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го|-е)?(?:\s+of)?(?:\s+|-){_NAME}\.?"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){_NAME}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,]\d|\d)(?:,?\s+(?P<year>(?:19|"
    rf"20)\d\d)(?!\d))?"
)
_KAZAKH = re.compile(rf"(?P<year>(?:19|20)\d\d)\s+жыл\w*\s+(?P<day>\d{{1,2}})\s+{_NAME}")
_PATTERNS = (_ISO, _KAZAKH, _NUMERIC, _DAY_FIRST, _MONTH_FIRST)

TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])")


class Stamp(NamedTuple):
    """A day as it stands in a text, from `start` to `end`; `year` is None where it is not written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def on(self) -> date | None:
        """Return the day, None without a year."""
        return date(self.year, self.month, self.day) if self.year else None


def find_stamps(text: str, start: int = 0, end: int | None = None) -> list[Stamp]:
    """Find the days written in text[start:end], in order of place; impossible ones (31.02.) are left out."""
    stop = len(text) if end is None else end
    stamps = (_stamp(match) for pattern in _PATTERNS for match in pattern.finditer(text, start, stop))
    found: list[Stamp] = []
    for stamp in sorted(filter(None, stamps), key=lambda stamp: (stamp.start, -stamp.end)):
        if not found or stamp.start >= found[-1].end:
            found.append(stamp)
    return found


def _stamp(match: re.Match[str]) -> Stamp | None:
    parts = match.groupdict()
    written = parts.get("year")
    year = int(written) + (2000 if len(written) == 2 else 0) if written else None  # noqa: PLR2004
    month = int(parts["month"]) if "month" in parts else _MONTHS.get(parts["name"].lower(), 0)
    day = int(parts["day"])
    if month > 12 >= day and parts.get("sep") == "/":  # noqa: PLR2004
        day, month = month, day  # 09/29/2016
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Stamp(match.start(), match.end(), year, month, day)
