"""The command line with a home of its own and the shipped book in it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.models.gravity.planted_book import planted_book

from sverka.faces.cli import main
from sverka.ledger import open_ledger
from sverka.sources import card_of, read, shipped_snapshot

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


class Ran(NamedTuple):
    """What a command did: its exit code, what it printed, what it told on standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def starter_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "book"
    snapshot = shipped_snapshot("starter")
    with open_ledger(folder, create=True) as ledger:
        ledger.post(read("starter", snapshot), card_of("starter"), snapshot)
    return folder


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book of twelve countries in which it is known what moved trade; it is only read."""
    return planted_book(tmp_path_factory.mktemp("planted") / "book")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, starter_book: Path
) -> Run:
    """Run a command as `sverka …` does, in an empty folder, with the shipped book as the user's own."""
    monkeypatch.setenv("SVERKA_BOOK", str(starter_book))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)

    def sverka(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return sverka
