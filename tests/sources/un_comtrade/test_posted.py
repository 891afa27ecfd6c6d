"""Files of UN Comtrade posted into a book, and asked for there."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sources.un_comtrade.files import (
    CARD,
    LEGACY,
    SHRIMPS,
    WOOD,
    as_answer,
    as_bulk,
    real,
    rows_of,
    written,
)

from sverka.ledger import Ledger, LedgerError, Posting, open_ledger
from sverka.sources import read
from sverka.sources.snapshot import Snapshot, file_snapshot, pack_snapshot, take_snapshot
from sverka.vocabulary.country import Pair
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import Product

MIRROR = Pair("BLR", "KAZ")
Post = Callable[[Snapshot], tuple[Posting, Ledger]]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """Post snapshots into one new book."""
    ledger = open_ledger(tmp_path / "book", create=True)

    def posted(snapshot: Snapshot) -> tuple[Posting, Ledger]:
        return ledger.post(read("un_comtrade", snapshot), CARD, snapshot), ledger

    return posted


def said(flow: Flow) -> tuple[object, ...]:
    """Return all that a flow says, without where it stands."""
    return tuple(getattr(flow, name) for name in flow.__struct_fields__ if name != "origin")


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Posting, Ledger]:
    """Post the totals of 2015, all reporters and partners."""
    snapshot = file_snapshot(real(LEGACY))
    ledger = open_ledger(tmp_path_factory.mktemp("legacy") / "book", create=True)
    return ledger.post(read("un_comtrade", snapshot), CARD, snapshot), ledger


def test_every_row_of_the_legacy_totals_is_posted(legacy: tuple[Posting, Ledger]) -> None:
    posting, ledger = legacy
    assert posting.findings == ()
    assert ledger.sources() == {"un_comtrade": 48_831}


def test_both_books_tell_of_the_trade_of_belarus_and_kazakhstan_in_2015(
    legacy: tuple[Posting, Ledger],
) -> None:
    flows = {(flow.subject, flow.reporter): flow for flow in legacy[1].flows(MIRROR)}
    assert {key: (flow.value_usd, flow.valuation.value) for key, flow in flows.items()} == {
        ("BLR>KAZ", "BLR"): (522_778_200, "FOB"),
        ("BLR>KAZ", "KAZ"): (488_032_838, "CIF"),
        ("KAZ>BLR", "KAZ"): (53_433_625, "FOB"),
        ("KAZ>BLR", "BLR"): (45_181_800, "CIF"),
    }


def test_a_figure_leads_back_to_its_row(legacy: tuple[Posting, Ledger]) -> None:
    rows = rows_of(LEGACY)
    for flow in legacy[1].flows(MIRROR):
        name, _, number = flow.origin.place.partition(" row ")
        row = rows[int(number) - 2]  # the header is row 1
        assert name == LEGACY.name
        assert int(row["Trade Value (US$)"]) == flow.value
        assert row["Reporter ISO"] == flow.reporter


def test_the_world_and_areas_are_partners_of_their_own(legacy: tuple[Posting, Ledger]) -> None:
    (world,) = (f for f in legacy[1].flows(Pair("BLR", "WLD")) if f.exporter == "BLR")
    (unnamed,) = (f for f in legacy[1].flows(Pair("899", "DEU")) if f.exporter == "DEU")
    assert (world.reporter, world.period) == ("BLR", "2015")
    row = next(
        row
        for row in rows_of(LEGACY)
        if (row["Reporter ISO"], row["Partner"], row["Trade Flow"]) == ("DEU", "Areas, nes", "Export")
    )
    assert unnamed.value == int(row["Trade Value (US$)"])


@pytest.mark.parametrize("path", [SHRIMPS, WOOD], ids=["shrimps", "wood"])
def test_an_answer_and_a_bulk_file_of_the_same_records_are_the_same_to_the_book(
    post: Post, path: Path
) -> None:
    rows = rows_of(path)
    answered = read("un_comtrade", as_answer(rows))
    flows = sum(1 for _ in answered.flows)
    _, ledger = post(as_answer(rows))
    assert flows == sum(row["flow_code"] in {"X", "M"} for row in rows)
    assert ledger.sources() == {"un_comtrade": flows}
    bulk, _ = post(take_snapshot("bulk.txt.gz", as_bulk(rows)))
    table, _ = post(file_snapshot(real(path)))
    assert (bulk.new, bulk.revised) == (0, 0)
    assert (table.new, table.revised) == (0, 0)
    assert ledger.sources() == {"un_comtrade": flows}


def test_flows_left_out_of_a_bulk_file_are_counted_with_their_places(post: Post) -> None:
    rows = rows_of(SHRIMPS)
    posting, _ = post(take_snapshot("bulk.txt.gz", as_bulk(rows)))
    (finding,) = posting.findings
    assert finding.message.startswith("15 rows of bulk.txt.gz were not posted: they are re-exports")
    first = next(number for number, row in enumerate(rows, start=2) if row["flow_code"] == "RM")
    assert finding.evidence[0] == f"bulk.txt.gz row {first}"


def changed(*changes: dict[str, str]) -> bytes:
    """Write one of Thailand's imports of shrimps once for each change of its fields."""
    return written([rows_of(SHRIMPS)[0] | change for change in changes])


def test_a_part_is_never_added_to_its_total(post: Post) -> None:
    parts = [{"mot_code": "2100"}, {"customs_code": "C04"}, {"partner2code": "156"}, {"type_code": "S"}]
    posting, ledger = post(take_snapshot("parts.csv", changed({}, *parts)))
    (flow,) = ledger.flows(Pair("MOZ", "THA"), product=Product("030613", "HS2007"))
    assert flow.value == 2_482_223
    assert [finding.severity.value for finding in posting.findings] == ["note"] * 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"flow_code": "Q"}, "flow code is not known"),
        ({"reporter_code": "995"}, "reporter's code is not known"),
        ({"partner_code": ""}, "partner's code is not known"),
        ({"period": "2007-01"}, "period does not fit"),
        ({"ref_month": "1"}, "period does not fit"),
        ({"primary_value": ""}, "they have no value"),
        ({"primary_value": "n/a"}, "“primary_value”"),
        ({"primary_value": "-7"}, "their value is negative"),
        ({"primary_value": "-0.5"}, "their value is negative"),
        ({"customs_code": ""}, "do not say whether they are totals"),
        ({"cmd_code": ""}, "they name no product"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_place(
    post: Post, change: dict[str, str], words: str
) -> None:
    posting, ledger = post(take_snapshot("rows.csv", changed({"partner_code": "156"}, change)))
    (finding,) = posting.findings
    assert words in finding.message
    assert finding.evidence == ("rows.csv row 3",)
    assert ledger.sources() == {"un_comtrade": 1}


def test_months_of_a_table_are_months_in_the_book(post: Post) -> None:
    month = {"freq_code": "M", "period": "200703", "ref_month": "3"}
    _, ledger = post(take_snapshot("months.csv", changed({}, month, month | {"ref_month": "4"})))
    flows = ledger.flows(Pair("MOZ", "THA"), product=Product("030613", "HS2007"))
    assert [flow.period for flow in flows] == ["2007", "2007-03"]


@pytest.mark.parametrize(("written_value", "dollars"), [("0.5", 0), ("1.5", 2), ("2.5", 2), ("2.501", 3)])
def test_values_of_a_table_are_rounded_half_to_even(post: Post, written_value: str, dollars: int) -> None:
    values = {"primary_value": written_value, "cifvalue": written_value}
    _, ledger = post(take_snapshot("values.csv", changed(values)))
    (flow,) = ledger.flows(Pair("MOZ", "THA"), product=Product("030613", "HS2007"))
    assert flow.value == flow.value_usd == dollars


@pytest.mark.parametrize("written_value", ["-2.5", "-1", "-0.5", "-0.3"])
def test_a_negative_value_is_refused_as_published_in_every_layout(post: Post, written_value: str) -> None:
    row = rows_of(SHRIMPS)[0] | {"primary_value": written_value}
    legacy_row = rows_of(LEGACY)[0] | {"Trade Value (US$)": written_value}
    for snapshot in (
        as_answer([row]),
        take_snapshot("table.csv", written([row])),
        take_snapshot("legacy.csv", written([legacy_row])),
    ):
        posting, ledger = post(snapshot)
        (finding,) = posting.findings
        place = "record 1" if snapshot.name == "answer.json" else "row 2"
        assert (finding.severity, finding.evidence) == (Severity.ERROR, (f"{snapshot.name} {place}",))
        assert "their value is negative" in finding.message
        assert ledger.sources() == {}


def test_a_zero_with_a_minus_is_a_zero_in_every_layout(post: Post) -> None:
    row = rows_of(SHRIMPS)[0] | {"primary_value": "-0.0", "cifvalue": "-0.0"}
    _, ledger = post(as_answer([row]))
    posting, _ = post(take_snapshot("table.csv", written([row])))
    (flow,) = ledger.flows(Pair("MOZ", "THA"), product=Product("030613", "HS2007"))
    assert (flow.value, posting.known) == (0, 1)


FLAGS = [
    {"is_original_classification": "False"},
    {"is_reported": "False"},
    {"is_reported": "False", "is_aggregate": "True"},
    {"is_qty_estimated": "True"},
    {"cifvalue": "", "fobvalue": ""},
    {"cifvalue": "", "fobvalue": "2482223.0"},
    {"flow_code": "X", "cifvalue": "2482223.0"},
    {"flow_code": "X", "cifvalue": "", "fobvalue": ""},
    {"qty_unit_code": "99"},
    {"qty_unit_code": "-1"},
    {"qty": "0.0"},
    {"qty": "0.5"},
    {"qty": "-0.5"},
    {"cmd_code": "TOTAL", "classification_code": "B5", "is_original_classification": "False"},
    {"partner_code": "490"},
]


@pytest.mark.parametrize("change", FLAGS, ids=lambda change: ",".join(f"{k}={v}" for k, v in change.items()))
def test_table_and_answer_read_marks_alike(post: Post, change: dict[str, str]) -> None:
    row = rows_of(SHRIMPS)[0] | change
    (answered,) = read("un_comtrade", as_answer([row])).flows
    _, ledger = post(take_snapshot("row.csv", written([row])))
    (booked,) = ledger.flows(Pair(*sorted((answered.exporter, answered.importer))), product=answered.product)
    assert said(booked) == said(answered)


def test_a_table_in_latin_letters_is_posted(post: Post) -> None:
    rows = rows_of(SHRIMPS)[:3]
    rows[1]["partner_desc"] = "Côte d'Ivoire"
    posting, ledger = post(take_snapshot("site.csv", written(rows, encoding="latin-1")))
    assert posting.findings == ()
    assert ledger.sources() == {"un_comtrade": 3}


def legacy_row(**fields: str) -> dict[str, str]:
    """Return Belarus's exports to Kazakhstan in 2015, with fields changed or added."""
    row = next(
        row
        for row in rows_of(LEGACY)
        if (row["Reporter ISO"], row["Partner ISO"], row["Trade Flow"]) == ("BLR", "KAZ", "Export")
    )
    return row | fields


def test_quantities_of_a_legacy_table_carry_the_mark_of_an_estimate(post: Post) -> None:
    rows = [
        legacy_row(**{"Commodity Code": code, "Qty Unit Code": unit, "Flag": flag, "Qty": amount})
        for code, unit, flag, amount in [
            ("0401", "8", "0", "1500"),
            ("0402", "8", "2", "1500.5"),
            ("0403", "8", "4", "1500"),
            ("0404", "5", "6", "7"),
            ("0405", "1", "6", "7"),
            ("0406", "8", "0", ""),
        ]
    ]
    _, ledger = post(take_snapshot("legacy.csv", written(rows)))
    found = []
    for row in rows:
        (flow,) = ledger.flows(MIRROR, product=Product(row["Commodity Code"], "HS2012"))
        found.append((flow.quantity, flow.quantity_unit, flow.flag))
    assert found == [
        (1500, "kg", "reported"),
        (1500, "kg", "reported, quantity estimated"),
        (1500, "kg", "reported"),
        (7, "u", "reported, quantity estimated"),
        (None, None, "reported"),
        (None, None, "reported"),
    ]


def test_parts_and_unknown_flags_of_a_legacy_table_stay_outside(post: Post) -> None:
    blank = {"2nd Partner Code": "", "Customs Proc. Code": "", "Mode of Transport Code": ""}
    changes = [
        {},
        {"2nd Partner Code": "643"},
        {"Mode of Transport Code": "3"},
        {"Customs Proc. Code": "C07"},
        {"Trade Flow Code": "3"},
        {"Flag": "8"},
        {"Commodity Code": "021", "Classification": "BE"},
        {"Period": "2015"},
        {"Period": "201513"},
    ]
    rows = [legacy_row(**(blank | change)) for change in changes]
    rows[7]["Period"] = "201503"
    posting, ledger = post(take_snapshot("legacy.csv", written(rows)))
    assert [flow.period for flow in ledger.flows(MIRROR)] == ["2015", "2015-03"]
    messages = " ".join(finding.message for finding in posting.findings)
    for words in (
        "second partner",
        "mode of transport",
        "customs procedure",
        "re-exports",
        "flag",
        "BEC",
        "period",
    ):
        assert words in messages


def test_columns_that_nobody_decided_on_are_reported(post: Post) -> None:
    posting, _ = post(take_snapshot("legacy.csv", written([legacy_row(**{"CIF Trade Value (US$)": "1"})])))
    (finding,) = posting.findings
    assert (finding.check, finding.about) == ("unread field", "legacy.csv: CIF Trade Value (US$)")


def test_a_second_vintage_of_the_totals_revises_what_changed_and_nothing_else(tmp_path: Path) -> None:
    rows = rows_of(LEGACY)
    with open_ledger(tmp_path / "book", create=True) as ledger:
        first = file_snapshot(real(LEGACY))
        ledger.post(read("un_comtrade", first), CARD, first, posted_at=datetime(2016, 9, 1, tzinfo=UTC))
        again = ledger.post(read("un_comtrade", first), CARD, first)
        assert (again.new, again.revised) == (0, 0)
        row = next(row for row in rows if (row["Reporter ISO"], row["Partner ISO"]) == ("KAZ", "BLR"))
        row["Trade Value (US$)"] = str(int(row["Trade Value (US$)"]) + 1)
        later = take_snapshot("made for this test.csv", written(rows))
        posting = ledger.post(read("un_comtrade", later), CARD, later)
        assert (posting.new, posting.revised) == (0, 1)


def test_a_folder_of_answers_and_tables_is_posted_as_one(post: Post) -> None:
    shrimps, wood, totals = rows_of(SHRIMPS), rows_of(WOOD)[:100], rows_of(LEGACY)[:200]
    folder = {
        "answer.json": as_answer(wood).data,
        "bulk.txt.gz": as_bulk(shrimps),
        "totals.csv": written(totals),
    }
    posting, ledger = post(pack_snapshot("folder.zip", folder))
    assert ledger.sources() == {"un_comtrade": 100 + (len(shrimps) - 15) + 200}
    (finding,) = posting.findings
    assert finding.message.startswith("15 rows of bulk.txt.gz")
    (first, *_) = ledger.flows(Pair("AFG", "WLD"))
    assert first.origin.place == "totals.csv row 3"


def test_a_bulk_file_that_breaks_off_posts_nothing(post: Post) -> None:
    whole = as_bulk(rows_of(WOOD))
    with pytest.raises(LedgerError, match="cut off"):
        post(take_snapshot("bulk.txt.gz", whole[: len(whole) // 2]))
    _, ledger = post(take_snapshot("bulk.txt.gz", whole))
    assert ledger.sources() == {"un_comtrade": 5_004}
