"""Say where to get UNCTADstat's merchandise trade matrix: its files have no lasting address.

The bulk files are 7z archives whose identifiers change with each release, and the data API asks for the
client number and secret of an account (public clients, 2026-11-23), so no address is written here.
"""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, ByHand, Guide

_PAGE = "https://unctadstat.unctad.org/datacentre/dataviewer/US.TradeMatrix"

GUIDE = Guide(example="sverka fetch unctad", page=_PAGE, looked_up=date(2026, 11, 23))


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  nothing to choose, no key
    """Give the steps."""
    return (
        ByHand(
            file="US.TradeMatrix",
            page=_PAGE,
            why="UNCTADstat gives its files under addresses that change with each release.",
            steps=(
                "Choose economies, partners, years and SITC sections; values in thousands of US dollars.",
                "Download the table as CSV, or the bulk file and unpack it.",
                "Post it: sverka post unctad FILE",
            ),
        ),
    )
