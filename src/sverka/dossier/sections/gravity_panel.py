"""The panel of all pairs that sections on gravity models are estimated from, made once a briefing.

It takes seconds, and so does a model: only who asks for these sections by name waits for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Lack, Sentence
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.dossier.desk import Desk
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.vocabulary.country import Subject
    from sverka.vocabulary.interval import Interval
    from sverka.vocabulary.origin import Origin

COVARIATES = ("sverka fetch covariates", "sverka post covariates PATH")
_INSTALL = ("pip install 'sverka[gravity]'",)
_SINCE = 1992  # before it many of today's countries had no books
_FEWEST = 10
"""Countries below which a panel says nothing of what pairs trade: a book of one pair has two."""


def gravity_panel(desk: Desk) -> BookPanel | Lack:
    """Return the panel of the years that are asked for, or what is lacking for one."""
    from sverka.models.gravity.ppml import has_compiler  # noqa: PLC0415 - only where a section asks for it

    if not has_compiler():
        return Lack(Sentence("potential.not_installed"), _INSTALL)
    return desk.kept("gravity panel", lambda: _made(desk))


def _made(desk: Desk) -> BookPanel | Lack:
    from sverka.ledger import NothingHeld  # noqa: PLC0415 - only where a section asks for it
    from sverka.models.gravity.from_book import NoTradeHeld, book_panel, held_years  # noqa: PLC0415  likewise

    try:
        years = desk.asked.years or held_years(desk.ledger, engine=desk.engine)
        panel = book_panel(desk.ledger, years=years, engine=desk.engine)
    except (NoTradeHeld, NothingHeld):
        return _no_panel(desk)
    return panel if len(panel.countries) >= _FEWEST else _no_panel(desk)


def _no_panel(desk: Desk) -> Lack:
    first, last = desk.asked.years or (_SINCE, desk.asked.today.year - 1)
    fetch = f"sverka fetch imf_dots --reporter all --years {first}-{last}"
    return Lack(Sentence("potential.no_panel"), (fetch, "sverka post imf_dots PATH"))


class GravityFigures:
    """Makes figures of numbers that a model on a panel gives, with the origins that they rest on."""

    def __init__(self, measure: str, subject: Subject, origins: tuple[Origin, ...]) -> None:
        self._measure, self._subject, self._origins = measure, subject, origins

    def make(self, value: float, unit: str, allowed: Interval, period: str, method: str) -> Figure:
        """Return a figure."""
        return Figure(
            measure=self._measure,
            subject=self._subject,
            value=value,
            unit=unit,
            period=period,
            book=None,
            valuation="",
            method=method,
            allowed=allowed,
            origins=self._origins,
        )


def trade_origins(panel: BookPanel) -> tuple[Origin, ...]:
    """Return where the panel's trade was read."""
    return tuple(origin for origin in panel.origins if origin.source == panel.source)


def origins_of(panel: BookPanel, regressors: Sequence[str]) -> tuple[Origin, ...]:
    """Return where the panel's trade and what these regressors are made of was read."""
    named = {name.removeprefix("ln_") for name in regressors}
    read = (column.origin for column in panel.columns if column.name in named)
    return tuple(dict.fromkeys((*trade_origins(panel), *(origin for origin in read if origin))))
