"""Ask for the table `trade` of the R package penppml 0.2.4, in the repository that mirrors the package.

The file of a commit never changes, so its hash is known: 316,317 rows, 1964 to 2016.
"""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, Guide, Request

HOST = "https://raw.githubusercontent.com"
_COMMIT = "422ae24bae6a1b55b23639510d812e07287a44fd"  # 2025-02-08, penppml 0.2.4

GUIDE = Guide(
    example="sverka fetch penppml",
    page="https://github.com/cran/penppml",
    looked_up=date(2026, 11, 23),
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  nothing to choose, no key
    """Ask for the table as the package has it."""
    return (
        Request(
            url=f"{HOST}/cran/penppml/{_COMMIT}/data/trade.rda",
            file="trade.rda",
            expects=("application/octet-stream",),
            sha256="d97178aa1cfa26b89f24a70004f86b4de6c36a903d3a5b5bb0e7da7d7870ee9e",
        ),
    )
