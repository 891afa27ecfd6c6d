"""One drawing of each kind, small enough to read, for the tests that hold of all of them."""

from typing import Any

from sverka.dossier.outline import Drawing, Goods, Sentence, When
from sverka.dossier.pictures.multiples import Multiples, Panel
from sverka.dossier.pictures.partners_map import PartnersMap
from sverka.dossier.pictures.product_space import Node, ProductSpace
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.treemap import SectionTiles, Tile, Treemap
from sverka.dossier.pictures.two_books import Promised, TwoBooks
from sverka.dossier.pictures.waterfall import Contribution, Waterfall
from sverka.dossier.pictures.winners_map import WinnersMap
from sverka.vocabulary.product import Product

NAMES = {
    "en": "Tractors other than those of heading 8709, for agriculture, forestry and the drawing of trailers",
    "ru": "Тракторы, кроме тракторов товарной позиции 8709, для сельского и лесного хозяйства",
}


def goods(code: str) -> Goods:
    return Goods(Product(code, "HS2017"), NAMES)


def levels(values: dict[int, float]) -> tuple[Level, ...]:
    return tuple(Level(year, value) for year, value in values.items())


def square(x: float, y: float, size: float) -> dict[str, Any]:
    """Return a square of the globe, counterclockwise as RFC 7946 has it."""
    corners = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [corners]}


FIRST = {2010: 227e6, 2011: 811e6, 2012: 926e6, 2013: 953e6, 2017: 689e6, 2018: 896e6}
SECOND = {2011: 727e6, 2012: 766e6, 2013: 757e6, 2014: 835e6, 2017: 594e6, 2018: 647e6, 2019: 756e6}
RECONCILED = tuple(Level(year, value - 60e6, value - 120e6, value + 10e6) for year, value in FIRST.items())

TWO_BOOKS = TwoBooks(
    countries=("BLR", "KAZ"),
    first=levels(FIRST),
    second=levels(SECOND),
    reconciled=RECONCILED,
    promises=(Promised(2019, 1e9, Sentence("pictures.promised")), Promised(2020, 1e9, "2021: 1 bn")),
)
TREEMAP = Treemap(
    sections=(
        SectionTiles(17, (Tile(goods("8701"), 72e6), Tile(goods("8708"), 15e6))),
        SectionTiles(1, (Tile(goods("0406"), 59e6), *(Tile(goods(f"02{n:02}"), 4e3) for n in range(9)))),
        SectionTiles(16, tuple(Tile(goods(f"84{n}"), 2e6) for n in range(10, 40))),
        *(SectionTiles(section, (Tile(goods("9701"), 2e5),)) for section in (19, 20, 21)),
    )
)
WATERFALL = Waterfall(
    start=Level(2017, 594e6),
    end=Level(2018, 647e6),
    parts=(
        Contribution(goods("8701"), 41e6),
        Contribution(goods("0406"), 22e6),
        Contribution(goods("7601"), -31e6),
    ),
)
OUTLINES = {
    "BLR": square(23, 51, 8),
    "KAZ": square(50, 41, 35),
    "RUS": square(172, 60, 20),
    "CHN": square(80, 25, 35),
    "USA": square(-120, 30, 40),
    "ATA": square(-170, -89, 20),
}
PARTNERS_MAP = PartnersMap(
    home="KAZ",
    partner="BLR",
    values={"BLR": 150e6, "RUS": 9.4e9, "CHN": 15e9, "SGP": 1e9, "KAZ": 5.0},
    outlines=OUTLINES,
    publisher="Almanac of Borders, 2nd edition",
)
PRODUCT_SPACE = ProductSpace(
    countries=("BLR", "KAZ"),
    nodes=tuple(
        Node(f"{n:04}", 1 + n // 40, (n % 20) / 20, n // 20 / 10, n % 3 == 0, n % 5 == 0) for n in range(120)
    ),
    links=tuple((f"{n:04}", f"{n + 1:04}") for n in range(119)),
)
MULTIPLES = Multiples(
    countries=("BLR", "KAZ"),
    panels=tuple(Panel(goods(f"87{n:02}"), levels(FIRST), levels(SECOND)) for n in range(7)),
    shared=True,
)
WINNERS_MAP = WinnersMap(
    pair=("BLR", "KAZ"),
    values={"BLR": 0.4, "KAZ": 0.06, "CHN": 0.0004, "RUS": -0.02, "USA": -0.005, "SGP": -0.3, "LTU": 0.002},
    outlines={code: one for code, one in OUTLINES.items() if code != "USA"},
    publisher="Almanac of Borders, 2nd edition",
)
CHANGE = Waterfall(
    start=Level(2022, 1.06e9),
    end=Level(2022, 1.07e9),
    parts=(
        Contribution(Sentence("industries.C302T309"), 12e6),
        Contribution(Sentence("industries.H52"), -1e6),
    ),
    rest_label=Sentence("pictures.all_other_industries"),
    ends=(
        Sentence("pictures.before_in", {"period": When("2022")}),
        Sentence("pictures.after", {"growth": "+1 %"}),
    ),
)
DRAWINGS: dict[str, Drawing] = {
    "two books": TWO_BOOKS,
    "treemap": TREEMAP,
    "waterfall": WATERFALL,
    "partners": PARTNERS_MAP,
    "product space": PRODUCT_SPACE,
    "multiples": MULTIPLES,
    "winners": WINNERS_MAP,
    "change": CHANGE,
}
