"""Lay the book's square panel out as a tensor, and find the events that its columns date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.event_window import Event
from sverka.models.gravity.tensor import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.gravity.book_panel import BookPanel


def as_tensor(book: BookPanel, columns: Sequence[str] = ()) -> Panel:
    """Return the panel with the named covariates as regressors, NaN where the book does not know them.

    What nobody declared has weight 0, as has no trade of a country with itself. A design leaves out what it
    needs and does not know.
    """
    trade = book.trade.reshape(book.shape).transpose(0, 2, 1)
    stacked = np.empty((len(columns), *trade.shape))
    for k, name in enumerate(columns):
        stacked[k] = book.covariates[name].reshape(book.shape).transpose(0, 2, 1)
    known = np.isfinite(trade)
    return Panel(
        exporters=book.countries,
        importers=book.countries,
        years=book.years,
        trade=np.where(known, trade, 0.0),
        weight=known.astype(np.float64),
        regressors=stacked,
        names=tuple(columns),
    )


def known_columns(book: BookPanel, columns: Sequence[str]) -> tuple[str, ...]:
    """Return those of the named covariates that the book knows of any two countries, and that vary."""
    abroad = book.exporter != book.importer
    found = []
    for name in columns:
        values = book.covariates[name][abroad] if name in book.covariates else np.array([])
        values = values[np.isfinite(values)]
        if len(values) and values.min() < values.max():
            found.append(name)
    return tuple(found)


def began(book: BookPanel, column: str) -> tuple[Event, ...]:
    """Return the events of a covariate that is 1 while something lasts: a pair's first year of it.

    What lasts already in the panel's first year began in it or before, and is an event of that year, which a
    study leaves out. A country's own cell is none. Later interruptions are not looked at.
    """
    lasts = book.covariates[column].reshape(book.shape) > 0
    i, j = np.nonzero(lasts.any(axis=2) & ~np.eye(len(book.countries), dtype=np.bool_))
    first = lasts[i, j].argmax(axis=1)
    return tuple(
        Event(book.countries[e], book.countries[m], book.years[t])
        for e, m, t in zip(i.tolist(), j.tolist(), first.tolist(), strict=True)
    )
