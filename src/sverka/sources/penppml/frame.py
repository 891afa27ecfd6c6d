"""The table as the R package has it: columns in memory, made into flows and facts."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from sverka.sources.penppml.lookups import Lookups
from sverka.sources.penppml.tables import MEASURED, PAIR, RECORDED, ZERO
from sverka.sources.r_frame import Column
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin


class MovedFrame(ValueError):
    """The data frame has not the columns that the package documents."""

    def __init__(self, name: str, missing: tuple[str, ...], strange: tuple[str, ...]) -> None:
        super().__init__(
            f"{name} lacks the columns {', '.join(missing) or 'none'} and has the unknown ones "
            f"{', '.join(strange) or 'none'}. It is another version of the package's table: "
            "compare it with penppml/lookups.yml."
        )


class _Row(NamedTuple):
    exporter: Country
    importer: Country
    year: str
    position: int


class Panel:
    """The rows of the frame whose codes are countries; `findings` say what was left out."""

    def __init__(self, columns: dict[str, Column], name: str, origin: Origin, lookups: Lookups) -> None:
        expected = (*PAIR, *MEASURED, *lookups.provisions)
        if set(expected) != set(columns):
            missing = tuple(one for one in expected if one not in columns)
            raise MovedFrame(name, missing, tuple(one for one in columns if one not in expected))
        self._columns: dict[str, list[Any]] = {
            key: value if isinstance(value, list) else value.tolist() for key, value in columns.items()
        }
        self._name, self._origin, self._lookups = name, origin, lookups
        self._strange = Counter[str]()
        self._rows = [*self._countries()]

    def flows(self) -> Iterator[Flow]:
        """Yield the exports in whole dollars."""
        exports = self._columns["export"]
        for row in self._rows:
            dollars = round(exports[row.position])
            yield Flow(
                exporter=row.exporter,
                importer=row.importer,
                reporter=row.exporter,
                period=row.year,
                valuation=Valuation.FOB,
                value=dollars,
                value_usd=dollars,
                flag=RECORDED if exports[row.position] else ZERO,
                origin=self._place(row),
            )

    def facts(self) -> Iterator[Fact]:
        """Yield the agreement of a pair and year, and the provisions in force."""
        numbers, names = self._columns["id"], self._columns["agreement"]
        for row in self._rows:
            if numbers[row.position]:
                yield self._fact(
                    row, "agreement", str(int(numbers[row.position])), names[row.position] or None
                )
        for name, says in self._lookups.provisions.items():
            held = self._columns[name]
            for row in self._rows:
                if held[row.position]:
                    yield self._fact(row, "provision", name, says)

    @property
    def findings(self) -> Iterator[Finding]:
        """Say which codes were left out, and how often."""
        known = self._lookups.no_countries
        for message, codes, severity, step in (
            ("rows of destinations or origins that are no country", {*known}, Severity.NOTE, None),
            (
                "rows of unknown codes",
                {*self._strange} - {*known},
                Severity.WARNING,
                "Decide in penppml/lookups.yml what they are.",
            ),
        ):
            counts = {code: self._strange[code] for code in sorted(codes) if code in self._strange}
            if counts:
                yield Finding(
                    check="left out",
                    severity=severity,
                    about=self._name,
                    message=f"{sum(counts.values())} {message} were left out.",
                    evidence=tuple(
                        f"{code} ({known.get(code, 'unknown')}): {count}" for code, count in counts.items()
                    ),
                    next_step=step,
                )

    def _countries(self) -> Iterator[_Row]:
        known = self._lookups.countries()
        pairs = zip(*(self._columns[name] for name in PAIR), strict=True)
        for position, (exporter, importer, year) in enumerate(pairs):
            if exporter in known and importer in known:
                yield _Row(known[exporter], known[importer], year, position)
            else:
                self._strange[exporter if exporter not in known else importer] += 1

    def _fact(self, row: _Row, name: str, detail: str, text: str | None) -> Fact:
        return Fact(
            name=name,
            country=row.exporter,
            partner=row.importer,
            detail=detail,
            period=row.year,
            value=1.0,
            text=text,
            origin=self._place(row),
        )

    def _place(self, row: _Row) -> Origin:
        return msgspec.structs.replace(self._origin, place=f"{self._name} row {row.position + 1}")
