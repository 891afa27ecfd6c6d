"""Read the official CSV of a year: industries by industries, final demand on the right, value added below."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from sverka.sources import countries
from sverka.sources.oecd_icio.lookups import Lookups
from sverka.sources.oecd_icio.totals import Stated, Trade, facts_of, flows_of, uses_of
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Dollars = npt.NDArray[np.int64]

_DOLLARS = 1_000_000  # published in millions of dollars
_TOLERANCE = 100_000  # dollars; a row has some 4,500 cells, each rounded to the dollar
_CORNER = ("V1", "")
_SELLER = re.compile(r"[A-Z0-9]{3}_[A-Z][A-Z0-9_]*")
_YEAR = re.compile(r"(?<!ICIO)(?<!\d)((?:19|20)\d\d)(?!\d)")


class UndatedTable(ValueError):
    """A table's name does not say of which year it is; the table itself does not either."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The name {name} does not say one year, and the table does not either. "
            "Give the file as the OECD names it, 2022_SML.csv say."
        )


class MisshapenTable(ValueError):
    """A table is not laid out as the OECD's are."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"{place} cannot be read: {why}. Nothing was read. "
            "Get the CSV again; if the OECD changed its layout, teach oecd_icio/table.py the new one."
        )


class _Column(NamedTuple):
    """A buyer: a country and its industry or final use."""

    country: Country
    buys_for: str


class _Axes(NamedTuple):
    """What the columns are, as positions: `buyer` and `country` of each, in `buyers` and `countries`."""

    columns: tuple[_Column, ...]
    countries: tuple[Country, ...]
    industries: tuple[str, ...]
    uses: tuple[str, ...]
    edition: str


class Year(NamedTuple):
    """A year's table in whole dollars: `sold[use]` is [country, industry, buying country], "" intermediate.

    `used` is [selling industry, buying industry, country]; `below` the rows of value added and totals,
    each [industry or use, country].
    """

    axes: _Axes
    sold: "dict[str, Dollars]"
    used: "Dollars"
    below: "dict[str, Dollars]"
    findings: list[Finding]


def year_of(name: str) -> str:
    """Return the year in a file's name, the edition's ("ICIO2025") left aside; raise UndatedTable."""
    found = set(_YEAR.findall(name))
    if len(found) != 1:
        raise UndatedTable(name)
    return str(found.pop())


def is_table(head: tuple[str, ...]) -> bool:
    """Tell whether a first line is one of the OECD's: a corner, then a country and industry a column."""
    return len(head) > 1 and head[0] in _CORNER and _SELLER.fullmatch(head[1]) is not None


def read_table(text: TextIO, name: str, lookups: Lookups) -> Year:
    """Add up a table row by row, never holding it whole; raise MisshapenTable, UnknownEdition."""
    import numpy as np  # noqa: PLC0415  only this source needs it

    lines = csv.reader(text)
    header = next(lines, [])
    axes = _axes(header, name, lookups)
    width, goods, places = len(axes.columns), len(axes.industries), len(axes.countries)
    country_at = np.array([axes.countries.index(column.country) for column in axes.columns])
    buyers = (*axes.industries, *axes.uses)
    buyer_at = np.array([buyers.index(column.buys_for) for column in axes.columns])
    sold = np.zeros((len(axes.uses) + 1, places, goods, places), np.int64)
    used = np.zeros((goods, len(buyers), places), np.int64)
    below: defaultdict[str, Dollars] = defaultdict(lambda: np.zeros((len(buyers), places), np.int64))
    use_at = np.maximum(buyer_at - goods + 1, 0)
    gaps = Counter[str]()
    for number, cells in enumerate(lines, start=2):
        label = cells[0]
        row = _dollars(cells, width + 2, f"{name} row {number} ({label})")
        if label in lookups.value_added_rows or label == lookups.total:
            np.add.at(below[label], (buyer_at, country_at), row[:width])
            continue
        seller = _label(label, f"{name} row {number}", lookups)
        if seller.buys_for not in axes.industries:
            raise MisshapenTable(f"{name} row {number}", f"“{label}” is no industry of a column")
        i, s = axes.countries.index(seller.country), axes.industries.index(seller.buys_for)
        np.add.at(sold[:, i, s, :], (use_at, country_at), row[:width])
        np.add.at(used[s], (buyer_at, country_at), row[:width])
        gap = abs(int(row[:width].sum()) - int(row[width]))
        if gap > _TOLERANCE:
            gaps[label] = gap
    if not below or sold.sum() == 0:
        raise MisshapenTable(name, "it has no rows of industries, or none of value added and output")
    by_use = dict(zip(("", *axes.uses), sold, strict=True))
    return Year(axes, by_use, used[:, :goods], dict(below), [*_gaps(gaps, name)])


def read_flows(year: Year, stated: Stated) -> Iterator[Flow]:
    """Yield the flows of each use; negative ones, changes in inventories mostly, are counted and left out."""
    for use, dollars in year.sold.items():
        negative = dollars < 0
        if negative.any():
            year.findings.append(
                Finding(
                    check="left out",
                    severity=Severity.NOTE,
                    about=f"{stated.edition}/{use}" if use else stated.edition,
                    message=f"{int(negative.sum())} negative values of {-int(dollars[negative].sum())} "
                    "dollars in all were left out: they are no sales.",
                )
            )
        kept = dollars.clip(min=0)
        yield from flows_of(Trade(year.axes.countries, year.axes.industries, use, kept), stated)


def read_facts(year: Year, stated: Stated, lookups: Lookups) -> Iterator[Fact]:
    """Yield value added, taxes and output of industries, taxes and totals of final uses, use of inputs."""
    axes, goods = year.axes, len(year.axes.industries)
    for label, dollars in year.below.items():
        name = lookups.value_added_rows.get(label, "output")
        yield from facts_of(name, axes.countries, axes.industries, dollars[:goods], stated)
        if label == lookups.total:
            yield from facts_of("total_use", axes.countries, axes.uses, dollars[goods:], stated)
        elif dollars[goods:].any():
            yield from facts_of(name, axes.countries, axes.uses, dollars[goods:], stated)
    yield from uses_of(axes.countries, axes.industries, year.used, stated)


def _axes(header: list[str], name: str, lookups: Lookups) -> _Axes:
    place = f"{name} row 1"
    if len(header) < 3 or header[0] not in _CORNER or header[-1] != lookups.total:  # noqa: PLR2004
        raise MisshapenTable(place, f"it does not begin with a corner and end with “{lookups.total}”")
    columns = tuple(_label(label, place, lookups) for label in header[1:-1])
    seen = {column.buys_for for column in columns}
    industries = seen - set(lookups.final_uses)
    edition = lookups.edition(industries, place)
    return _Axes(
        columns,
        tuple(dict.fromkeys(column.country for column in columns)),
        lookups.editions[edition],
        tuple(use for use in lookups.final_uses if use in seen),
        edition,
    )


def _label(label: str, place: str, lookups: Lookups) -> _Column:
    area, _, rest = label.partition("_")
    known = lookups.areas.get(area)
    country = known.country if known else area
    if not rest or (known is None and country not in countries.country_codes()):
        raise MisshapenTable(place, f"“{label}” is no country with an industry or a final use")
    return _Column(country, rest)


def _dollars(cells: list[str], width: int, place: str) -> "Dollars":
    import numpy as np  # noqa: PLC0415

    if len(cells) != width:
        raise MisshapenTable(place, f"it has {len(cells)} cells and the header {width}")
    try:
        millions = np.array(cells[1:], dtype=np.float64)
    except ValueError as error:
        raise MisshapenTable(place, str(error)) from error
    if not np.isfinite(millions).all():
        raise MisshapenTable(place, "a cell is no number")
    return np.rint(millions * _DOLLARS).astype(np.int64)


def _gaps(gaps: Counter[str], name: str) -> Iterator[Finding]:
    if gaps:
        yield Finding(
            check="adding up",
            severity=Severity.WARNING,
            about=name,
            message=f"The sales of {len(gaps)} industries differ from their output by more than {_TOLERANCE} "
            "dollars.",
            evidence=tuple(f"{label}: {dollars} dollars" for label, dollars in gaps.most_common(5)),
            next_step="Compare the rows with the publisher's file.",
        )
