"""An empty book for every test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.arland import PAIR

from sverka.ledger import Ledger, open_ledger


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def book(folder: Path) -> Iterator[Ledger]:
    with open_ledger(folder, create=True) as ledger:
        yield ledger


@pytest.fixture
def values(book: Ledger) -> Callable[..., dict[str, int]]:
    """Ask the book for Arland's exports by period."""

    def ask(**question: Any) -> dict[str, int]:  # noqa: ANN401
        return {flow.period: flow.value for flow in book.flows(PAIR, **question) if flow.reporter == "ARL"}

    return ask
