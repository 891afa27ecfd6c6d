"""The largest products over the years: both books, gaps where a side or another revision is silent."""

from pathlib import Path

from msgspec.structs import replace
from tests.dossier.sections.book import desk, table
from tests.fictional.pair import OUT, flow

from sverka.dossier.outline import Picture
from sverka.dossier.pictures.multiples import Multiples
from sverka.dossier.sections.goods import compose
from sverka.vocabulary.product import Product

PLOUGHS, CHEESE = Product("843210", "HS2012"), Product("040610", "HS2012")
FLOWS = [
    replace(flow(book, OUT, str(year), millions), product=product)
    for year in (2012, 2013, 2014)
    for product, millions in ((PLOUGHS, year - 2010), (CHEESE, 1))
    for book in ("ARL", "BED")
    if not (book == "BED" and year == 2013)
]


def test_each_product_has_a_panel_with_both_books(tmp_path: Path) -> None:
    with desk(tmp_path, FLOWS, ()) as found:
        section = compose(found)
    picture = next(one for one in section.blocks if isinstance(one, Picture) and "years" in one.id)
    assert isinstance(picture.drawing, Multiples)
    ploughs, cheese = picture.drawing.panels
    assert [(one.year, one.value) for one in ploughs.first] == [(2012, 2e6), (2013, 3e6), (2014, 4e6)]
    assert [one.year for one in ploughs.second] == [2012, 2014]
    assert [one.value for one in cheese.first] == [1e6, 1e6, 1e6]
    rows = table(section, "goods-years-table-arl-bed")
    assert rows[1][1:] == ["BED", "$2 mn", "not declared", "$4 mn"]


def test_two_years_are_no_line(tmp_path: Path) -> None:
    with desk(tmp_path, [one for one in FLOWS if one.period != "2012"], ()) as found:
        section = compose(found)
    assert not [one for one in section.blocks if isinstance(one, Picture) and "years" in one.id]
