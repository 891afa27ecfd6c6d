"""What the book's panel tells of agreements, borders and the pair's own past, or why it does not."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from tests.models.equilibrium.pair.books import post_tables
from tests.models.gravity.planted import planted
from tests.models.gravity.planted_book import planted_book

from sverka.ledger import Ledger, open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.equilibrium.pair import estimated_effects as module
from sverka.models.equilibrium.pair.estimated_effects import (
    AGREEMENT,
    BORDER,
    PAST,
    Lacks,
    agreement,
    effects_panel,
    estimated_effects,
    past,
)
from sverka.models.equilibrium.pair.expected_change import ExpectedChange
from sverka.models.gravity.ask_pair import ask_potential
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.from_book import book_panel
from sverka.models.gravity.potential import potential, potential_model
from sverka.models.gravity.ppml import has_compiler

pytestmark = pytest.mark.skipif(not has_compiler(), reason="gravity models are not installed")

PAIR = ("BLR", "KAZ")
ROUTES = (PAIR, PAIR[::-1])
MODEL = potential_model(read_formula("trade ~ ln_distance + contiguity").terms)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_book(tmp_path_factory.mktemp("effects") / "book")


@pytest.fixture
def ledger(book: Path) -> Iterator[Ledger]:
    with open_ledger(book) as opened:
        yield opened


def test_a_book_with_agreements_and_distances_tells_all(ledger: Ledger, book: Path) -> None:
    told: list[str] = []
    with closing(start_engine(EngineName.DUCKDB, book)) as engine:
        found = estimated_effects(ledger, ROUTES, engine=engine, tell=told.append)
    assert found.lacks is None
    named = {one.name: one for one in found.found}
    assert set(named) == {AGREEMENT, BORDER, PAST}
    assert named[AGREEMENT].log > 0, "Belarus and Kazakhstan trade twice as much from the year of their pact"
    assert "three-way PPML, bias corrected; domestic trade: none" in named[AGREEMENT].source
    assert "12 countries, 2005 to 2014" in named[BORDER].source
    assert told[0] == "making the panel of all pairs"
    assert len(told) == 3


def test_the_pairs_past_is_its_trade_net_of_what_is_expected(ledger: Ledger) -> None:
    """Trade of the two became six times what is expected in 2010, instead of three; 2013 is not known."""
    spells = [one for one in estimated_effects(ledger, ROUTES).found if one.name == PAST]
    assert [one.years for one in spells][-1] == (2009, 2014), "the latest"
    assert spells[0].years is not None
    assert spells[0].years[0] < 2010 <= spells[0].years[1], "the largest rise"
    for one in spells:
        assert one.log == pytest.approx(np.log(2), abs=4 * max(one.error, 0.05))
        assert f"expected trade of {one.years[1]}" in one.source if one.years else False


def test_what_a_book_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(planted_book(tmp_path / "no facts", facts=False)) as ledger:
        found = estimated_effects(ledger, ROUTES)
        assert found.found == ()
        assert found.lacks == f"{Lacks.NO_AGREEMENTS}; {Lacks.NO_DISTANCES}"
    with open_ledger(planted_book(tmp_path / "few", countries=5)) as ledger:
        assert estimated_effects(ledger, ROUTES).lacks == Lacks.NO_PANEL
        assert effects_panel(ledger) is None
    post_tables(tmp_path / "tables")
    with open_ledger(tmp_path / "tables") as ledger:
        assert effects_panel(ledger) is None
    monkeypatch.setattr(module, "has_compiler", lambda: False)
    with open_ledger(tmp_path / "few") as ledger:
        lacks = estimated_effects(ledger, ROUTES).lacks
    assert lacks == Lacks.NO_COMPILER
    assert "pip install 'sverka[gravity]'" in str(lacks)


def test_a_panel_and_a_potential_that_are_known_are_not_made_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = estimated_effects(ledger, ROUTES)
    made = effects_panel(ledger)
    assert made is not None
    turned = ask_potential(book_panel(ledger, years=(2005, 2014)), *PAIR[::-1])
    for name in ("book_panel", "ask_potential"):
        monkeypatch.setattr(module, name, None)
    again = estimated_effects(ledger, ROUTES, panel=lambda: made, potential=lambda _: turned)
    assert again == usual, "whichever country is named first, and whatever is known of domestic trade"
    assert estimated_effects(ledger, ROUTES, panel=lambda: None).lacks == Lacks.NO_PANEL


def test_a_pair_outside_the_panel_has_no_past_but_agreements_have_effects(ledger: Ledger) -> None:
    found = estimated_effects(ledger, (("BLR", "CHN"), ("CHN", "BLR")))
    assert [one.name for one in found.found] == [AGREEMENT]
    assert found.lacks == Lacks.NO_POTENTIAL


def test_what_cannot_be_estimated_is_no_error(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = effects_panel(ledger)
    assert panel is not None

    def refuse(*_: object) -> None:
        message = "no"
        raise ValueError(message)

    monkeypatch.setattr("sverka.models.gravity.estimate.estimate", refuse)
    assert agreement(panel) == Lacks.NO_ESTIMATE


def test_every_fourth_year_is_taken_where_there_are_enough(ledger: Ledger) -> None:
    panel = effects_panel(ledger)
    assert panel is not None
    found = agreement(panel)
    assert not isinstance(found, Lacks)
    assert "every fourth year from 2006 to 2014" in found.source


def test_a_past_in_which_nothing_changed_is_none() -> None:
    found = potential(planted(years=7), MODEL, "A", "B")
    spells = list(past(found, (("A", "B"), ("B", "A")), "a panel"))
    assert spells
    for one in spells:
        assert one.log == pytest.approx(0, abs=1e-6)
        assert one.error == pytest.approx(0, abs=1e-6)


def test_too_few_years_have_no_past() -> None:
    found = potential(planted(years=4), MODEL, "A", "B")
    assert list(past(found, (("A", "B"),), "a panel")) == []


def test_one_direction_has_a_past_of_its_own() -> None:
    doubled = {("A", "B", year): 2.0 for year in (2005, 2006)}
    found = potential(planted(years=7, times=doubled), MODEL, "A", "B")
    (there, *_), (back, *_) = (list(past(found, (way,), "a panel")) for way in (("A", "B"), ("B", "A")))
    assert there.log == pytest.approx(np.log(2), rel=1e-5)
    assert back.log == pytest.approx(0, abs=1e-5)


def test_errors_of_a_change_are_those_of_redrawn_panels() -> None:
    """The spread over 80 panels of the same world with other luck, and the error told of one of them."""
    routes = (("A", "B"), ("B", "A"))
    changes, errors = [], []
    for redraw in range(80):
        found = potential(planted(pair=0.2, noise=0.2, years=6, redraw=redraw), MODEL, "A", "B")
        expected = [
            sum(year.expected for way in found.directions for year in way.years if year.year == asked)
            for asked in (2000, 2005)
        ]
        changes.append(np.log(expected[1] / expected[0]))
        errors.append(ExpectedChange(found, routes).error(2000, 2005))
    assert np.mean(errors) == pytest.approx(np.std(changes), rel=0.3)


def test_a_year_beside_itself_has_not_changed() -> None:
    found = potential(planted(pair=0.2, noise=0.2, years=6), MODEL, "A", "B")
    change = ExpectedChange(found, (("A", "B"),))
    assert change.error(2003, 2003) == 0
    assert change.error(2000, 2005) == pytest.approx(change.error(2005, 2000))
    (first, *_, last) = found.directions[0].years
    errors = [np.log(year.expected_high / year.expected) / 1.959964 for year in (first, last)]
    assert change.error(first.year, last.year) < sum(errors), "what both years share cancels out"
