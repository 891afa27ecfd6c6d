"""Questions that can be meant are taken, others refused with what to write instead."""

from typing import Any

import pytest

from sverka.models.equilibrium.pair.question import (
    ChangeAsked,
    GoalAsked,
    GoalLacksYear,
    NotOneChange,
    NumberOutOfBounds,
    Options,
    RoutesNotMeant,
    Uncertainty,
    What,
)

BOTH = (("BLR", "KAZ"), ("KAZ", "BLR"))


def test_what_is_not_said_has_defaults() -> None:
    options = Options()
    assert (options.model, options.final_goods.value, options.elasticities) == (
        None,
        "like inputs",
        "head-mayer",
    )
    assert (options.uncertainty.draws, options.uncertainty.level, options.uncertainty.error) == (
        100,
        0.95,
        None,
    )
    goal = GoalAsked(wanted=2e9, by=2030, routes=BOTH)
    assert goal.what is What.TURNOVER
    assert goal.bounds == (0.2, 5.0)


@pytest.mark.parametrize("given", [{"percent": -10.0}, {"tariff": 0.0}, {"like": "rta"}])
def test_a_change_is_one_of_three_things(given: dict[str, Any]) -> None:
    assert ChangeAsked(routes=BOTH, **given).routes == BOTH


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, r"one of these; none is given\. Give one"),
        ({"percent": -10.0, "like": "rta"}, r"percent and like are given\. Give one"),
    ],
)
def test_no_change_and_two_changes_are_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(NotOneChange, match=said):
        ChangeAsked(routes=BOTH, **given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"percent": -99.5}, r"change of costs in percent is -99\.5; it has to be from -99 .* to 900"),
        ({"percent": 901.0}, r"is 901; it has to be from -99"),
        ({"percent": float("nan")}, r"is nan; it has to be"),
        ({"tariff": -1.0}, r"tariff in percent is -1; it has to be from 0 to 900"),
    ],
)
def test_sizes_that_cannot_be_meant_are_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(NumberOutOfBounds, match=said):
        ChangeAsked(routes=BOTH, **given)


@pytest.mark.parametrize("routes", [(), (("BLR", "BLR"),), (("BLR", "KAZ"), ("BLR", "KAZ"))])
def test_routes_lead_from_one_country_to_another_each_once(routes: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(RoutesNotMeant, match="one or more, each once, from one country to another"):
        ChangeAsked(routes=routes, percent=-10)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"draws": -1}, r"number of draws is -1; it has to be 0 \(no intervals\) or more"),
        ({"seed": -1}, r"seed is -1"),
        ({"level": 1.0}, r"level of the intervals is 1; it has to be between 0 and 1"),
        ({"error": -0.1}, r"error of the elasticities is -0\.1; it has to be from 0 to 1.*0\.2 is 20 %"),
        ({"error": 20.0}, r"error of the elasticities is 20"),
    ],
)
def test_draws_levels_and_errors_have_bounds(given: dict[str, Any], said: str) -> None:
    with pytest.raises(NumberOutOfBounds, match=said):
        Uncertainty(**given)


def test_a_year_is_a_year() -> None:
    with pytest.raises(NumberOutOfBounds, match="The year is 22; it has to be a year, as 2022 is"):
        Options(year=22)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"wanted": 0.0}, r"goal in US dollars is 0; it has to be an amount above 0"),
        ({"by": 30}, r"goal's year is 30"),
        ({"by": 2030, "growth": 200.0}, r"growth in percent a year is 200; it has to be from -50 to 100"),
        ({"bounds": (0.0, 2.0)}, r"lowest factor on costs is 0; it has to be above 0 and at most 1"),
        ({"bounds": (0.5, 0.9)}, r"highest factor on costs is 0\.9; it has to be 1 or more"),
    ],
)
def test_goals_have_bounds(given: dict[str, Any], said: str) -> None:
    with pytest.raises(NumberOutOfBounds, match=said):
        GoalAsked(**{"wanted": 2e9, "routes": BOTH, **given})


def test_growth_without_a_year_says_to_name_one() -> None:
    with pytest.raises(GoalLacksYear, match=r"grow by 3 percent a year, but no year is named.*Name the year"):
        GoalAsked(wanted=2e9, routes=BOTH, growth=3.0)
