"""Read GDP and population of the World Bank: its own CSV download, or the long table of DataHub."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from sverka.sources import countries
from sverka.sources.covariates.lookups import Lookups
from sverka.sources.covariates.published import Published
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.origin import Origin

_LONG_HEAD = "Country Name,Country Code,Year,Value"
_WIDE_HEAD = '"Data Source",'
_WIDE_COLUMNS = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
_PREAMBLE = 4  # lines above the header of the bank's own download

_UNITS = {"gdp": "USD", "population": "persons"}
_INDICATORS = {"NY.GDP.MKTP.CD": "gdp", "SP.POP.TOTL": "population"}


class UnknownIndicator(ValueError):
    """A download of the World Bank holds an indicator that no fact is made of."""

    def __init__(self, place: str, code: str) -> None:
        super().__init__(
            f"{place} holds the indicator “{code}”. Covariates take {' and '.join(_INDICATORS)}: "
            "download one of these, or teach worldbank.py what the indicator means."
        )


def is_long(file: Published) -> bool:
    """Tell whether a file is DataHub's table; its columns do not say of what, so its name has to."""
    return file.head == _LONG_HEAD and _named(file) is not None


def is_wide(file: Published) -> bool:
    """Tell whether a file is the bank's own download of indicators."""
    return file.head.startswith(_WIDE_HEAD)


def read_long(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read a row a country and year; `gdp` in current US dollars, `population` in persons."""
    name, left, missing = _named(file), Counter[str](), Counter[str]()
    for row in file.sheet():
        label, code = row.take("Country Name"), row.take("Country Code")
        year, written = row.take("Year"), row.take("Value")
        row.done()
        if not _counts(code, label, lookups, left):
            continue
        missing[code] += not written
        value = file.number(written, row.place, "Value") if written else None
        if value is not None and file.number(year, row.place, "Year") is not None:
            yield _fact(name or "", (code, year), value, file.origin(row.place))
    file.leave_out("values that the publisher does not give", +missing)
    _report(file, left)


def read_wide(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read a row a country with a column a year; an empty cell is no value. Raises UnknownIndicator."""
    lines = csv.reader(islice(StringIO(file.data.decode("utf-8-sig")), _PREAMBLE, None))
    header, left = next(lines, []), Counter[str]()
    if header[:4] != _WIDE_COLUMNS:
        file.leave_out("tables without the bank's columns", {", ".join(header): 1}, "Download the CSV again.")
        return
    for number, cells in enumerate(lines, start=_PREAMBLE + 2):
        place = f"{file.name} row {number}"
        label, code, _, indicator = cells[:4]
        if indicator not in _INDICATORS:
            raise UnknownIndicator(place, indicator)
        if _counts(code, label, lookups, left):
            for year, written in zip(header[4:], cells[4:], strict=False):
                value = file.number(written, place, year) if written else None
                if value is not None and file.number(year, place, "year in the header") is not None:
                    yield _fact(_INDICATORS[indicator], (code, year), value, file.origin(place))
    _report(file, left)


def _named(file: Published) -> str | None:
    names = [name for name in _UNITS if name in file.name.lower()]
    return names[0] if len(names) == 1 else None


def _fact(name: str, of: tuple[Country, str], value: float, origin: Origin) -> Fact:
    country, year = of
    return Fact(
        name=name, country=country, period=str(int(year)), value=value, unit=_UNITS[name], origin=origin
    )


def _counts(code: str, label: str, lookups: Lookups, left: Counter[str]) -> bool:
    if code in lookups.world_bank_areas or code in _iso():
        return True
    known = "aggregate" if code in lookups.world_bank_aggregates else "unknown"
    left[f"{known} {code} {label}"] += 1
    return False


def _report(file: Published, left: Counter[str]) -> None:
    aggregates = {thing: count for thing, count in left.items() if thing.startswith("aggregate")}
    file.leave_out("values of aggregates, which are no countries,", aggregates)
    unknown = {thing: count for thing, count in left.items() if thing not in aggregates}
    file.leave_out("values of unknown areas", unknown, "Decide in covariates/lookups.yml what they are.")


def _iso() -> frozenset[str]:
    return frozenset(countries.country_codes())
