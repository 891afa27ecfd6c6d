"""The book of Arland and Bedia, and the starter book, each posted once."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from tests.fictional.pair import TODAY, make_book, reading

from sverka.checks import run_checks
from sverka.ledger import Ledger, open_ledger
from sverka.sources import card_of, read, shipped_snapshot
from sverka.vocabulary.claim import Claim
from sverka.vocabulary.verdict import Assessment

Judge = Callable[..., Assessment]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with make_book(tmp_path_factory.mktemp("fictional") / "book") as ledger:
        yield ledger


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    snapshot = shipped_snapshot("starter")
    with open_ledger(tmp_path_factory.mktemp("starter") / "book", create=True) as ledger:
        ledger.post(read("starter", snapshot), card_of("starter"), snapshot)
        yield ledger


@pytest.fixture
def judge(book: Ledger) -> Judge:
    """Assess the first of some claims said together, by the fictional book."""

    def first(*claims: Claim, said_on: date | None = date(2013, 6, 1)) -> Assessment:
        return run_checks(reading(*claims, said_on=said_on), book, today=TODAY).assessments[0]

    return first
