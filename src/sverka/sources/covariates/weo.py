"""Read the IMF's World Economic Outlook as the Open Numbers project packs it, projections included."""

from collections import Counter
from collections.abc import Iterator

from sverka.sources import countries
from sverka.sources.covariates.lookups import Lookups
from sverka.sources.covariates.published import Published
from sverka.vocabulary.fact import Fact

_SERIES = {
    "ngdpd": ("gdp_imf", 1e9, "USD"),
    "lp": ("population_imf", 1e6, "persons"),
}
_NOT_GIVEN = "n/a"
_UNSAID = "IMF World Economic Outlook; the file does not say which years are projections"


def is_series(file: Published) -> bool:
    """Tell whether a file is one of the series that facts are made of."""
    return _series(file) in _SERIES


def read_series(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read a row a country and year; billions of dollars and millions of persons become whole ones."""
    series, left, missing = _series(file), Counter[str](), Counter[str]()
    name, scale, unit = _SERIES[series]
    for row in file.sheet():
        code, year, value = row.take("country").upper(), row.take("year"), row.take(series)
        row.done()
        code = lookups.weo_codes[code].country if code in lookups.weo_codes else code
        if code not in countries.country_codes():
            left[code] += 1
            continue
        if value == _NOT_GIVEN:
            missing[code] += 1
            continue
        yield Fact(
            name=name,
            country=code,
            period=year,
            value=round(float(value) * scale),
            unit=unit,
            text=_UNSAID,
            origin=file.origin(row.place),
        )
    file.leave_out("values that the publisher does not give", missing)
    file.leave_out("values of unknown areas", left, "Decide in covariates/lookups.yml what they are.")


def _series(file: Published) -> str:
    return file.head.removeprefix("year,country,")
