"""`sverka revisions`."""

import json
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.ledger.arland import at, batch, card, exports, mirror

from sverka.ledger import open_ledger
from sverka.vocabulary.product import Product


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """Make a book whose exports of 2017 went from 1,000,000 to 1,400,000, and those of 2018 up by 1 %."""
    folder = tmp_path / "revised"
    with open_ledger(folder, create=True) as ledger:
        first = exports("2017", 1_000_000), exports("2018", 2_000_000), mirror("2017", 1_100_000)
        later = (
            exports("2017", 1_400_000),
            exports("2018", 2_020_000),
            mirror("2017", 1_100_000, flag="estimated"),
        )
        ledger.post(batch(*first), card(), None, posted_at=at("2018-03-01"))
        ledger.post(batch(*later), card(), None, posted_at=at("2018-09-01"))
    return folder


def test_the_table_shows_both_values_the_change_and_what_is_usual(run: Run, revised: Path) -> None:
    ran = run("revisions", "ARL", "BED", "--book", revised)
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    for words in (
        "USD 1,000,000",
        "USD 1,400,000",
        "+40 %",
        "! unusual",
        "+1 %",
        "1 Mar 2018",
        "1 Sep 2018",
        "yearbook",
        "± 2 % by the source's card",
        "what was checked before 1 September 2018 rests on the former figure",
        "1 more vintages changed a quantity or a mark and no value",
    ):
        assert words in text


def test_the_data_carry_what_the_table_shows(run: Run, revised: Path) -> None:
    data = json.loads(run("revisions", "BED-ARL", "--book", revised, "--json").out)
    assert (data["pair"], data["product"], data["flows"], data["restated"]) == ("ARL-BED", "TOTAL", 3, 1)
    one = next(one for one in data["revisions"] if one["period"] == "2017")
    assert (one["before"]["value"], one["after"]["value"]) == (1_000_000, 1_400_000)
    assert one["change"] == pytest.approx(40)
    assert (one["unusual"], one["usual_measured_from"], one["source"]) == (True, None, "yearbook")
    assert one["before"]["first_seen"].startswith("2018-03-01")
    assert one["before"]["place"] == "row 2"
    assert [finding["about"] for finding in data["findings"]] == ["ARL>BED 2017"]


def test_since_leaves_out_what_was_known_before(run: Run, revised: Path) -> None:
    ran = run("revisions", "ARL", "BED", "--book", revised, "--since", "2018-10-01")
    assert ran.code == 0
    assert "none of 3 figures was changed since 1 Oct 2018" in " ".join(ran.out.split())


def test_as_of_shows_the_figures_of_that_day(run: Run, revised: Path) -> None:
    before = run("revisions", "ARL", "BED", "--book", revised, "--as-of", "2018-03-31").out
    after = run("revisions", "ARL", "BED", "--book", revised, "--as-of", "2018-09-30").out
    assert "USD 1,000,000" in before
    assert "USD 1,400,000" not in before
    assert "USD 1,400,000" in after
    data = json.loads(
        run("revisions", "ARL", "BED", "--book", revised, "--as-of", "2018-03-31", "--json").out
    )
    assert data["as_of"] == "2018-03-31"
    assert [figure["value"] for figure in data["figures"]] == [1_000_000, 1_100_000, 2_000_000]
    empty = run("revisions", "ARL", "BED", "--book", revised, "--as-of", "2018-01-31").out
    assert "the book held no figures on 31 Jan 2018" in empty


def test_goods_are_asked_for_with_their_nomenclature(run: Run, tmp_path: Path) -> None:
    milk = Product("0401", "HS2017")
    with open_ledger(tmp_path / "milk", create=True) as ledger:
        for day, value in (("2018-03-01", 100), ("2018-09-01", 101)):
            ledger.post(batch(exports("2017", value, product=milk)), card(), None, posted_at=at(day))
    ran = run("revisions", "ARL", "BED", "--book", tmp_path / "milk", "--product", "HS2017:0401")
    assert "HS2017:0401" in ran.out
    assert "USD 101" in ran.out
    total = run("revisions", "ARL", "BED", "--book", tmp_path / "milk", "--product", "total")
    assert "the book holds no figures" in total.out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["ARL"], "is not a pair of countries"),
        (["ARL", "BED", "--product", "0401"], "does not say its revision"),
        (["ARL", "BED", "--product", "HS2017:"], "is no code of goods"),
        (["ARL", "BED", "--product", "HS2016:0401"], "is no revision of a nomenclature"),
        (["ARL", "BED", "--since", "soon"], "is not a day"),
        (["ARL", "BED", "--since", "2018-01-01", "--as-of", "2018-01-01"], "two different things"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_reason(run: Run, asked: list[str], words: str) -> None:
    ran = run("revisions", *asked)
    assert ran.code == 2
    assert words in " ".join(ran.err.split())


def test_a_book_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("revisions", "ARL", "BED", "--book", tmp_path / "none")
    assert ran.code == 3
    assert "none" in ran.err


def test_data_that_cannot_be_written_are_told(run: Run, revised: Path) -> None:
    ran = run("revisions", "ARL", "BED", "--book", revised, "--json", "no/such/folder.json")
    assert ran.code == 2
    assert "Cannot write no/such/folder.json" in ran.err


def test_a_book_of_the_user_that_has_one_vintage_says_so(run: Run) -> None:
    ran = run("revisions", "BLR", "KAZ")
    assert ran.code == 0
    assert "figures was changed" in " ".join(ran.out.split())
