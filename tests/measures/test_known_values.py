"""What is known among values, and what is no value."""

from math import nan

import pytest

from sverka.measures.known_values import NegativeValue, known_values


def test_an_unknown_value_is_set_apart_and_zero_is_kept() -> None:
    found = known_values({"02": None, "03": 5, "01": 0})
    assert (dict(found.values), found.unknown) == ({"01": 0, "03": 5}, ("02",))


@pytest.mark.parametrize("value", [-5, nan])
def test_what_trade_cannot_be_is_refused(value: int) -> None:
    with pytest.raises(NegativeValue, match=f"010121 is {value}: .* where the value is not known, give None"):
        known_values({"010121": value})
