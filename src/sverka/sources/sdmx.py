"""SDMX-CSV: observations of a service's answer, or of a download from the IMF's portal, one by one.

An *answer* follows the standard (1.0: DATAFLOW first; 2.0: STRUCTURE first). A *download* has no structure
column, names beside its codes ("COUNTRY.ID", "COUNTRY"), and either a period a row or a period a column.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from io import BytesIO, TextIOWrapper
from typing import NamedTuple

from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.period import Period

_PERIOD = re.compile(r"(\d{4})(?:-?(?:([QS])([1-4])|M?(0[1-9]|1[0-2])))?")
_STRUCTURES = ("DATAFLOW", "STRUCTURE_ID")
_SHOWN = 5


class Observation(NamedTuple):
    """One value as written, with what stands in the columns of its row, and its place."""

    fields: Mapping[str, str]
    period: str
    value: str
    place: str


class SdmxCsv:
    """A message or download in UTF-8; `findings` is complete after the observations were gone through.

    `fields` names the columns other than period and value: dimensions and attributes by their ids, names
    of codes by what stands above them. Where a download has ids and names of one dimension, "COUNTRY" is
    its id and "COUNTRY name" its name. Raises UnknownLayout where the first line is none of the three.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        self._ragged: list[str] = []
        header = next(self._lines(), [])
        self.is_answer = header[:1] in (["DATAFLOW"], ["STRUCTURE"])
        columns = _columns(header)
        self._width = len(header)
        self._periods = {} if "TIME_PERIOD" in columns else _periods(columns)
        values = () if self._periods else ("TIME_PERIOD", "OBS_VALUE")
        if len(columns) < self._width or not {*values, *(() if self.is_answer else ("FREQUENCY",))} <= {
            *columns
        }:
            raise UnknownLayout(name, header)
        self._values = tuple(columns[title] for title in values)
        self._titles = tuple(columns)
        self._both = self.is_answer and any(":" in title for title in header)
        self.fields = tuple(
            title for title in self._titles if title not in values and title not in self._periods
        )

    def __iter__(self) -> Iterator[Observation]:
        lines = self._lines()
        next(lines)
        for number, cells in enumerate(lines, start=2):
            place = f"{self.name} row {number}"
            if len(cells) != self._width:
                self._ragged.append(place)
                continue
            codes = map(_code, cells) if self._both else cells
            fields = dict(zip(self._titles, codes, strict=True))
            for period, column in self._periods.items():
                yield Observation(fields, period, cells[column].strip(), place)
            if self._values:
                period, value = (cells[column].strip() for column in self._values)
                yield Observation(fields, period, value, place)

    def structure(self, fields: Mapping[str, str]) -> str | None:
        """Return what an answer's row says it is an observation of: "IMF.STA:IMTS(1.0.0)"."""
        return next((fields[title] for title in _STRUCTURES if fields.get(title)), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Name the rows that do not fit the header; the last row of a file that was cut off is one."""
        if not self._ragged:
            return ()
        return (
            Finding(
                check="ragged row",
                severity=Severity.ERROR,
                about=self.name,
                message=f"{len(self._ragged)} rows do not fit the header and were not read.",
                evidence=tuple(self._ragged[:_SHOWN]),
                next_step="A file that was cut off ends in such a row: get it again and compare its size.",
            ),
        )

    def _lines(self) -> Iterator[list[str]]:
        return csv.reader(TextIOWrapper(BytesIO(self._data), encoding="utf-8-sig", newline=""))


def _columns(header: list[str]) -> dict[str, int]:
    """Return the numbers of the columns by id; the name beside an id is called "COUNTRY name"."""
    coded = {title.removesuffix(".ID") for title in header if title.endswith(".ID")}
    named = [f"{title} name" if title in coded else title.removesuffix(".ID") for title in header]
    return {title.partition(":")[0].strip(): number for number, title in enumerate(named)}


def _periods(columns: dict[str, int]) -> dict[str, int]:
    return {title: number for title, number in columns.items() if period_of(title) is not None}


def _code(cell: str) -> str:
    """Take the code out of "BLR: Belarus", as answers with both ids and names write it."""
    return cell.partition(": ")[0].strip()


def period_of(written: str) -> Period | None:
    """Return an SDMX period in the project's notation: 2024-M01 and 2024-01 are 2024-01, 2020-Q1 is 2020Q1.

    None for what is neither year, half year, quarter nor month.
    """
    found = _PERIOD.fullmatch(written)
    if found is None or (found[2] == "S" and found[3] not in "12"):
        return None
    year, letter, part, month = found.groups()
    if letter:
        return f"{year}{'H' if letter == 'S' else 'Q'}{part}"
    return f"{year}-{month}" if month else year


class UnknownLayout(ValueError):
    """The first line of a file is no header of SDMX-CSV."""

    def __init__(self, name: str, header: list[str]) -> None:
        super().__init__(
            f"{name} is no SDMX-CSV: its first line is {', '.join(header[:8]) or 'empty'}. "
            "Ask the service for application/vnd.sdmx.data+csv, or take the portal's CSV with ids and names."
        )
