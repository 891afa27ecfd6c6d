"""What both sides report of a pair's products of six digits, by direction, year and revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.mirror.growth_lab_products import merge_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sverka.models.mirror.declared import Marks, Numbers


class Way(NamedTuple):
    """One direction of a pair in a year."""

    exporter: str
    importer: str
    year: int


class Report(NamedTuple):
    """A product of six digits as both sides declare it, in US dollars; None says that a side is silent.

    `import_fob` is what a reporter declares that gives no CIF value.
    """

    exporter: str
    importer: str
    product: str
    revision: str
    year: int
    export_fob: float | None
    import_cif: float | None
    import_fob: float | None


@dataclass(frozen=True, eq=False)
class Merged:
    """Both sides' reports of one way in one revision: k products by code, US dollars, NaN for silence.

    `import_is_fob` (k,) marks imports that bear no freight.
    """

    codes: tuple[str, ...]
    export_fob: Numbers
    import_value: Numbers
    import_is_fob: Marks

    def within(self, code: str) -> Marks:
        """Mark the products that are `code` or a part of it, (k,)."""
        return np.array([one.startswith(code) for one in self.codes], np.bool_)


class Reports:
    """Reports of a pair, found by way and revision."""

    def __init__(self, reports: Iterable[Report]) -> None:
        """Sort the reports by way and revision."""
        self._held: dict[Way, dict[str, list[Report]]] = {}
        for one in reports:
            way = Way(one.exporter, one.importer, one.year)
            self._held.setdefault(way, {}).setdefault(one.revision, []).append(one)

    def shared(self, way: Way) -> set[str]:
        """Return the revisions in which both sides report a way."""
        exports, imports = self.revisions(way)
        return exports & imports

    def revisions(self, way: Way) -> tuple[set[str], set[str]]:
        """Return the revisions in which the exporter reports a way, and those of the importer."""
        held = self._held.get(way, {})
        exports = {name for name, rows in held.items() if any(one.export_fob is not None for one in rows)}
        imports = {name for name, rows in held.items() if any(_imported(one) is not None for one in rows)}
        return exports, imports

    def merged(self, way: Way, revision: str) -> Merged:
        """Put both sides' reports of a way in a revision together."""
        rows: Sequence[Report] = self._held.get(way, {}).get(revision, ())
        codes, export_fob, import_value = merge_reports(
            {one.product: one.export_fob for one in rows if one.export_fob is not None},
            {one.product: value for one in rows if (value := _imported(one)) is not None},
        )
        at_border = {one.product for one in rows if one.import_cif is None}
        return Merged(
            codes, export_fob, import_value, np.array([code in at_border for code in codes], np.bool_)
        )


def _imported(report: Report) -> float | None:
    return report.import_fob if report.import_cif is None else report.import_cif
