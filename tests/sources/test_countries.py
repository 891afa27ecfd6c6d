"""Codes and names of countries: by hand where they are old or odd, then every one of the real files."""

import csv
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.sources.countries import (
    by_name,
    by_numeric,
    by_old_code,
    country_codes,
    existed,
    name_of,
    numeric_codes,
)

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not on this machine")


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("112", "BLR"),
        (112, "BLR"),
        ("8", "ALB"),
        ("008", "ALB"),
        (842, "USA"),
        (841, "USA"),
        (840, "USA"),
        (251, "FRA"),
        (381, "ITA"),
        (579, "NOR"),
        (757, "CHE"),
        (699, "IND"),
        (490, "TWN"),
        (280, "DEU"),
        (278, "DDR"),
        (230, "ETH"),
        (736, "SDN"),
        (729, "SDN"),
        (590, "PAN"),
        (592, "PCZ"),
        (720, "YMD"),
        (886, "YEM"),
        (887, "YEM"),
        (866, "VDR"),
        (868, "VNM"),
        (530, "ANT"),
        (532, "ANT"),
        (582, "PCI"),
        (810, "SUN"),
        (890, "YUG"),
        (891, "SCG"),
        (200, "CSK"),
        (58, "BLX"),
        (711, "ZA1"),
        (0, "WLD"),
        (899, None),
        ("", None),
        ("-4", None),
        ("X1", None),
    ],
)
def test_numeric_codes_former_ones_and_comtrades_own(code: str | int, country: str | None) -> None:
    assert by_numeric(code) == country


def test_a_withdrawn_numeric_code_is_none_afterwards_and_one_of_today_is_never() -> None:
    assert by_numeric(810, 1991) == "SUN"
    assert by_numeric(810, 2005) is None
    assert by_numeric(280, 1990) == "DEU"
    assert by_numeric(280, 1991) is None
    assert by_numeric(398, 1985) == "KAZ"
    assert not existed("KAZ", 1985)


@pytest.mark.parametrize(
    ("code", "year", "country"),
    [
        ("ROM", None, "ROU"),
        ("ZAR", None, "COD"),
        ("TMP", 1999, "TLS"),
        ("BUR", None, "MMR"),
        ("PAL", None, "PSE"),
        ("S19", 2024, "TWN"),
        ("kaz", None, "KAZ"),
        ("YUG", 1985, "YUG"),
        ("YUG", 2003, "SCG"),
        ("YUG", 2010, None),
        ("YUG", None, None),
        ("SUN", 2000, None),
        ("SVU", 1988, "SUN"),
        ("YDR", 1988, "YMD"),
        ("YAR", 1988, "YEM"),
        ("ROMANIA", None, None),
    ],
)
def test_old_codes_mean_a_country_of_their_years(code: str, year: int | None, country: str | None) -> None:
    assert by_old_code(code, year) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kazakhstan, Rep. of", "KAZ"),
        ("Belarus, Rep. of", "BLR"),
        ("Korea, Rep.", "KOR"),
        ("Korea, Dem. People's Rep. of", "PRK"),
        ("China, P.R.: Mainland", "CHN"),
        ("CHINA, P.R.: HONG KONG", "HKG"),
        ("Czech Rep.", "CZE"),
        ("Türkiye, Rep of", "TUR"),
        ("Turkiye", "TUR"),
        ("Côte d'Ivoire", "CIV"),
        ("COTE D’IVOIRE", "CIV"),
        ("United States of America", "USA"),
        ("U.S.A.", "USA"),
        ("Congo, Dem. Rep. of the", "COD"),
        ("Congo, Rep. of", "COG"),
        ("Congo", "COG"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Dominica", "DMA"),
        ("Dominican Rep.", "DOM"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea, Rep. of", "GNQ"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("Sudan (...2011)", "SDN"),
        ("Belgium-Luxembourg (...1998)", "BLX"),
        ("SaoTomeandPricipe", "STP"),
        ("Soviet Union", "SUN"),
        ("World", "WLD"),
        ("Areas, nes", None),
        ("Euro Area", None),
        ("Republic", None),
        ("", None),
        ("Kazakh", None),
    ],
)
def test_names_as_publishers_write_them(name: str, country: str | None) -> None:
    assert by_name(name) == country


def test_countries_exist_in_the_years_of_their_books() -> None:
    assert existed("SUN", 1991)
    assert not existed("SUN", 1992)
    assert existed("KAZ", 1991)
    assert not existed("SSD", 2010)
    assert existed("SSD", 2011)
    assert not existed("MNE", 2005)
    assert existed("SCG", 2005)
    assert existed("BLR", 2024)
    assert not existed("XYZ", 2024)


def test_names_for_people_are_cldrs_and_the_tables_where_cldr_has_none() -> None:
    assert name_of("KAZ", "kk") == "Қазақстан"
    assert name_of("BLR", "ru") == "Беларусь"
    assert name_of("TUR") == "Türkiye"
    assert name_of("XKX", "de") == "Kosovo"
    assert name_of("SUN", "ru") == name_of("SUN") == "Soviet Union"
    assert name_of("QQQ") == "QQQ"


def _rows() -> list[dict[str, str]]:
    text = (files("sverka.sources") / "countries.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_no_name_and_no_code_of_the_table_means_two_countries() -> None:
    for row in _rows():
        for name in row["names"].split("|"):
            assert by_name(name) == row["code"], name
        for code in (row["numeric"], *(part.partition(":")[0] for part in row["comtrade"].split())):
            assert not code or numeric_codes()[code.zfill(3)] == row["code"], code
    assert len({row["code"] for row in _rows()}) == len(_rows()) == len(country_codes())


def test_what_has_an_alpha_2_code_has_a_name_in_cldr() -> None:
    nameless = [
        row["code"] for row in _rows() if row["alpha2"] and name_of(row["code"], "ru") == name_of(row["code"])
    ]
    assert nameless == []


@given(st.text(max_size=30))
def test_any_text_is_a_country_or_none(text: str) -> None:
    for found in (by_name(text), by_numeric(text), by_old_code(text)):
        assert found is None or found in country_codes()


# What real files name beside countries, by the reason why it is none (looked at on 2026-11-23).
NO_COUNTRY = {
    "group of countries": (
        r"Advanced Economies|Africa|Asia|.*(Emerging|Sub-Saharan|Middle East|Euro Area|Euro area).*|"
        r"European Union|EU-28|ASEAN|Western Hemisphere|Arab World|OECD members|North America|"
        r".*(small states|Small states|income|demographic dividend|ID[AB]|IBRD).*|"
        r".*(Europe & Central|East Asia).*|"
        r".*(South Asia|Latin America|Least developed|HIPC|Fragile|Africa (East|West)).*|"
        r"Central Europe.*|Europe"
    ),
    "two crown dependencies of which only the sum is published": r"Channel Islands",
    "trade that is not allocated to a country": (
        r".*(not specified|, nes|Special Categories|not included elsewhere).*|"
        r"Bunkers|Free Zones|Memorandum Items"
    ),
    "territory without people or trade books": r"Br\. Antarctic Terr\.",
}
# Codes of the same; those of the World Bank's groups are known by their names, above.
NO_COUNTRY_CODES = {
    "BAT": "British Antarctic Territory",
    "BUN": "bunkers",
    "FRE": "free zones",
    "SPE": "special categories",
    "UNS": "not specified",
    "YUG": "two countries: decided by year",
}


def _unresolved(names: set[str]) -> set[str]:
    reasons = re.compile("|".join(f"(?:{pattern})" for pattern in NO_COUNTRY.values()))
    return {name for name in names if by_name(name) is None and not reasons.fullmatch(name)}


@pytestmark_data
def test_every_reporter_of_comtrade_resolves_by_number_and_by_name() -> None:
    text = (DATA / "comtrade_api_fixtures" / "ref_Reporters.json").read_text("utf-8-sig")
    reporters = json.loads(text)["results"]
    assert len(reporters) > 250
    differ = {}
    for one in reporters:
        if one["text"] in {"European Union", "ASEAN"}:
            continue
        country = by_numeric(one["reporterCode"])
        assert country == by_name(one["text"]), one["text"]
        if country != one["reporterCodeIsoAlpha3"]:
            differ[one["reporterCodeIsoAlpha3"]] = country
    # Comtrade's own alpha-3 codes, and BEL for Belgium-Luxembourg.
    assert differ == {
        "BEL": "BLX",
        "S19": "TWN",
        "_PM": "PMY",
        "_RN": "ZW1",
        "_SH": "SBH",
        "_TK": "TAN",
        "_ZP": "ZPM",
    }


@pytestmark_data
def test_every_row_of_comtrades_totals_resolves() -> None:
    seen = set()
    with (DATA / "comtrade_totals_2015" / "comtrade_total_2015_legacy_columns.csv").open(
        encoding="utf-8"
    ) as file:
        for row in csv.DictReader(file):
            for side in ("Reporter", "Partner"):
                seen.add((row[f"{side} Code"], row[side], row[f"{side} ISO"]))
    assert _unresolved({name for _, name, _ in seen}) == set()
    wrong = {
        (number, name, code)
        for number, name, code in seen
        if by_name(name) not in {None, by_numeric(number, 2015)}
        or (code and by_name(name) not in {None, code})
    }
    assert wrong == set()


@pytestmark_data
def test_every_name_of_the_imfs_workbooks_resolves() -> None:
    from sverka.sources.workbook import Workbook

    names = set()
    for path in (DATA / "imf_dots_annual" / "original").glob("*.xlsx"):
        book = Workbook(path.read_bytes(), path.name)
        for sheet in book.sheets:
            names |= {str(row[1]).strip() for row in book.sheet(sheet).rows[7:]}
    assert len(names) > 200
    assert _unresolved(names - {""}) == set()


@pytestmark_data
@pytest.mark.parametrize(
    ("file", "column", "encoding"),
    [
        ("cepii_geodist/geo_cepii.csv", "country", "utf-8"),
        ("gdp_population_datahub/gdp.csv", "Country Name", "utf-8"),
        ("gdp_population_datahub/population.csv", "Country Name", "utf-8"),
        ("un_ideal_points_2020/IdealpointestimatesAll_Apr2020.csv", "Countryname", "cp1252"),
    ],
)
def test_every_name_in_tables_of_countries_resolves(file: str, column: str, encoding: str) -> None:
    with (DATA / file).open(encoding=encoding) as table:
        names = {row[column].strip() for row in csv.DictReader(table)}
    assert len(names) > 190
    assert _unresolved(names) == set()


@pytestmark_data
def test_every_name_of_unctads_matrix_and_every_code_of_the_parquet_tables_resolves() -> None:
    import duckdb

    def column(file: str, name: str) -> set[str]:
        table = duckdb.connect().read_parquet(str(DATA / file)).project(name).distinct()
        return {row[0] for row in table.fetchall()}

    unctad = "unctad_sitc1_matrix/unctad_sitc1_bilateral.parquet"
    assert _unresolved(column(unctad, "source") | column(unctad, "target")) == set()
    agreements = "penppml_trade_provisions_1988_2016/trade.parquet"
    codes = column(agreements, "exp") | column(agreements, "imp")
    dots = "imf_dots_annual/dots_annual_1960_2020.parquet"
    codes |= column(dots, "reporter_iso3") | column(dots, "partner_iso3")
    baci = "baci2024_hs6/world_hs6_2024_220importers.parquet"
    codes |= column(baci, "exporter") | column(baci, "importer")
    assert len(codes) > 230
    assert {code for code in codes if by_old_code(code) is None} == set(NO_COUNTRY_CODES)


@pytestmark_data
def test_the_codes_of_geodist_resolve_in_its_year_and_agree_with_its_numbers() -> None:
    with (DATA / "cepii_geodist" / "geo_cepii.csv").open(encoding="utf-8") as file:
        rows = {(row["iso3"], row["cnum"]) for row in csv.DictReader(file)}
    differ = {
        (code, by_old_code(code, 2004), by_numeric(number.removesuffix(".0")))
        for code, number in rows
        if by_old_code(code, 2004) != by_numeric(number.removesuffix(".0"))
    }
    # Unions of customs that GeoDist gives the code of their largest member.
    assert differ == {("BEL", "BEL", "BLX"), ("ZAF", "ZAF", "ZA1")}


@pytestmark_data
def test_every_country_of_the_sanctions_base_resolves() -> None:
    names: set[str] = set()
    with (DATA / "gsdb_v3_sanctions" / "GSDB_V3.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for side in ("sanctioned_state", "sanctioning_state"):
                names |= _single(row[side])
    left = {name for name in names if by_name(name) is None}
    assert left == {
        *("African Union", "Balkans", "CSCE", "ChinCom", "CoCom", "Comecon", "Commonwealth", "ECOWAS", "EEC"),
        *(
            "EEU",
            "EU",
            "G7",
            "G8",
            "ICC Rome Statute Signatories",
            "Kimberly Process Participants",
            "MERCOSUR",
        ),
        *("League of Arab States", "NAFTA", "NATO", "OAPEC", "OIC", "OSCE", "Organisation of African Unity"),
        *(
            "Organization of American States",
            "Organization of Eastern Carribean States",
            "SADC",
            "UN",
            "UNASUR",
        ),
        *("Pacific Islands Forum", "Paris Agreement Signatories", "Western Balkans", "Western countries"),
        *("Terrorist Organizations (Al-Qaeda)", "Terrorist Organizations (ISIL and ANF)"),
        *("Terrorist Organizations (Taliban and Al-Qaeda)", "Terrorist Organizations (Taliban)"),
        "Cyprus (Northern)",  # not a member of the United Nations, no books of its own
    }


def _single(cell: str) -> set[str]:
    """Part a cell of several names, some of which hold a comma themselves ("Egypt, Arab Rep., Syria")."""
    parts = [part.strip() for part in cell.split(",")]
    found = set()
    while parts:
        longest = next((n for n in range(min(3, len(parts)), 0, -1) if by_name(", ".join(parts[:n]))), 1)
        found.add(", ".join(parts[:longest]))
        parts = parts[longest:]
    return found
