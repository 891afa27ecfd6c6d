"""Read DESTA's list of treaties: which trade agreement two countries have, in force from when to when."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import StringIO
from itertools import combinations, product
from typing import NamedTuple

from sverka.sources import countries
from sverka.sources.covariates.groups import Years
from sverka.sources.covariates.lookups import Lookups
from sverka.sources.covariates.published import Published
from sverka.sources.row import MissingColumn
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity

_TREATIES = ("base_treaty", "protocol or amendment")
_ACCESSION, _WITHDRAWAL = "accession", "withdrawal"
_PASSED_OVER = {"consolidated": "consolidated texts, which repeat a treaty", "negotiation": "negotiations"}
_NEEDED = ("number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "typememb", "c1", "mc1")
_FIRST = ("number", "base_treaty", "name", "entry_type", "")
_SEPARATORS = (",", ";")  # DESTA's own releases have commas
_TWO_SIDES = ("3", "4")  # typememb: a group and a country, two groups
_ACCEDING, _MEMBER = "1", "2"  # marks of accessions to one group; of withdrawals likewise
_NOT_GIVEN = ("", "NA")


class _Row(NamedTuple):
    """A row of the list; `marks` gives each country's side."""

    place: str
    number: str
    treaty: str
    name: str
    kind: str
    signed: int
    in_force: int | None
    members: str
    marks: dict[Country, str]


def is_treaties(file: Published) -> bool:
    """Tell whether a file is DESTA's list of treaties, a row a treaty with its members in columns."""
    return file.head.replace('"', "").startswith(tuple(sign.join(_FIRST) for sign in _SEPARATORS))


def read_treaties(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read the treaties into facts of directed pairs, both directions.

    `detail` is the treaty's number, that of the treaty acceded to for an accession; `text` the row's name.

    "agreement" runs from the year of entry into force to the last year of the list, or to the year in
    which one of the two withdrew. Where that year is not known, or lies before the signature, the pair has
    "agreement_signed" in the year of signature instead. Two groups, or a group and a country, conclude
    an agreement with each other and not among themselves. Raises MissingColumn.
    """
    rows = [*_rows(file, lookups)]
    left_in = _withdrawals(rows)
    horizon = max((year for row in rows for year in (row.signed, row.in_force or 0)), default=0)
    stated: set[tuple[str, str, frozenset[Country], Years]] = set()
    for row in rows:
        treaty = row.treaty if row.kind == _ACCESSION else row.number
        if row.kind == _WITHDRAWAL:
            continue
        _note_early(row, file)
        for one, other in _pairs(row):
            name, years = _in_force(row, (left_in[treaty, one], left_in[treaty, other]), horizon)
            if (name, treaty, frozenset({one, other}), years) in stated:
                continue  # the list repeats some members in later rows
            stated.add((name, treaty, frozenset({one, other}), years))
            for country, partner in ((one, other), (other, one)):
                yield Fact(
                    name=name,
                    country=country,
                    partner=partner,
                    detail=treaty,
                    period=years.period,
                    text=row.name,
                    origin=file.origin(row.place),
                )


def _rows(file: Published, lookups: Lookups) -> Iterator[_Row]:
    separator = max(_SEPARATORS, key=file.head.count)
    reader = csv.DictReader(StringIO(file.text), delimiter=separator)
    header = tuple(reader.fieldnames or ())
    for column in _NEEDED:
        if column not in header:
            raise MissingColumn(f"{file.name} row 1", column, header)
    width = sum(column[:1] == "c" and column[1:].isdigit() for column in header)
    passed, strange = Counter[str](), Counter[str]()
    for number, cells in enumerate(reader, start=2):
        kind = cells["entry_type"]
        if kind in (*_TREATIES, _ACCESSION, _WITHDRAWAL):
            yield _Row(
                place=f"{file.name} row {number}",
                number=cells["number"],
                treaty=cells["base_treaty"],
                name=cells["name"],
                kind=kind,
                signed=int(cells["year"]),
                in_force=None if cells["entryforceyear"] in _NOT_GIVEN else int(cells["entryforceyear"]),
                members=cells["typememb"],
                marks=_marks(cells, width, lookups, strange),
            )
        else:
            passed[_PASSED_OVER.get(kind, f"entries of the type {kind}")] += 1
    file.leave_out("rows that are no treaty of their own", passed)
    file.leave_out("parties", strange, "Decide in covariates/lookups.yml who or on which side they are.")


def _marks(cells: dict[str, str], width: int, lookups: Lookups, strange: Counter[str]) -> dict[Country, str]:
    found, sides = {}, {(one.number, one.country): one.side for one in lookups.desta_sides}
    for position in range(1, width + 1):
        code, mark = cells[f"c{position}"], cells[f"mc{position}"]
        if code in _NOT_GIVEN:
            continue
        fix = lookups.desta_codes.get(code)
        country = fix.country if fix else countries.by_numeric(code)
        if country is not None and mark in _NOT_GIVEN:
            mark = sides.get((cells["number"], country), "")
        if country is None or not mark:
            strange[f"treaty {cells['number']}: {country or f'code {code}'}"] += 1
        else:
            found[country] = mark
    return found


def _withdrawals(rows: list[_Row]) -> defaultdict[tuple[str, Country], list[int]]:
    found: defaultdict[tuple[str, Country], list[int]] = defaultdict(list)
    for row in rows:
        if row.kind == _WITHDRAWAL:
            for country, mark in row.marks.items():
                if mark == _ACCEDING:
                    found[row.treaty, country].append(row.in_force or row.signed)
    return found


def _pairs(row: _Row) -> Iterator[tuple[Country, Country]]:
    """Yield the pairs that a row binds to each other, each once."""
    sides: defaultdict[str, list[Country]] = defaultdict(list)
    for country, mark in row.marks.items():
        sides[mark].append(country)
    if row.kind == _ACCESSION and _ACCEDING in sides:
        yield from combinations(sides[_ACCEDING], 2)
        yield from product(sides[_ACCEDING], sides[_MEMBER])
    elif len(sides) > 1 and (row.kind == _ACCESSION or row.members in _TWO_SIDES):
        for one, other in combinations(sides.values(), 2):
            yield from product(one, other)
    else:
        yield from combinations(row.marks, 2)


def _in_force(row: _Row, left: tuple[list[int], list[int]], horizon: int) -> tuple[str, Years]:
    if row.in_force is None or row.in_force < row.signed:
        return "agreement_signed", Years(row.signed, row.signed)
    ends = [year for years in left for year in years if year >= row.in_force]
    return "agreement", Years(row.in_force, min(ends, default=horizon))


def _note_early(row: _Row, file: Published) -> None:
    if row.in_force is not None and row.in_force < row.signed:
        file.noticed.append(
            Finding(
                check="in force before signature",
                severity=Severity.WARNING,
                about=f"{file.name}: treaty {row.number}",
                message=f"“{row.name}” was signed in {row.signed} and is listed as in force from "
                f"{row.in_force}; it was posted as signed only.",
                evidence=(row.place,),
                next_step="Look up the entry into force of this text.",
            )
        )
