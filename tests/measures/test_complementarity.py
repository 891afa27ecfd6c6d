"""Complementarity by hand and by its laws."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.rows import frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.complementarity import ask_complementarity, complementarity, fits
from sverka.measures.declarants import BookOf, choose_goods, declarations

baskets = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 10**12))


def test_by_hand() -> None:
    """Exports are half horses, half chips; imports a quarter horses, the rest mules: 1 - (¼ + ½ + ¾) / 2."""
    exports, imports = {"horses": 2, "chips": 2}, {"horses": 1, "mules": 3}
    assert complementarity(exports, imports) == pytest.approx(25)
    (horses,) = fits(exports, imports)
    assert (horses.product, horses.points, horses.of_exports, horses.of_imports) == ("horses", 25, 0.5, 0.25)


@pytest.mark.parametrize(("exports", "imports"), [({}, {"A": 1}), ({"A": 1}, {}), ({"A": 0}, {"A": 1})])
def test_nothing_traded_has_no_index(exports: dict[str, int], imports: dict[str, int]) -> None:
    assert complementarity(exports, imports) is None
    assert fits(exports, imports) == ()


@given(exports=baskets, imports=baskets)
def test_laws(exports: dict[str, int], imports: dict[str, int]) -> None:
    """From 0 to 100, the same in both roles, 100 with oneself; the products' points add up to it."""
    index = complementarity(exports, imports)
    assert index == complementarity(imports, exports)
    if index is not None:
        assert 0 <= index <= 100
        assert sum(one.points for one in fits(exports, imports)) == pytest.approx(index, abs=1e-9)
        assert complementarity(exports, exports) == 100


@given(exports=baskets, imports=baskets, times=st.integers(1, 1000))
def test_neither_names_of_products_nor_size_matter(
    exports: dict[str, int], imports: dict[str, int], times: int
) -> None:
    index = complementarity(exports, imports)
    renamed = [
        {chr(200 - ord(code)): dollars * times for code, dollars in one.items()} for one in (exports, imports)
    ]
    assert complementarity(*renamed) == (None if index is None else pytest.approx(index, abs=1e-9))


def test_asked_of_the_book(engine: FrameEngine, folder: Path) -> None:
    rows = [
        said("ARL>CED", "ARL", 2, "010121"),
        said("ARL>DOV", "ARL", 2, "854150"),
        said("CED>BED", "CED", 1, "010121"),
        said("DOV>BED", "DOV", 3, "010130"),
    ]
    frame = frame_of(engine, folder, rows)
    goods = choose_goods(declarations(frame, engine), 2017, ("ARL", "BED"))
    assert goods is not None
    found = ask_complementarity(frame, engine, goods, "ARL", "BED")
    assert found.index == pytest.approx(25)
    assert (found.products, found.digits) == (3, 6)
    assert (found.export_book, found.import_book) == (BookOf.OWN, BookOf.PARTNERS)
    assert ask_complementarity(frame, engine, goods, "BED", "ARL").index is None
