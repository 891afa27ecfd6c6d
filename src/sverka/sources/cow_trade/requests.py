"""Ask the Correlates of War project for its trade data, version 4.0: one archive, 1870 to 2014."""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, Guide, Request

HOST = "https://correlatesofwar.org"

GUIDE = Guide(
    example="sverka fetch cow_trade",
    page="https://correlatesofwar.org/data-sets/bilateral-trade/",
    looked_up=date(2026, 11, 23),
    note="The archive holds Dyadic_COW_4.0.csv, which is read, the national totals and the codebook.",
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  nothing to choose, no key
    """Ask for the archive."""
    return (
        Request(
            url=f"{HOST}/wp-content/uploads/COW_Trade_4.0.zip",
            file="COW_Trade_4.0.zip",
            expects=("application/zip", "application/x-zip-compressed", "application/octet-stream"),
        ),
    )
