"""Ask for measures of a pair's own trade: its totals and products, in each book."""

from typing import Any

import msgspec

from sverka.measures import (
    concentration,
    decomposition,
    grubel_lloyd,
    mirror_join,
    price_quantity,
    product_history,
    unit_values,
)
from sverka.measures.addable import of_pair
from sverka.measures.pair_totals import PairTotal, choose_totals, pair_totals
from sverka.measures.product_history import ProductYear
from sverka.measures.question import Inquiry, Rows, in_order, of_product


def ask_totals(at: Inquiry) -> Rows:
    """List what moved each year: all goods, or the sum of the products asked for."""
    totals = at.known.totals
    if at.asked.product is not None:
        totals = choose_totals(at.engine.collect(pair_totals(at.narrowed, at.asked.pair)))
    return PairTotal.__struct_fields__, [msgspec.structs.astuple(one) for one in totals]


def ask_history(at: Inquiry) -> Rows:
    """List the pair's products of the most detailed level, year by year."""
    return product_history.COLUMNS, _history(at)


def ask_mirror(at: Inquiry) -> Rows:
    """Set both sides' declarations side by side: totals, or products where these are asked for or all."""
    between = at.frame.filter(of_pair(at.asked.pair))
    digits = None if at.asked.product is None else at.known.digits
    if digits is None and any(one.published for one in at.known.totals):
        found = mirror_join.mirror_join(between, digits=None)
    else:
        found = of_product(mirror_join.mirror_join(between, digits=at.known.digits), at.asked.product)
    return mirror_join.COLUMNS, sorted(at.engine.collect(found), key=in_order)


def ask_decomposition(at: Inquiry) -> Rows:
    """Decompose growth between the years asked for, else the last two of each book."""
    return decomposition.table(_products(at), at.asked.years, at.bridge)


def ask_price_quantity(at: Inquiry) -> Rows:
    """Split the same growth into price and quantity."""
    return price_quantity.table(_products(at), at.asked.years, at.bridge)


def ask_concentration(at: Inquiry) -> Rows:
    """Measure how far each year's trade rests on few products."""
    return concentration.table(_products(at))


def ask_intra_industry(at: Inquiry) -> Rows:
    """Measure how much of each year's trade goes both ways."""
    return grubel_lloyd.table(_products(at), at.asked.pair)


def ask_unit_values(at: Inquiry) -> Rows:
    """List unit values, judged by the other years asked for."""
    return unit_values.table(_products(at))


def _products(at: Inquiry) -> list[ProductYear]:
    return [ProductYear(*row) for row in _history(at)]


def _history(at: Inquiry) -> list[tuple[Any, ...]]:
    if at.known.digits is None:
        return []
    history = product_history.product_history(
        at.frame, at.asked.pair, at.engine.cache, digits=at.known.digits
    )
    return sorted(at.engine.collect(of_product(history, at.asked.product)), key=in_order)
