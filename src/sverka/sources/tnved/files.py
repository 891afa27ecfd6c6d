"""Read the files of the TN VED into lines: a code, its name as published, the days when it was in force."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import msgspec

from sverka.vocabulary.finding import Finding, Severity

_TEXT = re.compile(r"(?:.*/)?TNVED([234])\.TXT", re.IGNORECASE)
_HEAD = re.compile(r"\d{3}\|\d{8}\|")
_ENCODING = "cp866"
_EXAMPLES = 5

_CODES = {"2": (1,), "3": (0, 1), "4": (0, 1, 2)}
"""In which columns of TNVED2, 3 and 4 a code's parts stand; a chapter's section is no part of its code."""
_COLUMNS = {"2": (7, 2, 4), "3": (6, 2, 3), "4": (7, 3, 4)}
"""How many columns, and in which stand the name and the first day in force; the last day follows it."""


class Line(NamedTuple):
    """A code of 2, 4 or 10 digits with its name as published; `last` is None where it is in force."""

    code: str
    text: str
    first: date
    last: date | None
    place: str

    def in_force(self, day: date) -> bool:
        """Tell whether the code was in force on a day; one without an end is on the last day there is."""
        return self.first <= day and (self.last is None or self.last >= day)


class _Node(msgspec.Struct, frozen=True):
    naim: str
    date: datetime
    code: str = ""
    groups: "list[_Node] | None" = None
    goods: "list[_Node] | None" = None
    subs: "list[_Node] | None" = None


class NotTnved(ValueError):
    """A file under a name of the TN VED's holds something else."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} is no file of the TN VED: {why}. Get it again, or rename it if it is another file."
        )


def is_text(name: str) -> bool:
    """Tell whether a file is one of the tables TNVED2.TXT to TNVED4.TXT by its name."""
    return _TEXT.fullmatch(name) is not None


def read_text(data: bytes, name: str) -> tuple[list[Line], list[Finding]]:
    """Read a table in code page 866: columns between “|”, a line with number and day of issue above them.

    Rows that do not fit are told in a Finding. Raises NotTnved.
    """
    table = _TEXT.fullmatch(name)
    rows = data.decode(_ENCODING).splitlines()
    if table is None or not rows or not _HEAD.match(rows[0]):
        raise NotTnved(name, "its first line is not number and day of issue, as in 020|20220811|0000|")
    width, text, first = _COLUMNS[table[1]]
    found, strange = [], []
    for number, row in enumerate(rows[1:], start=2):
        place, cells = f"{name} row {number}", row.split("|")
        days = [_day(cell) for cell in cells[first : first + 2]]
        if len(cells) != width or len(days) != 2 or days[0] is None or (cells[first + 1] and days[1] is None):  # noqa: PLR2004
            strange.append(place)
        else:
            code = "".join(cells[part].strip() for part in _CODES[table[1]])
            found.append(Line(code, cells[text], days[0], days[1], place))
    return found, [*_strange(name, strange)]


def read_tree(data: bytes, name: str) -> list[Line]:
    """Read a JSON tree of sections, chapters, headings and codes of 10 digits in force; raise NotTnved."""
    try:
        sections = msgspec.json.decode(data, type=list[_Node])
    except msgspec.MsgspecError as error:
        raise NotTnved(name, str(error)) from error
    return [
        Line(node.code, node.naim, node.date.astimezone(UTC).date(), None, f"{name} code {node.code}")
        for node in _nodes(sections)
        if node.code
    ]


def _nodes(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        for below in (node.groups, node.goods, node.subs):
            yield from _nodes(below or [])


def _day(written: str) -> date | None:
    try:
        return datetime.strptime(written.strip(), "%d.%m.%Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _strange(name: str, places: list[str]) -> Iterator[Finding]:
    if places:
        yield Finding(
            check="ragged row",
            severity=Severity.ERROR,
            about=name,
            message=f"{len(places)} rows of {name} do not have the table's columns or days: not read.",
            evidence=tuple(places[:_EXAMPLES]),
            next_step="Look at them in the snapshot; the file may be cut off.",
        )
