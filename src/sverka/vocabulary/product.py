"""Products: a code together with the nomenclature and revision that give it its meaning."""

import msgspec


class Product(msgspec.Struct, frozen=True):
    """A code of a nomenclature, "HS2022" say; digits without their revision mean nothing."""

    code: str
    revision: str


TOTAL = Product("TOTAL", "")
"""All goods: the same in every nomenclature."""
