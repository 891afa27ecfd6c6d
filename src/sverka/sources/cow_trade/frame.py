"""The R file of peacesciencer: each pair of states twice, once from either side, in whole millions."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sverka.sources.cow_trade.lookups import Lookups
from sverka.sources.r_frame import Column
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin

_MILLION = 1_000_000
_COLUMNS = ("ccode1", "ccode2", "year", "flow1", "flow2", "smoothflow1", "smoothflow2")


class MovedFrame(ValueError):
    """The data frame has not the columns of peacesciencer's."""

    def __init__(self, name: str, has: tuple[str, ...]) -> None:
        super().__init__(
            f"{name} has the columns {', '.join(has)} and not {', '.join(_COLUMNS)}. "
            "It is another table: give the project's own Dyadic_COW_4.0.csv instead."
        )


class Dyads:
    """The rows of the frame; `findings` are whole once the flows have been gone through."""

    def __init__(self, columns: dict[str, Column], name: str, origin: Origin, lookups: Lookups) -> None:
        if set(columns) != set(_COLUMNS) or any(isinstance(column, list) for column in columns.values()):
            raise MovedFrame(name, tuple(columns))
        self._columns: dict[str, Any] = columns
        self._name, self._origin, self._lookups = name, origin, lookups
        self._left = Counter[str]()
        self._strange = Counter[str]()

    def flows(self) -> Iterator[Flow]:
        """Yield what the first state of each row imports from the second; the second has a row of its own."""
        columns = (self._columns[name].tolist() for name in _COLUMNS[:4])
        known, flag = self._known(), self._lookups.rounded
        for number, (buyer, seller, year, millions) in enumerate(zip(*columns, strict=True), start=1):
            if millions != millions or millions == self._lookups.missing:  # noqa: PLR0124  NaN is R's NA
                self._left["flow1 is missing"] += 1
                continue
            importer, exporter = known.get((buyer, year)), known.get((seller, year))
            if importer is None or exporter is None:
                self._note_code(buyer if importer is None else seller, year)
                continue
            dollars = round(millions * _MILLION)
            yield Flow(
                exporter=exporter,
                importer=importer,
                reporter=importer,
                period=str(int(year)),
                valuation=Valuation.CIF,
                value=dollars,
                value_usd=dollars,
                flag=flag,
                origin=self._place(number),
            )

    @property
    def findings(self) -> Iterator[Finding]:
        """Say what was left out, and whether the two sides of a pair agree."""
        yield from self._counted(self._left, "were left out", Severity.NOTE, None)
        yield from self._counted(
            self._strange,
            "have a code that is no state in that year and were left out",
            Severity.WARNING,
            "Decide in cow_trade/lookups.yml which country it is.",
        )
        differing = self._differing()
        if differing:
            yield Finding(
                check="two sides of a pair",
                severity=Severity.WARNING,
                about=self._name,
                message=f"{differing} rows give flow2 otherwise than the pair's other row gives flow1; "
                "flow1 was posted.",
            )

    def _known(self) -> dict[tuple[float, float], str]:
        """Return the country of each code and year in the data that counts under it."""
        import numpy as np  # noqa: PLC0415  only this kind of file needs it

        seen = np.unique(np.column_stack([self._columns["ccode1"], self._columns["year"]]), axis=0)
        found = {}
        for code, year in seen.tolist():
            country = self._lookups.country(int(code), int(year))
            if country and not self._lookups.counts_elsewhere(int(code), int(year)):
                found[code, year] = country
        return found

    def _note_code(self, code: float, year: float) -> None:
        if self._lookups.counts_elsewhere(int(code), int(year)):
            self._left[f"code {code:.0f} counts under its successor's in {year:.0f}"] += 1
        else:
            self._strange[f"code {code:.0f} in {year:.0f}"] += 1

    def _differing(self) -> int:
        """Count rows whose flow2 is not the flow1 of the row with the two states exchanged."""
        import numpy as np  # noqa: PLC0415

        one, other, year, flow, mirrored = (self._columns[name] for name in _COLUMNS[:5])
        ours, theirs = np.lexsort((year, other, one)), np.lexsort((year, one, other))
        same = np.logical_and.reduce(
            [
                one[ours] == other[theirs],
                other[ours] == one[theirs],
                year[ours] == year[theirs],
                (mirrored[ours] == flow[theirs]) | (np.isnan(mirrored[ours]) & np.isnan(flow[theirs])),
            ]
        )
        return int((~same).sum())

    def _counted(
        self, counts: Counter[str], what: str, severity: Severity, step: str | None
    ) -> Iterator[Finding]:
        if counts:
            yield Finding(
                check="left out",
                severity=severity,
                about=self._name,
                message=f"{counts.total()} rows {what}.",
                evidence=tuple(f"{thing}: {count}" for thing, count in counts.most_common(10)),
                next_step=step,
            )

    def _place(self, number: int) -> Origin:
        shared = self._origin
        return Origin(
            source=shared.source,
            snapshot=shared.snapshot,
            place=f"{self._name} row {number}",
            licence=shared.licence,
            accessed=shared.accessed,
            cites=shared.cites,
        )
