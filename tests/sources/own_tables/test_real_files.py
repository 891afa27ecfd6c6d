"""Real files of others: a first look maps what they say and leaves open what they do not."""

from pathlib import Path

import pytest
import yaml
from tests.sources.own_tables.tables import filled, posted

from sverka.sources.own_tables.look import look
from sverka.vocabulary.flow import Valuation

DATA = Path(__file__).parents[4] / "shared" / "data"


def real(name: str) -> bytes:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} lies beside the checkout, in shared/data, and is not there")
    return path.read_bytes()


def test_a_wide_table_of_many_sources() -> None:
    data = real("CROSSCHECK_BLR_KAZ_usd_mn.csv")
    found = look("CROSSCHECK_BLR_KAZ_usd_mn.csv", data)
    mapping = yaml.safe_load(found.mapping)
    assert [column["holds"] for column in mapping["columns"].values()] == ["year"] + ["value"] * 22
    first = mapping["columns"]["C"]
    assert (first["reporter"], first["direction"], first["partner"], first["valuation"]) == (
        "KAZ",
        "import",
        "BLR",
        "CIF",
    )
    assert (mapping["constants"]["currency"], mapping["constants"]["scale"]) == ("USD", "million")
    assert found.open_fields.count("columns.S.reporter") == 1, "a third party's figures have no reporter"


def test_its_columns_of_one_source_can_be_posted() -> None:
    data = real("CROSSCHECK_BLR_KAZ_usd_mn.csv")
    mapping = yaml.safe_load(filled(look("CROSSCHECK_BLR_KAZ_usd_mn.csv", data).mapping, partner="KAZ"))
    for letter, column in mapping["columns"].items():
        if letter > "E" and column["holds"] == "value":
            mapping["columns"][letter] = {"holds": "nothing", "header": column["header"]}
    flows, findings = posted(data, yaml.safe_dump(mapping, allow_unicode=True), "CROSSCHECK.csv")
    assert {finding.check for finding in findings} == {"missing figures", "rows without figures"}
    of_2018 = {(flow.exporter, flow.reporter): flow for flow in flows if flow.period == "2018"}
    assert of_2018["BLR", "BLR"].value_usd == 783_300_000
    assert of_2018["BLR", "KAZ"].value_usd == 572_000_000
    assert of_2018["BLR", "KAZ"].valuation is Valuation.CIF


def test_a_long_table_by_months() -> None:
    data = real("imf_dots_monthly_15countries/trading.csv")
    found = look("trading.csv", data)
    mapping = yaml.safe_load(found.mapping)
    assert [column["holds"] for column in mapping["columns"].values()] == [
        "reporter",
        "partner",
        "value",
        "direction",
        "year",
        "month",
    ]
    text = filled(found.mapping, currency="USD", scale="million")
    flows, findings = posted(data, text, "trading.csv")
    assert len(flows) + 3_600 == 54_000
    assert [(finding.check, finding.message.split()[0]) for finding in findings] == [
        ("trade with itself", "3,600")
    ]
    canada = next(flow for flow in flows if (flow.exporter, flow.importer) == ("CAN", "USA"))
    assert (canada.period, canada.value_usd, canada.reporter) == ("2011-01", 26_198_821_483, "CAN")
    assert canada.origin.place == "row 3 column C"


def test_a_table_of_one_product_by_country_codes() -> None:
    data = real("growthlab_atlas_csv_fixture/283691.csv")
    found = look("283691.csv", data)
    mapping = yaml.safe_load(found.mapping)
    held = {column["header"]: column["holds"] for column in mapping["columns"].values()}
    assert held["location_code"] == "reporter"
    assert held["partner_code"] == "partner"
    assert held["hs_product_code"] == "product"
    assert held["export_value"] == held["import_value"] == "value"
    assert {held[name] for name in ("location_id", "partner_id", "product_id", "hs_eci", "hs_coi")} == {
        "nothing"
    }
    text = filled(found.mapping, currency="USD", scale="one", revision="HS1992")
    flows, findings = posted(data, text, "283691.csv")
    assert len(flows) == 2 * (3236 - 16)
    (unknown,) = findings
    assert unknown.message.startswith("16 rows name a country that is not known")
    assert unknown.evidence[0] == "row 151: ANS"


def test_a_table_that_is_no_trade_stays_open() -> None:
    found = look("gdp.csv", real("gdp_population_datahub/gdp.csv"))
    assert {"constants.reporter", "constants.direction", "constants.currency"} <= set(found.open_fields)
    assert all(row.lacking for row in found.rows)
