"""What limits an answer carries the values that its message says, so that any language can say them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from msgspec import to_builtins
from tests.models.equilibrium.pair.books import MILLION, post_tables, post_trade
from tests.models.mirror.books import flow, post

from sverka.ledger import Ledger, open_ledger
from sverka.models.equilibrium.from_icio import Tables
from sverka.models.equilibrium.icio_book import tables_from_book
from sverka.models.equilibrium.pair import many_sectors_world
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.ask_what_if import ask_what_if
from sverka.models.equilibrium.pair.choose_world import world_of
from sverka.models.equilibrium.pair.limit_kinds import (
    AssumedBuyers,
    BesideCustoms,
    LeftOut,
    NegativeSales,
    OneSectorOnly,
    ServicesApart,
    SmallAtHome,
    WhyOne,
    ZeroFlows,
)
from sverka.models.equilibrium.pair.question import ChangeAsked, Options, Uncertainty
from sverka.vocabulary.finding import Severity

ONE = Options(model=Model.ONE)


def test_an_answer_of_the_tables_says_first_what_limits_the_question(ledger: Ledger) -> None:
    change = ChangeAsked(routes=(("ARL", "CED"), ("CED", "ARL")), named=("machinery",), percent=-10)
    options = Options(uncertainty=Uncertainty(draws=0))
    findings = ask_what_if(ledger, ("ARL", "CED"), change, options).setting.findings
    buyers, services, there, back, *_ = findings
    assert isinstance(buyers, AssumedBuyers)
    assert buyers.part == pytest.approx(2 / 3)
    assert buyers.message.startswith(f"Of what the makers of these goods sell {buyers.part:.0%} is final")
    assert isinstance(services, ServicesApart)
    assert services.pair == ("ARL", "CED")
    assert f"ARL sells CED {services.there / 1e6:,.0f} million" in services.message
    assert f"CED sells ARL {services.back / 1e6:,.0f} million" in services.message
    assert isinstance(there, BesideCustoms)
    assert (there.year, there.declared.reporter, there.declared.value_usd) == (2022, "CED", 20 * MILLION)
    assert f"have {there.tables / 1e6:,.0f} million" in there.message
    assert isinstance(back, BesideCustoms)
    assert to_builtins(there)["declared"]["origin"]["source"] == "world", "the data of the answer has it too"


def test_what_a_publisher_filled_in_is_no_declaration(tmp_path: Path) -> None:
    book = tmp_path / "book"
    post_tables(book)
    filled = flow("importer", "ARL", "CED", 2022, 900 * MILLION, flag="estimated")
    post(book, [flow("importer", "ARL", "CED", 2020, 20 * MILLION), filled])
    with open_ledger(book) as ledger:
        world = world_of(ledger, ("ARL", "CED"), Options())
    (told,) = (one for one in world.ground.findings if isinstance(one, BesideCustoms))
    assert told.declared.period == "2020"


def test_figures_of_a_third_party_are_not_said_to_be_declared(tmp_path: Path) -> None:
    book = tmp_path / "book"
    post_tables(book)
    post(book, [flow("importer", "ARL", "CED", 2021, 20 * MILLION, reporter=None)])
    with open_ledger(book) as ledger:
        world = world_of(ledger, ("ARL", "CED"), Options())
    (told,) = (one for one in world.ground.findings if isinstance(one, BesideCustoms))
    assert "; a third party reconciled 20 million in 2021" in told.message


def test_why_one_sector_answers_is_told_by_year_and_countries(ledger: Ledger, tmp_path: Path) -> None:
    told = world_of(ledger, ("ARL", "DOR"), Options()).ground.findings[0]
    assert isinstance(told, OneSectorOnly)
    assert (told.why, told.year, told.absent) == (WhyOne.NOT_HELD, 2022, ("DOR",))
    told = world_of(ledger, ("ARL", "BED"), Options(year=2019)).ground.findings[0]
    assert isinstance(told, OneSectorOnly)
    assert (told.why, told.year) == (WhyOne.NOT_OF_YEAR, 2019)
    post_trade(tmp_path / "book")
    with open_ledger(tmp_path / "book") as bare:
        told = world_of(bare, ("ARL", "CED"), Options()).ground.findings[0]
    assert isinstance(told, OneSectorOnly)
    assert (told.why, told.year) == (WhyOne.NO_TABLES, None)
    assert not [
        one for one in world_of(ledger, ("ARL", "CED"), ONE).ground.findings if isinstance(one, OneSectorOnly)
    ], "it was asked for"


def test_two_countries_outside_the_tables_are_named_both() -> None:
    told = OneSectorOnly.of(WhyOne.NOT_HELD, 2022, ("DOR", "HUB"))
    assert "for DOR and HUB are not in the input-output tables of 2022:" in told.message


def test_negative_final_sales_carry_how_many_and_how_much(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sold_out(*given: object) -> Tables:
        tables = tables_from_book(*given)  # type: ignore[arg-type]
        final = tables.final_sales.copy()
        final[2, 0] = -50.0
        return replace(tables, final_sales=final)

    monkeypatch.setattr(many_sectors_world, "tables_from_book", sold_out)
    world = world_of(ledger, ("ARL", "CED"), Options())
    (told,) = (one for one in world.ground.findings if isinstance(one, NegativeSales))
    final = sold_out(ledger, 2022, None).final_sales
    assert (told.count, told.severity) == (1, Severity.WARNING)
    assert told.part == pytest.approx(50 / final[final > 0].sum())
    assert told.message.startswith("1 final sales are negative, 50")
    assert f"({told.part:.3%})" in told.message
    assert told.evidence
    assert np.isfinite(world.trade).all()


def test_one_sector_counts_whom_it_leaves_out_the_largest_trader_first(ledger: Ledger) -> None:
    world = world_of(ledger, ("ARL", "CED"), ONE)
    left, zeros, small = world.ground.findings[-3:]
    assert isinstance(left, LeftOut)
    assert (left.countries, left.about) == (("NIL", "HUB"), "HUB, NIL")
    assert left.message.endswith(f": 2; with them {left.part:.1%} of the world's trade.")
    assert 0 < left.part < 1
    assert isinstance(zeros, ZeroFlows)
    assert (zeros.flows, zeros.assumed, zeros.unstated) == (12, 2, 0)
    assert zeros.message.startswith("Of 12 flows between the 4 countries 2 are taken")
    assert isinstance(small, SmallAtHome)
    assert small.message.endswith("countries look more open than they are.")
