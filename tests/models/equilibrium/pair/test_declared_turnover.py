"""The pair's trade as each declares it and as it is reconciled, beside what a goal asks."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.models.mirror.books import CODES, card, flow, flows_of, links_of, post
from tests.models.mirror.world import Plan, make_world

from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.equilibrium.pair.declared_turnover import (
    RECONCILED,
    Asked,
    DeclaredTrade,
    NotDeclared,
    NothingToCompare,
    declared_turnover,
)
from sverka.models.equilibrium.pair.yearly_flows import summed_flows, yearly_flows
from sverka.models.mirror.answer import mirror
from sverka.models.mirror.question import NothingDeclared, Question
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.country import pair_of
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.product import Product

MILLION = 1_000_000
PAIR = ("BLR", "KAZ")
BOTH_WAYS = (PAIR, PAIR[::-1])


def declare(side: str, years: dict[int, float], **more: Any) -> list[Any]:  # noqa: ANN401
    """Return what exporters or importers declare in millions, twice as much of Belarus's exports."""
    return [
        flow(side, *way, year, (2 if way == PAIR else 1) * value * MILLION, **more)
        for year, value in years.items()
        for way in BOTH_WAYS
    ]


def found(
    folder: Path, *, subject: str = "BLR-KAZ", wanted: float = 900 * MILLION, by: int | None = 2022
) -> DeclaredTrade:
    with open_ledger(folder) as ledger:
        return declared_turnover(ledger, Asked(PAIR, subject, wanted, by))


def test_a_goal_is_held_against_what_each_of_the_two_declares(tmp_path: Path) -> None:
    post(tmp_path, declare("exporter", {2019: 90, 2020: 100}))
    post(tmp_path, declare("importer", {2019: 120, 2020: 150}, source="other"), source="other")
    trade = found(tmp_path)
    belarus, kazakhstan = (one.declared for one in trade.series if one.declared.reporter)
    assert (belarus.reporter, kazakhstan.reporter) == PAIR
    assert (belarus.year, belarus.turnover) == (2020, (200 + 150) * MILLION), "exports FOB, imports CIF"
    assert kazakhstan.turnover == (100 + 300) * MILLION
    assert belarus.factor == pytest.approx(900 / 350)
    assert belarus.a_year == pytest.approx(100 * ((900 / 350) ** 0.5 - 1))
    assert belarus.method == "as declared by BLR, FOB + CIF"
    assert {origin.source for origin in belarus.origins} == {"world", "other"}
    assert not trade.lacking


def test_the_best_growth_ever_is_over_as_many_years(tmp_path: Path) -> None:
    levels = {2015: 50.0, 2016: 100.0, 2017: 130.0, 2018: 120.0, 2019: 90.0, 2020: 100.0}
    post(tmp_path, [*declare("exporter", levels), *declare("importer", levels)])
    (two, *_) = found(tmp_path, by=2022).series
    assert two.declared.best == pytest.approx(100 * ((130 / 50) ** 0.5 - 1))
    assert two.declared.best_years == (2015, 2017)
    (one, *_) = found(tmp_path, by=2021).series
    assert one.declared.best == pytest.approx(100)
    assert one.declared.best_years == (2015, 2016)


@pytest.mark.parametrize("by", [None, 2020, 2015])
def test_without_a_year_to_come_there_is_no_growth_a_year(tmp_path: Path, by: int | None) -> None:
    post(tmp_path, [*declare("exporter", {2020: 100}), *declare("importer", {2020: 100})])
    (first, *_) = found(tmp_path, by=by).series
    assert (first.declared.a_year, first.declared.best, first.declared.best_years) == (None, None, None)
    assert first.declared.factor == 3


def test_a_goal_below_todays_level_asks_less_than_one(tmp_path: Path) -> None:
    post(tmp_path, [*declare("exporter", {2020: 100}), *declare("importer", {2020: 100})])
    (first, *_) = found(tmp_path, wanted=150 * MILLION).series
    assert first.declared.factor == 0.5
    assert first.declared.a_year is not None
    assert first.declared.a_year < 0


def test_one_direction_is_asked_about_as_both_sides_have_it(tmp_path: Path) -> None:
    post(
        tmp_path, [flow("exporter", *PAIR, 2020, 200 * MILLION), flow("importer", *PAIR, 2020, 220 * MILLION)]
    )
    belarus, kazakhstan, importers = (one.declared for one in found(tmp_path, subject="BLR>KAZ").series)
    assert [belarus.turnover, kazakhstan.turnover, importers.turnover] == [2e8, 2.2e8, 2.2e8]
    assert (belarus.method, kazakhstan.method) == ("as declared by BLR, FOB", "as declared by KAZ, CIF")


def test_who_declares_nothing_is_absent_and_said_so(tmp_path: Path) -> None:
    post(tmp_path, [flow("exporter", *PAIR, 2020, 2e8), flow("importer", *PAIR[::-1], 2020, 1e8)])
    trade = found(tmp_path)
    assert [one.declared.reporter for one in trade.series] == ["BLR", None]
    (lack,) = trade.lacking
    assert (lack.about, lack.check) == ("KAZ", "declared trade")
    assert "missing, not zero" in lack.message
    assert lack.next_step is not None
    with pytest.raises(
        NotDeclared, match=r"no figure of KAZ's of BLR-KAZ.*against BLR or reconciled instead"
    ):
        trade.against("KAZ")


def test_a_level_of_zero_has_no_factor(tmp_path: Path) -> None:
    post(tmp_path, [*declare("exporter", {2019: 5, 2020: 0}), *declare("importer", {2019: 5, 2020: 0})])
    with pytest.raises(NothingToCompare, match=r"no figure of BLR-KAZ for any whole year.*Post some"):
        found(tmp_path)


def test_a_book_without_the_pair_has_nothing_to_compare(tmp_path: Path) -> None:
    post(tmp_path, [flow("exporter", "BLR", "DEU", 2020, 1e8)])
    with pytest.raises(NothingToCompare, match="sverka fetch imf_dots, sverka post imf_dots PATH"):
        found(tmp_path)


def test_without_a_reconciled_figure_importers_come_first(tmp_path: Path) -> None:
    post(tmp_path, declare("exporter", {2020: 100}))
    post(tmp_path, [flow("importer", *PAIR, 2020, 250 * MILLION)], source="world")
    trade = found(tmp_path)
    chosen = trade.against(None).declared
    assert chosen.reporter is None
    assert chosen.method.startswith("each direction as its importer declares it")
    assert chosen.turnover == (250 + 100) * MILLION, (
        "Kazakhstan's imports, and its exports for want of better"
    )
    assert trade.against(RECONCILED) == trade.against(None)
    assert chosen.method.endswith("CIF + FOB")


def test_a_publishers_estimates_give_way_to_fresh_declarations(tmp_path: Path) -> None:
    own = declare("exporter", {2018: 90}) + declare("importer", {2018: 90})
    filled = declare("exporter", {2020: 99}, flag="estimated") + declare(
        "importer", {2020: 99}, flag="estimated"
    )
    post(tmp_path / "fresh", own + filled)
    (belarus, *_) = found(tmp_path / "fresh").series
    assert belarus.declared.year == 2018
    old = declare("exporter", {2010: 90}) + declare("importer", {2010: 90})
    post(tmp_path / "stale", old + filled)
    (belarus, *_) = found(tmp_path / "stale").series
    assert belarus.declared.year == 2020
    assert belarus.declared.method.startswith("in BLR's book, estimated by the publisher")


def of_products(values: dict[str, float], revision: str, year: int, source: str) -> list[Any]:
    """Return reconciled trade in products both ways, in millions."""
    third: dict[str, Any] = {"reporter": None, "valuation": Valuation.RECONCILED, "flag": "estimated"}
    return [
        flow("exporter", *way, year, value * MILLION, product=Product(code, revision), source=source, **third)
        for way in BOTH_WAYS
        for code, value in values.items()
    ]


@pytest.mark.parametrize(
    ("revision", "codes"), [("HS2017", ("271012", "310420")), ("SITC4", ("33400", "56230"))]
)
def test_goods_add_up_where_no_total_is_published(
    tmp_path: Path, revision: str, codes: tuple[str, str]
) -> None:
    """Of any nomenclature: whether they are goods is on the source's card, and no revision tells it."""
    post(tmp_path, of_products(dict(zip(codes, (60, 40), strict=True)), revision, 2021, "world"))
    tables = of_products({codes[0]: 9000}, revision, 2022, "tables")
    with open_ledger(tmp_path) as ledger:
        batch = Batch(source="tables", flows=tuple(tables))
        ledger.post(batch, replace(card("tables"), goods=False), None, posted_at=datetime.now(tz=UTC))
        flows = yearly_flows(ledger, pair_of(*PAIR))
    assert [(one.period, one.value_usd, one.flag) for one in flows] == [
        ("2021", 100 * MILLION, "2 of 2 rows marked")
    ] * 2, "input-output tables hold services: no trade in goods"
    assert {f"{revision}, {'>'.join(way)} 2021 (Σ 2)" for way in BOTH_WAYS} == {
        one.origin.place for one in flows
    }
    (only,) = found(tmp_path).series
    assert (only.declared.reporter, only.declared.year, only.declared.turnover) == (None, 2021, 2e8)
    assert only.declared.method == "reconciled by the publisher"


@pytest.fixture(scope="module")
def world_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("declared") / "book"
    world = make_world(5, Plan(countries=len(CODES), years=3))
    post(folder, flows_of(world))
    post(folder, facts=links_of(world), source="covariates")
    return folder


def test_what_the_mirror_reconciles_is_the_default(world_book: Path) -> None:
    told: list[str] = []
    with open_ledger(world_book) as ledger, closing(start_engine(EngineName.DUCKDB, world_book)) as engine:
        asked = Asked(PAIR, "BLR-KAZ", 1e12, 2030)
        trade = declared_turnover(ledger, asked, engine=engine, tell=told.append)
        lines = mirror(ledger, engine, Question(pair_of(*PAIR))).lines
    newest = trade.against(None).declared
    last = [one.reconciled for one in lines if one.period == str(newest.year)]
    assert newest.turnover == sum(one.value for one in last if one)
    assert newest.reporter is None
    assert newest.method.startswith("both declarations, weighted by the inverse variance")
    assert newest.method.endswith("FOB")
    assert told == ["reconciling what the two declare"]
    assert [one.declared.reporter for one in trade.series] == ["BLR", "KAZ", None]


def test_what_is_known_already_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post(tmp_path, declare("exporter", {2020: 100}))
    post(tmp_path, of_products({"271012": 60}, "HS2017", 2021, "sums"), source="sums")
    asked, pair = Asked(PAIR, "BLR-KAZ", 1e9, 2030), pair_of(*PAIR)
    with open_ledger(tmp_path) as ledger, closing(start_engine(EngineName.DUCKDB, tmp_path)) as engine:
        usual = declared_turnover(ledger, asked, engine=engine)
        sums = tuple(summed_flows(ledger, pair, "sums", engine))
        for name in ("declared_turnover.mirror", "yearly_flows.summed_flows"):
            monkeypatch.setattr(f"sverka.models.equilibrium.pair.{name}", None)
        again = declared_turnover(
            ledger,
            asked,
            engine=engine,
            summed={"sums": sums}.__getitem__,
            mirrored=lambda: NothingDeclared(Question(pair)),
        )
    assert again == usual
    assert again.against(None).declared.year == 2021


def test_of_two_reconciled_series_the_newer_one_is_taken(tmp_path: Path) -> None:
    post(
        tmp_path,
        [
            *declare("exporter", {2019: 90}),
            *declare("importer", {2019: 90}),
            *(
                flow("exporter", *way, year, value, reporter=None, valuation=Valuation.RECONCILED)
                for way in BOTH_WAYS
                for year, value in ((2019, 9e7), (2021, 9.5e7))
            ),
        ],
    )
    with open_ledger(tmp_path) as ledger, closing(start_engine(EngineName.DUCKDB, tmp_path)) as engine:
        trade = declared_turnover(ledger, Asked(PAIR, "BLR-KAZ", 4e8, 2025), engine=engine)
    assert trade.against(None).declared.year == 2021
    assert trade.against("BLR").declared.reporter == "BLR"


def test_a_goal_cannot_be_held_against_reconciled_figures_that_are_not_there(tmp_path: Path) -> None:
    post(tmp_path, [*declare("exporter", {2020: 100}), *declare("importer", {2020: 100})])
    trade = found(tmp_path)
    own = trade._replace(series=trade.series[:2])
    with pytest.raises(NotDeclared, match=r"no reconciled figure of BLR-KAZ.*against BLR or KAZ instead"):
        own.against(None)
