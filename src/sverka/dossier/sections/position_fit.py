"""How intensely the pair trades, and how well what one sells fits what the other buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Land, Points, Sentence, Value, When
from sverka.dossier.sections.goods_figures import About, GoodsFigures
from sverka.dossier.sections.joining import joined
from sverka.dossier.sections.position_figures import PartnerFigures
from sverka.dossier.world import world_of
from sverka.measures.declarants import BookOf
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.measures.intensity import Intensity
    from sverka.vocabulary.country import Country

_MOST = 100.0  # the index of complementarity of two equal structures


class ByEach(About):
    """What figures are about that are made of both countries' trade with all others."""

    __slots__ = ()

    @property
    def method(self) -> str:
        """Say who declared it: the year's own books, the partners' where a country is silent."""
        return "as each country declares its trade, its partners where it is silent"


def about_both(exporter: Country, importer: Country, books: set[BookOf], year: int) -> About:
    """Tell what a figure is about that compares two countries' books."""
    reconciled = books == {BookOf.RECONCILED}
    valuation = "reconciled" if reconciled else "FOB + CIF"
    made = About if reconciled else ByEach
    return made(goods_flow(exporter, importer), "", valuation, (year,))


def fit_blocks(desk: Desk) -> Iterator[Block]:
    """Say the intensity and the complementarity of each direction."""
    one, other = desk.asked.one, desk.asked.other
    said = tuple(_said(desk, ((one, other), (other, one))))
    if said:
        yield Points(said)


def _said(desk: Desk, ways: tuple[tuple[Country, Country], ...]) -> Iterator[Sentence]:
    world = world_of(desk)
    for exporter, importer in ways:
        found = world.intensity(exporter, importer)
        if found and world.together and found.index is not None:
            said = _intensity(GoodsFigures(desk, world.together.source), found)
            exports = world.standing(exporter, world.together)
            declared = exports is None or PartnerFigures(desk, exports).is_declared("exports", importer)
            yield said if declared else joined(said, Sentence("position.intensity_estimated"))
    for exporter, importer in ways if world.goods else ():
        yield from _complementarity(desk, exporter, importer)


def _intensity(make: GoodsFigures, found: Intensity) -> Sentence:
    index, tilt = found.index or 0.0, make.tilt**2
    about = about_both(found.exporter, found.importer, {found.export_book, found.import_book}, found.year)
    what = "(X(i, j) / X(i)) / (M(j) / (M(w) - M(i)))"
    allowed = Interval(index * tilt, index / tilt)
    figure = make.figure("intensity", index, "index", about, what=what, allowed=allowed)
    values: dict[str, Value] = {
        "exporter": Land(found.exporter),
        "importer": Land(found.importer),
        "period": When(str(found.year)),
        "index": figure,
    }
    return Sentence("position.intensity", values)


def _complementarity(desk: Desk, exporter: Country, importer: Country) -> Iterator[Sentence]:
    goods = world_of(desk).goods
    found = goods and goods.complementarity(exporter, importer)
    if not goods or not found or found.index is None:
        return
    make = GoodsFigures(desk, goods.source)
    about = about_both(exporter, importer, {found.export_book, found.import_book}, found.year)
    allowed = Interval(found.index * make.tilt, min(_MOST, found.index / make.tilt))
    what = f"100 times the sum of the smaller shares, products of {found.revision}: {found.products}"
    index = make.figure("complementarity", found.index, "index", about, what=what, allowed=allowed)
    values: dict[str, Value] = {
        "exporter": Land(exporter),
        "importer": Land(importer),
        "period": When(str(found.year)),
        "index": index,
        "revision": found.revision,
        "digits": found.digits or 0,
    }
    yield Sentence("position.complementarity", values)
