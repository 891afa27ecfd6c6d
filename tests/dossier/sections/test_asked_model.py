"""What a briefing shares with the models of the world that it asks: each question of the book asked once."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.dossier.sections.planted_desk import planted_desk
from tests.models.equilibrium.pair.books import post_tables
from tests.models.gravity.planted_book import planted_book

from sverka.dossier.desk import Desk
from sverka.dossier.outline import Lack
from sverka.dossier.sections.asked_model import ask_goal, readings
from sverka.dossier.sections.gravity_panel import gravity_panel
from sverka.models.equilibrium.pair.answer import Target
from sverka.models.equilibrium.pair.ask_target import ask_target
from sverka.models.equilibrium.pair.estimated_effects import effects_panel
from sverka.models.equilibrium.pair.question import GoalAsked, Options
from sverka.models.gravity.ppml import has_compiler

pytestmark = pytest.mark.skipif(not has_compiler(), reason="gravity models are not installed")

PAIR = ("BLR", "KAZ")
GOAL = GoalAsked(wanted=1e9, routes=(PAIR, PAIR[::-1]))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = planted_book(tmp_path_factory.mktemp("asked") / "book")
    post_tables(folder, (*PAIR, "RUS"))
    return folder


@pytest.fixture
def desk(book: Path) -> Iterator[Desk]:
    with planted_desk(book) as found:
        yield found


def test_a_goal_has_the_same_answer_whether_the_desk_knows_much_or_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = ask_target(
        desk.ledger, PAIR, GOAL, Options(), engine=desk.engine, compare=True, today=desk.asked.today
    )
    asked: list[str] = []

    def counted(name: str, make: Any) -> Any:  # noqa: ANN401
        def made(*given: object, **more: object) -> object:
            asked.append(name)
            return make(*given, **more)

        return made

    modules = {
        "mirror": ("dossier.desk", "models.equilibrium.pair.declared_turnover"),
        "book_panel": ("models.gravity.from_book", "models.equilibrium.pair.estimated_effects"),
        "ask_potential": ("models.gravity.ask_pair", "models.equilibrium.pair.estimated_effects"),
    }
    for name, places in modules.items():
        for place in places:
            module = import_module(f"sverka.{place}")
            monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    panel = gravity_panel(desk)
    assert not isinstance(panel, Lack)
    desk.potential(panel)
    assert desk.mirror
    found = ask_goal(desk, GOAL)
    assert isinstance(found, Target)
    assert found == usual
    assert {one.name for one in found.beside} == {"rta", "contiguity", "past"}
    assert sorted(asked) == sorted(modules)


def test_the_panel_that_is_shared_is_the_one_that_effects_are_estimated_on(desk: Desk) -> None:
    shared = readings(desk).panel
    assert shared is not None
    one, other = shared(), effects_panel(desk.ledger, desk.engine)
    assert one is not None
    assert other is not None
    assert (one.years, one.rules, one.findings) == (other.years, other.rules, other.findings)
    for name, values in other.to_table().items():
        np.testing.assert_array_equal(values, one.to_table()[name], name)


def test_a_desk_of_some_years_shares_nothing_that_is_of_these_years_only(book: Path) -> None:
    with planted_desk(book, years=(2008, 2012)) as desk:
        shared = readings(desk)
    assert (shared.mirror, shared.panel, shared.potential) == (None, None, None)
    assert shared.summed is not None


def test_a_book_of_few_countries_shares_that_there_is_no_panel(tmp_path: Path) -> None:
    with planted_desk(planted_book(tmp_path / "few", countries=5)) as desk:
        shared = readings(desk)
        assert shared.panel is not None
        assert shared.panel() is None
