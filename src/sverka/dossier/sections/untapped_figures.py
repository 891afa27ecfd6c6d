"""Figures about untapped lines: each with the interval that revisions of all its parts leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.sections.goods_figures import WHOLE
from sverka.dossier.sections.position_figures import about_book
from sverka.dossier.sections.position_fit import about_both
from sverka.measures.declarants import BookOf
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.interval import Interval, plus

if TYPE_CHECKING:
    from sverka.dossier.sections.goods_figures import About, GoodsFigures
    from sverka.measures.untapped import Untapped, UntappedLine
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.figure import Figure

_FORMULA = "X(a, p) / X(p) M(b, p) - M(a>b, p)"


class UntappedFigures:
    """Makes figures of one direction; a line that revisions alone would bring in is in none of them."""

    def __init__(self, make: GoodsFigures, found: Untapped) -> None:
        self._make = make
        self._found = found
        books = {found.export_book, found.import_book}
        self._both = about_both(found.exporter, found.importer, books, found.year)

    def count(self, number: int, what: str) -> Figure:
        """Make a number of products."""
        return self._make.count(number, self._both, f"products of {self._found.revision} {what}")

    def exports(self, line: UntappedLine) -> Figure:
        """Make what the exporter sells of a line to the world."""
        return self._make.level(line.exports_usd, self._of_exporter(), self._what(line))

    def rca(self, line: UntappedLine) -> Figure:
        """Make the exporter's revealed comparative advantage in a line."""
        tilt = self._make.tilt**2
        allowed = Interval(line.rca * tilt, line.rca / tilt)
        about, what = self._of_exporter(), self._what(line)
        return self._make.figure("rca", line.rca, "index", about, what=what, allowed=allowed)

    def elsewhere(self, line: UntappedLine) -> Figure:
        """Make what the importer buys of a line from all others."""
        found = self._found
        about = self._of_importer(found.importer)
        dollars, current = (
            line.imports_usd - (line.current_usd or 0),
            self._make.around(line.current_usd or 0),
        )
        all_ = self._make.around(line.imports_usd)
        allowed = Interval(max(0.0, all_.low - current.high), all_.high - current.low)
        what = f"{self._what(line)}, imports less those from the partner, {found.exporter}"
        return self._make.figure("level", dollars, "USD", about, what=what, allowed=allowed)

    def current(self, line: UntappedLine) -> Figure | None:
        """Make what the importer buys of a line from the exporter; None where no row tells it."""
        if line.current_usd is None:
            return None
        about = self._of_importer(goods_flow(self._found.exporter, self._found.importer))
        return self._make.level(line.current_usd, about, self._what(line))

    def potential(self, line: UntappedLine) -> Figure:
        """Make what a line would add."""
        what = f"{_FORMULA}, {self._what(line)}"
        allowed = self._allowed(line)
        value = line.potential_usd
        return self._make.figure("untapped", value, "USD", self._both, what=what, allowed=allowed)

    def total(self) -> Figure:
        """Make the sum of all lines."""
        lines = self._found.lines
        what = f"sum over products of {self._found.revision}: {len(lines)}; {_FORMULA}"
        allowed, value = plus(map(self._allowed, lines)), self._found.potential_usd
        return self._make.figure("untapped", value, "USD", self._both, what=what, allowed=allowed)

    def top(self, dollars: int) -> Figure:
        """Make the part of the sum that the shown lines make up."""
        value = WHOLE * dollars / self._found.potential_usd
        tilt = self._make.tilt
        allowed = Interval(value * tilt, min(WHOLE, value / tilt))
        what = f"part of the sum over products of {self._found.revision}: {len(self._found.lines)}"
        return self._make.figure("share", value, "%", self._both, what=what, allowed=allowed)

    def _allowed(self, line: UntappedLine) -> Interval:
        """Return what revisions of the world share, the purchases and the current trade leave."""
        tilt, usual, current = self._make.tilt, self._make.usual, line.current_usd or 0
        low = line.world_share * tilt * line.imports_usd * (1 - usual) - current * (1 + usual)
        high = line.world_share / tilt * line.imports_usd * (1 + usual) - current * (1 - usual)
        if line.capped:
            low, high = line.potential_usd * (1 - usual), line.potential_usd * (1 + usual)
        return Interval(max(0.0, min(low, line.potential_usd)), max(high, line.potential_usd))

    def _what(self, line: UntappedLine) -> str:
        return f"{self._found.revision} {line.product}"

    def _of_exporter(self) -> About:
        found = self._found
        valuation = "CIF" if found.export_book is BookOf.PARTNERS else "FOB"
        return about_book(found.exporter, found.exporter, found.export_book, valuation, found.year)

    def _of_importer(self, subject: Subject | Country) -> About:
        found = self._found
        valuation = "FOB" if found.import_book is BookOf.PARTNERS else "CIF"
        return about_book(subject, found.importer, found.import_book, valuation, found.year)
