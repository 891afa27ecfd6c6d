"""What is traded between Arland and Bedia, in millions of dollars, usually revised by 2 %.

ARL>BED                     Bedia's book, CIF      Arland's book, FOB
                            2017         2018      2018
010121 horses                100          160      150
010129 other horses           50            -        -
270900 crude oil      50 (100 kt)  90 (120 kt)       -
854150 semiconductors          -           30       25
080810 apples                  -            -       20
all goods, as published        -          300        -

BED>ARL, 2018: Bedia's book 10 of 854150, FOB; Arland has none.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.fictional.pair import BACK, CARD, MILLION, OUT, PAIR, flow, origin

from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import (
    Lack,
    Outline,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Table,
    figures_of,
)
from sverka.dossier.sections import notes
from sverka.dossier.sections.goods import compose
from sverka.dossier.sections.goods_names import borrowed_from
from sverka.dossier.words.language import LANGUAGES, Words, language
from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import Product

KILOTONNE = 1_000_000


def goods(  # noqa: PLR0913 - as a row of a yearbook has them
    reporter: str | None,
    year: int,
    code: str,
    millions: float,
    *,
    subject: str = OUT,
    kilotonnes: int | None = None,
    revision: str = "HS2017",
) -> Flow:
    one = replace(flow(reporter, subject, str(year), millions), product=Product(code, revision))
    if kilotonnes is None:
        return one
    return replace(one, quantity=kilotonnes * KILOTONNE, quantity_unit="kg")


BEDIA = (
    goods("BED", 2017, "010121", 100),
    goods("BED", 2017, "010129", 50),
    goods("BED", 2017, "270900", 50, kilotonnes=100),
    goods("BED", 2018, "010121", 160),
    goods("BED", 2018, "270900", 90, kilotonnes=120),
    goods("BED", 2018, "854150", 30),
)
ARLAND = (
    goods("ARL", 2018, "010121", 150),
    goods("ARL", 2018, "854150", 25),
    goods("ARL", 2018, "080810", 20),
)
PUBLISHED = flow("BED", OUT, "2018", 300)
RETURNED = goods("BED", 2018, "854150", 10, subject=BACK)
OLDER = tuple(
    goods("BED", year, code, millions, revision="HS2012")
    for year, code, millions in ((2015, "010121", 60), (2016, "010121", 80), (2016, "010129", 10))
)


@contextmanager
def desk_with(
    folder: Path,
    flows: Iterable[Flow],
    lines: Iterable[Correspondence] = (),
    years: tuple[int, int] | None = None,
) -> Iterator[Desk]:
    with (
        open_ledger(folder, create=True) as ledger,
        closing(start_engine(EngineName.DUCKDB, folder)) as engine,
    ):
        batch = Batch(source=CARD.id, flows=flows, correspondences=lines)
        ledger.post(batch, CARD, None, posted_at=datetime(2020, 1, 1, tzinfo=UTC))
        yield Desk(ledger, engine, Asked("ARL", "BED", years, date(2020, 6, 1)))


@pytest.fixture
def section(tmp_path: Path) -> Section:
    with desk_with(tmp_path, (*BEDIA, *ARLAND, PUBLISHED, RETURNED)) as desk:
        return compose(desk)


@pytest.fixture
def english() -> Words:
    return language("en")


def outline(section: Section) -> Outline:
    said = Sentence("goods.title")
    return Outline(
        pair=PAIR, title=said, made_on=date(2020, 6, 1), asked="", book=said, sections=(section,), cards={}
    )


def text(section: Section, words: Words) -> str:
    """Say all prose of a section, its gaps among it."""
    said = []
    for block in section.blocks:
        match block:
            case Paragraph(sentences) | Points(sentences):
                said += [words.text(sentence) for sentence in sentences]
            case Lack(what, commands):
                said += [words.text(what), *commands]
    return "\n".join(said).replace("\N{NO-BREAK SPACE}", " ")


def table(section: Section, name: str) -> dict[str, tuple[object, ...]]:
    """Return a table's rows by code or name; figures as their values, in millions where they are dollars."""
    words = language("en")
    tables = [block.table if isinstance(block, Picture) else block for block in section.blocks]
    (found,) = [one for one in tables if isinstance(one, Table) and one.id == name]
    rows: dict[str, tuple[object, ...]] = {}
    for first, *cells in found.rows:
        label = words.text(first).replace("\N{NO-BREAK SPACE}", " ").removeprefix("HS ")
        rows[label] = tuple(
            pytest.approx(cell.value / (MILLION if cell.unit == "USD" else 1))
            if isinstance(cell, Figure)
            else words.text(cell)
            for cell in cells
        )
    return rows


def picture(section: Section, name: str) -> Picture:
    (found,) = [block for block in section.blocks if isinstance(block, Picture) and block.id == name]
    return found


def test_the_largest_products_stand_in_both_books_side_by_side(section: Section) -> None:
    assert table(section, "goods-top-arl-bed") == {
        "010121": (150, 160, pytest.approx(100 * 160 / 280)),
        "270900": ("not declared", 90, pytest.approx(100 * 90 / 280)),
        "854150": (25, 30, pytest.approx(100 * 30 / 280)),
        "080810": (20, "not declared", "not declared"),
    }


def test_the_importers_book_is_named_and_tells_number_and_concentration(
    section: Section, english: Words
) -> None:
    said = text(section, english)
    assert "ARL → BED, 2018: 3 products, together 280 million dollars (book: BED, CIF, HS2017)." in said
    assert "The largest: HS 010121, 57.1 %." in said
    # H = (160² + 90² + 30²) / 280² = 34,600 / 78,400
    (number,) = [
        one for one in figures_of(outline(section)) if one.measure == "concentration" and one.value > 1
    ]
    assert number.value == pytest.approx(78_400 / 34_600)
    assert "Effective number, how many there would be if all were equally large: 2.27 products." in said


def test_products_that_fall_short_of_the_published_total_say_by_how_much(
    section: Section, english: Words
) -> None:
    assert (
        "The published total is 300 million dollars: "
        "the products fall short of it by 20 million dollars, 6.67 %."
    ) in text(section, english)


def test_a_sum_that_the_desk_made_is_not_called_a_published_total(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, BEDIA) as desk:
        assert "published total" not in text(compose(desk), english)


def test_what_one_side_alone_declares_is_counted(section: Section, english: Words) -> None:
    assert (
        "Declared by both sides: 2 products; by the exporter alone: 1 product, 20 million dollars; "
        "by the importer alone: 1 product, 90 million dollars."
    ) in text(section, english)


def test_growth_is_taken_apart_by_product_and_adds_up(section: Section) -> None:
    rows = table(section, "goods-growth-table-arl-bed")
    assert rows == {
        "010121": (100, 160, 60, 30, "both years"),
        "270900": (50, 90, 40, 20, "both years"),
        "854150": (0, 30, 30, 15, "new"),
        "010129": (50, 0, -50, -25, "vanished"),
        "All products": (200, 280, 80, 40, "–"),
    }


def test_growth_is_taken_apart_by_margin_price_and_quantity(section: Section, english: Words) -> None:
    said = text(section, english)
    assert "2017: 200 million dollars; 2018: 280 million dollars; growth +40 %." in said
    assert (
        "Traded in both years (2 products): 100 million dollars; new (1 product): 30 million dollars; "
        "vanished (1 product): −50 million dollars."
    ) in said
    # crude oil: from 0.50 to 0.75 dollars a kilogram, from 100 to 120 kilotonnes
    # 0.25 (100 + 120) / 2 = 27.5; 20 (0.50 + 0.75) / 2 = 12.5; of both years 140 / 480
    assert (
        "Products with quantities (29.2 % of the trade of both years) changed by 40 million dollars: "
        "price 27.5 million dollars, quantity 12.5 million dollars."
    ) in said


def test_effects_may_be_off_by_what_revisions_of_both_values_leave(section: Section) -> None:
    price, quantity = (one for one in figures_of(outline(section)) if one.measure == "price_quantity")
    # price = 90 (1 + 100/120) / 2 - 50 (1 + 120/100) / 2 = 82.5 - 55; quantity = 90 / 12 + 50 / 10 = 7.5 + 5
    assert price.allowed.high / MILLION == pytest.approx(27.5 + 0.02 * (82.5 + 55))
    assert quantity.allowed.low / MILLION == pytest.approx(12.5 - 0.02 * (7.5 + 5))


def test_the_pictures_draw_what_their_tables_have(section: Section) -> None:
    assert table(section, "goods-sections-table-arl-bed") == {
        "Animals and animal products": (160, pytest.approx(100 * 160 / 280), 1),
        "Minerals and fuels": (90, pytest.approx(100 * 90 / 280), 1),
        "Machinery and electrical equipment": (30, pytest.approx(100 * 30 / 280), 1),
    }
    drawn = picture(section, "goods-growth-arl-bed").drawing
    assert (drawn.start.value, drawn.end.value, drawn.rest) == (200 * MILLION, 280 * MILLION, 0)  # type: ignore[attr-defined]


def test_goods_of_no_section_are_in_the_table_and_not_in_the_picture(tmp_path: Path) -> None:
    with desk_with(tmp_path, (*BEDIA, goods("BED", 2018, "999999", 20))) as desk:
        section = compose(desk)
    assert table(section, "goods-sections-table-arl-bed")["goods without a code"][2] == 1
    found = picture(section, "goods-sections-arl-bed")
    assert [one.section for one in found.drawing.sections] == [1, 5, 16]  # type: ignore[attr-defined]
    assert found.table.note == Sentence("goods.not_drawn")


def test_intra_industry_trade_states_its_level_and_book(section: Section, english: Words) -> None:
    # Bedia: exports 10 of 854150, imports 160 + 90 + 30: 2 * 10 / 290
    said = text(section, english)
    assert "BED, 2018, codes of 6 digits: 0.069. Most goes both ways in: HS 854150." in said
    assert "ARL, 2018, codes" not in said


def test_every_figure_has_origins_and_an_interval_around_it(section: Section) -> None:
    figures = tuple(figures_of(outline(section)))
    assert len(figures) > 60
    for one in figures:
        assert one.origins, one
        assert all(found.source == CARD.id and found.place for found in one.origins)
        assert one.allowed.low <= one.value <= one.allowed.high, one


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_words_and_pictures_for_it(tmp_path: Path, code: str) -> None:
    words = language(code)
    books = ((*BEDIA, *ARLAND, PUBLISHED, RETURNED), BEDIA, (*OLDER, *BEDIA), (), SILENT, UNIT_VALUES)
    for number, flows in enumerate(books):
        with desk_with(tmp_path / str(number), flows) as desk:
            section = compose(desk)
        assert text(section, words)
        for block in section.blocks:
            tables = [block] if isinstance(block, Table) else []
            if isinstance(block, Picture):
                assert block.drawing.specification(words)["$schema"]
                assert words.text(block.alt)
                tables = [block.table]
            for one in tables:
                cells = [one.caption, *one.headings, *(cell for row in one.rows for cell in row)]
                assert all(words.text(cell) for cell in cells)
                assert one.note is None or words.text(one.note)


def test_a_pair_without_products_says_which_commands_bring_them(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, (PUBLISHED,)) as desk:
        section = compose(desk)
    assert text(section, english).split("\n") == [
        "ARL – BED: this book has no products of their trade, totals at most.",
        "sverka fetch un_comtrade --pair ARL-BED --years 2015-2019 --product AG6",
        "sverka post un_comtrade PATH",
        "sverka fetch cepii_baci",
        "sverka post cepii_baci PATH",
    ]


def test_the_years_asked_for_are_fetched(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, (*BEDIA, flow("BED", OUT, "2011", 5)), years=(2010, 2012)) as desk:
        assert "--years 2010-2012 --product AG6" in text(compose(desk), english)


SILENT = (goods("ARL", 2018, "010121", 150), goods("ARL", 2018, "854150", 25))


def test_a_silent_side_is_told_and_the_others_book_read(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, SILENT) as desk:
        section = compose(desk)
    said = text(section, english)
    assert "2 products, together 175 million dollars (book: ARL, FOB, HS2017)." in said
    assert "BED: no products of this direction in its own book." in said
    assert "BED → ARL: no product in this source for the years asked. That is no figure, not zero." in said
    assert "sverka fetch un_comtrade --reporter BED --partner ARL --years 2015-2019 --product AG6" in said
    assert "products of 2018 only" in said
    assert table(section, "goods-top-arl-bed")["010121"] == (150, pytest.approx(100 * 150 / 175))


def test_a_side_that_has_fallen_silent_is_told_with_its_last_year(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, (*BEDIA, goods("ARL", 2019, "010121", 10))) as desk:
        said = text(compose(desk), english)
    assert "ARL → BED, 2019: 1 product, together 10 million dollars (book: ARL, FOB, HS2017)." in said
    assert "BED: products of this direction up to 2018 only." in said


def test_reconciled_figures_stand_alone_where_neither_side_declares(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, (goods(None, 2018, "010121", 150),)) as desk:
        section = compose(desk)
    said = text(section, english)
    assert "(reconciled from both books, HS2017)." in said
    assert "neither side’s own declarations by product are in this source" in said
    fetched = [
        one for block in section.blocks if isinstance(block, Lack) for one in block.commands if "fetch" in one
    ]
    assert len(fetched) == 1, "the direction that is missing and the silent books are one question"
    assert table(section, "goods-top-arl-bed") == {"010121": (150, 100)}


@contextmanager
def named_in_russian(folder: Path, revision: str, *codes: tuple[str, str]) -> Iterator[Desk]:
    """Open a desk whose book names 010121 and 010129 in Russian as `revision` has them, and ties codes."""
    facts = tuple(
        Fact(name=f"product name {revision} ru", country="WLD", detail=code, text=text, origin=origin(code))
        for code, text in (("010121", "Лошади"), ("010129", "Прочие лошади"))
    )
    lines = tuple(
        Correspondence(one=Product(one, "HS2017"), other=Product(other, revision), origin=origin(one + other))
        for one, other in codes
    )
    with (
        open_ledger(folder, create=True) as ledger,
        closing(start_engine(EngineName.DUCKDB, folder)) as engine,
    ):
        batch = Batch(source=CARD.id, flows=BEDIA, facts=facts, correspondences=lines)
        ledger.post(batch, CARD, None, posted_at=datetime(2020, 1, 1, tzinfo=UTC))
        yield Desk(ledger, engine, Asked("ARL", "BED", None, date(2020, 6, 1)))


def test_a_russian_name_is_lent_by_a_revision_whose_code_holds_the_same(tmp_path: Path) -> None:
    codes = (("010121", "010121"), ("010129", "010129"), ("010190", "010129"))
    with named_in_russian(tmp_path, "HS2022", *codes) as desk:
        top = picture_or_table(compose(desk))
        assert borrowed_from(desk) == (("HS2017", "HS2022"),)
        said = text(notes.compose(desk), language("en"))
    assert "Лошади" in top
    assert "Прочие лошади" not in top, "010129 holds goods of 010190 too"
    assert "Russian names of codes of HS2017 are those that the same codes have in HS2022" in said


def test_without_a_concordance_no_name_is_lent(tmp_path: Path) -> None:
    with named_in_russian(tmp_path, "HS2022") as desk:
        top = picture_or_table(compose(desk))
        assert borrowed_from(desk) == ()
    assert "Лошади" not in top


def picture_or_table(section: Section) -> str:
    """Say the rows of every table in Russian."""
    words = language("ru")
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return " ".join(words.label(cell) for found in tables for row in found.rows for cell in row)


def test_sides_of_two_revisions_are_not_set_side_by_side(tmp_path: Path, english: Words) -> None:
    older = goods("ARL", 2018, "010121", 150, revision="HS2012")
    with desk_with(tmp_path, (*BEDIA, older)) as desk:
        section = compose(desk)
    assert "ARL declares the year in HS2012, the other side in HS2017" in text(section, english)
    assert table(section, "goods-top-arl-bed")["010121"] == (160, pytest.approx(100 * 160 / 280))


def test_years_of_two_revisions_without_a_correspondence_are_not_compared(
    tmp_path: Path, english: Words
) -> None:
    newest = [one for one in BEDIA if one.period == "2017"]
    with desk_with(tmp_path, (*OLDER, *newest)) as desk:
        section = compose(desk)
    said = text(section, english)
    assert "2016 is declared in HS2012, 2017 in HS2017." in said
    assert "sverka post hs_concordance PATH" in said
    # the newest two years of one revision instead: 60, then 80 + 10
    assert "2015: 60 million dollars; 2016: 90 million dollars; growth +50 %." in said


def test_years_of_two_revisions_are_compared_in_groups_where_the_book_bridges_them(
    tmp_path: Path, english: Words
) -> None:
    newest = [one for one in BEDIA if one.period == "2017"]
    lines = [
        Correspondence(one=Product(new, "HS2017"), other=Product(old, "HS2012"), origin=origin("table"))
        for new, old in (
            ("010121", "010121"),
            ("010129", "010121"),
            ("010129", "010129"),
            ("270900", "270900"),
        )
    ]
    with desk_with(tmp_path, (*OLDER, *newest), lines) as desk:
        section = compose(desk)
    assert "Codes of HS2012 and HS2017 are compared in groups" in text(section, english)
    assert table(section, "goods-growth-table-arl-bed") == {
        "HS 010121 and other codes compared with it (1)".removeprefix("HS "): (
            90,
            150,
            60,
            pytest.approx(100 * 60 / 90),
            "both years",
        ),
        "270900": (0, 50, 50, pytest.approx(100 * 50 / 90), "new"),
        "All products": (90, 200, 110, pytest.approx(100 * 110 / 90), "–"),
    }


UNIT_VALUES = (
    *(goods("BED", year, "270900", 50, kilotonnes=100) for year in range(2011, 2017)),
    goods("BED", 2017, "270900", 500, kilotonnes=100),
    goods("BED", 2017, "010121", 40, kilotonnes=4),
)


def test_a_unit_value_out_of_line_with_other_years_is_flagged(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, UNIT_VALUES) as desk:
        section = compose(desk)
    assert "can be judged by other years: 1 product; out of line with them: 1 product." in text(
        section, english
    )
    rows = table(section, "goods-unit-values-arl-bed")
    value, middle, verdict = rows["270900"]
    assert (value, middle) == (5, 0.5)
    assert str(verdict).startswith("out of line: ")
    assert rows["010121"] == (10, *["1 year to compare, too few"] * 2)
    # its quantity may be wrong: no price and quantity effects are made of it
    assert "Price and quantity cannot be told apart" in text(section, english)


def test_a_product_declared_as_zero_is_not_traded(tmp_path: Path, english: Words) -> None:
    with desk_with(tmp_path, (*BEDIA, goods("BED", 2018, "080810", 0))) as desk:
        said = text(compose(desk), english)
    assert "3 products, together 280 million dollars" in said
