"""Ask CEPII for BACI: one archive for each HS revision and release, with all years and the code lists.

The naming of files and releases is on the page below; V202601 is the latest release that public clients
ask for (2026-11-23).
"""

import re
from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, BadOption, Guide, Option, Request

HOST = "https://www.cepii.fr"

GUIDE = Guide(
    example="sverka fetch cepii_baci --revision 17",
    page="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    looked_up=date(2026, 11, 23),
    options=(
        Option(
            name="revision",
            help="the year of the HS revision; years before it are not in the archive",
            default="17",
            choices=("92", "96", "02", "07", "12", "17", "22"),
        ),
        Option(name="release", help="year and month of the release, as in 202601", default="202601"),
    ),
    note="An archive has 0.4 to 2.5 GB; a download that was cut goes on where it stopped.",
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  CEPII uses no key
    """Ask for the archive of one revision and release."""
    release = chosen["release"].upper().removeprefix("V")
    if not re.fullmatch(r"20\d\d(0[1-9]|1[0-2])[A-Z]?", release):
        raise BadOption("release", chosen["release"], "write year and month, as in 202601")
    name = f"BACI_HS{chosen['revision']}_V{release.lower()}.zip"
    return (
        Request(
            url=f"{HOST}/DATA_DOWNLOAD/baci/data/{name}",
            file=name,
            expects=("application/zip", "application/x-zip-compressed", "application/octet-stream"),
        ),
    )
