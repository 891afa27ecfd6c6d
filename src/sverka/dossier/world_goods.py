"""Products of the world in a year: what each country sells and buys, asked once for a pair."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sverka.dossier.headings import HEADING, Headings, ask_headings
from sverka.measures.competitors import competitors
from sverka.measures.complementarity import ask_complementarity
from sverka.measures.country_goods import country_goods
from sverka.measures.declarants import Trade
from sverka.measures.rca import advantages
from sverka.measures.untapped import untapped

if TYPE_CHECKING:
    from sverka.dossier.desk import Desk
    from sverka.ledger.engine import Frame
    from sverka.measures.competitors import Competitors
    from sverka.measures.complementarity import Complementarity
    from sverka.measures.declarants import Goods
    from sverka.measures.untapped import Untapped
    from sverka.vocabulary.country import Country


class WorldGoods:
    """A source's products of a year: `goods` says which nomenclature and whose books."""

    def __init__(self, desk: Desk, source: str, goods: Goods, rows: Frame, near: Frame) -> None:
        self.source = source
        self.goods = goods
        self._desk = desk
        self._rows = rows
        self._near = near

    @property
    def year(self) -> int:
        """Return the year."""
        return self.goods.year

    def untapped(self, exporter: Country, importer: Country) -> Untapped:
        """Return the lines that one country could sell to the other."""
        direction = (exporter, importer)
        return untapped(self._near, self._desk.engine, self.goods, advantages(self._exports), direction)

    def competitors(self, supplier: Country, buyer: Country, lines: int) -> Competitors:
        """Rank the suppliers of what one country buys most of from the other."""
        return competitors(self._near, self._desk.engine, self.goods, supplier, buyer, lines=lines)

    def complementarity(self, exporter: Country, importer: Country) -> Complementarity:
        """Compare what one country sells to all with what the other buys from all."""
        return ask_complementarity(self._near, self._desk.engine, self.goods, exporter, importer)

    @cached_property
    def headings(self) -> Headings:
        """Return who has an advantage in which heading."""
        tilt = (1 - (usual := self._desk.usual(self.source))) / (1 + usual)
        return ask_headings(self._exports, self._desk.engine, self._desk.pair, tilt)

    @cached_property
    def digits(self) -> int:
        """Return the length of the codes of `headings`."""
        return min(HEADING, self.goods.digits or HEADING)

    @cached_property
    def _exports(self) -> Frame:
        return self._desk.engine.cache(country_goods(self._rows, self.goods, Trade.EXPORTS))
