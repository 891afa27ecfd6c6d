"""Commands that bring what a book lacks of a pair: each is whole, and can be run as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.sections.own_years import last_year

if TYPE_CHECKING:
    from sverka.dossier.desk import Desk

_BACI = 1995  # its first year
_YEARS = 5  # asked for where none are given


def comtrade(desk: Desk, whose: str = "", *, product: str = "") -> tuple[str, str]:
    """Fetch declarations of both countries, or of `whose` options; of products at a level such as AG6."""
    last = last_year(desk)
    first, last = desk.asked.years or (last - _YEARS + 1, last)
    asked = whose or f"--pair {desk.pair.subject}"
    level = f" --product {product}" if product else ""
    fetch = f"sverka fetch un_comtrade {asked} --years {first}-{last}{level}"
    return fetch, "sverka post un_comtrade PATH"


def baci(desk: Desk) -> tuple[str, ...]:
    """Fetch products of all countries; nothing for years before there are such."""
    last = desk.asked.years[1] if desk.asked.years else last_year(desk)
    return ("sverka fetch cepii_baci", "sverka post cepii_baci PATH") if last >= _BACI else ()
