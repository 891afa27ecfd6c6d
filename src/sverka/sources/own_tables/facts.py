"""What a row, its column, its section, its sheet and the mapping say of a flow, put together."""

from typing import Any, NamedTuple

from sverka.sources.own_tables.lookups import bare, read_lookups
from sverka.sources.own_tables.mapping import Direction, Mapping, Said, Scale
from sverka.sources.own_tables.names import LEAVE_OUT, read_country
from sverka.sources.own_tables.periods import When, read_when
from sverka.sources.own_tables.products import read_code
from sverka.vocabulary.country import Country


class Facts(NamedTuple):
    """What is known of a flow so far; None is not said yet."""

    direction: Direction | None = None
    reporter: Country | None = None
    partner: Country | None = None
    exporter: Country | None = None
    importer: Country | None = None
    product: str | None = None
    when: When = When()
    currency: str | None = None
    scale: Scale | None = None

    def with_default(self, other: "Facts") -> "Facts":
        """Complete what this does not say by what `other` says."""
        merged: list[Any] = [
            theirs if mine is None else mine for mine, theirs in zip(self, other, strict=True)
        ]
        merged[_WHEN] = self.when.with_default(other.when)
        return Facts._make(merged)

    @property
    def sides(self) -> tuple[Country | None, Country | None]:
        """Return exporter and importer: given as such, or by direction from reporter and partner."""
        if self.direction is Direction.EXPORT:
            return self.exporter or self.reporter, self.importer or self.partner
        if self.direction is Direction.IMPORT:
            return self.exporter or self.partner, self.importer or self.reporter
        return self.exporter, self.importer

    @property
    def way(self) -> Direction | None:
        """Return the direction, said or by the side that the reporter is on."""
        if self.direction or not self.reporter:
            return self.direction
        return {self.exporter: Direction.EXPORT, self.importer: Direction.IMPORT}.get(self.reporter)


def facts_of(said: Said) -> Facts:
    """Turn what a mapping says in one place into facts."""
    return Facts(
        direction=said.direction,
        reporter=said.reporter,
        partner=said.partner,
        exporter=said.exporter,
        importer=said.importer,
        product=said.product,
        when=(read_when(str(said.period)) if said.period is not None else None) or When(),
        currency=said.currency,
        scale=said.scale,
    )


_WHEN = Facts._fields.index("when")


class Words:
    """The mapping's own words before those that Sverka knows."""

    def __init__(self, mapping: Mapping) -> None:
        self._countries = {bare(name): code for name, code in mapping.countries.items()}
        self._products = {bare(name): code for name, code in mapping.products.items()}

    def country(self, name: str) -> Country | None:
        """Return a country's code, LEAVE_OUT for what is left out, None where it is not known."""
        return self._countries.get(bare(name)) or read_country(name)

    def decided(self, name: str) -> bool:
        """Tell whether the mapping itself leaves a name out."""
        return LEAVE_OUT in {self._countries.get(bare(name)), self._products.get(bare(name))}

    def product(self, text: str) -> tuple[str, bool] | None:
        """Return a product's code and whether a zero was put back; None where it is not known."""
        own = self._products.get(bare(text))
        if own:
            return own, False
        return read_code(text)

    @staticmethod
    def direction(text: str) -> Direction | None:
        """Return the direction that a word says."""
        return read_lookups().directions.get(bare(text))
