"""The page in one minute about Arland and Bedia, each point checked by hand."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.dossier.sections.small_books import (
    Posted,
    assert_every_figure_has_an_origin,
    assert_says_all_in_every_language,
    desk_of,
    figures,
    outline,
    points,
    said,
    sentences,
)
from tests.fictional.pair import BACK, FLOWS, MILLION, OUT, RECORDED, flow, origin, reading, target

from sverka.dossier.outline import Lack, Section, figures_of
from sverka.dossier.sections import minute
from sverka.dossier.sections.own_years import year_runs
from sverka.dossier.words.language import language
from sverka.models.mirror.answer import Answer, Basis
from sverka.models.mirror.figures import Line
from sverka.models.mirror.panel import Lessons
from sverka.models.mirror.question import Question
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.product import Product

DECLARED = tuple(one for one in FLOWS if one.reporter)
BEDIA_SILENT = tuple(one for one in DECLARED if one.reporter == "ARL" or one.period == "2010")
CARS, MILK = Product("870321", "HS2017"), Product("040110", "HS2017")


def years(book: str, *flows: tuple[str, str, float]) -> tuple[Flow, ...]:
    return tuple(flow(book, subject, year, millions) for subject, year, millions in flows)


def goods(book: str, subject: str, year: str, product: Product, millions: float) -> Flow:
    place = origin(f"{book} {subject} {year} {product.code}")
    return msgspec.structs.replace(flow(book, subject, year, millions), product=product, origin=place)


def composed(folder: Path, *posted: Posted, today: date = date(2016, 1, 1)) -> Section:
    with desk_of(folder, *posted, today=today) as desk:
        return minute.compose(desk)


def value(section: Section, measure: str, **asked: object) -> float:
    """Return the only figure of a measure with these fields."""
    found = {
        figure.value
        for figure in figures(section)
        if figure.measure == measure
        and all(getattr(figure, name) == wanted for name, wanted in asked.items())
    }
    (one,) = found
    return one


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Section:
    """Compose the page from the almanac and what was said in 2010."""
    return composed(tmp_path_factory.mktemp("book"), Posted("2015-02-01", FLOWS, RECORDED))


def test_turnover_stands_in_each_book_with_its_growth(page: Section) -> None:
    """Arland's book rose from 150 to 200, Bedia's from 100 to 200."""
    for book, grown in (("ARL", 100 / 3), ("BED", 100.0)):
        assert value(page, "turnover", book=book, period="2012") == 200 * MILLION
        assert value(page, "growth", book=book, period="2012", unit="%") == pytest.approx(grown)
    assert "ARL declares for 2012: 200 million dollars; on the year before +33 %." in said(page)


def test_the_balance_is_told_once_where_both_books_agree_on_its_direction(page: Section) -> None:
    """Arland exports 120 and imports 80, in both books."""
    assert (
        "In 2012 ARL exported more to the other side than it imported from it: "
        "by 40 million dollars (book: ARL) or 40 million dollars (book: BED)." in said(page)
    )


def test_books_that_say_the_same_are_said_to(page: Section) -> None:
    assert "For 2012 both books show the same: 200 million dollars." in said(page)


def test_a_year_that_only_a_third_party_has_is_counted_and_asked_for(page: Section) -> None:
    assert value(page, "years", book=None) == 1
    assert "1 year has only a figure that a third party reconciled: 2014." in said(page)
    assert (
        "Ask both sides for their own figures of 2014: this book has only a reconciled one, "
        "250 million dollars." in said(page)
    )


def test_promises_are_counted_and_the_open_one_is_held_against_the_best_year(page: Section) -> None:
    """180 by 2011 was missed, 200 kept in 2012; 300 without a date takes 50 % from the 200 of 2012."""
    assert (
        "On record: 3 targets and forecasts. Missed: 1; kept: 1; open: 1; repeated with a later date: 0."
        in said(page)
    )
    assert value(page, "promise") == 300 * MILLION
    needed = next(one for one in figures(page) if one.measure == "promise_meter")
    assert needed.value == pytest.approx(50.0)
    assert needed.allowed.low == pytest.approx(100 * (300 / 204 - 1))
    assert needed.allowed.high == pytest.approx(100 * (300 / 196 - 1))
    assert "300 million dollars, no date given" in said(page)
    assert "it takes 50 % in all from the 200 million dollars of 2012 (book: BED)" in said(page)
    assert "the best year of any book, 2012, brought +100 % (book: BED)" in said(page)


def test_a_promise_with_a_date_takes_a_growth_a_year(tmp_path: Path) -> None:
    """From 200 in 2012 to 800 by 2014 takes two doublings."""
    promised = (reading(target(800, "..2014"), said_on=date(2012, 12, 1)),)
    page = composed(tmp_path, Posted("2013-01-01", DECLARED, promised), today=date(2013, 2, 1))
    assert value(page, "promise_meter") == pytest.approx(100.0)
    text = said(page)
    assert (
        "Ask who keeps the promise (800 million dollars, by the end of 2014): it takes 100 % a year" in text
    )


def test_every_point_has_a_figure_every_figure_an_origin(page: Section) -> None:
    assert 5 <= len(points(page)) <= 8
    assert_every_figure_has_an_origin(figures(page))
    for item in points(page):
        alone = Section("one", item, ())
        assert list(figures_of(outline(alone))), item.key


def test_it_is_said_in_every_language(page: Section) -> None:
    assert_says_all_in_every_language(page)


def test_the_silent_side_is_asked_when_it_will_publish(tmp_path: Path) -> None:
    page = composed(tmp_path, Posted("2015-02-01", BEDIA_SILENT))
    assert value(page, "years", book="ARL") == 2
    assert "2 years rest on one book alone: 2011–2012 (book: ARL)." in said(page)
    assert (
        "Ask BED when it will publish its own figures of 2011–2012: "
        "for 2012 only ARL shows one, 200 million dollars." in said(page)
    )
    assert_every_figure_has_an_origin(figures(page))
    assert_says_all_in_every_language(page)


def test_a_country_that_never_declared_is_asked_for_figures(tmp_path: Path) -> None:
    arland = tuple(one for one in DECLARED if one.reporter == "ARL")
    text = said(composed(tmp_path, Posted("2015-02-01", arland)))
    assert "BED: this book has none of its own figures of this trade." in text
    assert "Ask BED for its own figures: this book has none" in text
    assert "3 years rest on one book alone: 2010–2012 (book: ARL)." in text


def test_what_a_publisher_filled_in_is_neither_declared_nor_compared(tmp_path: Path) -> None:
    """Bedia's 2012 is the publisher's estimate: its own book ends in 2011, and 2011 is what is compared."""
    flows = tuple(
        msgspec.structs.replace(one, flag="estimated")
        if (one.reporter, one.period) == ("BED", "2012")
        else one
        for one in DECLARED
    )
    page = composed(tmp_path, Posted("2015-02-01", flows))
    text = said(page)
    assert "BED, 2012: 200 million dollars, the publisher’s estimate; the country itself did not" in text
    assert "the books differ by more than their usual revisions: the one of ARL shows 50" in text
    assert "Totals in the two countries’ books: 12 figures; 2 of them are the publisher’s own" in text
    assert "Ask BED when it will publish its own figures of 2012" in text
    assert_every_figure_has_an_origin(figures(page))


def test_no_growth_counts_from_what_a_publisher_filled_in(tmp_path: Path) -> None:
    flows = tuple(
        msgspec.structs.replace(one, flag="estimated") if one.period == "2011" else one for one in DECLARED
    )
    text = said(composed(tmp_path, Posted("2015-02-01", flows)))
    assert "ARL declares for 2012: 200 million dollars." in text
    assert "on the year before" not in text


def test_books_within_their_revisions_agree_and_the_higher_one_is_named(tmp_path: Path) -> None:
    """201 against 199, each known to 2 %."""
    flows = (
        *years("ARL", (OUT, "2012", 120), (BACK, "2012", 79)),
        *years("BED", (OUT, "2012", 121), (BACK, "2012", 80)),
    )
    page = composed(tmp_path, Posted("2015-02-01", flows))
    assert value(page, "mirror_gap") == 2 * MILLION
    assert "For 2012, the newest year that both declare whole, the books agree" in said(page)
    assert "usual revisions; the one of BED shows" in said(page)


def test_a_balance_that_revisions_can_turn_is_said_to_be_even(tmp_path: Path) -> None:
    flows = years("ARL", (OUT, "2012", 100), (BACK, "2012", 99))
    text = said(composed(tmp_path, Posted("2015-02-01", flows)))
    assert "exports and imports differ by 1 million dollars, less than usual revisions can move" in text


def test_one_direction_alone_is_no_turnover(tmp_path: Path) -> None:
    page = composed(tmp_path, Posted("2015-02-01", years("ARL", (OUT, "2012", 120))))
    text = said(page)
    assert "ARL: no whole year with both exports and imports in this book." in text
    assert "ARL, 2012: ARL → BED only, 120 million dollars. BED: this book has none" in text
    assert "for 2012 only ARL shows one, 120 million dollars (ARL → BED alone)." in text
    assert not [one for one in figures(page) if one.measure in {"turnover", "balance"}]


def test_a_book_with_nothing_on_the_pair_has_one_lack_with_commands(tmp_path: Path) -> None:
    with desk_of(tmp_path, countries=("ARL", "CED")) as desk:
        section = minute.compose(desk)
    (block,) = section.blocks
    assert isinstance(block, Lack)
    assert block.commands == (
        "sverka fetch un_comtrade --pair ARL-CED --years 2011-2015",
        "sverka post un_comtrade PATH",
    )
    assert_says_all_in_every_language(section)


def test_the_largest_product_and_the_one_that_grew_most(tmp_path: Path) -> None:
    """Bedia's book, 2012: cars 60 of 80 (75 %), milk 20; milk rose by 15, cars by 10."""
    held = {"2011": (50, 5), "2012": (60, 20)}
    flows = tuple(
        goods("BED", OUT, year, product, millions)
        for year, values in held.items()
        for product, millions in zip((CARS, MILK), values, strict=True)
    )
    page = composed(tmp_path, Posted("2015-02-01", flows))
    text = said(page)
    only = "Products are on record in one direction only; the largest of 2012: HS 870321, ARL → BED, "
    assert f"{only}60 million dollars, 75 %" in text
    assert (
        "What grew most from 2011 to 2012: HS 040110, ARL → BED, by 15 million dollars (book: BED)." in text
    )
    assert_every_figure_has_an_origin(figures(page))
    assert_says_all_in_every_language(page)


def test_the_largest_product_of_both_directions(tmp_path: Path) -> None:
    rows = (goods("BED", OUT, "2012", CARS, 60), goods("BED", BACK, "2012", MILK, 20))
    text = said(composed(tmp_path, Posted("2015-02-01", rows)))
    assert "The largest product of 2012: HS 870321, ARL → BED, 60 million dollars, 100 %" in text


def test_the_newest_year_is_one_in_which_both_countries_existed(tmp_path: Path) -> None:
    """Publishers go on filing trade under the Soviet Union after 1991."""
    flows = tuple(
        flow("FRA", subject, year, millions)
        for year, millions in (("1990", 80), ("1991", 100), ("1992", 20))
        for subject in ("SUN>FRA", "FRA>SUN")
    )
    with desk_of(tmp_path, Posted("2015-02-01", flows), countries=("SUN", "FRA")) as desk:
        text = said(minute.compose(desk))
    assert "France declares for 1991: 200 million dollars; on the year before +25 %." in text
    assert "France declares for 1992" not in text
    assert "In 1991 exports and imports were about equal" in text or "1991" in text


def figure(name: str, millions: float, low: float, high: float) -> Figure:
    return Figure(
        measure=name,
        subject=OUT,
        value=millions * MILLION,
        unit="USD",
        period="2012",
        book=None,
        valuation="CIF - FOB",
        method=name,
        allowed=Interval(low * MILLION, high * MILLION),
        origins=(origin(name),),
    )


def line(gap: Figure, rest: Figure | None) -> Line:
    nothing: dict[str, object] = dict.fromkeys(
        ("export", "import_", "freight", "freight_error", "quality", "reconciled", "exporter_weight")
    )
    return Line(
        exporter="ARL",
        importer="BED",
        period="2012",
        gap=gap,
        rest=rest,
        rule="",
        scaling=None,
        published=(),
        reasons=(),
        **nothing,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("rest", "told", "is_asked"),
    [
        (
            figure("rest", 25, 10, 40),
            "ARL → BED, 2012: the importer’s figure less the exporter’s is 30 million dollars, more than",
            True,
        ),
        (
            figure("rest", 0, -40, 40),
            "freight and the ordinary differences of these two reporters can",
            False,
        ),
        (None, "how much of it is freight is not estimated.", False),
    ],
)
def test_a_gap_is_asked_about_only_where_something_is_left(
    tmp_path: Path, rest: Figure | None, told: str, *, is_asked: bool
) -> None:
    with desk_of(tmp_path) as desk:
        desk.__dict__["mirror"] = Answer(
            question=Question(desk.pair),
            source="almanac",
            others={},
            basis=Basis(
                first=2010,
                last=2012,
                countries=2,
                mirrored=6,
                margin_flows=None,
                terms=(),
                lessons=Lessons.ALL,
                learned_from="",
                why="",
            ),
            lines=(line(figure("gap", 30, 29, 31), rest),),
        )
        page = minute.compose(desk)
    assert told in said(page)
    asked = "Ask both sides about ARL → BED, 2012: 25 million dollars is explained neither by freight"
    assert (asked in said(page)) == is_asked
    assert_says_all_in_every_language(page)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "держится 1 год"),
        (2, "держатся 2 года"),
        (5, "держатся 5 лет"),
        (21, "держится 21 год"),
    ],
)
def test_russian_years_agree_with_their_number(tmp_path: Path, count: int, words: str) -> None:
    flows = [(OUT, str(1990 + number), 100.0) for number in range(count)]
    text = said(composed(tmp_path, Posted("2015-02-01", years("ARL", *flows))), "ru")
    assert f"Лишь на данных одной стороны {words}: {year_runs(range(1990, 1990 + count))} (данные" in text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 цель или прогноз"),
        (2, "2 цели и прогноза"),
        (5, "5 целей и прогнозов"),
        (21, "21 цель или прогноз"),
    ],
)
def test_russian_promises_agree_with_their_number(tmp_path: Path, count: int, words: str) -> None:
    promised = (reading(*(target(300 + 10 * one, "2013", id=f"t{one}") for one in range(count))),)
    text = said(composed(tmp_path, Posted("2015-02-01", DECLARED, promised)), "ru")
    assert f"Записано: {words}." in text


def test_years_are_written_as_runs() -> None:
    assert year_runs([2014, 1992, 1993, 1994, 2020]) == "1992–1994, 2014, 2020"
    assert year_runs([]) == ""


def test_the_groups_have_their_labels_in_order(page: Section) -> None:
    labels = [
        one.key for one in sentences(page) if one.key in {"minute.changed", "minute.sure", "minute.ask"}
    ]
    assert labels == ["minute.changed", "minute.sure", "minute.ask"]
    assert language("ru").text(page.title) == "Страница за одну минуту"
