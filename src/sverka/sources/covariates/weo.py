"""Read the IMF's World Economic Outlook as the Open Numbers project packs it, projections included."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sverka.sources import countries
from sverka.sources.covariates.lookups import Lookups
from sverka.sources.covariates.published import Published
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact


class _Series(NamedTuple):
    """What a series becomes: the fact's name, how many units one of the file's is, the unit, its remark."""

    name: str
    scale: int
    unit: str
    remark: str = ""


_HEAD = "year,country,"
_SERIES = {
    "ngdpd": _Series("gdp_imf", 10**9, "USD"),
    "lp": _Series("population_imf", 10**6, "persons"),
    "pcpi": _Series(
        "consumer_prices_imf",
        1,
        "index",
        "; an index of average consumer prices whose base year differs between countries and is not in the "
        "file: compare years of one country only",
    ),
}
_NOT_GIVEN = ("n/a", "--", "")  # the file has all three
_UNSAID = "IMF World Economic Outlook; the file does not say which years are projections"


def is_series(file: Published) -> bool:
    """Tell whether a file is one of the series that facts are made of."""
    return file.head.startswith(_HEAD) and _code(file) in _SERIES


def read_series(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read a row a country and year; billions of dollars and millions of persons become whole ones.

    The index keeps its decimals.
    """
    code = _code(file)
    series, left, missing = _SERIES[code], Counter[str](), Counter[str]()
    for row in file.sheet():
        area, year, written = row.take("country").upper(), row.take("year"), row.take(code)
        row.done()
        country = _country(area, lookups)
        if country is None:
            left[area] += 1
        elif written in _NOT_GIVEN:
            missing[country] += 1
        else:
            value = file.number(written, row.place, code)
            if value is not None and file.number(year, row.place, "year") is not None:
                yield Fact(
                    name=series.name,
                    country=country,
                    period=year,
                    value=value if series.scale == 1 else round(value * series.scale),
                    unit=series.unit,
                    text=_UNSAID + series.remark,
                    origin=file.origin(row.place),
                )
    file.leave_out("values that the publisher does not give", missing)
    file.leave_out("values of unknown areas", left, "Decide in covariates/lookups.yml what they are.")


def _country(area: str, lookups: Lookups) -> Country | None:
    code = lookups.weo_codes[area].country if area in lookups.weo_codes else area
    return code if code in countries.country_codes() else None


def _code(file: Published) -> str:
    return file.head.removeprefix(_HEAD)
