"""When a statement was published: from the caller, the page's data about itself, or the date it prints."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sverka.claims.page.stamps import Stamp, find_stamps
from sverka.vocabulary.statement import DateSource, Line, LineLabel

_UPDATED = re.compile(
    r"(?:обновлен[оа]?|изменен[оа]?|отредактировано|последн\w+ (?:обновлени|изменени)\w+|абноўлена|"
    r"жаңартылды|"
    r"(?:last )?(?:updated|modified|edited|changed)|update|revised)\W*(?:on|at|в)?\W*(?:\d{1,2}:\d\d\W*)?$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:опубликован[оа]?|дата публикации|размещен[оа]?|создан[оа]?|добавлен[оа]?|апублікавана|"
    r"жарияланды|жарияланған|"
    r"published|posted|date of publication|release date|(?<!\w)date|(?<!\w)дата)\W*(?:on|at|"
    r"в)?\W*(?:\d{1,2}:\d\d\W*)?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_ADDRESS_DAY = re.compile(r"(?<!\d)(20\d\d|19[89]\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(?:19[89]\d|20\d\d)(?![\d.,]\d|\d)")
# "АСТАНА. 24 мая. КАЗИНФОРМ -", "МОСКВА, 9 сен - ПРАЙМ.", "MINSK, 29 May –", "BAKU, Azerbaijan, October 6."
_CITY = re.compile(
    r"^[^\W\d_][\w’' -]{1,30}?(?:\s*\([^)]{2,20}\))?\s*[,.]\s*(?:[^\W\d_][^\W\d]{2,20},\s*)?(?=\d|[A-ZА-Я])"
)
_AGENCY_HEAD = 60
_LABEL = 40  # characters before a day that can say what it is the date of


class Dated(NamedTuple):
    """The day a statement was published and how it is known; without a day, the reason."""

    on: date | None
    source: DateSource | None
    reason: str | None = None


class _Candidate(NamedTuple):
    on: date
    rank: int


def publication_date(
    text: str, lines: Sequence[Line], *, option: date | None = None, metadata: date | None = None
) -> Dated:
    """Find the day of publication: the option, the metadata, the date the page prints, else None.

    Only the page's own furniture before the story, the agency's dateline that opens it, and a line
    that calls itself the date of publication are read; never a date inside the story, of an update,
    or of another story's teaser.
    """
    if option is not None:
        return Dated(option, DateSource.OPTION)
    if metadata is not None:
        return Dated(metadata, DateSource.METADATA)
    head = _head(lines)
    return (
        _best(_printed(text, lines, head))
        or _from_agency(text, lines, head)
        or Dated(None, None, _reason(text, lines))
    )


def _head(lines: Sequence[Line]) -> int:
    """Count the lines before the story's first."""
    return next((n for n, line in enumerate(lines) if line.label is LineLabel.BODY), len(lines))


def _printed(text: str, lines: Sequence[Line], head: int) -> list[_Candidate]:
    """Collect the days in the furniture; the smaller the rank, the surer it is the story's own."""
    title = next((n for n in range(head) if lines[n].label is LineLabel.TITLE), None)
    found = []
    for n, line in enumerate(lines):
        if line.label is not LineLabel.FURNITURE:
            continue
        content = text[line.start : line.end]
        found += [_Candidate(on, 1) for on in _in_address(content) if n < head]
        for stamp in find_stamps(_ADDRESS.sub(lambda match: " " * len(match[0]), content)):
            rank = _rank(content, stamp, n, head, title)
            if stamp.on and rank is not None:
                found.append(_Candidate(stamp.on, rank))
    return found


def _in_address(content: str) -> list[date]:
    days = []
    for address in _ADDRESS.findall(content):
        for year, _, month, day in _ADDRESS_DAY.findall(address):
            try:
                days.append(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return days


def _rank(content: str, stamp: Stamp, n: int, head: int, title: int | None) -> int | None:
    """Rank a day by its place: called published 0, under the title 2, over it 3; None for no candidate."""
    before = content[max(0, stamp.start - _LABEL) : stamp.start]
    if _UPDATED.search(before):
        return None
    if _PUBLISHED.search(before):
        return 0
    if n >= head:
        return None
    return 2 if title is not None and n > title else 3


def _best(found: list[_Candidate]) -> Dated | None:
    if not found:
        return None
    rank = min(candidate.rank for candidate in found)
    days = {candidate.on for candidate in found if candidate.rank == rank}
    if len(days) > 1:
        written = ", ".join(sorted(day.isoformat() for day in days))
        return Dated(None, None, f"the page prints several dates beside its title: {written}")
    return Dated(days.pop(), DateSource.DATELINE)


def _from_agency(text: str, lines: Sequence[Line], head: int) -> Dated | None:
    """Read the dateline that opens the story; its year must stand in it or, once, in the page's head."""
    if head >= len(lines):
        return None
    start = lines[head].start
    opening = text[start : min(lines[head].end, start + _AGENCY_HEAD)]
    city = _CITY.match(opening)
    if city is None:
        return None
    stamp = next((s for s in find_stamps(opening) if s.start <= city.end() + 1), None)
    if (
        stamp is None
        or stamp.start < city.end() - 1
        or not re.match(r"\s*[.,–—/(-]|\s*г|$", opening[stamp.end :])
    ):
        return None
    if stamp.on:
        return Dated(stamp.on, DateSource.DATELINE)
    years = {int(y) for line in lines[:head] for y in _YEAR.findall(text[line.start : line.end])}
    if len(years) != 1:
        return Dated(None, None, f"the dateline names a day ({opening[stamp.start : stamp.end]}) but no year")
    return Dated(stamp._replace(year=years.pop()).on, DateSource.DATELINE)


def _reason(text: str, lines: Sequence[Line]) -> str:
    dated = any(
        line.label is LineLabel.FURNITURE and find_stamps(text[line.start : line.end]) for line in lines
    )
    if dated:
        return "the only dates printed around the story are those of updates or of other stories"
    return "the page prints no date of its own"
