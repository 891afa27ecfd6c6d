"""Read CEPII's GeoDist: distances and links of directed pairs, area and coast of countries."""

from collections import Counter
from collections.abc import Iterator

from sverka.sources.covariates.lookups import Lookups
from sverka.sources.covariates.published import Published
from sverka.vocabulary.fact import Fact

_MISSING = (".", "")

DISTANCES = {
    "distw": "distance",
    "distwces": "distance_ces",
    "dist": "distance_main_cities",
    "distcap": "distance_capitals",
}
"""Kilometres: between the largest cities of both countries weighted by population (arithmetic mean; CES
with exponent -1), between the main cities, between the capitals. Mayer and Zignago (2011), section 2."""

LINKS = {
    "contig": "contiguity",
    "comlang_off": "common_language_official",
    "comlang_ethno": "common_language_ethnic",
    "colony": "colonial_link",
    "comcol": "common_colonizer",
}
"""1 or 0: a common border; a common official language; a language that at least 9 % of both peoples
speak; one was ever the other's colony; a common colonizer after 1945."""

_PAIR_HEAD = "iso_o,iso_d,contig,"
_PLACE_HEAD = "iso2,iso3,cnum,country,"
_UNUSED_LINKS = ("curcol", "col45", "smctry")
_UNUSED_PLACE = (
    *("iso2", "cnum", "country", "pays", "dis_int", "continent", "city_en", "city_fr", "lat", "lon", "cap"),
    *("maincity", "citynum", "langoff_1", "langoff_2", "langoff_3", "lang20_1", "lang20_2", "lang20_3"),
    *("lang20_4", "lang9_1", "lang9_2", "lang9_3", "lang9_4", "colonizer1", "colonizer2", "colonizer3"),
    *("colonizer4", "short_colonizer1", "short_colonizer2", "short_colonizer3"),
)


def is_pairs(file: Published) -> bool:
    """Tell whether a file is `dist_cepii`."""
    return file.head.startswith(_PAIR_HEAD)


def is_places(file: Published) -> bool:
    """Tell whether a file is `geo_cepii`."""
    return file.head.startswith(_PLACE_HEAD)


def read_pairs(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read the distances and links of directed pairs; a country towards itself has its internal distance."""
    codes, missing = lookups.geodist_codes, Counter[str]()
    for row in file.sheet():
        country, partner = row.take("iso_o"), row.take("iso_d")
        country, partner = codes.get(country, country), codes.get(partner, partner)
        origin = file.origin(row.place)
        for column, name in (*DISTANCES.items(), *LINKS.items()):
            written = row.take(column)
            if written in _MISSING:
                missing[name] += 1
                continue
            unit = "km" if column in DISTANCES else ""
            value = file.number(written, row.place, column)
            if value is not None:
                yield Fact(name=name, country=country, partner=partner, value=value, unit=unit, origin=origin)
        row.done(ignore=_UNUSED_LINKS)
    file.leave_out("values that the publisher does not give", missing)


def read_places(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read each country's area (km2) and whether it is landlocked (1 or 0).

    A country has a row for its capital and one for its main city; rows that disagree are reported.
    """
    known: dict[tuple[str, str], str] = {}
    differing = Counter[str]()
    for row in file.sheet():
        code = row.take("iso3")
        country, origin = lookups.geodist_codes.get(code, code), file.origin(row.place)
        for name, unit in (("area", "km2"), ("landlocked", "")):
            written = row.take(name)
            value = file.number(written, row.place, name)
            if value is None:
                continue
            if (country, name) not in known:
                yield Fact(name=name, country=country, value=value, unit=unit, origin=origin)
            elif known[country, name] != written:
                differing[f"{name} of {country} ({row.place})"] += 1
            known.setdefault((country, name), written)
        row.done(ignore=_UNUSED_PLACE)
    file.leave_out("values that differ from the country's first row", differing, "Look at the rows.")
