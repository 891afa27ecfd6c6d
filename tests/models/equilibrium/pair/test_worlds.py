"""The world before a change, out of a book: which model, which year, what is left out and said."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.models.equilibrium.pair.books import IN_TABLES, INDUSTRIES, MILLION, post_tables, post_trade
from tests.models.mirror.books import flow, origin, post

from sverka.ledger import Ledger, open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.equilibrium.from_icio import FinalGoods
from sverka.models.equilibrium.icio_book import NoTables
from sverka.models.equilibrium.many_sectors.closure import Closure as ManyClosure
from sverka.models.equilibrium.one_sector.closure import Closure as OneClosure
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.choose_world import world_of
from sverka.models.equilibrium.pair.closures import UnknownClosure, closure_of
from sverka.models.equilibrium.pair.limits import assumed_buyers
from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
from sverka.models.equilibrium.pair.one_sector_world import ALL_GOODS, NoWorld, OneSectorWorld
from sverka.models.equilibrium.pair.question import Options, Uncertainty
from sverka.models.equilibrium.pair.world import Move, NothingTraded, NotInWorld, touched
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.product import Product

ONE = Options(model=Model.ONE)
SECTORS = Options(model=Model.SECTORS)


def test_tables_that_hold_both_answer_and_say_what_they_are(ledger: Ledger) -> None:
    world = world_of(ledger, ("ARL", "BED"), Options())
    assert isinstance(world, ManySectorsWorld)
    assert (world.countries, world.sectors) == (IN_TABLES, INDUSTRIES)
    ground = world.ground
    assert (ground.model, ground.source, ground.year) == (Model.SECTORS, "oecd_icio", 2022)
    assert ground.baseline.endswith("tables of 2022, final goods are taken to go where inputs go")
    assert (ground.closure_name, ground.final_goods) == ("held", "like inputs")
    assert [origin.source for origin in ground.origins] == ["oecd_icio"]
    assert ground.origins[0].licence == "CC BY 4.0"
    assert world.trade == pytest.approx(world.baseline.trade * MILLION)
    assert list(world.goods) == [True, True, True, False]
    assert not world.tariffs.any()


def test_tables_stand_beside_what_customs_have_of_the_pair(ledger: Ledger) -> None:
    world = world_of(ledger, ("ARL", "CED"), Options())
    there, back = (one for one in world.ground.findings if one.check == "customs")
    goods = world.trade[world.goods, 0, 2].sum() / MILLION
    assert there.message == (
        f"The tables of 2022 have {goods:,.0f} million US dollars of goods from ARL to CED; CED declared 20 "
        "million in 2020 (world)."
    )
    assert (there.severity, back.about) == (Severity.WARNING, "CED>ARL")
    a, b = (
        one for one in world_of(ledger, ("BED", "ARL"), Options()).ground.findings if one.check == "customs"
    )
    assert "ARL declared 13 million in 2019" in a.message, "the nearest year that somebody states"
    assert "BED declared 15 million in 2020" in b.message


def test_final_goods_whose_buyers_nobody_published_are_counted(ledger: Ledger, tmp_path: Path) -> None:
    machines = Move(routes=(("ARL", "CED"),), sectors=("C28",), factor=0.9)
    world = world_of(ledger, ("ARL", "CED"), Options())
    assert isinstance(world, ManySectorsWorld)
    (told,) = assumed_buyers(world, machines)
    assert (told.about, told.severity) == ("C28", Severity.WARNING)
    assert told.message.startswith(
        "Of what the makers of these goods sell 67% is final, and who buys that is"
    )
    post_tables(tmp_path / "book", final=True)
    with open_ledger(tmp_path / "book") as official:
        known = world_of(official, ("ARL", "CED"), Options(final_goods=FinalGoods.AS_PUBLISHED))
    assert isinstance(known, ManySectorsWorld)
    assert [*assumed_buyers(known, machines)] == []


def test_an_engine_reads_the_same_world(book: Path, ledger: Ledger) -> None:
    engine = start_engine(EngineName.DUCKDB, book)
    try:
        for options in (SECTORS, ONE):
            found = world_of(ledger, ("CED", "BED"), options, engine)
            assert found.digest == world_of(ledger, ("CED", "BED"), options).digest
    finally:
        engine.close()


def test_a_pair_outside_the_tables_is_answered_by_one_sector_and_told_why(ledger: Ledger) -> None:
    world = world_of(ledger, ("ARL", "DOR"), Options())
    assert isinstance(world, OneSectorWorld)
    told = world.ground.findings[0]
    assert told.message == (
        "The model of one sector answers, for DOR is not in the input-output tables of 2022: no sectors, no "
        "inputs, no services."
    )
    year = world_of(ledger, ("ARL", "BED"), Options(year=2019))
    assert "the book has no input-output tables of 2019" in year.ground.findings[0].message


def test_a_book_without_tables_says_so(tmp_path: Path) -> None:
    post_trade(tmp_path / "book")
    with open_ledger(tmp_path / "book") as ledger:
        world = world_of(ledger, ("ARL", "CED"), Options())
        assert "the book has no input-output tables:" in world.ground.findings[0].message
        with pytest.raises(NoTables, match="it has none at all"):
            world_of(ledger, ("ARL", "CED"), SECTORS)


def test_one_sector_takes_the_newest_year_of_trade_both_ways(ledger: Ledger) -> None:
    assert world_of(ledger, ("ARL", "CED"), ONE).ground.year == 2020
    world = world_of(ledger, ("BED", "ARL"), ONE)
    assert world.ground.year == 2019, "in 2020 nobody states what BED sells to ARL"
    assert (world.sectors, world.names) == ((ALL_GOODS,), (ALL_GOODS,))
    assert world.ground.closure_name == "ratio"
    assert {origin.source for origin in world.ground.origins} == {"world", "covariates"}
    assert all("gdp" in origin.place for origin in world.ground.origins if origin.source == "covariates")


def test_one_sector_leaves_out_whom_it_cannot_hold_and_counts_them(ledger: Ledger) -> None:
    world = world_of(ledger, ("ARL", "CED"), ONE)
    assert world.countries == ("ARL", "BED", "CED", "DOR")
    messages = {one.about: one.message for one in world.ground.findings if one.check == "world before"}
    assert messages["HUB, NIL"].startswith(
        "Countries left out, for their domestic sales are not known or not above zero: 2; with"
    )
    flows = next(one.message for one in world.ground.findings if one.message.startswith("Of 12 flows"))
    assert "2 are taken to be zero because a country that declares its trade leaves the partner out" in flows
    a, c = world.countries.index("ARL"), world.countries.index("CED")
    assert world.trade[0, a, c] == 20 * MILLION
    exports = sum(10 + 5 * j for j in range(1, 6)) * MILLION
    assert world.trade[0, a, a] == pytest.approx(2000 * MILLION - exports)
    b, d = world.countries.index("BED"), world.countries.index("DOR")
    assert world.trade[0, b, a] == world.trade[0, c, d] == 0


def test_a_year_that_lacks_the_pair_says_what_it_lacks(ledger: Ledger) -> None:
    asked = Options(model=Model.ONE, year=2020)
    with pytest.raises(
        NoWorld, match=r"in 2020 to start from for ARL and BED: in 2020 world has no trade of BED to ARL"
    ):
        world_of(ledger, ("ARL", "BED"), asked)
    with pytest.raises(
        NoWorld, match=r"HUB has no domestic sales \(no GDP in the book, or exports above it\)\. Name an"
    ):
        world_of(ledger, ("ARL", "HUB"), asked)
    with pytest.raises(
        NoWorld, match=r"in 2019–2020 .*: in 2020 world has no trade of XYZ\. Name an earlier"
    ):
        world_of(ledger, ("ARL", "XYZ"), ONE)


def test_a_book_of_products_alone_is_added_up(tmp_path: Path) -> None:
    goods = [Product(code, "HS2017") for code in ("010121", "842911")]
    traders = ("ARL", "CED", "DOR")
    flows = [
        flow("importer", one, other, 2020, 30 * MILLION, product=product)
        for one in traders
        for other in traders
        for product in goods
        if one != other
    ]
    post(tmp_path / "book", flows)
    told = origin("covariates", "gdp")
    gdp = [
        Fact(name="gdp", country=one, period="2020", value=2e9, unit="USD", origin=told)
        for one in (*traders, "FAR")
    ]
    post(tmp_path / "book", facts=gdp, source="covariates")
    post(tmp_path / "book", [flow("importer", "FAR", "NIL", 2020, MILLION, product=goods[0])])
    with open_ledger(tmp_path / "book") as ledger:
        world = world_of(ledger, ("ARL", "CED"), Options())
    assert world.trade[0, 0, 1] == 60 * MILLION
    assert world.countries == traders
    messages = [one.message for one in world.ground.findings if one.about == "FAR"]
    assert messages[-1] == "Countries left out, for nobody states trade of theirs with the others: 1."


def test_trade_in_one_direction_only_is_no_start(tmp_path: Path) -> None:
    post(tmp_path / "book", [flow("importer", "ARL", "CED", 2020, MILLION)])
    with (
        open_ledger(tmp_path / "book") as ledger,
        pytest.raises(
            NoWorld, match=r"ARL and CED: no book states trade of theirs in both directions\. Name"
        ),
    ):
        world_of(ledger, ("ARL", "CED"), Options())


def test_a_country_outside_the_world_is_told_who_is_inside(ledger: Ledger) -> None:
    with pytest.raises(
        NotInWorld, match=r"DOR is not in the world before.*3 countries: ARL, BED, CED\. Ask about"
    ):
        world_of(ledger, ("ARL", "DOR"), SECTORS)


def test_the_error_asked_for_is_that_of_the_draws(ledger: Ledger) -> None:
    options = Options(model=Model.ONE, uncertainty=Uncertainty(error=0.1))
    uncertain = world_of(ledger, ("ARL", "CED"), options).uncertain
    assert uncertain.mean == pytest.approx([5.03])
    assert np.sqrt(uncertain.covariance) == pytest.approx(0.503)
    assert uncertain.above == {ALL_GOODS: 0.0}


def test_a_file_of_elasticities_is_taken(ledger: Ledger, tmp_path: Path) -> None:
    place = tmp_path / "mine.csv"
    place.write_text("C28,4\n*,6\n")
    world = world_of(ledger, ("ARL", "BED"), Options(elasticities_file=place))
    assert world.names == ("*", "*", "C28", "*")
    assert world.ground.elasticities.name == "mine.csv"
    assert isinstance(world, ManySectorsWorld)
    assert world.baseline.economy.elasticities == pytest.approx([6, 6, 4, 6])


def test_final_demand_as_published_where_it_is(tmp_path: Path) -> None:
    post_tables(tmp_path / "book", final=True)
    with open_ledger(tmp_path / "book") as ledger:
        world = world_of(ledger, ("ARL", "BED"), Options(final_goods=FinalGoods.AS_PUBLISHED))
    assert world.ground.final_goods == "as published"
    assert world.ground.baseline.endswith("final goods go where the tables say")


def test_worlds_are_told_apart_by_their_digests(ledger: Ledger) -> None:
    worlds = [world_of(ledger, ("ARL", "CED"), options) for options in (SECTORS, ONE)]
    again = world_of(ledger, ("ARL", "CED"), SECTORS)
    closed = world_of(ledger, ("ARL", "CED"), Options(closure="none"))
    earlier = world_of(ledger, ("ARL", "CED"), Options(model=Model.ONE, year=2019))
    assert again.digest == worlds[0].digest
    assert len({one.digest for one in (*worlds, closed, earlier)}) == 4


def test_closures_answer_to_the_names_of_either_model() -> None:
    assert closure_of(None, ManyClosure) == ("held", ManyClosure.HELD)
    assert closure_of(None, OneClosure) == ("ratio", OneClosure.RATIO)
    assert closure_of("proportional", OneClosure) == ("ratio", OneClosure.RATIO)
    assert closure_of("Balanced", ManyClosure) == ("none", ManyClosure.NONE)
    assert closure_of("held", OneClosure) == ("value", OneClosure.VALUE)
    with pytest.raises(
        UnknownClosure, match=r"“open” is no choice .* held or value; proportional or ratio; none or"
    ):
        closure_of("open", ManyClosure)


def test_nothing_traded_is_nothing_to_change(ledger: Ledger) -> None:
    world = world_of(ledger, ("ARL", "CED"), ONE)
    with pytest.raises(
        NothingTraded, match=r"has no trade on CED>DOR: no change of costs makes trade of none"
    ):
        touched(world, Move(routes=(("CED", "DOR"),), sectors=(), factor=0.9))
    sectors = world_of(ledger, ("ARL", "BED"), SECTORS)
    assert isinstance(sectors, ManySectorsWorld)
    shares = sectors.baseline.economy.shares.copy()
    assert touched(sectors, Move(routes=(("ARL", "BED"),), sectors=("C28",), factor=0.9)).sum() == 1
    assert shares.shape == replace(sectors).trade.shape
