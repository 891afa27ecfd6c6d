"""What the lines above and below a table say of all of it: whose trade, with whom, when, in which unit."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from sverka.sources.own_tables.guessing.column_words import find_direction
from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.sources.own_tables.mapping import Direction
from sverka.sources.own_tables.periods import When, find_when
from sverka.sources.own_tables.units import Money, find_money

_ADDRESS = re.compile(r"https?://\S+[^\s.,;)]")
_CITED = re.compile(r"^\W*(?:источник|крыніца|дереккөзі?|по данным|source)\b\W*", re.IGNORECASE)
_T = TypeVar("_T")


class Said(NamedTuple, Generic[_T]):
    """A value read from a line, and the line."""

    value: _T
    line: str


class Titles(NamedTuple):
    """What the lines say, None where they say nothing or two things."""

    title: str | None
    publisher: str | None
    address: str | None
    reporter: Said[str] | None
    partner: Said[str] | None
    direction: Said[Direction] | None
    period: Said[When] | None
    money: Said[Money] | None


def read_titles(titles: Sequence[str], notes: Sequence[str]) -> Titles:
    """Read the lines above a table (`titles`) and the lines without figures in and below it (`notes`)."""
    lines = (*titles, *notes)
    lookups = read_lookups()
    publisher = _phrase(lines, lookups.publishers)
    return Titles(
        title=max(titles, key=len, default=None),
        publisher=_publisher(publisher.line) if publisher else None,
        address=next((found[0] for line in lines if (found := _ADDRESS.search(line))), None),
        reporter=_phrase(titles, lookups.title_reporters) or publisher,
        partner=_phrase(titles, lookups.title_partners),
        direction=_one(titles, find_direction),
        period=_one(titles, _period),
        money=_one(titles, _money) or _one(notes, _money),
    )


def _publisher(line: str) -> str:
    """Return an office's name from the line that cites it."""
    return _CITED.sub("", _ADDRESS.sub("", line)).strip(" ,;:.")


def _phrase(lines: Sequence[str], phrases: Mapping[str, str]) -> Said[str] | None:
    """Return the one country whose phrase stands in the lines; None where two do."""
    found = {code: line for line in lines for phrase, code in phrases.items() if phrase in plain(line)}
    if len(found) != 1:
        return None
    ((code, line),) = found.items()
    return Said(code, line)


def _one(lines: Sequence[str], find: Callable[[str], _T | None]) -> Said[_T] | None:
    found = {value: line for line in lines if (value := find(line))}
    if len(found) != 1:
        return None
    ((value, line),) = found.items()
    return Said(value, line)


def _period(line: str) -> When | None:
    when = find_when(line)
    return when if when and when.year else None


def _money(line: str) -> Money | None:
    money = find_money(line)
    return money if money.currency else None
