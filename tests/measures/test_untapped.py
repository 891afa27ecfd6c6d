"""Untapped lines of Arland (ARL) in Bedia (BED), worked out by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.rows import Row, frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.country_goods import country_goods
from sverka.measures.declarants import BookOf, Trade, choose_goods, declarations
from sverka.measures.rca import advantages
from sverka.measures.untapped import Demand, Offer, Untapped, untapped, untapped_lines

HORSES, MULES, CHIPS = "010121", "010130", "854150"
BOOK = [
    # Arland sells 400 of the world's 800 horses, 5 of them to Bedia; Cedria the other 400, and chips.
    said("ARL>DOV", "ARL", 395, HORSES),
    said("ARL>BED", "ARL", 5, HORSES),
    said("CED>BED", "CED", 90, HORSES),
    said("CED>DOV", "CED", 310, HORSES),
    said("ARL>DOV", "ARL", 10, CHIPS),
    said("CED>BED", "CED", 990, CHIPS),
    # Bedia's own book: 100 of horses, 6 of them from Arland.
    said("ARL>BED", "BED", 6, HORSES),
    said("CED>BED", "BED", 94, HORSES),
    said("CED>BED", "BED", 1000, CHIPS),
]


def asked(
    engine: FrameEngine,
    folder: Path,
    rows: list[Row],
    direction: tuple[str, str] = ("ARL", "BED"),
    least: int = 0,
) -> Untapped:
    frame = frame_of(engine, folder, rows)
    goods = choose_goods(declarations(frame, engine), 2017, direction)
    assert goods is not None
    theirs = engine.cache(advantages(engine.cache(country_goods(frame, goods, Trade.EXPORTS))))
    return untapped(frame, engine, goods, theirs, direction, least_usd=least)


def test_by_hand(engine: FrameEngine, folder: Path) -> None:
    """Half of the world's horses are Arland's, 6 % of Bedia's: half of 100 less 6 is at stake."""
    found = asked(engine, folder, BOOK)
    (horses,) = found.lines
    assert (horses.product, horses.potential_usd, horses.capped) == (HORSES, 44, False)
    assert (horses.current_usd, horses.imports_usd, horses.exports_usd) == (6, 100, 400)
    assert (horses.share, horses.world_share) == (0.06, 0.5)
    assert horses.rca == pytest.approx((400 / 410) / (800 / 1800))
    assert (found.competitive, found.wanted, found.potential_usd) == (1, 1, 44)
    assert (found.export_book, found.import_book) == (BookOf.OWN, BookOf.OWN)


def test_a_floor_of_exports_leaves_small_lines_out(engine: FrameEngine, folder: Path) -> None:
    assert asked(engine, folder, BOOK, least=400).competitive == 1
    found = asked(engine, folder, BOOK, least=401)
    assert (found.competitive, found.lines, found.potential_usd) == (0, (), 0)


def test_what_the_buyer_does_not_import_is_not_at_stake(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, BOOK, ("ARL", "CED"))
    assert (found.competitive, found.wanted, found.lines) == (1, 0, ())


def test_silent_countries_are_told_by_their_partners(engine: FrameEngine, folder: Path) -> None:
    """Neither declares: Arland's exports are what Dovia imports, Bedia's imports what Cedria exports."""
    rows = [
        said("ARL>DOV", "DOV", 300, HORSES),
        said("CED>BED", "CED", 100, HORSES),
        said("CED>BED", "CED", 100, CHIPS),
    ]
    found = asked(engine, folder, rows)
    assert (found.export_book, found.import_book) == (BookOf.PARTNERS, BookOf.PARTNERS)
    assert [(one.product, one.current_usd, one.potential_usd) for one in found.lines] == [(HORSES, None, 75)]


def test_no_more_is_at_stake_than_the_seller_sends_to_others_and_the_buyer_buys_from_others() -> None:
    (line,) = untapped_lines([Offer("A", 100, 70, 200, 2.0)], {"A": Demand(1000, 100)})
    assert (line.potential_usd, line.capped) == (30, True)
    (line,) = untapped_lines([Offer("A", 100, 0, 100, 2.0)], {"A": Demand(50, None)})
    assert (line.potential_usd, line.capped, line.current_usd) == (50, False, None)


def test_lines_where_the_share_is_reached_are_left_out() -> None:
    assert untapped_lines([Offer("A", 100, 70, 200, 2.0)], {"A": Demand(100, 50)}) == ()
    assert untapped_lines([Offer("A", 100, 100, 200, 2.0)], {"A": Demand(300, 50)}) == (), "nothing to divert"
    assert untapped_lines([Offer("A", 100, 0, 200, 2.0)], {"B": Demand(300, 50)}) == ()
    assert untapped_lines([Offer("A", 100, 0, 200, 2.0)], {"A": Demand(0, None)}) == ()


dollars = st.integers(0, 10**12)


@given(lines=st.lists(st.tuples(dollars, dollars, dollars, dollars, dollars), max_size=8))
def test_laws(lines: list[tuple[int, int, int, int, int]]) -> None:
    """Never more than either side's rest; after it the share is at most the world share; largest first."""
    offers, demands = [], {}
    for number, (exports, sent, rest_of_world, imports, current) in enumerate(lines):
        sent_, current_ = min(sent, exports), min(current, imports)
        offers.append(Offer(str(number), exports, sent_, exports + rest_of_world, 1.0))
        demands[str(number)] = Demand(imports, current_)
    found = untapped_lines(offers, demands)
    assert [one.potential_usd for one in found] == sorted((one.potential_usd for one in found), reverse=True)
    for one in found:
        offer = offers[int(one.product)]
        reached = (one.current_usd or 0) + one.potential_usd
        assert 0 < one.potential_usd <= offer.exports_usd - offer.to_importer_usd + 1
        assert one.potential_usd <= one.imports_usd - (one.current_usd or 0) + 1
        assert reached <= one.world_share * one.imports_usd + 1
