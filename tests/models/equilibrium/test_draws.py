"""Draws over elasticities and coefficients: repeatable, kept, resumed."""

from pathlib import Path

import numpy as np
import pytest

from sverka.models.equilibrium.draws import (
    AllFailed,
    CovarianceOfOtherShape,
    Draws,
    Kept,
    MeanBelowBound,
    OtherDraws,
    Uncertain,
    take_draws,
)
from sverka.models.equilibrium.one_sector.baseline import OneSector
from sverka.models.equilibrium.one_sector.shock import CostShock, both_ways
from sverka.models.equilibrium.one_sector.solve import solve

SIGMA = Uncertain.independent({"sigma": (5.0, 1.0), "rta": (0.5, 0.1)}, {"sigma": 1.0})
TRADE = np.array([[90.0, 1.0, 30.0], [1.0, 200.0, 20.0], [25.0, 30.0, 900.0]])


def agreement(taken: dict[str, float]) -> dict[str, float]:
    """Ask what an agreement of BLR and KAZ with the estimated effect brings."""
    baseline = OneSector(("BLR", "KAZ", "RUS"), TRADE, taken["sigma"])
    factor = float(np.exp(taken["rta"] / baseline.theta))
    after = solve(baseline, CostShock.of(baseline, both_ways([("BLR", "KAZ")], factor)))
    return {"flow": after.flow("BLR", "KAZ")[1], "real": float(after.real_output[0])}


def same(one: Draws, other: Draws) -> bool:
    return (one.numbers, one.taken, one.figures, one.failed) == (
        other.numbers,
        other.taken,
        other.figures,
        other.failed,
    )


def test_an_answer_gets_an_interval_around_its_middle() -> None:
    draws = take_draws(agreement, SIGMA, 200)
    low, middle, high = draws.interval("flow")
    assert low < middle < high
    assert middle == pytest.approx(agreement({"sigma": 5.0, "rta": 0.5})["flow"], rel=0.02)
    assert low == pytest.approx(np.exp(0.5 - 1.96 * 0.1), rel=0.06)
    assert draws.interval("flow", 0.5)[0] > low
    assert len(draws.figures) == 200
    assert all(taken["sigma"] > 1 for taken in draws.taken)


def test_draws_have_the_mean_and_covariance_that_were_given() -> None:
    covariance = np.array([[0.04, -0.012], [-0.012, 0.09]])
    uncertain = Uncertain(("a", "b"), np.array([1.0, 2.0]), covariance, {})
    taken = np.array([list(uncertain.draw(3, number).values()) for number in range(4000)])
    np.testing.assert_allclose(taken.mean(axis=0), [1, 2], atol=0.015)
    np.testing.assert_allclose(np.cov(taken.T), covariance, atol=0.006)
    above = np.array([SIGMA.draw(3, number)["sigma"] for number in range(4000)])
    assert above.mean() == pytest.approx(5, abs=0.05)
    assert above.std() == pytest.approx(1, abs=0.05)


def test_what_is_certain_is_not_drawn() -> None:
    certain = Uncertain.independent({"sigma": (5.0, 0.0)}, {"sigma": 1.0})
    assert certain.draw(1, 7) == {"sigma": 5.0}


def test_an_interrupted_run_goes_on_and_gives_the_same(tmp_path: Path) -> None:
    whole = take_draws(agreement, SIGMA, 12, seed=4)
    place = tmp_path / "draws.jsonl"
    kept = Kept(place, "an agreement of BLR and KAZ")
    seen: list[tuple[int, int]] = []

    def stop(done: int, count: int) -> None:
        seen.append((done, count))
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_draws(agreement, SIGMA, 12, seed=4, kept=kept, progress=stop)
    assert seen == [(1, 12), (2, 12), (3, 12), (4, 12), (5, 12)]
    with place.open("ab") as file:
        file.write(b'{"number": 5, "tak')  # a line that the interruption cut short
    asked: list[dict[str, float]] = []

    def ask(taken: dict[str, float]) -> dict[str, float]:
        asked.append(taken)
        return agreement(taken)

    assert same(take_draws(ask, SIGMA, 12, seed=4, kept=kept), whole)
    assert len(asked) == 7
    assert same(take_draws(ask, SIGMA, 12, seed=4, kept=kept), whole)
    assert len(asked) == 7


def test_draws_without_an_answer_are_counted_and_shown() -> None:
    def ask(taken: dict[str, float]) -> dict[str, float]:
        if taken["sigma"] < 5:
            raise ArithmeticError("no equilibrium below five")
        return agreement(taken)

    draws = take_draws(ask, SIGMA, 20)
    assert len(draws.figures) + len(draws.failed) == 20
    assert set(draws.failed.values()) == {"no equilibrium below five"}
    assert all(taken["sigma"] >= 5 for taken in draws.taken)
    assert not set(draws.failed) & set(draws.numbers)


def test_where_no_draw_answers_the_first_reason_is_told() -> None:
    def never(taken: dict[str, float]) -> dict[str, float]:
        raise ValueError(f"not with {len(taken)}")

    with pytest.raises(AllFailed, match="None of 3 draws had an answer; the first said: not with 2"):
        take_draws(never, SIGMA, 3)


def test_another_questions_file_is_not_gone_on_with(tmp_path: Path) -> None:
    place = tmp_path / "draws.jsonl"
    kept = Kept(place, "an agreement of BLR and KAZ")
    take_draws(agreement, SIGMA, 2, seed=1, kept=kept)
    with pytest.raises(OtherDraws, match="draws of another question"):
        take_draws(agreement, SIGMA, 2, seed=2, kept=kept)
    with pytest.raises(OtherDraws, match="another shock or baseline"):
        take_draws(agreement, SIGMA, 2, seed=1, kept=kept._replace(about="a border closed"))
    place.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(OtherDraws, match="Give another file"):
        take_draws(agreement, SIGMA, 2, kept=kept)
    assert place.read_bytes() == b"a,b\n1,2\n"


@pytest.mark.parametrize(
    "covariance", [np.eye(3), [[1.0, 0.5], [0.0, 1.0]], [[-1.0, 0.0], [0.0, 1.0]], [[np.nan, 0], [0, 1]]]
)
def test_a_covariance_that_is_none_is_refused(covariance: object) -> None:
    with pytest.raises(CovarianceOfOtherShape, match="symmetric, 2 by 2, without negative"):
        Uncertain(("a", "b"), np.zeros(2), np.array(covariance), {})


def test_a_mean_below_its_bound_is_refused() -> None:
    with pytest.raises(MeanBelowBound, match=r"sigma has the mean 0\.8 and must lie above 1"):
        Uncertain.independent({"sigma": (0.8, 0.1)}, {"sigma": 1.0})
