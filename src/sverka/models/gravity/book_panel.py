"""The square panel that a book yields: every exporter, importer and year, and where each cell came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.gravity.tensor import Numbers
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.origin import Origin

Codes: TypeAlias = NDArray[np.uint8]
Words: TypeAlias = NDArray[np.str_]


class Declared(StrEnum):
    """Whose declaration of a flow is taken.

    IMPORTER_FIRST is what the literature does: imports are recorded with more care, for they pay duties;
    the exporter's declaration fills in where the importer is silent. What a publisher estimated comes
    after what either side declared. Imports are mostly CIF, exports FOB, and neither is converted.
    """

    IMPORTER_FIRST = "importer first"
    EXPORTER_FIRST = "exporter first"
    IMPORTER = "importer only"
    EXPORTER = "exporter only"


class Zeros(StrEnum):
    """When a pair trades nothing: where a book says so, or also where a published book leaves it out.

    ABSENT assumes that a country which declares its trade of a year leaves out only partners with which it
    has none. Between two countries that both declare nothing trade stays missing under both, and so does that
    of a country which stands in nobody's book of the year.
    """

    PUBLISHED = "published"
    ABSENT = "absent"


class Domestic(StrEnum):
    """A country's trade with itself: as the book has it, or also GDP minus exports where it has none.

    GDP is value added and exports are gross, so what is constructed is too small, and below zero for
    entrepôts, which stay missing.
    """

    BOOK = "book"
    CONSTRUCTED = "constructed"


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """How a panel is made of what countries declare."""

    declared: Declared = Declared.IMPORTER_FIRST
    zeros: Zeros = Zeros.PUBLISHED
    domestic: Domestic = Domestic.BOOK


class Basis(IntEnum):
    """What the trade of a cell rests on."""

    MISSING = 0
    IMPORTER = 1
    EXPORTER = 2
    RECONCILED = 3
    IMPORTER_ESTIMATED = 4
    EXPORTER_ESTIMATED = 5
    ASSUMED_ZERO = 6
    CONSTRUCTED = 7

    @property
    def words(self) -> str:
        """Return the flag as a file has it: "importer", "assumed zero"."""
        return self.name.lower().replace("_", " ")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """Where a covariate of a panel came from: the fact of the book, its meaning, and its first origin."""

    name: str
    fact: str
    meaning: str
    origin: Origin | None = None


@dataclass(frozen=True, eq=False)
class BookPanel:
    """N countries with themselves and each other over T years: R = N·N·T rows.

    Rows run over exporters, within them importers, within them years. `exporter`, `importer` (R,) are codes,
    `year` (R,) whole years, `trade` (R,) US dollars at current prices, NaN where missing; `flags` (R,) a
    `Basis` for each; `covariates` (R,) each, NaN where missing. `domestic` says how a country's trade with
    itself came about. `columns` and `origins` say what was used, `findings` what limits it. `world_exports`
    (N, T) is what each country declares to have sold to the world, NaN where it does not.
    """

    countries: tuple[Country, ...]
    years: tuple[int, ...]
    source: str
    rules: Rules
    exporter: Words
    importer: Words
    year: NDArray[np.int64]
    trade: Numbers
    covariates: Mapping[str, Numbers]
    flags: Codes
    world_exports: Numbers
    columns: tuple[Column, ...] = ()
    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> dict[Basis, int]:
        """Return the number of cells by what their trade rests on, those that occur."""
        found = np.bincount(self.flags, minlength=len(Basis))
        return {basis: int(found[basis]) for basis in Basis if found[basis]}

    @property
    def zeros(self) -> int:
        """Return the number of cells with no trade, assumed ones included."""
        return int(np.count_nonzero(self.trade == 0))

    @property
    def domestic(self) -> str:
        """Say how domestic trade came about."""
        own = self.flags[self.exporter == self.importer]
        constructed = int(np.count_nonzero(own == Basis.CONSTRUCTED))
        published = int(np.count_nonzero(own != Basis.MISSING)) - constructed
        told = [f"{published:,} country-years from the book"] if published else []
        told += [f"{constructed:,} constructed as GDP minus exports"] if constructed else []
        return "; ".join(told) or "none: the book has no country's trade with itself"

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return (N, N, T): what rows can be reshaped to."""
        return len(self.countries), len(self.countries), len(self.years)

    def to_table(self) -> dict[str, NDArray[np.generic]]:
        """Return the columns as a file has them (R,), `flag` in words; missing cells are NaN."""
        words = np.array([basis.words for basis in Basis])
        return {
            "exporter": self.exporter,
            "importer": self.importer,
            "year": self.year,
            "trade": self.trade,
            "flag": words[self.flags],
            **self.covariates,
        }
