"""Who else supplies what Bedia (BED) buys from Arland (ARL), worked out by hand."""

from pathlib import Path

import pytest
from tests.measures.rows import Row, frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.competitors import Competitors, competitors
from sverka.measures.declarants import BookOf, choose_goods, declarations

HORSES, MULES, CHIPS = "010121", "010130", "854150"
BOUGHT = [
    said("ARL>BED", "BED", 60, HORSES),
    said("CED>BED", "BED", 100, HORSES),
    said("DOV>BED", "BED", 40, HORSES),
    said("ARL>BED", "BED", 30, MULES),
    said("ARL>BED", "BED", 10, CHIPS),
    said("CED>BED", "BED", 90, CHIPS),
    said("899>BED", "BED", 100, CHIPS),
    said("ARL>BED", "BED", 0, "010129"),
]


def asked(engine: FrameEngine, folder: Path, rows: list[Row], **how: int) -> Competitors:
    frame = frame_of(engine, folder, rows)
    goods = choose_goods(declarations(frame, engine), 2017, ("ARL", "BED"))
    assert goods is not None
    return competitors(frame, engine, goods, "ARL", "BED", **how)


def test_suppliers_are_ranked_line_by_line(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, BOUGHT)
    assert [(one.product, one.value_usd, one.imports_usd, one.share, one.rank) for one in found.lines] == [
        (HORSES, 60, 200, 0.3, 2),
        (MULES, 30, 30, 1.0, 1),
        (CHIPS, 10, 200, 0.05, 2),
    ]
    horses = found.lines[0].suppliers
    assert [(one.country, one.share, one.rank) for one in horses] == [
        ("CED", 0.5, 1),
        ("ARL", 0.3, 2),
        ("DOV", 0.2, 3),
    ]
    assert [one.rank for one in found.lines[2].suppliers] == [None, 1, 2], "an area is no competitor"
    assert (found.book, found.covered) == (BookOf.OWN, 1.0)


def test_shares_of_a_line_add_up_to_one(engine: FrameEngine, folder: Path) -> None:
    for line in asked(engine, folder, BOUGHT).lines:
        assert sum(one.share or 0 for one in line.suppliers) == pytest.approx(1)


def test_only_the_main_lines_are_given(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, BOUGHT, lines=1)
    assert [one.product for one in found.lines] == [HORSES]
    assert found.covered == 0.6


def test_the_suppliers_speak_for_a_silent_buyer(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, [said("ARL>BED", "ARL", 3, HORSES), said("CED>BED", "CED", 1, HORSES)])
    assert (found.book, found.lines[0].share) == (BookOf.PARTNERS, 0.75)


def test_nothing_bought_gives_no_lines(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, [said("CED>BED", "BED", 5, HORSES), said("ARL>BED", "BED", None, MULES)])
    assert (found.lines, found.covered) == ((), None)
