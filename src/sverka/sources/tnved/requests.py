"""Ask the Federal Tax Service of Russia for its list of the TN VED: one archive of text files.

The page names the archive; public clients ask the same address (2026-11-23).
"""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, Guide, Request

HOST = "https://data.nalog.ru"

GUIDE = Guide(
    example="sverka fetch tnved",
    page="https://www.nalog.gov.ru/rn77/program/5961290/",
    looked_up=date(2026, 11, 23),
    note="The archive holds TNVED1.TXT to TNVED4.TXT; names are made of the last three.",
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  nothing to choose, no key
    """Ask for the archive."""
    return (
        Request(
            url=f"{HOST}/files/tnved/tnved.zip",
            file="tnved.zip",
            expects=("application/zip", "application/x-zip-compressed", "application/octet-stream"),
        ),
    )
