"""What a change does, asked of a book: laws, agreement with the models asked directly, draws, refusals."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sverka.ledger import Ledger
from sverka.models.equilibrium.many_sectors.closure import Closure as ManyClosure
from sverka.models.equilibrium.many_sectors.goal import where
from sverka.models.equilibrium.many_sectors.shock import no_shock
from sverka.models.equilibrium.many_sectors.solve import solve as solve_many
from sverka.models.equilibrium.one_sector.shock import CostShock, both_ways
from sverka.models.equilibrium.one_sector.solve import solve as solve_one
from sverka.models.equilibrium.pair import ask_what_if as module
from sverka.models.equilibrium.pair.answer import Model, WhatIf
from sverka.models.equilibrium.pair.ask_what_if import Interrupted, NeedsSectors, ask_what_if
from sverka.models.equilibrium.pair.choose_world import world_of
from sverka.models.equilibrium.pair.industries import SectorNotInTables, UnknownSector
from sverka.models.equilibrium.pair.like_effect import LikeEffect
from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
from sverka.models.equilibrium.pair.one_sector_world import OneSectorWorld
from sverka.models.equilibrium.pair.question import ChangeAsked, Options, Uncertainty
from sverka.models.equilibrium.pair.world import Move, solve_move

PAIR = ("ARL", "CED")
BOTH = (PAIR, PAIR[::-1])
NO_DRAWS = Uncertainty(draws=0)
MODELS = (Model.SECTORS, Model.ONE)


def asked(ledger: Ledger, model: Model | None = None, *, routes: Any = BOTH, **given: Any) -> WhatIf:  # noqa: ANN401
    """Ask about ARL and CED; `given` are fields of the change, the uncertainty or the options."""
    change = {name: given.pop(name) for name in ("percent", "tariff", "like", "named") if name in given}
    keep = given.pop("keep", None)
    progress = given.pop("progress", None)
    options = Options(model=model, **{"uncertainty": NO_DRAWS, **given})
    return ask_what_if(
        ledger, PAIR, ChangeAsked(routes=routes, **change), options, keep=keep, progress=progress
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("closure", ["held", "proportional", "none"])
def test_no_change_changes_nothing(ledger: Ledger, model: Model, closure: str) -> None:
    found = asked(ledger, model, percent=0.0, closure=closure)
    assert found.turnover.growth.value == pytest.approx(0, abs=1e-6)
    assert found.partial == pytest.approx(found.turnover.before)
    assert all(one.real_income.value == pytest.approx(0, abs=1e-6) for one in found.effects)
    assert all(one.change == pytest.approx(0, abs=1) for one in found.diversions)


def test_one_sector_is_what_its_model_says_when_asked_directly(ledger: Ledger) -> None:
    found = asked(ledger, Model.ONE, percent=-10.0)
    world = world_of(ledger, PAIR, Options(model=Model.ONE))
    assert isinstance(world, OneSectorWorld)
    baseline = world.at({"all goods": 5.03})
    after = solve_one(baseline, CostShock.of(baseline, both_ways([PAIR], 0.9)))
    assert (found.flows[0].before, found.flows[0].after.value) == pytest.approx(after.flow(*PAIR))
    assert (found.flows[1].before, found.flows[1].after.value) == pytest.approx(after.flow("CED", "ARL"))
    place = baseline.place("CED")
    ced = next(one for one in found.effects if one.country == "CED")
    assert ced.real_income.value == pytest.approx(100 * (after.real_expenditure[place] - 1))
    assert ced.income_usd == pytest.approx((after.real_expenditure[place] - 1) * baseline.expenditure[place])
    assert found.partial == pytest.approx(found.turnover.before * 0.9**-5.03)
    assert found.change.percent.value == pytest.approx(-10)
    assert found.change.percent.low is None
    assert (found.setting.countries, found.setting.sectors, found.setting.counts) == (4, 1, "goods")


def test_many_sectors_are_what_their_model_says_when_asked_directly(ledger: Ledger) -> None:
    found = asked(ledger, percent=-10.0, named=("machinery",), routes=(PAIR,))
    world = world_of(ledger, PAIR, Options())
    assert isinstance(world, ManySectorsWorld)
    economy = world.baseline.economy
    costs = 1 - 0.1 * where(economy, [PAIR], ["C28"])
    after = solve_many(world.baseline, replace(no_shock(economy), costs=costs), ManyClosure.HELD)
    a, c = (economy.countries.index(country) for country in PAIR)
    goods = [0, 1, 2]
    assert found.flows[0].after.value == pytest.approx(1e6 * after.trade[goods, a, c].sum())
    assert found.flows[1].after.value == pytest.approx(1e6 * after.trade[goods, c, a].sum())
    assert found.sectors[0].sector == "C28"
    assert found.sectors[0].after == pytest.approx(1e6 * after.trade[2, a, c])
    assert {one.sector for one in found.sectors} == {"A01", "C10T12", "C28", "G"}
    gains = {one.country: one.real_income.value for one in found.effects}
    expected = 100 * (np.asarray(after.real_income) - 1)
    assert gains == pytest.approx(dict(zip(economy.countries, expected, strict=True)))
    assert list(gains.values()) == sorted(gains.values(), reverse=True)
    assert found.change.sectors == ("C28",)
    assert found.setting.counts == "goods"
    services = next(one for one in found.setting.findings if one.about == "services")
    assert services.message.startswith("Trade is that in goods (agriculture, mining, manufacturing)")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("closure", ["held", "none"])
def test_a_change_undone_leads_back(ledger: Ledger, model: Model, closure: str) -> None:
    world = world_of(ledger, PAIR, Options(model=model, closure=closure))
    drawn = dict.fromkeys(world.uncertain.names, 4.0)
    there = Move(routes=BOTH, sectors=(), factor=0.8)
    after = solve_move(world, there, drawn)
    back = solve_move(world, replace(there, factor=1.0), drawn, after.near)
    assert back.trade == pytest.approx(back.before, rel=1e-7)
    assert after.trade[:, 0, 2].sum() > 1.5 * after.before[:, 0, 2].sum()


@pytest.mark.parametrize("model", MODELS)
def test_what_sellers_lose_in_a_market_others_gain_but_for_its_growth(ledger: Ledger, model: Model) -> None:
    found = asked(ledger, model, percent=-10.0)
    ced = {one.seller: one for one in found.diversions if one.importer == "CED"}
    assert ced["ARL"].change > 0
    assert ced["CED"].change < 0
    assert ced["BED"].change < 0
    assert abs(found.diversions[0].change) == max(abs(one.change) for one in found.diversions)
    assert found.flows[0].after.value - found.flows[0].before == pytest.approx(ced["ARL"].change)


def test_deficits_closed_first_are_not_counted_as_an_effect(ledger: Ledger) -> None:
    held, closed = (asked(ledger, Model.SECTORS, percent=-10.0, closure=one) for one in ("held", "none"))
    assert closed.setting.closure == "deficits closed before the change"
    assert closed.turnover.before != pytest.approx(held.turnover.before, rel=1e-3)
    assert closed.turnover.growth.value == pytest.approx(held.turnover.growth.value, rel=0.05)
    one = asked(ledger, Model.ONE, percent=-10.0, closure="none")
    assert one.setting.closure_name == "balanced"


def test_a_tariff_is_one_on_goods_and_brings_revenue(ledger: Ledger) -> None:
    tariff = asked(ledger, tariff=10.0)
    assert tariff.change.sectors == ("A01", "C10T12", "C28")
    assert tariff.change.percent.value == pytest.approx(10)
    costs = asked(ledger, percent=10.0, named=("goods",))
    gains = {one.country: one.real_income.value for one in tariff.effects}
    losses = {one.country: one.real_income.value for one in costs.effects}
    assert gains["ARL"] > losses["ARL"]
    assert losses["ARL"] < 0
    assert tariff.partial == pytest.approx(tariff.turnover.before * 1.1 ** -(5.03 + 1))
    assert costs.partial == pytest.approx(costs.turnover.before * 1.1**-5.03)


def test_services_count_where_they_are_named(ledger: Ledger) -> None:
    found = asked(ledger, percent=-5.0, named=("services",))
    assert found.setting.counts == "goods and services"
    assert not [one for one in found.setting.findings if one.about == "services"]
    goods = asked(ledger, percent=-5.0)
    assert found.turnover.before > goods.turnover.before


@pytest.mark.parametrize("model", MODELS)
def test_intervals_hold_the_value_and_grow_with_the_error(ledger: Ledger, model: Model) -> None:
    widths = []
    for error in (0.1, 0.3):
        found = asked(ledger, model, percent=-5.0, uncertainty=Uncertainty(draws=40, error=error))
        flows = [*found.flows, found.turnover]
        estimates = [one for flow in flows for one in (flow.after, flow.growth)]
        estimates += [one.real_income for one in found.effects if one.country in PAIR]
        for one in estimates:
            assert one.low is not None
            assert one.high is not None
            assert one.low < one.value < one.high
        widths.append((found.turnover.after.high or 0) - (found.turnover.after.low or 0))
        assert (found.setting.draws, found.setting.failed) == (40, 0)
        assert found.setting.error == f"{100 * error:g} % of each elasticity, as asked"
        assert not found.setting.error_assumed
    assert widths[1] > 2 * widths[0]


def test_draws_that_are_kept_are_taken_up_and_the_same(ledger: Ledger, tmp_path: Path) -> None:
    few, many = Uncertainty(draws=4), Uncertainty(draws=9)
    asked(ledger, percent=-5.0, uncertainty=few, keep=tmp_path / "draws")
    (kept,) = (tmp_path / "draws").iterdir()
    assert len(kept.read_bytes().splitlines()) == 1 + 4
    resumed = asked(ledger, percent=-5.0, uncertainty=many, keep=tmp_path / "draws")
    assert len(kept.read_bytes().splitlines()) == 1 + 9
    assert resumed == asked(ledger, percent=-5.0, uncertainty=many)
    asked(ledger, percent=-6.0, uncertainty=few, keep=tmp_path / "draws")
    asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=4, seed=1), keep=tmp_path / "draws")
    asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=4, error=0.1), keep=tmp_path / "draws")
    assert len([*(tmp_path / "draws").iterdir()]) == 4, "each question has a file of its own"


@pytest.mark.parametrize("keep", [True, False])
def test_an_interruption_gives_the_answer_of_the_draws_so_far(
    ledger: Ledger, tmp_path: Path, keep: bool
) -> None:
    def stop(done: int, count: int) -> None:
        assert count == 9
        if done == 5:
            raise KeyboardInterrupt

    folder = tmp_path / "draws" if keep else None
    nine = Uncertainty(draws=9)
    with pytest.raises(Interrupted, match="Interrupted after 5 draws: the answer rests on these") as caught:
        asked(ledger, percent=-5.0, uncertainty=nine, keep=folder, progress=stop)
    answer = caught.value.answer
    five = asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=5))
    assert answer.turnover == five.turnover
    assert answer.setting.draws == 5
    assert answer.setting.findings[-1].message == "Drawing was interrupted: intervals rest on fewer draws."
    whole = asked(ledger, percent=-5.0, uncertainty=nine, keep=folder)
    assert whole == asked(ledger, percent=-5.0, uncertainty=nine)


def test_an_interruption_before_the_first_draw_gives_no_intervals(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> dict[str, float]:
        raise KeyboardInterrupt

    monkeypatch.setattr(module.WhatIfAsked, "ask", stop)
    with pytest.raises(Interrupted, match="after 0 draws") as caught:
        asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=9))
    assert caught.value.answer.turnover.after.low is None


def test_draws_without_an_answer_are_counted_and_told(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> dict[str, float]:
        message = "No equilibrium was found."
        raise ArithmeticError(message)

    monkeypatch.setattr(module.WhatIfAsked, "ask", never)
    found = asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=3))
    assert (found.setting.draws, found.setting.failed) == (0, 3)
    assert found.turnover.after.low is None
    assert (
        "3 draws had no answer and are in no interval; the first said" in found.setting.findings[-1].message
    )

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=3), progress=stop)
    assert (caught.value.answer.setting.draws, caught.value.answer.setting.failed) == (0, 1)


@pytest.mark.slow
def test_two_processes_draw_what_one_does(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sverka.models.equilibrium.pair import taking_draws

    alone = asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=6))
    monkeypatch.setattr(taking_draws, "_WORTH", 0.0)
    assert asked(ledger, percent=-5.0, uncertainty=Uncertainty(draws=6)) == alone


def test_a_change_as_large_as_an_effect_draws_it_too(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    import sverka.models.equilibrium.pair.like_effect as effects

    told = []

    def estimated(_: Ledger, name: str, *__: object) -> LikeEffect:
        told.append(name)
        return LikeEffect(name, 0.5, 0.1, "a panel", ())

    monkeypatch.setattr(effects, "like_effect", estimated)
    found = asked(ledger, Model.ONE, like="rta", uncertainty=Uncertainty(draws=60, error=0.0))
    assert told == ["rta"]
    assert found.partial == pytest.approx(found.turnover.before * np.exp(0.5))
    percent = found.change.percent
    assert percent.value == pytest.approx(100 * (np.exp(-0.5 / 5.03) - 1))
    assert percent.low is not None
    assert percent.high is not None
    assert 100 * (np.exp(-0.75 / 5.03) - 1) < percent.low < percent.value < percent.high < 0
    assert found.setting.error.endswith("as asked, and rta: 0.5, error 0.1 (a panel)")
    assert found.change.like == "rta"


def test_what_one_sector_cannot_tell_apart_is_refused(ledger: Ledger) -> None:
    with pytest.raises(
        NeedsSectors, match=r"machinery cannot be asked about in the model of one sector \(trade of all"
    ):
        asked(ledger, Model.ONE, percent=-10.0, named=("machinery",))
    with pytest.raises(
        NeedsSectors, match=r"A tariff of 5 % cannot be asked about.*all goods and costs in percent"
    ):
        asked(ledger, Model.ONE, tariff=5.0)


def test_sectors_that_are_none_or_not_in_the_tables_are_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownSector, match="“machnery” is no sector"):
        asked(ledger, percent=-10.0, named=("machnery",))
    with pytest.raises(SectorNotInTables, match="these tables have A01, C10T12, C28, G"):
        asked(ledger, percent=-10.0, named=("vehicles",))


def test_a_direction_without_trade_stays_without_and_is_told(ledger: Ledger) -> None:
    options = Options(model=Model.ONE, uncertainty=NO_DRAWS)
    change = ChangeAsked(routes=(("DOR", "CED"),), percent=-10.0)
    world = world_of(ledger, ("DOR", "ARL"), options)
    assert world.trade[0, 2, 3] == 0, "CED sells nothing to DOR in anybody's book"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "world_of", lambda *_: world)
        found = ask_what_if(ledger, ("DOR", "CED"), change, options)
    assert found.flows[1].before == found.flows[1].after.value == found.flows[1].growth.value == 0
    assert found.flows[0].growth.value > 0
    assert [one.about for one in found.setting.findings if "zero stays zero." in one.message] == ["CED>DOR"]


def test_what_is_being_done_is_told(ledger: Ledger) -> None:
    told: list[str] = []
    progress: list[tuple[int, int]] = []
    options = Options(uncertainty=Uncertainty(draws=2))
    ask_what_if(
        ledger,
        PAIR,
        ChangeAsked(routes=BOTH, percent=-1),
        options,
        tell=told.append,
        progress=lambda done, count: progress.append((done, count)),
    )
    assert told == [
        "reading the world before the change",
        "solving for the world after the change",
        "drawing what is uncertain",
    ]
    assert progress == [(1, 2), (2, 2)]
