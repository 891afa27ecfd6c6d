"""Effects of the book's own trade that a change can be as large as."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.models.equilibrium.pair.books import post_tables
from tests.models.gravity.planted_book import planted_book

from sverka.ledger import Ledger, open_ledger
from sverka.models.equilibrium.pair import like_effect as module
from sverka.models.equilibrium.pair.ask_what_if import ask_what_if
from sverka.models.equilibrium.pair.estimated_effects import Lacks
from sverka.models.equilibrium.pair.like_effect import NAMES, NoSuchEffect, like_effect
from sverka.models.equilibrium.pair.question import ChangeAsked, Options, Uncertainty
from sverka.models.gravity import estimate as estimation
from sverka.models.gravity.ppml import NoCompiler, has_compiler

pytestmark = pytest.mark.skipif(not has_compiler(), reason="gravity models are not installed")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = planted_book(tmp_path_factory.mktemp("like") / "book")
    post_tables(folder, ("BLR", "KAZ", "RUS"))
    return folder


@pytest.fixture
def ledger(book: Path) -> Iterator[Ledger]:
    with open_ledger(book) as opened:
        yield opened


def test_an_agreement_changes_over_time_and_a_border_stands_still(ledger: Ledger) -> None:
    agreement = like_effect(ledger, "rta")
    assert agreement.log > 0, "Belarus and Kazakhstan trade twice as much from the year of their pact"
    assert agreement.error > 0
    assert "three-way PPML, bias corrected" in agreement.source
    assert {origin.source for origin in agreement.origins} == {"almanac", "covariates"}
    border = like_effect(ledger, "contiguity")
    assert border.source.endswith("12 countries, 2005 to 2014: PPML with effects of countries by year")
    assert any("contiguity" in origin.place for origin in border.origins)


def test_a_sanction_changes_over_time_too(ledger: Ledger) -> None:
    found = like_effect(ledger, "trade_sanction")
    assert found.source.endswith("three-way PPML, bias corrected")
    assert found.error > 0


def test_a_change_is_as_large_as_the_books_own_effect(ledger: Ledger) -> None:
    change = ChangeAsked(routes=(("BLR", "KAZ"), ("KAZ", "BLR")), like="rta")
    told: list[str] = []
    options = Options(uncertainty=Uncertainty(draws=3))
    found = ask_what_if(ledger, ("BLR", "KAZ"), change, options, tell=told.append)
    assert "estimating the effect rta" in told
    assert found.change.percent.value < 0
    assert found.turnover.growth.value > 0
    assert "and rta: " in found.setting.error
    assert {origin.source for origin in found.setting.origins} == {"oecd_icio", "almanac", "covariates"}


def test_names_that_are_no_effect_list_those_that_are(ledger: Ledger) -> None:
    with pytest.raises(
        NoSuchEffect, match=r"“euro” cannot be told: it is none of those.*Name one of rta, contiguity"
    ):
        like_effect(ledger, "euro")
    assert "ln_distance" not in NAMES


def test_what_the_book_does_not_know_cannot_be_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NoSuchEffect, match=r"“colony” cannot be told: the book has no facts of it"):
        like_effect(ledger, "colony")
    post_tables(tmp_path / "book")
    with (
        open_ledger(tmp_path / "book") as small,
        pytest.raises(NoSuchEffect, match="the book has no yearly trade of many countries"),
    ):
        like_effect(small, "rta")


def test_an_estimate_that_fails_or_does_not_arrive_is_none(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "agreement", lambda _: Lacks.NO_ESTIMATE)
    with pytest.raises(
        NoSuchEffect, match=r"“rta” cannot be told: the effect of an agreement could not be est"
    ):
        like_effect(ledger, "rta")
    monkeypatch.setattr(estimation, "estimate", _refused)
    with pytest.raises(NoSuchEffect, match=r"it cannot be estimated from the book's panel \(nothing to est"):
        like_effect(ledger, "contiguity")
    monkeypatch.setattr(estimation, "estimate", _on_its_way)
    with pytest.raises(NoSuchEffect, match=r"its estimate has not arrived \(too few steps\)"):
        like_effect(ledger, "contiguity")


def _refused(*_: object) -> None:
    message = "nothing to estimate from"
    raise ValueError(message)


def _on_its_way(*_: object) -> SimpleNamespace:
    record = SimpleNamespace(arrived=False, why="too few steps")
    return SimpleNamespace(named=lambda _: None, convergence=record)


def test_without_a_compiler_it_is_said_how_to_get_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "has_compiler", lambda: False)
    with pytest.raises(NoCompiler, match=r"sverka\[gravity\]"):
        like_effect(ledger, "rta")
