"""A file of a snapshot: its bytes, where its facts come from, and what its reader noticed."""

import csv
import math
from collections.abc import Iterator
from io import StringIO

import msgspec

from sverka.sources.covariates.lookups import Publication
from sverka.sources.row import Sheet
from sverka.sources.workbook import Workbook, written
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.origin import Origin

WORKBOOKS = (".xls", ".xlsx")
_EXAMPLES = 5


class Published:
    """One published file; the findings are whole once its facts have been gone through.

    A workbook stands for its first sheet, as CEPII publishes GeoDist; raises UnreadableWorkbook.
    """

    def __init__(self, name: str, data: bytes, origin: Origin) -> None:
        self.name = name
        self.data = _as_csv(data, name) if name.lower().endswith(WORKBOOKS) else data
        self.noticed: list[Finding] = []
        self._no_numbers: list[str] = []
        self._origin = origin
        self._sheets: list[Sheet] = []

    @property
    def head(self) -> str:
        """Return the first line, by which a layout is recognised; broken letters do no harm there."""
        return self.data.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace").strip()

    @property
    def text(self) -> str:
        """Return the whole text: UTF-8, or Latin-1 where it is none, as users read DESTA 2.3."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return self.data.decode("latin-1")

    def cite(self, publication: Publication) -> None:
        """Say which publication the file's facts are cited from."""
        self._origin = msgspec.structs.replace(
            self._origin,
            cites=publication.cites,
            licence=publication.licence,
            address=publication.address,
        )

    def sheet(self) -> Sheet:
        """Open the file as a comma-separated table whose findings become the file's."""
        self._sheets.append(Sheet(self.data, self.name))
        return self._sheets[-1]

    def origin(self, place: str) -> Origin:
        """Say where something stands in this file."""
        return msgspec.structs.replace(self._origin, place=place)

    def number(self, written: str, place: str, column: str) -> float | None:
        """Read a number; text that is none, NaN or infinity is told in a Finding, and None."""
        try:
            found = float(written)
        except ValueError:
            found = math.nan
        if math.isfinite(found):
            return found
        self._no_numbers.append(f"{place}, {column}: “{written}”")
        return None

    def leave_out(self, what: str, left: dict[str, int], next_step: str | None = None) -> None:
        """Note what was left out on purpose or for want of a decision: each thing with its count."""
        if left:
            self.noticed.append(
                Finding(
                    check="left out",
                    severity=Severity.WARNING if next_step else Severity.NOTE,
                    about=self.name,
                    message=f"{sum(left.values())} {what} were left out.",
                    evidence=tuple(f"{thing}: {count}" for thing, count in sorted(left.items())),
                    next_step=next_step,
                )
            )

    @property
    def findings(self) -> Iterator[Finding]:
        """Return what was noticed so far."""
        yield from self.noticed
        if self._no_numbers:
            yield Finding(
                check="no number",
                severity=Severity.ERROR,
                about=self.name,
                message=f"{len(self._no_numbers)} cells of {self.name} hold no number; they were not posted.",
                evidence=tuple(self._no_numbers[:_EXAMPLES]),
                next_step="Look at the cells in the file; get it again if it was edited or cut off.",
            )
        for sheet in self._sheets:
            yield from sheet.findings


def _as_csv(data: bytes, name: str) -> bytes:
    """Write the first sheet of a workbook as CSV; its rows keep their numbers."""
    book, text = Workbook(data, name), StringIO()
    lines = csv.writer(text, lineterminator="\n")
    for line in book.sheet(book.sheets[0]).lines() if book.sheets else ():
        lines.writerow(written(cell) for cell in line.cells)
    return text.getvalue().encode()
