"""The sheets of a correlation workbook: which revisions each sets side by side, and its lines.

Three layouts are published: "Between" over two revisions and the relationship of each line; "From" and
"To", one line a code; and one table of all revisions, whose rows are joined through one another.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import NamedTuple, TypeAlias

from sverka.sources.workbook import Cell, Grid, Line, written
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.nomenclature import REVISIONS

Pairs: TypeAlias = dict[tuple[str, str], str]
"""Code and counterpart, with the place of the first row that has them."""

_REVISION = re.compile(r"(?:(?:from|to)\s+)?(HS|SITC|BEC)\s*(?:rev\.?\s*)?(\d{1,4})", re.IGNORECASE)
_CODES = {"HS": re.compile(r"\d{6}"), "SITC": re.compile(r"\d{3,5}"), "BEC": re.compile(r"\d{1,3}")}
_ORDER = [revision.name for revision in REVISIONS]
_FIRST_HS = 88  # HS88 and HS92 are one revision
_HEADER_WITHIN = 10  # rows


class Correlation(NamedTuple):
    """The lines between two revisions, and what the publisher states of each line ("1:n")."""

    revision: str
    other: str
    pairs: Pairs
    stated: Mapping[tuple[str, str], str]


class Conversion(NamedTuple):
    """The one code that the publisher takes for each code of a revision."""

    revision: str
    other: str
    pairs: Pairs


class Sheets(NamedTuple):
    """What the sheets of a workbook hold."""

    correlations: tuple[Correlation, ...]
    conversions: tuple[Conversion, ...]
    findings: tuple[Finding, ...]


class _Header(NamedTuple):
    row: int
    revisions: dict[int, str]  # by column
    relationship: int | None
    converts: bool
    unread: tuple[str, ...]


def read_sheet(grid: Grid, nothing: tuple[str, ...]) -> Sheets:
    """Read one sheet; a head that names no two revisions is a Finding, and so are cells without a code."""
    header = _header(grid)
    if header is None:
        return Sheets((), (), (_unread_sheet(grid),))
    refused = _Refused(grid.name)
    rows = [_codes(line, header, nothing, refused.note) for line in grid.lines() if line.number > header.row]
    if header.converts:
        conversions = tuple(_conversion(header, rows))
        return Sheets((), conversions, (*_unread_columns(grid, header), *refused.findings))
    correlations = tuple(_correlations(header, rows))
    return Sheets(correlations, (), (*_unread_columns(grid, header), *refused.findings))


class _Row(NamedTuple):
    codes: dict[str, str]  # by revision
    relationship: str
    place: str


def revision_in(text: str) -> str | None:
    """Return the revision that a column's head names: "HS2017" for "HS17", " HS2017" or "From HS 2017"."""
    found = _REVISION.fullmatch(text.strip())
    if not found:
        return None
    family, number = found[1].upper(), int(found[2])
    if family == "HS" and number < 100:  # noqa: PLR2004  two digits of a year
        number += 1900 if number >= _FIRST_HS else 2000
    name = f"{family}{number}".replace("HS1988", "HS1992")
    return name if name in _ORDER else None


def _header(grid: Grid) -> _Header | None:
    for line in list(grid.lines())[:_HEADER_WITHIN]:
        texts = [written(cell) for cell in line.cells]
        revisions = {at: name for at, text in enumerate(texts) if (name := revision_in(text))}
        if len(set(revisions.values())) > 1:
            relationship = [at for at, text in enumerate(texts) if text.lower() == "relationship"]
            known = {*revisions, *relationship}
            return _Header(
                row=line.number,
                revisions=revisions,
                relationship=relationship[0] if relationship else None,
                converts=texts[min(revisions)].lower().startswith("from"),
                unread=tuple(text for at, text in enumerate(texts) if text and at not in known),
            )
    return None


def _codes(
    line: Line, header: _Header, nothing: tuple[str, ...], refuse: Callable[[str, Cell], None]
) -> _Row:
    codes = {}
    for column, revision in header.revisions.items():
        cell = line.cells[column]
        text = written(cell)
        if not text or text in nothing:
            continue
        if _CODES[revision.rstrip("0123456789")].fullmatch(text):
            codes[revision] = text
        else:
            refuse(line.place, cell)
    relationship = "" if header.relationship is None else written(line.cells[header.relationship])
    return _Row(codes, relationship, line.place)


def _conversion(header: _Header, rows: list[_Row]) -> Iterator[Conversion]:
    one, other = list(header.revisions.values())[:2]
    pairs: Pairs = {}
    for row in rows:
        if one in row.codes and other in row.codes:
            pairs.setdefault((row.codes[one], row.codes[other]), row.place)
    yield Conversion(one, other, pairs)


def _correlations(header: _Header, rows: list[_Row]) -> Iterator[Correlation]:
    for one, other in _wanted(tuple(header.revisions.values())):
        pairs: Pairs = {}
        stated: dict[tuple[str, str], str] = {}
        for row in rows:
            if one in row.codes and other in row.codes:
                pair = (row.codes[one], row.codes[other])
                pairs.setdefault(pair, row.place)
                if row.relationship:
                    stated[pair] = row.relationship
        yield Correlation(one, other, pairs, stated)


def _wanted(revisions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield which revisions of a sheet to set side by side, the newer first.

    In the table of all revisions: neighbours of one nomenclature, since following them gives the same
    lines for the others, and the HS with everything else.
    """
    if len(revisions) == 2:  # noqa: PLR2004  a table of two
        yield revisions[0], revisions[1]
        return
    ordered = sorted(set(revisions), key=_ORDER.index)
    neighbours = {(newer, older) for older, newer in pairwise(ordered)}
    for one, other in combinations(ordered, 2):
        if one.rstrip("0123456789") == other.rstrip("0123456789"):
            if (other, one) in neighbours:
                yield other, one
        elif one.startswith("HS"):
            yield one, other


class _Refused:
    """Cells that are no codes: counted, the first ones kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._first: list[str] = []

    def note(self, place: str, cell: Cell) -> None:
        self._count += 1
        if len(self._first) < 5:  # noqa: PLR2004  enough to find the cause
            self._first.append(f"{place}: {cell!r}")

    @property
    def findings(self) -> tuple[Finding, ...]:
        if not self._count:
            return ()
        return (
            Finding(
                check="not a code",
                severity=Severity.ERROR,
                about=self._name,
                message=f"{self._count} cells are not written as codes; their lines were not read.",
                evidence=tuple(self._first),
                next_step="The usual cause is a zero lost in front, 10121 for 010121: get the file again.",
            ),
        )


def _unread_sheet(grid: Grid) -> Finding:
    return Finding(
        check="unread sheet",
        severity=Severity.WARNING,
        about=grid.name,
        message="No row at its top names two revisions (HS 2022, SITC4, BEC4); the sheet was not read.",
        next_step="If it holds a table of codes, teach sources/hs_concordance/sheets.py its head.",
    )


def _unread_columns(grid: Grid, header: _Header) -> Iterator[Finding]:
    for column in header.unread:
        yield Finding(
            check="unread column",
            severity=Severity.WARNING,
            about=grid.name,
            message=f"The column “{column}” was not read.",
            next_step="If it tells apart codes or lines, teach sources/hs_concordance/sheets.py to read it.",
        )
