"""Answers of the v1 API, as the publisher gave them."""

import gzip
import json
from decimal import Decimal

import pytest
from tests.sources.un_comtrade.files import FIXTURES, SHRIMPS, as_answer, read_bytes, read_file, real, rows_of

from sverka.sources import read
from sverka.sources.snapshot import pack_snapshot
from sverka.sources.un_comtrade.answers import BrokenAnswer, OtherAnswer, PublisherRefused
from sverka.sources.un_comtrade.layout import CutShort, PageInstead
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.product import TOTAL, Product

ANNUAL = FIXTURES / "get_C_A_HS_TOTAL_CHN_2010.json"
MONTHLY = FIXTURES / "preview_C_M_HS_monthly_excerpt_IND_7113_202201.json"


def shrimp_answer(**fields: str) -> tuple[list[Flow], list[Finding]]:
    """Read one of Thailand's imports of shrimps, with some fields changed."""
    batch = read("un_comtrade", as_answer([rows_of(SHRIMPS)[0] | fields]))
    return list(batch.flows), list(batch.findings)


def test_an_annual_answer_gives_both_directions_as_the_reporter_declares_them() -> None:
    batch = read_file(ANNUAL)
    flows = [
        (flow.exporter, flow.importer, flow.reporter, flow.period, flow.valuation, flow.value_usd)
        for flow in batch.flows
    ]
    assert flows == [
        ("ARG", "CHN", "CHN", "2010", Valuation.CIF, 6_804_128_143),
        ("CHN", "ARG", "CHN", "2010", Valuation.FOB, 6_115_764_185),
        ("DEU", "CHN", "CHN", "2010", Valuation.CIF, 74_251_272_075),
        ("CHN", "DEU", "CHN", "2010", Valuation.FOB, 68_047_133_397),
    ]
    assert list(batch.findings) == []


def test_a_total_over_goods_has_no_nomenclature_and_says_where_it_stands() -> None:
    first = next(iter(read_file(ANNUAL).flows))
    assert first.product == TOTAL
    assert first.origin.place == "get_C_A_HS_TOTAL_CHN_2010.json record 1"
    assert (first.quantity, first.quantity_unit, first.flag) == (None, None, "reported")


def test_a_monthly_answer_gives_months_products_and_quantities() -> None:
    world = next(iter(read_file(MONTHLY).flows))
    assert (world.exporter, world.importer, world.period) == ("IND", "WLD", "2022-01")
    assert world.product == Product("7113", "HS2017")
    assert (world.value, world.quantity, world.quantity_unit) == (912_208_653, 41_139, "kg")
    assert world.flag == "aggregated, quantity estimated"


def test_an_answer_with_fewer_records_than_it_counts_is_reported_as_cut_off() -> None:
    batch = read_file(MONTHLY)
    assert len(list(batch.flows)) == 4
    cut = next(finding for finding in batch.findings if finding.check == "cut off")
    assert cut.severity is Severity.ERROR
    assert cut.message == "The answer counts 500 records and holds 4."


def test_fields_that_the_publisher_does_not_have_are_reported() -> None:
    batch = read_file(MONTHLY)
    list(batch.flows)
    unread = [finding.about for finding in batch.findings if finding.check == "unread field"]
    assert unread == [f"{MONTHLY.name}: {field}" for field in ("url", "status_code", "elapsed_seconds")]


def test_a_new_field_of_records_is_reported_once_with_its_count() -> None:
    rows = [row | {"carbon_content": "7"} for row in rows_of(SHRIMPS)[:3]]
    batch = read("un_comtrade", as_answer(rows))
    assert len(list(batch.flows)) == 3
    (finding,) = batch.findings
    assert finding.about == "answer.json: carboncontent"
    assert finding.message == "The field “carboncontent” of 3 rows was not read."
    assert finding.evidence == ("answer.json record 1",)


def test_an_answer_as_long_as_the_publisher_gives_may_be_cut_off() -> None:
    rows = rows_of(SHRIMPS)[:500]
    whole = read("un_comtrade", as_answer(rows[:499]))
    full = read("un_comtrade", as_answer(rows))
    assert not [finding for finding in whole.findings if finding.check == "cut off"]
    (cut,) = [finding for finding in full.findings if finding.check == "cut off"]
    assert cut.severity is Severity.WARNING
    assert cut.message == "The answer holds 500 records, the most that the publisher gives at once."


def test_an_empty_answer_is_a_note_and_no_zero() -> None:
    batch = read_file(FIXTURES / "get_S_A_EB_services_CHN_2010.json")
    assert list(batch.flows) == []
    (note,) = batch.findings
    assert (note.check, note.severity) == ("empty answer", Severity.NOTE)
    assert "not a trade of zero" in note.message
    (same,) = read_bytes(b'{"count": 0, "data": null, "error": null}', "answer.json").findings
    assert same.check == "empty answer"


def test_re_imports_are_counted_and_left_out() -> None:
    rows = [row for row in rows_of(SHRIMPS) if row["flow_code"] == "RM"]
    batch = read("un_comtrade", as_answer(rows))
    assert list(batch.flows) == []
    (finding,) = batch.findings
    assert finding.severity is Severity.NOTE
    assert finding.message.startswith("15 rows of answer.json were not posted: they are re-exports")
    assert finding.evidence[0] == "answer.json record 1"


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("partner2code", "156", "parts by second partner"),
        ("mot_code", "2100", "parts by mode of transport"),
        ("customs_code", "C04", "parts by customs procedure"),
        ("mos_code", "1", "parts by mode of supply"),
        ("type_code", "S", "services"),
        ("flow_code", "DX", "re-exports"),
        ("classification_code", "B5", "nomenclature"),
    ],
)
def test_a_part_of_a_total_is_left_out_and_never_added(field: str, code: str, words: str) -> None:
    flows, (finding,) = shrimp_answer(**{field: code})
    assert flows == []
    assert finding.severity is Severity.NOTE
    assert words in finding.message


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("flow_code", "Q", "flow code is not known"),
        ("reporter_code", "995", "reporter's code is not known"),
        ("partner_code", "996", "partner's code is not known"),
        ("period", "200713", "period does not fit"),
        ("freq_code", "M", "period does not fit"),
        ("ref_month", "12", "period does not fit"),
        ("primary_value", "", "they have no value"),
        ("cmd_code", "", "they name no product"),
        ("mot_code", "", "do not say whether they are totals"),
    ],
)
def test_a_record_that_is_not_understood_is_refused_with_its_place(field: str, code: str, words: str) -> None:
    flows, findings = shrimp_answer(**{field: code})
    assert flows == []
    (finding,) = findings
    assert finding.severity is Severity.ERROR
    assert words in finding.message
    assert finding.evidence == ("answer.json record 1",)


@pytest.mark.parametrize(
    ("flow", "cif", "fob", "valuation", "flag"),
    [
        ("M", "21093.0", "", Valuation.CIF, "reported"),
        ("M", "21093.0", "19000.0", Valuation.CIF, "reported"),
        ("M", "21093.0", "21093.0", Valuation.CIF, "reported"),
        ("M", "", "21093.0", Valuation.FOB, "reported"),
        ("X", "", "21093.0", Valuation.FOB, "reported"),
        ("X", "21093.0", "", Valuation.CIF, "reported"),
        ("M", "", "", Valuation.CIF, "reported, valuation by convention"),
        ("X", "1.0", "2.0", Valuation.FOB, "reported, valuation by convention"),
    ],
)
def test_the_valuation_is_the_one_whose_value_is_the_primary_value(
    flow: str, cif: str, fob: str, valuation: Valuation, flag: str
) -> None:
    fields = {"flow_code": flow, "cifvalue": cif, "fobvalue": fob, "primary_value": "21093.0"}
    (found,), findings = shrimp_answer(**fields)
    assert (found.valuation, found.flag) == (valuation, flag)
    assert [finding.check for finding in findings] == (
        ["valuation by convention"] if "convention" in flag else []
    )


@pytest.mark.parametrize(
    ("reported", "aggregate", "original", "estimated", "flag"),
    [
        ("True", "False", "True", "False", "reported"),
        ("False", "True", "True", "False", "aggregated"),
        ("False", "False", "True", "False", "estimated"),
        ("True", "False", "False", "False", "reported, converted"),
        ("True", "False", "True", "True", "reported, quantity estimated"),
        ("False", "True", "False", "True", "aggregated, converted, quantity estimated"),
    ],
)
def test_the_flag_says_who_made_the_figure(
    reported: str, aggregate: str, original: str, estimated: str, flag: str
) -> None:
    (found,), _ = shrimp_answer(
        is_reported=reported,
        is_aggregate=aggregate,
        is_original_classification=original,
        is_qty_estimated=estimated,
    )
    assert found.flag == flag


def test_a_quantity_of_nothing_is_not_known() -> None:
    (zero,), _ = shrimp_answer(qty="0.0")
    (none,), _ = shrimp_answer(qty_unit_code="-1")
    (new,), _ = shrimp_answer(qty_unit_code="99")
    assert (zero.quantity, zero.quantity_unit) == (None, None)
    assert (none.quantity, none.quantity_unit) == (None, None)
    assert (new.quantity, new.quantity_unit) == (292_990, "unit 99")


@pytest.mark.parametrize(
    ("written", "dollars"), [("0.5", 0), ("1.5", 2), ("2.5", 2), ("2.501", 3), ("7.087", 7)]
)
def test_values_are_rounded_half_to_even(written: str, dollars: int) -> None:
    (flow,), _ = shrimp_answer(primary_value=written, cifvalue=written)
    assert flow.value == flow.value_usd == dollars
    assert abs(Decimal(written) - flow.value) <= Decimal("0.5")


def test_partners_that_are_no_country_keep_the_publishers_number() -> None:
    partners = {}
    for code in ("0", "490", "837", "899", "97"):
        (flow,), _ = shrimp_answer(partner_code=code)
        partners[code] = flow.exporter
    assert partners == {"0": "WLD", "490": "TWN", "837": "837", "899": "899", "97": "EU"}


def test_the_same_bytes_give_the_same_flows() -> None:
    assert list(read_file(ANNUAL).flows) == list(read_file(ANNUAL).flows)


def test_answers_of_a_folder_are_read_one_after_the_other_and_may_be_gzipped() -> None:
    annual, monthly = real(ANNUAL).read_bytes(), real(MONTHLY).read_bytes()
    batch = read(
        "un_comtrade", pack_snapshot("all.zip", {"a.json": annual, "b.json": gzip.compress(monthly)})
    )
    places = [flow.origin.place for flow in batch.flows]
    assert places == [f"{name} record {number}" for name in ("a.json", "b.json") for number in (1, 2, 3, 4)]
    assert "cut off" in {finding.check for finding in batch.findings}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"statusCode": 401, "message": "Access denied due to missing subscription key."}, "Access denied"),
        ({"count": 0, "data": [], "error": "Number of periods should not exceed 12"}, "should not exceed 12"),
        ({"title": "Bad Request", "errors": {"period": ["not valid"]}}, "not valid"),
    ],
)
def test_an_error_of_the_publisher_is_told_in_its_words(body: dict[str, object], words: str) -> None:
    with pytest.raises(PublisherRefused, match="holds no figures: the publisher answered") as refused:
        read_bytes(json.dumps(body).encode(), "answer.json")
    assert words in str(refused.value)
    assert "fetch it again" in str(refused.value)


def test_a_web_page_is_no_answer() -> None:
    with pytest.raises(PageInstead, match="is a web page and holds no figures"):
        read_bytes(b"\n<!DOCTYPE html><html><body>503</body></html>", "answer.json")


def test_an_answer_that_breaks_off_is_refused() -> None:
    data = real(ANNUAL).read_bytes()
    with pytest.raises(BrokenAnswer, match="damaged or was cut off"):
        read_bytes(data[:2000], "answer.json")
    with pytest.raises(BrokenAnswer, match="it has elapsedTime and no data"):
        read_bytes(b'{"elapsedTime": "0.1"}', "answer.json")
    with pytest.raises(BrokenAnswer, match="Expected"):
        read_bytes(b'{"count": "four", "data": []}', "answer.json")
    with pytest.raises(CutShort, match="its compression breaks off"):
        read_bytes(gzip.compress(data)[:-30], "answer.json.gz")


def test_what_the_publisher_has_besides_trade_is_told_apart() -> None:
    with pytest.raises(OtherAnswer, match="a listing of bulk files and holds no trade"):
        read_file(FIXTURES / "bulk_list_C_A_HS.json")
    with pytest.raises(OtherAnswer, match="a list of reference"):
        read_file(FIXTURES / "ref_Reporters.json")
    with pytest.raises(OtherAnswer, match="records with datasetcode"):
        read_bytes(b'{"count": 1, "data": [{"datasetCode": 1, "totalRecords": 7}]}', "availability.json")
