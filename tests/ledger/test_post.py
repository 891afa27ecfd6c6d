"""What a post changes, and what it leaves alone."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from tests.ledger.arland import PAIR, YEARBOOK, at, batch, card, exports, mirror, origin, said

from sverka.ledger import Ledger
from sverka.ledger.post import PostedOutOfOrder, WrongCard
from sverka.ledger.stage import UnpostableFlows
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.country import Pair
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.product import Product

Values = Callable[..., dict[str, int]]


def test_a_flow_comes_back_as_it_was_posted(book: Ledger) -> None:
    wheat = exports(
        "2017-01..2017-10",
        2**62,
        product=Product("1001", "HS2012"),
        currency="ARD",
        value_usd=12,
        rate=1.5,
        quantity=7,
        quantity_unit="kg",
        flag="estimated",
        origin=origin("row 7, “wheat”\n'quoted'"),
    )
    book.post(batch(wheat), card(), YEARBOOK)
    assert book.flows(PAIR, product=Product("1001", "HS2012")) == (wheat,)


def test_only_the_asked_pair_and_product_come_back(book: Ledger) -> None:
    total, wheat = exports("2017", 10), exports("2017", 4, product=Product("1001", "HS2012"))
    elsewhere = exports("2017", 5, importer="CED")
    at_home = exports("2017", 6, importer="ARL")
    book.post(batch(total, wheat, elsewhere, at_home), card(), None)
    assert book.flows(PAIR) == (total,)
    assert book.flows(PAIR, product=Product("1001", "HS2017")) == ()
    assert book.flows(Pair("ARL", "CED")) == (elsewhere,)


def test_both_books_and_the_reconciled_flow_stand_side_by_side(book: Ledger) -> None:
    declared = [exports("2017", 10), mirror("2017", 12)]
    reconciled = exports("2017", 11, reporter=None, valuation=Valuation.RECONCILED)
    book.post(batch(*declared, reconciled), card(), None)
    assert book.flows(PAIR) == (*declared, reconciled)


def test_two_publishers_of_one_declaration_are_both_kept(book: Ledger) -> None:
    book.post(batch(exports("2017", 10)), card(), None)
    book.post(
        batch(exports("2017", 11, origin=origin(source="almanac")), source="almanac"), card("almanac"), None
    )
    assert [flow.value for flow in book.flows(PAIR)] == [11, 10]


def test_the_same_batch_twice_changes_only_last_seen(book: Ledger) -> None:
    flows, statement = [exports("2017", 10), exports("2018", 20)], said("s1", "2019-01-01", 10)
    book.post(batch(*flows, readings=(statement,)), card(), YEARBOOK, posted_at=at("2020-01-01"))
    again = book.post(batch(*flows, readings=(statement,)), card(), YEARBOOK, posted_at=at("2020-02-01"))
    assert (again.new, again.revised, again.known) == (0, 0, 3)
    assert [(one.flow, one.first_seen, one.last_seen) for one in book.vintages(PAIR)] == [
        (flow, at("2020-01-01"), at("2020-02-01")) for flow in flows
    ]


def test_the_same_rows_in_other_batches_from_another_snapshot_are_known(book: Ledger, values: Values) -> None:
    book.post(batch(*(exports(str(year), year) for year in range(2000, 2010))), card(), None)
    later = [exports(str(year), year, origin=origin("row 99", snapshot="ff")) for year in range(2000, 2012)]
    first, second = book.post(batch(*later[5:]), card(), None), book.post(batch(*later[:5]), card(), None)
    assert (first.new, first.known, second.new, second.known) == (2, 5, 0, 5)
    assert values() == {str(year): year for year in range(2000, 2012)}


def test_a_revised_figure_is_a_new_row_and_the_older_stays_for_as_of(book: Ledger, values: Values) -> None:
    book.post(batch(exports("2017", 10), exports("2018", 20)), card(), None, posted_at=at("2020-01-01"))
    posted = book.post(
        batch(exports("2017", 10), exports("2018", 21)), card(), None, posted_at=at("2020-03-01")
    )
    assert (posted.new, posted.revised, posted.known) == (0, 1, 1)
    assert values() == {"2017": 10, "2018": 21}
    assert values(as_of=date(2020, 2, 29)) == {"2017": 10, "2018": 20}
    assert values(as_of=date(2020, 3, 1)) == {"2017": 10, "2018": 21}
    assert values(as_of=date(2019, 12, 31)) == {}


def test_a_figure_that_returns_to_an_older_value_is_new_again(book: Ledger, values: Values) -> None:
    for month, value in enumerate((10, 11, 10), start=1):
        book.post(batch(exports("2017", value)), card(), None, posted_at=at(f"2020-0{month}-01"))
    assert [values(as_of=date(2020, month, 28)) for month in (1, 2, 3)] == [{"2017": v} for v in (10, 11, 10)]


def test_a_changed_flag_or_quantity_is_a_revision(book: Ledger) -> None:
    book.post(batch(exports("2017", 10)), card(), None)
    assert book.post(batch(exports("2017", 10, flag="estimated")), card(), None).revised == 1
    assert book.post(batch(exports("2017", 10, flag="estimated", quantity=0)), card(), None).revised == 1


def test_a_row_that_a_later_snapshot_lacks_stays_with_its_last_seen(book: Ledger) -> None:
    rows = [exports("2017", 10, product=Product(f"100{n}", "HS2012")) for n in range(5)]
    book.post(batch(*rows), card(), None, posted_at=at("2020-01-01"))
    book.post(batch(*rows[:2], *rows[3:]), card(), None, posted_at=at("2020-02-01"))
    seen = [book.vintages(PAIR, product=row.product)[0].last_seen for row in rows]
    assert seen == [at("2020-02-01")] * 2 + [at("2020-01-01")] + [at("2020-02-01")] * 2
    assert len(book.flows(PAIR, product=rows[2].product)) == 1


def test_millions_of_rows_may_come_from_a_generator(book: Ledger, values: Values) -> None:
    posted = book.post(
        Batch(source="yearbook", flows=(exports(str(y), y) for y in (2017, 2018))), card(), None
    )
    assert posted.new == 2
    assert values() == {"2017": 2017, "2018": 2018}


def test_a_row_given_twice_alike_counts_once(book: Ledger) -> None:
    posted = book.post(batch(exports("2017", 10), exports("2017", 10)), card(), None)
    assert (posted.new, posted.findings) == (1, ())
    assert len(book.vintages(PAIR)) == 1


def test_a_flow_given_two_values_is_not_guessed_but_found(book: Ledger, values: Values) -> None:
    posted = book.post(
        batch(
            exports("2017", 10, origin=origin("row 3")),
            exports("2017", 11, origin=origin("row 8")),
            exports("2018", 20),
        ),
        card(),
        None,
    )
    (finding,) = posted.findings
    assert finding.severity is Severity.ERROR
    assert finding.evidence == ("row 3 and row 8",)
    assert "1 flows are given twice with different figures" in finding.message
    assert values() == {"2018": 20}


def test_raw_bytes_are_kept_under_their_hash_once(book: Ledger, folder: Path) -> None:
    for _ in range(2):
        book.post(batch(exports("2017", 10)), card(), YEARBOOK)
    (kept,) = (folder / "snapshots").iterdir()
    assert kept.name == YEARBOOK.sha256
    assert kept.read_bytes() == YEARBOOK.data


def test_files_are_partitioned_by_source_and_year(book: Ledger, folder: Path) -> None:
    book.post(batch(exports("2017", 10), exports("2018-03", 20), exports("2018Q1", 30)), card(), None)
    book.post(batch(exports("2019", 10)), card(), None)
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.parquet"))
    assert files == [
        "flows/source=yearbook/year=2017-2018/000001-01.parquet",
        "flows/source=yearbook/year=2019/000002-01.parquet",
    ]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"period": "now"}, "the period is not written as one"),
        ({"period": "2018-13"}, "the period is not written as one"),
        ({"period": ""}, "they lack exporter, importer, product, valuation or period"),
        ({"exporter": ""}, "they lack exporter, importer, product, valuation or period"),
        ({"value": -1}, "a value or quantity is negative"),
        ({"quantity": -1}, "a value or quantity is negative"),
        ({"rate": 0.0}, "the rate is no positive number"),
    ],
)
def test_a_wrong_row_is_not_posted_and_its_place_is_told(
    book: Ledger, values: Values, wrong: dict[str, object], reason: str
) -> None:
    bad = structs.replace(exports("2018", 30, origin=origin("row 9")), **wrong)
    posted = book.post(batch(exports("2018", 20), bad), card(), None)
    (finding,) = posted.findings
    assert finding.severity is Severity.ERROR
    assert finding.message == f"1 rows of flows were not posted: {reason}."
    assert finding.evidence == ("row 9",)
    assert values() == {"2018": 20}


def test_a_post_that_breaks_off_leaves_the_book_as_it_was(book: Ledger, values: Values, folder: Path) -> None:
    book.post(batch(exports("2017", 10)), card(), None)

    def broken() -> Iterator[Flow]:
        yield exports("2018", 20)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the reader's own
        book.post(Batch(source="yearbook", flows=broken()), card(), None)
    assert values() == {"2017": 10}
    assert not [path for path in folder.iterdir() if path.name.startswith("posting-")]


def test_a_value_beyond_64_bits_is_refused(book: Ledger) -> None:
    with pytest.raises(
        UnpostableFlows, match=r"The flows cannot be posted: .* Values and quantities are whole numbers"
    ):
        book.post(batch(exports("2017", 2**63)), card(), None)
    with pytest.raises(
        UnpostableFlows, match=r"The flows cannot be posted: .* Values and quantities are whole numbers"
    ):
        book.post(batch(exports("2017", 2**70)), card(), None)


def test_a_batch_needs_its_own_card(book: Ledger) -> None:
    with pytest.raises(WrongCard, match="read from “yearbook” and the card is that of “almanac”"):
        book.post(batch(exports("2017", 10)), card("almanac"), None)


def test_the_past_cannot_be_posted_after_the_present(book: Ledger) -> None:
    book.post(batch(exports("2017", 10)), card(), None, posted_at=at("2020-02-01"))
    with pytest.raises(PostedOutOfOrder, match="Post older vintages first"):
        book.post(batch(exports("2017", 10)), card(), None, posted_at=at("2020-01-01"))


def test_nothing_in_the_catalogue_can_be_changed_or_removed(book: Ledger) -> None:
    book.post(batch(exports("2017", 10), readings=(said("s1", None, 1),)), card(), YEARBOOK)
    book.post(batch(exports("2017", 10), readings=(said("s1", None, 1),)), card(), YEARBOOK)
    tables = [name for (name,) in book._catalogue.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert len(tables) == 6
    for table in tables:
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
            with pytest.raises(Exception, match="a book is append-only"):
                book._catalogue.rows(change)


def test_a_sighting_of_a_whole_file_is_one_row(book: Ledger) -> None:
    rows = [exports("2017", n, product=Product(f"{n:04}", "HS2012")) for n in range(500)]
    for _ in range(2):
        book.post(batch(*rows), card(), None)
    runs = book._catalogue.rows("SELECT first_row, last_row FROM flow_sighting")
    assert json.dumps(runs) == "[[0, 499]]"
