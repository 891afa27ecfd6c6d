"""The turnover of two countries in both books, in sums small enough to check by hand (tests/fictional)."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.sections.book import desk, figures, headings, notes, prose, table
from tests.fictional.pair import BACK, FLOWS, OUT, flow

from sverka.dossier.outline import Lack, Picture
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.two_books import TwoBooks
from sverka.dossier.sections.turnover import compose


def test_each_book_is_said_with_its_year_and_growth(tmp_path: Path) -> None:
    with desk(tmp_path) as found:
        said = prose(compose(found))
    assert "ARL declares for 2012: 200 million dollars; on the year before +33" in said[0]
    assert "BED declares for 2012: 200 million dollars; on the year before +100" in said[1]
    assert said[2] == (
        "For 2012, the newest year that both declare whole, the two books agree within their usual revisions."
    )


def test_the_years_stand_side_by_side_and_a_silent_year_is_no_zero(tmp_path: Path) -> None:
    flows = [one for one in FLOWS if not (one.reporter == "BED" and one.period == "2011")]
    with desk(tmp_path, flows) as found:
        section = compose(found)
    rows = table(section, "turnover-years")
    assert rows[0] == ["2010", "$100 mn", "no year before", "$100 mn"]  # no growth at all in Bedia's book
    assert rows[1][3] == "not declared"
    picture = next(block for block in section.blocks if isinstance(block, Picture))
    assert isinstance(picture.drawing, TwoBooks)
    assert [level.year for level in picture.drawing.second] == [2010, 2012]
    assert picture.drawing.reconciled == (Level(2014, 250_000_000.0),)


def test_books_that_differ_are_said_to(tmp_path: Path) -> None:
    with desk(tmp_path, years=(2010, 2011)) as found:
        said = prose(compose(found))
    assert said[2] == (
        "For 2011, the newest year that both declare whole, the two books differ by more than their usual "
        "revisions."
    )


def test_the_gap_of_the_newest_year_is_said_for_each_direction(tmp_path: Path) -> None:
    with desk(tmp_path, years=(2010, 2011)) as found:
        section = compose(found)
    out = next(one for one in prose(section) if one.startswith("ARL → BED, 2011"))
    assert "the exporter declares 90 million dollars (FOB), the importer 60 million dollars" in out
    assert "the importer’s figure less the exporter’s is −30 million dollars" in out
    assert table(section, "turnover-arl-bed")[-1][:4] == ["2011", "$90 mn", "$60 mn", "−$30 mn"]


def test_one_side_alone_is_said_and_no_gap_is_made(tmp_path: Path) -> None:
    flows = [one for one in FLOWS if one.reporter == "ARL"]
    with desk(tmp_path, flows) as found:
        section = compose(found)
    said = prose(section)
    assert "BED: this book has none of its own figures of this trade." in said
    assert "ARL → BED: no year in which both sides declare the goods." in said
    assert headings(section, "turnover-years") == ["Year", "Book: ARL", "Growth"]
    assert headings(section, "turnover-arl-bed") == ["Year", "ARL, exports (FOB)"]
    assert "BED: nothing declared in these years." in notes(section, "turnover-arl-bed")
    assert "Gap =" not in notes(section, "turnover-arl-bed")


def test_one_direction_alone_is_shown_and_is_no_turnover(tmp_path: Path) -> None:
    flows = [one for one in FLOWS if one.reporter == "ARL" and one.subject == OUT]
    with desk(tmp_path, flows) as found:
        section = compose(found)
    said = prose(section)
    assert said[:2] == [
        "ARL: no whole year with both exports and imports in this book.",
        "ARL, 2012: ARL → BED only, 120 million dollars.",
    ]
    assert not any(isinstance(block, Picture) for block in section.blocks)
    assert table(section, "turnover-arl-bed")[-1] == ["2012", "$120 mn"]


def test_a_direction_goes_on_where_the_other_ends(tmp_path: Path) -> None:
    with desk(tmp_path, [*FLOWS, flow("ARL", OUT, "2013", 150)]) as found:
        said = prose(compose(found))
    assert said[0].startswith("ARL declares for 2012: 200 million dollars")
    assert said[1] == "ARL, 2013: ARL → BED only, 150 million dollars."


def test_what_the_publisher_estimates_is_marked_wherever_it_stands(tmp_path: Path) -> None:
    """Bedia's exports of 2012 are the publisher's: its turnover holds them, and no gap is made of them."""
    flows = [
        replace(one, flag="estimated")
        if (one.reporter, one.subject, one.period) == ("BED", BACK, "2012")
        else one
        for one in FLOWS
    ]
    with desk(tmp_path, flows) as found:
        section = compose(found)
    told = next(one for one in prose(section) if one.startswith("BED, 2012: 200 million dollars; of that"))
    assert told.endswith("is the publisher’s estimate and not declared.")
    assert "BED: the figures of 2012 are or contain the publisher’s estimates" in notes(
        section, "turnover-years"
    )
    assert "BED: the figures of 2012 are or contain" in notes(section, "turnover-bed-arl")
    assert "A gap is told for years that both countries declare themselves." in notes(
        section, "turnover-bed-arl"
    )
    assert "estimates" not in notes(section, "turnover-arl-bed")


def test_a_pair_without_trade_gets_the_commands_that_would_bring_it(tmp_path: Path) -> None:
    with desk(tmp_path, [flow("ARL", "ARL>CAR", "2010", 5)], ()) as found:
        (lack,) = compose(found).blocks
    assert isinstance(lack, Lack)
    fetch = "sverka fetch un_comtrade --pair ARL-BED --years 2011-2015"
    assert lack.commands == (fetch, "sverka post un_comtrade PATH")


@pytest.mark.parametrize("code", ["en", "ru", "kk", "be"])
def test_every_figure_has_an_origin_and_every_sentence_its_words(tmp_path: Path, code: str) -> None:
    with desk(tmp_path) as found:
        section = compose(found)
    assert all(figure.origins for figure in figures(section))
    assert all("turnover." not in one and "{" not in one for one in prose(section, code))


def test_promised_levels_are_marked_once(tmp_path: Path) -> None:
    with desk(tmp_path) as found:
        section = compose(found)
    picture = next(block for block in section.blocks if isinstance(block, Picture))
    assert isinstance(picture.drawing, TwoBooks)
    assert [(one.year, one.value) for one in picture.drawing.promises] == [(2011, 180_000_000.0)]
