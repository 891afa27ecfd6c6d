"""Ask the IMF for trade by partner as SDMX-CSV: IMTS, which the Direction of Trade Statistics became in 2025.

The key's dimensions are COUNTRY.INDICATOR.COUNTERPART_COUNTRY.FREQUENCY; no key of the user's is needed. Read
2026-11-23: the page below and public clients of 2026 that ask the same address.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sverka.sources.request import (
    Asked,
    Guide,
    Option,
    Remark,
    Request,
    parties_of,
    years_of,
)

HOST = "https://api.imf.org"
_EXAMPLE = "sverka fetch imf_dots --pair BLR-KAZ --years 1992-2024"
_FLOWS = "XG_FOB_USD+MG_CIF_USD"  # exports FOB and imports CIF, as the workbooks have them
_WORLD = {"WLD": "G001"}
_ALL = ("ALL",)

GUIDE = Guide(
    example=_EXAMPLE,
    page="https://data.imf.org/en/Resource-Pages/IMF-API",
    looked_up=date(2026, 11, 23),
    options=(
        Option(name="pair", help="both countries' books about each other, as in BLR-KAZ", default=""),
        Option(name="reporter", help="in place of --pair: whose books, as in BLR,KAZ, or all", default=""),
        Option(name="partner", help="with --reporter: about whom; WLD is the world's total", default="all"),
        Option(name="years", help="as in 1992-2024"),
        Option(name="frequency", help="A, Q or M", default="A", choices=("A", "Q", "M")),
    ),
    note="The workbooks of the former portal have no address any more; files of them are posted as they are.",
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:  # noqa: ARG001  the IMF uses no key
    """Ask for all years at once: the whole table of one reporter has a few thousand rows."""
    reporters, partners = (
        () if codes == _ALL else codes for codes in parties_of("imf_dots", chosen, _EXAMPLE)
    )
    years = years_of(chosen["years"])
    frequency = chosen["frequency"]
    key = f"{_codes(reporters)}.{_FLOWS}.{_codes(partners)}.{frequency}"
    what = f"{'+'.join(reporters) or 'all'}-{'+'.join(partners) or 'all'}"
    what = what if len(what) <= 100 else f"{what[:90]}+more"  # noqa: PLR2004  a file system's limit
    return (
        Request(
            url=f"{HOST}/external/sdmx/2.1/data/IMF.STA,IMTS/{key}",
            params={"startPeriod": str(years[0]), "endPeriod": str(years[-1])},
            headers={"Accept": "application/vnd.sdmx.data+csv;version=1.0.0"},
            file=f"imts_{frequency}_{what}_{years[0]}-{years[-1]}.csv",
            expects=("application/vnd.sdmx.data+csv", "text/csv", "application/csv"),
            look=no_rows,
        ),
    )


def no_rows(path: Path) -> Remark | None:
    """Say that an answer has a header and nothing below it."""
    with path.open("rb") as file:
        rows = [line for line, _ in zip(file, range(2), strict=False) if line.strip()]
    return (
        None if len(rows) > 1 else Remark("no rows: nothing was declared for this, or not yet", failed=False)
    )


def _codes(countries: tuple[str, ...]) -> str:
    return "+".join(_WORLD.get(code, code) for code in countries)
