"""What the heading of a column says: direction, period, countries, unit, and what its cells are."""

import re
from typing import NamedTuple

import msgspec

from sverka.sources.countries import by_old_code
from sverka.sources.own_tables.lookups import bare, plain, read_lookups
from sverka.sources.own_tables.mapping import Direction
from sverka.sources.own_tables.names import LEAVE_OUT, WORLD, read_country
from sverka.sources.own_tables.periods import When, find_when
from sverka.sources.own_tables.units import contains

_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])|_")
_ARROW = re.compile(r"\b([A-Z]{3})\s*(->|→|<-|←)\s*([A-Z]{3})\b")
_REPORTS = re.compile(
    r"\b([A-Z]{3})\s+(?:reports\s+)?(X|M|exports?|imports?)\b(?:\s*(?:->|<-|→|←)\s*([A-Z]{3})\b)?"
)
_SHORT = 3
_TOTAL = re.compile(r"[\s,-]*всего[\s,-]*|[\s,-]*total[\s,-]*|[\s,-]*барлығы[\s,-]*|[\s,-]*усяго[\s,-]*")
_VALUATIONS = {"fob": "FOB", "фоб": "FOB", "cif": "CIF", "сиф": "CIF"}


class Sides(NamedTuple):
    """Countries and direction that a heading states."""

    direction: Direction | None = None
    reporter: str | None = None
    partner: str | None = None
    exporter: str | None = None
    importer: str | None = None


def find_sides(heading: str) -> Sides:
    """Find direction and countries: "BLR->KAZ", "KAZ reports M<-BLR", "Экспорт | Казахстан"."""
    reports = _REPORTS.search(heading)
    if reports and _known(reports[1]):
        way = Direction.EXPORT if reports[2][0] in "Xe" else Direction.IMPORT
        return Sides(way, reporter=reports[1], partner=_known(reports[3]))
    arrow = _ARROW.search(heading)
    if arrow and _known(arrow[1]) and _known(arrow[3]):
        one, other = (arrow[1], arrow[3]) if arrow[2] in {"->", "→"} else (arrow[3], arrow[1])
        return Sides(exporter=one, importer=other)
    return Sides(find_direction(heading), partner=_partner(heading))


def _known(code: str | None) -> str | None:
    return by_old_code(code) if code else None


def _partner(heading: str) -> str | None:
    parts = [part.strip() for part in heading.split("|")]
    found = {code for part in parts if not part.isdecimal() and (code := read_country(part))}
    found -= {LEAVE_OUT, WORLD}
    return found.pop() if len(found) == 1 else None


def find_direction(text: str) -> Direction | None:
    """Find the one direction that a text names; None where it names none or both."""
    directions = read_lookups().directions
    parts = {bare(part) for part in text.split("|")}
    words = {word for word in re.findall(r"[^\W\d_]+", plain(_CAMEL.sub(" ", text))) if len(word) > _SHORT}
    found = {directions[word] for word in parts | words if word in directions}
    return found.pop() if len(found) == 1 else None


def find_section(text: str) -> Direction | None:
    """Read a heading inside a table that says export or import: "Экспорт - всего"."""
    words = _TOTAL.sub(" ", bare(text)).strip()
    return read_lookups().directions.get(words) if len(words) > 1 else None


def find_period(heading: str) -> When | None:
    """Find the period of a column."""
    return find_when(heading)


def find_valuation(text: str) -> str | None:
    """Find FOB or CIF."""
    words = set(re.findall(r"[^\W\d_]+", plain(text)))
    found = {value for word, value in _VALUATIONS.items() if word in words}
    return found.pop() if len(found) == 1 else None


def kinds_of(heading: str) -> tuple[str, ...]:
    """Name what a heading's words say that the column holds, the strongest word first."""
    words = plain(_CAMEL.sub(" ", heading))
    found = []
    for kind, forms in msgspec.structs.asdict(read_lookups().headers).items():
        if any(contains(words, form) for form in forms):
            found.append(kind)
    return tuple(found)
