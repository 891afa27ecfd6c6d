"""Say where to get the OECD's Inter-Country Input-Output tables: their files have no lasting address.

The page hands out archives under identifiers that change with every update of an edition (seen 2026-11-23 in
clients that broke over it), so none is written here.
"""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, ByHand, Guide

_PAGE = "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html"

GUIDE = Guide(example="sverka fetch oecd_icio", page=_PAGE, looked_up=date(2026, 11, 23))


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  nothing to choose, no key
    """Give the steps for the official CSV, and for the package that carries the year 2022."""
    return (
        ByHand(
            file="ICIO, official CSV",
            page=_PAGE,
            why="The OECD publishes these tables under addresses that change with every update.",
            steps=(
                "Choose the edition and the years there and download the archive of CSV files.",
                "Unpack it and post a year: sverka post oecd_icio 2022_SML.csv",
                "Or for 2022: pip install --no-deps sanction-simulator==0.1.4, then: sverka post oecd_icio",
            ),
        ),
    )
