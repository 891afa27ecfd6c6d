"""Trade intensity by hand and by its laws."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.measures.rows import frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.declarants import BookOf, Trade, declarations, total_goods
from sverka.measures.intensity import ask_intensity, import_totals, intensity


def test_by_hand() -> None:
    """A tenth of the exports go to who takes a twentieth of what the others import: 0.1 / (45 / 900) = 2."""
    assert intensity(sent=10, exports=100, imports=45, world=1000, own=100) == pytest.approx(2)


@pytest.mark.parametrize("zero", ["exports", "imports", "world"])
def test_nothing_to_divide_by_has_no_index(zero: str) -> None:
    given_ = {"sent": 0, "exports": 1, "imports": 1, "world": 10, "own": 0} | {zero: 0}
    assert intensity(**given_) is None


@given(sent=st.lists(st.integers(0, 10**9), min_size=3, max_size=3), bought=st.integers(1, 10**9))
def test_intensities_weighted_by_what_the_partners_import_average_one(sent: list[int], bought: int) -> None:
    """Sum over j of I(i, j) M(j) / (M(w) - M(i)) = 1."""
    exports, imports = sum(sent), [bought, 2 * bought, 5]
    assume(exports)
    world, own = sum(imports) + 77, 77
    found = [intensity(x, exports, m, world, own) for x, m in zip(sent, imports, strict=True)]
    total = sum(one * m for one, m in zip(found, imports, strict=True) if one is not None)
    assert total / (world - own) == pytest.approx(1)


ROWS = [
    said("ARL>BED", "ARL", 10),
    said("ARL>CED", "ARL", 90),
    said("ARL>BED", "BED", 12),
    said("CED>BED", "BED", 33),
    said("BED>ARL", "ARL", 100),
    said("BED>CED", "BED", 855),
]


def test_asked_of_the_book(engine: FrameEngine, folder: Path) -> None:
    """Cedria is silent: that it imports 90 + 855 is what Arland and Bedia declare."""
    frame = frame_of(engine, folder, ROWS)
    goods = total_goods(declarations(frame, engine), 2017)
    assert goods is not None
    assert import_totals(frame, engine, goods) == {"ARL": 100, "BED": 45, "CED": 945}
    found = ask_intensity(frame, engine, goods, "ARL", "BED")
    assert (found.sent_usd, found.exports_usd, found.imports_usd) == (10, 100, 45)
    assert (found.world_usd, found.own_usd) == (1090, 100)
    assert found.index == pytest.approx((10 / 100) / (45 / 990))
    assert goods.book("CED", Trade.IMPORTS) is BookOf.PARTNERS


def test_no_trade_between_the_two_has_no_index(engine: FrameEngine, folder: Path) -> None:
    frame = frame_of(engine, folder, ROWS)
    goods = total_goods(declarations(frame, engine), 2017)
    assert goods is not None
    found = ask_intensity(frame, engine, goods, "ARL", "DOV")
    assert (found.sent_usd, found.index) == (None, None)
