"""Ask for covariates: GeoDist from CEPII, GDP and population from the World Bank; DESTA and GSDB by hand.

World Bank: datahelpdesk.worldbank.org, articles/898581, “Download Format”. GeoDist: the addresses that public
clients ask. DESTA's files get a new address with each version, GSDB is sent on request (all seen 2026-11-23).
"""

from collections.abc import Mapping
from datetime import date

from sverka.sources.request import Asked, ByHand, Guide, Option, Request

CEPII = "https://www.cepii.fr"
WORLD_BANK = "https://api.worldbank.org"
_ZIP = ("application/zip", "application/x-zip-compressed", "application/octet-stream")
_INDICATORS = ("NY.GDP.MKTP.CD", "SP.POP.TOTL")  # GDP in current US dollars, population

GUIDE = Guide(
    example="sverka fetch covariates --what worldbank",
    page="https://datahelpdesk.worldbank.org/knowledgebase/articles/898581-api-basic-call-structures",
    looked_up=date(2026, 11, 23),
    options=(
        Option(
            name="what",
            help="one of the tables, or all",
            default="all",
            choices=("all", "geodist", "worldbank", "desta", "gsdb"),
        ),
    ),
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  none of them uses a key
    """Ask for the tables that were chosen."""
    tables: dict[str, Asked] = {
        "geodist": _geodist(),
        "worldbank": tuple(_indicator(code) for code in _INDICATORS),
        "desta": (_DESTA,),
        "gsdb": (_GSDB,),
    }
    if chosen["what"] != "all":
        return tables[chosen["what"]]
    return tuple(one for table in tables.values() for one in table)


def _geodist() -> tuple[Request, ...]:
    return (
        Request(url=f"{CEPII}/distance/dist_cepii.zip", file="dist_cepii.zip", expects=_ZIP),
        Request(
            url=f"{CEPII}/distance/geo_cepii.xls",
            file="geo_cepii.xls",
            expects=("application/vnd.ms-excel", "application/octet-stream"),
        ),
    )


def _indicator(code: str) -> Request:
    return Request(
        url=f"{WORLD_BANK}/v2/country/all/indicator/{code}",
        params={"source": "2", "downloadformat": "csv"},
        file=f"WDI_{code}.zip",
        expects=_ZIP,
    )


_DESTA = ByHand(
    file="DESTA list of treaties",
    page="https://www.designoftradeagreements.org/downloads/",
    why="DESTA gives its files a new address with each version.",
    steps=(
        "Download the list of treaties as CSV, desta_list_of_treaties_02_03.csv say; not the one of dyads.",
        "Post it: sverka post covariates desta_list_of_treaties_02_03.csv",
    ),
)

_GSDB = ByHand(
    file="GSDB, case level",
    page="https://www.globalsanctionsdatabase.com/",
    why="The Global Sanctions Data Base is sent by e-mail to those who ask and may not be passed on.",
    steps=(
        "Ask for the data with the form on the page.",
        "Post the file of cases that you get, not the dyadic one: sverka post covariates GSDB_V4.csv",
    ),
)
