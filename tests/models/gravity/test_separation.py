"""The 18 designs of ppmlhdfe, a linear program on random designs, and panels small enough to see through."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.models.gravity.dense import dummies, panel

from sverka.models.gravity.absorption import Cells, Rows
from sverka.models.gravity.collinear import collinear
from sverka.models.gravity.effects import Clusters, Effects, Pairs
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.pair_groups import pair_groups
from sverka.models.gravity.ppml import fit
from sverka.models.gravity.rectifier import Observed, Rectified, rectify, widest
from sverka.models.gravity.separation import (
    NoFiniteMaximum,
    NothingHoldsUp,
    Reason,
    Separation,
    leave_out,
    require_finite_maximum,
    separated,
)
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Indices, Marks, Numbers, Panel, lay_out

CASES = Path(__file__).parents[3].parent / "shared" / "notes" / "gravity-reference" / "separation"
there = pytest.mark.skipif(not CASES.exists(), reason="the shared reference designs are not here")


def whole(countries: int = 5, years: int = 4) -> Panel:
    """Draw a panel in which everybody trades with everybody; the first regressor is 0 everywhere."""
    drawn = panel(countries, years, seed=3)
    x = drawn.regressors.copy()
    x[0] = 0
    return replace(drawn, trade=drawn.trade + 1, regressors=x)


def by_program(trades: Marks, design: Numbers) -> Marks:
    """Return the separated rows as a linear program over all columns of a design finds them."""
    zeros = ~trades
    count, columns = int(zeros.sum()), design.shape[1]
    solved = linprog(
        np.concatenate([np.zeros(columns), -np.ones(count)]),
        A_ub=np.concatenate([-design[zeros], np.eye(count)], axis=1),
        b_ub=np.zeros(count),
        A_eq=np.concatenate([design[trades], np.zeros((int(trades.sum()), count))], axis=1),
        b_eq=np.zeros(int(trades.sum())),
        bounds=[(None, None)] * columns + [(0, 1)] * count,
    )
    found = np.zeros(len(trades), np.bool_)
    found[zeros] = solved.x[columns:] > 0.5
    return found


def rectified(trade: Numbers, regressors: Numbers, levels: tuple[Indices, ...]) -> Rectified:
    return rectify(Observed(trade > 0, trade == 0, regressors), Rows(levels, len(trade)))


@there
@pytest.mark.parametrize("number", range(1, 19))
def test_a_design_of_ppmlhdfe_has_exactly_its_separated_rows(number: int) -> None:
    with (CASES / f"{number:02}.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    trade = np.array([float(row["y"]) for row in rows])
    regressors = np.array([[float(row[name]) for row in rows] for name in rows[0] if name.startswith("x")])
    levels = tuple(
        np.unique([row[name] for row in rows], return_inverse=True)[1]
        for name in rows[0]
        if name.startswith("id")
    )
    found = rectified(trade, regressors.reshape(-1, len(rows)), levels)
    assert found.convergence.arrived
    assert found.cells.tolist() == [row["separated"] == "1" for row in rows]


def laid(number: int) -> tuple[Panel, Marks]:
    """Lay a design of one or two effects out as exporters and importers, and return what is separated."""
    with (CASES / f"{number:02}.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    columns = {name: [row.get(name, "1") for row in rows] for name in ("id1", "id2", "y", "separated")}
    pairs = list(zip(columns["id1"], columns["id2"], strict=True))
    order = [pairs[:place].count(pair) for place, pair in enumerate(pairs)]
    x = {name: list(map(float, (row[name] for row in rows))) for name in rows[0] if name.startswith("x")}
    of = lay_out(columns["id1"], columns["id2"], order, list(map(float, columns["y"])), x)
    places = [
        np.searchsorted(level, values)
        for level, values in (
            (of.exporters, columns["id1"]),
            (of.years, order),
            (of.importers, columns["id2"]),
        )
    ]
    separated_cells = np.zeros(of.trade.shape, np.bool_)
    separated_cells[tuple(places)] = np.array(columns["separated"]) == "1"
    return of, separated_cells


NO_COUNTRY_YEARS = Effects(country_years=False, pairs=Pairs.NONE)


@there
@pytest.mark.parametrize("number", [number for number in range(1, 19) if number != 3])  # 3 has three effects
def test_a_design_of_ppmlhdfe_as_a_panel_of_exporters_and_importers(number: int) -> None:
    of, expected = laid(number)
    found = separated(of, NO_COUNTRY_YEARS, countries=len(of.exporters) > 1, singles=False)
    assert (found.cells == expected).all()


@there
@pytest.mark.parametrize(
    "number", [1, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18]
)  # the others have no regressor
def test_a_design_of_ppmlhdfe_is_estimated_without_what_is_separated(number: int) -> None:
    of, expected = laid(number)
    countries = len(of.exporters) > 1
    spec = GravitySpec(
        formula=read_formula(f"trade ~ {' + '.join(of.names)}"),
        effects=NO_COUNTRY_YEARS,
        countries=countries,
        clusters=Clusters.NONE,
    )
    result = estimate(spec, of)
    single = separated(of, NO_COUNTRY_YEARS, countries=countries).reason == Reason.SINGLE
    assert ((result.fit.weight == 0) == (expected | single | ~of.observed)).all()
    assert result.convergence.arrived
    if expected.any():
        told = f"{expected.sum()} observations of zero trade are separated through"
        assert told in result.notes[-1]
        assert result.notes[-1].endswith("the likelihood has no finite maximum.")


def test_a_constant_beside_the_effects_takes_no_part_in_separation() -> None:
    drawn = panel(8, 4, seed=4, missing=0.1)
    thin = replace(drawn, trade=drawn.trade * (np.random.default_rng(4).random(drawn.trade.shape) < 0.4))
    constant = np.full((1, *thin.trade.shape), 0.1) * thin.observed
    more = replace(
        thin, regressors=np.concatenate((thin.regressors, constant)), names=(*thin.names, "constant")
    )
    one, other = separated(thin, Effects()), separated(more, Effects())
    assert one.cells.any()
    assert (one.reason == other.reason).all()
    assert one.regressors == other.regressors


@pytest.mark.parametrize("seed", range(60))
def test_random_designs_are_separated_where_a_linear_program_says_so(seed: int) -> None:
    draw = np.random.default_rng(seed)
    count, x, effects = int(draw.integers(6, 50)), int(draw.integers(0, 4)), int(draw.integers(0, 4))
    trade = (draw.random(count) < draw.choice([0.2, 0.4, 0.7])).astype(float)
    trade[0] = 1
    regressors = draw.integers(-3, 4, (x, count)) * (draw.random((x, count)) < 0.5).astype(float)
    most = max(2, count // 4)
    levels = tuple(np.unique(draw.integers(0, most, count), return_inverse=True)[1] for _ in range(effects))
    columns = [np.ones((count, 1)), regressors.T, *(np.eye(most)[level] for level in levels)]
    expected = by_program(trade > 0, np.concatenate(columns, axis=1))
    assert rectified(trade, regressors, levels).cells.tolist() == expected.tolist()


@pytest.mark.parametrize("seed", range(6))
def test_over_the_tensor_is_found_what_a_linear_program_finds(seed: int) -> None:
    drawn = panel(6, 3, seed=seed, missing=0.1)
    draw = np.random.default_rng(seed)
    thin = replace(drawn, trade=drawn.trade * (draw.random(drawn.trade.shape) < 0.35))
    seen = thin.weight.reshape(-1) > 0
    design = np.concatenate([thin.regressors.reshape(3, -1).T, dummies(thin.weight)], axis=1)[seen]
    expected = by_program(thin.trade.reshape(-1)[seen] > 0, design)
    assert expected.any()
    found = separated(thin, Effects(), singles=False)
    assert found.cells.reshape(-1)[seen].tolist() == expected.tolist()
    kept = found.reason != Reason.NO_TRADE
    trades, zeros = thin.trade > 0, (thin.trade == 0) & thin.observed & kept
    solver = Cells(pair_groups(thin.exporters, thin.importers, Pairs.DIRECTED), paired=True)
    by_solver = rectify(Observed(trades, zeros, thin.regressors), solver)
    assert (by_solver.cells == (found.reason == Reason.RECTIFIED)).all()


def test_what_is_planted_in_a_large_panel_is_found_and_nothing_else() -> None:
    drawn = panel(30, 8, seed=1)
    draw = np.random.default_rng(2)
    silent = np.argwhere((drawn.trade == 0) & (drawn.trade.sum(axis=1, keepdims=True) > 0))
    planted = tuple(silent[draw.choice(len(silent), 40, replace=False)].T)
    x = drawn.regressors.copy()
    x[0] = x[1]
    x[0][planted] += draw.uniform(0.5, 1, 40)
    found = separated(replace(drawn, regressors=x, names=("applied", "bound", "union")), Effects())
    assert (found.reason[planted] > 0).all()
    assert (found.reason == Reason.RECTIFIED).sum() == (found.reason[planted] == Reason.RECTIFIED).sum()
    assert found.regressors == ("applied", "bound")


def test_an_embargo_with_no_trade_under_it_is_separated_and_named() -> None:
    traded = whole()
    trade, x = traded.trade.copy(), traded.regressors.copy()
    trade[0, 2:, 1] = 0
    x[0, 0, 2:, 1] = 1
    embargo = replace(traded, trade=trade, regressors=x, names=("embargo", "tariff", "union"))
    found = separated(embargo, Effects())
    assert np.argwhere(found.cells).tolist() == [[0, 2, 1], [0, 3, 1]]
    assert found.regressors == ("embargo",)
    assert "through embargo" in found.sentences[0]
    with pytest.raises(NoFiniteMaximum, match=r"2 observations of zero trade, first C00>C01 2002.*embargo"):
        require_finite_maximum(embargo, found)
    assert collinear(leave_out(embargo, found), Effects()).why == {"embargo": "it is the same everywhere"}


def test_regressors_that_separate_only_together_are_both_named() -> None:
    traded = whole()
    trade, x = traded.trade.copy(), traded.regressors.copy()
    trade[3, 1, 2] = 0
    x[0] = x[1]
    x[0, 3, 1, 2] += 2
    together = replace(traded, trade=trade, regressors=x, names=("applied", "bound", "union"))
    found = separated(together, Effects())
    assert np.argwhere(found.cells).tolist() == [[3, 1, 2]]
    assert found.regressors == ("applied", "bound")


def test_what_is_left_is_fitted_as_if_the_separated_had_never_been_there() -> None:
    traded = whole()
    trade, weight, x = traded.trade.copy(), traded.weight.copy(), traded.regressors.copy()
    trade[0, 2:, 1] = 0
    x[0, 0, 2:, 1] = 1
    weight[0, 2:, 1] = 0
    embargo = replace(traded, trade=trade, regressors=x)
    left = leave_out(embargo, separated(embargo, Effects()))
    without = replace(traded, trade=trade, weight=weight)
    two = [replace(of, regressors=of.regressors[1:], names=of.names[1:]) for of in (left, without)]
    assert fit(two[0], Effects()).beta == pytest.approx(fit(two[1], Effects()).beta, abs=1e-10)


def test_effects_without_trade_are_separated_and_named() -> None:
    traded = whole()
    trade = traded.trade.copy()
    trade[0, 1] = 0
    trade[:, 2, 3] = 0
    trade[4, :, 1] = 0
    found = separated(replace(traded, trade=trade), Effects())
    assert set(found.no_trade) == {"exporter C00 2001", "importer C03 2002", "pair C04>C01"}
    assert found.counts == {"separated: an effect without any trade": 5 + 5 + 4}
    assert not found.regressors


def test_one_alone_in_its_pair_leaves_and_takes_others_along() -> None:
    traded = whole(4, 3)
    weight = traded.weight.copy()
    weight[0, 1:, 1] = 0
    weight[0, 0, :] = 0
    weight[0, 0, :2] = 1
    weight[0, 1:, 0] = 0
    alone = replace(traded, weight=weight, trade=traded.trade * weight, regressors=traded.regressors * weight)
    found = separated(alone, Effects())
    assert {"pair C00>C00", "pair C00>C01"} <= set(found.single)
    assert found.counts == {"alone in an effect": 2}
    assert separated(alone, Effects(), singles=False).counts == {}
    assert not found.cells.any()
    assert leave_out(alone, found).count == alone.count - 2


def test_symmetric_pairs_are_one_effect() -> None:
    traded = whole()
    trade = traded.trade.copy()
    trade[1, :, 2] = 0
    one_way = replace(traded, trade=trade)
    assert separated(one_way, Effects(pairs=Pairs.SYMMETRIC)).counts == {}
    assert separated(one_way, Effects()).no_trade == ("pair C01>C02",)


def test_without_country_years_a_constant_or_countries_remain() -> None:
    traded = whole()
    trade, x = traded.trade.copy(), traded.regressors.copy()
    trade[0] = 0
    x[0, 0] = 1
    silent = replace(traded, trade=trade, regressors=x)
    plain = Effects(country_years=False, pairs=Pairs.NONE)
    found = separated(silent, plain)
    assert found.regressors == ("agreement",)
    assert found.cells[0].all()
    assert found.cells.sum() == trade[0].size
    assert separated(silent, plain, countries=True).no_trade == ("exporter C00",)


def test_relabelling_countries_relabels_what_is_found() -> None:
    thin = panel(7, 3, seed=5)
    thin = replace(thin, trade=thin.trade * (np.random.default_rng(1).random(thin.trade.shape) < 0.4))
    order = np.random.default_rng(2).permutation(7)
    turned = replace(
        thin,
        trade=thin.trade[order][:, :, order],
        weight=thin.weight[order][:, :, order],
        regressors=thin.regressors[:, order][..., order],
    )
    here, there_ = separated(thin, Effects()), separated(turned, Effects())
    assert (here.reason[order][:, :, order] == there_.reason).all()
    assert here.cells.any()


def test_a_panel_without_any_trade_says_so() -> None:
    traded = whole()
    with pytest.raises(
        NothingHoldsUp, match=r"No observation is left.*without any trade: 100.*Take more years"
    ):
        separated(replace(traded, trade=traded.trade * 0), Effects())


def test_the_weight_of_observations_changes_nothing() -> None:
    thin = panel(6, 3, seed=8)
    thin = replace(thin, trade=thin.trade * (np.random.default_rng(4).random(thin.trade.shape) < 0.35))
    heavy = replace(thin, weight=thin.weight * np.random.default_rng(6).uniform(0.01, 100, thin.weight.shape))
    assert (separated(thin, Effects()).reason == separated(heavy, Effects()).reason).all()


def test_a_search_that_gave_up_says_so() -> None:
    found = separated(whole(), Effects())
    lost = replace(
        found,
        convergence=type(found.convergence)(
            arrived=False,
            steps=1,
            inner=0,
            criterion="c",
            tolerance=0,
            history=(1.0,),
            why="1000 steps were not enough",
        ),
    )
    assert found.sentences == ()
    assert isinstance(lost, Separation)
    assert lost.sentences == (
        "The search for separated observations did not end: 1000 steps were not enough.",
    )


def test_the_widest_combination_leaves_out_what_would_go_below_zero() -> None:
    basis = np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, -1.0, 1.0]])
    best = widest(basis)
    assert best is not None
    assert (best > 0).tolist() == [True, True, False, False]


def test_what_trade_alone_determines_needs_no_search_and_hides_no_collinear_regressor() -> None:
    drawn = panel(14, 6, seed=3)
    chance = np.random.default_rng(1)
    half = replace(drawn, trade=(drawn.trade + 1) * (chance.random(drawn.trade.shape) < 0.6))
    found = separated(half, Effects(), singles=False)
    assert not (found.reason == Reason.RECTIFIED).any()
    assert (found.independent, found.convergence.steps) == (True, 0)
    doubled = np.concatenate((half.regressors, 2 * half.regressors[:1]))
    twice = replace(half, regressors=doubled, names=(*half.names, "twice"))
    assert not separated(twice, Effects()).independent
    assert collinear(twice, Effects()).kept == half.names
