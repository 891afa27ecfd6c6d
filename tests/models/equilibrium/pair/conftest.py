"""A made-up book with input-output tables and trade of all pairs, read only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.models.equilibrium.pair.books import post_tables, post_trade

from sverka.ledger import Ledger, open_ledger


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both") / "book"
    post_tables(folder)
    post_trade(folder)
    return folder


@pytest.fixture
def ledger(book: Path) -> Iterator[Ledger]:
    with open_ledger(book) as opened:
        yield opened
