"""Rows of the world: a source's flows of a year, those that touch either country of a pair, who declares.

What touches a country is worked out once for each year and source, since most questions about a pair need
nothing else; only what is about all countries reads the whole year.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sverka.ledger import NothingHeld
from sverka.measures.addable import whole_years
from sverka.measures.declarants import Declaration, declarations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narwhals import Expr

    from sverka.dossier.desk import Desk
    from sverka.ledger.engine import Frame
    from sverka.vocabulary.country import Country

_COLUMNS = (
    *("exporter", "importer", "reporter", "product", "revision", "digits"),
    *("period", "year", "valuation", "flag"),
)


class Place(NamedTuple):
    """A year of a source."""

    source: str
    year: int


class Met(NamedTuple):
    """With whom a country has rows of a year in a source, the world among them, and whether of products."""

    partners: frozenset[Country]
    products: bool


class WorldRows:
    """The rows behind `World`, each asked for once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._near: dict[Place, Frame | None] = {}
        self._declared: dict[Place, tuple[Declaration, ...]] = {}
        self._met: dict[str, Mapping[Country, Mapping[int, Met]]] = {}

    @cached_property
    def newest(self) -> Mapping[str, int]:
        """Return the newest year of each source within the years asked for, the newest source first."""
        import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

        found: dict[str, int] = {}
        for source in self._desk.held:
            frame = self._asked(source)
            rows = [] if frame is None else self._desk.engine.collect(frame.select(nw.col("year").max()))
            for (year,) in rows:
                if year is not None:
                    found[source] = int(year)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def of_year(self, place: Place) -> Frame | None:
        """Return all flows of a year, nothing read yet; None where the source has none."""
        return self._frame(place.source, (place.year, place.year))

    def near(self, place: Place) -> Frame | None:
        """Return a year's flows that touch either country, worked out; None where the source has none."""
        import narwhals as nw  # noqa: PLC0415

        if place not in self._near:
            frame, in_year = self.of_year(place), nw.col("year") == place.year
            near = None if frame is None else frame.filter(whole_years(), in_year, self._touching())
            self._near[place] = near and self._desk.engine.cache(near.select(*_COLUMNS, "value_usd"))
        return self._near[place]

    def declared(self, place: Place) -> tuple[Declaration, ...]:
        """Return who declares what in a year."""
        if place not in self._declared:
            frame = self.of_year(place)
            self._declared[place] = () if frame is None else declarations(frame, self._desk.engine)
        return self._declared[place]

    def met(self, source: str, country: Country) -> Mapping[int, Met]:
        """Return with whom a country of the pair has rows, by year, the newest first; one scan."""
        if source not in self._met:
            rows = self._ends(source)
            self._met[source] = {country: _by_year(rows, country) for country in self._desk.pair}
        return self._met[source][country]

    def _ends(self, source: str) -> list[tuple[int, Country, Country, bool]]:
        import narwhals as nw  # noqa: PLC0415

        frame = self._asked(source)
        if frame is None:
            return []
        products = (nw.col("revision") != "").alias("products")
        near = frame.filter(whole_years(), self._touching())
        rows = self._desk.engine.collect(near.select("year", "exporter", "importer", products).unique())
        return [(int(year), exporter, importer, bool(told)) for year, exporter, importer, told in rows]

    def _touching(self) -> Expr:
        import narwhals as nw  # noqa: PLC0415

        exporter, importer, pair = nw.col("exporter"), nw.col("importer"), self._desk.pair
        sells = (exporter == pair.first) | (exporter == pair.second)
        return sells | (importer == pair.first) | (importer == pair.second)

    def _asked(self, source: str) -> Frame | None:
        """Return a source's flows of the years asked for; a file may hold others beside them."""
        import narwhals as nw  # noqa: PLC0415

        years = self._desk.asked.years
        frame = self._frame(source, years)
        if frame is None or years is None:
            return frame
        return frame.filter(nw.col("year") >= years[0], nw.col("year") <= years[1])

    def _frame(self, source: str, years: tuple[int, int] | None) -> Frame | None:
        try:
            return self._desk.frame(source, years)
        except NothingHeld:
            return None


def _by_year(rows: Iterable[tuple[int, Country, Country, bool]], country: Country) -> Mapping[int, Met]:
    partners: dict[int, set[Country]] = {}
    products: set[int] = set()
    for year, exporter, importer, told in rows:
        if country in {exporter, importer} and exporter != importer:
            partners.setdefault(year, set()).add(importer if exporter == country else exporter)
            products |= {year} if told else set()
    return {year: Met(frozenset(partners[year]), year in products) for year in sorted(partners, reverse=True)}
