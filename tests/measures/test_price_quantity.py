"""Price and quantity effects in Arland's exports to Bedia, by hand and by their laws."""

from hypothesis import given
from hypothesis import strategies as st
from tests.measures.goods_rows import OUT, held, histories

from sverka.measures.matched_lines import Amount, Comparison
from sverka.measures.missing import Missing
from sverka.measures.price_quantity import COLUMNS, NotSplit, PriceQuantity, bennet, split_change, table
from sverka.measures.product_history import ProductYear
from sverka.vocabulary.concordance import Concordance

amounts = st.builds(Amount, st.integers(1, 10**12), st.integers(1, 10**9), st.just("kg"))


def split(*rows: ProductYear, suspect: tuple[str, ...] = ()) -> PriceQuantity:
    found = split_change(rows, OUT, suspect=suspect)
    assert isinstance(found, PriceQuantity)
    return found


def test_the_mean_quantity_weighs_the_price_and_the_mean_price_the_quantity() -> None:
    """10 kg at 8 dollars become 12 kg at 10: (10 - 8) x 11 = 22 and (12 - 10) x 9 = 18, together 40."""
    found = split(held(2017, "010121", 80, 10), held(2018, "010121", 120, 12))
    assert (found.price_usd, found.quantity_usd, found.change_usd, found.split_part) == (22, 18, 40, 1.0)
    assert (found.lines[0].product, found.lines[0].unit, found.lines[0].marked) == ("010121", "kg", False)


def test_what_cannot_be_split_stays_apart_with_its_reason() -> None:
    found = split(
        held(2017, "010121", 80, 10),
        held(2018, "010121", 120, 12),
        held(2017, "010129", 10, 5),
        held(2018, "010129", 30, 5, "l"),
        held(2017, "080810", 10, 5),
        held(2018, "080810", 40),
        held(2018, "270900", 7, 1),
        held(2017, "854150", 5, 1),
    )
    assert [(one.product, one.change_usd, one.why) for one in found.unsplit] == [
        ("080810", 30, NotSplit.NO_QUANTITY),
        ("010129", 20, NotSplit.OTHER_UNIT),
        ("270900", 7, NotSplit.NEW),
        ("854150", -5, NotSplit.VANISHED),
    ]
    assert (found.change_usd, found.new_usd, found.vanished_usd, found.unsplit_usd) == (92, 7, -5, 50)
    assert found.split_part == 200 / 302


def test_a_quantity_of_zero_gives_no_price() -> None:
    found = split(
        held(2017, "010121", 80, 10),
        held(2018, "010121", 120, 12),
        held(2017, "010129", 1, 0),
        held(2018, "010129", 9, 9),
    )
    assert [one.why for one in found.unsplit] == [NotSplit.NO_QUANTITY]


def test_a_suspect_product_is_not_split() -> None:
    found = split(
        held(2017, "010121", 80, 10),
        held(2018, "010121", 120, 12),
        held(2017, "010129", 9, 9),
        held(2018, "010129", 9, 9000),
        suspect=("010129",),
    )
    assert [(one.product, one.why) for one in found.unsplit] == [("010129", NotSplit.SUSPECT)]
    assert (found.price_usd, found.quantity_usd) == (22, 18)


def test_a_mix_of_codes_has_no_price() -> None:
    merged = Concordance(
        ("HS2012", "HS2017"), [("010121", "010121"), ("854140", "854141"), ("854150", "854141")]
    )
    rows = (
        held(2017, "010121", 80, 10, revision="HS2012"),
        held(2017, "854140", 5, 5, revision="HS2012"),
        held(2017, "854150", 5, 5, revision="HS2012"),
        held(2018, "010121", 120, 12, flag="estimated"),
        held(2018, "854141", 20, 10),
    )
    found = split_change(rows, OUT, lambda _revision, _other: merged)
    assert isinstance(found, PriceQuantity)
    assert [(one.product, one.why) for one in found.unsplit] == [("854141", NotSplit.SEVERAL_CODES)]
    assert [(one.product, one.marked) for one in found.lines] == [("010121", True)]


def test_without_any_quantity_there_is_no_split() -> None:
    found = split_change([held(2017, "010121", 1), held(2018, "010121", 1)], OUT)
    assert isinstance(found, Missing)
    assert found.reason == "no product has a quantity in the same unit in 2017 and 2018"


def test_a_silent_year_is_refused_with_a_reason() -> None:
    found = split_change([held(2018, "010121", 1, 1)], OUT)
    assert isinstance(found, Missing)
    assert found.reason == "the book has no products of ARL>BED for 2017"


def test_the_table_leaves_outliers_among_the_years_unsplit() -> None:
    """Horses cost 10 dollars a kilogram for six years; in 2018 the quantity has three zeros too many."""
    horses = [held(year, "010121", 100, 10) for year in range(2012, 2018)]
    apples = [held(2017, "080810", 80, 10), held(2018, "080810", 120, 12)]
    rows = [*horses, held(2018, "010121", 100, 10_000), *apples, held(2018, "270900", None)]
    columns, found = table([*rows, held(2018, "010121", 1, reporter="BED")])
    assert columns == COLUMNS
    assert {len(row) for row in found} == {len(COLUMNS)}
    assert [(row[7], row[11], row[12], row[-1]) for row in found] == [
        ("080810", 22, 18, ""),
        ("010121", None, None, "suspect unit value"),
        ("270900", None, None, "no value"),
        ("", None, None, "a change needs an earlier and a later year, not 2018 and 2018"),
    ]


@given(before=amounts, after=amounts)
def test_the_two_effects_are_the_change(before: Amount, after: Amount) -> None:
    assert sum(bennet(before, after)) == after.value_usd - before.value_usd


@given(before=amounts, after=amounts)
def test_the_years_exchanged_turn_the_signs(before: Amount, after: Amount) -> None:
    price, quantity = bennet(before, after)
    assert bennet(after, before) == (-price, -quantity)


@given(before=amounts, times=st.integers(1, 1000))
def test_a_price_alone_or_a_quantity_alone_is_the_whole_change(before: Amount, times: int) -> None:
    dearer = Amount(before.value_usd * times, before.quantity, "kg")
    assert bennet(before, dearer) == (before.value_usd * (times - 1), 0)
    more = Amount(before.value_usd * times, (before.quantity or 0) * times, "kg")
    assert bennet(before, more) == (0, before.value_usd * (times - 1))


@given(before=amounts, after=amounts, times=st.integers(1, 1000))
def test_the_unit_of_quantity_changes_nothing(before: Amount, after: Amount, times: int) -> None:
    """Kilograms in place of tonnes."""
    finer = [Amount(one.value_usd, (one.quantity or 0) * times, "kg") for one in (before, after)]
    assert bennet(finer[0], finer[1]) == bennet(before, after)


@given(rows=histories)
def test_effects_and_what_stays_apart_add_up_to_the_change(rows: list[ProductYear]) -> None:
    found = split_change(rows, Comparison(*OUT))
    if isinstance(found, Missing):
        return
    effects = found.price_usd + found.quantity_usd
    assert effects + found.new_usd + found.vanished_usd + found.unsplit_usd == found.change_usd
    for one in found.lines:
        assert one.price_usd + one.quantity_usd == one.after_usd - one.before_usd
    assert 0 < found.split_part <= 1
