"""Which goods are pooled to learn the margin of a product with few mirrors: its kin, by their unit values.

BACI regresses the margin of all products on distance, contiguity and the product's world median unit value:
dear goods bear less freight a dollar. Here the pool is the product's chapter or heading.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LARGEST_POOL = 2_000_000
"""Mirrored flows that a pool may have: about two gigabytes while they are read and estimated from."""
_EXPORTS = 10  # declared with a quantity, for a median to stand for the product
_PRODUCTS = 10  # with different unit values, for a slope to rest on
_LEVELS = (2, 4)  # digits of a chapter and of a heading of the HS
_DIGITS = 6

Key: TypeAlias = tuple[str, str]
"""A product's code and its revision."""


class UnitValue(NamedTuple):
    """The median of US dollars a `unit` over the `exports` of a product that are declared in that unit."""

    product: str
    revision: str
    unit: str
    median: float
    exports: int


class Pool(NamedTuple):
    """Products to pool: `ln_unit_value` of each, in US dollars a `unit`; all codes begin with `prefix`."""

    prefix: str
    unit: str
    ln_unit_value: Mapping[Key, float]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the products, each once."""
        return tuple(sorted({code for code, _ in self.ln_unit_value}))


def chapter_of(product: str) -> str | None:
    """Return the chapter of a subheading of the HS; None for other goods, whose margin is not pooled."""
    return product[: _LEVELS[0]] if len(product) == _DIGITS and product.isdigit() else None


def choose_pool(
    product: str,
    asked: Iterable[Key],
    unit_values: Iterable[UnitValue],
    mirrored: Mapping[Key, int],
    largest: int = LARGEST_POOL,
) -> Pool | None:
    """Choose the products that a product's margin is learned from; None where unit values cannot tell.

    `asked` are the product in each of its revisions; `unit_values` are of its chapter, `mirrored` counts the
    flows that both sides declare. The unit is the one in which most exports of the asked product are
    declared: dollars a kilogram and dollars a piece are not compared. The whole chapter is taken where it
    has at most `largest` mirrored flows, else the heading. None where the product has fewer than 10 exports
    with a quantity in one of its revisions, where the heading is too large too, or where fewer than 10
    products are left.
    """
    keys, held = set(asked), list(unit_values)
    units: Counter[str] = Counter()
    for one in held:
        if (one.product, one.revision) in keys:
            units[one.unit] += one.exports
    if not units:
        return None
    unit = min(units, key=lambda name: (-units[name], name))
    known = {
        (one.product, one.revision): log(one.median)
        for one in held
        if one.unit == unit and one.exports >= _EXPORTS and one.median > 0
    }
    if not keys <= set(known):
        return None
    for digits in _LEVELS:
        prefix = product[:digits]
        kin = {key: value for key, value in known.items() if key[0].startswith(prefix)}
        if sum(mirrored.get(key, 0) for key in kin) <= largest:
            pool = Pool(prefix, unit, kin)
            return pool if len(pool.codes) >= _PRODUCTS else None
    return None
