"""Covariates: the publishers' own files, and a fictional pair small enough to check by hand."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from sverka.sources import read
from sverka.sources.covariates.groups import Years, members_in
from sverka.sources.covariates.gsdb import restricts
from sverka.sources.covariates.lookups import read_lookups
from sverka.sources.covariates.read import UnknownCovariates
from sverka.sources.covariates.worldbank import UnknownIndicator
from sverka.sources.row import MissingColumn
from sverka.sources.snapshot import file_snapshot, pack_snapshot, take_snapshot
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.period import span

DATA = Path(__file__).parents[3].parent / "shared" / "data"


def posted(name: str, data: bytes) -> tuple[list[Fact], list[Finding]]:
    batch = read("covariates", take_snapshot(name, data))
    return list(batch.facts), list(batch.findings)


def published(path: str) -> tuple[list[Fact], list[Finding]]:
    if not (DATA / path).is_file():
        pytest.skip(f"the publisher's file {path} is not beside this checkout")
    batch = read("covariates", file_snapshot(DATA / path))
    return list(batch.facts), list(batch.findings)


def of_pair(facts: list[Fact], country: str, partner: str) -> dict[str, float | None]:
    return {f.name: f.value for f in facts if (f.country, f.partner) == (country, partner)}


def test_geodist_gives_nine_facts_of_each_directed_pair() -> None:
    facts, findings = published("cepii_geodist/dist_cepii.csv")
    assert of_pair(facts, "BLR", "KAZ") == {
        "distance": 3095.139,
        "distance_ces": 2946.884,
        "distance_main_cities": 3743.355,
        "distance_capitals": 2945.178,
        "contiguity": 0,
        "common_language_official": 0,
        "common_language_ethnic": 1,
        "colonial_link": 0,
        "common_colonizer": 1,
    }
    count = Counter(fact.name for fact in facts)
    assert (count["contiguity"], count["distance"]) == (50_176, 50_176 - 2_215)
    assert len({(f.name, f.country, f.partner) for f in facts}) == len(facts)
    assert {fact.unit for fact in facts if fact.name.startswith("distance")} == {"km"}
    (missing,) = findings
    assert missing.evidence == ("distance: 2215", "distance_ces: 2215")


def test_geodist_old_codes_become_todays() -> None:
    facts, _ = published("cepii_geodist/dist_cepii.csv")
    countries = {fact.country for fact in facts}
    assert not countries & {"ROM", "ZAR", "TMP", "PAL", "YUG"}
    assert countries >= {"ROU", "COD", "TLS", "PSE", "SRB"}
    assert len(countries) == 224


def test_geodist_places_have_area_and_coast() -> None:
    facts, findings = published("cepii_geodist/geo_cepii.csv")
    kazakhstan = {f.name: (f.value, f.unit) for f in facts if f.country == "KAZ"}
    assert kazakhstan == {"area": (2_717_300, "km2"), "landlocked": (1, "")}
    assert findings == []


def test_rows_of_one_country_that_disagree_are_reported() -> None:
    header = "iso2,iso3,cnum,country,area,landlocked\n"
    facts, findings = posted("geo.csv", (header + "AR,ARL,1,Arland,10,0\nAR,ARL,1,Arland,11,0\n").encode())
    assert [(f.name, f.value) for f in facts] == [("area", 10), ("landlocked", 0)]
    assert findings[0].evidence == ("area of ARL (geo.csv row 3): 1",)


def test_gdp_is_of_countries_and_aggregates_are_counted() -> None:
    facts, findings = published("gdp_population_datahub/gdp.csv")
    (belarus,) = (f for f in facts if (f.country, f.period) == ("BLR", "2023"))
    assert belarus.value == pytest.approx(71.857e9, rel=1e-4)
    assert (belarus.unit, belarus.origin.place) == ("USD", "gdp.csv row 1020")
    assert belarus.origin.cites == "World Bank, World Development Indicators"
    codes = {fact.country for fact in facts}
    assert {"WLD", "XKX"} <= codes
    assert not codes & {"ARB", "EUU", "HIC"}
    (aggregates,) = findings
    assert (len(aggregates.evidence), len(facts)) == (47, 13_979 - 2_769)
    assert aggregates.message == "2769 values of aggregates, which are no countries, were left out."


def test_population_is_in_persons() -> None:
    facts, _ = published("gdp_population_datahub/population.csv")
    (aruba,) = (f.value for f in facts if (f.country, f.period) == ("ABW", "1960"))
    assert aruba == 54_922


def test_an_area_that_nobody_decided_about_is_a_warning() -> None:
    facts, findings = posted(
        "gdp.csv", b"Country Name,Country Code,Year,Value\nBelarus,BLR,2000,5\nArland,QQA,2000,7\n"
    )
    assert [fact.country for fact in facts] == ["BLR"]
    (unknown,) = findings
    assert (unknown.severity, unknown.evidence) == (Severity.WARNING, ("unknown QQA Arland: 1",))


WIDE = """\
"Data Source","World Development Indicators",

"Last Updated Date","2026-07-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2000","2001",
"Belarus","BLR","GDP (current US$)","{code}","10418078286.1","",
"Arab World","ARB","GDP (current US$)","{code}","1","2",
"""


def test_the_world_banks_own_download_has_a_column_a_year() -> None:
    facts, findings = posted("API_NY.GDP.csv", WIDE.format(code="NY.GDP.MKTP.CD").encode())
    (gdp,) = facts
    assert (gdp.name, gdp.country, gdp.period, gdp.value) == ("gdp", "BLR", "2000", 10418078286.1)
    assert gdp.origin.place == "API_NY.GDP.csv row 6"
    assert findings[0].evidence == ("aggregate ARB Arab World: 1",)
    with pytest.raises(
        UnknownIndicator, match=r"row 6 holds the indicator “X\.Y”\. .* download one of these"
    ):
        posted("API.csv", WIDE.format(code="X.Y").encode())


def test_another_table_under_the_banks_preamble_is_not_read() -> None:
    facts, findings = posted("API.csv", b'"Data Source","WDI",\n\n\n\n"Country","2000"\n')
    assert facts == []
    assert findings[0].next_step == "Download the CSV again."


def test_weo_values_are_whole_dollars_and_say_that_projections_are_not_told_apart() -> None:
    facts, findings = published("imf_weo_ddf/ddf--datapoints--ngdpd--by--country--year.csv")
    (gdp,) = (f for f in facts if (f.country, f.period) == ("BLR", "2018"))
    assert (gdp.name, gdp.value, gdp.unit) == ("gdp_imf", 59_643_000_000, "USD")
    assert "does not say which years are projections" in (gdp.text or "")
    assert any(f.country == "XKX" for f in facts)
    assert [finding.evidence for finding in findings] == [("PAK: 1", "SYR: 1")]


def test_weo_population_has_empty_cells_which_are_missing_and_counted() -> None:
    facts, findings = published("imf_weo_ddf/ddf--datapoints--lp--by--country--year.csv")
    (people,) = (f.value for f in facts if (f.country, f.period) == ("KAZ", "2010"))
    assert people == pytest.approx(16.4e6, rel=0.03)
    assert not [f for f in facts if (f.country, f.period) == ("SOM", "2020")]
    (missing,) = findings
    assert (missing.severity, missing.evidence) == (Severity.NOTE, ("SOM: 1", "SYR: 1"))


def test_weo_consumer_prices_are_an_index_on_each_countrys_own_base() -> None:
    facts, _ = published("imf_weo_ddf/ddf--datapoints--pcpi--by--country--year.csv")
    index = {(f.country, f.period): f.value for f in facts}
    assert (index["BLR", "2005"], index["BLR", "2017"]) == (100.0, 743.862)
    assert (index["KAZ", "2000"], index["KAZ", "2018"]) == (100.0, 406.91)
    assert {(f.name, f.unit) for f in facts} == {("consumer_prices_imf", "index")}
    assert all("base year differs between countries" in (f.text or "") for f in facts)


def test_weo_folder_is_posted_whole_and_names_the_series_without_facts() -> None:
    folder = DATA / "imf_weo_ddf"
    if not folder.is_dir():
        pytest.skip("the publisher's files are not beside this checkout")
    snapshot = pack_snapshot("weo.zip", {path.name: path.read_bytes() for path in folder.iterdir()})
    batch = read("covariates", snapshot)
    names = Counter(fact.name for fact in batch.facts)
    assert set(names) == {"gdp_imf", "population_imf", "consumer_prices_imf"}
    findings = list(batch.findings)
    assert {finding.severity for finding in findings} == {Severity.NOTE}
    assert [len(f.evidence) for f in findings if f.check == "unread file"] == [4]


@pytest.mark.parametrize(
    ("name", "head", "row", "cell"),
    [
        ("lp.csv", "year,country,lp", "2002,blr,much", "lp.csv row 2, lp: “much”"),
        ("lp.csv", "year,country,lp", "2002,blr,nan", "lp.csv row 2, lp: “nan”"),
        ("lp.csv", "year,country,lp", "x,blr,1", "lp.csv row 2, year: “x”"),
        ("gdp.csv", "Country Name,Country Code,Year,Value", "B,BLR,x,1", "gdp.csv row 2, Year: “x”"),
        ("gdp.csv", "Country Name,Country Code,Year,Value", "B,BLR,2000,1 000", "row 2, Value: “1 000”"),
        ("geo.csv", "iso2,iso3,cnum,country,area,landlocked", "A,ARL,1,A,big,0", "row 2, area: “big”"),
    ],
)
def test_a_cell_that_is_no_number_is_told_with_file_row_and_column(
    name: str, head: str, row: str, cell: str
) -> None:
    facts, findings = posted(name, f"{head}\n{row}\n".encode())
    assert [fact.name for fact in facts] in ([], ["landlocked"])
    (told,) = findings
    assert told.severity is Severity.ERROR
    assert told.message.startswith(f"1 cells of {name} hold no number")
    assert cell in told.evidence[0]


def agreements(facts: list[Fact], country: str, partner: str) -> dict[tuple[str, str], str | None]:
    return {(f.name, f.detail): f.period for f in facts if (f.country, f.partner) == (country, partner)}


def test_desta_dates_the_agreements_of_belarus_and_kazakhstan() -> None:
    facts, _ = published("desta_rta_agreements/DESTA.csv")
    found = agreements(facts, "BLR", "KAZ")
    assert found["agreement", "104"] == "2010..2020"
    assert found["agreement", "1040"] == "2015..2020"
    assert found["agreement_signed", "108"] == "1996"
    assert len(found) == 10
    assert agreements(facts, "KAZ", "BLR") == found
    assert agreements(facts, "BLR", "RUS")["agreement", "104"] == "2010..2020"
    assert {fact.text for fact in facts if fact.detail == "104"} == {"Belarus Kazakhstan Russia"}
    (armenia,) = (f for f in facts if (f.country, f.partner, f.detail) == ("ARM", "BLR", "1040"))
    assert (armenia.period, armenia.text) == (
        "2015..2020",
        "Eurasian Economic Union (EAEU) Armenia accession",
    )
    assert all(span(fact.period) for fact in facts)


def test_desta_counts_what_is_no_treaty_and_names_what_is_doubtful() -> None:
    facts, findings = published("desta_rta_agreements/DESTA.csv")
    assert findings[0].evidence == (
        "consolidated texts, which repeat a treaty: 30",
        "negotiations: 82",
    )
    early = [finding for finding in findings if finding.check == "in force before signature"]
    assert len(early) == len(findings) - 1 == 4
    assert len({(f.name, f.country, f.partner, f.detail, f.period) for f in facts}) == len(facts)


def test_a_group_and_a_country_agree_with_each_other_and_not_among_themselves() -> None:
    facts, _ = published("desta_rta_agreements/DESTA.csv")
    viet_nam = {frozenset({f.country, f.partner}) for f in facts if f.detail == "915"}
    assert viet_nam == {frozenset({"VNM", member}) for member in ("ARM", "BLR", "KAZ", "RUS")}


def test_who_withdraws_ends_the_agreement_for_its_pairs() -> None:
    facts, _ = published("desta_rta_agreements/DESTA.csv")
    assert agreements(facts, "GEO", "BLR")["agreement", "244"] == "1994..2009"
    assert agreements(facts, "RUS", "BLR")["agreement", "244"] == "1994..2020"
    assert agreements(facts, "AUT", "CHE")["agreement", "375"].endswith("..1995")  # type: ignore[union-attr]


HEAD = (
    '"number";"base_treaty";"name";"entry_type";"year";"entryforceyear";"typememb";'
    '"c1";"c2";"c3";"mc1";"mc2";"mc3"\n'
)


def test_a_party_that_desta_does_not_place_is_left_out_with_its_treaty() -> None:
    row = '"7";"7";"Pact";"base_treaty";"2000";"2001";"3";"112";"398";"999";"0";"NA";"1"\n'
    facts, findings = posted("DESTA.csv", (HEAD + row).encode())
    assert facts == []
    (left,) = findings
    assert left.evidence == ("treaty 7: KAZ: 1", "treaty 7: code 999: 1")


def test_a_list_of_treaties_without_a_column_is_refused() -> None:
    with pytest.raises(MissingColumn, match=r"DESTA\.csv row 1 has no field “typememb”"):
        posted("DESTA.csv", HEAD.replace('"typememb";', "").encode())


def test_an_entry_of_an_unknown_type_is_counted_and_not_read() -> None:
    row = '"7";"7";"Pact";"rumour";"2000";"2001";"1";"112";"398";"NA";"0";"0";"NA"\n'
    facts, findings = posted("DESTA.csv", (HEAD + row).encode())
    assert facts == []
    assert findings[0].evidence == ("entries of the type rumour: 1",)


def test_gsdb_has_the_cases_that_name_belarus_or_kazakhstan() -> None:
    facts, findings = published("gsdb_v3_sanctions/GSDB_V3.csv")
    pair = {"BLR", "KAZ"}
    named = {
        fact.detail
        for fact in facts
        if any(f"{one} as member" not in (fact.text or "") for one in pair & {fact.country, fact.partner})
    }
    assert len(named) == 27
    (russian,) = (f for f in facts if (f.country, f.partner, f.detail) == ("KAZ", "RUS", "514"))
    assert (russian.period, russian.text) == (
        "1994..1995",
        "trade (exports in part, imports in part); objective: other; success_total",
    )
    (left,) = findings
    assert "Commonwealth (no dated list yet): 10" in left.evidence
    assert not any("unknown" in line for line in left.evidence)


def test_a_member_is_in_a_case_for_the_years_of_its_membership() -> None:
    facts, _ = published("gsdb_v3_sanctions/GSDB_V3.csv")
    european = {f.partner: f for f in facts if (f.country, f.detail) == ("BLR", "874")}
    assert european["POL"].period == "2011..2016"
    assert (european["POL"].text or "").endswith("POL as member of EU")
    assert european["HRV"].period == "2011..2016"  # named besides, so for all years
    assert "as member" not in (european["HRV"].text or "")


def case(states: str, begin: int, end: int) -> list[tuple[str, str | None, str | None]]:
    header = (
        "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,"
        "travel,other,target_mult,sender_mult,objective,success\n"
    )
    facts, _ = posted("g.csv", f"{header}1,{states},{begin},{end},0,,0,0,1,0,0,0,0,other,failed\n".encode())
    return [(f.country, f.partner, f.period) for f in facts]


def test_a_country_that_joins_a_group_during_a_case_is_in_it_from_then_on() -> None:
    periods = {partner: period for _, partner, period in case("Belarus,EU", 2006, 2014)}
    assert [periods[member] for member in ("POL", "BGR", "HRV")] == ["2006..2014", "2007..2014", "2013..2014"]


def test_states_that_followed_each_other_under_one_name_are_told_apart() -> None:
    assert case("Yugoslavia,Switzerland", 1990, 2010) == [
        ("YUG", "CHE", "1990..1991"),
        ("SCG", "CHE", "1992..2005"),
        ("SRB", "CHE", "2006..2010"),
    ]


def test_a_comma_inside_a_name_parts_nothing() -> None:
    assert case('"Korea, North","Korea, South"', 2010, 2010) == [("PRK", "KOR", "2010")]


def test_nobody_sanctions_itself() -> None:
    partners = {partner for _, partner, _ in case("Paraguay,MERCOSUR", 2012, 2013)}
    assert partners == {"ARG", "BRA", "URY", "VEN"}


@pytest.mark.parametrize(
    ("group", "year", "count"),
    [
        ("EU", 1958, 6),
        ("EU", 2019, 28),
        ("EU", 2021, 27),
        ("UN", 1945, 51),
        ("UN", 1991, 166),
        ("UN", 2011, 193),
        ("OSCE", 2020, 57),
        ("NATO", 2020, 30),
        ("AU", 2020, 54),
        ("LAS", 2000, 22),
        ("OAS", 2000, 34),
        ("ECOWAS", 2010, 15),
        ("COCOM", 1993, 17),
    ],
)
def test_groups_have_as_many_members_as_they_had(group: str, year: int, count: int) -> None:
    assert len(members_in(read_lookups().groups[group], Years(year, year))) == count


def test_a_folder_is_read_whole_and_says_what_it_did_not_read() -> None:
    folder = pack_snapshot(
        "folder.zip",
        {
            "SOURCE.txt": b"World Bank",
            "gdp.csv": b"Country Name,Country Code,Year,Value\nBelarus,BLR,2000,5\n",
            "population.csv": b"Country Name,Country Code,Year,Value\nBelarus,BLR,2000,9\n",
        },
    )
    batch = read("covariates", folder)
    assert [(fact.name, fact.value) for fact in batch.facts] == [("gdp", 5), ("population", 9)]
    (unread,) = batch.findings
    assert unread.about == "SOURCE.txt"


@pytest.mark.parametrize("packed", [True, False])
def test_geodist_comes_as_a_workbook_too(packed: bool) -> None:
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("dist_cepii")
        head = ["iso_o", "iso_d", "contig", *("comlang_off", "comlang_ethno", "colony", "comcol")]
        sheet.write_row(0, 0, [*head, "curcol", "col45", "smctry", "dist", "distcap", "distw", "distwces"])
        sheet.write_row(1, 0, ["BLR", "ROM", 0, 0, 0, 0, 0, 0, 0, 0, 1070.5, 1070.5, 1044.2, "."])
    name, content = "dist_cepii.xlsx", data.getvalue()
    snapshot = pack_snapshot("d.zip", {name: content}) if packed else take_snapshot(name, content)
    facts = {f.name: (f.partner, f.value, f.origin.place) for f in read("covariates", snapshot).facts}
    assert facts["distance"] == ("ROU", 1044.2, "dist_cepii.xlsx row 2")
    assert "distance_ces" not in facts


def test_an_archive_in_a_folder_that_cannot_be_opened_is_a_warning() -> None:
    inside = pack_snapshot(
        "wdi.zip", {"gdp.csv": b"Country Name,Country Code,Year,Value\nArland,BLR,2000,5\n"}
    )
    cut = inside.data[:-30]
    folder = pack_snapshot("folder.zip", {"wdi.zip": inside.data, "cut.zip": cut, "notes.txt": b"nothing"})
    batch = read("covariates", folder)
    assert [(fact.value, fact.origin.place) for fact in batch.facts] == [(5, "wdi.zip/gdp.csv row 2")]
    broken, others = batch.findings
    assert (broken.severity, broken.about) == (Severity.WARNING, "cut.zip")
    assert broken.message == "1 archives of the snapshot could not be opened and were not read."
    assert (others.severity, others.evidence) == (Severity.NOTE, ("notes.txt",))


def test_what_is_no_covariate_is_refused_with_the_layouts_that_are() -> None:
    with pytest.raises(
        UnknownCovariates, match=r"notes.txt holds no covariates .*GSDB's table of cases\. Give the file"
    ):
        posted("notes.txt", b"nothing\n")


def test_a_table_of_the_bank_whose_name_does_not_say_what_it_holds_is_refused() -> None:
    with pytest.raises(UnknownCovariates, match="the name says which"):
        posted("download.csv", b"Country Name,Country Code,Year,Value\nBelarus,BLR,2000,5\n")


@pytest.mark.parametrize(
    ("text", "exports", "imports"),
    [
        ("trade (exports in part), arms; objective: end_war; ongoing", True, False),
        ("trade (all imports), other; objective: other; failed", False, True),
        ("trade (all exports, all imports); objective: other; failed", True, True),
        ("trade (); objective: other; failed", True, True),
        ("arms, financial; objective: trade (exports in part); failed", False, False),
        ("", False, False),
    ],
)
def test_a_sanction_says_whether_it_restricts_exports_or_imports(
    text: str, exports: bool, imports: bool
) -> None:
    assert restricts(text) == (exports, imports)


def test_every_published_sanction_on_trade_says_of_which_direction() -> None:
    facts, _ = published("gsdb_v3_sanctions/GSDB_V3.csv")
    texts = {fact.text or "" for fact in facts}
    assert {any(restricts(text)) for text in texts if text.startswith("trade (")} == {True}
    assert {any(restricts(text)) for text in texts if not text.startswith("trade (")} == {False}
