"""Who declared in which years, and which marks the pair's rows carry."""

from pathlib import Path

from tests.measures.rows import PAIR, frame_of, listed, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.declared_years import (
    DeclaredYears,
    ask_declared_years,
    declared_years,
    newest_year,
    years_by_reporter,
)
from sverka.measures.marks import marks

ROWS = (
    said("ARL>BED", "ARL", 60, period="2010"),
    said("ARL>BED", "BED", 61, period="2010"),
    said("BED>ARL", "ARL", 40, period="2011"),
    said("BED>CED", "BED", 5, period="2012"),
    said("ARL>BED", "BED", 70, period="2013", flag="estimated"),
    said("ARL>BED", "", 80, period="2014"),
    said("CED>ARL", "CED", 5, period="2013-05"),
    said("ARL>BED", "ARL", 7, "010121", period="2010"),
)


def test_each_country_has_the_years_it_declares_itself(engine: FrameEngine, folder: Path) -> None:
    """Bedia's 2013 is an estimate and Arland's 2014 nobody's: neither is a declaration."""
    rows = engine.collect(declared_years(frame_of(engine, folder, ROWS), PAIR))
    assert listed(rows) == [
        ["ARL", 2010, 2, 2],
        ["ARL", 2011, 1, 1],
        ["BED", 2010, 1, 1],
        ["BED", 2012, 1, 0],
    ]
    assert years_by_reporter(rows, PAIR) == (
        DeclaredYears("ARL", (2010, 2011), (2010, 2011)),
        DeclaredYears("BED", (2010, 2012), (2010,)),
    )


def test_asking_for_exports_first_finds_the_same_years(engine: FrameEngine, folder: Path) -> None:
    """Arland only buys in 2015, Bedia does both in 2016: the years of exports alone are not all of them."""
    more = (
        said("CED>ARL", "ARL", 4, period="2015"),
        said("BED>CED", "BED", 4, period="2015"),
        said("CED>BED", "BED", 4, period="2016"),
        said("BED>CED", "BED", 4, period="2016"),
        said("ARL>CED", "ARL", 4, period="2016"),
    )
    frame = frame_of(engine, folder, (*ROWS, *more))
    found = ask_declared_years(frame, engine, PAIR)
    assert found == years_by_reporter(engine.collect(declared_years(frame, PAIR)), PAIR)
    assert found[0] == DeclaredYears("ARL", (2010, 2011, 2015, 2016), (2010, 2011))


def test_the_newest_year_is_that_of_any_country_and_of_months_too(engine: FrameEngine, folder: Path) -> None:
    assert engine.collect(newest_year(frame_of(engine, folder, ROWS))) == [(2013,)]


def test_a_source_without_declarations_has_no_newest_year(engine: FrameEngine, folder: Path) -> None:
    reconciled = [one for one in ROWS if not one.reporter]
    frame = frame_of(engine, folder, reconciled)
    assert engine.collect(newest_year(frame)) == [(None,)]
    assert engine.collect(declared_years(frame, PAIR)) == []
    silent = DeclaredYears("ARL", (), ()), DeclaredYears("BED", (), ())
    assert years_by_reporter([], PAIR) == silent


def test_marks_are_counted_by_reporter_over_the_pair_alone(engine: FrameEngine, folder: Path) -> None:
    assert listed(engine.collect(marks(frame_of(engine, folder, ROWS), PAIR))) == [
        ["", "reported", 1],
        ["ARL", "reported", 3],
        ["BED", "estimated", 1],
        ["BED", "reported", 1],
    ]
