"""The starter book as the ledger and the measures give it back."""

from pathlib import Path

import pytest

from sverka.ledger import open_ledger
from sverka.measures import growth, turnover
from sverka.sources import card_of, read, shipped_snapshot
from sverka.vocabulary.country import Pair
from sverka.vocabulary.figure import Figure

PAIR = Pair("BLR", "KAZ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "book"
    snapshot = shipped_snapshot("starter")
    with open_ledger(folder, create=True) as ledger:
        ledger.post(read("starter", snapshot), card_of("starter"), snapshot)
    return folder


def test_posting_it_again_changes_nothing(folder: Path) -> None:
    snapshot = shipped_snapshot("starter")
    with open_ledger(folder) as ledger:
        before = ledger.flows(PAIR), ledger.readings("BLR-KAZ"), ledger.cards()
        posted = ledger.post(read("starter", snapshot), card_of("starter"), snapshot)
        assert (posted.new, posted.revised, posted.findings) == (0, 0, ())
        assert (ledger.flows(PAIR), ledger.readings("BLR-KAZ"), ledger.cards()) == before


def test_it_holds_what_was_read(folder: Path) -> None:
    batch = read("starter", shipped_snapshot("starter"))
    with open_ledger(folder) as ledger:
        assert sorted(ledger.flows(PAIR), key=repr) == sorted(batch.flows, key=repr)
        assert sorted(ledger.readings("BLR-KAZ"), key=repr) == sorted(batch.readings, key=repr)
        assert ledger.cards() == {"starter": card_of("starter")}


@pytest.mark.parametrize(
    ("book", "year", "millions"),
    [
        ("BLR", "2017", 689.4),
        ("KAZ", "2017", 593.9),
        ("BLR", "2018", 895.6),
        ("KAZ", "2018", 647.3),
        (None, "2024", 886.6),
    ],
)
def test_the_turnover_of_each_book(folder: Path, book: str | None, year: str, millions: float) -> None:
    with open_ledger(folder) as ledger:
        revisions = {source: card.usual_revision for source, card in ledger.cards().items()}
        found = turnover(ledger.flows(PAIR), PAIR, book, year, revisions)
    assert isinstance(found, Figure)
    assert round(found.value / 1e6, 1) == millions


def test_the_growth_of_2018_in_belaruss_book_is_what_was_said(folder: Path) -> None:
    with open_ledger(folder) as ledger:
        found = growth(ledger.flows(PAIR), "BLR-KAZ", "BLR", "2018", {"starter": 0.02})
    assert isinstance(found, Figure)
    assert round(found.value) == 30
