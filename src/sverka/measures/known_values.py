"""The known among values by code, such as dollars by product: a value that is not known is not zero."""

from collections.abc import Mapping
from typing import NamedTuple


class NegativeValue(ValueError):
    """A value of goods is below zero, or no number."""

    def __init__(self, code: str, value: float) -> None:
        super().__init__(
            f"The value of {code} is {value}: trade is not negative, and parts of a sum that holds such a "
            "value mean nothing. Correct it or, where the value is not known, give None."
        )


class Known(NamedTuple):
    """Values by code, and the codes that have none, in order."""

    values: Mapping[str, int]
    unknown: tuple[str, ...]


def known_values(values: Mapping[str, int | None]) -> Known:
    """Set codes without a value apart; raise NegativeValue."""
    known = {code: value for code, value in sorted(values.items()) if value is not None}
    for code, value in known.items():
        if not value >= 0:
            raise NegativeValue(code, value)
    return Known(known, tuple(sorted(values.keys() - known.keys())))
