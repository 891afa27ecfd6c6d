"""What a book's panel answers about a pair."""

from pathlib import Path

import numpy as np
import pytest
from tests.models.gravity.planted_book import NAMES, YEARS, planted_book

from sverka.ledger import open_ledger
from sverka.models.gravity.ask_pair import NoDistances, ask_event, ask_potential
from sverka.models.gravity.book_panel import BookPanel
from sverka.models.gravity.book_tensor import as_tensor, began, known_columns
from sverka.models.gravity.event_study import Study
from sverka.models.gravity.event_window import Event
from sverka.models.gravity.from_book import book_panel
from sverka.models.gravity.pair_dates import Kind, both_directions, pair_dates


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_book(tmp_path_factory.mktemp("planted") / "book")


@pytest.fixture(scope="module")
def book(folder: Path) -> BookPanel:
    with open_ledger(folder) as ledger:
        return book_panel(ledger, years=(YEARS[0], YEARS[-1]))


def test_the_tensor_has_each_cell_of_the_book_in_its_place(book: BookPanel) -> None:
    laid = as_tensor(book, ("ln_distance",))
    assert (laid.exporters, laid.importers, laid.years) == (tuple(sorted(NAMES)), tuple(sorted(NAMES)), YEARS)
    for row in (5, 200, 777):
        i, j = laid.exporters.index(book.exporter[row]), laid.importers.index(book.importer[row])
        t = laid.years.index(int(book.year[row]))
        if np.isfinite(book.trade[row]):
            assert laid.trade[i, t, j] == book.trade[row]
            assert laid.regressors[0, i, t, j] == book.covariates["ln_distance"][row]
    silent = laid.exporters.index("BLR"), 8, laid.importers.index("KAZ")
    assert (laid.weight[silent], laid.trade[silent]) == (0, 0)
    assert np.isfinite(laid.regressors[0][silent])


def test_a_column_that_the_book_does_not_have_or_that_never_varies_is_none(book: BookPanel) -> None:
    asked = ("ln_distance", "contiguity", "colony", "rta", "never heard of")
    assert known_columns(book, asked) == ("ln_distance", "contiguity", "rta")


def test_what_began_in_the_panel_is_an_event_of_each_direction(book: BookPanel) -> None:
    assert set(began(book, "rta")) == {
        *both_directions("BLR", "KAZ", 2010),
        *both_directions("ARM", "AZE", 2008),
    }
    assert began(book, "trade_sanction") == (Event("DEU", "RUS", 2009),)


def test_a_pairs_dates_are_those_of_both_directions_once(folder: Path) -> None:
    with open_ledger(folder) as ledger:
        (pact,) = pair_dates(ledger, "KAZ", "BLR")
        (sanction,) = pair_dates(ledger, "DEU", "RUS")
        assert pair_dates(ledger, "BLR", "POL") == ()
    assert (pact.kind, pact.year, pact.text) == (Kind.AGREEMENT, 2010, "Pact")
    assert pact.origin is not None
    assert pact.origin.source == "covariates"
    assert (sanction.kind, sanction.year) == (Kind.SANCTION, 2009)
    assert (sanction.by, sanction.on) == ("DEU", "RUS")
    assert "policy change" in sanction.text


def test_the_pair_that_trades_more_is_found_to_do_so(book: BookPanel) -> None:
    found = ask_potential(book, "BLR", "KAZ")
    ratios = {year.year: year.ratio for year in found.directions[0].years}
    assert ratios[2013] is None
    assert all(ratio is None or 1.5 < ratio < 14 for ratio in ratios.values())
    assert found.directions[0].years[-1].low < found.directions[0].years[-1].expected
    assert set(found.result.names) == {"ln_distance", "contiguity", "rta"}


def test_the_doubling_from_the_year_of_the_pact_is_found(book: BookPanel) -> None:
    found = ask_event(book, Study(events=both_directions("BLR", "KAZ", 2010)))
    assert found.after is not None
    assert found.after.estimate == pytest.approx(np.log(2), abs=0.15)
    assert (found.after.low or 0) < np.log(2) < (found.after.high or 0)


def test_a_book_without_distances_says_how_to_get_them(tmp_path: Path) -> None:
    with open_ledger(planted_book(tmp_path / "book", facts=False)) as ledger:
        bare = book_panel(ledger, years=(2005, 2014))
    with pytest.raises(NoDistances, match="sverka post covariates PATH"):
        ask_potential(bare, "BLR", "KAZ")
