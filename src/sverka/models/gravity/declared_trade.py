"""Choose each cell's trade from what exporters, importers and third parties declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.book_panel import Basis, Declared, Zeros

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.gravity.book_panel import Codes, Rules
    from sverka.models.gravity.tensor import Indices, Marks, Numbers

_SIDES: dict[Declared, tuple[Basis, ...]] = {
    Declared.IMPORTER_FIRST: (
        *(Basis.RECONCILED, Basis.IMPORTER, Basis.EXPORTER),
        *(Basis.IMPORTER_ESTIMATED, Basis.EXPORTER_ESTIMATED),
    ),
    Declared.EXPORTER_FIRST: (
        *(Basis.RECONCILED, Basis.EXPORTER, Basis.IMPORTER),
        *(Basis.EXPORTER_ESTIMATED, Basis.IMPORTER_ESTIMATED),
    ),
    Declared.IMPORTER: (Basis.RECONCILED, Basis.IMPORTER, Basis.IMPORTER_ESTIMATED),
    Declared.EXPORTER: (Basis.RECONCILED, Basis.EXPORTER, Basis.EXPORTER_ESTIMATED),
}


@dataclass(frozen=True, eq=False)
class Declarations:
    """Flows as declared, R rows: places of exporter, importer (N: the world) and year, whose, how good.

    `basis` is a `Basis`; of rows with one cell and basis the one with the highest `rank` counts. `value` is
    in US dollars.
    """

    exporter: Indices
    importer: Indices
    year: Indices
    basis: Codes
    rank: Indices
    value: Numbers


@dataclass(frozen=True, eq=False)
class Cells:
    """Trade (N, N, T), NaN where missing, and what it rests on.

    `world_exports` (N, T) is what each country declares to have exported to the world.
    """

    trade: Numbers
    basis: Codes
    world_exports: Numbers


def choose_trade(said: Declarations, rules: Rules, existed: Marks) -> Cells:
    """Choose each cell's declaration by the rules; `existed` (N, T) says which countries there were.

    A zero is assumed only between two different countries that both existed and that somebody declares to
    have sold, or bought, anything in the year.
    """
    countries, years = existed.shape
    inside = (said.exporter < countries) & (said.importer < countries)
    order = np.flatnonzero(inside)[np.argsort(said.rank[inside], kind="stable")]
    cell = np.ravel_multi_index(
        (said.exporter[order], said.importer[order], said.year[order]), (countries, countries, years)
    )
    trade = np.full((countries, countries, years), np.nan)
    basis = np.zeros(trade.shape, np.uint8)
    for side in reversed(_SIDES[rules.declared]):  # what comes first in the rules is written last
        rows = said.basis[order] == side
        trade.reshape(-1)[cell[rows]] = said.value[order[rows]]
        basis.reshape(-1)[cell[rows]] = side
    if rules.zeros is Zeros.ABSENT:
        absent = _absent(said, rules, existed) & (basis == Basis.MISSING)
        trade[absent], basis[absent] = 0.0, Basis.ASSUMED_ZERO
    return Cells(trade, basis, _world_exports(said, existed.shape))


def _absent(said: Declarations, rules: Rules, existed: Marks) -> Marks:
    """Mark the cells (N, N, T) that a published book of one of their countries would have, had they trade.

    A country that stands in nobody's book of a year is no partner under its own name: until 1996 Belgium and
    Luxembourg are declared as one.
    """
    sides = _SIDES[rules.declared]
    sells = _publishes(said, said.exporter, (Basis.EXPORTER,), sides, existed)
    buys = _publishes(said, said.importer, (Basis.IMPORTER,), sides, existed)
    third = (Basis.RECONCILED,)
    both = (
        _publishes(said, said.exporter, third, sides, existed)[:, None, :]
        & _publishes(said, said.importer, third, sides, existed)[None, :, :]
    )
    found = sells[:, None, :] | buys[None, :, :] | both
    seen_to_sell, seen_to_buy = (
        _publishes(said, side, tuple(Basis), tuple(Basis), existed) for side in (said.exporter, said.importer)
    )
    found &= (existed & seen_to_sell)[:, None, :] & (existed & seen_to_buy)[None, :, :]
    diagonal = np.arange(len(existed))
    found[diagonal, diagonal, :] = False
    return found


def _publishes(
    said: Declarations, side: Indices, basis: Sequence[Basis], used: Sequence[Basis], existed: Marks
) -> Marks:
    """Mark the countries and years (N, T) that a side has rows of with partners; a world total is none."""
    countries, years = existed.shape
    rows = np.isin(said.basis, [one for one in basis if one in used]) & (said.exporter != said.importer)
    rows &= (said.exporter < countries) & (said.importer < countries)
    found = np.zeros((countries, years), np.bool_)
    found[side[rows], said.year[rows]] = True
    return found


def _world_exports(said: Declarations, shape: tuple[int, ...]) -> Numbers:
    """Return what each country declares to have exported to the world (N, T), NaN where it does not."""
    countries = shape[0]
    found = np.full(shape, np.nan)
    rows = np.flatnonzero(
        (said.exporter < countries) & (said.importer == countries) & (said.basis == Basis.EXPORTER)
    )
    rows = rows[np.argsort(said.rank[rows], kind="stable")]
    found[said.exporter[rows], said.year[rows]] = said.value[rows]
    return found
